import { type PaperLanguages, paperLanguages } from '../../../../domain/paper/paper-scope.ts';
import type { PrintKind, SlipPart } from '../../../../domain/paper/kinds.ts';
import type { DocumentData, DocumentKind, PaperLanguage } from '../../../printing/index.ts';
import { getSetting, getZone, type RowReader } from '../../masters.ts';
import type { Reveals } from '../masks.ts';

/** Who prints, when, and which printing of the paper it is. */
export interface Printing {
  atMs: number;
  copyNo: number;
  by: string;
  language: PaperLanguage;
  /** What the one who prints may see whole; builders put a user's texts through `masksFor(reveals)`. */
  reveals: Reveals;
  /** Which part of a three-part slip this is (存根, 结算, 用户); absent on a single one. */
  part?: SlipPart | null;
}

/** A document ready to be composed, with what the queue has to know of it. `data` fits `composeDocument`. */
export interface BuiltPaper {
  kind: DocumentKind;
  documentId: string;
  number: string;
  orderId: string | null;
  /** Key of the user whose data stands on it; null where none does. */
  keyId: number | null;
  /** For the route to a printer. */
  staffId: string | null;
  data: DocumentData[DocumentKind];
}

/** Whose a paper is, for the scope of the right to print: the person and team it belongs to; null = the outlet's. */
export interface PaperOwner {
  staff_id: string | null;
  team_id: string | null;
}

/**
 * What one kind of paper needs to leave the house. `ownerOf` comes first, always: it refuses an id of nothing
 * (`not_found`) and of another paper (`paper_other_document`).
 */
export interface PaperSource {
  ownerOf(read: RowReader, id: string): PaperOwner;
  build(read: RowReader, id: string, printing: Printing): BuiltPaper;
}

/** Kinds that have a composer, and so can have a source. */
export type BuildableKind = Extract<DocumentKind, PrintKind>;

/** The team of whoever a paper belongs to. */
export const ownerByStaff = (read: RowReader, staffId: string | null): PaperOwner => ({
  staff_id: staffId,
  team_id:
    staffId === null
      ? null
      : (read.get<{ team_id: string | null }>('SELECT team_id FROM staff WHERE id = ?', staffId)?.team_id ??
        null),
});

/** Language papers are printed in, whoever prints them: users and inspectors read them. */
export const paperLanguage = (read: RowReader): PaperLanguage => (languagesOf(read) === 'en' ? 'en' : 'zh');

/** What the outlet wants its papers to be in: one language, or both. */
export const languagesOf = (read: RowReader): PaperLanguages => {
  const wanted = getSetting<string>(read, 'outlet', 'paper_language', 'zh');
  return paperLanguages.find((one) => one === wanted) ?? 'zh';
};

export const inLanguage = (language: PaperLanguage, zh: string, en: string): string =>
  language === 'en' && en !== '' ? en : zh;

/** Fields every document begins with. */
export function baseOf(read: RowReader, printing: Printing) {
  const outlet = read.get<{ name_zh: string; name_en: string; phone: string; complaint_phone: string }>(
    'SELECT name_zh, name_en, phone, complaint_phone FROM outlet LIMIT 1',
  );
  return {
    language: printing.language,
    second: printing.language === 'zh' && languagesOf(read) === 'both' ? ('en' as const) : null,
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
  door_changed: { zh: '用户或地址已改', en: 'User or address changed' },
  time_changed: { zh: '预约已改', en: 'Appointment changed' },
  work_changed: { zh: '服务内容已改', en: 'Work changed' },
  solve_by_phone: { zh: '电话解决', en: 'Solved by phone' },
  absorb: { zh: '已合并', en: 'Merged' },
};

/** The name a person is printed with. */
export const staffName = (read: RowReader, staffId: string | null): string =>
  staffId === null
    ? ''
    : (read.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', staffId)?.name ?? '');
