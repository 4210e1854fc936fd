import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { RowReader } from '../../../masters.ts';
import { ownerByStaff, type PaperOwner, type PaperSource } from '../common.ts';
import { ownerOfOrder } from '../orders/index.ts';
import { buildReceipt } from './receipt.ts';

/** Whose a payment is: the order's it was made for, else who took it. Faults: `not_found`. */
function ownerOfPayment(read: RowReader, id: string): PaperOwner {
  const row = read.get<{ work_order_id: string | null; staff_id: string | null }>(
    'SELECT work_order_id, staff_id FROM payment WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'payment', id });
  return row.work_order_id === null
    ? ownerByStaff(read, row.staff_id)
    : ownerOfOrder(read, row.work_order_id);
}

export const moneySources = {
  receipt: { ownerOf: ownerOfPayment, build: buildReceipt },
} satisfies Record<string, PaperSource>;
