import type { Tx } from '../../../db/tx.ts';
import { computeDerived } from '../orders/core/derive.ts';
import { writeOrder } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';

/** After fee lines moved: the order's list is derived from them. Writes only when it changed. */
export function refreshOrder(tx: Tx, orderId: string): void {
  const order = getOrder(tx, orderId);
  if (stateOf(order) !== 'audited') return;
  const { queue } = computeDerived(tx, order);
  if (queue === order.queue) return;
  writeOrder(tx, order, {}, { kind: queue === 'settlement' ? 'money.unsettled' : 'money.settled' });
}
