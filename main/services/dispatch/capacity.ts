import { refusalsOf, type JobFacts, type PersonFacts } from '../../../domain/dispatch/eligibility.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { atLocal, businessDay, parseClock } from '../../../domain/time/business-day.ts';
import { getSetting, getZone, type RowReader } from '../masters.ts';
import { jobFacts, type JobRow } from './facts.ts';

/** Orders one person takes in one slot where neither the slot, the person nor the outlet says otherwise. */
const usualSlotCapacity = 2;

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
}

export interface DayPerson {
  staffId: string;
  teamId: string | null;
  minutes: number;
  takenMinutes: number;
  /** Orders per slot. */
  taken: ReadonlyMap<string, number>;
  /** Orders he takes per slot. */
  perSlot: ReadonlyMap<string, number>;
  /** Slots in which he is away or his team's slot is closed. */
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

/** Reads one day in six statements, however many people work. `without`: orders that are just being moved. */
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
  const away = read.all<{ staff_id: string; from_clock: string; to_clock: string }>(
    "SELECT staff_id, from_clock, to_clock FROM shift WHERE day = ? AND kind <> 'work'",
    day,
  );
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
  const people = read
    .all<{ id: string; team_id: string | null; minutes: number; slot_capacity: number | null }>(
      `SELECT id, team_id, daily_capacity_minutes AS minutes, slot_capacity FROM staff
       WHERE daily_capacity_minutes > 0 AND left_day IS NULL AND (? IS NULL OR team_id = ?) ORDER BY code`,
      options.teamId ?? null,
      options.teamId ?? null,
    )
    .map((row): DayPerson => {
      const mine = away.filter((one) => one.staff_id === row.id);
      const own = ofPerson.get(row.id);
      const closedForTeam = (slotId: string) =>
        closures.some(
          (one) =>
            one.slot_id === slotId &&
            one.team_id === row.team_id &&
            one.team_id !== null &&
            one.capacity === null,
        );
      return {
        staffId: row.id,
        teamId: row.team_id,
        minutes: row.minutes,
        takenMinutes: own?.minutes ?? 0,
        taken: own?.taken ?? new Map<string, number>(),
        perSlot: new Map(slots.map((slot) => [slot.slotId, row.slot_capacity ?? slot.perPerson ?? usual])),
        absent: new Set(
          slots
            .filter(
              (slot) =>
                closedForTeam(slot.slotId) ||
                mine.some((one) => one.from_clock < slot.toClock && one.to_clock > slot.fromClock),
            )
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
    let all = 0;
    let mine = 0;
    let people = 0;
    let given = 0;
    for (const person of capacity.people) {
      given += person.taken.get(slot.slotId) ?? 0;
      all += roomOf(person, slot.slotId);
      if (able !== null && !able.has(person.staffId)) continue;
      const room = roomOf(person, slot.slotId, minutes);
      mine += room;
      if (room > 0) people += 1;
    }
    const taken = given + waiting;
    const byCap = slot.cap === null ? Number.MAX_SAFE_INTEGER : slot.cap - taken;
    const left = slot.closed !== null ? 0 : Math.max(0, Math.min(mine, all - waiting, byCap));
    return {
      slotId: slot.slotId,
      left,
      people,
      taken,
      closed: slot.closed !== null,
      reason: slot.closed?.reason ?? '',
      past: slot.endAt <= nowMs,
    };
  });
}

/** Ids of everyone nothing but the hour speaks against, read in a handful of statements. */
export function ablePeople(
  read: RowReader,
  job: JobFacts,
  capacity: DayCapacity,
  nowMs: number,
): Set<string> {
  const today = businessDay(nowMs, getZone(read));
  const group = <T extends { staff_id: string }>(rows: T[]) => {
    const out = new Map<string, T[]>();
    for (const row of rows) out.set(row.staff_id, [...(out.get(row.staff_id) ?? []), row]);
    return out;
  };
  const skills = group(
    read.all<{ staff_id: string; k: string; v: number }>(
      'SELECT staff_id, skill_id AS k, level AS v FROM staff_skill',
    ),
  );
  const cards = group(
    read.all<{ staff_id: string; k: string; v: string | null }>(
      'SELECT staff_id, kind_id AS k, expires_day AS v FROM staff_certificate',
    ),
  );
  const areas = group(
    read.all<{ staff_id: string; k: string }>('SELECT staff_id, division_code AS k FROM staff_area'),
  );
  const accounts = group(
    read.all<{ staff_id: string; k: string; v: string | null }>(
      "SELECT staff_id, connection_id AS k, card_expires_day AS v FROM worker_account WHERE state = 'active'",
    ),
  );
  const mentors = new Map(
    read
      .all<{ id: string; mentor_id: string | null }>('SELECT id, mentor_id FROM staff')
      .map((row) => [row.id, row.mentor_id]),
  );
  const pairs = <T>(rows: { k: string; v: T }[] | undefined) =>
    Object.fromEntries((rows ?? []).map((row) => [row.k, row.v])) as Record<string, T>;
  const able = new Set<string>();
  for (const person of capacity.people) {
    const facts: PersonFacts = {
      staffId: person.staffId,
      active: true,
      skills: pairs(skills.get(person.staffId)),
      certificates: pairs(cards.get(person.staffId)),
      counties: (areas.get(person.staffId) ?? []).map((row) => row.k),
      accounts: pairs(accounts.get(person.staffId)),
      leave: [],
      capacityMinutes: person.minutes,
      takenMinutes: person.takenMinutes,
      slotTaken: 0,
      slotCapacity: null,
      heldFen: 0,
      limitFen: null,
      knowsArea: false,
      hasParts: false,
      distanceMilliKm: null,
      jobsToday: 0,
      loadRatioMilli: 1000,
      apprenticeOf: mentors.get(person.staffId) ?? null,
    };
    if (refusalsOf({ ...job, day: capacity.day, slotCode: null }, facts, today).length === 0)
      able.add(person.staffId);
  }
  return able;
}

export interface Bookable extends JobRow {
  staff_id: string | null;
  sub_shop_id: string | null;
}

/**
 * Free slots of a day for an order. Given to a person already (先派后约), only his own day counts; given to a sub-shop,
 * our people's day says nothing. Orders in `without` (itself, those booked with it) do not stand in their own way.
 */
export function freeSlotsFor(
  read: RowReader,
  order: Bookable,
  day: string,
  nowMs: number,
  without: readonly string[] = [order.id],
): SlotRoom[] {
  const capacity = readDayCapacity(read, day, { without });
  if (order.sub_shop_id !== null)
    return slotRooms(capacity, null, nowMs).map((room) => ({
      ...room,
      left: room.closed ? 0 : 99,
      people: 0,
    }));
  if (order.staff_id !== null) return slotRooms(own(capacity, order.staff_id), null, nowMs);
  const job = jobFacts(read, order, { day, slotId: null });
  return slotRooms(capacity, ablePeople(read, job, capacity, nowMs), nowMs, job.minutes);
}

const own = (capacity: DayCapacity, staffId: string): DayCapacity => ({
  ...capacity,
  people: capacity.people.filter((person) => person.staffId === staffId),
  unassigned: new Map(),
});

/**
 * Refuses a window whose slot is closed, or has no room for `count` orders unless that was decided. Answers what was
 * passed, for the event. Faults: `slot_closed` {day, slot}, `slot_full` {day, slot, left, count}.
 */
export function assertRoom(
  read: RowReader,
  order: Bookable,
  window: { day: string; slotId: string | null; startAt: number },
  nowMs: number,
  options: { override: boolean; count?: number; without?: readonly string[] },
): 'slot_full' | null {
  const rooms = freeSlotsFor(read, order, window.day, nowMs, options.without ?? [order.id]);
  const { slots } = readSlots(read, window.day);
  const slot =
    window.slotId === null
      ? slotAt(slots, window.startAt)
      : slots.find((one) => one.slotId === window.slotId);
  const room =
    slot === null || slot === undefined ? undefined : rooms.find((one) => one.slotId === slot.slotId);
  if (slot === null || slot === undefined || room === undefined) return null;
  const words = `${slot.fromClock}–${slot.toClock}`;
  if (room.closed) throw new Fault('slot_closed', { day: window.day, slot: words });
  const count = options.count ?? 1;
  if (room.left >= count) return null;
  if (!options.override)
    throw new Fault('slot_full', { day: window.day, slot: words, left: room.left, count });
  return 'slot_full';
}

function readSlots(read: RowReader, day: string) {
  const zone = getZone(read);
  return {
    slots: read
      .all<SlotRow>('SELECT id, from_clock, to_clock, capacity FROM slot WHERE retired_at IS NULL')
      .map((row) => ({
        slotId: row.id,
        fromClock: row.from_clock,
        toClock: row.to_clock,
        startAt: atLocal(day, parseClock(row.from_clock) ?? 0, zone),
        endAt: atLocal(day, parseClock(row.to_clock) ?? 0, zone),
      })),
  };
}
