import { parseDay } from '../../time/business-day.ts';
import type { OwnOrder, PayerRow } from './types.ts';

/** Tables of texts → what the engine reads. Every cell may be empty but `id` of ours; a column may be missing. */

export type TableRecord = Readonly<Record<string, string | undefined>>;

/** Names the file, the line (1 = headings) and what is wrong there. */
export class TableError extends Error {
  constructor(file: string, line: number, what: string) {
    super(`${file}, line ${line}: ${what}`);
  }
}

/** Columns id, order_no, source_no, amount_fen, date, phone_tail, name, product, area, technician. */
export function readOrders(records: readonly TableRecord[], file: string): OwnOrder[] {
  const seen = new Set<string>();
  return records.map((record, index) => {
    const line = index + 2;
    const id = cell(record, 'id');
    if (id === '') throw new TableError(file, line, '"id" is empty');
    if (seen.has(id)) throw new TableError(file, line, `id "${id}" stands there twice`);
    seen.add(id);
    return {
      id,
      orderNo: cell(record, 'order_no'),
      sourceNo: cell(record, 'source_no'),
      technician: cell(record, 'technician'),
      ...shared(record, file, line),
    };
  });
}

/** Columns row, order_no, amount_fen, date, phone_tail, name, product, area, note. Without `row` lines are counted. */
export function readRows(records: readonly TableRecord[], file: string): PayerRow[] {
  const seen = new Set<string>();
  return records.map((record, index) => {
    const line = index + 2;
    const row = cell(record, 'row') || String(index + 1);
    if (seen.has(row)) throw new TableError(file, line, `row "${row}" stands there twice`);
    seen.add(row);
    return {
      row,
      orderNo: cell(record, 'order_no'),
      note: cell(record, 'note'),
      ...shared(record, file, line),
    };
  });
}

const cell = (record: TableRecord, column: string): string => record[column]?.trim() ?? '';

function shared(record: TableRecord, file: string, line: number) {
  return {
    amountFen: fenOf(cell(record, 'amount_fen'), file, line),
    day: dayOf(cell(record, 'date'), file, line),
    phone: cell(record, 'phone_tail'),
    name: cell(record, 'name'),
    product: cell(record, 'product'),
    area: cell(record, 'area'),
  };
}

function fenOf(text: string, file: string, line: number): number | null {
  if (text === '') return null;
  const fen = /^[-+]?\d{1,12}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(fen))
    throw new TableError(file, line, `"amount_fen" is no whole number of fen: "${text}"`);
  return fen;
}

const dayMs = 86_400_000;

/** A day as `parseDay` reads it → days since 1970-01-01. */
function dayOf(text: string, file: string, line: number): number | null {
  if (text === '') return null;
  const day = parseDay(text);
  if (day === null) throw new TableError(file, line, `"date" is no day: "${text}"`);
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}
