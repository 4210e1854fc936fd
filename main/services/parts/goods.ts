import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { movingAverage } from '../../../domain/stock/balance.ts';
import type { Condition, StockKey } from '../../../domain/stock/key.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { PaperWriter, takeAt, type OpenPaper, type WantedLine } from './documents.ts';
import { fillShorts, resumeFilled, type FilledOrder } from './fill.ts';
import { getBag, getLocation, getLocationOf, moveStock, partParams } from './ledger.ts';
import { receiveRequest } from './requests.ts';
import {
  endReservation,
  freeFor,
  getPart,
  ownerIdOf,
  remakePromises,
  toBase,
  type PartRow,
  type ReservationRow,
} from './reservations.ts';
import { storesOf } from './issue.ts';

export interface ReturnLine extends WantedLine {
  workOrderId: string | null;
  reason: 'unused' | 'too_many' | 'wrong_model' | 'cancelled' | 'dead';
  bin: string;
  note: string;
}

/**
 * 退料: bag → store. A new part that turned out dead goes to its own place instead. What the man had been issued for
 * an order closes; promises other orders had on the bag are made anew from where the part lies now.
 * Faults: `stock_short`, `stock_no_bag`, `not_found`.
 */
export function returnParts(
  tx: Tx,
  input: { staffId: string; toLocationId: string | null; lines: readonly ReturnLine[] },
): OpenPaper {
  const bag = getBag(tx, input.staffId);
  const store = input.toLocationId ?? storesOf(tx)[0] ?? getLocationOf(tx, 'main');
  const paper = new PaperWriter(tx, 'return', {
    staffId: input.staffId,
    fromLocationId: bag,
    toLocationId: store,
  });
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    const takes = takeAt(tx, bag, line, { promised: true });
    for (const take of takes) {
      const lost = freeFor(tx, take.key, take.quantityMilli);
      const dead = line.reason === 'dead' && take.key.condition === 'good';
      const to: StockKey = dead
        ? { ...take.key, locationId: getLocationOf(tx, 'doa'), bin: '', condition: 'doa' }
        : { ...take.key, locationId: store, bin: line.bin === '' ? (part.bin_id ?? '') : line.bin };
      const note = [line.reason, line.note].filter((text) => text !== '').join(' · ');
      const lineId = paper.line({ ...take, unitFen: part.cost_fen, workOrderId: line.workOrderId, note });
      moveStock(tx, {
        kind: dead ? 'doa_found' : 'return_unused',
        from: take.key,
        to,
        quantityMilli: take.quantityMilli,
        documentId: paper.documentId,
        lineId,
        workOrderId: line.workOrderId,
      });
      remakePromises(tx, part.id, lost);
    }
    closeIssued(tx, bag, line);
  }
  const done = paper.close();
  resumeFilled(
    tx,
    fillShorts(
      tx,
      input.lines.map((line) => line.partId),
    ),
    applyAction,
  );
  return done;
}

/** The named order's issued lines close first, then those of orders that are over, then any of this bag. */
function closeIssued(tx: Tx, bag: string, line: ReturnLine): void {
  const rows = tx.all<ReservationRow>(
    `SELECT r.* FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE r.location_id = ? AND r.part_id = ? AND r.state = 'issued'
     ORDER BY r.work_order_id = ? DESC, w.state IN ('finished', 'verified', 'audited', 'closed') OR w.side_state IS NOT NULL DESC, r.seq`,
    bag,
    line.partId,
    line.workOrderId ?? '',
  );
  let left = line.quantityMilli;
  for (const row of rows) {
    if (left <= 0) return;
    const taken = Math.min(left, row.quantity_milli);
    endReservation(tx, row, { state: 'released', reason: 'returned', quantityMilli: taken });
    left -= taken;
  }
}

export interface ReceiveLine {
  partId: string;
  quantityMilli: number;
  unit: string | null;
  bin: string | null;
  lot: string;
  expiresDay: string | null;
  serials: readonly string[];
  unitCostFen: number | null;
  note: string;
}

/**
 * 收货 from the upper store: stock comes in, own parts get their moving average, orders that waited get theirs and go
 * on. Faults: `stock_quantity`, `stock_serial_needed`, `stock_serial_elsewhere`, `stock_unit_unknown`, `not_found`.
 */
