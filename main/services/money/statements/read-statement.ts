import { isLarge, readTable } from './read-table.ts';
import { findLayout, type Mapping, type PayerLayout } from './layout.ts';
import { parseRows, type ParsedRows } from './parse-rows.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';

export interface StatementFile extends ParsedRows {
  kind: 'xlsx' | 'xls' | 'html' | 'csv';
  encoding: string;
  sheet: string;
  headerRow: number;
  headers: string[];
  mapping: Mapping;
}

export { isLarge };

/** From bytes to understood rows. Pure apart from loading the readers. Faults: see `readTable` and `findLayout`. */
export async function readStatement(
  bytes: Uint8Array,
  of: { fileName: string; payerId: string; layout: PayerLayout; mapping: Mapping | null },
): Promise<StatementFile> {
  const table = await readTable(bytes, of.fileName);
  const layout = findLayout(table, of.layout, of.mapping, of.fileName);
  const parsed = parseRows(table, layout, of.payerId);
  if (parsed.rows.length === 0 && parsed.problems.length === 0) {
    throw new Fault('statement_empty', { file: of.fileName });
  }
  return {
    ...parsed,
    kind: table.kind,
    encoding: table.encoding,
    sheet: table.sheet,
    headerRow: layout.headerRow + 1,
    headers: layout.headers,
    mapping: layout.mapping,
  };
}

/** Refuses a file with cells nobody can read: nothing of it is imported. Fault `statement_cell`. */
export function assertReadable(file: StatementFile, fileName: string): void {
  const first = file.problems[0];
  if (first === undefined) return;
  throw new Fault('statement_cell', {
    file: fileName,
    row: first.row,
    column: first.column,
    value: first.value,
    count: file.problems.length,
  });
}
