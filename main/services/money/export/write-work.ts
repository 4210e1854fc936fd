import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { differenceWords } from '../../../../domain/money/difference.ts';
import { findFeeKind } from '../../../../domain/money/fee-kinds.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { moneyQueries } from '../../../../db/queries/money.ts';
import type { ChildRun } from '../../jobs/kind.ts';
import { sheetWords, type SheetWords } from './words.ts';

export interface SheetOrder {
  period: string;
  payerId: string | null;
  language: 'zh' | 'en';
}

export interface SheetFile {
  bytes: Uint8Array;
  name: string;
  rows: number;
  /** Fen; what the sheet's own formulas must come to. */
  totals: {
    receivableFen: number;
    payFen: number;
    debitFen: number;
    creditFen: number;
    byPayer: Record<string, number>;
  };
}

type Cell = string | number | { formula: string; result: number } | null;
interface Column {
  heading: string;
  width: number;
  money?: boolean;
}

interface Book {
  addWorksheet(name: string, options: object): Sheet;
  commit(): Promise<void>;
}
interface Sheet {
  columns: object[];
  addRow(cells: Cell[]): {
    commit(): void;
    font?: object;
    getCell(at: number): { font?: object; fill?: object };
  };
  commit(): void;
}

const moneyFormat = '#,##0.00;[Red]-#,##0.00';
const yuan = (fen: number): number => fen / 100;

/** Excel allows 31 characters in a sheet's name and not these signs. */
const sheetName = (text: string): string => text.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

/**
 * The sheet of a period in a process of its own: fees per payer with the statement row that answers them, pay, trial
 * balance. Written as a stream; sums are live formulas over the rows above them.
 */
export async function writeSheet(run: ChildRun, order: SheetOrder): Promise<SheetFile> {
  const { default: excel } = await import('exceljs');
  const words = sheetWords[order.language];
  const name = `${words.file}-${order.period}.xlsx`;
  const path = join(run.workDir, 'period.xlsx');
  const book = new excel.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  }) as unknown as Book;
  const totals: SheetFile['totals'] = { receivableFen: 0, payFen: 0, debitFen: 0, creditFen: 0, byPayer: {} };
  const payers = run.read
    .prepare(
      `SELECT DISTINCT p.id, p.name_zh AS zh, coalesce(nullif(p.name_en, ''), p.name_zh) AS en FROM fee_line f JOIN payer p ON p.id = f.party_id
       WHERE f.party = 'payer' AND f.period = ? AND f.state <> 'void' AND f.amount_fen <> 0 AND (? IS NULL OR p.id = ?) ORDER BY p.seq`,
    )
    .all(order.period, order.payerId, order.payerId) as { id: string; zh: string; en: string }[];
  let rows = 0;
  const steps = payers.length + 3;
  const used = new Set<string>();
  for (const [index, payer] of payers.entries()) {
    run.progress(Math.round((index * 1000) / steps), 'writing');
    let title = sheetName(`${words.fees} ${order.language === 'zh' ? payer.zh : payer.en}`);
    if (used.has(title)) title = sheetName(`${payer.id} ${title}`);
    used.add(title);
    const sum = feeSheet(run, book, words, order, payer.id, title);
    totals.receivableFen += sum.fen;
    totals.byPayer[payer.id] = sum.fen;
    rows += sum.rows;
  }
  run.progress(Math.round((payers.length * 1000) / steps), 'writing');
  if (order.payerId === null) {
    const pay = paySheet(run, book, words, order);
    totals.payFen = pay.fen;
    rows += pay.rows;
    Object.assign(totals, journalSheet(run, book, words, order));
  }
  run.progress(950, 'saving');
  await book.commit();
  return { bytes: await readFile(path), name, rows, totals };
}

/** One table: frozen heading, rows, a last row of live sums under the money columns. */
class TableSheet {
  readonly #sheet: Sheet;
  readonly #columns: readonly Column[];
  readonly #sums: number[];
  #row = 1;

