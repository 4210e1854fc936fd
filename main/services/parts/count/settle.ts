import type { Tx } from '../../../../db/tx.ts';
import { toStockKey, type StockKeyRow } from '../../../../db/stock-balance.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../../domain/money/round.ts';
import {
  countablePlaces,
  countingStates,
  countPostings,
  countResults,
  presumedMilli,
  type CountDecision,
  type CountLine,
  type CountPosting,
} from '../../../../domain/stock/count.ts';
import { stockKeyText, type StockKey } from '../../../../domain/stock/key.ts';
import { getCount, getLine, keyOf, linesOf, type CountLineRow, type CountRow } from './rows.ts';
import { foldLine } from './scan.ts';
import { arrivedBetween, bookAt, lastSeq, movedBetween } from './what-lies.ts';

/**
 * Ends the counting of a round. Keys nobody counted are either not there (`zero`: what came in since the opening is)
 * or left out (`leave`; in a recount the first figure stands). Faults: `count_uncounted` {lines} where nobody said
 * which, `count_step`, `conflict`.
 */
export function finishCount(
  tx: Tx,
  input: { countId: string; version: number; uncounted: 'zero' | 'leave' | null },
): void {
  const count = getCount(tx, input.countId, countingStates, input.version);
  const open = linesOf(tx, count.id).filter(
    (line) => line.part_id !== null && line.round === count.round && line.counted_milli === null,
  );
  if (open.length > 0 && input.uncounted === null)
    throw new Fault('count_uncounted', { number: count.number, lines: open.length });
  for (const line of open) {
    if (input.uncounted === 'zero') countAsGone(tx, count, line);
    else leaveOut(tx, line);
  }
  settle(tx, count);
  tx.update('stock_count', count.id, { state: 'review' }, { version: count.version + 1 });
  const params = { number: count.number, round: count.round, uncounted: open.length };
  tx.note({ entity: 'stock_count', entityId: count.id, kind: 'count.finished', params });
}

function countAsGone(tx: Tx, count: CountRow, line: CountLineRow): void {
  const key = keyOf(line);
  if (key === null) return;
  const seq = lastSeq(tx);
  const book = bookAt(tx, key, seq);
  tx.update('stock_count_line', line.id, {
    book_milli: book,
    book_seq: seq,
    counted_milli: presumedMilli(book, arrivedBetween(tx, key, count.base_seq, seq)),
  });
}

function leaveOut(tx: Tx, line: CountLineRow): void {
  const key = keyOf(line);
  if (line.first_milli === null || key === null) {
    tx.update('stock_count_line', line.id, { decision: 'leave', outcome: null });
    return;
  }
  let seq = line.book_seq ?? 0;
  for (let round = line.round - 1; round > 0; round -= 1) {
    const earlier = foldLine(tx, line.id, round);
    if (earlier === null) continue;
    seq = earlier.lastSeq;
    break;
  }
  tx.update('stock_count_line', line.id, {
    counted_milli: line.first_milli,
    first_milli: null,
    book_milli: bookAt(tx, key, seq),
    book_seq: seq,
  });
}

/** The lines as the domain reads them: only what was counted. */
export function countedLines(tx: Tx, count: CountRow): { rows: CountLineRow[]; lines: CountLine[] } {
  const rows = linesOf(tx, count.id).filter((line) => line.counted_milli !== null);
  const mine = new Set(
    rows.flatMap((row) => (row.part_id === null ? [] : [stockKeyText(keyOf(row) as StockKey)])),
  );
  const lines = rows.map((row): CountLine => {
    const key = keyOf(row);
    return {
      id: row.id,
      key,
      bookMilli: row.book_milli ?? 0,
      countedMilli: row.counted_milli ?? 0,
      decision: row.decision,
      other:
        key === null || (row.counted_milli ?? 0) <= (row.book_milli ?? 0)
          ? null
          : otherOf(tx, row, key, mine),
    };
  });
  return { rows, lines };
}

/**
 * Where the book has what was found here, outside of this stocktake. A serial is known for sure; of other goods only
 * what the book never had here is taken for a piece of a neighbouring shelf.
 */
function otherOf(tx: Tx, row: CountLineRow, key: StockKey, mine: ReadonlySet<string>): CountLine['other'] {
  const places = tx.all<StockKeyRow & { quantity_milli: number }>(
    `SELECT b.* FROM stock_balance b JOIN location l ON l.id = b.location_id
     WHERE b.part_id = ? AND b.condition = ? AND b.owner_kind = ? AND b.owner_id = ? AND b.lot = ? AND b.serial = ? AND b.quantity_milli > 0
       AND l.kind IN (SELECT value FROM json_each(?)) AND (b.serial <> '' OR b.location_id = ?)
     ORDER BY b.quantity_milli DESC, b.seq`,
    key.partId,
    key.condition,
    key.ownerKind,
    key.ownerId,
    key.lot,
    key.serial,
    JSON.stringify(countablePlaces),
    key.locationId,
  );
  if (key.serial === '' && row.book_milli !== 0) return null;
  const other = places.find((one) => !mine.has(stockKeyText(toStockKey(one))));
  if (other === undefined) return null;
  return { key: toStockKey(other), onHandMilli: other.quantity_milli };
}

