import type { Tx } from '../../../db/tx.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { keepPlan, type Booked } from './keep-plan.ts';

/** A new or changed time of an order somebody was given: his trip goes with it. Answers columns of the order to set. */
export function followBooking(tx: Tx, order: OrderRow, booked: Partial<Booked>): { visits?: number } {
  const state = stateOf(order);
  if (state !== 'dispatched' && state !== 'accepted') return {};
  return keepPlan(tx, { ...order, ...booked }, order.staff_id, { reason: 'rebooked' });
}
