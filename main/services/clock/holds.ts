import type { Tx } from '../../../db/tx.ts';
import { getHoldReason, isHoldKey } from '../../../domain/orders/hold.ts';
import type { RowReader } from '../masters.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';
import { escalate } from './escalate.ts';

interface HeldRow {
  id: string;
  key: string;
  goods: string | null;
  next: number | null;
}

/** True when a hold is over by itself: the goods have come, or the day it was to last until is here. */
function isOver(row: HeldRow, nowMs: number): boolean {
  if (!isHoldKey(row.key)) return false;
  const { endsBy } = getHoldReason(row.key);
  if (endsBy === 'goods_arrival') return row.goods === 'arrived';
  return endsBy === 'date' && row.next !== null && row.next <= nowMs;
}

const heldSql = `SELECT w.id, h.hold_key AS key, w.goods_state AS goods, w.next_contact_at AS next FROM work_order w
  JOIN order_hold h ON h.work_order_id = w.id AND h.to_at IS NULL WHERE w.side_state = 'on_hold'`;

/** Orders on hold that go on by themselves now. */
export function endedHolds(read: RowReader, nowMs: number): string[] {
  return read
    .all<HeldRow>(heldSql)
    .filter((row) => isOver(row, nowMs))
    .map((row) => row.id);
}

/** Lets one order go on where it stood, if its hold is still over. */
export function endHold(tx: Tx, orderId: string): void {
  const row = tx.get<HeldRow>(`${heldSql} AND w.id = ?`, orderId);
  if (row === undefined || !isOver(row, tx.at) || stateOf(getOrder(tx, orderId)) !== 'on_hold') return;
  applyAction(tx, { orderId, action: 'resume', params: { holdKey: row.key } });
}

const contactSql = `w.next_contact_at <= ? AND w.state IN ('received', 'in_review', 'ready', 'dispatched', 'accepted')
  AND (w.side_state IS NULL OR w.side_state = 'on_hold') AND NOT EXISTS (SELECT 1 FROM order_escalation e
  WHERE e.work_order_id = w.id AND e.cause = 'contact' AND e.at >= w.next_contact_at)`;

/** Orders whose user was promised a call that is due, and of which nobody was told yet. */
export function dueContacts(read: RowReader, nowMs: number): string[] {
  return read
    .all<{ id: string }>(`SELECT w.id FROM work_order w WHERE ${contactSql}`, nowMs)
    .map((row) => row.id);
}

/** Tells the desk that a promised call is due, once per promise. */
export function tellContact(tx: Tx, orderId: string): void {
  if (tx.get(`SELECT 1 FROM work_order w WHERE w.id = ? AND ${contactSql}`, orderId, tx.at) === undefined)
    return;
  escalate(tx, { orderId, level: 2, cause: 'contact', toStaffId: null });
}
