import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { writeOrder } from '../orders/core/apply-action.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { insertPlanned, movePlanned, sharesOf, type PersonShare } from './keep-plan.ts';
import { findOpenVisit, type VisitRow } from './visit-row.ts';

export { setPeople, type PersonShare } from './keep-plan.ts';

export interface PlanInput {
  /** Business day; the appointment's, else today. */
  day?: string | null;
  startAt?: number | null;
  endAt?: number | null;
  /** Who goes; without a word the one assigned goes alone. */
  people?: readonly PersonShare[];
  /** Helpers beside the one assigned; shares by the outlet's split. */
  helperIds?: readonly string[];
}

const mayPlan = ['ready', 'dispatched', 'accepted'];

/**
 * The next trip of an order. A trip that is planned already is changed rather than planned twice. Writes the order's
 * count of visits. Faults: `visit_not_here`, `visit_nobody`, `visit_shares`, `visit_step` (someone is under way).
 */
export function planVisit(
  tx: Tx,
  order: OrderRow,
  input: PlanInput = {},
): { visit: VisitRow; order: OrderRow } {
  if (!mayPlan.includes(stateOf(order)))
    throw new Fault('visit_not_here', { number: order.number, state: stateOf(order) });
  const people = peopleOf(tx, order, input);
  const startAt = input.startAt ?? order.appointment_start_at;
  const endAt = input.endAt ?? order.appointment_end_at;
  if (startAt !== null && endAt !== null && endAt <= startAt)
    throw new Fault('visit_times', { problem: 'end_before_start' });
  const plan = {
    day: input.day ?? order.appointment_day ?? businessDay(tx.at, getZone(tx)),
    slotId: order.appointment_slot_id,
    startAt,
    endAt,
    people,
  };
  const open = findOpenVisit(tx, order.id);
  if (open !== null) {
    if (open.state !== 'planned') throw new Fault('visit_step', { state: open.state, step: 'plan' });
    return { visit: movePlanned(tx, open, plan), order };
  }
  const visit = insertPlanned(tx, order, plan);
  const next = writeOrder(
    tx,
    order,
    { visits: order.visits + 1 },
    { kind: 'order.visit_planned', params: { visitNo: visit.visit_no } },
  );
  return { visit, order: next };
}

/** Shares that sum to 1000, one lead. Faults: `visit_shares` {sum}, `visit_nobody`. */
function peopleOf(tx: Tx, order: OrderRow, input: PlanInput): readonly PersonShare[] {
  const given = input.people ?? [];
  if (given.length > 0) {
    const sum = given.reduce((total, person) => total + person.shareMilli, 0);
    const leads = given.filter((person) => person.part === 'lead').length;
    if (sum !== 1000 || leads !== 1) throw new Fault('visit_shares', { sum });
    return given;
  }
  if (order.staff_id === null) throw new Fault('visit_nobody', { number: order.number });
  return sharesOf(tx, order.staff_id, input.helperIds ?? []);
}
