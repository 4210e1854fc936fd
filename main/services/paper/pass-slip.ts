import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';

/**
 * A slip one person has out is another's to bring back from now on; its number and what stands on it stay.
 * Fault `hand_over_changed` {number} when it is not with the first person any more.
 */
export function passSlip(tx: Tx, input: { slipId: string; fromStaffId: string; toStaffId: string }): void {
  const slip = tx.get<{ number: string; work_order_id: string; staff_id: string | null; state: string }>(
    'SELECT number, work_order_id, staff_id, state FROM slip WHERE id = ?',
    input.slipId,
  );
  if (slip?.staff_id !== input.fromStaffId || !['out', 'back'].includes(slip.state))
    throw new Fault('hand_over_changed', { number: slip?.number ?? '' });
  tx.update('slip', input.slipId, { staff_id: input.toStaffId });
  const { fromStaffId, toStaffId } = input;
  tx.note({
    entity: 'slip',
    entityId: input.slipId,
    params: { number: slip.number, fromStaffId, toStaffId },
    kind: 'slip.passed',
    workOrderId: slip.work_order_id,
  });
}
