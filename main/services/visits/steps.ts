import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { VisitOutcomeCode } from '../../../domain/visits/outcomes.ts';
import type { StepPayload } from '../../platforms/adapter.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { writeOrder } from '../orders/core/apply-action.ts';
import { getOrder, stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { assertMayTouch, orderToChange } from '../orders/scope.ts';
import { enqueueStep, workerOf } from '../sync/effects.ts';
import { cleanCode, refuseUsedCodes } from './codes.ts';
import { addExtras, type ExtraEntry } from './extras.ts';
import { followUp, writeMachines } from './outcome.ts';
import { planVisit } from './plan.ts';
import { completePayload } from './upstream.ts';
import { getVisit, noteVisit, visitDone, type VisitRow } from './visit-row.ts';

interface Target {
  visitId: string;
  version: number;
}

const lateMs = 10 * 60_000;

/** The visit of a command with its order, in reach of the person. Faults: `not_found`, `conflict`, `forbidden`. */
function openTarget(ctx: ServiceContext, tx: Tx, target: Target): { visit: VisitRow; order: OrderRow } {
  const visit = getVisit(tx, target.visitId);
  if (visit.version !== target.version) throw new Fault('conflict', { entity: 'visit', id: visit.id });
  const order = getOrder(tx, visit.work_order_id);
  assertMayTouch(ctx, 'visits.write', order);
  return { visit, order };
}

function need(visit: VisitRow, step: string, states: readonly VisitRow['state'][]): void {
  if (!states.includes(visit.state)) throw new Fault('visit_step', { state: visit.state, step });
}

/** A time a person names: not in the future; long after the fact means that it was keyed at a desk. */
function timeOf(tx: Tx, at: number | null): { at: number; late: boolean } {
  if (at === null) return { at: tx.at, late: false };
  if (at > tx.at + 60_000) throw new Fault('visit_times', { problem: 'future' });
  return { at, late: tx.at - at > lateMs };
}

/** Columns that say «桌面补录» and by whom. */
const atDesk = (tx: Tx, late: boolean) => (late ? { at_desk: true, keyed_by: tx.staffId } : {});

export function keyedBy(tx: Tx): string {
  return tx.value<string>('SELECT name FROM staff WHERE id = ?', tx.staffId) ?? '';
}

export const stepHandlers = {
  'visits.plan': (ctx, input) =>
    runCommand(ctx, 'visits.plan', (tx) => {
      const order = orderToChange(ctx, tx, 'visits.write', { id: input.orderId, version: input.version });
      const planned = planVisit(tx, order, input);
      return visitDone(planned.visit, planned.order);
    }),
  'visits.depart': (ctx, input) =>
    runCommand(ctx, 'visits.depart', (tx) => {
      const { visit, order } = openTarget(ctx, tx, input);
      need(visit, 'depart', ['planned']);
      if (stateOf(order) !== 'accepted')
        throw new Fault('visit_not_here', { number: order.number, state: stateOf(order) });
      const { at, late } = timeOf(tx, input.at);
      tx.update('visit', visit.id, { state: 'departed', departed_at: at, ...atDesk(tx, late) });
      const now = getVisit(tx, visit.id);
      noteVisit(tx, now, 'visit.departed', { at });
      const next = writeOrder(tx, order, firstOf(order, 'departed_at', at), {
        kind: 'order.departed',
        params: { visitNo: now.visit_no },
      });
      return visitDone(now, next);
    }),
  'visits.arrive': (ctx, input) => {
    const done = runCommand(ctx, 'visits.arrive', (tx) => {
      const { visit, order } = openTarget(ctx, tx, input);
      need(visit, 'arrive', ['planned', 'departed']);
      if (stateOf(order) !== 'accepted')
        throw new Fault('visit_not_here', { number: order.number, state: stateOf(order) });
      const { at, late } = timeOf(tx, input.at);
      if (visit.departed_at !== null && at < visit.departed_at)
        throw new Fault('visit_times', { problem: 'arrived_before_departed' });
      const place =
        input.latitude === null || input.longitude === null
          ? null
          : { latitude: input.latitude, longitude: input.longitude, offM: input.offM };
      tx.update('visit', visit.id, {
        state: 'arrived',
        arrived_at: at,
        place,
        place_off_m: input.offM,
        ...atDesk(tx, late),
      });
      const now = getVisit(tx, visit.id);
      noteVisit(tx, now, 'visit.arrived', { at, offM: input.offM });
      signIn(tx, order, at, late, place);
      const next = writeOrder(tx, order, firstOf(order, 'arrived_at', at), {
        kind: 'order.arrived',
        params: { visitNo: now.visit_no },
      });
      return visitDone(now, next);
    });
    ctx.host.kick('outbox');
    return done;
  },
  'visits.end': (ctx, input) => {
    const done = runCommand(ctx, 'visits.end', (tx) => {
      const { visit, order } = openTarget(ctx, tx, input);
      need(visit, 'end', ['departed', 'arrived']);
      const { at, late } = timeOf(tx, input.at);
      return endVisit(tx, visit, order, { ...input, at, late });
    });
    ctx.host.kick('outbox');
    return done;
  },
  'visits.drop': (ctx, input) =>
    runCommand(ctx, 'visits.drop', (tx) => {
      const { visit, order } = openTarget(ctx, tx, input);
      need(visit, 'drop', ['planned', 'departed']);
      tx.update('visit', visit.id, { state: 'void', cause_code: input.reasonCode });
      const now = getVisit(tx, visit.id);
      noteVisit(tx, now, 'visit.dropped', { reason: input.reasonCode });
      const next = writeOrder(
        tx,
        order,
        { visits: Math.max(0, order.visits - 1) },
        { kind: 'order.visit_dropped', params: { visitNo: now.visit_no, reason: input.reasonCode } },
      );
      return visitDone(now, next);
    }),
} satisfies Handlers;

/** The order keeps the first of several departures and arrivals. */
export function firstOf(
  order: OrderRow,
  column: 'departed_at' | 'arrived_at',
  at: number,
): Record<string, number> {
  const known = (order as unknown as Record<string, number | null>)[column];
  return known === null || known === undefined || at < known ? { [column]: at } : {};
}

/** Told upstream as `sign_in`; what is keyed later says by whom. */
export function signIn(
  tx: Tx,
  order: OrderRow,
  at: number,
  late: boolean,
  place: { latitude: string; longitude: string } | null,
): void {
  const payload: StepPayload = {
    ...(order.staff_id === null ? {} : { worker: workerOf(tx, order.connection_id, order.staff_id) }),
    ...(place === null ? {} : { latitude: place.latitude, longitude: place.longitude }),
    ...(late ? { deskEntryBy: keyedBy(tx) } : {}),
  };
  enqueueStep(tx, order.id, 'sign_in', payload, at);
}

interface EndInput {
  at: number;
  late: boolean;
  outcome: VisitOutcomeCode;
  causeCode: string | null;
  machines: Parameters<typeof writeMachines>[3];
  extras: readonly ExtraEntry[];
  note: string;
  nextContactAt: number | null;
}

/** Ends a trip: machines, extras, and what follows for the order. Fault `visit_times`, those of `writeMachines`. */
export function endVisit(tx: Tx, visit: VisitRow, order: OrderRow, input: EndInput) {
  const began = visit.arrived_at ?? visit.departed_at;
  if (began !== null && input.at < began) throw new Fault('visit_times', { problem: 'ended_before_arrived' });
  const machines = input.machines.map((entry) => ({
    ...entry,
    indoorCode: cleanCode(entry.indoorCode),
    outdoorCode: cleanCode(entry.outdoorCode),
  }));
  refuseUsedCodes(tx, order.id, machines);
  tx.update('visit', visit.id, {
    state: 'ended',
    ended_at: input.at,
    arrived_at: visit.arrived_at ?? input.at,
    outcome: input.outcome,
    cause_code: input.causeCode,
    note: input.note,
    ...atDesk(tx, input.late),
  });
  writeMachines(tx, visit, input.outcome, machines);
  addExtras(tx, order, visit, input.extras);
  const now = getVisit(tx, visit.id);
  noteVisit(tx, now, 'visit.ended', { at: input.at, outcome: input.outcome, cause: input.causeCode });
  const next = followUp(tx, getOrder(tx, order.id), {
    ...input,
    upstream: completePayload(tx, order.id, { deskEntryBy: input.late ? keyedBy(tx) : null }),
  });
  return visitDone(getVisit(tx, visit.id), next);
}
