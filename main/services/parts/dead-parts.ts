import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import { deadPartSteps, type DeadPartFind, type DeadPartState } from '../../../domain/stock/dead-part.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import type { OldPartBearer } from '../../../domain/stock/old-part.ts';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { PaperWriter, takeAt } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { getLocation, getLocationOf, getUpperStore, moveStock, partParams } from './ledger.ts';
import { startParcel, type ParcelDone, type ParcelFacts } from './parcels.ts';
import { freeFor, getPart, remakePromises } from './reservations.ts';

export interface DeadRow extends StockKeyRow {
  id: string;
  version: number;
  number: string;
  state: DeadPartState;
  quantity_milli: number;
  due_day: string | null;
  payer_id: string | null;
  work_order_id: string | null;
  parcel_id: string | null;
}

interface Found {
  /** Where it lies now, among the dead ones. */
  key: StockKey;
  quantityMilli: number;
  pairId: string;
  documentId: string | null;
  workOrderId: string | null;
  finderId: string | null;
  foundIn: DeadPartFind;
  symptom: string;
}

/** A new part was dead: its claim begins, with the last day on which its maker takes it. Answers its id. */
export function noteDeadPart(tx: Tx, found: Found): { id: string; number: string } {
  const day = businessDay(tx.at, getZone(tx));
  const part = getPart(tx, found.key.partId);
  const days = tx.value<number | null>(
    'SELECT doa_days FROM payer_profile WHERE payer_id = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1',
    part.payer_id,
    day,
  );
  const { key } = found;
  const number = nextNumber(tx, numberPrefix('dead_part'), day);
  const id = tx.insert('dead_part', {
    part_id: key.partId,
    location_id: key.locationId,
    bin: key.bin,
    condition: key.condition,
    owner_kind: key.ownerKind,
    owner_id: key.ownerId,
    lot: key.lot,
    serial: key.serial,
    number,
    quantity_milli: found.quantityMilli,
    state: 'found',
    found_in: found.foundIn,
    found_day: day,
    due_day: days === undefined || days === null ? null : addDays(day, days),
    work_order_id: found.workOrderId,
    finder_id: found.finderId,
    payer_id: part.payer_id,
    symptom: found.symptom,
    amount_fen: timesMilli(part.cost_fen, found.quantityMilli),
    pair_id: found.pairId,
    found_document_id: found.documentId,
    staff_id: tx.staffId,
    at: tx.at,
  });
  note(tx, id, found.workOrderId, number, 'found');
  return { id, number };
}

function note(tx: Tx, id: string, workOrderId: string | null, number: string, state: DeadPartState): void {
  tx.note({
    entity: 'dead_part',
    entityId: id,
    workOrderId,
    kind: 'dead_part.step',
    params: { number, state },
  });
}

/**
 * Opened in the store and dead: out of the good stock and of every promise, among the dead ones.
 * Faults: `stock_short`, `stock_quantity`, `stock_serial_elsewhere`, `not_found`.
 */
export function findDead(
  tx: Tx,
  input: {
    partId: string;
    locationId: string;
    quantityMilli: number;
    serial: string;
    lot: string;
    symptom: string;
  },
): { items: { id: string; number: string }[] } {
  const items: { id: string; number: string }[] = [];
  for (const take of takeAt(tx, input.locationId, input, { promised: true, expired: true })) {
    const lost = freeFor(tx, take.key, take.quantityMilli);
    const key: StockKey = {
      ...take.key,
      locationId: getLocationOf(tx, 'doa'),
      bin: '',
      condition: 'doa',
    };
    const pairId = moveStock(tx, {
      kind: 'doa_found',
      from: take.key,
      to: key,
      quantityMilli: take.quantityMilli,
    });
    items.push(
      noteDeadPart(tx, {
        key,
        quantityMilli: take.quantityMilli,
        pairId,
        documentId: null,
        workOrderId: null,
        finderId: tx.staffId,
        foundIn: 'store',
        symptom: input.symptom,
      }),
    );
    remakePromises(tx, input.partId, lost);
  }
  return { items };
}

