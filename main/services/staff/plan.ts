import { minutesIn, presenceOfDay, type ShiftException } from '../../../domain/staff/shifts.ts';
import { addDays, clockText, localMinutes, parseClock } from '../../../domain/time/business-day.ts';
import { spansOfDay } from '../../../domain/time/calendar.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getCalendar, getZone, readerOf, type RowReader } from '../masters.ts';
import {
  capacityOn,
  exceptionOf,
  patternColumns,
  type PatternRow,
  patternOf,
  patternsFor,
} from './presence.ts';
import { dayNotes } from '../outlet/holidays.ts';
import { staffScope } from './read.ts';

type Plan = OutputOf<'staff.plan'>;
type Conflict = OutputOf<'staff.conflicts'>['orders'][number];

export interface BookedRow extends Conflict {
  minutes: number;
}

interface ShiftRow {
  id: string;
  version: number;
  staff_id: string;
  day: string;
  from_clock: string;
  to_clock: string;
  kind: ShiftException['kind'];
  note: string;
}

interface Person {
  staffId: string;
  code: string;
  name: string;
  nameEn: string;
  teamId: string | null;
  capacity: number;
}

export interface PatternNamed extends PatternRow {
  name_zh: string;
  name_en: string;
}

export interface Window {
  fromDay: string;
  days: number;
  staffId: string | null;
  teamId: string | null;
}

/** Booked work of people on some days, done or not, by the person and day it stands on. */
function bookedBy(read: RowReader, window: Window, until: string): Map<string, BookedRow[]> {
  const rows = read.all<BookedRow>(
    `SELECT w.id, w.version, w.number, w.title, c.name AS customerName, w.staff_id AS staffId, s.name AS staffName, w.appointment_day AS day,
       w.appointment_start_at AS startAt, w.appointment_end_at AS endAt, w.state, coalesce(i.standard_minutes, 60) * w.machine_count AS minutes
     FROM work_order w JOIN staff s ON s.id = w.staff_id JOIN customer c ON c.id = w.customer_id LEFT JOIN service_item i ON i.id = w.service_item_id
     WHERE w.appointment_day BETWEEN ?1 AND ?2 AND w.staff_id IS NOT NULL AND w.side_state IS NULL
       AND (?3 IS NULL OR w.staff_id = ?3) AND (?4 IS NULL OR s.team_id = ?4) ORDER BY w.appointment_day, w.appointment_start_at, w.seq`,
    window.fromDay,
    until,
    window.staffId,
    window.teamId,
  );
  const out = new Map<string, BookedRow[]>();
  for (const row of rows) {
    const key = `${row.staffId} ${row.day}`;
    const known = out.get(key);
    if (known === undefined) out.set(key, [row]);
    else known.push(row);
  }
  return out;
}

export interface CellFacts {
  person: Person;
  cell: Plan['people'][number]['cells'][number];
  conflicts: BookedRow[];
}

