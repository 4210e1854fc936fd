import type { Tx } from '../../../db/tx.ts';
import { toStockKey, type StockKeyRow } from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { JournalLine } from '../../../domain/money/journal.ts';
import {
  custodyGone,
  custodyNext,
  custodyOpen,
  remindAgainDays,
  type CustodyFeeWay,
  type CustodyState,
} from '../../../domain/stock/custody.ts';
import type { MoveKindCode } from '../../../domain/stock/moves.ts';
import { addDays } from '../../../domain/time/business-day.ts';
import { openPeriodOf, postEntry, postReversal, today } from '../money/post-entry.ts';
import {
  assertDue,
  custodyKey,
  getCustody,
  noteCustody,
  placeFor,
  type CustodyDone,
  type CustodyRow,
} from './custody.ts';
import { PaperWriter } from './documents.ts';
import { getBag, getLocation, getLocationOf, moveStock, reverseMoves } from './ledger.ts';

/** What a user still owes on the order of a thing, fen. */
export const orderOwedFen = (tx: Pick<Tx, 'value'>, workOrderId: string | null): number =>
  workOrderId === null
    ? 0
    : (tx.value<number>(
        `SELECT coalesce(sum(amount_fen - paid_fen), 0) FROM fee_line WHERE work_order_id = ? AND party = 'user'
         AND state NOT IN ('estimate', 'void', 'paid', 'waived', 'lost') AND amount_fen > paid_fen`,
        workOrderId,
      ) ?? 0);

/** The thing as the person saw it, ready for this step. Faults: `not_found`, `conflict`, `custody_step` {number, custodyState}. */
function forStep(tx: Tx, input: { id: string; version: number }, to: CustodyState): CustodyRow {
  const item = getCustody(tx, input.id);
  if (item.version !== input.version) throw new Fault('conflict', { entity: 'custody_item', id: item.id });
  if (!custodyNext(item.kind, item.state).includes(to))
    throw new Fault('custody_step', { number: item.number, custodyState: item.state });
  return item;
}

const done = (item: CustodyRow, version: number, state: CustodyState): CustodyDone => ({
  id: item.id,
  version,
  number: item.number,
  state,
});

/** The kind of move that brings a thing from one place to another. */
const moveKind = (from: string, to: string): MoveKindCode =>
  from === 'transit' ? 'custody_in' : to === 'transit' ? 'custody_out' : 'transfer';

function carry(tx: Tx, item: CustodyRow, to: { locationId: string; bin: string }): void {
  if (to.locationId === item.location_id && to.bin === item.bin) return;
  const key = custodyKey(item);
  moveStock(tx, {
    kind: moveKind(getLocation(tx, item.location_id).kind, getLocation(tx, to.locationId).kind),
    from: key,
    to: { ...key, ...to },
    quantityMilli: item.quantity_milli,
    workOrderId: item.work_order_id,
  });
}

/**
 * 送修 → 修好 → 送回: work on it begins, it can be fetched, a man brings it back in his bag or a carrier does, it came
 * back. Faults: those of `forStep`, `custody_place`, `stock_no_bag`, `not_found`.
 */
export function stepCustody(
  tx: Tx,
  input: {
    id: string;
    version: number;
    to: 'held' | 'in_repair' | 'ready' | 'on_way';
    /** Who brings it; null: a carrier. Only on its way. */
    staffId: string | null;
    locationId: string | null;
    bin: string | null;
    note: string;
  },
): CustodyDone {
  const item = forStep(tx, input, input.to);
  const here = getLocation(tx, item.location_id).kind === 'custody';
  const to =
    input.to === 'on_way'
      ? {
          locationId: input.staffId === null ? getLocationOf(tx, 'transit') : getBag(tx, input.staffId),
          bin: '',
        }
      : {
          locationId:
            here && input.locationId === null ? item.location_id : placeFor(tx, item.kind, input.locationId),
          bin: input.bin?.trim() ?? (here ? item.bin : ''),
        };
  carry(tx, item, to);
  const version = tx.update(
    'custody_item',
    item.id,
    { state: input.to, location_id: to.locationId, bin: to.bin },
    { version: item.version },
  );
  const params = { custodyState: input.to, staffId: input.to === 'on_way' ? input.staffId : null };
  noteCustody(tx, item, 'custody.step', params, input.note.trim());
  return done(item, version, input.to);
}

/** A paper for the thing that leaves, with its move. */
function leave(
  tx: Tx,
  item: CustodyRow,
  to: { kind: MoveKindCode; locationId: string; condition?: 'scrap' },
  head: Record<string, unknown>,
): { documentId: string; number: string } {
  const key = custodyKey(item);
  const paper = new PaperWriter(tx, 'custody', {
    fromLocationId: item.location_id,
    toLocationId: to.locationId,
    workOrderId: item.work_order_id,
    head: { ...head, custodyItem: item.number, before: item.state },
  });
  const lineId = paper.line({
    key,
    quantityMilli: item.quantity_milli,
    unitFen: 0,
    workOrderId: item.work_order_id,
  });
  moveStock(tx, {
    kind: to.kind,
    from: key,
    to: { ...key, locationId: to.locationId, bin: '', condition: to.condition ?? key.condition },
    quantityMilli: item.quantity_milli,
    documentId: paper.documentId,
    lineId,
    workOrderId: item.work_order_id,
  });
  const { documentId, number } = paper.close();
  return { documentId, number };
}