export function getDead(tx: Tx, id: string): DeadRow {
  const row = tx.get<DeadRow>('SELECT * FROM dead_part WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'dead_part', id });
  return row;
}

/**
 * A dead part goes on: claimed with its photo inside the window, replaced without a new request, credited, refused with
 * its cause, tested and found to work, scrapped. Faults: `dead_part_step`, `dead_part_late`, `dead_part_photo`,
 * `dead_part_cause`, `stock_serial_needed`, `conflict`, `not_found`.
 */
export function stepDead(
  tx: Tx,
  input: {
    id: string;
    version: number;
    to: Exclude<DeadPartState, 'found' | 'sent'>;
    cause: string;
    serial: string;
    bearer: OldPartBearer | null;
  },
): { id: string; version: number; state: DeadPartState } {
  const dead = getDead(tx, input.id);
  const { to } = input;
  if (!deadPartSteps[dead.state].includes(to))
    throw new Fault('dead_part_step', { number: dead.number, deadState: dead.state });
  const day = businessDay(tx.at, getZone(tx));
  if (to === 'claimed') refuseClaim(tx, dead, day);
  if ((to === 'refused' || to === 'scrapped') && input.cause.trim() === '')
    throw new Fault('dead_part_cause', { number: dead.number });
  const end = ['replaced', 'credited', 'works', 'scrapped'].includes(to);
  const at = settle(tx, dead, to);
  const version = tx.update(
    'dead_part',
    dead.id,
    {
      state: to,
      ...at,
      ...(input.cause === '' ? {} : { cause: input.cause }),
      ...(to === 'claimed' ? { claimed_at: tx.at } : {}),
      ...(to === 'scrapped' ? { bearer: input.bearer ?? 'outlet' } : {}),
      ...(to === 'replaced' ? { replaced_document_id: replacementFor(tx, dead, input.serial) } : {}),
      ...(end ? { settled_at: tx.at } : {}),
    },
    { version: input.version },
  );
  note(tx, dead.id, dead.work_order_id, dead.number, to);
  return { id: dead.id, version, state: to };
}

/** Only inside the window, and with a photo: the maker asks for both. */
function refuseClaim(tx: Tx, dead: DeadRow, day: string): void {
  if (dead.due_day !== null && dead.due_day < day)
    throw new Fault('dead_part_late', { number: dead.number, day: dead.due_day });
  const photos = tx.value<number>(
    "SELECT count(*) FROM attachment WHERE entity = 'dead_part' AND entity_id = ?",
    dead.id,
  );
  if ((photos ?? 0) === 0) throw new Fault('dead_part_photo', { number: dead.number });
}

/** The piece itself follows its fate; answers the columns of the place it lies in now. */
function settle(tx: Tx, dead: DeadRow, to: DeadPartState): Record<string, unknown> {
  const here = toStockKey(dead);
  const move = { quantityMilli: dead.quantity_milli, workOrderId: dead.work_order_id };
  const onWay = getLocation(tx, dead.location_id).kind === 'transit';
  const at = (key: StockKey) => ({ location_id: key.locationId, bin: key.bin, condition: key.condition });
  if (to === 'works') {
    const store = tx.value<string>('SELECT bin_id FROM part WHERE id = ?', dead.part_id);
    const good: StockKey = {
      ...here,
      locationId: getLocationOf(tx, 'main'),
      bin: store ?? '',
      condition: 'good',
    };
    moveStock(tx, { kind: 'inspect_result', from: here, to: good, ...move });
    resumeFilled(tx, fillShorts(tx, [dead.part_id]), applyAction);
    return at(good);
  }
  if (to === 'refused' && onWay) {
    const back: StockKey = { ...here, locationId: getLocationOf(tx, 'doa') };
    moveStock(tx, { kind: 'old_refused', from: here, to: back, ...move });
    return at(back);
  }
  if ((to === 'replaced' || to === 'credited') && onWay) {
    const upper: StockKey = { ...here, locationId: getUpperStore(tx, dead.payer_id) };
    moveStock(tx, { kind: 'old_accepted', from: here, to: upper, ...move });
    return at(upper);
  }
  // Settled without being sent (destroyed on the spot), or nobody takes it
  if (to === 'scrapped' || to === 'replaced' || to === 'credited') {
    const scrap: StockKey = { ...here, locationId: getLocationOf(tx, 'scrap'), bin: '', condition: 'scrap' };
    moveStock(tx, { kind: 'scrap', from: here, to: scrap, ...move });
    return at(scrap);
  }
  return {};
}

/** A good one came for it, with its own receipt; no request and no deposit is used for it. */
function replacementFor(tx: Tx, dead: DeadRow, serial: string): string {
  const part = getPart(tx, dead.part_id);
  if (part.tracking === 'serial' && serial === '')
    throw new Fault('stock_serial_needed', partParams(tx, part.id));
  const store = getLocationOf(tx, 'main');
  const from: StockKey = {
    ...toStockKey(dead),
    locationId: getUpperStore(tx, dead.payer_id),
    bin: '',
    condition: 'good',
    serial: part.tracking === 'serial' ? serial : '',
  };
  const paper = new PaperWriter(tx, 'receipt', {
    fromLocationId: from.locationId,
    toLocationId: store,
    head: { deadPart: dead.number },
  });
  const lineId = paper.line({ key: from, quantityMilli: dead.quantity_milli, unitFen: 0, note: dead.number });
  moveStock(tx, {
    kind: 'receive',
    from,
    to: { ...from, locationId: store, bin: part.bin_id ?? '' },
    quantityMilli: dead.quantity_milli,
    documentId: paper.documentId,
    lineId,
  });
  const done = paper.close();
  resumeFilled(tx, fillShorts(tx, [part.id]), applyAction);
  return done.documentId;
}

/** Claimed ones of one maker leave in a parcel. Faults: `dead_part_step`, `dead_part_payer`, `not_found`. */
export function sendDead(
  tx: Tx,
  input: ParcelFacts & { items: readonly { id: string; version: number }[] },
): ParcelDone {
  const rows = input.items.map((item) => ({ ...getDead(tx, item.id), asked: item.version }));
  const [first] = rows;
  if (first === undefined) throw new Fault('not_found', { entity: 'dead_part', id: '' });
  for (const dead of rows) {
    if (!deadPartSteps[dead.state].includes('sent'))
      throw new Fault('dead_part_step', { number: dead.number, deadState: dead.state });
    if (dead.payer_id !== first.payer_id)
      throw new Fault('dead_part_payer', { number: dead.number, other: first.number });
  }
  const valueFen = rows.reduce(
    (sum, dead) => sum + timesMilli(getPart(tx, dead.part_id).cost_fen, dead.quantity_milli),
    0,
  );
  const parcel = startParcel(tx, input, {
    payerId: first.payer_id,
    fromLocationId: getLocationOf(tx, 'doa'),
    boxes: 1,
    valueFen,
  });
  const transit = getLocationOf(tx, 'transit');
  for (const dead of rows) {
    const here = toStockKey(dead);
    moveStock(tx, {
      kind: 'old_send',
      from: here,
      to: { ...here, locationId: transit },
      quantityMilli: dead.quantity_milli,
      workOrderId: dead.work_order_id,
    });
    tx.update(
      'dead_part',
      dead.id,
      { state: 'sent', location_id: transit, parcel_id: parcel.id },
      { version: dead.asked },
    );
    note(tx, dead.id, dead.work_order_id, dead.number, 'sent');
  }
  return parcel;
}

/** A picture of the dead part; its bytes were sent before. Faults: `picture_missing`, `not_found`. */
export function addDeadPhoto(tx: Tx, input: { id: string; hash: string; name: string }): { photos: number } {
  const dead = getDead(tx, input.id);
  if (tx.get('SELECT 1 AS yes FROM blob WHERE id = ?', input.hash) === undefined)
    throw new Fault('picture_missing', { name: input.name });
  tx.insert('attachment', {
    blob_id: input.hash,
    entity: 'dead_part',
    entity_id: dead.id,
    name: 'other',
    file_name: input.name,
    staff_id: tx.staffId,
    at_desk: true,
    at: tx.at,
  });
  const photos = tx.value<number>(
    "SELECT count(*) FROM attachment WHERE entity = 'dead_part' AND entity_id = ?",
    dead.id,
  );
  return { photos: photos ?? 0 };
}
