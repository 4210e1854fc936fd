import type { Tx } from '../../../db/tx.ts';
import { computeDerived } from '../orders/core/derive.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';

/** After fee lines moved: the order's list is derived from them. Writes only when it changed; no state changes here. */
export function refreshOrder(tx: Tx, orderId: string): void {
  const order = getOrder(tx, orderId);
  if (stateOf(order) !== 'audited') return;
  const derived = computeDerived(tx, order);
  if (derived.queue === order.queue) return;
  tx.update('work_order', orderId, { ...derived, updated_at: tx.at }, { version: order.version });
  const kind = derived.queue === 'settlement' ? 'money.unsettled' : 'money.settled';
  tx.note({ entity: 'work_order', entityId: orderId, workOrderId: orderId, kind });
}
