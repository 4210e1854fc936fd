import { parseClock } from '../../../domain/time/business-day.ts';
import { spansOfDay, type WorkSpan } from '../../../domain/time/calendar.ts';
import {
  isAwayIn,
  type Presence,
  presenceOfDay,
  type ShiftException,
  type ShiftKind,
  type ShiftPattern,
} from '../../../domain/staff/shifts.ts';
import { getCalendar, type RowReader } from '../masters.ts';

export interface PatternRow {
  id: string;
  version: number;
  staff_id: string | null;
  team_id: string | null;
  from_day: string;
  to_day: string | null;
  body: string;
}

export const patternColumns = 'id, version, staff_id, team_id, from_day, to_day, body';

/** The written form of a day's spans, `[{from: 'HH:MM', to: 'HH:MM'}]`, as minutes; what is no time counts for nothing. */
export function spansFromClocks(spans: readonly { from: string; to: string }[]): WorkSpan[] {
  return spans.map((span) => ({ from: parseClock(span.from) ?? 0, to: parseClock(span.to) ?? 0 }));
}

/** A row of `shift_pattern` as the rule takes it. */
export function patternOf(row: PatternRow): ShiftPattern {
  const body = JSON.parse(row.body) as { from: string; to: string }[][];
  return { fromDay: row.from_day, toDay: row.to_day, cycle: body.map(spansFromClocks) };
}

/** Of all patterns those that rule a person on a day: the person's own, else the team's, else the outlet's. */
export function patternsFor<T extends Pick<PatternRow, 'staff_id' | 'team_id' | 'from_day' | 'to_day'>>(
  rows: readonly T[],
  person: { staffId: string; teamId: string | null },
  day: string,
): T[] {
  const running = rows.filter((row) => row.from_day <= day && (row.to_day === null || row.to_day >= day));
  const own = running.filter((row) => row.staff_id === person.staffId);
  if (own.length > 0) return own;
  const team = running.filter(
    (row) => row.staff_id === null && row.team_id !== null && row.team_id === person.teamId,
  );
  return team.length > 0 ? team : running.filter((row) => row.staff_id === null && row.team_id === null);
}

export interface ShiftClocks {
  from_clock: string;
  to_clock: string;
  kind: ShiftKind;
}

export const exceptionOf = (row: ShiftClocks): ShiftException => ({
  from: parseClock(row.from_clock) ?? 0,
  to: parseClock(row.to_clock) ?? 0,
  kind: row.kind,
});

/**
 * When a person works on a business day: pattern, single rows, the outlet's closed days. A few indexed reads; for whole
 * weeks of everybody see `planOf`.
 */
export function presenceOf(read: RowReader, staffId: string, day: string): Presence {
  const rows = read.all<PatternRow>(
    `SELECT ${patternColumns} FROM shift_pattern WHERE retired_at IS NULL AND from_day <= ? AND (to_day IS NULL OR to_day >= ?)
     AND (staff_id IS NULL OR staff_id = ?) ORDER BY from_day, seq`,
    day,
    day,
    staffId,
  );
  const teamId =
    rows.length === 0
      ? null
      : (read.get<{ team_id: string | null }>('SELECT team_id FROM staff WHERE id = ?', staffId)?.team_id ??
        null);
  return presenceOfDay({
    day,
    patterns: patternsFor(rows, { staffId, teamId }, day).map(patternOf),
    exceptions: read
      .all<ShiftClocks>(
        'SELECT from_clock, to_clock, kind FROM shift WHERE staff_id = ? AND day = ?',
        staffId,
        day,
      )
      .map(exceptionOf),
    hours: spansOfDay(day, getCalendar(read)),
  });
}

/**
 * Away on a day: in the slot that is meant, or all day while none is. With `presence` at hand nothing but the slot's
 * hours is read.
 */
export function isAway(read: RowReader, presence: Presence, slotId: string | null): boolean {
  if (presence.off !== null) return true;
  if (slotId === null) return false;
  const slot = read.get<{ from_clock: string; to_clock: string }>(
    'SELECT from_clock, to_clock FROM slot WHERE id = ?',
    slotId,
  );
  if (slot === undefined) return false;
  return isAwayIn(presence, {
    from: parseClock(slot.from_clock) ?? 0,
    to: parseClock(slot.to_clock) ?? 1440,
  });
}

/** Minutes of work a person takes on a day of which only a part is left. */
export function capacityOn(presence: Presence, usualMinutes: number): number {
  return Math.round((usualMinutes * presence.shareMilli) / 1000);
}
