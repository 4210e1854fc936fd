import type { Tx } from '../../../../db/tx.ts';

/** The work is not done after all, or done once more: no machine of the order counts as finished. */
export function reopenMachines(tx: Tx, orderId: string): void {
  for (const line of tx.all<{ id: string }>(
    "SELECT id FROM machine_line WHERE work_order_id = ? AND state = 'finished'",
    orderId,
  ))
    tx.update('machine_line', line.id, { state: 'open', result_code: null, finished_visit_id: null });
}
