import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { named, names, rowDone, target } from './shapes.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const spans = z.array(z.object({ from: clock, to: clock })).max(4);

const cell = z.object({
  day: z.string(),
  /** When the person is there; without a pattern the whole day stands here. */
  spans: z.array(z.object({ from: z.string(), to: z.string() })),
  /** Why the whole day is lost: day_off, closed, leave, sick, training; null while any of it is left. */
  off: z.string().nullable(),
  /** What somebody wrote down for this day. */
  rows: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      fromClock: z.string(),
      toClock: z.string(),
      kind: z.string(),
      note: z.string(),
    }),
  ),
  /** Minutes of work the person can take that day, and what is booked of it. */
  capacityMinutes: z.int(),
  takenMinutes: z.int(),
  jobs: z.int(),
  /** Booked orders that stand in a time the person is away. */
  conflicts: z.int(),
});

const pattern = z.object({
  id: z.string(),
  version: z.int(),
  staffId: z.string().nullable(),
  teamId: z.string().nullable(),
  ...names,
  fromDay: z.string(),
  toDay: z.string().nullable(),
  cycle: z.array(spans),
});

/** Who works when: patterns, exceptions, and the orders they leave without hands. */
export const staffPlan = {
  /** People × days from `fromDay` on. A team leader sees his team, a technician himself. */
  'staff.plan': query({
    input: z
      .object({
        fromDay: field.day(),
        days: z.int().min(1).max(42).default(14),
        teamId: field.id().nullable().default(null),
      })
      .strict(),
    output: z.object({
      days: z.array(z.object({ day: z.string(), open: z.boolean(), ...names, kind: z.string().nullable() })),
      people: z.array(
        z.object({
          staffId: z.string(),
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          teamId: z.string().nullable(),
          cells: z.array(cell),
        }),
      ),
      teams: z.array(z.object(named)),
      patterns: z.array(pattern),
    }),
    permission: 'staff.read',
  }),
  /**
   * A recurring pattern of a person, a team or (neither) the whole outlet, from a day on. A day of the cycle without
   * spans is a day off. The narrowest pattern rules, of several the one that began last. A known one (`id`) that has
   * begun and is to change from a later day ends the day before; the new one follows, what was stays readable.
   */
  'staff.savePattern': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        staffId: field.id().nullable().default(null),
        teamId: field.id().nullable().default(null),
        nameZh: z.string().trim().min(1).max(40),
        nameEn: z.string().trim().max(60).default(''),
        fromDay: field.day(),
        toDay: field.day().nullable().default(null),
        cycle: z.array(spans).min(1).max(28),
      })
      .strict(),
    output: rowDone,
    permission: 'shifts.write',
  }),
  /**
   * How the next days would look with a pattern that is not saved yet: of a person with what is written down for him,
   * else of whoever it is for, and how many booked orders would stand without hands.
   */
  'staff.tryPattern': query({
    input: z
      .object({
        /** The pattern it takes the place of. */
        id: field.id().nullable().default(null),
        staffId: field.id().nullable().default(null),
        teamId: field.id().nullable().default(null),
        fromDay: field.day(),
        toDay: field.day().nullable().default(null),
        cycle: z.array(spans).min(1).max(28),
        days: z.int().min(1).max(42).default(28),
      })
      .strict(),
    output: z.object({
      days: z.array(
        z.object({
          day: z.string(),
          ...names,
          spans: z.array(z.object({ from: z.string(), to: z.string() })),
          off: z.string().nullable(),
        }),
      ),
      /** People it would rule on the first of these days. */
      people: z.int(),
      exceptions: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          nameEn: z.string(),
          day: z.string(),
          fromClock: z.string(),
          toClock: z.string(),
          kind: z.string(),
        }),
      ),
      conflicts: z.int(),
      /** The same count as the plan stands now. */
      conflictsNow: z.int(),
    }),
    permission: 'staff.read',
  }),
  /** Ends a pattern: one that has begun ends yesterday and stays readable, one that has not is gone. */
  'staff.removePattern': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'shifts.write',
  }),
  /** Booked orders of people who are not there at that time. */
  'staff.conflicts': query({
    input: z
      .object({
        fromDay: field.day(),
        days: z.int().min(1).max(42).default(14),
        staffId: field.id().nullable().default(null),
      })
      .strict(),
    output: z.object({
      orders: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          number: z.string(),
          title: z.string(),
          customerName: personal.name(),
          staffId: z.string(),
          staffName: z.string(),
          day: z.string(),
          startAt: z.int().nullable(),
          endAt: z.int().nullable(),
          state: z.string(),
        }),
      ),
    }),
    permission: 'staff.read',
  }),
  /** Orders a person still has (at most a hundred), and how many offers he let pass in the last thirty days. */
  'staff.openOrders': query({
    input: z.object({ staffId: field.id() }).strict(),
    output: z.object({
      orders: z.array(
        z.object({ id: z.string(), number: z.string(), title: z.string(), day: z.string().nullable() }),
      ),
      lateOffers: z.int(),
    }),
    permission: 'staff.read',
  }),
  /**
   * Gives orders of one person to another, or back to the pool (`toStaffId` null), each for itself: what cannot go is
   * answered with its fault and stays.
   */
  'staff.passOrders': command({
    input: z
      .object({
        orderIds: z.array(field.id()).min(1).max(100),
        toStaffId: field.id().nullable(),
        reasonCode: field.text(40).min(1),
      })
      .strict(),
    output: z.object({
      results: z.array(
        z.object({
          id: z.string(),
          ok: z.boolean(),
          code: z.string().nullable(),
          params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        }),
      ),
    }),
    permission: 'orders.assign',
  }),
} as const satisfies Record<string, AnyChannel>;