/** Money for keeping: cash stays with who took it till he hands it in, a code goes to the merchant's account. */
function takeFee(tx: Tx, item: CustodyRow, way: Exclude<CustodyFeeWay, 'waived'>): string | null {
  const debit: JournalLine =
    way === 'merchant_qr'
      ? { account: 'merchant_qr', holderId: null, amountFen: item.fee_fen }
      : tx.staffId === null
        ? { account: 'cash', holderId: null, amountFen: item.fee_fen }
        : { account: 'cash_with_staff', holderId: tx.staffId, amountFen: item.fee_fen };
  const entry = postEntry(tx, {
    kind: 'custody_fee',
    documentKind: 'custody_item',
    documentId: item.id,
    orderId: item.work_order_id,
    lines: [debit, { account: 'income_other_service', holderId: null, amountFen: -item.fee_fen }],
    params: { number: item.number },
  });
  return entry?.id ?? null;
}

/**
 * 取机: it goes to somebody, by name, and what is owed is said first: the rest of its order and the fee for keeping. It
 * goes unpaid only with a written reason. Faults: those of `forStep`, `custody_who` {number}, `custody_owed` {number,
 * amountFen}, `custody_reason` {number}, `period_closed`.
 */
export function handOutCustody(
  tx: Tx,
  input: { id: string; version: number; handedTo: string; fee: CustodyFeeWay | null; reason: string },
): CustodyDone & { paper: string; owedFen: number } {
  const item = forStep(tx, input, 'handed_out');
  const handedTo = input.handedTo.trim();
  const reason = input.reason.trim();
  if (handedTo === '') throw new Fault('custody_who', { number: item.number });
  const owedFen = orderOwedFen(tx, item.work_order_id);
  const feeOpenFen = input.fee === null ? item.fee_fen : 0;
  if (feeOpenFen > 0 || (owedFen > 0 && reason === ''))
    throw new Fault('custody_owed', { number: item.number, amountFen: owedFen + feeOpenFen });
  if (item.fee_fen > 0 && input.fee === 'waived' && reason === '')
    throw new Fault('custody_reason', { number: item.number });
  const feeEntryId =
    item.fee_fen === 0 || input.fee === null || input.fee === 'waived' ? null : takeFee(tx, item, input.fee);
  const paper = leave(
    tx,
    item,
    { kind: 'custody_out', locationId: getLocationOf(tx, 'user') },
    { owedFen, feeFen: item.fee_fen, feeWay: item.fee_fen === 0 ? null : input.fee, feeEntryId },
  );
  const version = end(tx, item, 'handed_out', getLocationOf(tx, 'user'), paper.documentId, {
    handed_to: handedTo,
  });
  const params = { paper: paper.number, owedFen, feeFen: item.fee_fen };
  noteCustody(tx, item, 'custody.handed_out', params, [handedTo, reason].filter(Boolean).join(' · '));
  return { ...done(item, version, 'handed_out'), paper: paper.number, owedFen };
}

function end(
  tx: Tx,
  item: CustodyRow,
  state: CustodyState,
  locationId: string,
  documentId: string,
  more: Record<string, string> = {},
): number {
  return tx.update(
    'custody_item',
    item.id,
    {
      state,
      location_id: locationId,
      bin: '',
      out_document_id: documentId,
      remind_day: null,
      ended_at: tx.at,
      ...more,
    },
    { version: item.version },
  );
}

/**
 * Nobody gets it back: scrapped with the user's word, or lost. Faults: those of `forStep`, `custody_reason` {number}.
 */
export function endCustody(
  tx: Tx,
  input: { id: string; version: number; to: 'scrapped' | 'lost'; reason: string },
): CustodyDone {
  const item = forStep(tx, input, input.to);
  const reason = input.reason.trim();
  if (custodyGone.includes(input.to) && reason === '')
    throw new Fault('custody_reason', { number: item.number });
  const to =
    input.to === 'scrapped'
      ? { kind: 'scrap' as const, locationId: getLocationOf(tx, 'scrap'), condition: 'scrap' as const }
      : { kind: 'count_loss' as const, locationId: getLocationOf(tx, 'loss') };
  const paper = leave(tx, item, to, {});
  const version = end(tx, item, input.to, to.locationId, paper.documentId);
  noteCustody(tx, item, 'custody.step', { custodyState: input.to, staffId: null }, reason);
  return done(item, version, input.to);
}

/**
 * Takes the hand-out back, or the end: a counter-move inside the open month of its paper, which is void from then on; a
 * fee taken with it is booked back. Faults: `not_found`, `conflict`, `custody_step`, `period_closed`.
 */
