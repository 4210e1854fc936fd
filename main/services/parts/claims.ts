import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import {
  claimDueAt,
  type ClaimKind,
  type ClaimOutcome,
  claimOutcomesOf,
  type ClaimState,
  type ClaimStep,
  claimStepsOf,
  openClaims,
} from '../../../domain/stock/claim.ts';
import { owedOf } from '../../../domain/stock/request.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import type { Awaited } from './awaited.ts';
import { endGoodsOf } from './claim-goods.ts';
import { linesOf } from './request-rows.ts';
import { wantLess } from './requests.ts';

export interface ClaimRow {
  id: string;
  version: number;
  number: string;
  kind: ClaimKind;
  state: ClaimState;
  document_id: string;
  request_id: string | null;
  payer_id: string | null;
  part_id: string;
  other_part_id: string | null;
  lot: string;
  serial: string;
  quantity_milli: number;
  unit_fen: number;
  location_id: string | null;
  due_at: number | null;
  note: string;
}

export interface OpenedClaim {
  id: string;
  number: string;
  kind: ClaimKind;
}

interface NewClaim {
  kind: ClaimKind;
  documentId: string;
  lineId: string | null;
  requestId: string | null;
  workOrderId: string | null;
  parcelId: string | null;
  payerId: string | null;
  /** What was announced; for goods nobody announced, what came. */
  partId: string;
  otherPartId: string | null;
  lot: string;
  serial: string;
  announcedMilli: number;
  quantityMilli: number;
  unitFen: number;
  locationId: string | null;
  pairId: string | null;
  note: string;
}

const isOpen = `state IN (${openClaims.map((state) => `'${state}'`).join(', ')})`;

/** Goods came otherwise than announced: from now on the sender's window runs. */
export function openClaim(tx: Tx, input: NewClaim): OpenedClaim {
  const day = businessDay(tx.at, getZone(tx));
  const number = nextNumber(tx, numberPrefix('goods_claim'), day);
  const hours = tx.value<number | null>(
    'SELECT claim_hours FROM upper_store WHERE payer_id IS ?',
    input.payerId,
  );
  const id = tx.insert('goods_claim', {
    number,
    document_id: input.documentId,
    document_line_id: input.lineId,
    request_id: input.requestId,
    parcel_id: input.parcelId,
    payer_id: input.payerId,
    kind: input.kind,
    state: 'open',
    part_id: input.partId,
    other_part_id: input.otherPartId,
    lot: input.lot,
    serial: input.serial,
    announced_milli: input.announcedMilli,
    quantity_milli: input.quantityMilli,
    unit_fen: input.unitFen,
    amount_fen: timesMilli(input.unitFen, input.quantityMilli),
    location_id: input.locationId,
    pair_id: input.pairId,
    due_at: claimDueAt(tx.at, hours ?? null),
    note: input.note,
    staff_id: tx.staffId,
    business_day: day,
    at: tx.at,
  });
  note(tx, { id, number, workOrderId: input.workOrderId }, 'opened', { claimKind: input.kind });
  return { id, number, kind: input.kind };
}

function note(
  tx: Tx,
  claim: { id: string; number: string; workOrderId: string | null },
  step: string,
  params: Record<string, unknown> = {},
): void {
  tx.note({
    entity: 'goods_claim',
    entityId: claim.id,
    workOrderId: claim.workOrderId,
    kind: 'goods_claim.step',
    params: { number: claim.number, step, ...params },
  });
}

/** What of a request's part is owed and stands in no claim yet. Thousandths. */
export function shortOfRequest(tx: Tx, wait: Pick<Awaited, 'requestId' | 'partId'>): number {
  if (wait.requestId === null) return 0;
  const claimed = claimsOn(tx, wait.requestId, wait.partId).reduce((sum, one) => sum + one.quantity_milli, 0);
  return owedMilli(tx, wait.requestId, wait.partId) - claimed;
}

function owedMilli(tx: Tx, requestId: string, partId: string): number {
  const lines = linesOf(tx, requestId);
  const owed = owedOf(lines);
  return lines.reduce((sum, line, at) => sum + (line.partId === partId ? (owed[at] ?? 0) : 0), 0);
}

/** Claims that still expect something of the sender, shortages first. */
const claimsOn = (tx: Tx, requestId: string, partId: string): ClaimRow[] =>
  tx.all<ClaimRow>(
    `SELECT * FROM goods_claim WHERE request_id = ? AND part_id = ? AND ${isOpen} AND kind <> 'surplus' ORDER BY kind <> 'short', seq`,
    requestId,
    partId,
  );

