import type { Tx } from '../../../db/tx.ts';
import { isHoldKey } from '../../../domain/orders/hold.ts';
import { isFault } from '../../../domain/kernel/fault.ts';
import type { Act } from '../orders/core/apply-action.ts';
import { getOrder, type OrderRow } from '../orders/core/order-row.ts';
import { endReservation, holdKey, pickFrom, placesFor, type ReservationRow } from './reservations.ts';

/**
 * Gives what has become free to orders that wait for it: the earliest appointment first, then the nearest deadline,
 * then who asked first. Answers the orders that got something.
 */
export function fillShorts(tx: Tx, partIds: Iterable<string>): string[] {
  const filled = new Set<string>();
  for (const partId of new Set(partIds)) {
    const shorts = tx.all<ReservationRow>(
      `SELECT r.* FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE r.part_id = ? AND r.state = 'short' AND (w.side_state IS NULL OR w.side_state = 'on_hold')
       ORDER BY w.appointment_day IS NULL, w.appointment_day, w.deadline_at IS NULL, w.deadline_at, r.seq`,
      partId,
    );
    for (const short of shorts) {
      const places = placesFor(tx, getOrder(tx, short.work_order_id));
      const { picks, missingMilli } = pickFrom(tx, partId, short.quantity_milli, places);
      if (picks.length === 0) continue;
      const gotMilli = short.quantity_milli - missingMilli;
      endReservation(tx, short, { state: 'released', reason: 'filled', quantityMilli: gotMilli });
      for (const pick of picks) holdKey(tx, short.work_order_id, pick.key, pick.qtyMilli, 'arrived');
      filled.add(short.work_order_id);
    }
  }
  return [...filled];
}

export interface FilledOrder {
  workOrderId: string;
  number: string;
  /** Its wait for parts is over: it stands where it stood before. */
  resumed: boolean;
}

/** Orders held for parts go on as soon as nothing is missing any more; `act` is the one that changes states. */
export function resumeFilled(tx: Tx, orderIds: readonly string[], act: Act): FilledOrder[] {
  return orderIds.map((id) => {
    const order = getOrder(tx, id);
    return {
      workOrderId: id,
      number: order.number,
      resumed: waitsForPart(tx, order) && resume(tx, order, act),
    };
  });
}

function waitsForPart(tx: Tx, order: OrderRow): boolean {
  if (order.side_state !== 'on_hold') return false;
  const hold = tx.get<{ hold_key: string }>(
    'SELECT hold_key FROM order_hold WHERE work_order_id = ? AND to_at IS NULL ORDER BY seq DESC LIMIT 1',
    order.id,
  );
  if (hold === undefined || !isHoldKey(hold.hold_key) || hold.hold_key !== 'part') return false;
  const missing = tx.value<number>(
    "SELECT count(*) FROM reservation WHERE work_order_id = ? AND state = 'short'",
    order.id,
  );
  return missing === 0;
}

/** An order that cannot go on for another reason keeps waiting; the goods are promised to it all the same. */
function resume(tx: Tx, order: OrderRow, act: Act): boolean {
  try {
    act(tx, { orderId: order.id, action: 'resume' });
    return true;
  } catch (error) {
    if (isFault(error) && (error.code === 'order_guard_failed' || error.code === 'order_edge_missing'))
      return false;
    throw error;
  }
}
