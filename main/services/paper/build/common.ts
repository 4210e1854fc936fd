import type { PaperLanguage } from '../../../printing/index.ts';
import { getSetting, getZone, type RowReader } from '../../masters.ts';

/** Who prints, when, and which printing of the paper it is. */
export interface Printing {
  atMs: number;
  copyNo: number;
  by: string;
  language: PaperLanguage;
}

/** A document ready to be composed, with what the queue has to know of it. `data` fits `composeDocument`. */
export interface BuiltPaper {
  kind: 'service_slip' | 'issue_slip' | 'receipt' | 'old_part_label' | 'calibration';
  documentId: string;
  number: string;
  orderId: string | null;
  /** Key of the user whose data stands on it; null where none does. */
  keyId: number | null;
  /** For the route to a printer. */
  staffId: string | null;
  data: unknown;
}

/** Language papers are printed in, whoever prints them: users and inspectors read them. */
export const paperLanguage = (read: RowReader): PaperLanguage =>
  getSetting<string>(read, 'outlet', 'paper_language', 'zh') === 'en' ? 'en' : 'zh';

export const inLanguage = (language: PaperLanguage, zh: string, en: string): string =>
  language === 'en' && en !== '' ? en : zh;

/** Fields every document begins with. */
export function baseOf(read: RowReader, printing: Printing) {
  const outlet = read.get<{ name_zh: string; name_en: string; phone: string; complaint_phone: string }>(
    'SELECT name_zh, name_en, phone, complaint_phone FROM outlet LIMIT 1',
  );
  return {
    language: printing.language,
    mark: {
      printedAtMs: printing.atMs,
      copyNo: printing.copyNo,
      printedBy: printing.by,
      zone: getZone(read),
    },
    outlet: {
      name: inLanguage(printing.language, outlet?.name_zh ?? '', outlet?.name_en ?? ''),
      servicePhone: outlet?.phone ?? '',
      complaintPhone: outlet?.complaint_phone ?? '',
    },
  };
}

/** Why a paper is void, in words: a reason of any list, else the step that voided it. */
export function voidWords(read: RowReader, reason: string | null, language: PaperLanguage): string {
  if (reason === null || reason === '') return '';
  const row = read.get<{ name_zh: string; name_en: string }>(
    'SELECT name_zh, name_en FROM reason_code WHERE code = ? ORDER BY sort LIMIT 1',
    reason,
  );
  if (row !== undefined) return inLanguage(language, row.name_zh, row.name_en);
  const step = voidSteps[reason];
  return step === undefined ? '' : step[language];
}

const voidSteps: Record<string, { zh: string; en: string }> = {
  reassign: { zh: '已改派', en: 'Given to another technician' },
  unassign: { zh: '已收回', en: 'Taken back' },
  decline: { zh: '师傅退回', en: 'Declined' },
  cancel: { zh: '已取消', en: 'Cancelled' },
  send_back: { zh: '已退单', en: 'Sent back' },
  intercept: { zh: '平台撤单', en: 'Cancelled upstream' },
  solve_by_phone: { zh: '电话解决', en: 'Solved by phone' },
  absorb: { zh: '已合并', en: 'Merged' },
};

/** The name a person is printed with. */
export const staffName = (read: RowReader, staffId: string | null): string =>
  staffId === null
    ? ''
    : (read.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', staffId)?.name ?? '');
