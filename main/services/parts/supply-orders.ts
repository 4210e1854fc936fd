import { readSupplyLines } from '../../../db/queries/supply.ts';
import type { Db } from '../../../db/connection.ts';
import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { PaperWriter } from './documents.ts';
import { getUpperStore, partParams } from './ledger.ts';
import { mainStore, ordersSince } from './replenish.ts';
import { assertQuantity, getPart, ownerIdOf } from './reservations.ts';

interface OrderRow {
  id: string;
  number: string;
  version: number;
  state: string;
  head: string;
}

export interface OrderDone {
  documentId: string;
  number: string;
  version: number;
}

/** Faults: `not_found`, `supply_order_over` {number, state}. */
function getOrderOf(tx: Tx, id: string, states: readonly string[]): OrderRow {
  const row = tx.get<OrderRow>(
    "SELECT id, number, version, state, head FROM document WHERE id = ? AND kind = 'supply'",
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'document', id });
  const { closedAt } = JSON.parse(row.head) as { closedAt?: number };
  if (!states.includes(row.state) || closedAt !== undefined)
    throw new Fault('supply_order_over', { number: row.number });
  return row;
}

const sumUp = (tx: Tx, id: string, version: number | null): number =>
  tx.update(
    'document',
    id,
    {
      total_fen: tx.value<number>(
        'SELECT coalesce(sum(amount_fen), 0) FROM document_line WHERE document_id = ?',
        id,
      ),
    },
    ...(version === null ? [] : [{ version }]),
  );

/**
 * 补货: lines go onto the order that is being collected for the upper store of their owner, or onto a new one; a part
 * that stands there already is asked for once, with both quantities. Faults: `stock_quantity`, `not_found`.
 */
export function takeSupply(
  tx: Tx,
  input: { lines: readonly { partId: string; quantityMilli: number }[] },
): { orders: (OrderDone & { lines: number })[] } {
  const store = mainStore(tx);
  const byPayer = new Map<string | null, { partId: string; quantityMilli: number }[]>();
  for (const line of input.lines) {
    assertQuantity(tx, line.partId, line.quantityMilli);
    const part = getPart(tx, line.partId);
    const payerId = part.owner_kind === 'payer' ? part.payer_id : null;
    byPayer.set(payerId, [...(byPayer.get(payerId) ?? []), line]);
  }
  return {
    orders: [...byPayer].map(([payerId, lines]) => {
      const upper = getUpperStore(tx, payerId);
      const id = collecting(tx, payerId, upper) ?? openOrder(tx, payerId, upper, store);
      for (const line of lines) putLine(tx, id, line);
      const version = sumUp(tx, id, null);
      const number = tx.value<string>('SELECT number FROM document WHERE id = ?', id) ?? '';
      tx.note({
        entity: 'document',
        entityId: id,
        kind: 'document.supply',
        params: { number, lines: lines.length },
      });
      return { documentId: id, number, version, lines: lines.length };
    }),
  };
}

const collecting = (tx: Tx, payerId: string | null, upper: string): string | undefined =>
  tx.value<string>(
    "SELECT id FROM document WHERE kind = 'supply' AND state = 'staged' AND from_location_id = ? AND json_extract(head, '$.payerId') IS ? ORDER BY seq DESC LIMIT 1",
    upper,
    payerId,
  );

function openOrder(tx: Tx, payerId: string | null, upper: string, store: string): string {
  const paper = new PaperWriter(tx, 'supply', {
    fromLocationId: upper,
    toLocationId: store,
    state: 'staged',
    head: { payerId },
  });
  return paper.documentId;
}

function putLine(tx: Tx, documentId: string, line: { partId: string; quantityMilli: number }): void {
  const part = getPart(tx, line.partId);
  const there = tx.get<{ id: string; asked_milli: number }>(
    'SELECT id, asked_milli FROM document_line WHERE document_id = ? AND part_id = ?',
    documentId,
    part.id,
  );
  const asked = line.quantityMilli + (there?.asked_milli ?? 0);
  assertQuantity(tx, part.id, asked);
  const amounts = {
    asked_milli: asked,
    unit_fen: part.cost_fen,
    amount_fen: timesMilli(part.cost_fen, asked),
  };
  if (there !== undefined) {
    tx.update('document_line', there.id, amounts);
    return;
  }
  const last =
    tx.value<number | null>('SELECT max(line_no) FROM document_line WHERE document_id = ?', documentId) ?? 0;
  tx.insert('document_line', {
    document_id: documentId,
    line_no: last + 1,
    part_id: part.id,
    condition: 'good',
    owner_kind: part.owner_kind,
    owner_id: ownerIdOf(part),
    old_part_due: false,
    ...amounts,
  });
}

