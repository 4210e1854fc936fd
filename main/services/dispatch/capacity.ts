import { isAwayIn } from '../../../domain/staff/shifts.ts';
import { atLocal, parseClock } from '../../../domain/time/business-day.ts';
import { getSetting, getZone, type RowReader } from '../masters.ts';
import { capacityOn } from '../staff/presence.ts';
import { presences, usualSlotCapacity } from './people-facts.ts';

export interface DaySlot {
  slotId: string;
  fromClock: string;
  toClock: string;
  startAt: number;
  endAt: number;
  /** Orders per person; null: the person's or the outlet's number. */
  perPerson: number | null;
  /** Closed on this day for everyone; null: open. */
  closed: { reason: string } | null;
  /** All orders it may hold on this day, where somebody lowered it. */
  cap: number | null;
  /** The same for single teams. */
  teamCaps: ReadonlyMap<string, number>;
  /** Teams it is closed for, with the reason. */
  closedTeams: ReadonlyMap<string, string>;
}

export interface DayPerson {
  staffId: string;
  teamId: string | null;
  /** What he works on this day, by pattern, leave and the outlet's hours. */
  minutes: number;
  takenMinutes: number;
  /** Orders per slot. */
  taken: ReadonlyMap<string, number>;
  /** Orders he takes per slot. */
  perSlot: ReadonlyMap<string, number>;
  /** Slots he does not work in, is away in, or that are closed for his team. */
  absent: ReadonlySet<string>;
}

/** A day as its people and slots stand: what board, booking and weekly load are counted from. */
export interface DayCapacity {
  day: string;
  slots: DaySlot[];
  people: DayPerson[];
  /** Booked in a slot and given to nobody yet. */
  unassigned: ReadonlyMap<string, number>;
}

interface SlotRow {
  id: string;
  from_clock: string;
  to_clock: string;
  capacity: number | null;
}
interface BookedRow {
  id: string;
  staff_id: string | null;
  sub_shop_id: string | null;
  slot_id: string | null;
  start_at: number | null;
  minutes: number;
}

const add = (map: Map<string, number>, key: string, by = 1) => map.set(key, (map.get(key) ?? 0) + by);

/** The slot a time of the day falls in, or null. */
export function slotAt<S extends Pick<DaySlot, 'startAt' | 'endAt'>>(
  slots: readonly S[],
  at: number,
): S | null {
  return slots.find((slot) => at >= slot.startAt && at < slot.endAt) ?? null;
}

/** Reads one day in a handful of statements, however many people work. `without`: orders that are just being moved. */
export function readDayCapacity(
  read: RowReader,
  day: string,
  options: { teamId?: string | null; without?: readonly string[] } = {},
): DayCapacity {
  const zone = getZone(read);
  const usual = getSetting<number>(read, 'outlet', 'slot_capacity', usualSlotCapacity);
  const closures = read.all<{
    slot_id: string;
    team_id: string | null;
    capacity: number | null;
    reason: string;
  }>('SELECT slot_id, team_id, capacity, reason FROM slot_closed WHERE day = ? AND reopened_at IS NULL', day);
  const slots = read
    .all<SlotRow>(
      'SELECT id, from_clock, to_clock, capacity FROM slot WHERE retired_at IS NULL ORDER BY sort, code',
    )
    .map((row): DaySlot => {
      const all = closures.filter((one) => one.slot_id === row.id && one.team_id === null);
      const shut = all.find((one) => one.capacity === null);
      const ofTeams = closures.filter((one) => one.slot_id === row.id && one.team_id !== null);
      const caps = all.flatMap((one) => (one.capacity === null ? [] : [one.capacity]));
      return {
        slotId: row.id,
        fromClock: row.from_clock,
        toClock: row.to_clock,
        startAt: atLocal(day, parseClock(row.from_clock) ?? 0, zone),
        endAt: atLocal(day, parseClock(row.to_clock) ?? 0, zone),
        perPerson: row.capacity,
        closed: shut === undefined ? null : { reason: shut.reason },
        cap: caps.length === 0 ? null : Math.min(...caps),
        teamCaps: new Map(
          ofTeams.flatMap((one) => (one.capacity === null ? [] : [[one.team_id ?? '', one.capacity]])),
        ),
        closedTeams: new Map(
          ofTeams.flatMap((one) => (one.capacity === null ? [[one.team_id ?? '', one.reason]] : [])),
        ),
      };
    });
  const without = new Set(options.without ?? []);
  const booked = read
    .all<BookedRow>(
      `SELECT w.id, w.staff_id, w.sub_shop_id, w.appointment_slot_id AS slot_id, w.appointment_start_at AS start_at,
       coalesce(i.standard_minutes, 60) * w.machine_count AS minutes
       FROM work_order w LEFT JOIN service_item i ON i.id = w.service_item_id WHERE w.appointment_day = ? AND w.side_state IS NULL`,
      day,
    )
    .filter((row) => !without.has(row.id) && row.sub_shop_id === null);
  const unassigned = new Map<string, number>();
  const ofPerson = new Map<string, { minutes: number; taken: Map<string, number> }>();
  for (const row of booked) {
    const slotId =
      row.slot_id ?? (row.start_at === null ? null : (slotAt(slots, row.start_at)?.slotId ?? null));
    if (row.staff_id === null) {
      if (slotId !== null) add(unassigned, slotId);
      continue;
    }
    const own = ofPerson.get(row.staff_id) ?? { minutes: 0, taken: new Map<string, number>() };
    own.minutes += row.minutes;
    if (slotId !== null) add(own.taken, slotId);
    ofPerson.set(row.staff_id, own);
  }
  const staff = read.all<{
    id: string;
    team_id: string | null;
    minutes: number;
    slot_capacity: number | null;
  }>(
    `SELECT id, team_id, daily_capacity_minutes AS minutes, slot_capacity FROM staff
     WHERE daily_capacity_minutes > 0 AND left_day IS NULL AND (? IS NULL OR team_id = ?) ORDER BY code`,
    options.teamId ?? null,
    options.teamId ?? null,
  );
  const there = presences(read, staff, day, JSON.stringify(staff.map((row) => row.id)));
  const people = staff.map((row): DayPerson => {
    const presence = there.get(row.id);
    const own = ofPerson.get(row.id);
    const away = (slot: DaySlot) =>
      presence !== undefined &&
      (presence.off !== null ||
        isAwayIn(presence, {
          from: parseClock(slot.fromClock) ?? 0,
          to: parseClock(slot.toClock) ?? 1440,
        }));
    return {
      staffId: row.id,
      teamId: row.team_id,
      minutes: presence === undefined ? row.minutes : capacityOn(presence, row.minutes),
      takenMinutes: own?.minutes ?? 0,
      taken: own?.taken ?? new Map<string, number>(),
      perSlot: new Map(slots.map((slot) => [slot.slotId, row.slot_capacity ?? slot.perPerson ?? usual])),
      absent: new Set(
        slots
          .filter((slot) => (row.team_id !== null && slot.closedTeams.has(row.team_id)) || away(slot))
          .map((slot) => slot.slotId),
      ),
    };
  });
  return { day, slots, people, unassigned };
}

