import type { Effect } from './apply-action.ts';

/** The agreed time is over with what made it: the row stays as history, the order shows none. */
export const endAppointment: Effect = (tx, { order, edge }) => {
  if (order.appointment_state === 'none') return undefined;
  // Finishing keeps the appointment: it is what on-time is measured against.
  if (edge.action === 'finish') return undefined;
  tx.insert('appointment', {
    work_order_id: order.id,
    change_no:
      1 +
      (tx.value<number>(
        'SELECT coalesce(max(change_no), 0) FROM appointment WHERE work_order_id = ?',
        order.id,
      ) ?? 0),
    state: 'cancelled',
    source: `order.${edge.action}`,
    staff_id: tx.staffId,
    at: tx.at,
  });
  return {
    appointment_state: 'none',
    appointment_day: null,
    appointment_slot_id: null,
    appointment_start_at: null,
    appointment_end_at: null,
  };
};
