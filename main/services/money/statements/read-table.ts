import { Fault } from '../../../../domain/kernel/fault.ts';
import { decodeText } from './decode-text.ts';
import { unpackedSize } from './zip-size.ts';

/** A file as rows of text, whatever it was. Dates are `YYYY-MM-DD`, amounts as written, long numbers whole. */
export interface ReadTable {
  kind: 'xlsx' | 'xls' | 'html' | 'csv';
  encoding: string;
  sheet: string;
  rows: string[][];
}

/** More rows than any month of an outlet; a file beyond it is split by a person. */
export const maxRows = 50_000;
const maxUnpacked = 200 * 1024 * 1024;
const maxColumns = 200;

/** True when reading would take the host longer than a moment: such files are read in a process of their own. */
export function isLarge(bytes: Uint8Array): boolean {
  const unpacked = isZip(bytes) ? unpackedSize(bytes) : null;
  return unpacked === null ? bytes.length > 80_000 : unpacked > 250_000;
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03;
const isOle = (bytes: Uint8Array) => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11;

/** Reads xlsx, xls, html saved as xls, csv. Faults: `statement_unreadable`, `statement_too_big`, `statement_empty`. */
export async function readTable(bytes: Uint8Array, fileName: string): Promise<ReadTable> {
  if (bytes.length === 0) throw new Fault('statement_empty', { file: fileName });
  if (isZip(bytes)) {
    const unpacked = unpackedSize(bytes);
    if (unpacked === null) throw new Fault('statement_unreadable', { file: fileName, why: 'zip' });
    if (unpacked > maxUnpacked) throw new Fault('statement_too_big', { file: fileName, limitRows: maxRows });
    return readSheet(bytes, 'xlsx', 'xlsx', fileName);
  }
  if (isOle(bytes)) return readSheet(bytes, 'xls', 'xls', fileName);
  const { text, encoding } = decodeText(bytes);
  if (text.includes('\u0000')) throw new Fault('statement_unreadable', { file: fileName, why: 'binary' });
  if (/^\s*(<\?xml|<!doctype|<html|<meta|<table|<head)/i.test(text))
    return readSheet(text, 'html', encoding, fileName);
  const { default: papa } = await import('papaparse');
  const { data } = papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    skipEmptyLines: 'greedy',
    preview: maxRows + 30,
  });
  return finish({ kind: 'csv', encoding, sheet: '', rows: data }, fileName);
}

async function readSheet(
  from: Uint8Array | string,
  kind: ReadTable['kind'],
  encoding: string,
  fileName: string,
): Promise<ReadTable> {
  const { read, utils, SSF } = await import('@e965/xlsx');
  try {
    const book = read(from, {
      type: typeof from === 'string' ? 'string' : 'buffer',
      sheetRows: maxRows + 30,
      dense: true,
      cellHTML: false,
      cellNF: true,
    });
    let best: ReadTable = { kind, encoding, sheet: '', rows: [] };
    for (const sheet of book.SheetNames) {
      const data = (book.Sheets[sheet] as unknown as { '!data'?: Cell[][] })['!data'] ?? [];
      const rows = data.map((row) =>
        Array.from({ length: Math.min(row?.length ?? 0, maxColumns) }, (_, at) => cellText(row[at], SSF)),
      );
      if (rows.length > best.rows.length) best = { kind, encoding, sheet, rows };
    }
    void utils;
    return finish(best, fileName);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('statement_unreadable', {
      file: fileName,
      why: String((error as Error).message).slice(0, 80),
    });
  }
}

interface Cell {
  t: string;
  v?: unknown;
  w?: string;
  z?: string;
}

interface Formats {
  is_date(format: string): boolean;
  parse_date_code(value: number): { y: number; m: number; d: number } | null;
}

/** A cell as the person who made the sheet meant it: never 1.1E+11 for an order number, never 45981 for a day. */
function cellText(cell: Cell | undefined, formats: Formats): string {
  if (cell === undefined || cell.v === undefined || cell.v === null || cell.t === 'e') return '';
  if (cell.t === 'n' && typeof cell.v === 'number') {
    if (cell.z !== undefined && formats.is_date(cell.z)) {
      const date = formats.parse_date_code(cell.v);
      if (date !== null)
        return `${date.y}-${String(date.m).padStart(2, '0')}-${String(date.d).padStart(2, '0')}`;
    }
    return numberText(cell.v);
  }
  if (cell.v instanceof Date) return cell.v.toISOString().slice(0, 10);
  return String(cell.v);
}

/** Sums in sheets carry dust (0.30000000000000004): a number within a millionth of two decimals means those. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const rounded = Math.round(value * 100) / 100;
  return Math.abs(value - rounded) < 1e-6 ? rounded.toFixed(2) : String(value);
}

function finish(table: ReadTable, fileName: string): ReadTable {
  const rows = table.rows.map((row) => row.map((cell) => String(cell ?? '').trim()));
  while (rows.length > 0 && (rows.at(-1) as string[]).every((cell) => cell === '')) rows.pop();
  if (rows.length === 0) throw new Fault('statement_empty', { file: fileName });
  if (rows.length > maxRows) throw new Fault('statement_too_big', { file: fileName, limitRows: maxRows });
  return { ...table, rows };
}
