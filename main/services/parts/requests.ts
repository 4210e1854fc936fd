import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { openStates } from '../../../domain/orders/states.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import { type ParcelState, parcelSteps } from '../../../domain/stock/parcel.ts';
import { openRequests, owedOf, type RequestState, wantedOf } from '../../../domain/stock/request.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, type OrderRow, stateOf } from '../orders/core/order-row.ts';
import { stepParcel } from './parcels.ts';
import { cleanMachineCode, machineCodesOf } from './request-help.ts';
import { assertHeadroom, depositOf, linesOf, waitFor } from './request-rows.ts';
import { assertQuantity, getPart } from './reservations.ts';

export interface RequestInput {
  workOrderId: string;
  machineCode: string;
  faultText: string;
  lines: readonly { partId: string; quantityMilli: number }[];
  hold: boolean;
}

export interface AskedOne {
  requestId: string;
  number: string;
  payerId: string | null;
  depositUsedFen: number;
  headroomFen: number | null;
}

/** The first request and, where parts of several makers were asked for, all of them. */
export interface Requested extends AskedOne {
  held: boolean;
  requests: AskedOne[];
}

/**
 * 配件申请 for an order: one to each maker whose parts are asked for (and one for our own); each draws on its maker's
 * deposit, makes the order wait for the parts, and holds it (待件) when asked to. Faults: `parts_order_closed`,
 * `parts_deposit_short`, `request_code`, `stock_quantity`, `not_found`.
 */
export function requestParts(tx: Tx, input: RequestInput): Requested {
  const order = getOrder(tx, input.workOrderId);
  if (!openStates.includes(stateOf(order))) throw new Fault('parts_order_closed', { number: order.number });
  const byPayer = new Map<string | null, AskedLine[]>();
  for (const line of input.lines) {
    assertQuantity(tx, line.partId, line.quantityMilli);
    const part = getPart(tx, line.partId);
    const payerId = part.owner_kind === 'payer' ? part.payer_id : null;
    byPayer.set(payerId, [...(byPayer.get(payerId) ?? []), { ...line, unitFen: part.cost_fen }]);
  }
  const requests = [...byPayer].map(([payerId, lines]) => askOne(tx, order, input, payerId, lines));
  const [first] = requests;
  if (first === undefined) throw new Fault('not_found', { entity: 'part', id: '' });
  const held = input.hold && order.side_state === null;
  if (held)
    applyAction(tx, {
      orderId: order.id,
      action: 'hold',
      reasonCode: holdCode(tx),
      params: { holdKey: 'part', requestId: first.requestId },
    });
  return { ...first, held, requests };
}

interface AskedLine {
  partId: string;
  quantityMilli: number;
  unitFen: number;
}

function askOne(
  tx: Tx,
  order: OrderRow,
  input: RequestInput,
  payerId: string | null,
  lines: readonly AskedLine[],
): AskedOne {
  const usedFen =
    payerId === null ? 0 : lines.reduce((sum, line) => sum + timesMilli(line.unitFen, line.quantityMilli), 0);
  const roomFen = assertHeadroom(tx, payerId, usedFen);
  const number = nextNumber(tx, numberPrefix('parts_request'), businessDay(tx.at, getZone(tx)));
  const codes = machineCodesOf(tx, order.id);
  // Left out, it is that of the order's one machine
  const machineCode =
    cleanMachineCode(input.machineCode) || (codes.length === 1 ? (codes[0]?.code ?? '') : '');
  const requestId = tx.insert('parts_request', {
    number,
    work_order_id: order.id,
    payer_id: payerId,
    state: 'asked',
    machine_code: machineCode,
    fault_text: input.faultText,
    deposit_used_fen: usedFen,
    staff_id: tx.staffId,
    at: tx.at,
  });
  lines.forEach((line, at) => {
    tx.insert('parts_request_line', {
      request_id: requestId,
      line_no: at + 1,
      part_id: line.partId,
      asked_milli: line.quantityMilli,
      unit_fen: line.unitFen,
    });
    waitFor(tx, order, line.partId, line.quantityMilli);
  });
  const params = { number, lines: lines.length, depositUsedFen: usedFen };
  tx.event({
    entity: 'parts_request',
    entityId: requestId,
    workOrderId: order.id,
    kind: 'parts.requested',
    params,
  });
  tx.audit({
    action: 'parts.requested',
    entity: 'parts_request',
    entityId: requestId,
    params: { workOrderId: order.id, ...params },
  });
  return {
    requestId,
    number,
    payerId,
    depositUsedFen: usedFen,
    headroomFen: roomFen === null ? null : roomFen - usedFen,
  };
}

