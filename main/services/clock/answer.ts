import type { Tx } from '../../../db/tx.ts';
import type { RowReader } from '../masters.ts';

/**
 * What somebody was told of and what is no longer so: the offer was answered, an order that came back was given again,
 * the promised call was made, the deadline was met or moved.
 */
const overSql = `e.answered_at IS NULL AND CASE
  WHEN e.cause = 'staff_accept' AND e.level = 3 THEN w.state <> 'ready' AND NOT (w.state = 'dispatched' AND w.accept_due_at <= e.at)
  WHEN e.cause = 'staff_accept' THEN w.state <> 'dispatched' OR coalesce(w.accept_due_at, 0) < e.at
  WHEN e.cause = 'contact' THEN coalesce(w.next_contact_at, e.at + 1) > e.at OR w.side_state IS NOT NULL AND w.side_state <> 'on_hold'
  WHEN e.cause IN ('accept', 'first_call', 'visit', 'finish', 'upload', 'fix') THEN coalesce(w.deadline_kind, '') <> e.cause
    OR e.level = 2 AND w.deadline_at <= @now OR w.deadline_at > @now + 14400000
  ELSE 0 END`;

/** Escalations nobody has to look at any more. */
export function settledEscalations(read: RowReader, nowMs: number): string[] {
  return read
    .all<{ id: string }>(
      `SELECT e.id FROM order_escalation e JOIN work_order w ON w.id = e.work_order_id WHERE ${overSql} LIMIT 200`,
      { now: nowMs },
    )
    .map((row) => row.id);
}

/** Closes one that has settled itself. */
export function settleEscalation(tx: Tx, id: string): void {
  const row = tx.get(
    `SELECT 1 FROM order_escalation e JOIN work_order w ON w.id = e.work_order_id WHERE ${overSql} AND e.id = @id`,
    { now: tx.at, id },
  );
  if (row !== undefined) tx.update('order_escalation', id, { answered_at: tx.at });
}
