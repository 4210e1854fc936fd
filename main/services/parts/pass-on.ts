import type { Tx } from '../../../db/tx.ts';
import { toStockKey } from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { refusalsFor } from './bag.ts';
import { PaperWriter, type OpenPaper } from './documents.ts';
import { getBag, moveStock } from './ledger.ts';
import {
  endReservation,
  freeFor,
  getPart,
  holdKey,
  remakePromises,
  type ReservationRow,
} from './reservations.ts';

export interface PassOn {
  orderId: string;
  /** Whose bag the parts lie in now. */
  fromStaffId: string;
  /** Exactly one of the two takes them. */
  toStaffId: string | null;
  toSubShopId: string | null;
  /** Issued reservations of the order that somebody agreed to pass on. */
  reservationIds: readonly string[];
  /** A person with the right said yes to more than the receiver's limit. */
  overLimit: boolean;
}

/**
 * What one man was issued for an order goes to the next as one transfer with its paper: bag → bag (or the sub-shop's
 * store), issued to the receiver for the same order; promises others had on it are made anew. Null: nothing named.
 * Faults: `hand_over_changed` {number} when a line is not with the first man any more, `issue_over_limit`,
 * `stock_no_bag`, `stock_short`.
 */
export function transferToPerson(tx: Tx, input: PassOn): (OpenPaper & { lines: number }) | null {
  if (input.reservationIds.length === 0) return null;
  const from = getBag(tx, input.fromStaffId);
  const rows = input.reservationIds.map((id) => standing(tx, id, input.orderId, from));
  const to = input.toStaffId === null ? storeOf(tx, input.toSubShopId) : getBag(tx, input.toStaffId);
  if (input.toStaffId !== null && !input.overLimit) assertLimit(tx, input.toStaffId, rows);
  const paper = new PaperWriter(tx, 'transfer', {
    staffId: input.toStaffId,
    fromLocationId: from,
    toLocationId: to,
    workOrderId: input.orderId,
    approvedBy: input.overLimit ? tx.staffId : null,
    head: { reason: 'handed_over' },
  });
  for (const row of rows) carry(tx, row, { ...input, to }, paper);
  return { ...paper.close(), lines: rows.length };
}

function carry(tx: Tx, row: ReservationRow, input: PassOn & { to: string }, paper: PaperWriter): void {
  const part = getPart(tx, row.part_id);
  const key = toStockKey(row);
  const there: StockKey = { ...key, locationId: input.to, bin: '' };
  const quantityMilli = row.quantity_milli;
  endReservation(tx, row, { state: 'released', reason: 'handed_over', documentId: paper.documentId });
  const lost = freeFor(tx, key, quantityMilli);
  const lineId = paper.line({
    key,
    quantityMilli,
    unitFen: part.cost_fen,
    workOrderId: input.orderId,
    oldPartDue: part.old_part_return === 1,
  });
  moveStock(tx, {
    kind: 'transfer',
    from: key,
    to: there,
    quantityMilli,
    documentId: paper.documentId,
    lineId,
    workOrderId: input.orderId,
  });
  if (input.toStaffId === null) holdKey(tx, input.orderId, there, quantityMilli, 'handed_over');
  else
    tx.insert('reservation', {
      part_id: row.part_id,
      location_id: input.to,
      bin: '',
      condition: row.condition,
      owner_kind: row.owner_kind,
      owner_id: row.owner_id,
      lot: row.lot,
      serial: row.serial,
      work_order_id: input.orderId,
      quantity_milli: quantityMilli,
      state: 'issued',
      reason: 'handed_over',
      document_id: paper.documentId,
      staff_id: tx.staffId,
      at: tx.at,
    });
  remakePromises(tx, part.id, lost);
}

function standing(tx: Tx, id: string, orderId: string, bag: string): ReservationRow {
  const row = tx.get<ReservationRow>(
    "SELECT * FROM reservation WHERE id = ? AND work_order_id = ? AND location_id = ? AND state = 'issued'",
    id,
    orderId,
    bag,
  );
  if (row !== undefined) return row;
  const number = tx.value<string>('SELECT number FROM work_order WHERE id = ?', orderId) ?? '';
  throw new Fault('hand_over_changed', { number });
}

/** 领料额度 counts for what comes from a colleague as for what comes from the store. */
function assertLimit(tx: Tx, staffId: string, rows: readonly ReservationRow[]): void {
  const lines = rows.map((row) => ({
    partId: row.part_id,
    valueFen: timesMilli(getPart(tx, row.part_id).cost_fen, row.quantity_milli),
    oldPartReturn: false,
  }));
  const over = refusalsFor(tx, staffId, lines).find((refusal) => refusal.code === 'over_limit');
  if (over?.code === 'over_limit') throw new Fault('issue_over_limit', over.params);
}

function storeOf(tx: Tx, subShopId: string | null): string {
  const store = tx.value<string>(
    "SELECT id FROM location WHERE kind = 'sub_shop' AND sub_shop_id = ? AND retired_at IS NULL ORDER BY code LIMIT 1",
    subShopId,
  );
  if (store === undefined) throw new Fault('stock_no_bag', { staffId: subShopId ?? '' });
  return store;
}
