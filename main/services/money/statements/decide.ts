import type { Db } from '../../../../db/connection.ts';
import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { JournalLine } from '../../../../domain/money/journal.ts';
import { computeMatches } from '../../../../domain/money/match.ts';
import { postDifference, type AgreedDifference } from '../../../../domain/money/posting.ts';
import { nextNumber } from '../../numbers.ts';
import { postEntry, today } from '../post-entry.ts';
import { refreshOrder } from '../refresh-order.ts';
import { assertAtRest } from '../settling.ts';
import { applyCase, clearLine } from './apply-case.ts';
import {
  contextFor,
  evidenceFor,
  getStatement,
  readSides,
  toStatementLine,
  type StatementHead,
} from './match-statement.ts';

interface Line {
  id: string;
  version: number;
  statement_id: string;
  state: string;
  order_number: string | null;
  amount_fen: number;
  work_order_id: string | null;
}

/** The line of a statement that can still be decided. Faults: `not_found`, `conflict`, `statement_step`. */
function getOpenLine(tx: Tx, id: string, version: number): Line {
  const line = tx.get<Line>(
    'SELECT id, version, statement_id, state, order_number, amount_fen, work_order_id FROM statement_line WHERE id = ?',
    id,
  );
  if (line === undefined) throw new Fault('not_found', { entity: 'statement_line', id });
  if (line.version !== version) throw new Fault('conflict', { entity: 'statement_line', id });
  assertStatementAtRest(tx, line.statement_id);
  if (line.state === 'agreed') throw new Fault('statement_step', { state: line.state, step: 'decide' });
  const decided = tx.value<string>(
    "SELECT state FROM difference WHERE statement_line_id = ? AND state <> 'open'",
    id,
  );
  if (decided !== undefined) throw new Fault('difference_step', { state: decided, step: 'decide' });
  return line;
}

function assertStatementAtRest(tx: Tx, statementId: string): void {
  assertAtRest(
    tx,
    statementId,
    tx.value<string>('SELECT number FROM statement WHERE id = ?', statementId) ?? '',
  );
}

function note(
  tx: Tx,
  kind: string,
  lineId: string,
  orderId: string | null,
  params: Record<string, unknown>,
): void {
  tx.note({ entity: 'statement_line', entityId: lineId, workOrderId: orderId, kind, params });
}

export interface Decided {
  id: string;
  version: number;
  state: string;
  kind: string;
  diffFen: number;
}

