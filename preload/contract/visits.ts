import { z } from 'zod';
import { type AnyChannel, command, field } from './define.ts';
import { extraEntry, machineEntry, outcomeCode, visitDone, visitPerson } from './visit-shapes.ts';

const visitTarget = { visitId: field.id(), version: field.version() };

/** Trips to the user: planned, under way, ended with their outcome. */
export const visits = {
  /** Plans a trip for the order's appointment. Without people: who is assigned goes alone. */
  'visits.plan': command({
    input: z
      .object({
        orderId: field.id(),
        version: field.version(),
        day: field.day().nullable().default(null),
        startAt: field.instant().nullable().default(null),
        endAt: field.instant().nullable().default(null),
        people: z.array(visitPerson).max(6).default([]),
      })
      .strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  /** Times left out are now. What is keyed later than it happened is marked as keyed at a desk. */
  'visits.depart': command({
    input: z.object({ ...visitTarget, at: field.instant().nullable().default(null) }).strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  'visits.arrive': command({
    input: z
      .object({
        ...visitTarget,
        at: field.instant().nullable().default(null),
        /** Decimal degrees as measured, and how far from the address that is in metres. */
        latitude: field.text(20).nullable().default(null),
        longitude: field.text(20).nullable().default(null),
        offM: z.int().min(0).max(1_000_000).nullable().default(null),
      })
      .strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  /** Ends a trip with its outcome. The order follows: waits with a reason, goes back to booking, or may be finished. */
  'visits.end': command({
    input: z
      .object({
        ...visitTarget,
        at: field.instant().nullable().default(null),
        outcome: outcomeCode,
        causeCode: field.text(40).nullable().default(null),
        machines: z.array(machineEntry).max(60).default([]),
        extras: z.array(extraEntry).max(40).default([]),
        note: field.text(500).default(''),
        nextContactAt: field.instant().nullable().default(null),
      })
      .strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
  /** A trip that will not take place: nobody left. */
  'visits.drop': command({
    input: z.object({ ...visitTarget, reasonCode: field.text(40).min(1) }).strict(),
    output: visitDone,
    permission: 'visits.write',
  }),
} as const satisfies Record<string, AnyChannel>;
