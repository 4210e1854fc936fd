import type { Guard } from '../orders/core/apply-action.ts';

const none = (count: number | undefined) => (count === undefined || count === 0 ? true : { count });

/** No old part of this order is still with a man or on its way. */
export const oldPartsIn: Guard = (tx, { order }) =>
  none(
    tx.value<number>(
      "SELECT count(*) FROM old_part WHERE work_order_id = ? AND state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed')",
      order.id,
    ),
  );

export const cashIn: Guard = (tx, { order }) =>
  none(
    tx.value<number>(
      "SELECT count(*) FROM payment WHERE work_order_id = ? AND method = 'cash' AND handover_id IS NULL AND reversal_of IS NULL",
      order.id,
    ),
  );

export const vouchersIn: Guard = (tx, { order }) =>
  none(
    tx.value<number>(
      "SELECT count(*) FROM paper_voucher WHERE work_order_id = ? AND state IN ('out', 'back')",
      order.id,
    ),
  );
