import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import type { Effect } from '../orders/core/apply-action.ts';
import { writeFees } from './compute.ts';
import { holdFees, releaseHeld } from './hold-fees.ts';
import { postOrderFees, reverseOrderFees } from './post-fees.ts';
import { refreshOrder } from './refresh-order.ts';

/** Fee lines of all parties by the rules of the day of the work. The order is finished now, whatever its row still says. */
export const computeFees: Effect = (tx, { order }) => {
  writeFees(tx, { ...order, finished_at: tx.at });
};

/** Receivables, income and pay are booked. A rework that is audited frees what its first order had on hold. */
export const postFees: Effect = (tx, { order }) => {
  postOrderFees(tx, order.id);
  if (order.parent_id !== null && order.is_rework === 1) {
    releaseHeld(tx, order.parent_id, 'rework');
    refreshOrder(tx, order.parent_id);
  }
};

export const freezeFees: Effect = (tx, { order, edge }) => {
  holdFees(tx, order.id, edge.action, !edge.effects.includes('reverse_fees'));
};

export const unfreezeFees: Effect = (tx, { order }) => {
  releaseHeld(tx, order.id, 'dispute');
};

export const reverseFees: Effect = (tx, { order }) => {
  reverseOrderFees(tx, order.id);
};

/**
 * Somebody stood at the door and the order ends without work: payer and man by the rules of an empty trip, booked at
 * once, because nobody will audit an order that is cancelled.
 */
export const emptyTripFee: Effect = (tx, { order }) => {
  const trips = tx.value<number>(
    "SELECT count(*) FROM visit WHERE work_order_id = ? AND state <> 'void' AND (arrived_at IS NOT NULL OR state = 'ended')",
    order.id,
  );
  if (trips === undefined || trips === 0) return;
  writeFees(tx, order);
  tx.event({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: 'money.empty_trip',
    params: { tripCount: trips, day: businessDay(tx.at, getZone(tx)) },
  });
  postOrderFees(tx, order.id);
};
