import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../../../db/connection.ts';
import { sheetColumns } from '../../../../domain/stock/part-sheet.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { ChildRun, JobRun } from '../../jobs/kind.ts';
import { readTable, type ReadTable } from '../../money/statements/read-table.ts';
import { type Applied, applyPlan } from './apply.ts';
import { cellOf, readCatalogue, readSheetParts } from './catalogue-rows.ts';
import { columnWidths, moneyColumns, numberColumns, type SheetLanguage, sheetWords } from './columns.ts';
import { type Plan, planImport } from './plan.ts';

export const xlsxMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface ReadOrder {
  blobHash: string;
  fileName: string;
  language: SheetLanguage;
  /** What the person saw, when the file is to be imported. */
  seen: { created: number; changed: number } | null;
}

export type Preview = NonNullable<OutputOf<'parts.sheetPreview'>['preview']>;

/** Rows a person looks through; the counts are of all. */
const shownRows = 500;

/** Plans a table against the catalogue as it is now. Fault `part_sheet_headings`. */
export const planOf = (read: Db, table: ReadTable, order: Pick<ReadOrder, 'language' | 'fileName'>): Plan =>
  planImport(table.rows, readCatalogue(read), order);

export function previewOf(plan: Plan): Preview {
  const count = (state: Plan['rows'][number]['state']) =>
    plan.rows.filter((row) => row.state === state).length;
  const rank = { error: 0, new: 1, changed: 1, same: 2 } as const;
  const rows = [...plan.rows].sort((a, b) => rank[a.state] - rank[b.state] || a.rowNo - b.rowNo);
  return {
    rows: rows.slice(0, shownRows).map(({ rowNo, code, name, state, cells, problem }) => ({
      rowNo,
      code,
      name,
      state,
      cells,
      problem,
    })),
    total: plan.rows.length,
    created: count('new'),
    changed: count('changed'),
    same: count('same'),
    errors: count('error'),
    columns: plan.columns,
    ignored: plan.ignored.slice(0, 50),
    headerRow: plan.headerRow,
  };
}

/** Reads a large sheet in a process of its own. */
export async function readSheetFile(run: ChildRun, order: ReadOrder): Promise<ReadTable> {
  run.progress(null, 'reading');
  return readTable(await run.blob(order.blobHash), order.fileName);
}

const orderOf = (run: JobRun): ReadOrder =>
  JSON.parse(
    run.store.read.prepare('SELECT params FROM job WHERE id = ?').pluck().get(run.jobId) as string,
  ) as ReadOrder;

export async function finishSheetPreview(run: JobRun, table: ReadTable): Promise<Preview> {
  return previewOf(planOf(run.store.read, table, orderOf(run)));
}

export async function finishSheetImport(run: JobRun, table: ReadTable): Promise<Applied> {
  const order = orderOf(run);
  const { read, gate } = run.store;
  const plan = planOf(read, table, order);
  const call = {
    command: 'parts.sheetImport',
    requestId: run.env.newId(),
    deskId: run.session.deskId,
    staffId: run.session.staffId,
  };
  const seen = { ...(order.seen ?? { created: 0, changed: 0 }), fileName: order.fileName };
  return gate.run(call, (tx) => applyPlan(tx, read, plan, seen));
}

export interface SheetOrder {
  numbers: number[];
  language: SheetLanguage;
  day: string;
}

export interface SheetFile {
  bytes: Uint8Array;
  name: string;
  rows: number;
}

/** The parts of a list as they are shown, one row each: codes and barcodes as text, amounts and quantities as numbers. */
export async function writeCatalogueSheet(run: ChildRun, order: SheetOrder): Promise<SheetFile> {
  const { default: excel } = await import('exceljs');
  const words = sheetWords[order.language];
  const path = join(run.workDir, 'parts.xlsx');
  const book = new excel.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet(words.file, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = sheetColumns.map((column) => ({
    header: words.columns[column],
    width: columnWidths[column],
    style: {
      numFmt: moneyColumns.includes(column) ? '0.00' : numberColumns.includes(column) ? '0.###' : '@',
    },
  }));
  const size = 500;
  for (let at = 0; at < order.numbers.length; at += size) {
    const { parts, payers } = readSheetParts(run.read, order.numbers.slice(at, at + size));
    for (const part of parts) {
      const cells = sheetColumns.map((column) => {
        const text = cellOf(part, column, order.language, payers);
        const isNumber = moneyColumns.includes(column) || numberColumns.includes(column);
        return isNumber && text !== '' ? Number(text) : text;
      });
      sheet.addRow(cells).commit();
    }
    run.progress(Math.floor((at * 950) / Math.max(1, order.numbers.length)), 'writing');
    await new Promise((resolve) => setImmediate(resolve));
  }
  sheet.commit();
  run.progress(980, 'saving');
  await book.commit();
  return {
    bytes: await readFile(path),
    name: `${words.file}-${order.day}.xlsx`,
    rows: order.numbers.length,
  };
}

/** In the host: the sheet goes among the outlet's files; the job's result names it. */
export async function keepCatalogueSheet(run: JobRun, raw: SheetFile) {
  const { hash, size } = await run.blobs.put(new Uint8Array(raw.bytes), { name: raw.name, mime: xlsxMime });
  return { hash, size, name: raw.name, rows: raw.rows };
}
