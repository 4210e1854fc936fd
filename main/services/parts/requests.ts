import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { openStates } from '../../../domain/orders/states.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';
import { largestMoveMilli, partParams } from './ledger.ts';
import { addShort, getPart } from './reservations.ts';

export interface Headroom {
  payerId: string;
  depositFen: number;
  /** deposit − maker's parts on hand − old parts not yet accepted − what is asked for and on its way. */
  headroomFen: number;
}

/** What of each maker's parts deposit is still free; payers without a deposit are not in it. */
export function computeHeadroom(read: RowReader, day: string): Headroom[] {
  return read.all<Headroom>(
    `SELECT q.payer_id AS payerId, q.parts_deposit_fen AS depositFen, q.parts_deposit_fen
       - (SELECT coalesce(sum((b.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
          WHERE b.owner_kind = 'payer' AND b.owner_id = q.payer_id AND b.condition IN ('good', 'doa', 'inspect') AND l.is_real = 1 AND b.quantity_milli > 0)
       - (SELECT coalesce(sum(amount_fen), 0) FROM old_part o WHERE o.payer_id = q.payer_id AND o.state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed'))
       - (SELECT coalesce(sum(deposit_used_fen), 0) FROM parts_request r WHERE r.payer_id = q.payer_id AND r.state IN ('asked', 'approved', 'shipped', 'sent_back', 'short')) AS headroomFen
     FROM payer_profile q WHERE q.parts_deposit_fen > 0
       AND q.from_day = (SELECT max(from_day) FROM payer_profile x WHERE x.payer_id = q.payer_id AND x.from_day <= ?) ORDER BY q.payer_id`,
    day,
  );
}

export interface RequestInput {
  workOrderId: string;
  machineCode: string;
  faultText: string;
  lines: readonly { partId: string; quantityMilli: number }[];
  hold: boolean;
}

export interface Requested {
  requestId: string;
  number: string;
  depositUsedFen: number;
  headroomFen: number | null;
  held: boolean;
}

/**
 * 配件申请 for an order: draws on the maker's deposit, makes the order wait for the parts, and holds it (待件) when
 * asked to. Faults: `parts_order_closed`, `parts_deposit_short`, `stock_quantity`, `not_found`.
 */
export function requestParts(tx: Tx, input: RequestInput): Requested {
  const order = getOrder(tx, input.workOrderId);
  if (!openStates.includes(stateOf(order))) throw new Fault('parts_order_closed', { number: order.number });
  const day = businessDay(tx.at, getZone(tx));
  const lines = input.lines.map((line) => {
    if (
      !Number.isSafeInteger(line.quantityMilli) ||
      line.quantityMilli <= 0 ||
      line.quantityMilli > largestMoveMilli
    )
      throw new Fault('stock_quantity', {
        ...partParams(tx, line.partId),
        quantityMilli: line.quantityMilli,
      });
    return { ...line, part: getPart(tx, line.partId) };
  });
  const payerId = lines.find((line) => line.part.owner_kind === 'payer')?.part.payer_id ?? null;
  const usedFen = lines
    .filter((line) => line.part.owner_kind === 'payer')
    .reduce((sum, line) => sum + timesMilli(line.part.cost_fen, line.quantityMilli), 0);
  const room = computeHeadroom(tx, day).find((one) => one.payerId === payerId) ?? null;
  if (room !== null && usedFen > room.headroomFen)
    throw new Fault('parts_deposit_short', {
      payer:
        tx.get<{ name_zh: string }>('SELECT name_zh FROM payer WHERE id = ?', room.payerId)?.name_zh ?? '',
      headroomFen: room.headroomFen,
      neededFen: usedFen,
    });
  const number = nextNumber(tx, numberPrefix('parts_request'), day);
  const requestId = tx.insert('parts_request', {
    number,
    work_order_id: order.id,
    payer_id: payerId,
    state: 'asked',
    machine_code: input.machineCode,
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
      unit_fen: line.part.cost_fen,
    });
    const waiting =
      tx.value<number>(
        "SELECT coalesce(sum(quantity_milli), 0) FROM reservation WHERE work_order_id = ? AND part_id = ? AND state = 'short'",
        order.id,
        line.partId,
      ) ?? 0;
    if (waiting < line.quantityMilli) addShort(tx, order, line.partId, line.quantityMilli - waiting);
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
  const held = input.hold && order.side_state === null;
  if (held)
    applyAction(tx, {
      orderId: order.id,
      action: 'hold',
      reasonCode: holdCode(tx),
      params: { holdKey: 'part', requestId },
    });
  return {
    requestId,
    number,
    depositUsedFen: usedFen,
    headroomFen: room === null ? null : room.headroomFen - usedFen,
    held,
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
  const request = tx.get<{ state: string }>('SELECT state FROM parts_request WHERE id = ?', requestId);
  if (request === undefined) throw new Fault('not_found', { entity: 'parts_request', id: requestId });
  let left = quantityMilli;
  for (const line of tx.all<{ id: string; asked_milli: number; received_milli: number }>(
    'SELECT id, asked_milli, received_milli FROM parts_request_line WHERE request_id = ? AND part_id = ? ORDER BY line_no',
    requestId,
    partId,
  )) {
    const got = Math.min(left, line.asked_milli - line.received_milli);
    if (got <= 0) continue;
    tx.update('parts_request_line', line.id, { received_milli: line.received_milli + got });
    left -= got;
  }
  const open = tx.value<number>(
    'SELECT count(*) FROM parts_request_line WHERE request_id = ? AND received_milli < asked_milli',
    requestId,
  );
  // What came is stock now and counts against the deposit as such; what is owed still draws on it.
  const owedFen = tx
    .all<{ unit_fen: number; left: number }>(
      `SELECT l.unit_fen, l.asked_milli - l.received_milli AS left FROM parts_request_line l JOIN part p ON p.id = l.part_id
       WHERE l.request_id = ? AND l.received_milli < l.asked_milli AND p.owner_kind = 'payer'`,
      requestId,
    )
    .reduce((sum, line) => sum + timesMilli(line.unit_fen, line.left), 0);
  tx.update('parts_request', requestId, {
    state: open === 0 ? 'received' : 'short',
    deposit_used_fen: owedFen,
  });
}
