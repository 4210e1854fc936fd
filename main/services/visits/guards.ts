import type { Guard } from '../orders/core/apply-action.ts';

/** Proof counts by the visit that ended the work; what an earlier trip lacks stays to be seen and stops nothing. */
export const lastVisitSql =
  "(SELECT id FROM visit WHERE work_order_id = @orderId AND state = 'ended' ORDER BY visit_no DESC LIMIT 1)";

/** Nothing the policy asks for is missing, repeated or refused (a person with the right may waive it by name). */
export const verificationMet: Guard = (tx, { order }) => {
  const rows = tx.get<{ n: number; open: number; kind: string | null; name: string | null }>(
    `SELECT count(*) AS n, coalesce(sum(state IN ('missing', 'repeated', 'refused')), 0) AS open,
       min(CASE WHEN state IN ('missing', 'repeated', 'refused') THEN kind END) AS kind,
       min(CASE WHEN state IN ('missing', 'repeated', 'refused') THEN name END) AS name
     FROM verification WHERE work_order_id = @orderId AND visit_id = ${lastVisitSql}`,
    { orderId: order.id },
  );
  if (rows === undefined || rows.n === 0) return { kind: 'none', name: null, count: 0 };
  return rows.open === 0 ? true : { kind: rows.kind, name: rows.name, count: rows.open };
};
