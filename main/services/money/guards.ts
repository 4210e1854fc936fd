import type { Guard } from '../orders/core/apply-action.ts';

export const feesComputed: Guard = (tx, { order }) =>
  (tx.value<number>("SELECT count(*) FROM fee_line WHERE work_order_id = ? AND state <> 'void'", order.id) ??
    0) > 0
    ? true
    : {};

/** Derived, never typed in: every fee line of every party is paid, given up or void. */
export const linesSettled: Guard = (tx, { order }) => {
  const open = tx.get<{ party: string | null; n: number }>(
    "SELECT min(party) AS party, count(*) AS n FROM fee_line WHERE work_order_id = ? AND state NOT IN ('paid', 'waived', 'lost', 'void') AND amount_fen <> 0",
    order.id,
  );
  return open === undefined || open.n === 0 ? true : { count: open.n, party: open.party };
};

/** What was booked for the order lies in periods that are still open. */
export const periodOpen: Guard = (tx, { order }) => {
  const closed = tx.value<string>(
    `SELECT e.period FROM fee_line f JOIN journal_entry e ON e.id = f.entry_id JOIN period p ON p.id = e.period
     WHERE f.work_order_id = ? AND p.state <> 'open' LIMIT 1`,
    order.id,
  );
  return closed === undefined ? true : { period: closed };
};
