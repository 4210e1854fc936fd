import type { Tx } from '../../../db/tx.ts';

/**
 * What a user paid, laid over the user's lines of the order in their order: each is paid in full, in part or not yet.
 * Called after every payment and every computation, so that neither has to know of the other. Returns what is left to
 * pay (fen).
 */
export function settleUser(tx: Tx, orderId: string): number {
  let left =
    tx.value<number>(
      "SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE work_order_id = ? AND purpose IN ('fee', 'prepayment', 'refund')",
      orderId,
    ) ?? 0;
  const lines = tx.all<{ id: string; amount_fen: number; paid_fen: number; state: string }>(
    "SELECT id, amount_fen, paid_fen, state FROM fee_line WHERE work_order_id = ? AND party = 'user' AND state NOT IN ('void', 'waived', 'lost') ORDER BY seq",
    orderId,
  );
  let due = 0;
  for (const line of lines) {
    const paid = line.amount_fen <= 0 ? line.amount_fen : Math.max(0, Math.min(left, line.amount_fen));
    left -= paid;
    due += line.amount_fen - paid;
    const full = paid === line.amount_fen;
    const state =
      line.state === 'held' ? 'held' : full ? 'paid' : line.state === 'paid' ? 'open' : line.state;
    if (paid !== line.paid_fen || state !== line.state)
      tx.update('fee_line', line.id, { paid_fen: paid, state });
  }
  return due;
}
