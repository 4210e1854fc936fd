import type { Guard } from '../orders/core/apply-action.ts';

export const feesComputed: Guard = (tx, { order }) =>
  (tx.value<number>("SELECT count(*) FROM fee_line WHERE work_order_id = ? AND state <> 'void'", order.id) ??
    0) > 0
    ? true
    : {};

/** Derived, never typed in: every fee line of every party is paid or void. */
export const linesSettled: Guard = (tx, { order }) => {
  const open =
    tx.value<number>(
      "SELECT count(*) FROM fee_line WHERE work_order_id = ? AND state NOT IN ('paid', 'waived', 'lost', 'void') AND amount_fen <> 0",
      order.id,
    ) ?? 0;
  return open === 0 ? true : { count: open };
};

export const periodOpen: Guard = (tx, { order }) => {
  const closed = tx.value<string>(
    "SELECT f.period FROM fee_line f JOIN period p ON p.id = f.period WHERE f.work_order_id = ? AND p.state <> 'open' LIMIT 1",
    order.id,
  );
  return closed === undefined ? true : { period: closed };
};
