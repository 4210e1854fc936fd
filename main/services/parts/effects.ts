import type { Effect } from '../orders/core/apply-action.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { closeRequests } from './request-steps.ts';
import { releaseOrder } from './reservations.ts';

/** Parts the order names are reserved by the dispatcher or storekeeper; the edge itself reserves none unasked. */
export const reserveParts: Effect = () => undefined;

/**
 * Reservations follow from open work orders: a dead or finished order holds none (LESSONS 19) and asks for nothing; who
 * waits gets them.
 */
export const releaseReservations: Effect = (tx, { order, edge, act }) => {
  const partIds = releaseOrder(tx, order.id, edge.action);
  closeRequests(tx, order.id);
  resumeFilled(tx, fillShorts(tx, partIds), act);
};

/** Issued parts of a dead or reassigned order are listed for return; they do not leave the man's bag by themselves. */
export const recallParts: Effect = (tx, { order }) => {
  const issued =
    tx.value<number>(
      "SELECT count(*) FROM reservation WHERE work_order_id = ? AND state = 'issued'",
      order.id,
    ) ?? 0;
  if (issued > 0)
    tx.event({
      entity: 'work_order',
      entityId: order.id,
      workOrderId: order.id,
      kind: 'parts.recalled',
      params: { count: issued },
    });
};
