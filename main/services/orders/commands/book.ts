import {
  computeAppointment,
  type Appointment,
  type AppointmentStep,
} from '../../../../domain/orders/appointment.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { atLocal, businessDay, parseClock } from '../../../../domain/time/business-day.ts';
import type { Tx } from '../../../../db/tx.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { getZone } from '../../masters.ts';
import { enqueueStep, workerOf } from '../../sync/effects.ts';
import { followBooking } from '../../visits/follow-booking.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder, type OrderRow } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';
import { doneOf } from './states.ts';

export interface BookInput {
  day: string;
  slotId: string | null;
  startAt: number | null;
  endAt: number | null;
  causeCode: string | null;
  callId: string | null;
}

/** The window meant: an exact one, or that of a slot on a day in the outlet's zone. */
function windowOf(tx: Tx, input: BookInput): { startAt: number; endAt: number; day: string } {
  const zone = getZone(tx);
  if (input.startAt !== null && input.endAt !== null)
    return { startAt: input.startAt, endAt: input.endAt, day: businessDay(input.startAt, zone) };
  const slot =
    input.slotId === null
      ? undefined
      : tx.get<{ from_clock: string; to_clock: string }>(
          'SELECT from_clock, to_clock FROM slot WHERE id = ? AND retired_at IS NULL',
          input.slotId,
        );
  if (slot === undefined) throw new Fault('not_found', { entity: 'slot', id: input.slotId ?? '' });
  return {
    startAt: atLocal(input.day, parseClock(slot.from_clock) ?? 0, zone),
    endAt: atLocal(input.day, parseClock(slot.to_clock) ?? 0, zone),
    day: input.day,
  };
}

/** Things that look like a booking nobody made: no call before it, or several in the same minute by one person. */
function suspicion(tx: Tx, order: OrderRow): string | null {
  if (order.calls === 0 && order.connection_id !== null) return 'no_call';
  const sameMinute =
    tx.value<number>(
      "SELECT count(*) FROM appointment WHERE staff_id IS ? AND at > ? AND state IN ('agreed', 'changed')",
      tx.staffId,
      tx.at - 60_000,
    ) ?? 0;
  return sameMinute >= 6 ? 'same_minute' : null;
}

/** Books an order or changes its booking, before or after anyone is assigned. Told upstream as `reserve`. */
export function bookOrder(tx: Tx, order: OrderRow, input: BookInput): OrderRow {
  const { startAt, endAt, day } = windowOf(tx, input);
  if (endAt < tx.at) throw new Fault('appointment_past', { day });
  const now: Appointment = {
    status: order.appointment_state,
    startAt: order.appointment_start_at,
    endAt: order.appointment_end_at,
    changes: order.appointment_changes,
    changesOurs: 0,
  };
  const changing = order.appointment_state === 'agreed' || order.appointment_state === 'missed';
  const cause =
    input.causeCode === null
      ? undefined
      : tx.get<{ counts_against: string }>(
          "SELECT counts_against FROM reason_code WHERE kind = 'reschedule' AND code = ?",
          input.causeCode,
        );
  if (changing && cause === undefined)
    throw new Fault('reason_unknown', { kind: 'reschedule', code: input.causeCode ?? '' });
  const step: AppointmentStep = changing
    ? { kind: 'change', startAt, endAt, ours: cause?.counts_against === 'outlet' }
    : { kind: 'agree', startAt, endAt };
  const next = computeAppointment(now, step);
  tx.insert('appointment', {
    work_order_id: order.id,
    change_no:
      1 +
      (tx.value<number>(
        'SELECT coalesce(max(change_no), 0) FROM appointment WHERE work_order_id = ?',
        order.id,
      ) ?? 0),
    state: changing ? 'changed' : 'agreed',
    day,
    slot_id: input.slotId,
    start_at: startAt,
    end_at: endAt,
    reason_code: input.causeCode,
    fault_of: !changing ? 'none' : cause?.counts_against === 'outlet' ? 'outlet' : 'user',
    source: input.callId === null ? 'desk' : 'call',
    call_id: input.callId,
    suspicious: suspicion(tx, order),
    staff_id: tx.staffId,
    at: tx.at,
  });
  enqueueStep(tx, order.id, 'reserve', {
    slotStartAt: startAt,
    slotEndAt: endAt,
    ...(order.staff_id === null ? {} : { worker: workerOf(tx, order.connection_id, order.staff_id) }),
    ...(input.causeCode === null ? {} : { reasonCode: input.causeCode }),
  });
  const booked = {
    appointment_state: next.status,
    appointment_day: day,
    appointment_slot_id: input.slotId,
    appointment_start_at: startAt,
    appointment_end_at: endAt,
    appointment_changes: next.changes,
  };
  return writeOrder(
    tx,
    order,
    { ...booked, ...followBooking(tx, order, booked) },
    {
      kind: changing ? 'order.rebooked' : 'order.booked',
      params: { day, startAt, endAt, reason: input.causeCode },
    },
  );
}

export const bookHandlers = {
  'orders.book': (ctx, input) => {
    const done = runCommand(ctx, 'orders.book', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'appointments.write', order);
      if (order.version !== input.version)
        throw new Fault('conflict', { entity: 'work_order', id: order.id });
      return doneOf(bookOrder(tx, order, input));
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
