import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { orderListColumns, orderListJoins, typedListRow } from '../../../../db/queries/orders.ts';
import { formatFen } from '../../../../domain/money/fen.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import type { ListRow } from '../../../../preload/contract/order-list.ts';
import type { ChildRun } from '../../jobs/kind.ts';
import { exportColumn, type ExportCell, type ExportOrder } from './export-columns.ts';

export interface ExportFile {
  bytes: Uint8Array;
  name: string;
  format: 'xlsx' | 'csv';
  rows: number;
}

const chunk = 500;

/** The chosen rows in their order, in a process of its own; rows outside the right to export are left out. */
export async function writeExport(run: ChildRun, order: ExportOrder): Promise<ExportFile> {
  const path = join(run.workDir, `orders.${order.format}`);
  const rows = order.format === 'xlsx' ? await writeXlsx(run, order, path) : await writeCsv(run, order, path);
  run.progress(980, 'saving');
  const word = order.language === 'zh' ? '工单' : 'Orders';
  const name = `${word}-${businessDay(order.atMs, order.zone)}.${order.format}`;
  return { bytes: await readFile(path), name, format: order.format, rows };
}

function* cellsOf(run: ChildRun, order: ExportOrder): Generator<ExportCell[]> {
  const read = run.read.prepare(
    `SELECT ${orderListColumns} ${orderListJoins} WHERE w.seq IN (SELECT value FROM json_each(@numbers))
     AND (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)`,
  );
  const columns = order.columns.map(exportColumn);
  const { onlyStaffId, onlyTeamId } = order;
  for (let at = 0; at < order.numbers.length; at += chunk) {
    const numbers = order.numbers.slice(at, at + chunk);
    const found = new Map<number, ListRow>();
    for (const raw of read.all({ numbers: JSON.stringify(numbers), onlyStaffId, onlyTeamId }) as {
      seq: number;
    }[])
      found.set(raw.seq, typedListRow(raw) as unknown as ListRow);
    for (const seq of numbers) {
      const row = found.get(seq);
      if (row !== undefined) yield columns.map((column) => column.cell(row, order));
    }
    run.progress(Math.floor((at * 950) / Math.max(1, order.numbers.length)), 'writing');
  }
}

interface Sheet {
  columns: object[];
  addRow(cells: (string | number | null)[]): { commit(): void };
  commit(): void;
}

/** Texts go in as texts, whatever they begin with: a sheet calculates nothing of what a user wrote. */
async function writeXlsx(run: ChildRun, order: ExportOrder, path: string): Promise<number> {
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet(order.language === 'zh' ? '工单' : 'Orders', {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }) as unknown as Sheet;
  sheet.columns = order.columns.map((id) => {
    const column = exportColumn(id);
    const numFmt = column.kind === 'money' ? '#,##0.00;[Red]-#,##0.00' : column.kind === 'number' ? '0' : '@';
    return { header: column[order.language], width: column.width, style: { numFmt } };
  });
  let rows = 0;
  for (const cells of cellsOf(run, order)) {
    sheet.addRow(cells.map(sheetValue)).commit();
    rows += 1;
    // Lets the stream write what it has
    if (rows % chunk === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  sheet.commit();
  await book.commit();
  return rows;
}

function sheetValue(cell: ExportCell): string | number | null {
  if (cell === null || typeof cell === 'string') return cell;
  return 'fen' in cell ? cell.fen / 100 : cell.number;
}

/** A spreadsheet program calculates a field that begins like this; with the apostrophe it is text. */
const calculates = /^[=+\-@\t\r]/;

export function csvField(cell: ExportCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string')
    return 'fen' in cell ? formatFen(cell.fen, { grouped: false }) : String(cell.number);
  const safe = calculates.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** UTF-8 with its mark, because Excel on Windows reads the outlet's characters wrong without. */
async function writeCsv(run: ChildRun, order: ExportOrder, path: string): Promise<number> {
  const out = createWriteStream(path);
  const line = async (fields: readonly string[]) => {
    if (!out.write(`${fields.join(',')}\r\n`)) await once(out, 'drain');
  };
  out.write('\uFEFF');
  await line(order.columns.map((id) => csvField(exportColumn(id)[order.language])));
  let rows = 0;
  for (const cells of cellsOf(run, order)) {
    await line(cells.map(csvField));
    rows += 1;
  }
  out.end();
  await finished(out);
  return rows;
}
