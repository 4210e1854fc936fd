import type { RowReader } from '../masters.ts';

interface SlotOfDay {
  id: string;
  startAt: number;
  endAt: number;
}

/**
 * Slots lowered for a day, for one order: answers by team how many orders the slot may hold where it is full, null where
 * room is left. A team's number counts its people's orders; the outlet's counts all, and says nothing to an order that
 * stands in the slot already.
 */
export function fullLimits(
  read: RowReader,
  day: string,
  slot: SlotOfDay,
  orderId: string,
): (teamId: string | null) => number | null {
  const limits = read.all<{ teamId: string | null; capacity: number }>(
    'SELECT team_id AS teamId, capacity FROM slot_closed WHERE day = ? AND slot_id = ? AND capacity IS NOT NULL AND reopened_at IS NULL',
    day,
    slot.id,
  );
  if (limits.length === 0) return () => null;
  const booked = read.all<{ id: string; teamId: string | null }>(
    `SELECT w.id, s.team_id AS teamId FROM work_order w LEFT JOIN staff s ON s.id = w.staff_id
     WHERE w.appointment_day = ? AND w.side_state IS NULL AND w.sub_shop_id IS NULL
       AND (w.appointment_slot_id = ? OR (w.appointment_slot_id IS NULL AND w.appointment_start_at >= ? AND w.appointment_start_at < ?))`,
    day,
    slot.id,
    slot.startAt,
    slot.endAt,
  );
  const stands = booked.some((row) => row.id === orderId);
  const others = booked.filter((row) => row.id !== orderId);
  const full = (limit: (typeof limits)[number]): boolean =>
    limit.teamId === null
      ? !stands && others.length >= limit.capacity
      : others.filter((row) => row.teamId === limit.teamId).length >= limit.capacity;
  return (teamId) => {
    const reached = limits.filter((one) => (one.teamId === null || one.teamId === teamId) && full(one));
    return reached.length === 0 ? null : Math.min(...reached.map((one) => one.capacity));
  };
}
