import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { dispatchDesk } from './dispatch-desk.ts';
import { assignDone, assignTo, candidate, card, reason, shopCandidate } from './dispatch-shapes.ts';
import { named, names, target } from './shapes.ts';

const person = z.object({
  staffId: z.string(),
  /** Number of the key that chooses this person on the board. */
  key: z.int(),
  name: z.string(),
  teamNameZh: z.string().nullable(),
  teamNameEn: z.string().nullable(),
  skills: z.array(z.object({ ...names, level: z.int() })),
  capacityMinutes: z.int(),
  takenMinutes: z.int(),
  /** Orders he has that are not booked for any day yet. */
  unbooked: z.int(),
  leave: z.array(z.object({ fromClock: z.string(), toClock: z.string(), kind: z.string() })),
});

export const dispatch = {
  /** One day of the board: people × slots with their cards, and what is not assigned, by money at risk. */
  'dispatch.day': query({
    input: z.object({ day: field.day(), teamId: field.id().nullable().default(null) }).strict(),
    output: z.object({
      day: z.string(),
      slots: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          fromClock: z.string(),
          toClock: z.string(),
        }),
      ),
      people: z.array(person),
      subShops: z.array(z.object({ ...named, jobs: z.int() })),
      cards: z.array(card),
      unassigned: z.array(card),
      unassignedTotal: z.int(),
      /** Somebody was there once, has to go again, and no day is agreed yet. */
      again: z.array(card),
      teams: z.array(z.object(named)),
      /** Why an order changes hands, and why a booking changes: the outlet's own lists. */
      reassignReasons: z.array(reason),
      rescheduleReasons: z.array(reason),
    }),
    permission: 'orders.read',
  }),
  /** Everyone for one order: who may take it and why, who may not and why not; best first. */
  'dispatch.candidates': query({
    input: z
      .object({
        orderId: field.id(),
        day: field.day().nullable().default(null),
        slotId: field.id().nullable().default(null),
      })
      .strict(),
    output: z.object({ candidates: z.array(candidate), shops: z.array(shopCandidate) }),
    permission: 'orders.read',
  }),
  'dispatch.assign': command({
    input: z.object({ ...target, ...assignTo }).strict(),
    output: assignDone,
    permission: 'orders.assign',
  }),
  /** Another takes over; parts and money stay where they are (see `dispatch.handOver`). */
  'dispatch.reassign': command({
    input: z.object({ ...target, ...assignTo, reasonCode: field.text(40).min(1) }).strict(),
    output: assignDone,
    permission: 'orders.assign',
  }),
  'dispatch.unassign': command({
    input: z.object({ ...target, reasonCode: field.text(40).min(1) }).strict(),
    output: assignDone,
    permission: 'orders.assign',
  }),
  'dispatch.accept': command({
    input: z.object(target).strict(),
    output: assignDone,
    permission: 'orders.accept',
  }),
  'dispatch.decline': command({
    input: z.object({ ...target, reasonCode: field.text(40).min(1) }).strict(),
    output: assignDone,
    permission: 'orders.accept',
  }),
  ...dispatchDesk,
} as const satisfies Record<string, AnyChannel>;