export function receiveGoods(
  tx: Tx,
  input: {
    toLocationId: string | null;
    requestId: string | null;
    parcelNumber: string;
    lines: readonly ReceiveLine[];
  },
): OpenPaper & { releasedOrders: FilledOrder[] } {
  const store = input.toLocationId ?? storesOf(tx)[0] ?? getLocationOf(tx, 'main');
  const upper = getLocationOf(tx, 'upper');
  const paper = new PaperWriter(tx, 'receipt', {
    fromLocationId: upper,
    toLocationId: store,
    head: { parcelNumber: input.parcelNumber, requestId: input.requestId },
  });
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    const quantityMilli = toBase(tx, part, line.quantityMilli, line.unit);
    const unitCostFen = line.unitCostFen ?? part.cost_fen;
    if (line.lot !== '') keepLot(tx, part.id, line.lot, line.expiresDay);
    for (const piece of piecesOf(tx, part, quantityMilli, line.serials)) {
      const key: StockKey = {
        partId: part.id,
        locationId: upper,
        bin: '',
        condition: 'good',
        ownerKind: part.owner_kind,
        ownerId: ownerIdOf(part),
        lot: line.lot,
        serial: piece.serial,
      };
      const lineId = paper.line({
        key,
        quantityMilli: piece.quantityMilli,
        unitFen: unitCostFen,
        note: line.note,
      });
      moveStock(tx, {
        kind: 'receive',
        from: key,
        to: { ...key, locationId: store, bin: line.bin ?? part.bin_id ?? '' },
        quantityMilli: piece.quantityMilli,
        unitCostFen,
        documentId: paper.documentId,
        lineId,
      });
    }
    averageIn(tx, part, quantityMilli, unitCostFen);
    if (input.requestId !== null) receiveRequest(tx, input.requestId, part.id, quantityMilli);
  }
  const done = paper.close();
  const filled = fillShorts(
    tx,
    input.lines.map((line) => line.partId),
  );
  return { ...done, releasedOrders: resumeFilled(tx, filled, applyAction) };
}

/** Pieces kept by serial come in one by one, each with its own; the rest comes in as one quantity. */
function piecesOf(
  tx: Tx,
  part: PartRow,
  quantityMilli: number,
  serials: readonly string[],
): { quantityMilli: number; serial: string }[] {
  if (part.tracking !== 'serial') return [{ quantityMilli, serial: '' }];
  if (serials.length * 1000 !== quantityMilli || new Set(serials).size !== serials.length)
    throw new Fault('stock_serial_needed', partParams(tx, part.id));
  return serials.map((serial) => ({ quantityMilli: 1000, serial }));
}

function keepLot(tx: Tx, partId: string, code: string, expiresDay: string | null): void {
  const known = tx.get<{ id: string }>('SELECT id FROM lot WHERE part_id = ? AND code = ?', partId, code);
  if (known === undefined) tx.insert('lot', { part_id: partId, code, expires_day: expiresDay });
}

/** 厂家件 keep the maker's price; what we bought ourselves costs its moving average. */
function averageIn(tx: Tx, part: PartRow, inMilli: number, inFen: number): void {
  if (part.owner_kind !== 'own') return;
  const onHand =
    tx.value<number>(
      "SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = ? AND b.owner_kind = 'own' AND b.condition = 'good' AND l.is_real = 1",
      part.id,
    ) ?? 0;
  const costFen = movingAverage(onHand - inMilli, part.cost_fen, inMilli, inFen);
  if (costFen !== part.cost_fen) tx.update('part', part.id, { cost_fen: costFen });
}

export interface MoveLine {
  partId: string;
  quantityMilli: number;
  condition: Condition;
  bin: string;
  lot: string;
  serial: string;
  note: string;
}

/**
 * 调拨 between two places of ours, at once or by parcel: then the goods stand in transit until they arrive.
 * Faults: `stock_short`, `stock_move_wrong`.
 */
export function transferParts(
  tx: Tx,
  input: {
    fromLocationId: string;
    toLocationId: string;
    byParcel: boolean;
    parcelNumber: string;
    lines: readonly MoveLine[];
  },
): OpenPaper {
  const to = getLocation(tx, input.toLocationId);
  const state = input.byParcel ? 'staged' : 'posted';
  const paper = new PaperWriter(tx, input.byParcel ? 'parcel' : 'transfer', {
    fromLocationId: input.fromLocationId,
    toLocationId: to.id,
    staffId: to.staffId,
    state,
    head: { parcelNumber: input.parcelNumber },
  });
  const transit = input.byParcel ? getLocationOf(tx, 'transit') : '';
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    for (const take of takeAt(tx, input.fromLocationId, line)) {
      const lineId = paper.line({
        ...take,
        doneMilli: input.byParcel ? 0 : take.quantityMilli,
        unitFen: part.cost_fen,
        note: line.note,
      });
      moveStock(tx, {
        kind: input.byParcel ? 'send' : 'transfer',
        from: take.key,
        to: {
          ...take.key,
          ...(input.byParcel ? { locationId: transit, bin: '' } : arriveAt(part, to, line.bin)),
        },
        quantityMilli: take.quantityMilli,
        documentId: paper.documentId,
        lineId,
      });
    }
  }
  const done = paper.close(state);
  if (!input.byParcel)
    resumeFilled(
      tx,
      fillShorts(
        tx,
        input.lines.map((line) => line.partId),
      ),
      applyAction,
    );
  return done;
}

