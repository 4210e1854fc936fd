import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { orderRow } from './orders.ts';

const refusal = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  hard: z.boolean(),
});
const candidate = z.object({
  staffId: z.string(),
  name: z.string(),
  points: z.int(),
  reasons: z.array(z.object({ code: z.string(), points: z.int() })),
  refusals: z.array(refusal),
  jobs: z.int(),
  takenMinutes: z.int(),
  capacityMinutes: z.int(),
});

const person = z.object({
  staffId: z.string(),
  /** Number of the key that chooses this person on the board. */
  key: z.int(),
  name: z.string(),
  teamNameZh: z.string().nullable(),
  teamNameEn: z.string().nullable(),
  skills: z.array(z.object({ nameZh: z.string(), nameEn: z.string(), level: z.int() })),
  capacityMinutes: z.int(),
  takenMinutes: z.int(),
  /** Orders he has that are not booked for any day yet. */
  unbooked: z.int(),
  leave: z.array(z.object({ fromClock: z.string(), toClock: z.string(), kind: z.string() })),
});

/** `slotId` is the booked slot, or the one an exact time falls into; null while nothing is booked. */
const card = orderRow.extend({ slotId: z.string().nullable(), minutes: z.int(), missingParts: z.int() });
const reason = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() });

const done = z.object({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  queue: z.string(),
  number: z.string(),
  staffId: z.string().nullable(),
});
const target = { id: field.id(), version: field.version() };
const to = {
  staffId: field.id().nullable().default(null),
  subShopId: field.id().nullable().default(null),
  /** A second pair of hands for work that needs two. */
  helperId: field.id().nullable().default(null),
  /** Books in the same step where the board's slot was chosen; null leaves the appointment alone. */
  day: field.day().nullable().default(null),
  slotId: field.id().nullable().default(null),
  /** Needed where a booking changes. */
  causeCode: field.text(40).nullable().default(null),
  /** Codes of refusals a person with the right decided to pass. Hard ones cannot be. */
  override: z.array(z.string().max(40)).max(10).default([]),
};

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
      subShops: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string(), jobs: z.int() })),
      cards: z.array(card),
      unassigned: z.array(card),
      unassignedTotal: z.int(),
      teams: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })),
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
    output: z.object({ candidates: z.array(candidate) }),
    permission: 'orders.read',
  }),
  'dispatch.assign': command({
    input: z.object({ ...target, ...to }).strict(),
    output: done,
    permission: 'orders.assign',
  }),
  /** Another takes over: parts, money taken and photos are asked about and move with the order. */
  'dispatch.reassign': command({
    input: z.object({ ...target, ...to, reasonCode: field.text(40).min(1) }).strict(),
    output: done,
    permission: 'orders.assign',
  }),
  'dispatch.unassign': command({
    input: z.object({ ...target, reasonCode: field.text(40).min(1) }).strict(),
    output: done,
    permission: 'orders.assign',
  }),
  'dispatch.accept': command({ input: z.object(target).strict(), output: done, permission: 'orders.accept' }),
  'dispatch.decline': command({
    input: z.object({ ...target, reasonCode: field.text(40).min(1) }).strict(),
    output: done,
    permission: 'orders.accept',
  }),
  /** The text for a chat (personal WeChat has no interface): masked or virtual number, one key copies it. */
  'dispatch.text': query({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({ text: z.string().meta({ mask: 'text' }) }),
    permission: 'orders.read',
  }),
} as const satisfies Record<string, AnyChannel>;
