import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Condition, StockKey } from '../../../domain/stock/key.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { PaperWriter, type OpenPaper } from './documents.ts';
import { fillShorts, resumeFilled, type FilledOrder } from './fill.ts';
import { storesOf } from './issue.ts';
import { getLocationOf, getUpperStore, moveStock, partParams } from './ledger.ts';
import { receiveRequest } from './requests.ts';
import { getPart, ownerIdOf, toBase, type PartRow } from './reservations.ts';

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
  const upperOf = (partId: string) => getUpperStore(tx, getPart(tx, partId).payer_id);
  const paper = new PaperWriter(tx, 'receipt', {
    fromLocationId: input.lines[0] === undefined ? null : upperOf(input.lines[0].partId),
    toLocationId: store,
    head: { parcelNumber: input.parcelNumber, requestId: input.requestId },
  });
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    const quantityMilli = toBase(tx, part, line.quantityMilli, line.unit);
    const unitCostFen = line.unitCostFen ?? part.cost_fen;
    bringIn(tx, paper, {
      part,
      from: upperOf(part.id),
      to: { locationId: store, bin: line.bin ?? part.bin_id ?? '' },
      condition: 'good',
      quantityMilli,
      serials: line.serials,
      lot: line.lot,
      expiresDay: line.expiresDay,
      unitCostFen,
      note: line.note,
    });
    if (input.requestId !== null) receiveRequest(tx, input.requestId, part.id, quantityMilli);
  }
  const done = paper.close();
  const filled = fillShorts(
    tx,
    input.lines.map((line) => line.partId),
  );
  return { ...done, releasedOrders: resumeFilled(tx, filled, applyAction) };
}

export interface Incoming {
  part: PartRow;
  from: string;
  to: { locationId: string; bin: string };
  condition: Condition;
  /** Of the base unit. */
  quantityMilli: number;
  serials: readonly string[];
  lot: string;
  expiresDay: string | null;
  unitCostFen: number;
  note: string;
}

/**
 * Goods come in on a paper: a line and a move for each piece. Answers the pieces, as they stand on the paper and in
 * the ledger. Faults: `stock_quantity`, `stock_serial_needed`, `stock_serial_elsewhere`, `stock_serial_pattern`.
 */
export function bringIn(
  tx: Tx,
  paper: PaperWriter,
  input: Incoming,
): { lineId: string; pairId: string; quantityMilli: number; serial: string }[] {
  const { part, unitCostFen } = input;
  if (input.lot !== '') keepLot(tx, part.id, input.lot, input.expiresDay);
  return piecesOf(tx, part, input.quantityMilli, input.serials).map((piece) => {
    const key: StockKey = {
      partId: part.id,
      locationId: input.from,
      bin: '',
      condition: input.condition,
      ownerKind: part.owner_kind,
      ownerId: ownerIdOf(part),
      lot: input.lot,
      serial: piece.serial,
    };
    const { quantityMilli } = piece;
    const lineId = paper.line({ key, quantityMilli, unitFen: unitCostFen, note: input.note });
    const pairId = moveStock(tx, {
      kind: 'receive',
      from: key,
      to: { ...key, ...input.to },
      quantityMilli,
      unitCostFen,
      documentId: paper.documentId,
      lineId,
    });
    return { lineId, pairId, ...piece };
  });
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
