import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { partParams } from './ledger.ts';

interface Dated {
  key: StockKey;
  expires: string | null;
}

/** Parts what may still be used today from what is over. */
export function splitExpired<T extends Dated>(tx: Tx, there: readonly T[]): { usable: T[]; over: T[] } {
  const today = businessDay(tx.at, getZone(tx));
  const isOver = (one: T) => one.expires !== null && one.expires < today;
  return { usable: there.filter((one) => !isOver(one)), over: there.filter(isOver) };
}

/** Says which lot is over, where only that stands between the wish and the part. */
export function expiredFault(tx: Tx, over: Dated): Fault {
  return new Fault('stock_lot_expired', {
    ...partParams(tx, over.key.partId),
    lot: over.key.lot,
    day: over.expires,
  });
}

/** Last day of the lot of a key; null for what does not expire. */
export function expiryOf(tx: Tx, key: StockKey): string | null {
  if (key.lot === '') return null;
  return (
    tx.value<string | null>(
      'SELECT expires_day FROM lot WHERE part_id = ? AND code = ?',
      key.partId,
      key.lot,
    ) ?? null
  );
}
