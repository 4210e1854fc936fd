import type { Db } from '../../../../db/connection.ts';
import { statement } from '../../../../db/queries/statements.ts';
import type { StatementPreview } from '../../../../preload/contract/money-statements.ts';
import type { ParsedRow } from './parse-rows.ts';
import type { StatementFile } from './read-statement.ts';

export type RowNews =
  | { status: 'new' }
  | { status: 'same' }
  | { status: 'changed'; lineId: string; beforeFen: number };

/** What a row adds to what earlier imports said: nothing, itself, or other values for the same thing. */
export function newsOf(db: Db, payerId: string, row: Pick<ParsedRow, 'fingerprint' | 'rowKey'>): RowNews {
  const known = statement(
    db,
    'SELECT state, reason FROM statement_line WHERE payer_id = ? AND fingerprint = ?',
  ).get(payerId, row.fingerprint) as { state: string; reason: string } | undefined;
  // A row that was corrected and is now corrected back counts as changed
  if (known !== undefined && !(known.state === 'duplicate' && known.reason === 'superseded'))
    return { status: 'same' };
  if (row.rowKey === '') return { status: 'new' };
  const before = statement(
    db,
    "SELECT id, amount_fen FROM statement_line WHERE payer_id = ? AND row_key = ? AND state NOT IN ('agreed', 'duplicate') ORDER BY seq DESC LIMIT 1",
  ).get(payerId, row.rowKey) as { id: string; amount_fen: number } | undefined;
  return before === undefined
    ? { status: 'new' }
    : { status: 'changed', lineId: before.id, beforeFen: before.amount_fen };
}

const sampleRows = 60;
const shownProblems = 50;

/** What importing the file would do, without doing it. */
export function previewOf(db: Db, payerId: string, file: StatementFile): StatementPreview {
  const counts = { new: 0, same: 0, changed: 0 };
  const months = new Map<string, number>();
  const sample: StatementPreview['sample'] = [];
  const changed: StatementPreview['sample'] = [];
  let totalFen = 0;
  for (const row of file.rows) {
    const news = newsOf(db, payerId, row);
    counts[news.status] += 1;
    totalFen += row.amountFen;
    if (row.day !== null) months.set(row.day.slice(0, 7), (months.get(row.day.slice(0, 7)) ?? 0) + 1);
    const shown = {
      row: row.rowNo,
      number: row.numbers[0] ?? null,
      amountFen: row.amountFen,
      deductionFen: row.deductionFen,
      day: row.day,
      item: row.item,
      status: news.status,
      beforeFen: news.status === 'changed' ? news.beforeFen : null,
    };
    if (news.status === 'changed' && changed.length < sampleRows) changed.push(shown);
    else if (sample.length < sampleRows) sample.push(shown);
  }
  return {
    rows: file.rows.length,
    added: counts.new,
    same: counts.same,
    changed: counts.changed,
    totalFen,
    fileTotalFen: file.fileTotalFen,
    kind: file.kind,
    encoding: file.encoding,
    sheet: file.sheet,
    headerRow: file.headerRow,
    headers: file.headers.filter((header) => header !== ''),
    mapping: file.mapping,
    periods: [...months].sort((a, b) => b[1] - a[1]).map(([month]) => month),
    problems: file.problems.slice(0, shownProblems),
    problemCount: file.problems.length,
    sample: [...changed, ...sample].slice(0, sampleRows),
  };
}
