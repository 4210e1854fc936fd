import type { Tx } from '../../../db/tx.ts';
import { changeBalance, toKeyRow, toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { openStates } from '../../../domain/orders/states.ts';
import { pickStock, type Candidate, type Pick } from '../../../domain/stock/balance.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { isWholeEnough, toBaseMilli } from '../../../domain/stock/units.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getSetting, getZone } from '../masters.ts';
import { getOrder, stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { getLocation, getLocationOf, largestMoveMilli, partParams } from './ledger.ts';

/** `Pick` means a picked quantity here. */
type Only<T, K extends keyof T> = { [P in K]: T[P] };

export type ReservationEnd = 'issued' | 'released';

export interface ReservationRow extends StockKeyRow {
  id: string;
  version: number;
  work_order_id: string;
  quantity_milli: number;
  state: 'held' | 'issued' | 'released' | 'short';
}

export interface PartRow {
  id: string;
  code: string;
  name_zh: string;
  unit: string;
  owner_kind: StockKey['ownerKind'];
  payer_id: string | null;
  cost_fen: number;
  customer_price_fen: number;
  old_part_return: number;
  old_part_days: number | null;
  tracking: 'quantity' | 'lot' | 'serial';
  bin_id: string | null;
  version: number;
}

/** Faults: `not_found`. */
export function getPart(tx: Tx, id: string): PartRow {
  const row = tx.get<PartRow>('SELECT * FROM part WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'part', id });
  return row;
}

/** Nothing, less than nothing and more than any store holds is no quantity. Faults: `stock_quantity`. */
export function assertQuantity(tx: Tx, partId: string, quantityMilli: number): void {
  if (!Number.isSafeInteger(quantityMilli) || quantityMilli <= 0 || quantityMilli > largestMoveMilli)
    throw new Fault('stock_quantity', { ...partParams(tx, partId), quantityMilli });
}

/** Half of a thing that is counted is not there to be had. Faults: `stock_whole`. */
export function assertWhole(tx: Tx, part: Only<PartRow, 'id' | 'unit'>, baseMilli: number): number {
  if (isWholeEnough(part.unit, baseMilli)) return baseMilli;
  throw new Fault('stock_whole', { ...partParams(tx, part.id), quantityMilli: baseMilli });
}

/** Thousandths of a unit → of the part's base unit. Faults: `stock_unit_unknown`, `stock_quantity`, `stock_whole`. */
export function toBase(tx: Tx, part: PartRow, quantityMilli: number, unit: string | null): number {
  assertQuantity(tx, part.id, quantityMilli);
  if (unit === null || unit === part.unit) return assertWhole(tx, part, quantityMilli);
  const known = tx.get<{ per_milli: number }>(
    'SELECT per_milli FROM part_unit WHERE part_id = ? AND unit = ?',
    part.id,
    unit,
  );
  if (known === undefined) throw new Fault('stock_unit_unknown', { ...partParams(tx, part.id), unit });
  return assertWhole(tx, part, toBaseMilli(quantityMilli, { unit, baseMilli: known.per_milli }));
}

/** Stock that may be promised or taken at some places, as the picking rule wants it. Custody is never offered. */
export function candidatesOf(tx: Tx, partId: string, locationIds: readonly string[]): Candidate[] {
  const rows = tx.all<
    StockKeyRow & { quantity_milli: number; reserved_milli: number; expires_day: string | null }
  >(
    `SELECT b.*, l.expires_day FROM stock_balance b LEFT JOIN lot l ON l.part_id = b.part_id AND l.code = b.lot
     WHERE b.part_id = ? AND b.location_id IN (SELECT value FROM json_each(?)) AND b.condition = 'good' AND b.owner_kind <> 'custody' AND b.quantity_milli > 0`,
    partId,
    JSON.stringify(locationIds),
  );
  return rows.map((row) => ({
    key: toStockKey(row),
    onHandMilli: row.quantity_milli,
    reservedMilli: row.reserved_milli,
    expires: row.expires_day,
  }));
}

/** Picks by place order and first expiry; `missingMilli` is what nobody has. */
export function pickFrom(
  tx: Tx,
  partId: string,
  quantityMilli: number,
  places: readonly string[],
): { picks: Pick[]; missingMilli: number } {
  return pickStock(quantityMilli, candidatesOf(tx, partId, places), places, businessDay(tx.at, getZone(tx)));
}

/** Source rule: the man's bag, his sub-shop's store, then our own stores. The order of kinds is a setting. */
export function placesFor(tx: Tx, order: Only<OrderRow, 'staff_id' | 'sub_shop_id'>): string[] {
  const kinds = getSetting<string[]>(tx, 'outlet', 'parts_source_order', ['bag', 'sub_shop', 'main']);
  return kinds.flatMap((kind) =>
    tx
      .all<{ id: string }>(
        `SELECT id FROM location WHERE kind = ? AND retired_at IS NULL
         AND (kind = 'main' OR (kind = 'bag' AND staff_id = ?) OR (kind = 'sub_shop' AND sub_shop_id = ?)) ORDER BY code`,
        kind,
        order.staff_id,
        order.sub_shop_id,
      )
      .map((row) => row.id),
  );
}

export interface Reserved {
  reservationIds: string[];
  heldMilli: number;
  shortMilli: number;
}

/**
 * Promises a part to an open order from the places of the source rule, first-expired first; what is missing is kept
 * as a short line, so that goods coming in find it. Faults: `not_found`, `stock_quantity`, `parts_order_closed`.
 */
export function reserveForOrder(
  tx: Tx,
  input: { workOrderId: string; partId: string; quantityMilli: number; reason?: string },
): Reserved {
  const { partId, quantityMilli } = input;
  assertQuantity(tx, partId, quantityMilli);
  const order = getOrder(tx, input.workOrderId);
  getPart(tx, partId);
  if (!openStates.includes(stateOf(order))) throw new Fault('parts_order_closed', { number: order.number });
  const { picks, missingMilli } = pickFrom(tx, partId, quantityMilli, placesFor(tx, order));
  const reservationIds = picks.map((pick) => holdKey(tx, order.id, pick.key, pick.qtyMilli, input.reason));
  if (missingMilli > 0) reservationIds.push(addShort(tx, order, partId, missingMilli));
  return { reservationIds, heldMilli: quantityMilli - missingMilli, shortMilli: missingMilli };
}

/** Makes promises anew that gave way; an order that is over meanwhile needs none. */
export function remakePromises(tx: Tx, partId: string, lost: ReadonlyMap<string, number>): void {
  for (const [workOrderId, quantityMilli] of lost) {
    if (!openStates.includes(stateOf(getOrder(tx, workOrderId)))) continue;
    reserveForOrder(tx, { workOrderId, partId, quantityMilli, reason: 'displaced' });
  }
}

/** Promises one key; the caller has seen that it is free. */
export function holdKey(
  tx: Tx,
  orderId: string,
  key: StockKey,
  quantityMilli: number,
  reason?: string,
): string {
  const row = toKeyRow(key);
  changeBalance(tx, row, { reservedMilli: quantityMilli });
  return tx.insert('reservation', {
    ...row,
    work_order_id: orderId,
    quantity_milli: quantityMilli,
    state: 'held',
    reason: reason ?? null,
    staff_id: tx.staffId,
    at: tx.at,
  });
}

/** What an order waits for: nobody has it, goods coming in find it here. */
export function addShort(tx: Tx, order: OrderRow, partId: string, quantityMilli: number): string {
  const part = getPart(tx, partId);
  return tx.insert('reservation', {
    part_id: partId,
    location_id: getLocationOf(tx, 'main'),
    condition: 'good',
    owner_kind: part.owner_kind,
    owner_id: ownerIdOf(part),
    work_order_id: order.id,
    quantity_milli: quantityMilli,
    state: 'short',
    staff_id: tx.staffId,
    at: tx.at,
  });
}

export const ownerIdOf = (part: Only<PartRow, 'owner_kind' | 'payer_id'>): string =>
  part.owner_kind === 'payer' ? (part.payer_id ?? '') : '';

export function reservationsOf(
  tx: Tx,
  orderId: string,
  states: readonly ReservationRow['state'][],
): ReservationRow[] {
  return tx.all<ReservationRow>(
    'SELECT * FROM reservation WHERE work_order_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY seq',
    orderId,
    JSON.stringify(states),
  );
}

/**
 * Ends a reservation or a part of it. Held quantity becomes free again; an issued or short line only closes. A part
 * that ends leaves the rest standing and a closed row of its own, so that the card shows both.
 */
export function endReservation(
  tx: Tx,
  row: ReservationRow,
  end: {
    state: ReservationEnd;
    reason: string;
    quantityMilli?: number;
    documentId?: string | null;
    to?: StockKey;
  },
): void {
  const quantityMilli = Math.min(end.quantityMilli ?? row.quantity_milli, row.quantity_milli);
  if (quantityMilli <= 0) return;
  if (row.state === 'held') changeBalance(tx, keyOf(row), { reservedMilli: -quantityMilli });
  const closed = {
    ...(end.to === undefined ? {} : toKeyRow(end.to)),
    state: end.state,
    reason: end.reason,
    document_id: end.documentId ?? undefined,
    ended_at: end.state === 'released' ? tx.at : null,
  };
  if (quantityMilli === row.quantity_milli) {
    tx.update('reservation', row.id, withoutUndefined(closed));
    return;
  }
  tx.update('reservation', row.id, { quantity_milli: row.quantity_milli - quantityMilli });
  tx.insert('reservation', {
    ...keyOf(row),
    work_order_id: row.work_order_id,
    quantity_milli: quantityMilli,
    staff_id: tx.staffId,
    at: tx.at,
    ...withoutUndefined(closed),
  });
}

const keyOf = (row: StockKeyRow): StockKeyRow => toKeyRow(toStockKey(row));
const withoutUndefined = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

/** Ends everything an order holds or waits for; issued lines stay, they are listed for return. Answers the parts freed. */
export function releaseOrder(tx: Tx, orderId: string, reason: string): string[] {
  const rows = reservationsOf(tx, orderId, ['held', 'short']);
  for (const row of rows) endReservation(tx, row, { state: 'released', reason });
  return rows.filter((row) => row.state === 'held').map((row) => row.part_id);
}

/**
 * The order goes to another man: what was promised from the first one's bag (or his sub-shop's store) is promised anew
 * from the second one's places; what the first man already holds for it stays in his bag and is listed for return or for passing on.
 */
export function handOverParts(
  tx: Tx,
  order: OrderRow,
  toStaffId: string | null,
  toSubShopId: string | null,
): void {
  const places = placesFor(tx, { staff_id: toStaffId, sub_shop_id: toSubShopId });
  for (const row of reservationsOf(tx, order.id, ['held'])) {
    const { kind } = getLocation(tx, row.location_id);
    if ((kind !== 'bag' && kind !== 'sub_shop') || places.includes(row.location_id)) continue;
    endReservation(tx, row, { state: 'released', reason: 'handed_over' });
    const { picks, missingMilli } = pickFrom(tx, row.part_id, row.quantity_milli, places);
    for (const pick of picks) holdKey(tx, order.id, pick.key, pick.qtyMilli, 'handed_over');
    if (missingMilli > 0) addShort(tx, order, row.part_id, missingMilli);
  }
}

/**
 * Something physical was taken that was promised to others (a man used it, a count found less): their promises give
 * way, newest first. Answers the orders that lost something and how much, for whoever makes the promises anew.
 */
export function displace(
  tx: Tx,
  key: StockKey,
  quantityMilli: number,
  forOrderId: string | null,
): Map<string, number> {
  const row = toKeyRow(key);
  const rows = tx.all<ReservationRow>(
    `SELECT * FROM reservation WHERE part_id = ? AND location_id = ? AND state = 'held' AND bin = ? AND condition = ? AND owner_kind = ? AND owner_id = ? AND lot = ? AND serial = ? AND work_order_id <> ? ORDER BY seq DESC`,
    row.part_id,
    row.location_id,
    row.bin,
    row.condition,
    row.owner_kind,
    row.owner_id,
    row.lot,
    row.serial,
    forOrderId ?? '',
  );
  const lost = new Map<string, number>();
  let left = quantityMilli;
  for (const held of rows) {
    if (left <= 0) break;
    const taken = Math.min(left, held.quantity_milli);
    left -= taken;
    endReservation(tx, held, { state: 'released', reason: 'taken', quantityMilli: taken });
    lost.set(held.work_order_id, (lost.get(held.work_order_id) ?? 0) + taken);
    tx.event({
      entity: 'work_order',
      entityId: held.work_order_id,
      workOrderId: held.work_order_id,
      kind: 'parts.displaced',
      params: { partId: key.partId, quantityMilli: taken, byOrderId: forOrderId },
    });
  }
  return lost;
}

/** Promises on a key give way as far as a physical move needs it. */
export function freeFor(tx: Tx, key: StockKey, quantityMilli: number): Map<string, number> {
  const standing = tx.get<{ free: number }>(
    'SELECT sum(quantity_milli - reserved_milli) AS free FROM stock_balance WHERE part_id = ? AND location_id = ? AND bin = ? AND condition = ? AND owner_kind = ? AND owner_id = ? AND lot = ? AND serial = ?',
    key.partId,
    key.locationId,
    key.bin,
    key.condition,
    key.ownerKind,
    key.ownerId,
    key.lot,
    key.serial,
  );
  const over = quantityMilli - (standing?.free ?? 0);
  return over > 0 ? displace(tx, key, over, null) : new Map();
}
