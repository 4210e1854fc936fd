import type { Effect } from './apply-action.ts';

/** Opens the span in which the clocks of this reason stand still. `params.holdKey` names the reason. */
export const pauseDeadlines: Effect = (tx, { order, input }) => {
  tx.insert('order_hold', {
    work_order_id: order.id,
    hold_key: String(input.params?.holdKey ?? 'user_later'),
    reason_code: input.reasonCode ?? null,
    from_at: tx.at,
    staff_id: tx.staffId,
  });
  const nextContactAt = input.params?.nextContactAt;
  return { hold_since: tx.at, next_contact_at: typeof nextContactAt === 'number' ? nextContactAt : null };
};

/** Ends every open span. `hold_since` stays: it says that this order has a history of holds. */
export const resumeDeadlines: Effect = (tx, { order }) => {
  for (const hold of tx.all<{ id: string }>(
    'SELECT id FROM order_hold WHERE work_order_id = ? AND to_at IS NULL',
    order.id,
  )) {
    tx.update('order_hold', hold.id, { to_at: tx.at });
  }
  return { next_contact_at: null };
};
