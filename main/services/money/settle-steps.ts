import type { Tx } from '../../../db/tx.ts';
import { postDifference } from '../../../domain/money/posting.ts';
import { moveFee } from './hold-fees.ts';
import { postEntry } from './post-entry.ts';
import { refreshOrder } from './refresh-order.ts';

export interface SettlingRow {
  id: string;
  step: 'agree' | 'payment' | 'pay_out';
  document_id: string;
  /** Lines up to here are done; statement_line.seq, for a pay slip line_no. */
  cursor: number;
  until: number;
  /** Who took the step; what follows is done in the same name. */
  staff_id: string | null;
}

interface Item {
  id: string;
  /** Where the cursor stands after it. */
  at: number;
}

interface Step {
  /** The next lines, few enough to be read in no time; none: the document is done. */
  items(tx: Tx, row: SettlingRow): Item[];
  apply(tx: Tx, row: SettlingRow, item: Item): void;
}

/** What each step of a document does to its lines. */
export const settlingSteps: Readonly<Record<SettlingRow['step'], Step>> = {
  agree: {
    items: (tx, row) => {
      const lines = tx.all<Item>(
        "SELECT id, seq AS at FROM statement_line WHERE statement_id = ? AND seq > ? AND seq <= ? AND state IN ('matched', 'difference') ORDER BY seq LIMIT 100",
        row.document_id,
        row.cursor,
        row.until,
      );
      return lines.length > 0 ? lines : missingOf(tx, row);
    },
    apply: (tx, row, item) =>
      item.at === row.until + 1 ? carryMissing(tx, item.id) : agreeLine(tx, item.id),
  },
  payment: {
    items: (tx, row) =>
      tx.all<Item>(
        `SELECT id, seq AS at FROM statement_line WHERE statement_id = ? AND seq > ? AND seq <= ? AND ${counted} ORDER BY seq LIMIT 100`,
        row.document_id,
        row.cursor,
        row.until,
      ),
    apply: (tx, _row, item) => payLine(tx, item.id),
  },
  pay_out: {
    items: (tx, row) =>
      tx.all<Item>(
        'SELECT fee_line_id AS id, line_no AS at FROM pay_slip_line WHERE pay_slip_id = ? AND line_no > ? AND line_no <= ? ORDER BY line_no LIMIT 100',
        row.document_id,
        row.cursor,
        row.until,
      ),
    apply: (tx, _row, item) => payFee(tx, item.id),
  },
};

/** Rows that count; a corrected row took the place of the others. */
export const counted = "NOT (state = 'duplicate' AND reason = 'superseded')";

/** Orders a statement does not name wait for the next one. They come after all its rows. */
function missingOf(tx: Tx, row: SettlingRow): Item[] {
  return tx
    .all<{ id: string }>(
      "SELECT d.id FROM statement s JOIN difference d ON d.payer_id = s.payer_id AND d.period = s.period WHERE s.id = ? AND d.kind = 'missing' AND d.state = 'open' LIMIT 100",
      row.document_id,
    )
    .map(({ id }) => ({ id, at: row.until + 1 }));
}

const carryMissing = (tx: Tx, id: string): void => void tx.update('difference', id, { state: 'carried' });

/** The matched fees are what the payer will pay; cents of rounding are booked. */
function agreeLine(tx: Tx, lineId: string): void {
  const line = tx.get<{ kind: string | null; diffFen: number; payerId: string }>(
    'SELECT difference_kind AS kind, difference_fen AS diffFen, payer_id AS payerId FROM statement_line WHERE id = ?',
    lineId,
  );
  if (line === undefined) return;
  const fees = tx.all<{ id: string; order: string }>(
    `SELECT DISTINCT f.id, f.work_order_id AS "order" FROM statement_match m JOIN fee_line f ON f.id = m.fee_line_id WHERE m.statement_line_id = ? AND m.undone_at IS NULL`,
    lineId,
  );
  for (const fee of fees) moveFee(tx, fee.id, { from: ['in_statement'], to: 'agreed' });
  if (line.kind === 'rounding' && line.diffFen !== 0) {
    postEntry(tx, {
      kind: 'rounding',
      documentKind: 'statement_line',
      documentId: lineId,
      orderId: fees[0]?.order ?? null,
      lines: postDifference({
        payerId: line.payerId,
        diffFen: line.diffFen,
        kind: 'rounding',
        passToStaffId: null,
        sourceId: lineId,
      }),
    });
  }
  tx.update('statement_line', lineId, { state: 'agreed' });
}

/** The payer's money reached this row: its fees are paid as far as the row says. */
function payLine(tx: Tx, lineId: string): void {
  const waits = tx.value<string>(
    "SELECT state FROM difference WHERE statement_line_id = ? AND state IN ('carried', 'appealed')",
    lineId,
  );
  const parts = tx.all<{ id: string; fen: number; amountFen: number; paidFen: number; order: string }>(
    `SELECT f.id, m.amount_fen AS fen, f.amount_fen AS amountFen, f.paid_fen AS paidFen, f.work_order_id AS "order"
     FROM statement_match m JOIN fee_line f ON f.id = m.fee_line_id WHERE m.statement_line_id = ? AND m.undone_at IS NULL`,
    lineId,
  );
  for (const part of parts) {
    const paidFen = part.paidFen + part.fen;
    const expected = tx.value<number>(
      'SELECT sum(amount_fen) FROM statement_match WHERE fee_line_id = ? AND undone_at IS NULL',
      part.id,
    );
    // What was given up is booked as a loss and asked for no more; what is appealed or carried stays open
    const open = waits !== undefined && paidFen < part.amountFen;
    const to = paidFen !== expected ? 'agreed' : open ? 'open' : 'paid';
    moveFee(tx, part.id, { from: ['agreed'], to, paidFen });
  }
  for (const order of new Set(parts.map((part) => part.order))) refreshOrder(tx, order);
}

/** A line of a slip that was paid out. */
function payFee(tx: Tx, feeId: string): void {
  const fee = tx.get<{ fen: number; state: string; order: string }>(
    'SELECT amount_fen AS fen, state, work_order_id AS "order" FROM fee_line WHERE id = ?',
    feeId,
  );
  if (fee === undefined) return;
  if (fee.state !== 'paid' && fee.state !== 'void')
    tx.update('fee_line', feeId, { state: 'paid', paid_fen: fee.fen });
  refreshOrder(tx, fee.order);
}
