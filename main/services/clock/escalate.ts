import type { Tx } from '../../../db/tx.ts';

/** 1: noted, 2: the desk is told, 3: whoever leads is told. */
export type EscalationLevel = 1 | 2 | 3;

/** What told somebody: a clock of the payer by its kind, an offer nobody answers, a promised call. */
export type EscalationCause = string;

export interface Escalation {
  orderId: string;
  level: EscalationLevel;
  cause: EscalationCause;
  /** Null: everybody at the desk. */
  toStaffId: string | null;
}

/** Writes down that somebody was told of an order, with its event and audit row. The order's own row stays as it is. */
export function escalate(tx: Tx, { orderId, level, cause, toStaffId }: Escalation): void {
  tx.insert('order_escalation', { work_order_id: orderId, level, cause, to_staff_id: toStaffId, at: tx.at });
  const params = { level, causeKey: cause, toStaffId };
  tx.note({
    entity: 'work_order',
    entityId: orderId,
    workOrderId: orderId,
    kind: 'order.escalated',
    params,
  });
}

/** Who leads the people an order is with: the leader of its team, unless that is the one who is late himself. */
export function leaderOf(tx: Tx, teamId: string | null, exceptId: string | null): string | null {
  if (teamId === null) return null;
  const leader = tx.value<string | null>(
    'SELECT t.leader_id FROM team t JOIN staff s ON s.id = t.leader_id WHERE t.id = ? AND s.left_day IS NULL',
    teamId,
  );
  return leader === undefined || leader === exceptId ? null : leader;
}
