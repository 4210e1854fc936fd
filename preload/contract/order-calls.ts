import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { done, orderRow } from './orders.ts';
import { target } from './shapes.ts';

/** Why an order waits for a call; the list is sorted by what runs out first. */
export const callCauses = ['first', 'again', 'back', 'part', 'unbooked', 'missed'] as const;
export const callResults = [
  'connected',
  'no_answer',
  'wrong_number',
  'call_later',
  'refused',
  'busy',
  'off',
] as const;

const claim = z.object({
  /** True when this desk holds it. */
  mine: z.boolean(),
  staffName: z.string().nullable(),
  since: z.int(),
  untilAt: z.int(),
});

const callRow = orderRow.extend({
  cause: z.enum(callCauses),
  customerId: z.string(),
  customerPhone2: personal.phone().nullable(),
  virtualPhone: personal.phone().nullable(),
  mainState: z.string(),
  /** When the call is to be made: next contact, next allowed try, else the deadline. */
  dueAt: z.int().nullable(),
  /** From when it may be tried again; null: now. */
  waitsUntil: z.int().nullable(),
  firstCallAt: z.int().nullable(),
  firstConnectedAt: z.int().nullable(),
  calls: z.int(),
  /** Counted tries without an answer, and how many make 联系不上. */
  tries: z.int(),
  triesNeeded: z.int(),
  lastResult: z.string().nullable(),
  lastCallAt: z.int().nullable(),
  /** Somebody is calling this user now. */
  claim: claim.nullable(),
});
export type CallRow = z.output<typeof callRow>;

const userMessage = z.object({
  id: z.string(),
  version: z.int(),
  orderId: z.string().nullable(),
  number: z.string().nullable(),
  channel: z.string(),
  templateKey: z.string(),
  to: personal.phone(),
  text: personal.text(),
  state: z.string(),
  at: z.int(),
});

/** A platform's letter about an order that is not here, or was not when it came. */
const strayMessage = z.object({
  id: z.string(),
  version: z.int(),
  connectionNameZh: z.string(),
  connectionNameEn: z.string(),
  kind: z.string(),
  text: personal.text(),
  at: z.int(),
  answerDueAt: z.int().nullable(),
  /** The order by the platform's own number. */
  upstreamNumber: z.string().nullable(),
  /** The order it seems to mean by now. */
  order: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
});

