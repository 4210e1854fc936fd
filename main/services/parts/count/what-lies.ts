import {
  keyValues,
  sameKeySql,
  toKeyRow,
  toStockKey,
  type StockKeyRow,
} from '../../../../db/stock-balance.ts';
import { countableConditions, countableOwners } from '../../../../domain/stock/count.ts';
import type { StockKey } from '../../../../domain/stock/key.ts';
import type { RowReader } from '../../masters.ts';

export interface Lying {
  key: StockKey;
  onHandMilli: number;
}

const listOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const countable = `condition IN (${listOf(countableConditions)}) AND owner_kind IN (${listOf(countableOwners)})`;

/** What the book has in a place and can be counted there; in some bins only, where they are named. */
export function whatLies(
  read: Pick<RowReader, 'all'>,
  place: { locationId: string; bins?: readonly string[] },
): Lying[] {
  const rows = read.all<StockKeyRow & { quantity_milli: number }>(
    `SELECT * FROM stock_balance WHERE location_id = ? AND quantity_milli > 0 AND ${countable}
     AND (? IS NULL OR bin IN (SELECT value FROM json_each(?))) ORDER BY bin, part_id, seq`,
    place.locationId,
    place.bins === undefined ? null : 1,
    JSON.stringify(place.bins ?? []),
  );
  return rows.map((row) => ({ key: toStockKey(row), onHandMilli: row.quantity_milli }));
}

/** The last move there is: what comes later has a greater one. */
export const lastSeq = (read: Pick<RowReader, 'get'>): number =>
  read.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM stock_move')?.seq ?? 0;

/** What the book had of a key when move `seq` was the last. */
export function bookAt(read: Pick<RowReader, 'get'>, key: StockKey, seq: number): number {
  const row = read.get<{ milli: number }>(
    `SELECT coalesce(sum(quantity_milli), 0) AS milli FROM stock_move WHERE ${sameKeySql} AND seq <= ?`,
    ...keyValues(toKeyRow(key)),
    seq,
  );
  return row?.milli ?? 0;
}

/** What came in of a key after move `from`, up to move `to`; what went out meanwhile is not taken off. */
export function arrivedBetween(
  read: Pick<RowReader, 'get'>,
  key: StockKey,
  from: number,
  to: number,
): number {
  const row = read.get<{ milli: number }>(
    `SELECT coalesce(sum(quantity_milli), 0) AS milli FROM stock_move WHERE ${sameKeySql} AND seq > ? AND seq <= ? AND quantity_milli > 0`,
    ...keyValues(toKeyRow(key)),
    from,
    to,
  );
  return row?.milli ?? 0;
}

/** Whether the key moved after move `from`, up to move `to`. */
export function movedBetween(read: Pick<RowReader, 'get'>, key: StockKey, from: number, to: number): boolean {
  if (from >= to) return false;
  const row = read.get(
    `SELECT 1 AS yes FROM stock_move WHERE ${sameKeySql} AND seq > ? AND seq <= ? LIMIT 1`,
    ...keyValues(toKeyRow(key)),
    from,
    to,
  );
  return row !== undefined;
}
