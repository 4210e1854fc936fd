import type { Tx } from '../../../db/tx.ts';
import { toKeyRow, toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { openStates } from '../../../domain/orders/states.ts';
import { isUndoable, type StockPaperKind } from '../../../domain/stock/paper.ts';
import { openPeriodOf } from '../money/post-entry.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';
import { PaperWriter, type OpenPaper } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { reverseMoves } from './ledger.ts';
import { endReservation, freeFor, holdKey, remakePromises, type ReservationRow } from './reservations.ts';

interface PaperRow {
  id: string;
  version: number;
  kind: StockPaperKind;
  number: string;
  state: string;
  business_day: string;
  staff_id: string | null;
  from_location_id: string | null;
  to_location_id: string | null;
  work_order_id: string | null;
  reversal_of: string | null;
}

interface MoveRow extends StockKeyRow {
  pair_id: string;
  quantity_milli: number;
  work_order_id: string | null;
  unit_cost_fen: number;
}

/**
 * Takes a paper back inside its open period: a paper of the same kind the other way, with a counter-move for each move
 * of the first, which is void from then on and names it. Promises follow: what was issued for an order is held for it
 * again, what was given back is with the man again; who was promised the goods meanwhile gives way.
 * Faults: `not_found`, `conflict`, `paper_not_undoable` {number}, `period_closed`, `stock_reversed`, `stock_short` where the goods went on.
 */
export function undoPaper(
  tx: Tx,
  input: { documentId: string; version: number | null; reason: string },
): OpenPaper & { undoes: string } {
  const paper = tx.get<PaperRow>('SELECT * FROM document WHERE id = ?', input.documentId);
  if (paper === undefined) throw new Fault('not_found', { entity: 'document', id: input.documentId });
  if (input.version !== null && input.version !== paper.version)
    throw new Fault('conflict', { entity: 'document', id: paper.id });
  if (!isUndoable(paper.kind, paper.state) || paper.reversal_of !== null)
    throw new Fault('paper_not_undoable', { number: paper.number });
  openPeriodOf(tx, paper.business_day);
  if (paper.kind === 'return') forgetDead(tx, paper);
  const moves = tx.all<MoveRow>(
    'SELECT * FROM stock_move WHERE document_id = ? AND reversal_of IS NULL AND quantity_milli > 0 ORDER BY seq DESC',
    paper.id,
  );
  if (moves.length === 0) throw new Fault('paper_not_undoable', { number: paper.number });
  const back = new PaperWriter(tx, paper.kind, {
    staffId: paper.staff_id,
    fromLocationId: paper.to_location_id,
    toLocationId: paper.from_location_id,
    workOrderId: paper.work_order_id,
    head: { undoes: paper.number, reason: input.reason },
  });
  tx.update('document', back.documentId, { reversal_of: paper.id });
  tx.update('document', paper.id, { state: 'void', void_at: tx.at, void_reason: input.reason });
  if (paper.kind === 'issue') endIssued(tx, paper.id);
  const lost: { partId: string; orders: Map<string, number> }[] = [];
  // The newest move first: a piece that went through two keys comes back the same way
  for (const pair of new Map(moves.map((move) => [move.pair_id, move])).values()) {
    const those = moves.filter((move) => move.pair_id === pair.pair_id);
    for (const move of those) {
      lost.push({ partId: move.part_id, orders: freeFor(tx, toStockKey(move), move.quantity_milli) });
      back.line({
        key: toStockKey(move),
        quantityMilli: move.quantity_milli,
        unitFen: move.unit_cost_fen,
        workOrderId: move.work_order_id,
      });
    }
    reverseMoves(tx, pair.pair_id, { documentId: back.documentId });
  }
  // Whom it was issued for has it again before those whose promises gave way look for others
  if (paper.kind === 'issue') holdAgain(tx, paper.id);
  for (const one of lost) remakePromises(tx, one.partId, one.orders);
  if (paper.kind === 'return') reissue(tx, paper.id);
  const done = back.close();
  tx.event({
    entity: 'document',
    entityId: paper.id,
    kind: 'document.undone',
    params: { number: paper.number, by: done.number, reason: input.reason },
  });
  const partIds = moves.map((move) => move.part_id);
  resumeFilled(tx, fillShorts(tx, partIds), applyAction);
  return { ...done, undoes: paper.number };
}

/** A new part given back as dead is no case any more; one that was claimed already has to be settled there. */
function forgetDead(tx: Tx, paper: PaperRow): void {
  const cases = tx.all<{ id: string; state: string }>(
    'SELECT id, state FROM dead_part WHERE found_document_id = ?',
    paper.id,
  );
  if (cases.some((one) => one.state !== 'found'))
    throw new Fault('paper_not_undoable', { number: paper.number });
  for (const one of cases) tx.remove('dead_part', one.id);
}

/** The man has it for the order no longer. */
function endIssued(tx: Tx, documentId: string): void {
  const rows = tx.all<ReservationRow>(
    "SELECT * FROM reservation WHERE document_id = ? AND state = 'issued'",
    documentId,
  );
  for (const row of rows) endReservation(tx, row, { state: 'released', reason: 'undone', documentId });
}

/** Where it lies again it is promised to the order it was issued for, if that is still open. */
function holdAgain(tx: Tx, documentId: string): void {
  const given = tx.all<MoveRow>(
    'SELECT * FROM stock_move WHERE document_id = ? AND work_order_id IS NOT NULL AND quantity_milli < 0 AND reversal_of IS NULL ORDER BY seq',
    documentId,
  );
  for (const move of given) {
    const order = getOrder(tx, move.work_order_id ?? '');
    if (openStates.includes(stateOf(order)))
      holdKey(tx, order.id, toStockKey(move), -move.quantity_milli, 'undone');
  }
}

/** What closed with the return stands again: the man has it for those orders. */
function reissue(tx: Tx, documentId: string): void {
  const rows = tx.all<ReservationRow>(
    "SELECT * FROM reservation WHERE document_id = ? AND state = 'released' AND reason = 'returned'",
    documentId,
  );
  for (const row of rows) {
    if (!openStates.includes(stateOf(getOrder(tx, row.work_order_id)))) continue;
    tx.insert('reservation', {
      ...toKeyRow(toStockKey(row)),
      work_order_id: row.work_order_id,
      quantity_milli: row.quantity_milli,
      state: 'issued',
      reason: 'undone',
      staff_id: tx.staffId,
      at: tx.at,
    });
  }
}
