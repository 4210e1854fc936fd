import type { Tx } from '../../../db/tx.ts';
import { splitEvenly } from '../../../domain/money/split.ts';
import { getSetting } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { findOpenVisit, getVisit, noteVisit, type VisitRow } from './visit-row.ts';

export interface PersonShare {
  staffId: string;
  part: 'lead' | 'helper' | 'apprentice';
  shareMilli: number;
}

/** A trip to be made: business day, slot and window (UTC ms), and who goes. */
export interface TripPlan {
  day: string;
  slotId: string | null;
  startAt: number | null;
  endAt: number | null;
  people: readonly PersonShare[];
}

/** What of an order says whether somebody is to go there, and when. */
export type Booked = Pick<
  OrderRow,
  | 'id'
  | 'key_id'
  | 'visits'
  | 'appointment_state'
  | 'appointment_day'
  | 'appointment_slot_id'
  | 'appointment_start_at'
  | 'appointment_end_at'
>;

/**
 * Keeps the planned trip in step with booking and assignment: someone assigned and a time agreed make one, either
 * missing voids it, a change of either moves it. A trip under way is left alone. Answers columns of the order to set.
 */
export function keepPlan(
  tx: Tx,
  order: Booked,
  staffId: string | null,
  options: { helperIds?: readonly string[]; reason?: string } = {},
): { visits?: number } {
  const open = findOpenVisit(tx, order.id);
  if (open !== null && open.state !== 'planned') return {};
  const { appointment_day: day } = order;
  if (staffId === null || day === null || order.appointment_state !== 'agreed' || isUsed(tx, order)) {
    if (open === null) return {};
    dropPlanned(tx, open, options.reason ?? null);
    return { visits: Math.max(0, order.visits - 1) };
  }
  const plan: TripPlan = {
    day,
    slotId: order.appointment_slot_id,
    startAt: order.appointment_start_at,
    endAt: order.appointment_end_at,
    people: sharesOf(tx, staffId, options.helperIds ?? []),
  };
  if (open === null) {
    insertPlanned(tx, order, plan);
    return { visits: order.visits + 1 };
  }
  const lead = tx.value<string>(
    "SELECT staff_id FROM visit_person WHERE visit_id = ? AND part = 'lead'",
    open.id,
  );
  // Helpers that somebody chose stay with the trip while its leader does.
  const stays = lead === staffId && options.helperIds === undefined;
  movePlanned(tx, open, stays ? { ...plan, people: [] } : plan);
  return {};
}

/** The agreed window was made use of already: a trip that began in it has ended. */
const isUsed = (tx: Tx, order: Booked): boolean =>
  tx.get(
    "SELECT 1 FROM visit WHERE work_order_id = ? AND state = 'ended' AND day = ? AND planned_start_at IS ?",
    order.id,
    order.appointment_day,
    order.appointment_start_at,
  ) !== undefined;

const columnsOf = (plan: TripPlan) => ({
  day: plan.day,
  slot_id: plan.slotId,
  planned_start_at: plan.startAt,
  planned_end_at: plan.endAt,
});

/** A new trip; papers that are out for this order and belong to no trip yet are this one's. */
export function insertPlanned(tx: Tx, order: Pick<OrderRow, 'id' | 'key_id'>, plan: TripPlan): VisitRow {
  const visitNo =
    1 +
    (tx.value<number>('SELECT coalesce(max(visit_no), 0) FROM visit WHERE work_order_id = ?', order.id) ?? 0);
  const id = tx.insert('visit', {
    work_order_id: order.id,
    visit_no: visitNo,
    ...columnsOf(plan),
    key_id: order.key_id,
  });
  setPeople(tx, id, plan.people);
  for (const slip of tx.all<{ id: string }>(
    "SELECT s.id FROM slip s LEFT JOIN visit v ON v.id = s.visit_id WHERE s.work_order_id = ? AND s.state IN ('made', 'out') AND (v.id IS NULL OR v.state = 'void')",
    order.id,
  ))
    tx.update('slip', slip.id, { visit_id: id });
  const visit = getVisit(tx, id);
  noteVisit(tx, visit, 'visit.planned', { day: plan.day, staffId: plan.people[0]?.staffId ?? null });
  return visit;
}

/** The planned trip at another time or by others; without people those of before go. Nothing new writes nothing. */
export function movePlanned(tx: Tx, visit: VisitRow, plan: TripPlan): VisitRow {
  const now = tx.get(
    'SELECT 1 FROM visit WHERE id = ? AND day = ? AND slot_id IS ? AND planned_start_at IS ? AND planned_end_at IS ?',
    visit.id,
    plan.day,
    plan.slotId,
    plan.startAt,
    plan.endAt,
  );
  if (now !== undefined && plan.people.length === 0) return visit;
  tx.update('visit', visit.id, columnsOf(plan));
  if (plan.people.length > 0) setPeople(tx, visit.id, plan.people);
  const moved = getVisit(tx, visit.id);
  noteVisit(tx, moved, 'visit.changed', { day: plan.day });
  return moved;
}

function dropPlanned(tx: Tx, visit: VisitRow, reason: string | null): void {
  tx.update('visit', visit.id, { state: 'void', cause_code: reason });
  noteVisit(tx, getVisit(tx, visit.id), 'visit.dropped', { reason });
}

/** Shares by the outlet's split: who leads, and everyone who helps. Sums to 1000. */
export function sharesOf(tx: Tx, leadId: string, helperIds: readonly string[]): PersonShare[] {
  const helpers = helperIds.filter((id) => id !== leadId);
  if (helpers.length === 0) return [{ staffId: leadId, part: 'lead', shareMilli: 1000 }];
  const leadMilli = getSetting<number>(tx, 'outlet', 'lead_share_milli', 600);
  const rest = splitEvenly(1000 - leadMilli, helpers.length);
  return [
    { staffId: leadId, part: 'lead', shareMilli: leadMilli },
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