export function undoCustody(tx: Tx, input: { id: string; version: number; reason: string }): CustodyDone {
  const item = getCustody(tx, input.id);
  if (item.version !== input.version) throw new Fault('conflict', { entity: 'custody_item', id: item.id });
  const paper =
    item.out_document_id === null
      ? undefined
      : tx.get<{ id: string; number: string; business_day: string; head: string; to_location_id: string }>(
          'SELECT id, number, business_day, head, to_location_id FROM document WHERE id = ?',
          item.out_document_id,
        );
  if (paper === undefined || custodyOpen.includes(item.state))
    throw new Fault('custody_step', { number: item.number, custodyState: item.state });
  openPeriodOf(tx, paper.business_day);
  const head = JSON.parse(paper.head) as { before: CustodyState; feeEntryId?: string | null };
  const from = tx.get<StockKeyRow & { pair_id: string }>(
    'SELECT * FROM stock_move WHERE document_id = ? AND quantity_milli < 0 AND reversal_of IS NULL ORDER BY seq LIMIT 1',
    paper.id,
  );
  if (from === undefined) throw new Error(`${paper.number} moved nothing`);
  const back = new PaperWriter(tx, 'custody', {
    fromLocationId: paper.to_location_id,
    toLocationId: from.location_id,
    workOrderId: item.work_order_id,
    head: { undoes: paper.number, reason: input.reason.trim(), custodyItem: item.number },
  });
  tx.update('document', back.documentId, { reversal_of: paper.id });
  tx.update('document', paper.id, { state: 'void', void_at: tx.at, void_reason: input.reason.trim() });
  back.line({
    key: toStockKey(from),
    quantityMilli: item.quantity_milli,
    unitFen: 0,
    workOrderId: item.work_order_id,
  });
  reverseMoves(tx, from.pair_id, { documentId: back.documentId });
  if (head.feeEntryId != null) postReversal(tx, head.feeEntryId);
  back.close();
  const version = tx.update(
    'custody_item',
    item.id,
    {
      state: head.before,
      location_id: from.location_id,
      bin: from.bin,
      out_document_id: null,
      handed_to: '',
      ended_at: null,
    },
    { version: item.version },
  );
  noteCustody(tx, item, 'custody.undone', { paper: paper.number }, input.reason.trim());
  return done(item, version, head.before);
}

/** 催取: who was told what, and when to call again. Faults: `not_found`, `conflict`, `custody_step`, `custody_reason`, `custody_due`. */
export function remindCustody(
  tx: Tx,
  input: { id: string; version: number; note: string; nextDay: string | null },
): CustodyDone & { nextDay: string } {
  const item = getCustody(tx, input.id);
  if (!custodyOpen.includes(item.state))
    throw new Fault('custody_step', { number: item.number, custodyState: item.state });
  const note = input.note.trim();
  if (note === '') throw new Fault('custody_reason', { number: item.number });
  const nextDay = input.nextDay ?? addDays(today(tx), remindAgainDays);
  assertDue(tx, nextDay);
  const version = tx.update(
    'custody_item',
    item.id,
    { reminded_at: tx.at, remind_day: nextDay },
    { version: input.version },
  );
  noteCustody(tx, item, 'custody.reminded', { nextDay }, note);
  return { ...done(item, version, item.state), nextDay };
}

/** Another shelf, another last day, another fee, or what was written down wrong. Faults: as `stepCustody`, `custody_due`. */
export function changeCustody(
  tx: Tx,
  input: {
    id: string;
    version: number;
    locationId: string | null;
    bin: string;
    dueDay: string | null;
    feeFen: number;
    what: string;
    accessories: string;
    damage: string;
  },
): CustodyDone {
  const item = getCustody(tx, input.id);
  if (item.version !== input.version) throw new Fault('conflict', { entity: 'custody_item', id: item.id });
  if (!custodyOpen.includes(item.state))
    throw new Fault('custody_step', { number: item.number, custodyState: item.state });
  if (input.dueDay !== null && input.dueDay !== item.due_day) assertDue(tx, input.dueDay);
  const inPlace = getLocation(tx, item.location_id).kind === 'custody';
  const to = inPlace
    ? { locationId: placeFor(tx, item.kind, input.locationId ?? item.location_id), bin: input.bin.trim() }
    : { locationId: item.location_id, bin: item.bin };
  carry(tx, item, to);
  const version = tx.update(
    'custody_item',
    item.id,
    {
      location_id: to.locationId,
      bin: to.bin,
      due_day: input.dueDay,
      remind_day: null,
      fee_fen: input.feeFen,
      what: input.what.trim(),
      accessories: input.accessories.trim(),
      damage: input.damage.trim(),
    },
    { version: item.version },
  );
  noteCustody(tx, item, 'custody.changed', { dueDay: input.dueDay, feeFen: input.feeFen, bin: to.bin });
  return done(item, version, item.state);
}
