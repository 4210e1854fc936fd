import type { Tx } from '../../../db/tx.ts';
import { getStanding, toKeyRow } from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { getOrder, stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { openStates } from '../../../domain/orders/states.ts';
import { expiredFault, splitExpired } from './expiry.ts';
import {
  counterMove,
  getBag,
  getLocation,
  getLocationOf,
  moveStock,
  partParams,
  refuseSerialElsewhere,
  reverseMoves,
} from './ledger.ts';
import {
  candidatesOf,
  displace,
  endReservation,
  getPart,
  ownerIdOf,
  reservationsOf,
  remakePromises,
  toBase,
  type PartRow,
} from './reservations.ts';

/** Who bears the part: the maker or platform, the user, the outlet itself, or the technician. */
export type PartPayer = 'payer' | 'user' | 'outlet' | 'technician';

export interface PartUseInput {
  visitId: string;
  workOrderId: string;
  machineLineId: string | null;
  partId: string;
  /** Thousandths of `unit`, or of the base unit where no unit is named. */
  quantityMilli: number;
  /** A converting unit of the part (卷, 瓶 …). */
  unit?: string | null;
  /** Bag or store it was taken from; null: the bag of the visit's man. */
  fromLocationId: string | null;
  payer: PartPayer;
  newSerial?: string;
  oldSerial?: string;
  /** Price to the user per base unit where it was agreed otherwise; fen. */
  unitFen?: number;
}

export interface PartUse {
  partUseId: string;
  oldPartId: string | null;
  amountFen: number;
  quantityMilli: number;
}

/**
 * One line holds part out, part in, payer and duty to return: the part leaves the bag for the user's machine, the
 * order's reservation closes, and the old part is born with its last day and the money on it. What a man really used
 * wins over what was promised to another order: that promise is made anew elsewhere or becomes short.
 * Faults: `stock_short`, `stock_lot_expired`, `stock_quantity`, `stock_serial_needed`, `stock_serial_elsewhere`, `stock_no_bag`, `not_found`.
 */
export function applyPartUse(tx: Tx, input: PartUseInput): PartUse {
  const order = getOrder(tx, input.workOrderId);
  const part = getPart(tx, input.partId);
  const quantityMilli = toBase(tx, part, input.quantityMilli, input.unit ?? null);
  const holder = holderOf(tx, input.visitId, order);
  const from = input.fromLocationId ?? bagOf(tx, holder);
  const { picks, lost } = makeTakeable(tx, part, order, from, quantityMilli, input.newSerial ?? '');
  const user = getLocationOf(tx, 'user');
  const pairId = tx.newId();
  for (const pick of picks)
    moveStock(tx, {
      kind: 'use',
      from: pick.key,
      to: { ...pick.key, locationId: user, bin: '' },
      quantityMilli: pick.quantityMilli,
      workOrderId: order.id,
      visitId: input.visitId,
      pairId,
    });
  remakePromises(tx, part.id, lost);
  const oldPartId = bearOldPart(tx, {
    part,
    order,
    holder,
    from,
    quantityMilli,
    payer: input.payer,
    visitId: input.visitId,
  });
  const unitFen = input.unitFen ?? (input.payer === 'user' ? part.customer_price_fen : part.cost_fen);
  const amountFen = timesMilli(unitFen, quantityMilli);
  const partUseId = tx.insert('part_use', {
    visit_id: input.visitId,
    work_order_id: order.id,
    machine_line_id: input.machineLineId,
    part_id: part.id,
    quantity_milli: quantityMilli,
    unit_fen: unitFen,
    amount_fen: amountFen,
    payer: input.payer,
    new_serial: input.newSerial ?? '',
    old_serial: input.oldSerial ?? '',
    pair_id: pairId,
    old_part_id: oldPartId,
    at: tx.at,
  });
  record(tx, 'parts.used', order.id, partUseId, {
    partId: part.id,
    quantityMilli,
    payer: input.payer,
    locationId: from,
    oldPartId,
  });
  return { partUseId, oldPartId, amountFen, quantityMilli };
}

/**
 * Takes a use back: the part returns to where it came from, the old part is unborn, the order's claim on the part
 * stands again. Refused once the old part went on its way or was charged.
 * Faults: `not_found`, `stock_reversed`, `too_old` {reason: old_part}.
 */
export function undoPartUse(tx: Tx, partUseId: string): void {
  const use = tx.get<{
    work_order_id: string;
    part_id: string;
    quantity_milli: number;
    pair_id: string;
    old_part_id: string | null;
    reversed_at: number | null;
  }>('SELECT * FROM part_use WHERE id = ?', partUseId);
  if (use === undefined) throw new Fault('not_found', { entity: 'part_use', id: partUseId });
  if (use.reversed_at !== null) throw new Fault('stock_reversed', partParams(tx, use.part_id));
  tx.update('part_use', partUseId, { reversed_at: tx.at, old_part_id: null });
  if (use.old_part_id !== null) unbearOldPart(tx, use.old_part_id);
  reverseMoves(tx, use.pair_id, { kind: 'unuse' });
  reclaim(tx, getOrder(tx, use.work_order_id), use.pair_id);
  record(tx, 'parts.use_undone', use.work_order_id, partUseId, {
    partId: use.part_id,
    quantityMilli: use.quantity_milli,
  });
}

/** The man has the part again for the same order, as after its issue. */
function reclaim(tx: Tx, order: OrderRow, pairId: string): void {
  if (!openStates.includes(stateOf(order))) return;
  const rows = tx.all<Record<string, unknown> & { quantity_milli: number }>(
    'SELECT part_id, location_id, bin, condition, owner_kind, owner_id, lot, serial, -quantity_milli AS quantity_milli FROM stock_move WHERE pair_id = ? AND quantity_milli < 0',
    pairId,
  );
  for (const row of rows)
    tx.insert('reservation', {
      ...row,
      work_order_id: order.id,
      state: 'issued',
      reason: 'use_undone',
      staff_id: tx.staffId,
      at: tx.at,
    });
}

function holderOf(tx: Tx, visitId: string, order: OrderRow): string | null {
  return (
    tx.value<string>(
      "SELECT staff_id FROM visit_person WHERE visit_id = ? ORDER BY part = 'lead' DESC, id LIMIT 1",
      visitId,
    ) ?? order.staff_id
  );
}

function bagOf(tx: Tx, holder: string | null): string {
  if (holder === null) throw new Fault('stock_no_bag', { staffId: '' });
  return getBag(tx, holder);
}

interface Taking {
  picks: { key: StockKey; quantityMilli: number }[];
  /** Orders whose promise gave way, with how much. */
  lost: Map<string, number>;
}

/**
 * What the use takes, freed of promises: the order's own lines close first, then free stock goes, then what was
 * promised to others.
 */
function makeTakeable(
  tx: Tx,
  part: PartRow,
  order: OrderRow,
  from: string,
  quantityMilli: number,
  serial: string,
): Taking {
  if (part.tracking === 'serial' && serial === '')
    throw new Fault('stock_serial_needed', partParams(tx, part.id));
  closeClaims(tx, order, part.id, from, quantityMilli);
  const named = candidatesOf(tx, part.id, [from])
    .filter((one) => part.tracking !== 'serial' || one.key.serial === serial)
    .sort((a, b) => (a.expires ?? '9999').localeCompare(b.expires ?? '9999'));
  const { usable: there, over } = splitExpired(tx, named);
  const onHand = there.reduce((sum, one) => sum + one.onHandMilli, 0);
  const [late] = over;
  if (onHand < quantityMilli && late !== undefined) throw expiredFault(tx, late);
  if (onHand < quantityMilli) throw shortAt(tx, part, from, onHand, serial);
  const takes = there.map((one) => ({ one, quantityMilli: 0 }));
  let left = quantityMilli;
  for (const promised of [false, true])
    for (const take of takes) {
      const { onHandMilli, reservedMilli } = take.one;
      const room = (promised ? onHandMilli : onHandMilli - reservedMilli) - take.quantityMilli;
      const more = Math.min(left, Math.max(0, room));
      take.quantityMilli += more;
      left -= more;
    }
  const picks = takes
    .filter((take) => take.quantityMilli > 0)
    .map((take) => ({ key: take.one.key, quantityMilli: take.quantityMilli }));
  const lost = new Map<string, number>();
  for (const pick of picks) {
    const standing = getStanding(tx, toKeyRow(pick.key));
    const over = pick.quantityMilli - (standing.onHandMilli - standing.reservedMilli);
    if (over <= 0) continue;
    for (const [id, milli] of displace(tx, pick.key, over, order.id))
      lost.set(id, (lost.get(id) ?? 0) + milli);
  }
  return { picks, lost };
}

/** The need is met: what the man had for it, what was held in this place, what was held or missing elsewhere. */
function closeClaims(tx: Tx, order: OrderRow, partId: string, from: string, quantityMilli: number): void {
  const rank = (state: string, locationId: string) =>
    state === 'issued' ? 0 : state === 'short' ? 3 : locationId === from ? 1 : 2;
  const rows = reservationsOf(tx, order.id, ['held', 'issued', 'short'])
    .filter((row) => row.part_id === partId)
    .sort((a, b) => rank(a.state, a.location_id) - rank(b.state, b.location_id));
  let left = quantityMilli;
  for (const row of rows) {
    if (left <= 0) return;
    const taken = Math.min(left, row.quantity_milli);
    endReservation(tx, row, { state: 'released', reason: 'used', quantityMilli: taken });
    left -= taken;
  }
}

function shortAt(tx: Tx, part: PartRow, from: string, freeMilli: number, serial: string): Fault {
  if (serial !== '') refuseSerialElsewhere(tx, part.id, serial, from);
  return new Fault('stock_short', {
    ...partParams(tx, part.id),
    location: getLocation(tx, from).name,
    freeMilli,
  });
}

interface OldPartFacts {
  part: PartRow;
  order: OrderRow;
  holder: string | null;
  from: string;
  quantityMilli: number;
  payer: PartPayer;
  visitId: string;
}

/** The maker wants its old part back where the maker paid for the new one; its days are the payer's, else the part's. */
function bearOldPart(tx: Tx, facts: OldPartFacts): string | null {
  const { part, order, holder, quantityMilli } = facts;
  if (part.old_part_return !== 1 || facts.payer !== 'payer') return null;
  const today = businessDay(tx.at, getZone(tx));
  const payerId = part.payer_id ?? order.payer_id;
  const days =
    part.old_part_days ??
    tx.value<number | null>(
      'SELECT old_part_days FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
      payerId,
      today,
    ) ??
    null;
  const place = oldPartPlace(tx, facts);
  const key: StockKey = {
    partId: part.id,
    locationId: getLocationOf(tx, 'user'),
    bin: '',
    condition: 'old',
    ownerKind: part.owner_kind,
    ownerId: ownerIdOf(part),
    lot: '',
    serial: '',
  };
  moveStock(tx, {
    kind: 'old_in',
    from: key,
    to: { ...key, locationId: place },
    quantityMilli,
    workOrderId: order.id,
    visitId: facts.visitId,
  });
  return tx.insert('old_part', {
    part_id: part.id,
    work_order_id: order.id,
    payer_id: payerId,
    quantity_milli: quantityMilli,
    state: getLocation(tx, place).kind === 'old_parts' ? 'in_store' : 'with_technician',
    holder_staff_id: holder,
    location_id: place,
    due_day: days === null ? null : addDays(today, days),
    amount_fen: timesMilli(part.cost_fen, quantityMilli),
    replaced_day: today,
    at: tx.at,
  });
}

/** The old part goes where the man's things are: his bag, the sub-shop that did the work, else the old-part store. */
function oldPartPlace(tx: Tx, { from, holder }: OldPartFacts): string {
  const source = getLocation(tx, from);
  if (source.kind === 'bag' || source.kind === 'sub_shop') return from;
  const bag =
    holder === null
      ? undefined
      : tx.value<string>(
          "SELECT id FROM location WHERE kind = 'bag' AND staff_id = ? AND retired_at IS NULL",
          holder,
        );
  return bag ?? getLocationOf(tx, 'old_parts');
}

function unbearOldPart(tx: Tx, oldPartId: string): void {
  const old = tx.get<{
    part_id: string;
    work_order_id: string;
    state: string;
    quantity_milli: number;
    location_id: string;
  }>('SELECT * FROM old_part WHERE id = ?', oldPartId);
  if (old === undefined) return;
  if (old.state !== 'with_technician' && old.state !== 'in_store')
    throw new Fault('too_old', { reason: `old_part_${old.state}` });
  const part = getPart(tx, old.part_id);
  const place: StockKey = {
    partId: part.id,
    locationId: old.location_id,
    bin: '',
    condition: 'old',
    ownerKind: part.owner_kind,
    ownerId: ownerIdOf(part),
    lot: '',
    serial: '',
  };
  // Back to where it was taken off, from wherever it lies now: it may have been handed in meanwhile.
  const born = tx.value<string>(
    "SELECT pair_id FROM stock_move WHERE work_order_id = ? AND part_id = ? AND kind = 'old_in' AND reversal_of IS NULL AND quantity_milli = ? ORDER BY seq DESC LIMIT 1",
    old.work_order_id,
    old.part_id,
    old.quantity_milli,
  );
  if (born !== undefined)
    counterMove(tx, {
      kind: 'old_in',
      from: place,
      to: { ...place, locationId: getLocationOf(tx, 'user') },
      quantityMilli: old.quantity_milli,
      workOrderId: old.work_order_id,
      reversalOf: born,
    });
  tx.remove('old_part', oldPartId);
}

function record(tx: Tx, kind: string, orderId: string, useId: string, params: Record<string, unknown>): void {
  tx.event({ entity: 'part_use', entityId: useId, workOrderId: orderId, kind, params });
  tx.audit({
    action: kind,
    entity: 'part_use',
    entityId: useId,
    params: { workOrderId: orderId, ...params },
  });
}
