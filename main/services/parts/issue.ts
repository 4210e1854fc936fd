import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import type { IssueRefusal } from '../../../domain/stock/reservation.ts';
import { freeMilli } from '../../../domain/stock/balance.ts';
import { stockKeyText, type StockKey } from '../../../domain/stock/key.ts';
import { openStates } from '../../../domain/orders/states.ts';
import type { RowReader } from '../masters.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';
import { refusalsFor } from './bag.ts';
import { takeFromBox } from './box.ts';
import { PaperWriter, takeAt, type OpenPaper } from './documents.ts';
import { expiredFault, expiryOf, splitExpired } from './expiry.ts';
import { getBag, getLocation, moveStock, partParams } from './ledger.ts';
import {
  assertQuantity,
  assertWhole,
  candidatesOf,
  endReservation,
  getPart,
  pickFrom,
  reservationsOf,
  type PartRow,
  type ReservationRow,
} from './reservations.ts';
import { getStanding, toKeyRow, toStockKey } from '../../../db/stock-balance.ts';

export interface IssueLine {
  partId: string;
  quantityMilli: number;
  workOrderId: string | null;
  fromLocationId: string | null;
  lot: string | null;
  serial: string | null;
  note: string;
}

/** One key that leaves the store for one line. */
interface Leaving {
  key: StockKey;
  quantityMilli: number;
  line: IssueLine;
  part: PartRow;
}

/**
 * 领料 as one fact: promises of the orders end as issued, stock goes store → bag, the paper has its number. Over the
 * man's limit, or while he owes the old part of the same kind, somebody has to have said yes (`approvedBy`).
 * Faults: `issue_over_limit`, `issue_old_part_owed`, `stock_short`, `stock_whole`, `stock_lot_expired`, `stock_serial_elsewhere`, `stock_no_bag`,
 * `parts_order_closed`, `not_found`.
 */
export function issueParts(
  tx: Tx,
  input: {
    staffId: string;
    lines: readonly IssueLine[];
    approvedBy: string | null;
    /** The paper of a packed box: it is carried out instead of a new one. */
    staged?: { documentId: string; number: string };
  },
): OpenPaper & { refusals: IssueRefusal[] } {
  const bag = getBag(tx, input.staffId);
  const refusals = refusalsFor(
    tx,
    input.staffId,
    input.lines.map((line) => {
      const part = getPart(tx, line.partId);
      assertQuantity(tx, part.id, line.quantityMilli);
      assertWhole(tx, part, line.quantityMilli);
      return {
        partId: part.id,
        valueFen: timesMilli(part.cost_fen, line.quantityMilli),
        oldPartReturn: part.old_part_return === 1,
      };
    }),
  );
  const first = refusals[0];
  if (first !== undefined && input.approvedBy === null) throw refusalFault(tx, first);
  const paper = new PaperWriter(
    tx,
    'issue',
    {
      staffId: input.staffId,
      toLocationId: bag,
      approvedBy: refusals.length === 0 ? null : input.approvedBy,
      head: { refusals: refusals.map((one) => one.code) },
    },
    input.staged,
  );
  const gone: { workOrderId: string | null; key: StockKey; quantityMilli: number }[] = [];
  // Line by line: what one line took is not there for the next.
  for (const line of input.lines)
    for (const one of chooseKeys(tx, line, bag)) {
      carry(tx, one, bag, paper);
      gone.push({ workOrderId: line.workOrderId, key: one.key, quantityMilli: one.quantityMilli });
    }
  // Only what an order was promised can lie in a box
  if (input.staged === undefined && input.lines.some((line) => line.workOrderId !== null))
    takeFromBox(tx, input.staffId, gone);
  return { ...paper.close(), refusals };
}

function carry(tx: Tx, one: Leaving, bag: string, paper: PaperWriter): void {
  const { key, quantityMilli, part, line } = one;
  const lineId = paper.line({
    key,
    quantityMilli,
    unitFen: part.cost_fen,
    workOrderId: line.workOrderId,
    oldPartDue: part.old_part_return === 1,
    note: line.note,
  });
  moveStock(tx, {
    kind: 'issue',
    from: key,
    to: inBag(key, bag),
    quantityMilli,
    documentId: paper.documentId,
    lineId,
    workOrderId: line.workOrderId,
  });
  if (line.workOrderId !== null) markIssued(tx, one, bag, paper.documentId);
}

const inBag = (key: StockKey, bag: string): StockKey => ({ ...key, locationId: bag, bin: '' });

