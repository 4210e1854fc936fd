import type { JobFacts, PersonFacts } from '../../../domain/dispatch/eligibility.ts';
import { addDays, atLocal, parseClock } from '../../../domain/time/business-day.ts';
import { spansOfDay } from '../../../domain/time/calendar.ts';
import { isAwayIn, presenceOfDay, type Presence } from '../../../domain/staff/shifts.ts';
import { getCalendar, getSetting, getZone, type RowReader } from '../masters.ts';
import { fullLimits } from './slot-limits.ts';
import {
  capacityOn,
  exceptionOf,
  patternColumns,
  patternOf,
  type PatternRow,
  patternsFor,
  type ShiftClocks,
} from '../staff/presence.ts';

/** Orders one person takes in one slot where neither the slot, the person nor the outlet says otherwise. */
export const usualSlotCapacity = 2;

/** Days over which it is reckoned who is owed work. */
const owedDays = 14;

export interface Placed {
  id: string;
  division_code: string | null;
  address_id: string;
}

export interface FactOptions {
  /** Only these people; everyone who visits when left out. */
  staffIds?: readonly string[];
  /** Leaves out what only ranks people and refuses nobody: area known, distance, parts, work owed. */
  refusalsOnly?: boolean;
}

interface StaffRow {
  id: string;
  team_id: string | null;
  left_day: string | null;
  daily_capacity_minutes: number;
  slot_capacity: number | null;
  parts_limit_fen: number | null;
  mentor_id: string | null;
  insurance_until_day: string | null;
  x_m: number | null;
  y_m: number | null;
}

/**
 * What is to be known of people for one order, in some twenty statements however many people there are. A person the
 * outlet does not know is answered as one who has left.
 */
export function peopleFacts(
  read: RowReader,
  job: JobFacts,
  order: Placed,
  today: string,
  options: FactOptions = {},
): PersonFacts[] {
  const staff = staffRows(read, options.staffIds);
  const ids = JSON.stringify(staff.map((one) => one.id));
  const day = job.day ?? today;
  const busy = busyOn(read, day, order.id, ids);
  const slot = slotOf(read, day, job.slotCode);
  const limitFor = slot === null ? null : fullLimits(read, day, slot, order.id);
  const usual = getSetting<number>(read, 'outlet', 'slot_capacity', usualSlotCapacity);
  const abilities = abilitiesOf(read, ids);
  const presence = presences(read, staff, day, ids);
  const held = job.partsFen > 0 ? bagValues(read, ids) : new Map<string, number>();
  const rank = options.refusalsOnly === true ? null : rankFacts(read, order, staff, day, today, ids);
  return staff.map((one): PersonFacts => {
    const there = presence.get(one.id);
    const jobs = busy.get(one.id) ?? [];
    const away =
      there !== undefined &&
      (there.off !== null || (slot !== null && isAwayIn(there, { from: slot.from, to: slot.to })));
    const closed =
      slot !== null &&
      slot.closed.some((team) => team === null || (one.team_id !== null && team === one.team_id));
    return {
      staffId: one.id,
      active: one.left_day === null,
      skills: abilities.skills.get(one.id) ?? {},
      certificates: abilities.certificates.get(one.id) ?? {},
      counties: abilities.counties.get(one.id) ?? [],
      accounts: abilities.accounts.get(one.id) ?? {},
      tools: abilities.tools.get(one.id) ?? {},
      insuranceUntil: one.insurance_until_day,
      leave: away ? [day] : [],
      capacityMinutes:
        there === undefined ? one.daily_capacity_minutes : capacityOn(there, one.daily_capacity_minutes),
      takenMinutes: jobs.reduce((sum, row) => sum + row.minutes, 0),
      slotTaken:
        slot === null
          ? 0
          : jobs.filter(
              (row) =>
                row.slot_id === slot.id ||
                (row.slot_id === null &&
                  row.start_at !== null &&
                  row.start_at >= slot.startAt &&
                  row.start_at < slot.endAt),
            ).length,
      slotCapacity: one.slot_capacity ?? slot?.perPerson ?? usual,
      slotClosed: closed,
      slotLimit: limitFor?.(one.team_id) ?? null,
      heldFen: held.get(one.id) ?? 0,
      limitFen: one.parts_limit_fen,
      knowsArea: rank?.knows.has(one.id) ?? false,
      hasParts: rank?.parts.has(one.id) ?? false,
      distanceMilliKm: rank?.distance.get(one.id) ?? null,
      jobsToday: jobs.length,
      loadRatioMilli: rank?.load.get(one.id) ?? 1000,
      apprenticeOf: one.mentor_id,
    };
  });
}

