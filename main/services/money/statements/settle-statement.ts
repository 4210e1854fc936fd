import type { Db } from '../../../../db/connection.ts';
import { statement as prepared } from '../../../../db/queries/statements.ts';
import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { postPayerPaid } from '../../../../domain/money/posting.ts';
import { postEntry } from '../post-entry.ts';
import { counted } from '../settle-steps.ts';
import { assertAtRest, beginSettling } from '../settling.ts';

interface Head {
  id: string;
  version: number;
  number: string;
  state: string;
  payer_id: string;
  period: string;
  total_fen: number;
  paid_fen: number;
}

/** The statement as the step needs it. Faults: `not_found`, `conflict`, `statement_step`, `document_settling`. */
function getHead(
  tx: Tx,
  input: { id: string; version: number },
  from: readonly string[],
  step: string,
): Head {
  const head = tx.get<Head>(
    'SELECT id, version, number, state, payer_id, period, total_fen, paid_fen FROM statement WHERE id = ?',
    input.id,
  );
  if (head === undefined) throw new Fault('not_found', { entity: 'statement', id: input.id });
  if (head.version !== input.version) throw new Fault('conflict', { entity: 'statement', id: input.id });
  assertAtRest(tx, head.id, head.number);
  if (!from.includes(head.state)) throw new Fault('statement_step', { state: head.state, step });
  return head;
}

export interface Agreed {
  id: string;
  version: number;
  state: string;
  fees: number;
  agreedFen: number;
}

/**
 * Agrees a statement as it stands: matched fee lines are what the payer will pay, cents of rounding are booked. Refused
 * while a row or a difference of it is undecided; orders it does not name are carried to the next. Its rows follow
 * (`settleDocument`). Faults: `statement_undecided`, those of `getHead`.
 */
export function agreeStatement(tx: Tx, input: { id: string; version: number }): Agreed {
  const head = getHead(tx, input, ['imported', 'matching'], 'agree');
  const sums = tx.get<{ undecided: number; fees: number; until: number }>(
    `SELECT (SELECT count(*) FROM statement_line WHERE statement_id = @id AND state = 'open')
     + (SELECT count(*) FROM difference d JOIN statement_line l ON l.id = d.statement_line_id WHERE l.statement_id = @id AND d.state = 'open') AS undecided,
     (SELECT count(*) FROM statement_line l JOIN statement_match m ON m.statement_line_id = l.id WHERE l.statement_id = @id AND l.state IN ('matched', 'difference') AND m.undone_at IS NULL) AS fees,
     (SELECT coalesce(max(seq), 0) FROM statement_line WHERE statement_id = @id) AS until`,
    { id: head.id },
  );
  const { undecided = 0, fees = 0, until = 0 } = sums ?? {};
  if (undecided > 0) throw new Fault('statement_undecided', { count: undecided });
  const state = 'agreed';
  const version = tx.update('statement', head.id, { state });
  beginSettling(tx, { step: 'agree', document_id: head.id, cursor: 0, until });
  const params = { feeCount: fees, totalFen: head.total_fen };
  tx.note({ entity: 'statement', entityId: head.id, kind: 'statement.agreed', params });
  return { id: head.id, version, state, fees, agreedFen: head.total_fen };
}

export interface PaidStatement {
  id: string;
  version: number;
  state: string;
  paidLines: number;
  leftFen: number;
  entryNumber: string;
}

interface Row {
  seq: number;
  fen: number;
}

/** Rows of a statement in the order money is laid over them. Read beside the gate: an agreed statement's rows stay. */
export const rowsToPay = (db: Db, id: string): Row[] =>
  prepared(
    db,
    `SELECT seq, amount_fen AS fen FROM statement_line WHERE statement_id = ? AND ${counted} ORDER BY seq`,
  ).all(id) as Row[];

/**
 * The payer's money: bank and retention meet the receivable; fee lines are paid row by row as far as the sum reaches,
 * from where the last payment ended (`settleDocument`). Faults: `payment_over`, `period_closed`, those of `getHead`.
 */
export function recordPayerPayment(
  tx: Tx,
  input: { id: string; version: number; amountFen: number; retentionFen: number; reference: string },
  rows: readonly Row[],
): PaidStatement {
  const head = getHead(tx, input, ['agreed'], 'pay');
  const sum = input.amountFen + input.retentionFen;
  const leftBefore = head.total_fen - head.paid_fen;
  if (sum > leftBefore || sum <= 0) throw new Fault('payment_over', { amountFen: sum, leftFen: leftBefore });
  const paidFen = head.paid_fen + sum;
  const from = rowsWithin(rows, head.paid_fen, head.total_fen);
  const upTo = rowsWithin(rows, paidFen, head.total_fen);
  const entry = postEntry(tx, {
    kind: 'payer_paid',
    documentKind: 'statement',
    documentId: head.id,
    lines: postPayerPaid(head.payer_id, input.amountFen, input.retentionFen, head.id),
    params: { reference: input.reference, retentionFen: input.retentionFen },
  });
  const version = tx.update('statement', head.id, { paid_fen: paidFen });
  const cursor = rows[from - 1]?.seq ?? 0;
  beginSettling(tx, { step: 'payment', document_id: head.id, cursor, until: rows[upTo - 1]?.seq ?? 0 });
  const leftFen = head.total_fen - paidFen;
  const params = { amountFen: input.amountFen, retentionFen: input.retentionFen, leftFen };
  tx.note({ entity: 'statement', entityId: head.id, kind: 'statement.paid', params });
  return {
    id: head.id,
    version,
    state: head.state,
    paidLines: upTo - from,
    leftFen,
    entryNumber: entry?.number ?? '',
  };
}

/** Rows that a sum reaches, from the first on; the whole statement when it is paid in full. */
function rowsWithin(rows: readonly { fen: number }[], paid: number, total: number): number {
  if (paid >= total) return rows.length;
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    sum += row.fen;
    if (sum > paid) break;
    count += 1;
  }
  return count;
}
