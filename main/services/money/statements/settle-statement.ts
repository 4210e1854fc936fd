import type { Db } from '../../../../db/connection.ts';
import { statement as prepared } from '../../../../db/queries/statements.ts';
import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { postDifference, postPayerPaid } from '../../../../domain/money/posting.ts';
import { postEntry } from '../post-entry.ts';
import { refreshOrder } from '../refresh-order.ts';
import { writeSliced, type Writer } from '../sliced.ts';

interface Head {
  id: string;
  version: number;
  state: string;
  payer_id: string;
  period: string;
  total_fen: number;
  paid_fen: number;
}

const headSql =
  'SELECT id, version, state, payer_id, period, total_fen, paid_fen FROM statement WHERE id = ?';

function checkHead(
  head: Head | undefined,
  input: { id: string; version: number },
  states: readonly string[],
  step: string,
): Head {
  if (head === undefined) throw new Fault('not_found', { entity: 'statement', id: input.id });
  if (head.version !== input.version) throw new Fault('conflict', { entity: 'statement', id: input.id });
  if (!states.includes(head.state)) throw new Fault('statement_step', { state: head.state, step });
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
 * while a row or a difference of it is undecided; orders it does not name are carried to the next. The last transaction
 * flips the statement; a break before it is completed by doing it again.
 */
export async function agreeStatement(
  writer: Writer,
  db: Db,
  input: { id: string; version: number },
  last: <T>(fn: (tx: Tx) => T) => T,
): Promise<Agreed> {
  const head = checkHead(
    prepared(db, headSql).get(input.id) as Head | undefined,
    input,
    ['imported', 'matching'],
    'agree',
  );
  const undecided = prepared(
    db,
    `SELECT (SELECT count(*) FROM statement_line WHERE statement_id = @id AND state = 'open')
     + (SELECT count(*) FROM difference d JOIN statement_line l ON l.id = d.statement_line_id WHERE l.statement_id = @id AND d.state = 'open')`,
  )
    .pluck()
    .get({ id: head.id }) as number;
  if (undecided > 0) throw new Fault('statement_undecided', { count: undecided });
  const lines = prepared(
    db,
    "SELECT id, difference_kind AS kind, difference_fen AS diffFen FROM statement_line WHERE statement_id = ? AND state IN ('matched', 'difference') ORDER BY row_no",
  ).all(head.id) as { id: string; kind: string | null; diffFen: number }[];
  let fees = 0;
  await writeSliced(writer, lines, (tx, line) => {
    fees += agreeLine(tx, head, line);
  });
  return last((tx) => {
    const state = 'agreed';
    carryMissing(tx, head);
    const version = tx.update('statement', head.id, { state }, { version: input.version });
    const params = { feeCount: fees, totalFen: head.total_fen };
    tx.event({ entity: 'statement', entityId: head.id, kind: 'statement.agreed', params });
    tx.audit({ action: 'statement.agreed', entity: 'statement', entityId: head.id, params });
    return { id: head.id, version, state, fees, agreedFen: head.total_fen };
  });
}

function agreeLine(tx: Tx, head: Head, line: { id: string; kind: string | null; diffFen: number }): number {
  const fees = tx.all<{ id: string; state: string; order: string }>(
    `SELECT DISTINCT f.id, f.state, f.work_order_id AS "order" FROM statement_match m JOIN fee_line f ON f.id = m.fee_line_id WHERE m.statement_line_id = ? AND m.undone_at IS NULL`,
    line.id,
  );
  for (const fee of fees)
    if (fee.state === 'in_statement') tx.update('fee_line', fee.id, { state: 'agreed' });
  if (line.kind === 'rounding' && line.diffFen !== 0) {
    postEntry(tx, {
      kind: 'rounding',
      documentKind: 'statement_line',
      documentId: line.id,
      orderId: fees[0]?.order ?? null,
      lines: postDifference({
        payerId: head.payer_id,
        diffFen: line.diffFen,
        kind: 'rounding',
        passToStaffId: null,
        sourceId: line.id,
      }),
    });
  }
  tx.update('statement_line', line.id, { state: 'agreed' });
  return fees.length;
}

/** Orders this statement does not name wait for the next one. */
function carryMissing(tx: Tx, head: Head): void {
  for (const row of tx.all<{ id: string }>(
    "SELECT id FROM difference WHERE payer_id = ? AND period = ? AND kind = 'missing' AND state = 'open'",
    head.payer_id,
    head.period,
  )) {
    tx.update('difference', row.id, { state: 'carried' });
  }
}

export interface PaidStatement {
  id: string;
  version: number;
  state: string;
  paidLines: number;
  leftFen: number;
  entryNumber: string;
}

/**
 * The payer's money: bank and retention meet the receivable; fee lines are paid row by row as far as the sum reaches.
 * The entry and the paid sum commit first; the rows follow in slices and can be laid again from the same sums.
 * Faults: `statement_step`, `payment_over`, `period_closed`.
 */
export async function recordPayerPayment(
  writer: Writer,
  db: Db,
  input: { id: string; version: number; amountFen: number; retentionFen: number; reference: string },
  first: <T>(fn: (tx: Tx) => T) => T,
): Promise<PaidStatement> {
  const head = checkHead(prepared(db, headSql).get(input.id) as Head | undefined, input, ['agreed'], 'pay');
  const sum = input.amountFen + input.retentionFen;
  const leftBefore = head.total_fen - head.paid_fen;
  if (sum > leftBefore || sum <= 0) throw new Fault('payment_over', { amountFen: sum, leftFen: leftBefore });
  const rows = prepared(
    db,
    `SELECT l.id, l.amount_fen AS fen FROM statement_line l WHERE l.statement_id = ? AND NOT (l.state = 'duplicate' AND l.reason = 'superseded') ORDER BY l.row_no, l.seq`,
  ).all(head.id) as { id: string; fen: number }[];
  const paidFen = head.paid_fen + sum;
  const upTo = (paid: number) => rowsWithin(rows, paid, head.total_fen);
  const due = rows.slice(upTo(head.paid_fen), upTo(paidFen));
  const done = first((tx) => {
    const entry = postEntry(tx, {
      kind: 'payer_paid',
      documentKind: 'statement',
      documentId: head.id,
      lines: postPayerPaid(head.payer_id, input.amountFen, input.retentionFen, head.id),
      params: { reference: input.reference, retentionFen: input.retentionFen },
    });
    const version = tx.update('statement', head.id, { paid_fen: paidFen }, { version: input.version });
    const params = {
      amountFen: input.amountFen,
      retentionFen: input.retentionFen,
      leftFen: head.total_fen - paidFen,
    };
    tx.event({ entity: 'statement', entityId: head.id, kind: 'statement.paid', params });
    tx.audit({ action: 'statement.paid', entity: 'statement', entityId: head.id, params });
    return {
      id: head.id,
      version,
      state: head.state,
      paidLines: due.length,
      leftFen: head.total_fen - paidFen,
      entryNumber: entry?.number ?? '',
    };
  });
  await writeSliced(writer, due, (tx, row) => payLine(tx, row.id));
  return done;
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

function payLine(tx: Tx, lineId: string): void {
  const waits = tx.value<string>(
    "SELECT state FROM difference WHERE statement_line_id = ? AND state IN ('carried', 'appealed')",
    lineId,
  );
  const parts = tx.all<{
    id: string;
    fen: number;
    amount_fen: number;
    paid_fen: number;
    state: string;
    order: string;
  }>(
    `SELECT f.id, m.amount_fen AS fen, f.amount_fen, f.paid_fen, f.state, f.work_order_id AS "order"
     FROM statement_match m JOIN fee_line f ON f.id = m.fee_line_id WHERE m.statement_line_id = ? AND m.undone_at IS NULL`,
    lineId,
  );
  for (const part of parts) {
    if (part.state !== 'agreed') continue;
    const paid = part.paid_fen + part.fen;
    const expected = tx.value<number>(
      'SELECT sum(amount_fen) FROM statement_match WHERE fee_line_id = ? AND undone_at IS NULL',
      part.id,
    );
    // What was given up is booked as a loss and asked for no more; what is appealed or carried stays open
    const open = waits !== undefined && paid < part.amount_fen;
    const more = paid !== expected;
    tx.update('fee_line', part.id, { paid_fen: paid, state: more ? 'agreed' : open ? 'open' : 'paid' });
  }
  for (const order of new Set(parts.map((part) => part.order))) refreshOrder(tx, order);
}
