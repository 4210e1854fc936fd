import { z } from 'zod';
import { field } from './define.ts';
import { orderRow } from './orders.ts';

export const refusal = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  hard: z.boolean(),
});
export const candidate = z.object({
  staffId: z.string(),
  name: z.string(),
  points: z.int(),
  reasons: z.array(z.object({ code: z.string(), points: z.int() })),
  refusals: z.array(refusal),
  jobs: z.int(),
  takenMinutes: z.int(),
  capacityMinutes: z.int(),
  /** Metres to his nearest other job of the day, or from home; null where a place is not known. */
  distanceM: z.int().nullable(),
});
export const shopCandidate = z.object({
  subShopId: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  refusals: z.array(refusal),
});

/** `slotId` is the booked slot, or the one an exact time falls into; null while nothing is booked. */
export const card = orderRow.extend({
  slotId: z.string().nullable(),
  minutes: z.int(),
  missingParts: z.int(),
  /** Which trip to the user this is or will be; 2: 二次上门. */
  visitNo: z.int(),
  /** When the text for the chat was copied for whoever has it now. */
  textCopiedAt: z.int().nullable(),
});
export const reason = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() });

export const assignDone = z.object({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  queue: z.string(),
  number: z.string(),
  staffId: z.string().nullable(),
  /** What `orders.undo` takes to take this step back. */
  batchId: z.string().optional(),
});
export const assignTo = {
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
