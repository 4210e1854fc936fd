import type { Effect } from '../orders/core/apply-action.ts';
import { keepPlan } from './keep-plan.ts';

/** Someone is given the order: where a time is agreed, his trip is planned or the other's becomes his. */
export const planTrip: Effect = (tx, { order, input }) => {
  const { staffId, helperId } = input.params ?? {};
  const helperIds = typeof helperId === 'string' && helperId !== '' ? { helperIds: [helperId] } : {};
  return keepPlan(tx, order, typeof staffId === 'string' && staffId !== '' ? staffId : null, {
    ...helperIds,
    reason: input.action,
  });
};

/** Nobody goes there for now: what was planned is void. A trip under way stays what it is. */
export const dropTrip: Effect = (tx, { order, input }) => keepPlan(tx, order, null, { reason: input.action });
