import type { Tx } from '../../../../db/tx.ts';
import { getStanding, toKeyRow, toStockKey, type StockKeyRow } from '../../../../db/stock-balance.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { numberPrefix } from '../../../../domain/paper/series.ts';
import { needsApproval, type CountPosting } from '../../../../domain/stock/count.ts';
import type { StockKey } from '../../../../domain/stock/key.ts';
import { openPeriodOf, today } from '../../money/post-entry.ts';
import { getSetting } from '../../masters.ts';
import { nextNumber } from '../../numbers.ts';
import { applyAction } from '../../orders/core/apply-action.ts';
import { searchThing } from '../../search/index-thing.ts';
import { fillShorts, resumeFilled } from '../fill.ts';
import { getLocation, getLocationOf, moveStock, partParams, reverseMoves } from '../ledger.ts';
import { endReservation, freeFor, remakePromises, type ReservationRow } from '../reservations.ts';
import { getCount, linesOf, type CountLineRow, type CountRow } from './rows.ts';
import { movedWhile, settle } from './settle.ts';

/** Fen of gains and losses together above which somebody who may adjust stock has to say yes. */
export const approvalLimitFen = (read: Parameters<typeof getSetting>[0]): number =>
  getSetting(read, 'outlet', 'count_approval_fen', 20_000);

export interface PostedCount {
  documentId: string;
  number: string;
  /** Orders that lost what was promised to them, because it is not there. */
  shortOrders: string[];
}

/**
 * Posts the differences as ordinary moves in one transaction: what lay wrong is moved, what is gone is a loss, what
 * was found a gain. Where less is there than was promised the youngest promises give way; what was found goes to who
 * waits. Faults: `count_approval` {amountFen, limitFen}, `count_moved` {part, place}, `count_moved_while` {part},
 * `period_closed`, `stock_serial_elsewhere`, `count_step`, `conflict`.
 */
export function postCount(
  tx: Tx,
  input: { countId: string; version: number; reason: string; approvedBy: string | null },
): PostedCount {
  const count = getCount(tx, input.countId, ['review'], input.version);
  openPeriodOf(tx, today(tx));
  const { postings, gainFen, lossFen } = settle(tx, count);
  const limitFen = approvalLimitFen(tx);
  const asks = needsApproval(gainFen, lossFen, limitFen);
  if (asks && input.approvedBy === null)
    throw new Fault('count_approval', { number: count.number, amountFen: gainFen + lossFen, limitFen });
  const lines = new Map(linesOf(tx, count.id).map((line) => [line.id, line]));
  for (const line of lines.values())
    if (line.part_id !== null && line.decision === null && movedWhile(tx, line))
      throw new Fault('count_moved_while', partParams(tx, line.part_id));
  const paper = writePaper(tx, count, [...lines.values()], {
    totalFen: gainFen - lossFen,
    approvedBy: asks ? input.approvedBy : null,
  });
  const shortOrders = carryOut(tx, postings, paper.documentId, lines);
  // Two versions on: settle wrote its sums
  tx.update('stock_count', count.id, {
    state: 'posted',
    document_id: paper.documentId,
    approved_by: asks ? input.approvedBy : null,
    approved_at: asks ? tx.at : null,
    reason: input.reason.trim(),
    posted_at: tx.at,
  });
  const params = {
    number: count.number,
    gainFen,
    lossFen,
    moves: postings.length,
    shorts: shortOrders.length,
  };
  tx.note({ entity: 'stock_count', entityId: count.id, kind: 'count.posted', params });
  return { ...paper, shortOrders };
}

