import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { findAccount } from '../../../domain/money/accounts.ts';
import { assertEntry, reverseEntry, type JournalLine } from '../../../domain/money/journal.ts';
import { addMonths, businessDay } from '../../../domain/time/business-day.ts';
import { getZone, kept } from '../masters.ts';
import { nextNumber } from '../numbers.ts';

export interface EntryInput {
  /** What happened, as a code: `fees`, `payment`, `hand_in` … */
  kind: string;
  documentKind: string;
  documentId: string;
  orderId?: string | null;
  lines: readonly JournalLine[];
  /** Fee lines among the sources of the lines; only these are kept as `fee_line_id`. */
  feeIds?: ReadonlySet<string>;
  params?: Record<string, unknown>;
  reversalOf?: string | null;
}

export interface PostedEntry {
  id: string;
  number: string;
  period: string;
}

/** Today in the outlet's zone, as the command sees it. */
export const today = (tx: Tx): string => businessDay(tx.at, getZone(tx));

/** Known over commands: every entry and every move of stock asks for it, and a period is closed once a month. */
const stateOfPeriod = (tx: Tx, id: string): string | null =>
  kept(tx, `period ${id}`, () => tx.value<string>('SELECT state FROM period WHERE id = ?', id) ?? null);

/** Fault `period_closed` where nothing may be booked or moved on this day any more. */
export function assertPeriodOpen(tx: Tx, day: string): void {
  const id = day.slice(0, 7);
  if ((stateOfPeriod(tx, id) ?? 'open') !== 'open') throw new Fault('period_closed', { period: id });
}

/** The period of a day, made when nobody has yet. Fault `period_closed` where nothing may be booked any more. */
export function openPeriodOf(tx: Tx, day: string): string {
  const id = day.slice(0, 7);
  if (stateOfPeriod(tx, id) === null) {
    const days = new Date(Date.UTC(Number(id.slice(0, 4)), Number(id.slice(5, 7)), 0)).getUTCDate();
    tx.insert('period', { id, from_day: `${id}-01`, to_day: `${id}-${days}`, state: 'open' });
  } else assertPeriodOpen(tx, day);
  return id;
}

/**
 * Books one balanced entry on today's business day. Returns null where there is nothing to book.
 * Fault `period_closed`; an unbalanced entry is a defect and throws.
 */
export function postEntry(tx: Tx, input: EntryInput): PostedEntry | null {
  const lines = input.lines.filter((line) => line.amountFen !== 0);
  if (lines.length === 0) return null;
  const day = today(tx);
  const period = openPeriodOf(tx, day);
  assertEntry({ day, kind: input.kind, lines: [...lines] });
  const number = nextNumber(tx, 'PZ', day);
  const id = tx.insert('journal_entry', {
    number,
    period,
    business_day: day,
    kind: input.kind,
    document_kind: input.documentKind,
    document_id: input.documentId,
    work_order_id: input.orderId ?? null,
    params: input.params ?? {},
    reversal_of: input.reversalOf ?? null,
    staff_id: tx.staffId,
    at: tx.at,
  });
  lines.forEach((line, index) => {
    const sourceId = line.sourceId ?? null;
    tx.insert('journal_line', {
      entry_id: id,
      line_no: index + 1,
      account_code: line.account,
      party_kind: line.holderId === null ? '' : (findAccount(line.account)?.holder ?? ''),
      party_id: line.holderId ?? '',
      debit_fen: line.amountFen > 0 ? line.amountFen : 0,
      credit_fen: line.amountFen < 0 ? -line.amountFen : 0,
      fee_line_id: sourceId !== null && input.feeIds?.has(sourceId) === true ? sourceId : null,
    });
  });
  return { id, number, period };
}

/** The entry that takes another back, pointing at it. Dated today: what was booked stays as it was. */
export function postReversal(tx: Tx, entryId: string): PostedEntry | null {
  const entry = tx.get<{
    business_day: string;
    kind: string;
    document_kind: string;
    document_id: string;
    work_order_id: string | null;
  }>(
    'SELECT business_day, kind, document_kind, document_id, work_order_id FROM journal_entry WHERE id = ?',
    entryId,
  );
  if (entry === undefined) throw new Fault('not_found', { entity: 'journal_entry', id: entryId });
  const rows = tx.all<{ account: string; holderId: string; amountFen: number; sourceId: string | null }>(
    'SELECT account_code AS account, party_id AS holderId, debit_fen - credit_fen AS amountFen, fee_line_id AS sourceId FROM journal_line WHERE entry_id = ? ORDER BY line_no',
    entryId,
  );
  const lines = rows.map((row) => ({ ...row, holderId: row.holderId === '' ? null : row.holderId }));
  const back = reverseEntry(
    { id: entryId, day: entry.business_day, kind: entry.kind, lines },
    entry.business_day,
  );
  return postEntry(tx, {
    kind: `${entry.kind}.reversed`,
    documentKind: entry.document_kind,
    documentId: entry.document_id,
    orderId: entry.work_order_id,
    lines: back.lines,
    feeIds: new Set(rows.flatMap((row) => (row.sourceId === null ? [] : [row.sourceId]))),
    reversalOf: entryId,
  });
}

/** `YYYY-MM` after this one. */
export const monthAfter = (period: string): string => addMonths(period, 1);