  constructor(book: Book, name: string, columns: readonly Column[]) {
    this.#columns = columns;
    this.#sums = columns.map(() => 0);
    this.#sheet = book.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    });
    this.#sheet.columns = columns.map((column) => ({
      header: column.heading,
      width: column.width,
      style: column.money === true ? { numFmt: moneyFormat } : { numFmt: '@' },
    }));
  }

  /** Money cells as fen; everything else as text or number. */
  add(cells: readonly (string | number | null)[]): void {
    const out = cells.map((cell, at): Cell => {
      if (this.#columns[at]?.money !== true || cell === null) return cell;
      this.#sums[at] = (this.#sums[at] as number) + (cell as number);
      return yuan(cell as number);
    });
    this.#sheet.addRow(out).commit();
    this.#row += 1;
  }

  /** The last row; `sumOf` names the columns that are added up. Returns the sums in fen by column. */
  end(total: string, sumOf: readonly number[]): number[] {
    const last = this.#row;
    const cells = this.#columns.map((_, at): Cell => {
      if (at === 0) return total;
      if (!sumOf.includes(at)) return null;
      const letter = String.fromCharCode(65 + at);
      const result = yuan(this.#sums[at] as number);
      return last < 2 ? result : { formula: `SUM(${letter}2:${letter}${last})`, result };
    });
    const row = this.#sheet.addRow(cells);
    row.font = { bold: true };
    row.commit();
    this.#sheet.commit();
    return this.#sums;
  }

  get rows(): number {
    return this.#row - 1;
  }
}

function columnsOf(
  headings: readonly string[],
  widths: readonly number[],
  money: readonly number[],
): Column[] {
  return headings.map((heading, at) => ({ heading, width: widths[at] ?? 12, money: money.includes(at) }));
}

interface FeeRow {
  number: string;
  upstream: string | null;
  title: string;
  endedAt: number | null;
  kind: string;
  name: string;
  quantity: number;
  unitFen: number;
  fen: number;
  state: string;
  rule: string | null;
  version: number | null;
  rowNo: number | null;
  theirsFen: number | null;
  diffKind: string | null;
  tail: string | null;
}

const kindWord = (code: string, words: SheetWords, order: SheetOrder): string =>
  words.kinds[code] ?? findFeeKind(code)?.[order.language] ?? code;

function feeSheet(
  run: ChildRun,
  book: Book,
  words: SheetWords,
  order: SheetOrder,
  payerId: string,
  title: string,
): { fen: number; rows: number } {
  const table = new TableSheet(
    book,
    title,
    columnsOf(words.feeColumns, [16, 22, 26, 12, 14, 8, 12, 12, 10, 20, 8, 12, 12, 10, 10], [6, 7, 11, 12]),
  );
  const rows = run.read
    .prepare(
      `SELECT w.number, w.upstream_number AS upstream, w.title, coalesce((SELECT max(v.ended_at) FROM visit v WHERE v.work_order_id = w.id), w.finished_at) AS endedAt,
       f.fee_kind AS kind, f.name, f.quantity_milli AS quantity, f.unit_fen AS unitFen, f.amount_fen AS fen, f.state, f.rule_code AS rule, f.rule_version AS version,
       l.row_no AS rowNo, m.fen AS theirsFen, l.difference_kind AS diffKind, c.phone_tail AS tail
       FROM fee_line f JOIN work_order w ON w.id = f.work_order_id JOIN customer c ON c.id = w.customer_id
       LEFT JOIN (SELECT fee_line_id, sum(amount_fen) AS fen, min(statement_line_id) AS line_id FROM statement_match WHERE undone_at IS NULL GROUP BY fee_line_id) m ON m.fee_line_id = f.id
       LEFT JOIN statement_line l ON l.id = m.line_id
       WHERE f.party = 'payer' AND f.party_id = ? AND f.period = ? AND f.state <> 'void' AND f.amount_fen <> 0 ORDER BY w.number, f.seq`,
    )
    .iterate(payerId, order.period) as IterableIterator<FeeRow>;
  for (const row of rows) {
    const diff = row.diffKind as keyof typeof differenceWords | null;
    table.add([
      row.number,
      row.upstream ?? '',
      row.title,
      row.endedAt === null ? '' : businessDay(row.endedAt),
      row.name === '' ? kindWord(row.kind, words, order) : row.name,
      row.quantity / 1000,
      row.unitFen,
      row.fen,
      words.states[row.state] ?? row.state,
      row.rule === null ? '' : `${row.rule} v${row.version ?? 1}`,
      row.rowNo,
      row.theirsFen,
      row.theirsFen === null ? null : row.theirsFen - row.fen,
      diff === null ? '' : (differenceWords[diff]?.[order.language] ?? diff),
      row.tail ?? '',
    ]);
  }
  const count = table.rows;
  return { fen: table.end(words.total, [7, 11, 12])[7] as number, rows: count };
}