/** Everybody's days in one go: five statements, however many people and days. */
export function planOf(
  read: RowReader,
  window: Window,
  patterns: readonly PatternRow[] = patternRows(read),
): { people: Person[]; cells: Map<string, CellFacts[]> } {
  const until = addDays(window.fromDay, window.days - 1);
  const calendar = getCalendar(read);
  const zone = getZone(read);
  const people = read.all<Person>(
    `SELECT id AS staffId, code, name, name_en AS nameEn, team_id AS teamId, daily_capacity_minutes AS capacity FROM staff
     WHERE left_day IS NULL AND (?1 IS NULL OR id = ?1) AND (?2 IS NULL OR team_id = ?2) ORDER BY daily_capacity_minutes = 0, code LIMIT 300`,
    window.staffId,
    window.teamId,
  );
  const parsed = new Map(patterns.map((row) => [row.id, patternOf(row)]));
  const shifts = new Map<string, ShiftRow[]>();
  for (const row of read.all<ShiftRow>(
    'SELECT id, version, staff_id, day, from_clock, to_clock, kind, note FROM shift WHERE day BETWEEN ? AND ? ORDER BY day, from_clock',
    window.fromDay,
    until,
  )) {
    const key = `${row.staff_id} ${row.day}`;
    shifts.set(key, [...(shifts.get(key) ?? []), row]);
  }
  const booked = bookedBy(read, window, until);
  const cells = new Map<string, CellFacts[]>();
  for (const person of people) {
    const row: CellFacts[] = [];
    for (let at = 0; at < window.days; at += 1) {
      const day = addDays(window.fromDay, at);
      const mine = shifts.get(`${person.staffId} ${day}`) ?? [];
      const presence = presenceOfDay({
        day,
        patterns: patternsFor(patterns, person, day).flatMap((one) => parsed.get(one.id) ?? []),
        exceptions: mine.map(exceptionOf),
        hours: spansOfDay(day, calendar),
      });
      const jobs = booked.get(`${person.staffId} ${day}`) ?? [];
      const conflicts = jobs.filter((job) => {
        // What is done was gone to, whatever the plan says now
        if (job.state !== 'dispatched' && job.state !== 'accepted') return false;
        if (presence.off !== null) return true;
        const from = job.startAt === null ? 0 : Math.floor(localMinutes(job.startAt, zone));
        const to = job.endAt === null ? from : Math.ceil(localMinutes(job.endAt, zone)) || 1440;
        if (to <= from) return false;
        const lost = presence.away.some((one) => one.from < to && one.to > from);
        return lost || minutesIn(presence.spans, { from, to }) * 2 < to - from;
      });
      row.push({
        person,
        conflicts,
        cell: {
          day,
          spans: presence.spans.map((span) => ({ from: clockText(span.from), to: clockText(span.to) })),
          off: presence.off,
          rows: mine.map((one) => ({
            id: one.id,
            version: one.version,
            fromClock: one.from_clock,
            toClock: one.to_clock,
            kind: one.kind,
            note: one.note,
          })),
          capacityMinutes: capacityOn(presence, person.capacity),
          takenMinutes: jobs.reduce((sum, job) => sum + job.minutes, 0),
          jobs: jobs.length,
          conflicts: conflicts.length,
        },
      });
    }
    cells.set(person.staffId, row);
  }
  return { people, cells };
}

/** Every pattern that has not been taken back. */
export function patternRows(read: RowReader): PatternNamed[] {
  return read.all(
    `SELECT ${patternColumns}, name_zh, name_en FROM shift_pattern WHERE retired_at IS NULL ORDER BY from_day, seq`,
  );
}

/** The people a session may look at, narrowed by what it asked for. */
export function windowOf(
  ctx: ServiceContext,
  input: { fromDay: string; days: number; teamId?: string | null; staffId?: string | null },
): Window {
  const { onlyStaffId, onlyTeamId } = staffScope(ctx);
  return {
    fromDay: input.fromDay,
    days: input.days,
    staffId: onlyStaffId ?? input.staffId ?? null,
    teamId: onlyTeamId ?? input.teamId ?? null,
  };
}

export const planHandlers = {
  'staff.plan': (ctx, input) => {
    const read = readerOf(ctx.read);
    const calendar = getCalendar(read);
    const { people, cells } = planOf(read, windowOf(ctx, input));
    const notes = dayNotes(calendar, input.fromDay, addDays(input.fromDay, input.days - 1));
    return {
      days: Array.from({ length: input.days }, (_, at) => {
        const day = addDays(input.fromDay, at);
        const note = notes.get(day);
        return {
          day,
          open: spansOfDay(day, calendar).length > 0,
          nameZh: note?.nameZh ?? '',
          nameEn: note?.nameEn ?? '',
          kind: note?.kind ?? null,
        };
      }),
      people: people.map(({ staffId, code, name, nameEn, teamId }) => ({
        staffId,
        code,
        name,
        nameEn,
        teamId,
        cells: (cells.get(staffId) ?? []).map((one) => one.cell),
      })),
      teams: read.all(
        'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM team WHERE retired_at IS NULL ORDER BY code',
      ),
      patterns: patternRows(read).map((row) => ({
        id: row.id,
        version: row.version,
        staffId: row.staff_id,
        teamId: row.team_id,
        nameZh: row.name_zh,
        nameEn: row.name_en,
        fromDay: row.from_day,
        toDay: row.to_day,
        cycle: JSON.parse(row.body) as { from: string; to: string }[][],
      })),
    };
  },
  'staff.conflicts': (ctx, input) => {
    const { cells } = planOf(readerOf(ctx.read), windowOf(ctx, input));
    return {
      orders: [...cells.values()]
        .flatMap((row) => row.flatMap((one) => one.conflicts))
        .slice(0, 500)
        .map(({ minutes: _minutes, ...order }) => order),
    };
  },
} satisfies Handlers;

/** Minutes of a written span; -1 where it is no time, so that a check refuses it. */
export const clockMinutes = (text: string): number => parseClock(text) ?? -1;
