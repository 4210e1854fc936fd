import { z } from 'zod';
import { type AnyChannel, command, field, query } from './define.ts';
import { named, target } from './shapes.ts';

/** Orders one person takes in one slot; null: what stands above it (slot, then outlet). */
const capacity = z.int().min(1).max(20);

/** Slots of the outlet's day: how much fits into one, and days on which less or nothing does. */
export const slots = {
  'outlet.slots': query({
    input: z.object({ fromDay: field.day(), days: z.int().min(1).max(92).default(60) }).strict(),
    output: z.object({
      /** Orders per person and slot where nothing else is said; version 0: nobody has set it yet. */
      usual: z.int(),
      usualVersion: z.int(),
      slots: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          nameZh: z.string(),
          nameEn: z.string(),
          fromClock: z.string(),
          toClock: z.string(),
          capacity: z.int().nullable(),
        }),
      ),
      closures: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          day: z.string(),
          slotId: z.string(),
          /** Null: for everybody. */
          teamId: z.string().nullable(),
          /** Null: closed; else all orders it may hold. */
          capacity: z.int().nullable(),
          reason: z.string(),
          staffName: z.string().nullable(),
          at: z.int(),
          /** Orders that stand in it, for the team where it is a team's. */
          booked: z.int(),
        }),
      ),
      teams: z.array(z.object(named)),
    }),
    permission: 'settings.read',
  }),
  'outlet.saveSlots': command({
    input: z
      .object({
        usual: capacity,
        usualVersion: z.int().min(0),
        slots: z.array(z.object({ ...target, capacity: capacity.nullable() }).strict()).max(40),
      })
      .strict(),
    output: z.object({ usualVersion: z.int() }),
    permission: 'settings.write',
  }),
  /**
   * Closes slots of some days, or lowers what they hold, for everybody or one team. What is booked stays booked:
   * `booked` says how many orders somebody has to move. Faults: `appointment_past` {day}.
   */
  'outlet.closeSlots': command({
    input: z
      .object({
        fromDay: field.day(),
        toDay: field.day(),
        slotIds: z.array(field.id()).min(1).max(12),
        teamId: field.id().nullable().default(null),
        capacity: z.int().min(0).max(500).nullable().default(null),
        reason: field.text(60).default(''),
      })
      .strict(),
    output: z.object({ closed: z.int(), booked: z.int() }),
    permission: 'shifts.write',
  }),
  'outlet.openSlot': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'shifts.write',
  }),
} as const satisfies Record<string, AnyChannel>;
