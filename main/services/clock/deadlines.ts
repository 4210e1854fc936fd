import type { Tx } from '../../../db/tx.ts';
import { minuteMs } from '../../../domain/time/business-day.ts';
import type { RowReader } from '../masters.ts';
import { escalate, leaderOf } from './escalate.ts';
import { warnMinutes } from './terms.ts';

interface DueRow {
  id: string;
  kind: string;
  dueAt: number;
  payer_id: string | null;
  received_day: string;
  team_id: string | null;
  staff_id: string | null;
}

/** No payer asks for more notice than this. */
const longestNoticeMs = 240 * minuteMs;
/** Told of at a time: the look-up stays short after a week in which the outlet was shut. */
export const deadlinePortion = 200;

/**
 * A deadline is told of once when it is near and once when it is past; a row of its level written since then says that
 * it was. A deadline that moves is a new one as soon as its hour lies behind that row.
 */
const dueSql = `SELECT w.id, w.deadline_kind AS kind, w.deadline_at AS dueAt, w.payer_id, w.received_day, w.team_id, w.staff_id FROM work_order w
  WHERE w.deadline_at <= @until AND w.deadline_kind <> 'staff_accept' AND NOT EXISTS (SELECT 1 FROM order_escalation e
  WHERE e.work_order_id = w.id AND e.cause = w.deadline_kind
  AND (e.level = 3 AND e.at >= w.deadline_at OR e.level = 2 AND w.deadline_at > @now AND e.at >= w.deadline_at - @notice))`;

const bound = (nowMs: number) => ({ now: nowMs, until: nowMs + longestNoticeMs, notice: longestNoticeMs });

function levelNow(read: RowReader, row: DueRow, nowMs: number): 2 | 3 | null {
  if (row.dueAt <= nowMs) return 3;
  return nowMs >= row.dueAt - warnMinutes(read, row.payer_id, row.received_day) * minuteMs ? 2 : null;
}

/** Orders with a clock of their payer that somebody must be told of now, the latest first. */
export function dueDeadlines(read: RowReader, nowMs: number): string[] {
  return read
    .all<DueRow>(`${dueSql} ORDER BY w.deadline_at LIMIT ${2 * deadlinePortion}`, bound(nowMs))
    .filter((row) => levelNow(read, row, nowMs) !== null)
    .slice(0, deadlinePortion)
    .map((row) => row.id);
}

/** Tells the desk of a near deadline, the leader of a past one. */
export function tellDeadline(tx: Tx, orderId: string): void {
  const row = tx.get<DueRow>(`${dueSql} AND w.id = @id`, { ...bound(tx.at), id: orderId });
  const level = row === undefined ? null : levelNow(tx, row, tx.at);
  if (row === undefined || level === null) return;
  const toStaffId = level === 3 ? leaderOf(tx, row.team_id, row.staff_id) : null;
  escalate(tx, { orderId, level, cause: row.kind, toStaffId });
}