export function refusalFault(tx: Pick<Tx, 'get'>, refusal: IssueRefusal): Fault {
  return refusal.code === 'over_limit'
    ? new Fault('issue_over_limit', refusal.params)
    : new Fault('issue_old_part_owed', {
        ...partParams(tx, refusal.params.partId),
        count: refusal.params.count,
      });
}

/**
 * Which keys make up a line. An order's own promise is ended first, so that its quantity counts as free for it, and
 * is taken where it was promised unless the storekeeper names another serial, lot or store.
 */
function chooseKeys(tx: Tx, line: IssueLine, bag: string): Leaving[] {
  const part = getPart(tx, line.partId);
  const promised = line.workOrderId === null ? [] : endPromises(tx, line, bag);
  const leave = (takes: readonly { key: StockKey; quantityMilli: number }[]): Leaving[] =>
    takes.map((take) => ({ ...take, line, part }));
  const stores = storesOf(tx);
  if (line.serial !== null || line.lot !== null || line.fromLocationId !== null) {
    const from = line.fromLocationId ?? promised[0]?.locationId ?? stores[0] ?? '';
    return leave(takeAt(tx, from, line));
  }
  const kept = takeKeys(tx, promised, line.quantityMilli);
  if (kept.leftMilli === 0) return leave(kept.takes);
  const { picks, missingMilli } = pickFrom(tx, part.id, line.quantityMilli, stores);
  if (missingMilli > 0) {
    const [late] = splitExpired(tx, candidatesOf(tx, part.id, stores)).over;
    if (late !== undefined) throw expiredFault(tx, late);
    throw new Fault('stock_short', {
      ...partParams(tx, part.id),
      location: getLocation(tx, stores[0] ?? '').name,
      freeMilli: line.quantityMilli - missingMilli,
    });
  }
  return leave(picks.map((pick) => ({ key: pick.key, quantityMilli: pick.qtyMilli })));
}

/** Takes from the named keys, each once, what is free there now. */
function takeKeys(tx: Tx, keys: readonly StockKey[], quantityMilli: number) {
  const takes: { key: StockKey; quantityMilli: number }[] = [];
  let leftMilli = quantityMilli;
  for (const [, key] of new Map(keys.map((one) => [stockKeyText(one), one]))) {
    if (splitExpired(tx, [{ key, expires: expiryOf(tx, key) }]).over.length > 0) continue;
    const { onHandMilli, reservedMilli } = getStanding(tx, toKeyRow(key));
    const take = Math.min(leftMilli, freeMilli(onHandMilli, reservedMilli));
    if (take === 0) continue;
    takes.push({ key, quantityMilli: take });
    leftMilli -= take;
  }
  return { takes, leftMilli };
}

/** Stores of our own, the main one first. */
export function storesOf(read: Pick<RowReader, 'all'>): string[] {
  return read
    .all<{ id: string }>("SELECT id FROM location WHERE kind = 'main' AND retired_at IS NULL ORDER BY code")
    .map((row) => row.id);
}

/** Ends what the order was promised in stores (and what it waited for), up to the line; answers the keys promised. */
function endPromises(tx: Tx, line: IssueLine, bag: string): StockKey[] {
  const order = getOrder(tx, line.workOrderId ?? '');
  if (!openStates.includes(stateOf(order))) throw new Fault('parts_order_closed', { number: order.number });
  const keys: StockKey[] = [];
  let left = line.quantityMilli;
  const rows = reservationsOf(tx, order.id, ['held', 'short'])
    .filter((row) => row.part_id === line.partId && row.location_id !== bag)
    .sort((a: ReservationRow, b: ReservationRow) => (a.state < b.state ? -1 : a.state > b.state ? 1 : 0));
  for (const row of rows) {
    if (left === 0) break;
    const taken = Math.min(left, row.quantity_milli);
    endReservation(tx, row, { state: 'released', reason: 'issued', quantityMilli: taken });
    if (row.state === 'held') keys.push(toStockKey(row));
    left -= taken;
  }
  return keys;
}

/** The man has it for this order now. */
function markIssued(tx: Tx, one: Leaving, bag: string, documentId: string): void {
  tx.insert('reservation', {
    ...toKeyRow(inBag(one.key, bag)),
    work_order_id: one.line.workOrderId,
    quantity_milli: one.quantityMilli,
    state: 'issued',
    document_id: documentId,
    staff_id: tx.staffId,
    at: tx.at,
  });
}