function staffRows(read: RowReader, staffIds: readonly string[] | undefined): StaffRow[] {
  const columns =
    'id, team_id, left_day, daily_capacity_minutes, slot_capacity, parts_limit_fen, mentor_id, insurance_until_day, x_m, y_m';
  if (staffIds === undefined)
    return read.all<StaffRow>(
      `SELECT ${columns} FROM staff WHERE daily_capacity_minutes > 0 AND left_day IS NULL ORDER BY code`,
    );
  const found = new Map(
    read
      .all<StaffRow>(
        `SELECT ${columns} FROM staff WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(staffIds),
      )
      .map((row) => [row.id, row]),
  );
  return staffIds.map(
    (id) =>
      found.get(id) ?? {
        id,
        team_id: null,
        left_day: '0000-01-01',
        daily_capacity_minutes: 0,
        slot_capacity: null,
        parts_limit_fen: null,
        mentor_id: null,
        insurance_until_day: null,
        x_m: null,
        y_m: null,
      },
  );
}

interface BusyRow {
  staff_id: string;
  slot_id: string | null;
  start_at: number | null;
  minutes: number;
}

/** What each has on the day already, without the order that is being given. */
function busyOn(read: RowReader, day: string, orderId: string, ids: string): Map<string, BusyRow[]> {
  return grouped(
    read.all<BusyRow>(
      `SELECT w.staff_id, w.appointment_slot_id AS slot_id, w.appointment_start_at AS start_at,
         coalesce(i.standard_minutes, 60) * w.machine_count AS minutes
       FROM work_order w LEFT JOIN service_item i ON i.id = w.service_item_id
       WHERE w.appointment_day = ? AND w.staff_id IN (SELECT value FROM json_each(?)) AND w.id <> ? AND w.side_state IS NULL`,
      day,
      ids,
      orderId,
    ),
  );
}

function grouped<T extends { staff_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const row of rows) {
    const own = out.get(row.staff_id);
    if (own === undefined) out.set(row.staff_id, [row]);
    else own.push(row);
  }
  return out;
}

/** The slot that is meant: its minutes of the day and UTC ms, and for which teams (null: all) it is closed then. */
function slotOf(read: RowReader, day: string, slotId: string | null) {
  if (slotId === null) return null;
  const row = read.get<{ id: string; from_clock: string; to_clock: string; capacity: number | null }>(
    'SELECT id, from_clock, to_clock, capacity FROM slot WHERE id = ?',
    slotId,
  );
  if (row === undefined) return null;
  const from = parseClock(row.from_clock) ?? 0;
  const to = parseClock(row.to_clock) ?? 1440;
  const zone = getZone(read);
  return {
    id: row.id,
    from,
    to,
    startAt: atLocal(day, from, zone),
    endAt: atLocal(day, to, zone),
    perPerson: row.capacity,
    closed: read
      .all<{ team_id: string | null }>(
        'SELECT team_id FROM slot_closed WHERE day = ? AND slot_id = ? AND capacity IS NULL AND reopened_at IS NULL',
        day,
        slotId,
      )
      .map((one) => one.team_id),
  };
}

/** Skills, cards, counties, accounts and tools by person. A tool's day is the last on which it may be used. */
function abilitiesOf(read: RowReader, ids: string) {
  const rows = <V>(sql: string) =>
    grouped(
      read.all<{ staff_id: string; k: string; v: V }>(
        `${sql} AND staff_id IN (SELECT value FROM json_each(?))`,
        ids,
      ),
    );
  const pairs = <V>(found: Map<string, { k: string; v: V }[]>) =>
    new Map([...found].map(([id, own]) => [id, Object.fromEntries(own.map((row) => [row.k, row.v]))]));
  return {
    skills: pairs(rows<number>('SELECT staff_id, skill_id AS k, level AS v FROM staff_skill WHERE 1')),
    certificates: pairs(
      rows<string | null>('SELECT staff_id, kind_id AS k, expires_day AS v FROM staff_certificate WHERE 1'),
    ),
    counties: new Map(
      [...rows<null>('SELECT staff_id, division_code AS k, NULL AS v FROM staff_area WHERE 1')].map(
        ([id, own]) => [id, own.map((row) => row.k)],
      ),
    ),
    accounts: pairs(
      rows<string | null>(
        "SELECT staff_id, connection_id AS k, card_expires_day AS v FROM worker_account WHERE state = 'active'",
      ),
    ),
    tools: pairs(
      rows<string | null>(
        'SELECT staff_id, tool_kind_id AS k, next_check_day AS v FROM staff_tool WHERE tool_kind_id IS NOT NULL AND returned_day IS NULL',
      ),
    ),
  };
}

/** When each is there on the day: patterns, single rows, the outlet's closed days. */
export function presences(
  read: RowReader,
  staff: readonly { id: string; team_id: string | null }[],
  day: string,
  ids: string,
): Map<string, Presence> {
  const patterns = read.all<PatternRow>(
    `SELECT ${patternColumns} FROM shift_pattern WHERE retired_at IS NULL AND from_day <= ? AND (to_day IS NULL OR to_day >= ?) ORDER BY from_day, seq`,
    day,
    day,
  );
  const shifts = grouped(
    read.all<ShiftClocks & { staff_id: string }>(
      'SELECT staff_id, from_clock, to_clock, kind FROM shift WHERE day = ? AND staff_id IN (SELECT value FROM json_each(?))',
      day,
      ids,
    ),
  );
  const hours = spansOfDay(day, getCalendar(read));
  return new Map(
    staff.map((one) => [
      one.id,
      presenceOfDay({
        day,
        patterns: patternsFor(patterns, { staffId: one.id, teamId: one.team_id }, day).map(patternOf),
        exceptions: (shifts.get(one.id) ?? []).map(exceptionOf),
        hours,
      }),
    ]),
  );
}

/** Fen of what lies in each bag, at the part's cost. */
function bagValues(read: RowReader, ids: string): Map<string, number> {
  return new Map(
    read
      .all<{ staff_id: string; fen: number }>(
        `SELECT l.staff_id, coalesce(sum(b.quantity_milli * p.cost_fen / 1000), 0) AS fen FROM stock_balance b
         JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id
         WHERE l.kind = 'bag' AND l.staff_id IN (SELECT value FROM json_each(?)) GROUP BY l.staff_id`,
        ids,
      )
      .map((row) => [row.staff_id, Math.round(row.fen)]),
  );
}

/** What speaks for people: the area, the parts in the bag, the way, the work of the last two weeks. */
function rankFacts(
  read: RowReader,
  order: Placed,
  staff: readonly StaffRow[],
  day: string,
  today: string,
  ids: string,
) {
  return {
    knows: knowingArea(read, order.division_code, ids),
    parts: holdingParts(read, order.id, ids),
    distance: distances(read, order, staff, day, ids),
    load: loadRatios(read, staff, today, ids),
  };
}

/** Did five of his last three hundred jobs lie in this county? More rows say nothing new and cost time. */
function knowingArea(read: RowReader, divisionCode: string | null, ids: string): Set<string> {
  return new Set(
    read
      .all<{ id: string }>(
        `SELECT s.value AS id FROM json_each(?) s WHERE (SELECT count(*) FROM (SELECT division_code AS code FROM work_order w
           WHERE w.staff_id = s.value AND w.state IN ('finished', 'verified', 'audited', 'closed') LIMIT 300) WHERE code IS ?) >= 5`,
        ids,
        divisionCode,
      )
      .map((row) => row.id),
  );
}

/** Everything promised to the order lies in his bag. */
function holdingParts(read: RowReader, orderId: string, ids: string): Set<string> {
  const wanted = read.all<{ part_id: string; milli: number }>(
    "SELECT part_id, sum(quantity_milli) AS milli FROM reservation WHERE work_order_id = ? AND state IN ('held', 'issued') GROUP BY part_id",
    orderId,
  );
  if (wanted.length === 0) return new Set();
  const there = grouped(
    read.all<{ staff_id: string; part_id: string; milli: number }>(
      `SELECT l.staff_id, b.part_id, sum(b.quantity_milli) AS milli FROM stock_balance b JOIN location l ON l.id = b.location_id
       WHERE l.kind = 'bag' AND b.condition = 'good' AND b.part_id IN (SELECT value FROM json_each(?)) AND l.staff_id IN (SELECT value FROM json_each(?))
       GROUP BY l.staff_id, b.part_id`,
      JSON.stringify(wanted.map((row) => row.part_id)),
      ids,
    ),
  );
  const has = (own: readonly { part_id: string; milli: number }[]) =>
    wanted.every((part) => own.some((row) => row.part_id === part.part_id && row.milli >= part.milli));
  return new Set([...there].filter(([, own]) => has(own)).map(([id]) => id));
}

interface Point {
  x_m: number | null;
  y_m: number | null;
}

/** Metres as the crow flies to his nearest other job of the day, or from home while he has none; null where unknown. */
function distances(
  read: RowReader,
  order: Placed,
  staff: readonly StaffRow[],
  day: string,
  ids: string,
): Map<string, number> {
  const to = read.get<Point>(
    'SELECT coalesce(a.x_m, e.x_m) AS x_m, coalesce(a.y_m, e.y_m) AS y_m FROM address a LEFT JOIN estate e ON e.id = a.estate_id WHERE a.id = ?',
    order.address_id,
  );
  const jobs = grouped(
    read.all<Point & { staff_id: string }>(
      `SELECT w.staff_id, coalesce(a.x_m, e.x_m) AS x_m, coalesce(a.y_m, e.y_m) AS y_m FROM work_order w JOIN address a ON a.id = w.address_id
       LEFT JOIN estate e ON e.id = a.estate_id
       WHERE w.appointment_day = ? AND w.staff_id IN (SELECT value FROM json_each(?)) AND w.id <> ? AND w.side_state IS NULL`,
      day,
      ids,
      order.id,
    ),
  );
  const out = new Map<string, number>();
  for (const one of staff) {
    const ways = (jobs.get(one.id) ?? []).flatMap((point) => metres(point, to) ?? []);
    const way = ways.length > 0 ? Math.min(...ways) : metres(one, to);
    if (way !== null) out.set(one.id, way);
  }
  return out;
}

/** Metres between two points of the outlet's plane, or null where one is not known. */
export function metres(a: Point, b: Point | undefined): number | null {
  if (a.x_m === null || a.y_m === null || b?.x_m == null || b.y_m === null) return null;
  return Math.round(Math.hypot(a.x_m - b.x_m, a.y_m - b.y_m));
}

/** Jobs of the last two weeks against what his working time would be owed, thousandths; 1000 while nobody had any. */
function loadRatios(
  read: RowReader,
  staff: readonly StaffRow[],
  today: string,
  ids: string,
): Map<string, number> {
  const jobs = new Map(
    read
      .all<{ staff_id: string; n: number }>(
        'SELECT staff_id, count(*) AS n FROM work_order WHERE appointment_day BETWEEN ? AND ? AND staff_id IN (SELECT value FROM json_each(?)) GROUP BY staff_id',
        addDays(today, -owedDays),
        today,
        ids,
      )
      .map((row) => [row.staff_id, row.n]),
  );
  const total = [...jobs.values()].reduce((sum, n) => sum + n, 0);
  const minutes = staff.reduce((sum, one) => sum + one.daily_capacity_minutes, 0);
  const out = new Map<string, number>();
  for (const one of staff) {
    const due = minutes === 0 ? 0 : (total * one.daily_capacity_minutes) / minutes;
    if (due > 0) out.set(one.id, Math.round(((jobs.get(one.id) ?? 0) * 1000) / due));
  }
  return out;
}
