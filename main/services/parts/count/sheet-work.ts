import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listCountLines, readCount } from '../../../../db/queries/count.ts';
import type { CountLine } from '../../../../preload/contract/parts-count.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { ChildRun, JobRun } from '../../jobs/kind.ts';
import { conditionWord, countSheetWords } from './sheet-words.ts';

export const xlsxMime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface CountSheetOrder {
  countId: string;
  language: 'zh' | 'en';
}

export interface CountSheetFile {
  bytes: Uint8Array;
  name: string;
  rows: number;
}

type Cell = string | number | { formula: string; result: number } | null;
interface Sheet {
  columns: object[];
  addRow(cells: Cell[]): { commit(): void; font?: object };
  commit(): void;
}

const widths = [9, 12, 26, 9, 16, 6, 9, 9, 9, 9, 10, 18, 12, 12, 20, 10];
/** Columns of quantities, of money, and the row the table's heading stands in. */
const quantityColumns = [6, 7, 8, 9];
const moneyColumn = 12;
const headRow = 4;

/** 盘点表 in a process of its own: all lines by shelf; while it is counted blind, without the book. */
export async function writeCountSheet(run: ChildRun, order: CountSheetOrder): Promise<CountSheetFile> {
  const { default: excel } = await import('exceljs');
  const words = countSheetWords[order.language];
  const inLanguage = (zh: string | null, en: string | null): string =>
    order.language === 'en' && en !== null && en !== '' ? en : (zh ?? '');
  const found = readCount(run.read, order.countId, '') as unknown as OutputOf<'parts.countGet'> | null;
  if (found === null) throw new Error(`no stocktake ${order.countId}`);
  const { count } = found;
  const path = join(run.workDir, 'sheet.xlsx');
  const book = new excel.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = book.addWorksheet(count.number, {
    views: [{ state: 'frozen', ySplit: headRow }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headRow}:${headRow}`,
    },
  }) as unknown as Sheet;
  sheet.columns = widths.map((width, at) => ({
    width,
    style: {
      numFmt: at === moneyColumn ? '#,##0.00;[Red]-#,##0.00' : quantityColumns.includes(at) ? '0.###' : '@',
    },
  }));
  const line = (cells: Cell[], bold = false) => {
    const row = sheet.addRow(cells);
    if (bold) row.font = { bold: true };
    row.commit();
  };
  const place = [inLanguage(count.placeNameZh, count.placeNameEn), ...count.bins].join(' ');
  line([`${words.file} ${count.number} ${count.title}`.trim()], true);
  line([
    `${words.head.place}: ${place}`,
    null,
    null,
    `${words.head.day}: ${count.day}`,
    null,
    null,
    `${words.head.state}: ${words.states[count.state]}`,
  ]);
  line([
    `${words.head.opened}: ${count.openedByName ?? ''}`,
    null,
    null,
    `${words.head.approved}: ${count.approvedByName ?? ''}`,
    null,
    null,
    count.blind && (count.state === 'open' || count.state === 'recount') ? words.blind : null,
  ]);
  line([...words.columns], true);
  const amount = (milli: number | null): number | null => (milli === null ? null : milli / 1000);
  let rows = 0;
  let fen = 0;
  const size = 500;
  for (let offset = 0; ; offset += size) {
    const page = listCountLines(run.read, {
      countId: order.countId,
      view: 'all',
      offset,
      limit: size,
    }) as unknown as { rows: CountLine[]; total: number };
    for (const row of page.rows) {
      const known = row.bookMilli !== null && row.countedMilli !== null;
      const settled = row.outcome !== null;
      line([
        row.bin,
        row.code,
        inLanguage(row.nameZh, row.nameEn),
        row.partId === null ? '' : conditionWord(row.condition, order.language),
        row.serial || row.lot,
        row.unit,
        amount(row.bookMilli),
        amount(row.firstMilli),
        amount(row.countedMilli),
        known ? ((row.countedMilli ?? 0) - (row.bookMilli ?? 0)) / 1000 : null,
        row.outcome === null ? '' : words.outcomes[row.outcome],
        [inLanguage(row.otherPlaceZh, row.otherPlaceEn), row.otherBin].filter(Boolean).join(' '),
        settled ? row.differenceFen / 100 : null,
        row.decision === null ? '' : words.decisions[row.decision],
        row.reason,
        row.countedByName ?? '',
      ]);
      rows += 1;
      if (settled) fen += row.differenceFen;
    }
    run.progress(Math.min(950, Math.floor((rows * 950) / Math.max(1, page.total))), 'writing');
    if (offset + size >= page.total) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const letter = String.fromCharCode(65 + moneyColumn);
  const sum: Cell =
    rows === 0
      ? 0
      : { formula: `SUM(${letter}${headRow + 1}:${letter}${headRow + rows})`, result: fen / 100 };
  line(
    Array.from(
      { length: widths.length },
      (_, at): Cell => (at === 0 ? words.total : at === moneyColumn ? sum : null),
    ),
    true,
  );
  sheet.commit();
  run.progress(980, 'saving');
  await book.commit();
  return { bytes: await readFile(path), name: `${words.file}-${count.number}.xlsx`, rows };
}

/** In the host: the sheet goes among the outlet's files; the job's result names it. */
export async function keepCountSheet(run: JobRun, raw: CountSheetFile) {
  const { hash, size } = await run.blobs.put(new Uint8Array(raw.bytes), { name: raw.name, mime: xlsxMime });
  return { hash, size, name: raw.name, rows: raw.rows };
}
