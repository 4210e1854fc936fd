import { refusalsOf, type JobFacts } from '../../../domain/dispatch/eligibility.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../masters.ts';
import { readDayCapacity, slotAt, type DayCapacity, type SlotRoom, slotRooms } from './capacity.ts';
import { jobFacts, type JobRow } from './facts.ts';
import { peopleFacts, type Placed } from './people-facts.ts';

/**
 * Ids of everyone nothing but the hour speaks against: the same facts and rules the board refuses by. Minutes already
 * taken are those of `capacity`, in which orders that are just being moved do not count.
 */
function ablePeople(
  read: RowReader,
  job: JobFacts,
  order: Placed,
  capacity: DayCapacity,
  nowMs: number,
): Set<string> {
  const today = businessDay(nowMs, getZone(read));
  const wanted: JobFacts = { ...job, day: capacity.day, slotCode: null };
  const taken = new Map(capacity.people.map((person) => [person.staffId, person.takenMinutes]));
  const facts = peopleFacts(read, wanted, order, today, {
    staffIds: [...taken.keys()],
    refusalsOnly: true,
  });
  return new Set(
    facts
      .filter(
        (one) =>
          refusalsOf(wanted, { ...one, takenMinutes: taken.get(one.staffId) ?? one.takenMinutes }, today)
            .length === 0,
      )
      .map((one) => one.staffId),
  );
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
  return roomsFor(read, order, readDayCapacity(read, day, { without }), nowMs);
}

/** A sub-shop keeps its own book: of ours only what is closed for everybody counts. */
const roomAtPartner = 99;

function roomsFor(read: RowReader, order: Bookable, capacity: DayCapacity, nowMs: number): SlotRoom[] {
  if (order.sub_shop_id !== null)
    return slotRooms(capacity, null, nowMs).map((room) => ({
      ...room,
      left: room.closed ? 0 : roomAtPartner,
      people: 0,
    }));
  if (order.staff_id !== null) return slotRooms(dayOf(capacity, order.staff_id), null, nowMs);
  const job = jobFacts(read, order, { day: capacity.day, slotId: null });
  return slotRooms(capacity, ablePeople(read, job, order, capacity, nowMs), nowMs, job.minutes);
}

/** The day of one person alone; a slot closed for his team is closed, and what others have of a limit is taken off it. */
function dayOf(capacity: DayCapacity, staffId: string): DayCapacity {
  const people = capacity.people.filter((person) => person.staffId === staffId);
  const teamId = people[0]?.teamId ?? null;
  const others = capacity.people.filter((person) => person.staffId !== staffId);
  const takenBy = (those: DayCapacity['people'], slotId: string) =>
    those.reduce((sum, person) => sum + (person.taken.get(slotId) ?? 0), 0);
  const team = others.filter((person) => person.teamId === teamId);
  return {
    ...capacity,
    people,
    unassigned: new Map(),
    slots: capacity.slots.map((slot) => ({
      ...slot,
      cap:
        slot.cap === null
          ? null
          : slot.cap - takenBy(others, slot.slotId) - (capacity.unassigned.get(slot.slotId) ?? 0),
      teamCaps: new Map(
        [...slot.teamCaps].map(([id, cap]) => [id, id === teamId ? cap - takenBy(team, slot.slotId) : cap]),
      ),
      closed:
        slot.closed ??
        (teamId === null || !slot.closedTeams.has(teamId)
          ? null
          : { reason: slot.closedTeams.get(teamId) ?? '' }),
    })),
  };
}

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
  const capacity = readDayCapacity(read, window.day, { without: options.without ?? [order.id] });
  const slot =
    window.slotId === null
      ? slotAt(capacity.slots, window.startAt)
      : capacity.slots.find((one) => one.slotId === window.slotId);
  const room = roomsFor(read, order, capacity, nowMs).find((one) => one.slotId === slot?.slotId);
  if (slot === null || slot === undefined || room === undefined) return null;
  const words = `${slot.fromClock}–${slot.toClock}`;
  if (room.closed) throw new Fault('slot_closed', { day: window.day, slot: words });
  const count = options.count ?? 1;
  if (room.left >= count) return null;
  if (!options.override)
    throw new Fault('slot_full', { day: window.day, slot: words, left: room.left, count });
  return 'slot_full';
}
