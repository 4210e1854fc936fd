import type { Tx } from '../../../../db/tx.ts';
import type { OrderPlan, PlannedAppointment } from '../../../../db/seed/history/plan-types.ts';

interface Facts {
  orderId: string;
  customerId: string;
  keyId: number;
  phone: string;
  machineIds: readonly string[];
}

/** The trip that is agreed and has not begun, as the program plans it when somebody is given a booked order. */
export function plannedTrip(plan: OrderPlan): PlannedAppointment | null {
  const slot = plan.appointments.at(-1);
  const last = plan.visits.at(-1);
  if (slot === undefined || plan.staffId === null || plan.sideState !== null || plan.hold !== null)
    return null;
  if (plan.state !== 'dispatched' && plan.state !== 'accepted') return null;
  return last === undefined || last.endedAt !== null ? slot : null;
}

/** Calls, appointments, holds, assignment, trips and the slip of one order. Answers the id of its last visit. */
export function writeVisits(tx: Tx, plan: OrderPlan, facts: Facts): string | null {
  const { orderId } = facts;
  for (const call of plan.calls)
    tx.insert('call_log', {
      work_order_id: orderId,
      customer_id: facts.customerId,
      key_id: facts.keyId,
      number: facts.phone,
      direction: 'out',
      result: call.result,
      seconds: call.seconds,
      staff_id: plan.steps[0]?.staffId ?? null,
      next_call_at: call.nextAt,
      at: call.at,
    });
  plan.appointments.forEach((slot, index) =>
    tx.insert('appointment', {
      work_order_id: orderId,
      change_no: index + 1,
      state: slot.state,
      day: slot.day,
      slot_id: slot.slotId,
      start_at: slot.startAt,
      end_at: slot.endAt,
      reason_code: slot.reasonCode,
      fault_of: slot.faultOf,
      source: 'call',
      at: slot.at,
    }),
  );
  if (plan.source.urgedAt !== null && plan.source.urgedAt > plan.receivedAt)
    tx.insert('urge', {
      work_order_id: orderId,
      from_whom: 'user',
      key_id: facts.keyId,
      answered_at: plan.source.urgedAt + 900_000 < plan.lastAt ? plan.source.urgedAt + 900_000 : null,
      at: plan.source.urgedAt,
    });
  if (plan.hold !== null)
    tx.insert('order_hold', {
      work_order_id: orderId,
      hold_key: plan.hold.key,
      reason_code: plan.hold.reasonCode,
      from_at: plan.hold.fromAt,
    });
  if (plan.assignedAt !== null) insertAssignment(tx, plan, orderId);
  return insertVisits(tx, plan, facts);
}

function insertAssignment(tx: Tx, plan: OrderPlan, orderId: string): void {
  const isOver = plan.sideState === 'cancelled' || plan.sideState === 'intercepted';
  const state =
    plan.finishedAt !== null
      ? 'done'
      : isOver
        ? 'returned'
        : plan.acceptedAt === null
          ? 'offered'
          : 'accepted';
  tx.insert('assignment', {
    work_order_id: orderId,
    assign_no: 1,
    staff_id: plan.staffId,
    sub_shop_id: plan.subShopId,
    state,
    accepted_at: plan.acceptedAt,
    ended_at: plan.finishedAt ?? (isOver ? plan.lastAt : null),
    at: plan.assignedAt,
  });
}

function insertVisits(tx: Tx, plan: OrderPlan, facts: Facts): string | null {
  let last: string | null = null;
  plan.visits.forEach((trip, index) => {
    const isLast = index === plan.visits.length - 1;
    const cut = trip.endedAt === null && plan.sideState !== null;
    last = tx.insert('visit', {
      work_order_id: facts.orderId,
      visit_no: index + 1,
      state: cut
        ? 'void'
        : trip.endedAt !== null
          ? 'ended'
          : trip.arrivedAt !== null
            ? 'arrived'
            : 'departed',
      day: trip.day,
      slot_id: trip.slotId,
      planned_start_at: trip.startAt,
      planned_end_at: trip.endAt,
      departed_at: trip.departedAt,
      arrived_at: trip.arrivedAt,
      ended_at: trip.endedAt,
      outcome: trip.outcome,
      cause_code: trip.causeCode,
      at_desk: true,
      key_id: facts.keyId,
    });
    if (plan.staffId !== null)
      tx.insert('visit_person', { visit_id: last, staff_id: plan.staffId, part: 'lead', share_milli: 1000 });
    if (isLast && plan.finishedAt !== null)
      for (const machineId of facts.machineIds)
        tx.insert('visit_machine', {
          visit_id: last,
          machine_line_id: machineId,
          result_code: plan.resultCode,
          outcome: 'done',
        });
  });
  const next = plannedTrip(plan);
  if (next !== null) {
    const id = tx.insert('visit', {
      work_order_id: facts.orderId,
      visit_no: plan.visits.length + 1,
      day: next.day,
      slot_id: next.slotId,
      planned_start_at: next.startAt,
      planned_end_at: next.endAt,
      key_id: facts.keyId,
    });
    tx.insert('visit_person', { visit_id: id, staff_id: plan.staffId, part: 'lead', share_milli: 1000 });
  }
  return last;
}
