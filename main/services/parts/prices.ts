import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../masters.ts';
import { partParams } from './ledger.ts';

/** Before any day an outlet books on: what a part cost before its first dated price. */
export const priceBegin = '2000-01-01';

interface Priced {
  owner_kind: string;
  cost_fen: number;
  customer_price_fen: number;
}

/**
 * Prices of a part from a day on. The first one keeps what counted before it, so that old days stay answerable. What we
 * own costs its moving average; there only the user's price can be set. Faults: `not_found`, `part_price_past`
 * {day}: a day before today would change what was booked already.
 */
export function setPrice(
  tx: Tx,
  input: { partId: string; fromDay: string; costFen: number; customerPriceFen: number; note: string },
): { partId: string; applied: boolean } {
  const today = businessDay(tx.at, getZone(tx));
  const part = tx.get<Priced>(
    'SELECT owner_kind, cost_fen, customer_price_fen FROM part WHERE id = ?',
    input.partId,
  );
  if (part === undefined) throw new Fault('not_found', { entity: 'part', id: input.partId });
  if (input.fromDay < today)
    throw new Fault('part_price_past', { ...partParams(tx, input.partId), day: input.fromDay, today });
  const costFen = part.owner_kind === 'own' ? part.cost_fen : input.costFen;
  const known = tx.value<number>('SELECT count(*) FROM part_price WHERE part_id = ?', input.partId);
  if (!known)
    tx.insert('part_price', {
      part_id: input.partId,
      from_day: priceBegin,
      cost_fen: part.cost_fen,
      customer_price_fen: part.customer_price_fen,
      staff_id: tx.staffId,
      at: tx.at,
    });
  const row = { cost_fen: costFen, customer_price_fen: input.customerPriceFen, note: input.note, at: tx.at };
  const same = tx.get<{ id: string }>(
    'SELECT id FROM part_price WHERE part_id = ? AND from_day = ?',
    input.partId,
    input.fromDay,
  );
  if (same === undefined)
    tx.insert('part_price', { part_id: input.partId, from_day: input.fromDay, staff_id: tx.staffId, ...row });
  else tx.update('part_price', same.id, { ...row, staff_id: tx.staffId });
  tx.note({
    entity: 'part',
    entityId: input.partId,
    kind: 'part.priced',
    params: { day: input.fromDay, costFen, priceFen: input.customerPriceFen },
  });
  return { partId: input.partId, applied: applyPrice(tx, input.partId) };
}

/** A price that is not in force yet is taken back. Faults: `not_found`, `part_price_past`. */
export function dropPrice(tx: Tx, input: { partId: string; fromDay: string }): { partId: string } {
  const today = businessDay(tx.at, getZone(tx));
  const row = tx.get<{ id: string }>(
    'SELECT id FROM part_price WHERE part_id = ? AND from_day = ?',
    input.partId,
    input.fromDay,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'part_price', id: input.fromDay });
  if (input.fromDay <= today)
    throw new Fault('part_price_past', { ...partParams(tx, input.partId), day: input.fromDay, today });
  tx.remove('part_price', row.id);
  tx.note({
    entity: 'part',
    entityId: input.partId,
    kind: 'part.price_dropped',
    params: { day: input.fromDay },
  });
  return { partId: input.partId };
}

/** Parts whose dated price came into force and does not stand on them yet. */
export function dueParts(read: RowReader, nowMs: number): string[] {
  const today = businessDay(nowMs, getZone(read));
  return read
    .all<{ id: string }>(
      `SELECT p.id FROM part p JOIN part_price n ON n.part_id = p.id
         AND n.from_day = (SELECT max(x.from_day) FROM part_price x WHERE x.part_id = p.id AND x.from_day <= ?)
       WHERE n.customer_price_fen <> p.customer_price_fen OR (p.owner_kind <> 'own' AND n.cost_fen <> p.cost_fen)`,
      today,
    )
    .map(({ id }) => id);
}

/** Puts the price in force today on the part; true when that changed it. */
export function applyPrice(tx: Tx, partId: string): boolean {
  const today = businessDay(tx.at, getZone(tx));
  const part = tx.get<Priced>(
    'SELECT owner_kind, cost_fen, customer_price_fen FROM part WHERE id = ?',
    partId,
  );
  const now = tx.get<Omit<Priced, 'owner_kind'>>(
    'SELECT cost_fen, customer_price_fen FROM part_price WHERE part_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
    partId,
    today,
  );
  if (part === undefined || now === undefined) return false;
  const costFen = part.owner_kind === 'own' ? part.cost_fen : now.cost_fen;
  if (costFen === part.cost_fen && now.customer_price_fen === part.customer_price_fen) return false;
  tx.update('part', partId, { cost_fen: costFen, customer_price_fen: now.customer_price_fen });
  return true;
}