function writePaper(
  tx: Tx,
  count: CountRow,
  lines: readonly CountLineRow[],
  as: { totalFen: number; approvedBy: string | null },
): { documentId: string; number: string } {
  const documentId = tx.insert('document', {
    kind: 'count',
    number: count.number,
    state: 'posted',
    business_day: today(tx),
    from_location_id: count.location_id,
    head: { countId: count.id },
    total_fen: as.totalFen,
    made_by: tx.staffId,
    approved_by: as.approvedBy,
    posted_at: tx.at,
    at: tx.at,
  });
  searchThing(tx, 'document', documentId, [count.number]);
  const differing = lines.filter(
    (line) => line.part_id !== null && line.counted_milli !== null && line.counted_milli !== line.book_milli,
  );
  for (const [index, line] of differing.entries())
    tx.insert('document_line', {
      document_id: documentId,
      line_no: index + 1,
      part_id: line.part_id,
      condition: line.condition,
      owner_kind: line.owner_kind,
      owner_id: line.owner_id,
      bin: line.bin,
      lot: line.lot,
      serial: line.serial,
      asked_milli: line.book_milli ?? 0,
      done_milli: line.counted_milli ?? 0,
      unit_fen: line.unit_fen,
      amount_fen: line.difference_fen,
      note: line.reason,
    });
  const params = { kind: 'count', number: count.number, lines: differing.length, totalFen: as.totalFen };
  tx.note({ entity: 'document', entityId: documentId, kind: 'document.count', params });
  return { documentId, number: count.number };
}

/** Promises lost on the way: by part, then by order. */
class Lost {
  readonly byPart = new Map<string, Map<string, number>>();

  add(partId: string, lost: ReadonlyMap<string, number>): void {
    const orders = this.byPart.get(partId) ?? new Map<string, number>();
    for (const [orderId, milli] of lost) orders.set(orderId, (orders.get(orderId) ?? 0) + milli);
    this.byPart.set(partId, orders);
  }

  /** Promises them anew from what is there; the rest becomes short. Answers the orders that wait now. */
  remake(tx: Tx): string[] {
    const orders = new Set<string>();
    for (const [partId, lost] of this.byPart) {
      remakePromises(tx, partId, lost);
      for (const orderId of lost.keys()) orders.add(orderId);
    }
    return [...orders].filter(
      (id) =>
        tx.get("SELECT 1 AS yes FROM reservation WHERE work_order_id = ? AND state = 'short'", id) !==
        undefined,
    );
  }
}

function carryOut(
  tx: Tx,
  postings: readonly CountPosting[],
  documentId: string,
  lines: ReadonlyMap<string, CountLineRow>,
): string[] {
  const loss = getLocationOf(tx, 'loss');
  const away = (key: StockKey): StockKey => ({ ...key, locationId: loss, bin: '' });
  const lost = new Lost();
  const pairs = new Map<string, string>();
  for (const posting of postings) {
    const { from, to, quantityMilli, lineId } = posting;
    if (from !== null) {
      if (getStanding(tx, toKeyRow(from)).onHandMilli < quantityMilli)
        throw new Fault('count_moved', {
          ...partParams(tx, from.partId),
          place: [getLocation(tx, from.locationId).name, from.bin].filter(Boolean).join(' '),
        });
      lost.add(from.partId, freeFor(tx, from, quantityMilli));
    }
    const known = pairs.get(lineId);
    const pairId = moveStock(tx, {
      kind: posting.kind === 'transfer' ? 'transfer' : posting.kind === 'gain' ? 'count_gain' : 'count_loss',
      from: from ?? away(to as StockKey),
      to: to ?? away(from as StockKey),
      quantityMilli,
      documentId,
      unitCostFen: lines.get(lineId)?.unit_fen ?? 0,
      ...(known === undefined ? {} : { pairId: known }),
    });
    pairs.set(lineId, pairId);
    if (from !== null) lost.add(from.partId, recallIssued(tx, from));
  }
  for (const [lineId, pairId] of pairs) tx.update('stock_count_line', lineId, { pair_id: pairId });
  const shortOrders = lost.remake(tx);
  const gained = postings.filter((one) => one.to !== null).map((one) => one.to?.partId ?? '');
  resumeFilled(tx, fillShorts(tx, gained), applyAction);
  return shortOrders;
}