export const orderCalls = {
  /** Who must be called, most urgent first: due now, or waiting for its time. */
  'orders.callQueue': query({
    input: z
      .object({
        view: z.enum(['due', 'waiting']).default('due'),
        limit: z.int().min(1).max(300).default(100),
      })
      .strict(),
    output: z.object({ rows: z.array(callRow), due: z.int(), waiting: z.int() }),
    permission: 'calls.write',
  }),
  /**
   * This desk is about to call the user of an order; another desk that already does is named instead. One user per
   * desk: a new claim lets the last one go, null only lets go. Kept in memory, ten minutes.
   */
  'orders.claimCall': command({
    input: z.object({ id: field.id().nullable(), take: z.boolean().default(false) }).strict(),
    output: z.object({ claim: claim.nullable() }),
    permission: 'calls.write',
    perMinute: 1200,
  }),
  /** One call. The third try without an answer at different hours holds the order by itself (`held`). */
  'orders.logCall': command({
    input: z
      .object({
        id: field.id(),
        direction: z.enum(['out', 'in']).default('out'),
        result: z.enum(callResults),
        seconds: z.int().min(0).max(36_000).nullable().default(null),
        nextCallAt: field.instant().nullable().default(null),
        note: field.text(500).default(''),
        /** False: 联系不上 and a wrong number are only told, the order is not held. */
        hold: z.boolean().default(true),
      })
      .strict(),
    output: done.extend({
      callId: z.string(),
      unreachable: z.boolean(),
      /** Reason under which the order was held by this call. */
      held: z.string().nullable(),
      tries: z.int(),
      triesNeeded: z.int(),
      messageId: z.string().nullable(),
    }),
    permission: 'calls.write',
  }),
  /** Free capacity per slot of a day for one order: only people who may take it count. */
  'orders.freeSlots': query({
    input: z
      .object({
        orderId: field.id().nullable().default(null),
        day: field.day(),
        /** Without an order yet: what is asked for and where. */
        serviceItemId: field.id().nullable().default(null),
        divisionCode: field.id().nullable().default(null),
        quantity: z.int().min(1).max(99).default(1),
      })
      .strict(),
    output: z.object({
      day: z.string(),
      slots: z.array(
        z.object({
          slotId: z.string(),
          /** Orders that still fit; may be taken over by an override. */
          left: z.int(),
          /** People with room who may take it. */
          people: z.int(),
          taken: z.int(),
          closed: z.boolean(),
          reason: z.string(),
          past: z.boolean(),
        }),
      ),
      /** Other open orders of the household, to be booked with it. */
      household: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          number: z.string(),
          title: z.string(),
          appointmentState: z.string(),
          appointmentDay: z.string().nullable(),
          appointmentStartAt: z.int().nullable(),
          appointmentEndAt: z.int().nullable(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /**
   * Books, or changes what was booked (then with its cause). Exact window or a slot of a day. A full slot is refused
   * unless `override`; a closed one always. `together`: orders of the same household at the same time.
   */
  'orders.book': command({
    input: z
      .object({
        ...target,
        day: field.day(),
        slotId: field.id().nullable().default(null),
        startAt: field.instant().nullable().default(null),
        endAt: field.instant().nullable().default(null),
        causeCode: field.text(40).nullable().default(null),
        /** Whose fault a change is where the cause alone does not say. */
        faultOf: z.enum(['user', 'outlet', 'person', 'platform', 'none']).nullable().default(null),
        callId: field.id().nullable().default(null),
        override: z.boolean().default(false),
        together: z.array(z.object(target).strict()).max(20).default([]),
      })
      .strict(),
    output: done.extend({ together: z.array(done) }),
    permission: 'appointments.write',
  }),
  /** By which letters pickers find what the shop calls by Chinese names: initials and whole pinyin, by name. */
  'orders.initials': query({
    input: z.object({}).strict(),
    output: z.object({ letters: z.record(z.string(), z.string()) }),
    permission: 'anyone',
  }),
  /** A recording or picture that proves a call or an agreement; the blob was uploaded before. */
  'orders.addEvidence': command({
    input: z
      .object({
        id: field.id(),
        callId: field.id().nullable().default(null),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        size: z.int().min(1),
        name: field.text(200).min(1),
        mime: field.text(100).min(3),
      })
      .strict(),
    output: z.object({ attachmentId: z.string() }),
    permission: 'calls.write',
  }),
  /** Bookings that look as if nobody made them, undecided first. */
  'orders.suspicions': query({
    input: z.object({ decided: z.boolean().default(false), ...field.page() }).strict(),
    output: z.object({
      total: z.int(),
      rows: z.array(
        z.object({
          appointmentId: z.string(),
          orderId: z.string(),
          number: z.string(),
          title: z.string(),
          customerName: personal.name(),
          code: z.string(),
          at: z.int(),
          bookedBy: z.string().nullable(),
          day: z.string().nullable(),
          startAt: z.int().nullable(),
          endAt: z.int().nullable(),
          source: z.string(),
          calls: z.int(),
          connectedSeconds: z.int().nullable(),
          decidedAt: z.int().nullable(),
          decidedBy: z.string().nullable(),
        }),
      ),
    }),
    permission: 'orders.audit',
  }),
  /** Lets a booking pass, or keeps the suspicion on the order until its audit; by name, with the time. */
  'orders.decideSuspicion': command({
    input: z.object({ appointmentId: field.id(), pass: z.boolean() }).strict(),
    output: z.object({ appointmentId: z.string(), pass: z.boolean() }),
    permission: 'orders.audit',
  }),
  /** Messages to users that wait to be copied or sent; of one order: all of them. */
  'orders.userMessages': query({
    input: z.object({ orderId: field.id().nullable().default(null) }).strict(),
    output: z.object({ messages: z.array(userMessage) }),
    permission: 'orders.read',
  }),
  'orders.messageDone': command({
    input: z
      .object({
        id: field.id(),
        version: field.version(),
        state: z.enum(['copied', 'sent', 'dropped']),
      })
      .strict(),
    output: z.object({ id: z.string(), version: z.int(), state: z.string() }),
    permission: 'calls.write',
  }),
  /** What platforms wrote about orders nobody here knows, newest first; for readers of all orders. */
  'orders.strayMessages': query({
    input: z.object({}).strict(),
    output: z.object({ messages: z.array(strayMessage) }),
    permission: 'orders.read',
  }),
  /** Puts such a message to the order it is about, by our number or the platform's. Faults: `not_found`, `conflict`. */
  'orders.placeMessage': command({
    input: z.object({ ...target, number: field.text(60).min(1) }).strict(),
    output: z.object({ id: z.string(), orderId: z.string(), number: z.string() }),
    permission: 'orders.edit',
  }),
  /** Nothing has to be done about it; by name, with the time. Faults: `not_found`, `conflict`. */
  'orders.dropMessage': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'orders.edit',
  }),
} as const satisfies Record<string, AnyChannel>;