const arriveAt = (part: PartRow, to: { id: string; kind: string }, bin: string) => ({
  locationId: to.id,
  bin: bin !== '' ? bin : to.kind === 'main' ? (part.bin_id ?? '') : '',
});

/**
 * What arrived of a parcel goes to its place; what did not stays in transit under the same paper, so that it is asked
 * for. Faults: `parts_document_step`, `stock_quantity`, `conflict`, `not_found`.
 */
export function arriveParcel(
  tx: Tx,
  input: {
    documentId: string;
    version: number;
    lines: readonly { lineNo: number; quantityMilli: number }[];
  },
): OpenPaper {
  const document = tx.get<{
    number: string;
    kind: string;
    state: string;
    version: number;
    to_location_id: string;
    total_fen: number;
  }>('SELECT * FROM document WHERE id = ?', input.documentId);
  if (document === undefined) throw new Fault('not_found', { entity: 'document', id: input.documentId });
  if (document.kind !== 'parcel' || document.state !== 'staged')
    throw new Fault('parts_document_step', { number: document.number, state: document.state });
  const to = getLocation(tx, document.to_location_id);
  const transit = getLocationOf(tx, 'transit');
  const partIds: string[] = [];
  for (const wanted of input.lines) {
    const line = tx.get<{
      id: string;
      part_id: string;
      condition: Condition;
      owner_kind: StockKey['ownerKind'];
      owner_id: string;
      lot: string;
      serial: string;
      asked_milli: number;
      done_milli: number;
    }>('SELECT * FROM document_line WHERE document_id = ? AND line_no = ?', input.documentId, wanted.lineNo);
    if (line === undefined)
      throw new Fault('not_found', { entity: 'document_line', id: String(wanted.lineNo) });
    if (wanted.quantityMilli > line.asked_milli - line.done_milli)
      throw new Fault('stock_quantity', {
        ...partParams(tx, line.part_id),
        quantityMilli: wanted.quantityMilli,
      });
    const key: StockKey = {
      partId: line.part_id,
      locationId: transit,
      bin: '',
      condition: line.condition,
      ownerKind: line.owner_kind,
      ownerId: line.owner_id,
      lot: line.lot,
      serial: line.serial,
    };
    moveStock(tx, {
      kind: 'arrive',
      from: key,
      to: { ...key, ...arriveAt(getPart(tx, line.part_id), to, '') },
      quantityMilli: wanted.quantityMilli,
      documentId: input.documentId,
      lineId: line.id,
    });
    tx.update('document_line', line.id, { done_milli: line.done_milli + wanted.quantityMilli });
    partIds.push(line.part_id);
  }
  const open = tx.value<number>(
    'SELECT count(*) FROM document_line WHERE document_id = ? AND done_milli < asked_milli',
    input.documentId,
  );
  const state = open === 0 ? 'posted' : 'staged';
  tx.update(
    'document',
    input.documentId,
    { state, posted_at: state === 'posted' ? tx.at : null },
    { version: input.version },
  );
  const params = { number: document.number, lines: input.lines.length, open: open ?? 0 };
  tx.note({ entity: 'document', entityId: input.documentId, kind: 'document.arrived', params });
  resumeFilled(tx, fillShorts(tx, partIds), applyAction);
  return { documentId: input.documentId, number: document.number, state, totalFen: document.total_fen };
}

/** 报废: to the scrap store, out of every promise. Faults: `stock_short`, `stock_move_wrong`. */
export function scrapParts(
  tx: Tx,
  input: { fromLocationId: string; reason: string; lines: readonly MoveLine[] },
): OpenPaper {
  const scrap = getLocationOf(tx, 'scrap');
  const paper = new PaperWriter(tx, 'scrap', {
    fromLocationId: input.fromLocationId,
    toLocationId: scrap,
    head: { reason: input.reason },
  });
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    for (const take of takeAt(tx, input.fromLocationId, line)) {
      const lineId = paper.line({ ...take, unitFen: part.cost_fen, note: line.note });
      moveStock(tx, {
        kind: 'scrap',
        from: take.key,
        to: { ...take.key, locationId: scrap, bin: '', condition: 'scrap' },
        quantityMilli: take.quantityMilli,
        documentId: paper.documentId,
        lineId,
      });
    }
  }
  return paper.close();
}
