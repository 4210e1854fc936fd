/** Slots of a day and what is free in them, per person. A slot may be taken for longer than it lasts: work spills over. */
import { atLocal, businessDay, defaultZone, localMinutes } from '../time/business-day.ts';

export interface Slot {
  code: string;
  /** Minutes since local midnight, `[from, to)`. */
  from: number;
  to: number;
}

export const defaultSlots: readonly Slot[] = [
  { code: 'AM1', from: 480, to: 600 },
  { code: 'AM2', from: 600, to: 720 },
  { code: 'NOON', from: 720, to: 840 },
  { code: 'PM1', from: 840, to: 960 },
  { code: 'PM2', from: 960, to: 1080 },
  { code: 'EVE', from: 1080, to: 1200 },
];

/** The window of a slot on a day, UTC ms `[start, end)`. */
export function slotWindow(
  slot: Slot,
  day: string,
  zone: string = defaultZone,
): { startAt: number; endAt: number } {
  return { startAt: atLocal(day, slot.from, zone), endAt: atLocal(day, slot.to, zone) };
}

/** The slot a window begins in, or null when it is an exact time outside all slots. */
export function slotOf(
  startAt: number,
  slots: readonly Slot[] = defaultSlots,
  zone: string = defaultZone,
): Slot | null {
  const minutes = localMinutes(startAt, zone);
  return slots.find((slot) => minutes >= slot.from && minutes < slot.to) ?? null;
}

/** A job on a person's day. */
export interface Booking {
  orderId: string;
  startAt: number;
  endAt: number;
  minutes: number;
}

export interface SlotLoad {
  slot: Slot;
  takenMinutes: number;
  freeMinutes: number;
  orderIds: string[];
}

/**
 * Load per slot of one person's day. A job counts in the slot it begins in; what does not fit there runs over into the
 * following slots, so that a two-hour job booked at 09:30 is seen in the next one too.
 */
export function loadOfDay(
  day: string,
  bookings: readonly Booking[],
  slots: readonly Slot[] = defaultSlots,
  zone: string = defaultZone,
): SlotLoad[] {
  const loads = slots.map(
    (slot): SlotLoad => ({ slot, takenMinutes: 0, freeMinutes: slot.to - slot.from, orderIds: [] }),
  );
  const own = bookings
    .filter((booking) => businessDay(booking.startAt, zone) === day)
    .sort((a, b) => a.startAt - b.startAt || (a.orderId < b.orderId ? -1 : 1));
  for (const booking of own) {
    const at = localMinutes(booking.startAt, zone);
    let index = loads.findIndex((load) => at < load.slot.to);
    let left = booking.minutes;
    let first = true;
    while (index >= 0 && index < loads.length && (left > 0 || first)) {
      const load = loads[index];
      if (load === undefined) break;
      if (first) load.orderIds.push(booking.orderId);
      const part = Math.min(left, load.freeMinutes);
      load.takenMinutes += part;
      load.freeMinutes -= part;
      left -= part;
      first = false;
      index += 1;
    }
    const last = loads.at(-1);
    // work past the last slot is overtime: it stays visible as more taken than there was
    if (left > 0 && last !== undefined) last.takenMinutes += left;
  }
  return loads;
}

/** Slots of the day in which a job of this length may still begin. */
export function freeSlots(loads: readonly SlotLoad[], minutes: number): Slot[] {
  return loads
    .filter((load, index) => {
      if (load.freeMinutes === 0) return false;
      const following = loads.slice(index).reduce((sum, one) => sum + one.freeMinutes, 0);
      return following >= minutes;
    })
    .map((load) => load.slot);
}

/** Two windows that overlap in time: one person, two doors. */
export function overlaps(
  a: { startAt: number; endAt: number },
  b: { startAt: number; endAt: number },
): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}
