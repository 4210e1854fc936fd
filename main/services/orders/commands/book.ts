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
import { assertRoom } from '../../dispatch/free-slots.ts';
import { suspect } from '../calls/suspect.ts';
import { writeOrder } from '../core/apply-action.ts';
import type { OrderRow } from '../core/order-row.ts';
import { beginStep, endStep, keepBatch } from '../core/undo.ts';
import { orderToChange } from '../scope.ts';
import { doneOf } from './states.ts';

export interface BookInput {
  day: string;
  slotId: string | null;
  startAt: number | null;
  endAt: number | null;
  causeCode: string | null;
  callId: string | null;
  /** Whose fault a change is, where a person says so; else the cause says. */
  faultOf?: FaultOf | null;
  /** Bookings of other orders of the household in the same command: one decision, not many. */
  together?: readonly string[];
  /** Passed by a person who saw it: written into the event. */
  passed?: string | null;
  /** The batch that takes it back. */
  undoId?: string;
}

type FaultOf = 'none' | 'user' | 'outlet' | 'person' | 'platform';

/** The window meant: an exact one, or that of a slot on a day in the outlet's zone. */
export function windowOf(
  tx: Tx,
  input: Pick<BookInput, 'day' | 'slotId' | 'startAt' | 'endAt'>,
): { startAt: number; endAt: number; day: string } {
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

/** Books an order or changes its booking, before or after anyone is assigned. Told upstream as `reserve`. */
export function bookOrder(tx: Tx, order: OrderRow, input: BookInput): OrderRow {
  const { startAt, endAt, day } = windowOf(tx, input);
  if (endAt < tx.at) throw new Fault('appointment_past', { day });
  if (input.slotId !== null) assertOpen(tx, day, input.slotId);
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
  const faultOf: FaultOf = !changing
    ? 'none'
    : (input.faultOf ?? (cause?.counts_against === 'outlet' ? 'outlet' : 'user'));
  const callId = input.callId === null ? lastAnswered(tx, order) : getCallOf(tx, order, input.callId);
  const step: AppointmentStep = changing
    ? { kind: 'change', startAt, endAt, ours: faultOf === 'outlet' || faultOf === 'person' }
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
    fault_of: faultOf,
    source: callId === null ? 'desk' : 'call',
    call_id: callId,
    suspicious: suspect(tx, order, input.together ?? []),
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
    // What was to be asked for is agreed; a later call has its own time again
    next_contact_at: null,
  };
  return writeOrder(
    tx,
    order,
    { ...booked, ...followBooking(tx, order, booked) },
    {
      kind: changing ? 'order.rebooked' : 'order.booked',
      params: {
        day,
        startAt,
        endAt,
        reason: input.causeCode,
        callId,
        ...(input.passed == null ? {} : { override: input.passed }),
        ...(input.undoId === undefined ? {} : { undoId: input.undoId }),
      },
    },
  );
}

/** A slot nobody may book on that day: said in one sentence, whoever asks. */
function assertOpen(tx: Tx, day: string, slotId: string): void {
  const shut = tx.get<{ from_clock: string; to_clock: string }>(
    `SELECT l.from_clock, l.to_clock FROM slot_closed c JOIN slot l ON l.id = c.slot_id
     WHERE c.day = ? AND c.slot_id = ? AND c.capacity IS NULL AND c.team_id IS NULL AND c.reopened_at IS NULL`,
    day,
    slotId,
  );
  if (shut !== undefined)
    throw new Fault('slot_closed', { day, slot: `${shut.from_clock}–${shut.to_clock}` });
}

/** The call named as evidence, if it was with this user. */
function getCallOf(tx: Tx, order: OrderRow, callId: string): string {
  const call = tx.get<{ customer_id: string | null }>(
    'SELECT customer_id FROM call_log WHERE id = ?',
    callId,
  );
  if (call === undefined || call.customer_id !== order.customer_id)
    throw new Fault('not_found', { entity: 'call_log', id: callId });
  return callId;
}

/** The user was spoken to a moment ago: that call is the evidence without anybody naming it. */
const lastAnswered = (tx: Tx, order: OrderRow): string | null =>
  tx.value<string>(
    "SELECT id FROM call_log WHERE customer_id = ? AND result = 'connected' AND at > ? ORDER BY at DESC LIMIT 1",
    order.customer_id,
    tx.at - evidenceMs,
  ) ?? null;
const evidenceMs = 2 * 3_600_000;

/** Books an order and what of its household goes with it, against the free capacity of the slot. */
export function bookInRoom(
  tx: Tx,
  order: OrderRow,
  input: BookInput & { override: boolean },
  others: readonly OrderRow[] = [],
): { order: OrderRow; others: OrderRow[] } {
  const window = windowOf(tx, input);
  const all = [order, ...others];
  const passed = assertRoom(tx, order, { ...window, slotId: input.slotId }, tx.at, {
    override: input.override,
    count: all.length,
    without: all.map((one) => one.id),
  });
  const together = all.map((one) => one.id);
  const book = (one: OrderRow) => bookOrder(tx, one, { ...input, passed, together });
  return { order: book(order), others: others.map(book) };
}

export const bookHandlers = {
  'orders.book': (ctx, input) => {
    const done = runCommand(ctx, 'orders.book', (tx) => {
      const read = (one: { id: string; version: number }) =>
        orderToChange(ctx, tx, 'appointments.write', one);
      const order = read(input);
      const others = input.together.filter((one) => one.id !== order.id).map(read);
      for (const other of others) assertHousehold(tx, order, other);
      const { together: _together, ...wanted } = input;
      const batchId = tx.newId();
      const steps = [order, ...others].map((one) => beginStep(tx, one, 'book'));
      const booked = bookInRoom(tx, order, { ...wanted, undoId: batchId }, others);
      const after = [booked.order, ...booked.others];
      keepBatch(
        tx,
        batchId,
        'orders.book',
        steps.map((step, at) => endStep(tx, step, after[at] ?? order)),
      );
      return { ...doneOf(booked.order), together: booked.others.map(doneOf), batchId };
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;

/** Only doors that are one door are booked in one go. */
function assertHousehold(tx: Tx, order: OrderRow, other: OrderRow): void {
  if (order.customer_id === other.customer_id) return;
  const same = tx.get(
    "SELECT 1 FROM address a JOIN address b ON b.normal = a.normal WHERE a.id = ? AND b.id = ? AND a.normal <> ''",
    order.address_id,
    other.address_id,
  );
  if (same === undefined) throw new Fault('input_invalid', { field: 'together', problem: 'household' });
}
