import type { Tx } from '../../../db/tx.ts';
import type { OrderRow } from '../orders/core/order-row.ts';

interface BookingRow {
  change_no: number;
  state: string;
  day: string | null;
  slot_id: string | null;
  start_at: number | null;
  end_at: number | null;
}

/**
 * «Undo» takes back what the one step did, and no more. A booking that was there before is the user's and stays,
 * whoever goes; one that was made in the same step goes with it, unless its platform has been told already: a promise
 * that left the house is not taken back in silence. Messages of that step that have not left are withdrawn. Answers
 * columns of the order to set.
 */
export function takeBackAssignment(tx: Tx, order: OrderRow): Record<string, unknown> {
  const given = tx.value<number>(
    "SELECT max(lsn) FROM event WHERE entity = 'work_order' AND entity_id = ? AND kind = 'order.assign'",
    order.id,
  );
  const bookedToo =
    tx.get(
      "SELECT 1 FROM event WHERE entity = 'work_order' AND entity_id = ? AND kind IN ('order.booked', 'order.rebooked') AND lsn = ?",
      order.id,
      given ?? 0,
    ) !== undefined;
  withdraw(tx, order.id, 'assign');
  if (!bookedToo || !withdraw(tx, order.id, 'reserve')) return {};
  const [last, before] = tx.all<BookingRow>(
    'SELECT change_no, state, day, slot_id, start_at, end_at FROM appointment WHERE work_order_id = ? ORDER BY change_no DESC LIMIT 2',
    order.id,
  );
  if (last === undefined) return {};
  const wasBooked = last.state === 'changed' && before !== undefined;
  const window = wasBooked
    ? { day: before.day, slot_id: before.slot_id, start_at: before.start_at, end_at: before.end_at }
    : { day: null, slot_id: null, start_at: null, end_at: null };
  tx.insert('appointment', {
    work_order_id: order.id,
    change_no: last.change_no + 1,
    state: wasBooked ? 'changed' : 'cancelled',
    ...window,
    source: 'undo',
    staff_id: tx.staffId,
    at: tx.at,
  });
  return {
    appointment_state: !wasBooked ? 'none' : before.state === 'missed' ? 'missed' : 'agreed',
    appointment_day: window.day,
    appointment_slot_id: window.slot_id,
    appointment_start_at: window.start_at,
    appointment_end_at: window.end_at,
    appointment_changes: wasBooked ? Math.max(0, order.appointment_changes - 1) : order.appointment_changes,
  };
}

/** Withdraws the last message of a step that nobody has sent yet, to each platform. False when one is out already. */
function withdraw(tx: Tx, orderId: string, step: 'assign' | 'reserve'): boolean {
  let isHome = true;
  for (const message of tx.all<{ id: string; state: string; attempts: number }>(
    `SELECT id, state, attempts FROM outbox o WHERE work_order_id = ? AND step = ?
     AND position = (SELECT max(position) FROM outbox p WHERE p.source_order_id = o.source_order_id AND p.step = o.step)`,
    orderId,
    step,
  )) {
    if (message.state === 'manual' || (message.state === 'waiting' && message.attempts === 0))
      tx.update('outbox', message.id, { state: 'withdrawn', done_at: tx.at });
    else isHome = false;
  }
  return isHome;
}