/** Works out what came of every line and what posting would be worth; written where it changed. */
export function settle(
  tx: Tx,
  count: CountRow,
): { postings: CountPosting[]; gainFen: number; lossFen: number } {
  const { rows, lines } = countedLines(tx, count);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const result of countResults(lines)) {
    const row = byId.get(result.lineId) as CountLineRow;
    const next = {
      outcome: result.outcome,
      other_location_id: result.otherPlace?.locationId ?? null,
      other_bin: result.otherPlace?.bin ?? '',
      difference_fen: timesMilli(row.unit_fen, result.restMilli),
    };
    if (
      row.outcome !== next.outcome ||
      row.other_location_id !== next.other_location_id ||
      row.other_bin !== next.other_bin ||
      row.difference_fen !== next.difference_fen
    )
      tx.update('stock_count_line', row.id, next);
  }
  const postings = countPostings(lines);
  const sum = (kind: CountPosting['kind']) =>
    postings
      .filter((one) => one.kind === kind)
      .reduce((fen, one) => fen + timesMilli(byId.get(one.lineId)?.unit_fen ?? 0, one.quantityMilli), 0);
  const gainFen = sum('gain');
  const lossFen = sum('loss');
  tx.update('stock_count', count.id, { gain_fen: gainFen, loss_fen: lossFen });
  return { postings, gainFen, lossFen };
}

/** A pile from which something was taken between two scans of it: the figure is neither before nor after. */
export function movedWhile(tx: Tx, line: CountLineRow): boolean {
  const key = keyOf(line);
  if (key === null || line.counted_milli === line.book_milli) return false;
  const counted = foldLine(tx, line.id, line.round);
  return counted !== null && movedBetween(tx, key, counted.firstSeq, counted.lastSeq);
}

/**
 * Lines that differ are counted once more; the first figure is kept beside the second. Without `lineIds` all of them.
 * Faults: `count_equal` (nothing differs), `count_step`, `conflict`.
 */
export function recount(
  tx: Tx,
  input: { countId: string; version: number; lineIds: readonly string[] | null },
): { lines: number } {
  const count = getCount(tx, input.countId, ['review'], input.version);
  const round = count.round + 1;
  const lines = linesOf(tx, count.id).filter(
    (line) =>
      line.part_id !== null &&
      (input.lineIds === null
        ? line.outcome !== null && line.outcome !== 'equal'
        : input.lineIds.includes(line.id)),
  );
  if (lines.length === 0) throw new Fault('count_equal', { number: count.number });
  for (const line of lines)
    tx.update('stock_count_line', line.id, {
      first_milli: line.counted_milli,
      counted_milli: null,
      counted_by: null,
      counted_at: null,
      round,
      outcome: null,
      decision: null,
      reason: '',
    });
  tx.update('stock_count', count.id, { state: 'recount', round }, { version: count.version });
  const params = { number: count.number, round, lines: lines.length };
  tx.note({ entity: 'stock_count', entityId: count.id, kind: 'count.recounted', params });
  return { lines: lines.length };
}

/** What happens to a line that differs. Faults: `count_reason` (left without one), `count_step`, `conflict`. */
export function decide(
  tx: Tx,
  input: { lineId: string; version: number; decision: CountDecision | null; reason: string },
): void {
  const line = getLine(tx, input.lineId);
  const count = getCount(tx, line.count_id, ['review']);
  const reason = input.reason.trim();
  if (input.decision === 'leave' && reason === '') throw new Fault('count_reason', { number: count.number });
  tx.update('stock_count_line', line.id, { decision: input.decision, reason }, { version: input.version });
  settle(tx, count);
}

/** Ends a stocktake without posting anything. Faults: `count_step`, `conflict`. */
export function cancelCount(tx: Tx, input: { countId: string; version: number; reason: string }): void {
  const count = getCount(tx, input.countId, [...countingStates, 'review'], input.version);
  tx.update(
    'stock_count',
    count.id,
    { state: 'cancelled', reason: input.reason.trim() },
    { version: count.version },
  );
  const params = { number: count.number, reason: input.reason.trim() };
  tx.note({ entity: 'stock_count', entityId: count.id, kind: 'count.cancelled', params });
}
