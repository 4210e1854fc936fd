import type { Tx } from '../../../db/tx.ts';
import { keyValues, sameKeySql, toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { openStates } from '../../../domain/orders/states.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';
import { PaperWriter, type OpenPaper } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { getBag, moveStock } from './ledger.ts';
import {
  endReservation,
  freeFor,
  getPart,
  ownerIdOf,
  remakePromises,
  type ReservationRow,
} from './reservations.ts';

interface BalanceRow extends StockKeyRow {
  id: string;
  quantity_milli: number;
}

/**
 * All that lies under one key of a bag goes into another's, with its paper: somebody leaves, or is ill for long. What
 * was issued for an open order stays issued for it there, what was issued for one that is over closes; promises on it
 * are made anew. Old parts go by `passOldPart`. Null: nothing lies there any more. Faults: `stock_no_bag`, `not_found`.
 */
export function passStock(
  tx: Tx,
  input: { fromStaffId: string; toStaffId: string; balanceId: string },
): OpenPaper | null {
  const from = getBag(tx, input.fromStaffId);
  const to = getBag(tx, input.toStaffId);
  const row = tx.get<BalanceRow>(
    "SELECT * FROM stock_balance WHERE id = ? AND location_id = ? AND quantity_milli > 0 AND condition <> 'old'",
    input.balanceId,
    from,
  );
  if (row === undefined) return null;
  const part = getPart(tx, row.part_id);
  const key = toStockKey(row);
  const paper = new PaperWriter(tx, 'transfer', {
    staffId: input.toStaffId,
    fromLocationId: from,
    toLocationId: to,
    approvedBy: tx.staffId,
    head: { reason: 'handed_over' },
  });
  const issued = tx.all<ReservationRow>(
    `SELECT * FROM reservation WHERE ${sameKeySql} AND state = 'issued' ORDER BY seq`,
    ...keyValues(row),
  );
  for (const one of issued) carryIssued(tx, one, to, paper.documentId);
  const lost = freeFor(tx, key, row.quantity_milli);
  const lineId = paper.line({ key, quantityMilli: row.quantity_milli, unitFen: part.cost_fen });
  moveStock(tx, {
    kind: 'transfer',
    from: key,
    to: { ...key, locationId: to, bin: '' },
    quantityMilli: row.quantity_milli,
    documentId: paper.documentId,
    lineId,
  });
  remakePromises(tx, part.id, lost);
  const done = paper.close();
  resumeFilled(tx, fillShorts(tx, [part.id]), applyAction);
  return done;
}

function carryIssued(tx: Tx, row: ReservationRow, to: string, documentId: string): void {
  endReservation(tx, row, { state: 'released', reason: 'handed_over', documentId });
  if (!openStates.includes(stateOf(getOrder(tx, row.work_order_id)))) return;
  tx.insert('reservation', {
    part_id: row.part_id,
    location_id: to,
    bin: '',
    condition: row.condition,
    owner_kind: row.owner_kind,
    owner_id: row.owner_id,
    lot: row.lot,
    serial: row.serial,
    work_order_id: row.work_order_id,
    quantity_milli: row.quantity_milli,
    state: 'issued',
    reason: 'handed_over',
    document_id: documentId,
    staff_id: tx.staffId,
    at: tx.at,
  });
}

interface OldPartRow {
  id: string;
  part_id: string;
  work_order_id: string | null;
  quantity_milli: number;
  location_id: string | null;
}

/** An old part somebody still owes is another's to hand in from now on. Faults: `old_part_step`, `stock_no_bag`. */
export function passOldPart(tx: Tx, input: { id: string; fromStaffId: string; toStaffId: string }): void {
  const old = tx.get<OldPartRow>(
    "SELECT id, part_id, work_order_id, quantity_milli, location_id FROM old_part WHERE id = ? AND holder_staff_id = ? AND state = 'with_technician'",
    input.id,
    input.fromStaffId,
  );
  if (old === undefined) {
    const state = tx.value<string>('SELECT state FROM old_part WHERE id = ?', input.id);
    throw new Fault('old_part_step', { from: state ?? '', to: 'with_technician' });
  }
  const from = getBag(tx, input.fromStaffId);
  let locationId = old.location_id;
  if (locationId === from) {
    const part = getPart(tx, old.part_id);
    locationId = getBag(tx, input.toStaffId);
    const key = {
      partId: part.id,
      locationId: from,
      bin: '',
      condition: 'old' as const,
      ownerKind: part.owner_kind,
      ownerId: ownerIdOf(part),
      lot: '',
      serial: '',
    };
    moveStock(tx, {
      kind: 'transfer',
      from: key,
      to: { ...key, locationId },
      quantityMilli: old.quantity_milli,
      workOrderId: old.work_order_id,
    });
  }
  tx.update('old_part', old.id, { holder_staff_id: input.toStaffId, location_id: locationId });
  const params = { partId: old.part_id, fromStaffId: input.fromStaffId, toStaffId: input.toStaffId };
  tx.note({
    entity: 'old_part',
    entityId: old.id,
    workOrderId: old.work_order_id,
    kind: 'old_part.handed_over',
    params,
  });
}
