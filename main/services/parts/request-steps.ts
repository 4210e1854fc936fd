import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import {
  diesWithOrder,
  type RequestState,
  type RequestStep,
  stateAfter,
  stepsOf,
  wantedOf,
} from '../../../domain/stock/request.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { announceParcel } from './parcels.ts';
import { cleanMachineCode } from './request-help.ts';
import { assertHeadroom, depositOf, linesOf, waitFor } from './request-rows.ts';
import { assertQuantity, endReservation, type ReservationRow } from './reservations.ts';

interface RequestRow {
  id: string;
  number: string;
  version: number;
  state: RequestState;
  work_order_id: string;
  payer_id: string | null;
  deposit_used_fen: number;
}

export interface RequestDone {
  requestId: string;
  number: string;
  version: number;
  state: RequestState;
  depositUsedFen: number;
}

interface Asked {
  requestId: string;
  version: number;
}

/** Faults: `not_found`, `request_step` {number, requestState}. */
function getFor(tx: Tx, requestId: string, step: RequestStep): RequestRow {
  const row = tx.get<RequestRow>('SELECT * FROM parts_request WHERE id = ?', requestId);
  if (row === undefined) throw new Fault('not_found', { entity: 'parts_request', id: requestId });
  if (!stepsOf(row.state).includes(step))
    throw new Fault('request_step', { number: row.number, requestState: row.state });
  return row;
}

/** Keeps the step, what the deposit carries from now on, and tells the order. Faults: `conflict`. */
function take(
  tx: Tx,
  row: RequestRow,
  input: {
    step: RequestStep;
    version?: number;
    columns?: Record<string, unknown>;
    params?: Record<string, unknown>;
  },
): RequestDone {
  const state = stateAfter(input.step);
  const depositUsedFen = state === 'cancelled' ? 0 : depositOf(row.payer_id, linesOf(tx, row.id));
  const version = tx.update(
    'parts_request',
    row.id,
    { ...input.columns, state, deposit_used_fen: depositUsedFen },
    input.version === undefined ? undefined : { version: input.version },
  );
  const params = { number: row.number, ...input.params };
  tx.event({
    entity: 'parts_request',
    entityId: row.id,
    workOrderId: row.work_order_id,
    kind: `parts.request_${input.step}`,
    params,
  });
  tx.audit({
    action: `parts.request_${input.step}`,
    entity: 'parts_request',
    entityId: row.id,
    params: { workOrderId: row.work_order_id, ...params },
  });
  return { requestId: row.id, number: row.number, version, state, depositUsedFen };
}

/**
 * The maker says yes, to all of it or to less; the deposit carries only what it said yes to.
 * Faults: `request_step`, `request_nothing` {number}, `request_more` {number, part, askedMilli}, `conflict`, `not_found`.
 */
export function approveRequest(
  tx: Tx,
  input: Asked & { lines: readonly { lineNo: number; quantityMilli: number }[]; expectedDay: string | null },
): RequestDone {
  const row = getFor(tx, input.requestId, 'approved');
  const said = new Map(input.lines.map((line) => [line.lineNo, line.quantityMilli]));
  const lines = linesOf(tx, row.id).map((line) => ({
    ...line,
    yesMilli: said.get(line.lineNo) ?? line.askedMilli,
  }));
  const over = lines.find((line) => line.yesMilli > line.askedMilli);
  if (over !== undefined)
    throw new Fault('request_more', {
      number: row.number,
      part: tx.value<string>('SELECT name_zh FROM part WHERE id = ?', over.partId) ?? over.partId,
      askedMilli: over.askedMilli,
    });
  if (lines.every((line) => line.yesMilli === 0)) throw new Fault('request_nothing', { number: row.number });
  for (const line of lines) tx.update('parts_request_line', line.id, { approved_milli: line.yesMilli });
  return take(tx, row, {
    step: 'approved',
    version: input.version,
    columns: input.expectedDay === null ? {} : { expected_day: input.expectedDay },
  });
}

/**
 * The maker sent it: number of the parcel and the day it should be here. The parcel stands among those under way; a
 * second request with the same number travels in the same one. Said once more, it is a number or a day put right.
 * Faults: `request_step`, `conflict`, `not_found`.
 */
export function shipRequest(
  tx: Tx,
  input: Asked & { parcelNumber: string; carrier: string; expectedDay: string | null },
): RequestDone {
  const row = getFor(tx, input.requestId, 'shipped');
  const lines = linesOf(tx, row.id);
  const wanted = wantedOf(lines);
  lines.forEach((line, at) => {
    const milli = wanted[at] ?? 0;
    tx.update('parts_request_line', line.id, { approved_milli: milli, shipped_milli: milli });
  });
  if (input.parcelNumber !== '') putInParcel(tx, row, input);
  return take(tx, row, {
    step: 'shipped',
    version: input.version,
    columns: { parcel_number: input.parcelNumber, expected_day: input.expectedDay, reason: '' },
    params: { parcelNumber: input.parcelNumber, expectedDay: input.expectedDay ?? '' },
  });
}

