import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { CheckedInputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { writeFees } from '../money/compute.ts';
import { recordTaking } from '../money/takings.ts';
import { applyAction, writeOrder } from '../orders/core/apply-action.ts';
import { getOrder, stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { writeExchange } from '../parts/exchange.ts';
import { applyPartUse } from '../parts/use.ts';
import { voidWords } from '../paper/build/common.ts';
import { cleanCode, refuseUsedCodes } from './codes.ts';
import { keepDevices } from './device.ts';
import { addExtras } from './extras.ts';
import { followUp, writeMachines } from './outcome.ts';
import { planVisit, setPeople, type PersonShare } from './plan.ts';
import { attachShots, proofItems, verifyIfMet, writeProof } from './proof.ts';
import { refreshSearch } from './search.ts';
import { firstOf, keyedBy, signIn } from './steps.ts';
import { completePayload } from './upstream.ts';
import { findOpenVisit, getVisit, noteVisit, type VisitRow } from './visit-row.ts';

type Input = CheckedInputOf<'visits.returnSlip'>;

interface SlipRow {
  id: string;
  version: number;
  number: string;
  state: string;
  work_order_id: string;
  visit_id: string | null;
  back_at: number | null;
  keyed_by: string | null;
  void_reason: string | null;
}

/** Whoever is second learns who was first. Faults: `slip_keyed`, `slip_void`, `conflict`, `not_found`. */
function takeSlip(tx: Tx, id: string, version: number): SlipRow {
  const slip = tx.get<SlipRow>('SELECT * FROM slip WHERE id = ?', id);
  if (slip === undefined) throw new Fault('not_found', { entity: 'slip', id });
  if (slip.state === 'keyed') {
    const by = tx.value<string>('SELECT name FROM staff WHERE id = ?', slip.keyed_by) ?? '';
    throw new Fault('slip_keyed', { number: slip.number, by });
  }
  if (slip.state === 'void')
    throw new Fault('slip_void', { number: slip.number, reason: voidWords(tx, slip.void_reason, 'zh') });
  if (slip.version !== version) throw new Fault('conflict', { entity: 'slip', id });
  return slip;
}

/** The visit this slip is about, ended or not; one is planned where nobody did. */
function visitOf(
  tx: Tx,
  slip: SlipRow,
  order: OrderRow,
  people: readonly PersonShare[],
): { visit: VisitRow; order: OrderRow } {
  if (slip.visit_id !== null) {
    const own = getVisit(tx, slip.visit_id);
    if (own.state !== 'void') return { visit: own, order };
  }
  const open = findOpenVisit(tx, order.id);
  if (open !== null) return { visit: open, order };
  // Keyed after the visit was ended on the way: the slip belongs to the last trip that no other slip tells about.
  const last = tx.value<string>(
    "SELECT v.id FROM visit v WHERE v.work_order_id = ? AND v.state = 'ended' AND NOT EXISTS (SELECT 1 FROM slip s WHERE s.visit_id = v.id AND s.state = 'keyed') ORDER BY v.visit_no DESC LIMIT 1",
    order.id,
  );
  if (last !== undefined) return { visit: getVisit(tx, last), order };
  return planVisit(tx, order, { people });
}

function checkTimes(tx: Tx, input: Input): void {
  const { departedAt, arrivedAt, finishedAt } = input;
  if (finishedAt > tx.at + 60_000) throw new Fault('visit_times', { problem: 'future' });
  if (arrivedAt > finishedAt) throw new Fault('visit_times', { problem: 'ended_before_arrived' });
  if (departedAt !== null && departedAt > arrivedAt)
    throw new Fault('visit_times', { problem: 'arrived_before_departed' });
}

/**
 * One slip, keyed whole: the trip and who made it, machines with codes and results, parts out of the bag, extras,
 * photos and proof, money, the slip itself, and with them the order's next state. Everything is marked as keyed at a
 * desk and by whom. Anything that does not hold throws, and nothing of it happened.
 */
export function returnSlip(tx: Tx, input: Input) {
  checkTimes(tx, input);
  const slip = takeSlip(tx, input.slipId, input.slipVersion);
  let order = getOrder(tx, slip.work_order_id);
  if (order.version !== input.orderVersion)
    throw new Fault('conflict', { entity: 'work_order', id: order.id });
  // A paper that went out and came back was accepted, whether or not anyone said so.
  if (stateOf(order) === 'dispatched') order = applyAction(tx, { orderId: order.id, action: 'accept' });
  const found = visitOf(tx, slip, order, input.people);
  order = found.order;
  let { visit } = found;
  const ended = visit.state === 'ended';
  if (!ended && stateOf(order) !== 'accepted')
    throw new Fault('visit_not_here', { number: order.number, state: stateOf(order) });
  if (ended && visit.outcome !== input.outcome)
    throw new Fault('visit_machines', { outcome: input.outcome, problem: visit.outcome ?? '' });
  if (input.people.length > 0) checkPeople(input.people);
  visit = writeVisit(tx, visit, order, input);
  if (!ended) {
    const patch = {
      ...(input.departedAt === null ? {} : firstOf(order, 'departed_at', input.departedAt)),
      ...firstOf(order, 'arrived_at', input.arrivedAt),
    };
    order = writeOrder(tx, order, patch, {
      kind: 'order.visit_ended',
      params: { visitNo: visit.visit_no, outcome: input.outcome },
    });
  }
  order = writeWork(tx, order, visit, input);
  const upstream = completePayload(tx, order.id, { deskEntryBy: keyedBy(tx) });
  const wasFinished = stateOf(order) !== 'accepted';
  order = followUp(tx, order, { ...input, upstream });
  // Finished before its paper came: the fees follow what the paper says.
  if (wasFinished && stateOf(order) === 'finished') writeFees(tx, order);
  takeMoney(tx, order, visit, input);
  keySlip(tx, slip, visit, order);
  order = verifyIfMet(tx, getOrder(tx, order.id));
  refreshSearch(tx, order.id);
  return {
    slipId: slip.id,
    slipState: 'keyed',
    visitId: visit.id,
    orderId: order.id,
    orderNumber: order.number,
    orderVersion: order.version,
    orderState: stateOf(order),
    queue: order.queue,
    verified: stateOf(order) === 'verified',
    proof: proofItems(tx, order.id),
  };
}

function checkPeople(people: readonly PersonShare[]): void {
  const sum = people.reduce((total, person) => total + person.shareMilli, 0);
  if (sum !== 1000 || people.filter((person) => person.part === 'lead').length !== 1)
    throw new Fault('visit_shares', { sum });
}

function writeVisit(tx: Tx, visit: VisitRow, order: OrderRow, input: Input): VisitRow {
  if (input.people.length > 0) setPeople(tx, visit.id, input.people);
  // What was told on the way (sign-in, times) stands; the desk fills in the rest.
  if (visit.arrived_at === null) signIn(tx, order, input.arrivedAt, true, null);
  tx.update('visit', visit.id, {
    state: 'ended',
    departed_at: visit.departed_at ?? input.departedAt,
    arrived_at: visit.arrived_at ?? input.arrivedAt,
    ended_at: visit.ended_at ?? input.finishedAt,
    outcome: input.outcome,
    cause_code: input.causeCode,
    code_asked_at: input.codeAskedAt ?? visit.code_asked_at,
    at_desk: true,
    keyed_by: tx.staffId,
    note: input.note,
  });
  const now = getVisit(tx, visit.id);
  noteVisit(tx, now, 'visit.keyed', { at: now.ended_at, outcome: input.outcome, cause: input.causeCode });
  return now;
}

/** Machines, parts, extras, photos and proof. */
function writeWork(tx: Tx, order: OrderRow, visit: VisitRow, input: Input): OrderRow {
  const machines = input.machines.map((entry) => ({
    ...entry,
    indoorCode: cleanCode(entry.indoorCode),
    outdoorCode: cleanCode(entry.outdoorCode),
  }));
  refuseUsedCodes(tx, order.id, machines);
  writeMachines(tx, visit, input.outcome, machines);
  keepDevices(tx, order, visit);
  for (const part of input.parts) applyPartUse(tx, { ...part, visitId: visit.id, workOrderId: order.id });
  for (const one of input.exchanges)
    writeExchange(tx, order, visit.id, {
      ...one,
      outCode: cleanCode(one.outCode) ?? '',
      inCode: cleanCode(one.inCode) ?? '',
    });
  addExtras(
    tx,
    order,
    visit,
    input.extras,
    input.parts.filter((part) => part.payer === 'user'),
  );
  attachShots(tx, order, input.shots, true);
  writeProof(tx, order, visit, {
    outcome: input.outcome,
    code: input.verificationCode,
    signed: input.signed,
    atDesk: true,
  });
  return getOrder(tx, order.id);
}

/** What the user paid at the door, taken by the one who led the visit. */
function takeMoney(tx: Tx, order: OrderRow, visit: VisitRow, input: Input): void {
  const staffId =
    tx.value<string>("SELECT staff_id FROM visit_person WHERE visit_id = ? AND part = 'lead'", visit.id) ??
    order.staff_id;
  for (const payment of input.payments) {
    recordTaking(tx, {
      orderId: order.id,
      visitId: visit.id,
      staffId,
      method: payment.method,
      purpose: 'fee',
      amountFen: payment.amountFen,
      merchantRef: payment.receiptNumber,
    });
  }
}

function keySlip(tx: Tx, slip: SlipRow, visit: VisitRow, order: OrderRow): void {
  tx.update('slip', slip.id, {
    state: 'keyed',
    visit_id: visit.id,
    back_at: slip.back_at ?? tx.at,
    keyed_at: tx.at,
    keyed_by: tx.staffId,
  });
  tx.note({
    entity: 'slip',
    entityId: slip.id,
    params: { number: slip.number, visitNo: visit.visit_no },
    kind: 'slip.keyed',
    workOrderId: order.id,
    visitId: visit.id,
  });
}

/** The paper lies at the desk, to be keyed later. Answers the slip's new version. */
function noteBack(tx: Tx, slip: SlipRow): number {
  const version = tx.update('slip', slip.id, { state: 'back', back_at: tx.at });
  tx.note({
    entity: 'slip',
    entityId: slip.id,
    params: { number: slip.number },
    kind: 'slip.back',
    workOrderId: slip.work_order_id,
  });
  return version;
}

export const returnHandlers = {
  'visits.returnSlip': (ctx, input) => {
    const done = runCommand(ctx, 'visits.returnSlip', (tx) => returnSlip(tx, input));
    ctx.host.kick('outbox');
    return done;
  },
  'visits.slipBack': (ctx, input) =>
    runCommand(ctx, 'visits.slipBack', (tx) => {
      const slip = takeSlip(tx, input.slipId, input.version);
      if (slip.state === 'back') return { slipId: slip.id, state: 'back', version: slip.version };
      return { slipId: slip.id, state: 'back', version: noteBack(tx, slip) };
    }),
  'visits.backMany': (ctx, input) =>
    runCommand(ctx, 'visits.backMany', (tx) => ({
      rows: input.codes.map((code) => {
        const number = code.trim().toUpperCase();
        const slip = tx.get<SlipRow & { staff_name: string | null }>(
          'SELECT s.*, p.name AS staff_name FROM slip s LEFT JOIN staff p ON p.id = s.staff_id WHERE s.number = ?',
          number,
        );
        if (slip === undefined)
          return { code, number: null, slipId: null, result: 'slip_unknown', staffName: null };
        const said = { code, number: slip.number, slipId: slip.id, staffName: slip.staff_name };
        if (slip.state === 'keyed' || slip.state === 'void') return { ...said, result: `slip_${slip.state}` };
        if (slip.state === 'back') return { ...said, result: 'already' };
        noteBack(tx, slip);
        return { ...said, result: 'back' };
      }),
    })),
} satisfies Handlers;
