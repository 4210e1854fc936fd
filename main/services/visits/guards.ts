import type { Guard } from '../orders/core/apply-action.ts';

/** Nothing the policy asks for is missing, repeated or refused (a person with the right may waive it by name). */
export const verificationMet: Guard = (tx, { order }) => {
  const missing = tx.get<{ kind: string; name: string; n: number }>(
    "SELECT min(kind) AS kind, min(name) AS name, count(*) AS n FROM verification WHERE work_order_id = ? AND state IN ('missing', 'repeated', 'refused')",
    order.id,
  );
  if (missing !== undefined && missing.n > 0)
    return { kind: missing.kind, name: missing.name, count: missing.n };
  const checked =
    tx.value<number>('SELECT count(*) FROM verification WHERE work_order_id = ?', order.id) ?? 0;
  return checked > 0 ? true : { kind: 'none', name: null, count: 0 };
};
