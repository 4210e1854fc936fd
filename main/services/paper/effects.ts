import type { Effect } from '../orders/core/apply-action.ts';

/** A changed or dead order voids its slip; the next print says so, and a scan of the old one says why. */
export const voidSlip: Effect = (tx, { order, edge, input }) => {
  for (const slip of tx.all<{ id: string }>(
    "SELECT id FROM slip WHERE work_order_id = ? AND state IN ('made', 'out', 'back')",
    order.id,
  )) {
    tx.update('slip', slip.id, {
      state: 'void',
      void_at: tx.at,
      void_reason: input.reasonCode ?? edge.action,
    });
  }
  for (const job of tx.all<{ id: string }>(
    "SELECT id FROM print_job WHERE work_order_id = ? AND state IN ('queued', 'failed')",
    order.id,
  )) {
    tx.update('print_job', job.id, { state: 'cancelled', ended_at: tx.at });
  }
};