/** Goods of a request came after all: the shortages they fill are settled, one filled in part is of the rest. */
export function settleShortages(tx: Tx, requestId: string, partId: string, documentId: string): void {
  const claims = claimsOn(tx, requestId, partId);
  let filled = claims.reduce((sum, one) => sum + one.quantity_milli, 0) - owedMilli(tx, requestId, partId);
  for (const claim of claims) {
    if (filled <= 0 || claim.kind !== 'short') return;
    if (filled >= claim.quantity_milli)
      close(tx, claim, 'settled', { outcome: 'sent_later', settled_document_id: documentId });
    else {
      const left = claim.quantity_milli - filled;
      tx.update('goods_claim', claim.id, {
        quantity_milli: left,
        amount_fen: timesMilli(claim.unit_fen, left),
      });
    }
    filled -= claim.quantity_milli;
  }
}

function close(
  tx: Tx,
  claim: ClaimRow,
  state: ClaimState,
  columns: Record<string, unknown>,
  version?: number,
) {
  const next = tx.update(
    'goods_claim',
    claim.id,
    { state, ...(state === 'reported' ? {} : { settled_at: tx.at }), ...columns },
    version === undefined ? undefined : { version },
  );
  note(tx, { ...claim, workOrderId: orderOf(tx, claim) }, state, {
    ...(typeof columns.outcome === 'string' ? { outcome: columns.outcome } : {}),
  });
  return next;
}

const orderOf = (tx: Tx, claim: ClaimRow): string | null =>
  claim.request_id === null
    ? null
    : (tx.value<string>('SELECT work_order_id FROM parts_request WHERE id = ?', claim.request_id) ?? null);

export interface ClaimDone {
  id: string;
  number: string;
  version: number;
  state: ClaimState;
  documentId: string | null;
}

/**
 * A claim goes on: told to the sender, refused by it, over its window, found after all, or ended by an outcome, which
 * moves the goods and says what the request still expects.
 * Faults: `claim_step` {number, claimState}, `claim_outcome` {number}, `conflict`, `not_found`, `stock_short` where the
 * goods are not there any more.
 */
export function stepClaim(
  tx: Tx,
  input: {
    id: string;
    version: number;
    to: ClaimStep;
    outcome: ClaimOutcome | null;
    how: string;
    parcelNumber: string;
  },
): ClaimDone {
  const claim = tx.get<ClaimRow>('SELECT * FROM goods_claim WHERE id = ?', input.id);
  if (claim === undefined) throw new Fault('not_found', { entity: 'goods_claim', id: input.id });
  const over = claim.due_at !== null && claim.due_at < tx.at;
  if (!claimStepsOf({ ...claim, over }).includes(input.to))
    throw new Fault('claim_step', { number: claim.number, claimState: claim.state });
  const { outcome } = input;
  if (input.to === 'settled' && (outcome === null || !claimOutcomesOf(claim).includes(outcome)))
    throw new Fault('claim_outcome', { number: claim.number });
  const said = input.how.trim();
  const columns: Record<string, unknown> =
    input.to === 'reported'
      ? { reported_at: tx.at, reported_how: said }
      : said === ''
        ? {}
        : { note: [claim.note, said].filter((text) => text !== '').join(' · ') };
  let documentId: string | null = null;
  if (input.to === 'settled' && outcome !== null) {
    // The version first: what two desks end at once is ended once
    tx.update('goods_claim', claim.id, {}, { version: input.version });
    documentId = endGoodsOf(tx, claim, outcome, input.parcelNumber);
    if (isGivenUp(claim.kind, outcome) && claim.request_id !== null)
      wantLess(tx, claim.request_id, claim.part_id, claim.quantity_milli, said);
    const now = tx.value<number>('SELECT version FROM goods_claim WHERE id = ?', claim.id);
    const version = close(
      tx,
      claim,
      'settled',
      { ...columns, outcome, settled_document_id: documentId },
      now,
    );
    return { id: claim.id, number: claim.number, version, state: 'settled', documentId };
  }
  // Not settled yet: what lies here still has to be decided on
  if (input.to === 'refused' || input.to === 'expired') columns.settled_at = null;
  const version = close(tx, claim, input.to, columns, input.version);
  return { id: claim.id, number: claim.number, version, state: input.to, documentId };
}

/** Nothing more comes for it: the request expects that much less. */
const isGivenUp = (kind: ClaimKind, outcome: ClaimOutcome): boolean =>
  (kind === 'short' || kind === 'broken') && (outcome === 'credited' || outcome === 'written_off');
