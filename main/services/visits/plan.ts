import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { splitEvenly } from '../../../domain/money/split.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getSetting, getZone } from '../masters.ts';
import { writeOrder } from '../orders/core/apply-action.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { findOpenVisit, getVisit, noteVisit, type VisitRow } from './visit-row.ts';

export interface PersonShare {
  staffId: string;
  part: 'lead' | 'helper' | 'apprentice';
  shareMilli: number;
}

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
    slot_id: order.appointment_slot_id,
    planned_start_at: startAt,
    planned_end_at: endAt,
  };
  const open = findOpenVisit(tx, order.id);
  if (open !== null) {
    if (open.state !== 'planned') throw new Fault('visit_step', { state: open.state, step: 'plan' });
    tx.update('visit', open.id, plan);
    setPeople(tx, open.id, people);
    const visit = getVisit(tx, open.id);
    noteVisit(tx, visit, 'visit.changed', { day: plan.day });
    return { visit, order };
  }
  const visitNo =
    1 +
    (tx.value<number>('SELECT coalesce(max(visit_no), 0) FROM visit WHERE work_order_id = ?', order.id) ?? 0);
  const id = tx.insert('visit', {
    work_order_id: order.id,
    visit_no: visitNo,
    ...plan,
    key_id: order.key_id,
  });
  setPeople(tx, id, people);
  const visit = getVisit(tx, id);
  noteVisit(tx, visit, 'visit.planned', { day: plan.day, staffId: people[0]?.staffId ?? null });
  const next = writeOrder(
    tx,
    order,
    { visits: order.visits + 1 },
    { kind: 'order.visit_planned', params: { visitNo } },
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
  const helpers = (input.helperIds ?? []).filter((id) => id !== order.staff_id);
  if (helpers.length === 0) return [{ staffId: order.staff_id, part: 'lead', shareMilli: 1000 }];
  const leadMilli = getSetting<number>(tx, 'outlet', 'lead_share_milli', 600);
  const rest = splitEvenly(1000 - leadMilli, helpers.length);
  return [
    { staffId: order.staff_id, part: 'lead', shareMilli: leadMilli },
    ...helpers.map((staffId, at): PersonShare => ({ staffId, part: 'helper', shareMilli: rest[at] ?? 0 })),
  ];
}

/** Replaces who goes. */
export function setPeople(tx: Tx, visitId: string, people: readonly PersonShare[]): void {
  for (const row of tx.all<{ id: string }>('SELECT id FROM visit_person WHERE visit_id = ?', visitId))
    tx.remove('visit_person', row.id);
  for (const person of people)
    tx.insert('visit_person', {
      visit_id: visitId,
      staff_id: person.staffId,
      part: person.part,
      share_milli: person.shareMilli,
    });
}