/** Another quantity, or none: the last line that goes voids the order. Faults: `supply_order_over`, `stock_quantity`, `conflict`. */
export function changeSupplyLine(
  tx: Tx,
  input: { id: string; version: number; lineNo: number; quantityMilli: number },
): OrderDone {
  const order = getOrderOf(tx, input.id, ['staged']);
  const line = tx.get<{ id: string; part_id: string; unit_fen: number }>(
    'SELECT id, part_id, unit_fen FROM document_line WHERE document_id = ? AND line_no = ?',
    order.id,
    input.lineNo,
  );
  if (line === undefined) throw new Fault('not_found', { entity: 'document_line', id: String(input.lineNo) });
  if (input.quantityMilli === 0) tx.remove('document_line', line.id);
  else {
    assertQuantity(tx, line.part_id, input.quantityMilli);
    tx.update('document_line', line.id, {
      asked_milli: input.quantityMilli,
      amount_fen: timesMilli(line.unit_fen, input.quantityMilli),
    });
  }
  let version = sumUp(tx, order.id, input.version);
  const left = tx.value<number>('SELECT count(*) FROM document_line WHERE document_id = ?', order.id);
  if (left === 0) version = tx.update('document', order.id, { state: 'void', void_at: tx.at });
  const { partId, part } = partParams(tx, line.part_id);
  note(tx, order, 'document.supply_changed', { partId, part, quantityMilli: input.quantityMilli });
  return { documentId: order.id, number: order.number, version };
}

/** 已下单: the upper store has it. Faults: `supply_order_over`, `conflict`. */
export function sendSupply(tx: Tx, input: { id: string; version: number; note: string }): OrderDone {
  const order = getOrderOf(tx, input.id, ['staged']);
  const head = { ...(JSON.parse(order.head) as object), note: input.note.trim() };
  const version = tx.update(
    'document',
    order.id,
    { state: 'posted', posted_at: tx.at, business_day: businessDay(tx.at, getZone(tx)), head },
    { version: input.version },
  );
  note(tx, order, 'document.supply_sent', {});
  return { documentId: order.id, number: order.number, version };
}

/** Nothing more comes of it; what came stays. Faults: `supply_order_over`, `conflict`. */
export function closeSupply(
  tx: Tx,
  read: Db,
  input: { id: string; version: number; reason: string },
): OrderDone {
  const order = getOrderOf(tx, input.id, ['staged', 'posted']);
  const reason = input.reason.trim();
  const day = businessDay(tx.at, getZone(tx));
  const left = readSupplyLines(read, ordersSince(day))
    .filter((line) => line.documentId === order.id)
    .reduce((sum, line) => sum + line.askedMilli - line.cameMilli, 0);
  if (order.state === 'posted' && left <= 0) throw new Fault('supply_order_over', { number: order.number });
  const version = tx.update(
    'document',
    order.id,
    order.state === 'staged'
      ? { state: 'void', void_at: tx.at, void_reason: reason }
      : { head: { ...(JSON.parse(order.head) as object), closedAt: tx.at, reason } },
    { version: input.version },
  );
  note(tx, order, 'document.supply_closed', { reason });
  return { documentId: order.id, number: order.number, version };
}

/** 暂不补: not before that day, and why. Faults: `supply_day_past` {part, day}, `not_found`. */
export function skipSupply(
  tx: Tx,
  input: { partId: string; untilDay: string | null; reason: string },
): { partId: string } {
  const part = getPart(tx, input.partId);
  const locationId = mainStore(tx);
  const today = businessDay(tx.at, getZone(tx));
  const there = tx.value<string>(
    'SELECT id FROM replenish_skip WHERE part_id = ? AND location_id = ?',
    part.id,
    locationId,
  );
  if (input.untilDay === null) {
    if (there !== undefined) tx.remove('replenish_skip', there);
  } else {
    if (input.untilDay <= today)
      throw new Fault('supply_day_past', { ...partParams(tx, part.id), day: input.untilDay });
    const row = { until_day: input.untilDay, reason: input.reason.trim(), staff_id: tx.staffId, at: tx.at };
    if (there !== undefined) tx.update('replenish_skip', there, row);
    else tx.insert('replenish_skip', { part_id: part.id, location_id: locationId, ...row });
  }
  tx.note({
    entity: 'part',
    entityId: part.id,
    kind: input.untilDay === null ? 'part.supply_again' : 'part.supply_skipped',
    params: { day: input.untilDay ?? '', reason: input.reason.trim() },
  });
  return { partId: part.id };
}

const note = (
  tx: Tx,
  order: OrderRow,
  kind: string,
  params: Record<string, string | number | boolean | null>,
): void =>
  tx.note({ entity: 'document', entityId: order.id, kind, params: { number: order.number, ...params } });
