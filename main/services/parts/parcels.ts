import { toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import type { OldPartBearer } from '../../../domain/stock/old-part.ts';
import { parcelSteps, type ParcelDirection, type ParcelState } from '../../../domain/stock/parcel.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { getLocationOf, getUpperStore, moveStock } from './ledger.ts';
import { getBox, noteBox, partsIn } from './old-box.ts';
import { assertStep, oldKeyOf, recordOldStep, stepOldPart } from './old-parts.ts';

export interface ParcelFacts {
  carrier: string;
  tracking: string;
  expectedDay: string | null;
  contents: string;
  freightFen: number;
  freightBearer: OldPartBearer | null;
}

export interface ParcelRow {
  id: string;
  number: string;
  version: number;
  direction: ParcelDirection;
  state: ParcelState;
  payer_id: string | null;
}

export interface ParcelDone {
  id: string;
  number: string;
  version: number;
  state: ParcelState;
}

/** Faults: `not_found`. */
export function getParcel(tx: Tx, id: string): ParcelRow {
  const row = tx.get<ParcelRow>('SELECT * FROM parcel WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'parcel', id });
  return row;
}

function note(tx: Tx, id: string, number: string, step: string, params: Record<string, unknown> = {}): void {
  tx.note({ entity: 'parcel', entityId: id, kind: 'parcel.step', params: { number, step, ...params } });
}

const columnsOf = (facts: ParcelFacts) => ({
  carrier: facts.carrier,
  tracking: facts.tracking,
  expected_day: facts.expectedDay,
  contents: facts.contents,
  freight_fen: facts.freightFen,
  freight_bearer: facts.freightFen === 0 ? null : facts.freightBearer,
});

/** A parcel of ours leaves for a payer's upper store. */
export function startParcel(
  tx: Tx,
  facts: ParcelFacts,
  about: { payerId: string | null; fromLocationId: string; boxes: number; valueFen: number },
): ParcelDone {
  const day = businessDay(tx.at, getZone(tx));
  const number = nextNumber(tx, numberPrefix('parcel'), day);
  const id = tx.insert('parcel', {
    number,
    direction: 'out',
    state: 'on_way',
    payer_id: about.payerId,
    from_location_id: about.fromLocationId,
    to_location_id: getUpperStore(tx, about.payerId),
    ...columnsOf(facts),
    boxes: about.boxes,
    value_fen: about.valueFen,
    sent_day: day,
    sent_at: tx.at,
    staff_id: tx.staffId,
    at: tx.at,
  });
  note(tx, id, number, 'sent', { boxes: about.boxes, tracking: facts.tracking });
  return { id, number, version: 1, state: 'on_way' };
}

/**
 * Shut boxes of one payer leave in one parcel: they are numbered 1 of n, their old parts stand in transit from now on.
 * Faults: `old_box_open` {number}, `old_box_closed`, `old_box_payer`, `not_found`.
 */
export function sendBoxes(tx: Tx, input: ParcelFacts & { boxIds: readonly string[] }): ParcelDone {
  const boxes = [...new Set(input.boxIds)].map((id) => getBox(tx, id));
  const [firstBox] = boxes;
  if (firstBox === undefined) throw new Fault('not_found', { entity: 'document', id: '' });
  const payerId = firstBox.head.payerId;
  for (const box of boxes) {
    if (box.state !== 'draft') throw new Fault('old_box_closed', { number: box.number });
    if (box.head.closedAt === null) throw new Fault('old_box_open', { number: box.number });
    if (box.head.payerId !== payerId)
      throw new Fault('old_box_payer', { label: box.number, payer: '', box: firstBox.number });
  }
  const parts = boxes.map((box) => partsIn(tx, box.id));
  const { id: parcelId, number } = startParcel(tx, input, {
    payerId,
    fromLocationId: getLocationOf(tx, 'old_parts'),
    boxes: boxes.length,
    valueFen: parts.flat().reduce((sum, old) => sum + old.amount_fen, 0),
  });
  const transit = getLocationOf(tx, 'transit');
  boxes.forEach((box, at) => {
    tx.insert('parcel_content', { parcel_id: parcelId, document_id: box.id, box_no: at + 1, at: tx.at });
    tx.update('document', box.id, {
      state: 'staged',
      head: {
        ...box.head,
        boxNo: at + 1,
        boxes: boxes.length,
        carrier: input.carrier,
        parcelNumber: input.tracking,
      },
    });
    for (const old of parts[at] ?? []) {
      assertStep(old, 'in_transit');
      moveStock(tx, {
        kind: 'old_send',
        from: oldKeyOf(tx, old, old.location_id ?? ''),
        to: oldKeyOf(tx, old, transit),
        quantityMilli: old.quantity_milli,
        documentId: box.id,
        workOrderId: old.work_order_id,
      });
      tx.update('old_part', old.id, { state: 'in_transit', location_id: transit });
      recordOldStep(tx, old, 'in_transit', { parcel: number });
    }
    noteBox(tx, box, 'sent', { parcel: number });
  });
  return { id: parcelId, number, version: 1, state: 'on_way' };
}

/** The sender says a parcel is coming: what in it answers which request is named. Faults: `not_found`. */
export function announceParcel(
  tx: Tx,
  input: ParcelFacts & {
    payerId: string | null;
    boxes: number;
    sentDay: string | null;
    requestIds: readonly string[];
  },
): ParcelDone {
  const day = businessDay(tx.at, getZone(tx));
  const number = nextNumber(tx, numberPrefix('parcel'), day);
  const state: ParcelState = input.sentDay === null ? 'announced' : 'on_way';
  const id = tx.insert('parcel', {
    number,
    direction: 'in',
    state,
    payer_id: input.payerId,
    from_location_id: getUpperStore(tx, input.payerId),
    to_location_id: getLocationOf(tx, 'main'),
    ...columnsOf(input),
    boxes: input.boxes,
    sent_day: input.sentDay,
    sent_at: input.sentDay === null ? null : tx.at,
    staff_id: tx.staffId,
    at: tx.at,
  });
  for (const requestId of new Set(input.requestIds)) {
    if (tx.value('SELECT 1 FROM parts_request WHERE id = ?', requestId) === undefined)
      throw new Fault('not_found', { entity: 'parts_request', id: requestId });
    tx.insert('parcel_content', { parcel_id: id, request_id: requestId, at: tx.at });
  }
  note(tx, id, number, state, { tracking: input.tracking });
  return { id, number, version: 1, state };
}

/** Carrier, number, the day it is expected now: a delay keeps its reason. Faults: `parcel_step`, `conflict`. */
export function changeParcel(
  tx: Tx,
  input: ParcelFacts & { id: string; version: number; reason: string },
): ParcelDone {
  const parcel = getParcel(tx, input.id);
  if (parcelSteps[parcel.state].length === 0)
    throw new Fault('parcel_step', { number: parcel.number, parcelState: parcel.state });
  const version = tx.update(
    'parcel',
    parcel.id,
    { ...columnsOf(input), reason: input.reason },
    { version: input.version },
  );
  note(tx, parcel.id, parcel.number, 'changed', { expectedDay: input.expectedDay, reason: input.reason });
  return { id: parcel.id, number: parcel.number, version, state: parcel.state };
}

/**
 * A parcel goes on: sent, part of it there, all there, lost, taken back. What was in a lost one of ours is lost with it,
 * with the one who bears it named. Faults: `parcel_step`, `conflict`, `not_found`.
 */
export function stepParcel(
  tx: Tx,
  input: {
    id: string;
    version: number;
    to: Exclude<ParcelState, 'announced' | 'packed'>;
    reason: string;
    bearer: OldPartBearer | null;
  },
): ParcelDone {
  const parcel = getParcel(tx, input.id);
  if (!parcelSteps[parcel.state].includes(input.to))
    throw new Fault('parcel_step', { number: parcel.number, parcelState: parcel.state });
  const day = businessDay(tx.at, getZone(tx));
  const version = tx.update(
    'parcel',
    parcel.id,
    {
      state: input.to,
      // The reason of an earlier delay stays unless another is given
      ...(input.reason === '' ? {} : { reason: input.reason }),
      ...(input.to === 'on_way' ? { sent_day: day, sent_at: tx.at } : {}),
      ...(input.to === 'arrived' ? { arrived_at: tx.at } : {}),
    },
    { version: input.version },
  );
  if (input.to === 'lost') loseContents(tx, parcel.id, input.reason, input.bearer);
  note(tx, parcel.id, parcel.number, input.to, { reason: input.reason });
  return { id: parcel.id, number: parcel.number, version, state: input.to };
}

function loseContents(tx: Tx, parcelId: string, reason: string, bearer: OldPartBearer | null): void {
  for (const old of tx.all<{ id: string; version: number }>(
    `SELECT o.id, o.version FROM old_part o JOIN parcel_content c ON c.document_id = o.box_document_id
     WHERE c.parcel_id = ? AND o.state = 'in_transit' ORDER BY o.seq`,
    parcelId,
  ))
    stepOldPart(tx, { ...old, to: 'lost', bearer, reason });
  for (const dead of tx.all<StockKeyRow & { id: string; number: string; quantity_milli: number }>(
    "SELECT * FROM dead_part WHERE parcel_id = ? AND state = 'sent' ORDER BY seq",
    parcelId,
  )) {
    const here = toStockKey(dead);
    const loss = getLocationOf(tx, 'loss');
    moveStock(tx, {
      kind: 'count_loss',
      from: here,
      to: { ...here, locationId: loss },
      quantityMilli: dead.quantity_milli,
    });
    tx.update('dead_part', dead.id, {
      state: 'scrapped',
      location_id: loss,
      cause: reason,
      bearer,
      settled_at: tx.at,
    });
  }
  for (const box of tx.all<{ document_id: string }>(
    'SELECT document_id FROM parcel_content WHERE parcel_id = ? AND document_id IS NOT NULL',
    parcelId,
  ))
    tx.update('document', box.document_id, { state: 'posted', posted_at: tx.at });
}