/** Orders one person may still be given in a slot. */
export function roomOf(person: DayPerson, slotId: string, minutes = 0): number {
  if (person.absent.has(slotId)) return 0;
  if (minutes > 0 && person.takenMinutes + minutes > person.minutes) return 0;
  return Math.max(0, (person.perSlot.get(slotId) ?? 0) - (person.taken.get(slotId) ?? 0));
}

/** Orders a slot holds on this day, what somebody lowered for everybody or a team kept; 0 where it is closed. */
export function holdOf({ people }: Pick<DayCapacity, 'people'>, slot: DaySlot): number {
  if (slot.closed !== null) return 0;
  const byTeam = new Map<string | null, number>();
  for (const person of people)
    if (!person.absent.has(slot.slotId))
      byTeam.set(person.teamId, (byTeam.get(person.teamId) ?? 0) + (person.perSlot.get(slot.slotId) ?? 0));
  let all = 0;
  for (const [teamId, n] of byTeam)
    all += Math.min(n, (teamId === null ? undefined : slot.teamCaps.get(teamId)) ?? n);
  return Math.min(slot.cap ?? all, all);
}

export interface SlotRoom {
  slotId: string;
  /** Orders that still fit. */
  left: number;
  /** People with room who may take it. */
  people: number;
  taken: number;
  closed: boolean;
  reason: string;
  past: boolean;
}

/**
 * What is free per slot. `able`: the people who may take the job (null: everyone). What is booked and given to nobody
 * yet needs somebody too, so it is taken off the room of all; who exactly will go is not decided here.
 */
export function slotRooms(
  capacity: DayCapacity,
  able: ReadonlySet<string> | null,
  nowMs: number,
  minutes = 0,
): SlotRoom[] {
  return capacity.slots.map((slot): SlotRoom => {
    const waiting = capacity.unassigned.get(slot.slotId) ?? 0;
    const all = roomIn(capacity, slot, null, 0);
    const mine = roomIn(capacity, slot, able, minutes);
    const given = capacity.people.reduce((sum, person) => sum + (person.taken.get(slot.slotId) ?? 0), 0);
    const taken = given + waiting;
    const byCap = slot.cap === null ? Number.MAX_SAFE_INTEGER : slot.cap - taken;
    const left = slot.closed !== null ? 0 : Math.max(0, Math.min(mine.room, all.room - waiting, byCap));
    return {
      slotId: slot.slotId,
      left,
      people: slot.closed === null && byCap > 0 ? mine.people : 0,
      taken,
      closed: slot.closed !== null,
      reason: slot.closed?.reason ?? '',
      past: slot.endAt <= nowMs,
    };
  });
}

/** Orders that fit with these people (null: everyone), a team's own limit kept; and how many of them have room. */
function roomIn(
  capacity: DayCapacity,
  slot: DaySlot,
  able: ReadonlySet<string> | null,
  minutes: number,
): { room: number; people: number } {
  const teams = new Map<string, { room: number; taken: number; people: number }>();
  let room = 0;
  let people = 0;
  for (const person of capacity.people) {
    const may = able === null || able.has(person.staffId);
    const own = may ? roomOf(person, slot.slotId, minutes) : 0;
    const free = own > 0 ? 1 : 0;
    if (person.teamId === null || !slot.teamCaps.has(person.teamId)) {
      room += own;
      people += free;
      continue;
    }
    const team = teams.get(person.teamId) ?? { room: 0, taken: 0, people: 0 };
    team.room += own;
    team.people += free;
    team.taken += person.taken.get(slot.slotId) ?? 0;
    teams.set(person.teamId, team);
  }
  for (const [teamId, team] of teams) {
    const left = (slot.teamCaps.get(teamId) ?? 0) - team.taken;
    room += Math.max(0, Math.min(team.room, left));
    if (left > 0) people += team.people;
  }
  return { room, people };
}