function putInParcel(
  tx: Tx,
  row: RequestRow,
  input: { parcelNumber: string; carrier: string; expectedDay: string | null },
): void {
  const known = tx.get<{ id: string; expected_day: string | null }>(
    "SELECT id, expected_day FROM parcel WHERE tracking = ? AND tracking <> '' AND direction = 'in' AND state IN ('announced', 'on_way', 'part_arrived') ORDER BY seq DESC LIMIT 1",
    input.parcelNumber,
  );
  if (known === undefined) {
    announceParcel(tx, {
      payerId: row.payer_id,
      carrier: input.carrier,
      tracking: input.parcelNumber,
      expectedDay: input.expectedDay,
      contents: '',
      freightFen: 0,
      freightBearer: null,
      boxes: 1,
      sentDay: businessDay(tx.at, getZone(tx)),
      requestIds: [row.id],
    });
    return;
  }
  if (input.expectedDay !== null && input.expectedDay !== known.expected_day)
    tx.update('parcel', known.id, { expected_day: input.expectedDay });
  const inside = tx.value(
    'SELECT 1 FROM parcel_content WHERE parcel_id = ? AND request_id = ?',
    known.id,
    row.id,
  );
  if (inside === undefined)
    tx.insert('parcel_content', { parcel_id: known.id, request_id: row.id, at: tx.at });
}

/** 退回: the maker wants it put right; the reason is what has to be mended. Faults: `request_step`, `conflict`. */
export function sendBackRequest(tx: Tx, input: Asked & { reason: string }): RequestDone {
  const row = getFor(tx, input.requestId, 'sent_back');
  for (const line of linesOf(tx, row.id)) tx.update('parts_request_line', line.id, { approved_milli: 0 });
  return take(tx, row, {
    step: 'sent_back',
    version: input.version,
    columns: { reason: input.reason },
    params: { reason: input.reason },
  });
}

/**
 * 重新申请 with what was wrong put right; quantities move what the order waits for.
 * Faults: `request_step`, `parts_deposit_short`, `stock_quantity`, `parts_order_closed` never: a dead order's request is closed.
 */
export function askAgain(
  tx: Tx,
  input: Asked & {
    machineCode: string | null;
    faultText: string | null;
    lines: readonly { lineNo: number; quantityMilli: number }[];
  },
): RequestDone {
  const row = getFor(tx, input.requestId, 'again');
  const order = getOrder(tx, row.work_order_id);
  const wanted = new Map(input.lines.map((line) => [line.lineNo, line.quantityMilli]));
  for (const line of linesOf(tx, row.id)) {
    const milli = wanted.get(line.lineNo) ?? line.askedMilli;
    assertQuantity(tx, line.partId, milli);
    if (milli === line.askedMilli) continue;
    tx.update('parts_request_line', line.id, { asked_milli: milli });
    if (milli > line.askedMilli) waitFor(tx, order, line.partId, milli);
    else waitLess(tx, order.id, line.partId, line.askedMilli - milli);
  }
  // What this one drew before is free again for itself
  const usedFen = depositOf(row.payer_id, linesOf(tx, row.id));
  assertHeadroom(tx, row.payer_id, usedFen - row.deposit_used_fen);
  return take(tx, row, {
    step: 'again',
    version: input.version,
    columns: {
      ...(input.machineCode === null ? {} : { machine_code: cleanMachineCode(input.machineCode) }),
      ...(input.faultText === null ? {} : { fault_text: input.faultText }),
      reason: '',
    },
  });
}

function waitLess(tx: Tx, orderId: string, partId: string, quantityMilli: number): void {
  let left = quantityMilli;
  for (const short of tx.all<ReservationRow>(
    "SELECT * FROM reservation WHERE work_order_id = ? AND part_id = ? AND state = 'short' ORDER BY seq DESC",
    orderId,
    partId,
  )) {
    if (left <= 0) return;
    const less = Math.min(left, short.quantity_milli);
    endReservation(tx, short, { state: 'released', reason: 'asked_less', quantityMilli: less });
    left -= less;
  }
}

/** 取消: nothing more is expected of it; the order keeps waiting until somebody finds its part. Faults: `request_step`, `conflict`. */
export function cancelRequest(tx: Tx, input: Asked & { reason: string }): RequestDone {
  const row = getFor(tx, input.requestId, 'cancelled');
  return take(tx, row, {
    step: 'cancelled',
    version: input.version,
    columns: { reason: input.reason },
    params: { reason: input.reason },
  });
}

/** The order is over: what was asked for it and not sent yet is taken back, so that the deposit is free again. */
export function closeRequests(tx: Tx, orderId: string): void {
  for (const row of tx.all<RequestRow>(
    'SELECT * FROM parts_request WHERE work_order_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY seq',
    orderId,
    JSON.stringify(diesWithOrder),
  ))
    take(tx, row, { step: 'cancelled' });
}