/** In a bag: what was handed out for orders and is not there any more is recalled, the youngest first. */
function recallIssued(tx: Tx, key: StockKey): Map<string, number> {
  const recalled = new Map<string, number>();
  const rows = tx.all<ReservationRow>(
    `SELECT * FROM reservation WHERE part_id = ? AND location_id = ? AND state = 'issued' AND condition = ? AND owner_kind = ? AND owner_id = ? AND lot = ? AND serial = ? ORDER BY seq DESC`,
    key.partId,
    key.locationId,
    key.condition,
    key.ownerKind,
    key.ownerId,
    key.lot,
    key.serial,
  );
  const promised = rows.reduce((sum, row) => sum + row.quantity_milli, 0);
  let over = promised - getStanding(tx, toKeyRow(key)).onHandMilli;
  for (const row of rows) {
    if (over <= 0) break;
    const taken = Math.min(over, row.quantity_milli);
    over -= taken;
    endReservation(tx, row, { state: 'released', reason: 'counted', quantityMilli: taken });
    recalled.set(row.work_order_id, (recalled.get(row.work_order_id) ?? 0) + taken);
  }
  return recalled;
}

/**
 * Takes a posted stocktake back by counter-moves, while its month is open. Faults: `period_closed`, `stock_short`
 * (what was found is used already), `count_step`, `conflict`.
 */
export function undoCount(
  tx: Tx,
  input: { countId: string; version: number; reason: string },
): { documentId: string; number: string } {
  const count = getCount(tx, input.countId, ['posted'], input.version);
  const paper = tx.get<{ business_day: string }>(
    'SELECT business_day FROM document WHERE id = ?',
    count.document_id,
  );
  openPeriodOf(tx, paper?.business_day ?? today(tx));
  openPeriodOf(tx, today(tx));
  const number = nextNumber(tx, numberPrefix('count'), today(tx));
  const documentId = tx.insert('document', {
    kind: 'count',
    number,
    state: 'posted',
    business_day: today(tx),
    from_location_id: count.location_id,
    head: { countId: count.id, reason: input.reason.trim() },
    made_by: tx.staffId,
    posted_at: tx.at,
    reversal_of: count.document_id,
    at: tx.at,
  });
  searchThing(tx, 'document', documentId, [number]);
  const lost = new Lost();
  const parts = new Set<string>();
  const lines = linesOf(tx, count.id).filter((line) => line.pair_id !== null);
  for (const line of lines.reverse()) {
    for (const taker of takersOf(tx, line.pair_id ?? '')) {
      parts.add(taker.key.partId);
      if (taker.isReal) lost.add(taker.key.partId, freeFor(tx, taker.key, taker.quantityMilli));
    }
    reverseMoves(tx, line.pair_id ?? '', { documentId });
  }
  if (count.document_id !== null)
    tx.update('document', count.document_id, {
      state: 'void',
      void_at: tx.at,
      void_reason: input.reason.trim(),
    });
  lost.remake(tx);
  resumeFilled(tx, fillShorts(tx, parts), applyAction);
  tx.update(
    'stock_count',
    count.id,
    { state: 'undone', undo_document_id: documentId },
    { version: count.version },
  );
  const params = { number: count.number, reason: input.reason.trim(), by: number };
  tx.note({ entity: 'stock_count', entityId: count.id, kind: 'count.undone', params });
  return { documentId, number };
}

function takersOf(tx: Tx, pairId: string) {
  return tx
    .all<StockKeyRow & { quantity_milli: number; is_real: number }>(
      'SELECT m.*, l.is_real FROM stock_move m JOIN location l ON l.id = m.location_id WHERE m.pair_id = ? AND m.quantity_milli > 0 ORDER BY m.seq',
      pairId,
    )
    .map((row) => ({ key: toStockKey(row), quantityMilli: row.quantity_milli, isReal: row.is_real === 1 }));
}