/** The outlet's own code of 待件. */
function holdCode(tx: Tx): string {
  return (
    tx.value<string>(
      "SELECT code FROM reason_code WHERE kind = 'hold' AND json_extract(params, '$.holdKey') = 'part' AND retired_at IS NULL ORDER BY sort LIMIT 1",
    ) ?? 'H01'
  );
}

/** Goods for a request came in: its lines fill in order; the request is received when none is open. */
export function receiveRequest(tx: Tx, requestId: string, partId: string, quantityMilli: number): void {
  const request = tx.get<{
    state: RequestState;
    payer_id: string | null;
    number: string;
    work_order_id: string;
  }>('SELECT state, payer_id, number, work_order_id FROM parts_request WHERE id = ?', requestId);
  if (request === undefined) throw new Fault('not_found', { entity: 'parts_request', id: requestId });
  let left = quantityMilli;
  const before = linesOf(tx, requestId);
  const owed = owedOf(before);
  before.forEach((line, at) => {
    const got = line.partId === partId ? Math.min(left, owed[at] ?? 0) : 0;
    if (got <= 0) return;
    tx.update('parts_request_line', line.id, { received_milli: line.receivedMilli + got });
    left -= got;
  });
  const after = linesOf(tx, requestId);
  const open = owedOf(after).some((milli) => milli > 0);
  tx.update('parts_request', requestId, {
    // A request taken back stays so: what comes all the same is stock, nobody waits for the rest
    ...(request.state === 'cancelled' ? {} : { state: open ? 'short' : 'received' }),
    deposit_used_fen: request.state === 'cancelled' ? 0 : depositOf(request.payer_id, after),
  });
  tx.event({
    entity: 'parts_request',
    entityId: requestId,
    workOrderId: request.work_order_id,
    kind: 'parts.request_came',
    params: { number: request.number, partId, quantityMilli },
  });
  arriveParcels(tx, requestId);
}

/**
 * The maker gives that much less of a part (credited, or given up): with nothing more to come the request is over. The
 * order keeps waiting until somebody finds its part.
 */
export function wantLess(
  tx: Tx,
  requestId: string,
  partId: string,
  quantityMilli: number,
  reason: string,
): void {
  const request = tx.get<{ state: RequestState; payer_id: string | null }>(
    'SELECT state, payer_id FROM parts_request WHERE id = ?',
    requestId,
  );
  if (request === undefined) throw new Fault('not_found', { entity: 'parts_request', id: requestId });
  const before = linesOf(tx, requestId);
  const wanted = wantedOf(before);
  let less = quantityMilli;
  before.forEach((line, at) => {
    const open = (wanted[at] ?? 0) - line.receivedMilli;
    const off = line.partId === partId ? Math.min(less, Math.max(0, open)) : 0;
    less -= off;
    tx.update('parts_request_line', line.id, { approved_milli: (wanted[at] ?? 0) - off });
  });
  if (openRequests.includes(request.state) === false) return;
  const after = linesOf(tx, requestId);
  const none = after.every((line) => line.approvedMilli === 0);
  const open = !none && owedOf(after).some((milli) => milli > 0);
  tx.update('parts_request', requestId, {
    state: none ? 'cancelled' : open ? request.state : 'received',
    deposit_used_fen: none ? 0 : depositOf(request.payer_id, after),
    ...(reason === '' ? {} : { reason }),
  });
}

/** The parcel that brought it is here: all of it once none of its requests waits any more, else a part. */
function arriveParcels(tx: Tx, requestId: string): void {
  for (const parcel of tx.all<{ id: string; version: number; state: ParcelState; waits: number }>(
    `SELECT x.id, x.version, x.state,
       EXISTS (SELECT 1 FROM parcel_content o JOIN parts_request r ON r.id = o.request_id
         WHERE o.parcel_id = x.id AND r.state NOT IN ('received', 'cancelled')) AS waits
     FROM parcel_content c JOIN parcel x ON x.id = c.parcel_id WHERE c.request_id = ? ORDER BY x.seq`,
    requestId,
  )) {
    const to = parcel.waits === 1 ? 'part_arrived' : 'arrived';
    if (parcelSteps[parcel.state].includes(to))
      stepParcel(tx, { id: parcel.id, version: parcel.version, to, reason: '', bearer: null });
  }
}
