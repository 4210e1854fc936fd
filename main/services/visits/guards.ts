import { getOutcome, type VisitOutcomeCode } from '../../../domain/visits/outcomes.ts';
import type { RowReader } from '../masters.ts';
import type { Guard } from '../orders/core/apply-action.ts';

/** Proof counts by the visit that ended the work; what an earlier trip lacks stays to be seen and stops nothing. */
export const lastVisitSql =
  "(SELECT id FROM visit WHERE work_order_id = @orderId AND state = 'ended' ORDER BY visit_no DESC LIMIT 1)";

/**
 * True when nothing the policy asks for is missing, repeated or refused (a person with the right may waive it by name);
 * otherwise the first of what stands open. What no visit ended was solved on the phone: a call that got through since the
 * last trip proves it.
 */
export function checkProof(
  read: RowReader,
  orderId: string,
): true | { kind: string | null; name: string | null; count: number } {
  const nothing = { kind: 'none', name: null, count: 0 };
  const last = read.get<{ outcome: VisitOutcomeCode | null }>(
    `SELECT outcome FROM visit WHERE id = ${lastVisitSql}`,
    { orderId },
  );
  const ended = last?.outcome;
  if (ended === undefined || ended === null || !getOutcome(ended).ends)
    return provedByCall(read, orderId) || nothing;
  const rows = read.get<{ n: number; open: number; kind: string | null; name: string | null }>(
    `SELECT count(*) AS n, coalesce(sum(state IN ('missing', 'repeated', 'refused')), 0) AS open,
       min(CASE WHEN state IN ('missing', 'repeated', 'refused') THEN kind END) AS kind,
       min(CASE WHEN state IN ('missing', 'repeated', 'refused') THEN name END) AS name
     FROM verification WHERE work_order_id = @orderId AND visit_id = ${lastVisitSql}`,
    { orderId },
  );
  if (rows === undefined || rows.n === 0) return nothing;
  return rows.open === 0 ? true : { kind: rows.kind, name: rows.name, count: rows.open };
}

const provedByCall = (read: RowReader, orderId: string): boolean =>
  read.get(
    `SELECT 1 FROM call_log WHERE work_order_id = @orderId AND result = 'connected' AND at >=
       coalesce((SELECT max(ended_at) FROM visit WHERE work_order_id = @orderId AND state = 'ended'), 0) LIMIT 1`,
    { orderId },
  ) !== undefined;

export const verificationMet: Guard = (tx, { order }) => checkProof(tx, order.id);
