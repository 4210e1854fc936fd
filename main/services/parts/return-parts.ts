import type { Tx } from '../../../db/tx.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { noteDeadPart } from './dead-parts.ts';
import { PaperWriter, takeAt, type OpenPaper, type WantedLine } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { storesOf } from './issue.ts';
import { getBag, getLocationOf, moveStock } from './ledger.ts';
import { endReservation, freeFor, getPart, remakePromises, type ReservationRow } from './reservations.ts';

export interface ReturnLine extends WantedLine {
  workOrderId: string | null;
  reason: 'unused' | 'too_many' | 'wrong_model' | 'cancelled' | 'dead';
  /** 已拆封: its packing was open; it waits for an inspection and is nobody's until then. */
  opened?: boolean;
  bin: string;
  note: string;
}

/**
 * 退料: bag → store. A new part that turned out dead goes to its own place instead, an opened one waits for its
 * inspection. What the man had been issued for
 * an order closes; promises other orders had on the bag are made anew from where the part lies now.
 * Faults: `stock_short`, `stock_whole`, `stock_no_bag`, `not_found`.
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
    const takes = takeAt(tx, bag, line, { promised: true, expired: true });
    for (const take of takes) {
      const lost = freeFor(tx, take.key, take.quantityMilli);
      const dead = line.reason === 'dead' && take.key.condition === 'good';
      const opened = line.opened === true && !dead && take.key.condition === 'good';
      const to: StockKey = dead
        ? { ...take.key, locationId: getLocationOf(tx, 'doa'), bin: '', condition: 'doa' }
        : {
            ...take.key,
            locationId: store,
            bin: line.bin === '' ? (part.bin_id ?? '') : line.bin,
            condition: opened ? 'inspect' : take.key.condition,
          };
      const note = [line.reason, line.note].filter((text) => text !== '').join(' · ');
      const lineId = paper.line({
        key: { ...take.key, condition: to.condition },
        quantityMilli: take.quantityMilli,
        unitFen: part.cost_fen,
        workOrderId: line.workOrderId,
        note,
      });
      const pairId = moveStock(tx, {
        kind: dead ? 'doa_found' : 'return_unused',
        from: take.key,
        to,
        quantityMilli: take.quantityMilli,
        documentId: paper.documentId,
        lineId,
        workOrderId: line.workOrderId,
      });
      if (dead)
        noteDeadPart(tx, {
          key: to,
          quantityMilli: take.quantityMilli,
          pairId,
          documentId: paper.documentId,
          workOrderId: line.workOrderId,
          finderId: input.staffId,
          foundIn: 'before_use',
          symptom: line.note,
        });
      remakePromises(tx, part.id, lost);
    }
    closeIssued(tx, bag, line, paper.documentId);
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
function closeIssued(tx: Tx, bag: string, line: ReturnLine, documentId: string): void {
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
    endReservation(tx, row, { state: 'released', reason: 'returned', quantityMilli: taken, documentId });
    left -= taken;
  }
}
