import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { CountScope, CountState } from '../../../../../domain/stock/count.ts';
import type { DocumentData, PaperLanguage } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, staffName, type BuiltPaper, type Printing } from '../common.ts';
import { conditionWord, lotOrSerial } from './rows.ts';

const scopeWords: Record<CountScope, Record<PaperLanguage, string>> = {
  place: { zh: '整库', en: 'Whole store' },
  bin: { zh: '货位', en: 'Shelves' },
  bag: { zh: '师傅随身库', en: "Technician's bag" },
  part: { zh: '配件', en: 'Parts' },
  sample: { zh: '抽盘', en: 'Sample' },
};
const stateWords: Record<CountState, Record<PaperLanguage, string>> = {
  open: { zh: '盘点中', en: 'Counting' },
  recount: { zh: '复盘中', en: 'Recount' },
  review: { zh: '待审核', en: 'For review' },
  approved: { zh: '已审核', en: 'Approved' },
  posted: { zh: '已过账', en: 'Posted' },
  undone: { zh: '已撤回', en: 'Taken back' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};
const counting: readonly string[] = ['open', 'recount'];

/** 盘点表. While a blind one is counted, what the books say does not even get into the paper. Faults: `not_found`. */
export function buildCountSheet(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const row = read.get<{
    number: string;
    title: string;
    scope: CountScope;
    state: CountState;
    place_zh: string | null;
    place_en: string | null;
    staff_id: string | null;
    blind: number;
    round: number;
    opened_by: string | null;
    approved_by: string | null;
    business_day: string;
    reason: string;
  }>(
    `SELECT c.number, c.title, c.scope, c.state, l.name_zh AS place_zh, l.name_en AS place_en, l.staff_id, c.blind, c.round, c.opened_by,
       c.approved_by, c.business_day, c.reason FROM stock_count c LEFT JOIN location l ON l.id = c.location_id WHERE c.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'stock_count', id });
  const blind = row.blind === 1 && counting.includes(row.state);
  const lines = read.all<{
    code: string;
    part_code: string | null;
    barcode: string | null;
    name_zh: string | null;
    name_en: string | null;
    unit: string | null;
    place_zh: string;
    place_en: string;
    bin: string;
    condition: string;
    lot: string;
    serial: string;
    book_milli: number | null;
    counted_milli: number | null;
    reason: string;
  }>(
    `SELECT c.code, p.code AS part_code, (SELECT barcode FROM part_barcode b WHERE b.part_id = p.id ORDER BY b.seq LIMIT 1) AS barcode, p.name_zh,
       p.name_en, p.unit, l.name_zh AS place_zh, l.name_en AS place_en, c.bin, c.condition, c.lot, c.serial, c.book_milli, c.counted_milli, c.reason
     FROM stock_count_line c JOIN location l ON l.id = c.location_id LEFT JOIN part p ON p.id = c.part_id WHERE c.count_id = ?
       AND (? = 0 OR c.round = ?) ORDER BY l.code, c.bin, p.code, c.lot, c.serial, c.seq`,
    id,
    row.state === 'recount' ? 1 : 0,
    row.round,
  );
  const title = row.title === '' ? '' : ` ${row.title}`;
  const data: DocumentData['count_sheet'] = {
    ...baseOf(read, printing),
    number: row.number,
    voided: row.state === 'cancelled' || row.state === 'undone' ? { reason: row.reason } : null,
    day: row.business_day,
    scope: `${scopeWords[row.scope][language]}${title}`,
    place: inLanguage(language, row.place_zh ?? '', row.place_en ?? ''),
    state: stateWords[row.state][language],
    round: row.round,
    blind,
    lines: lines.map((line) => ({
      place: inLanguage(language, line.place_zh, line.place_en),
      bin: line.bin,
      partCode: line.part_code ?? line.code,
      barcode: line.barcode,
      name: inLanguage(language, line.name_zh ?? '', line.name_en ?? ''),
      unit: line.unit ?? '',
      condition: conditionWord(line.condition, language),
      lotOrSerial: lotOrSerial(line),
      bookMilli: blind ? null : line.book_milli,
      countedMilli: blind ? null : line.counted_milli,
      reason: line.reason,
    })),
    openedBy: staffName(read, row.opened_by),
    approvedBy: staffName(read, row.approved_by),
  };
  return {
    kind: 'count_sheet',
    documentId: id,
    number: row.number,
    orderId: null,
    keyId: null,
    staffId: row.staff_id,
    data,
  };
}
