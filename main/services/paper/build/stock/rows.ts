import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';

/** Head of any paper of the stock room. */
export interface DocumentRow {
  id: string;
  kind: string;
  number: string;
  state: string;
  business_day: string;
  work_order_id: string | null;
  staff_id: string | null;
  person: string | null;
  team_zh: string | null;
  team_en: string | null;
  from_zh: string | null;
  from_en: string | null;
  to_zh: string | null;
  to_en: string | null;
  head: Record<string, unknown>;
  total_fen: number;
  made_by: string | null;
  approved_by: string | null;
  void_reason: string | null;
}

/** Faults: `not_found`. */
export function getDocument(read: RowReader, id: string): DocumentRow {
  const row = read.get<Omit<DocumentRow, 'head'> & { head: string }>(
    `SELECT d.id, d.kind, d.number, d.state, d.business_day, d.work_order_id, d.staff_id, s.name AS person, t.name_zh AS team_zh, t.name_en AS team_en,
       f.name_zh AS from_zh, f.name_en AS from_en, o.name_zh AS to_zh, o.name_en AS to_en, d.head, d.total_fen, d.made_by, d.approved_by, d.void_reason
     FROM document d LEFT JOIN location f ON f.id = d.from_location_id LEFT JOIN location o ON o.id = d.to_location_id
     LEFT JOIN staff s ON s.id = d.staff_id LEFT JOIN team t ON t.id = s.team_id WHERE d.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'document', id });
  return { ...row, head: JSON.parse(row.head) as Record<string, unknown> };
}

/** A word of the head of a paper; writers put in what they have. */
export const headText = (head: Record<string, unknown>, key: string): string => {
  const value = head[key];
  return typeof value === 'string' ? value : '';
};
export const headNumber = (head: Record<string, unknown>, key: string, otherwise: number): number => {
  const value = head[key];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
};

export interface LineRow {
  part_id: string;
  code: string;
  barcode: string | null;
  name_zh: string;
  name_en: string;
  unit: string;
  asked_milli: number;
  done_milli: number;
  unit_fen: number;
  amount_fen: number;
  condition: string | null;
  bin: string;
  lot: string;
  serial: string;
  old_part_due: number;
  note: string;
  order_number: string | null;
  order_warranty: string | null;
}

export const linesOf = (read: RowReader, documentId: string): LineRow[] =>
  read.all<LineRow>(
    `SELECT p.id AS part_id, p.code, (SELECT barcode FROM part_barcode b WHERE b.part_id = p.id ORDER BY b.seq LIMIT 1) AS barcode, p.name_zh,
       p.name_en, p.unit, l.asked_milli, l.done_milli, l.unit_fen, l.amount_fen, l.condition, l.bin, l.lot, l.serial, l.old_part_due, l.note,
       w.number AS order_number, w.warranty AS order_warranty
     FROM document_line l JOIN part p ON p.id = l.part_id LEFT JOIN work_order w ON w.id = l.work_order_id WHERE l.document_id = ? ORDER BY l.line_no`,
    documentId,
  );

export const orderNumbers = (lines: readonly LineRow[]): string[] => [
  ...new Set(lines.flatMap((line) => (line.order_number === null ? [] : [line.order_number]))),
];
export const lotOrSerial = (line: { lot: string; serial: string }) =>
  line.serial === '' ? line.lot : line.serial;

type Words = Record<string, Record<PaperLanguage, string>>;
const conditionWords: Words = {
  good: { zh: '良品', en: 'good' },
  old: { zh: '换下旧件', en: 'old part' },
  doa: { zh: '新件不良', en: 'new but dead' },
  inspect: { zh: '待检', en: 'to be inspected' },
  scrap: { zh: '报废', en: 'scrap' },
  wrong: { zh: '错发', en: 'sent in error' },
};
const reasonWords: Words = {
  unused: { zh: '未用', en: 'unused' },
  too_many: { zh: '多领', en: 'too many' },
  wrong_model: { zh: '型号不符', en: 'wrong model' },
  cancelled: { zh: '用户取消', en: 'user cancelled' },
  dead: { zh: '新件不良', en: 'new but dead' },
  opened: { zh: '已拆封', en: 'opened' },
  handed_over: { zh: '交接', en: 'handed over' },
};
const inWords = (words: Words, key: string, language: PaperLanguage) => words[key]?.[language] ?? key;

export const conditionWord = (condition: string | null, language: PaperLanguage) =>
  inWords(conditionWords, condition ?? '', language);
export const reasonWord = (reason: string, language: PaperLanguage) => inWords(reasonWords, reason, language);

/** A line's note begins with its reason where a list of reasons was asked (`reason · words`). */
export function reasonOfNote(
  note: string,
  language: PaperLanguage,
): { reason: string; remark: string; key: string } {
  const [first = '', ...rest] = note.split(' · ');
  return first in reasonWords
    ? { key: first, reason: reasonWord(first, language), remark: rest.join(' · ') }
    : { key: '', reason: '', remark: note };
}
