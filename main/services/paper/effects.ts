import type { Effect } from '../orders/core/apply-action.ts';
import { voidOneSlip } from './slip-changes.ts';

/** A changed or dead order voids its slip; the next print says so, and a scan of the old one says why. */
export const voidSlip: Effect = (tx, { order, edge, input }) => {
  for (const slip of tx.all<{ id: string }>(
    "SELECT id FROM slip WHERE work_order_id = ? AND state IN ('made', 'out', 'back')",
    order.id,
  )) {
    voidOneSlip(tx, slip.id, input.reasonCode ?? edge.action);
  }
  for (const job of tx.all<{ id: string }>(
    "SELECT id FROM print_job WHERE work_order_id = ? AND state IN ('queued', 'failed')",
    order.id,
  )) {
    tx.update('print_job', job.id, { state: 'cancelled', ended_at: tx.at });
  }
};
