/** On hand is the sum of moves (L4); reservations never exceed it. Pure folds over moves, for screens and for verify. */
import type { LocationKind, StockKey } from './key.ts';
import { isReal, parseStockKey, stockKeyText } from './key.ts';
import type { StockMove } from './moves.ts';

export type Balances = Map<string, number>;

/** Adds moves to balances in place and returns them; keys that reach zero disappear. */
export function foldMoves(moves: Iterable<StockMove>, balances: Balances = new Map()): Balances {
  const add = (key: StockKey, qtyMilli: number) => {
    const text = stockKeyText(key);
    const next = (balances.get(text) ?? 0) + qtyMilli;
    if (next === 0) balances.delete(text);
    else balances.set(text, next);
  };
  for (const move of moves) {
    add(move.from, -move.qtyMilli);
    add(move.to, move.qtyMilli);
  }
  return balances;
}

export interface BalanceBreak {
  key: StockKey;
  qtyMilli: number;
  why: 'below_zero' | 'serial_twice' | 'reserved_beyond';
}

/** What breaks the law: below zero in a real place, a serial in two real places, more reserved than there is. */
export function checkBalances(
  balances: Balances,
  kindOf: (locationId: string) => LocationKind,
  reserved: Balances = new Map(),
): BalanceBreak[] {
  const out: BalanceBreak[] = [];
  const serials = new Map<string, number>();
  for (const [text, qtyMilli] of balances) {
    const key = parseStockKey(text);
    if (!isReal(kindOf(key.locationId))) continue;
    if (qtyMilli < 0) out.push({ key, qtyMilli, why: 'below_zero' });
    if (key.serial === '' || qtyMilli <= 0) continue;
    const serial = `${key.partId}\u001f${key.serial}`;
    const there = (serials.get(serial) ?? 0) + qtyMilli;
    serials.set(serial, there);
    if (there > 1000) out.push({ key, qtyMilli: there, why: 'serial_twice' });
  }
  for (const [text, qtyMilli] of reserved) {
    if (qtyMilli > (balances.get(text) ?? 0)) {
      out.push({ key: parseStockKey(text), qtyMilli, why: 'reserved_beyond' });
    }
  }
  return out;
}

/** What may still be promised or taken. */
export function freeMilli(onHandMilli: number, reservedMilli: number): number {
  return Math.max(0, onHandMilli - reservedMilli);
}

export interface Candidate {
  key: StockKey;
  onHandMilli: number;
  reservedMilli: number;
  /** `YYYY-MM-DD` of the lot, or null. */
  expires: string | null;
}

export interface Pick {
  key: StockKey;
  qtyMilli: number;
}

/**
 * Which keys to reserve or issue from: places in the order of the source rule (bag, store, sub-shop …), within a place
 * the lot that expires first, lots that are over left out. Takes what there is; `missingMilli` is the parts request.
 */
export function pickStock(
  wantedMilli: number,
  candidates: readonly Candidate[],
  placeOrder: readonly string[],
  today: string,
): { picks: Pick[]; missingMilli: number } {
  const rank = (key: StockKey) => {
    const at = placeOrder.indexOf(key.locationId);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  };
  const usable = candidates
    .filter((one) => one.key.condition === 'good' && rank(one.key) !== Number.POSITIVE_INFINITY)
    .filter((one) => one.expires === null || one.expires >= today)
    .sort(
      (a, b) =>
        rank(a.key) - rank(b.key) ||
        (a.expires ?? '9999-12-31').localeCompare(b.expires ?? '9999-12-31') ||
        (stockKeyText(a.key) < stockKeyText(b.key) ? -1 : 1),
    );
  const picks: Pick[] = [];
  let missingMilli = wantedMilli;
  for (const one of usable) {
    if (missingMilli === 0) break;
    const qtyMilli = Math.min(missingMilli, freeMilli(one.onHandMilli, one.reservedMilli));
    if (qtyMilli === 0) continue;
    picks.push({ key: one.key, qtyMilli });
    missingMilli -= qtyMilli;
  }
  return { picks, missingMilli };
}

/** Moving average after goods came in; cost in fen per whole base unit. Stock below zero starts afresh. */
export function movingAverage(
  onHandMilli: number,
  averageFen: number,
  inMilli: number,
  inFen: number,
): number {
  if (onHandMilli <= 0) return inFen;
  const total = BigInt(onHandMilli) * BigInt(averageFen) + BigInt(inMilli) * BigInt(inFen);
  const qty = BigInt(onHandMilli + inMilli);
  return Number((total * 2n + qty) / (qty * 2n));
}