/** A person says which order a line is about; amounts decide whether they agree. Faults: also `match_nothing_open`. */
export function matchByHand(
  tx: Tx,
  db: Db,
  input: { id: string; version: number; orderId: string },
): Decided {
  const line = getOpenLine(tx, input.id, input.version);
  const head = getStatement(db, line.statement_id) as StatementHead;
  const sides = readSides(db, head, { orderId: input.orderId, lineId: line.id });
  const number = tx.value<string>('SELECT number FROM work_order WHERE id = ?', input.orderId);
  if (number === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
  if (sides.ours.length === 0) throw new Fault('match_nothing_open', { number });
  const theirs = sides.lines.map((one) => toStatementLine(one, number));
  const ours = sides.ours.map((one) => ({ ...one, numbers: [number] }));
  const cases = computeMatches(theirs, ours, { period: head.period });
  const base = contextFor(db, sides, 'hand');
  for (const found of cases) {
    applyCase(tx, found, {
      ...base,
      evidenceOf: (id) => ['hand', ...evidenceFor(sides, new Map(), found)(id).slice(1)],
    });
  }
  note(tx, 'statement.matched_by_hand', line.id, input.orderId, { orderId: input.orderId });
  return decidedOf(tx, line.id);
}

/** Takes a match apart: the line is open again, the fees wait for another. */
export function unmatch(tx: Tx, input: { id: string; version: number }): Decided {
  const line = getOpenLine(tx, input.id, input.version);
  clearLine(tx, line.id);
  tx.update('statement_line', line.id, {
    state: 'open',
    difference_kind: 'unplaced',
    difference_fen: line.amount_fen,
    work_order_id: null,
  });
  note(tx, 'statement.unmatched', line.id, line.work_order_id, { orderId: line.work_order_id });
  return decidedOf(tx, line.id);
}

export function refuse(tx: Tx, db: Db, input: { id: string; version: number }): Decided {
  const line = getOpenLine(tx, input.id, input.version);
  const head = getStatement(db, line.statement_id) as StatementHead;
  const sides = readSides(db, head, { orderId: '', lineId: line.id });
  const found = {
    kind: 'not_ours' as const,
    reason: 'by_hand',
    orderId: null,
    number: line.order_number,
    statementIds: [line.id],
    feeIds: [],
    oursFen: 0,
    theirsFen: line.amount_fen,
    diffFen: line.amount_fen,
    automatic: false,
    candidates: [],
  };
  applyCase(tx, found, { ...contextFor(db, sides, 'hand'), evidenceOf: () => ['hand'] });
  note(tx, 'statement.refused', line.id, null, {});
  return decidedOf(tx, line.id);
}

function decidedOf(tx: Tx, lineId: string): Decided {
  const row = tx.get<{
    version: number;
    state: string;
    difference_kind: string | null;
    difference_fen: number;
  }>('SELECT version, state, difference_kind, difference_fen FROM statement_line WHERE id = ?', lineId);
  if (row === undefined) throw new Fault('not_found', { entity: 'statement_line', id: lineId });
  return {
    id: lineId,
    version: row.version,
    state: row.state,
    kind: row.difference_kind ?? 'unplaced',
    diffFen: row.difference_fen,
  };
}

interface Difference {
  id: string;
  version: number;
  kind: string;
  payer_id: string | null;
  statement_line_id: string | null;
  work_order_id: string | null;
  ours_fen: number;
  theirs_fen: number;
  state: string;
  appeal_due_at: number | null;
}

function getDifference(
  tx: Tx,
  id: string,
  version: number,
  from: readonly string[],
  step: string,
): Difference {
  const row = tx.get<Difference>(
    'SELECT id, version, kind, payer_id, statement_line_id, work_order_id, ours_fen, theirs_fen, state, appeal_due_at FROM difference WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'difference', id });
  if (row.version !== version) throw new Fault('conflict', { entity: 'difference', id });
  const { statement_line_id: lineId } = row;
  if (lineId !== null) {
    const of = tx.value<string>('SELECT statement_id FROM statement_line WHERE id = ?', lineId);
    if (of !== undefined) assertStatementAtRest(tx, of);
  }
  if (!from.includes(row.state)) throw new Fault('difference_step', { state: row.state, step });
  return row;
}

const stepDone = (tx: Tx, row: Difference, state: string, reason?: string) => {
  const version = tx.update(
    'difference',
    row.id,
    { state, ...(reason === undefined || reason === '' ? {} : { reason }) },
    { version: row.version },
  );
  const params = { kind: row.kind, state, oursFen: row.ours_fen, theirsFen: row.theirs_fen };
  tx.note({
    entity: 'difference',
    entityId: row.id,
    workOrderId: row.work_order_id,
    kind: `difference.${state}`,
    params,
  });
  return { id: row.id, version, state };
};

/**
 * Gives in to a difference: the journal carries it at once, so that the receivable is what they will pay. What is lost
 * whole ends the fee lines; a fine may be passed on to a person, by name.
 */
export function acceptDifference(
  tx: Tx,
  input: { id: string; version: number; passToStaffId: string | null; reason: string },
): { id: string; version: number; state: string } {
  const row = getDifference(tx, input.id, input.version, ['open', 'appealed', 'carried'], 'accept');
  const lines = linesOf(row, input.passToStaffId);
  postEntry(tx, {
    kind: 'difference',
    documentKind: 'difference',
    documentId: row.id,
    orderId: row.work_order_id,
    lines,
    params: { kind: row.kind },
  });
  if (input.passToStaffId !== null && row.theirs_fen < row.ours_fen) {
    tx.insert('fine', {
      number: nextNumber(tx, 'FK', today(tx)),
      work_order_id: row.work_order_id,
      statement_line_id: row.statement_line_id,
      payer_id: row.payer_id,
      staff_id: input.passToStaffId,
      reason_code: row.kind,
      reason: input.reason,
      amount_fen: row.ours_fen - row.theirs_fen,
      bearer: 'technician',
      state: 'confirmed',
      at: tx.at,
    });
  }
  if (row.theirs_fen === 0 && row.work_order_id !== null && ['missing', 'unpaid'].includes(row.kind))
    loseFees(tx, row);
  const done = stepDone(tx, row, 'accepted', input.reason);
  if (row.work_order_id !== null) refreshOrder(tx, row.work_order_id);
  return done;
}

function linesOf(row: Difference, passToStaffId: string | null): JournalLine[] {
  const payerId = row.payer_id ?? '';
  const diffFen = row.theirs_fen - row.ours_fen;
  if (row.kind === 'not_ours' || row.kind === 'duplicate' || row.kind === 'unplaced') {
    // Money that is not ours to earn: they pay it, we keep it apart until they ask for it back
    return [
      { account: 'receivable_payer', holderId: payerId, amountFen: diffFen, sourceId: row.id },
      { account: 'suspense', holderId: null, amountFen: -diffFen, sourceId: row.id },
    ];
  }
  return postDifference({
    payerId,
    diffFen,
    kind: row.kind as AgreedDifference['kind'],
    passToStaffId,
    sourceId: row.id,
  });
}

function loseFees(tx: Tx, row: Difference): void {
  for (const fee of tx.all<{ id: string }>(
    "SELECT id FROM fee_line WHERE work_order_id = ? AND party = 'payer' AND party_id = ? AND state IN ('open', 'in_statement', 'agreed')",
    row.work_order_id,
    row.payer_id,
  )) {
    tx.update('fee_line', fee.id, { state: 'lost' });
  }
}

export function appealDifference(tx: Tx, input: { id: string; version: number; reason: string }) {
  return stepDone(
    tx,
    getDifference(tx, input.id, input.version, ['open', 'carried'], 'appeal'),
    'appealed',
    input.reason,
  );
}

export function carryDifference(tx: Tx, input: { id: string; version: number }) {
  return stepDone(tx, getDifference(tx, input.id, input.version, ['open', 'appealed'], 'carry'), 'carried');
}
