import type { Tx } from '../../../db/tx.ts';
import { acceptanceLevel } from '../../../domain/time/acceptance.ts';
import type { RowReader } from '../masters.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';
import { offerOf } from './accept-due.ts';
import { escalate, leaderOf } from './escalate.ts';

/** Why an order came back that nobody answered; stands in the assignment and counts for the person. */
export const lateReason = 'acceptance_late';

/** Orders whose offer has reached a level nobody was told of yet, and when the next one comes. */
export function dueOffers(read: RowReader, nowMs: number): { orderIds: string[]; nextAt: number } {
  let nextAt = Number.POSITIVE_INFINITY;
  const orderIds: string[] = [];
  for (const order of read.all<{ id: string; payer_id: string | null; received_day: string }>(
    "SELECT id, payer_id, received_day FROM work_order WHERE state = 'dispatched' AND side_state IS NULL AND accept_due_at IS NOT NULL",
  )) {
    const offered = offerOf(read, order);
    if (offered === undefined) continue;
    if (acceptanceLevel(offered.times, nowMs) > offered.offer.warn_level) orderIds.push(order.id);
    for (const at of offered.times) if (at > nowMs) nextAt = Math.min(nextAt, at);
  }
  return { orderIds, nextAt };
}

/**
 * Brings one offer to the level of its time: the technician is reminded, then the desk is told, at the end the leader
 * is told and the order returns to the pool. Levels that passed while the host was away are not told one by one. Does
 * nothing where the order was answered meanwhile.
 */
export function followOffer(tx: Tx, orderId: string): void {
  const order = getOrder(tx, orderId);
  if (stateOf(order) !== 'dispatched' || order.accept_due_at === null) return;
  const offered = offerOf(tx, order);
  if (offered === undefined) return;
  const { offer, times } = offered;
  const level = acceptanceLevel(times, tx.at);
  if (level <= offer.warn_level) return;
  tx.update('assignment', offer.id, { warn_level: level });
  if (level < times.length) {
    const params = { level, staffId: offer.staff_id, subShopId: offer.sub_shop_id, dueAt: times.at(-1) };
    tx.note({
      entity: 'work_order',
      entityId: orderId,
      workOrderId: orderId,
      kind: 'order.accept_warned',
      params,
    });
    if (level > 1) escalate(tx, { orderId, level: 2, cause: 'staff_accept', toStaffId: offer.assigned_by });
    return;
  }
  escalate(tx, {
    orderId,
    level: 3,
    cause: 'staff_accept',
    toStaffId: leaderOf(tx, order.team_id, offer.staff_id),
  });
  if (!offered.returns) return;
  applyAction(tx, {
    orderId,
    action: 'decline',
    reasonCode: lateReason,
    patch: { escalated_level: 3 },
    params: { staffId: offer.staff_id, subShopId: offer.sub_shop_id },
  });
  tx.update('assignment', offer.id, { fault_of: 'person' });
}