interface PayRow {
  name: string;
  number: string;
  title: string;
  kind: string;
  quantity: number;
  explain: string;
  fen: number;
  state: string;
  rule: string | null;
  period: string;
}

function paySheet(
  run: ChildRun,
  book: Book,
  words: SheetWords,
  order: SheetOrder,
): { fen: number; rows: number } {
  const table = new TableSheet(
    book,
    words.pay,
    columnsOf(words.payColumns, [14, 16, 26, 14, 8, 10, 12, 10, 18, 10], [6]),
  );
  const rows = run.read
    .prepare(
      `SELECT coalesce(s.name, u.name_zh, '') AS name, w.number, w.title, f.fee_kind AS kind, f.quantity_milli AS quantity, f.explain, f.amount_fen AS fen, f.state, f.rule_code AS rule, f.period
       FROM fee_line f JOIN work_order w ON w.id = f.work_order_id LEFT JOIN staff s ON s.id = f.party_id LEFT JOIN sub_shop u ON u.id = f.party_id
       WHERE f.party IN ('technician', 'sub_shop') AND f.period = ? AND f.state <> 'void' AND f.amount_fen <> 0 ORDER BY f.party, f.party_id, f.seq`,
    )
    .iterate(order.period) as IterableIterator<PayRow>;
  for (const row of rows) {
    const { params = {} } = JSON.parse(row.explain) as { params?: { weight?: number; ofWeights?: number } };
    const share =
      params.weight === undefined
        ? 1000
        : Math.round((params.weight * 1000) / (params.ofWeights ?? params.weight));
    table.add([
      row.name,
      row.number,
      row.title,
      kindWord(row.kind, words, order),
      row.quantity / 1000,
      share,
      row.fen,
      words.states[row.state] ?? row.state,
      row.rule ?? '',
      row.period,
    ]);
  }
  const count = table.rows;
  return { fen: table.end(words.total, [6])[6] as number, rows: count };
}

function journalSheet(
  run: ChildRun,
  book: Book,
  words: SheetWords,
  order: SheetOrder,
): { debitFen: number; creditFen: number } {
  const table = new TableSheet(
    book,
    words.journal,
    columnsOf(words.journalColumns, [24, 30, 14, 14, 14, 14], [2, 3, 4, 5]),
  );
  const rows = moneyQueries['money.trialBalance'](run.read, { period: order.period }) as {
    account: string;
    nameZh: string | null;
    nameEn: string | null;
    openFen: number;
    debitFen: number;
    creditFen: number;
    balanceFen: number;
  }[];
  for (const row of rows) {
    table.add([
      row.account,
      (order.language === 'zh' ? row.nameZh : row.nameEn) ?? row.account,
      row.openFen,
      row.debitFen,
      row.creditFen,
      row.balanceFen,
    ]);
  }
  const sums = table.end(words.total, [2, 3, 4, 5]);
  return { debitFen: sums[3] as number, creditFen: sums[4] as number };
}
