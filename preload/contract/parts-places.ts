import { z } from 'zod';
import { field, query, type AnyChannel } from './define.ts';
import { partHead } from './parts-shapes.ts';
import { names } from './shapes.ts';

/** Channels of 仓库: the four figures of each place and what they are made of. */
export const partsPlaces = {
  /** On hand, reserved, requested, old parts owed; every piece counts at one place only. */
  'parts.placeFigures': query({
    input: z.object({}).strict(),
    output: z.object({
      places: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          ...names,
          kind: z.string(),
          staffId: z.string().nullable(),
          staffName: z.string().nullable(),
          /** Kinds of parts there, and what they are worth at cost. */
          parts: z.int(),
          onHandFen: z.int(),
          reservedLines: z.int(),
          reservedFen: z.int(),
          requestedLines: z.int(),
          requestedFen: z.int(),
          oldPartsOwed: z.int(),
          oldPartsFen: z.int(),
          oldestDueDay: z.string().nullable(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  'parts.placeRows': query({
    input: z.object({ locationId: field.id() }).strict(),
    output: z.object({
      onHand: z.array(
        partHead.extend({
          bin: z.string(),
          condition: z.string(),
          ownerKind: z.string(),
          lot: z.string(),
          serial: z.string(),
          quantityMilli: z.int(),
          reservedMilli: z.int(),
          valueFen: z.int(),
        }),
      ),
      reserved: z.array(
        partHead.extend({
          id: z.string(),
          quantityMilli: z.int(),
          workOrderId: z.string(),
          orderNumber: z.string(),
          day: z.string().nullable(),
          staffName: z.string().nullable(),
        }),
      ),
      requested: z.array(
        partHead.extend({
          id: z.string(),
          requestId: z.string(),
          number: z.string(),
          state: z.string(),
          expectedDay: z.string().nullable(),
          orderNumber: z.string(),
          owedMilli: z.int(),
        }),
      ),
      old: z.array(
        partHead.extend({
          id: z.string(),
          quantityMilli: z.int(),
          state: z.string(),
          labelNumber: z.string().nullable(),
          orderNumber: z.string().nullable(),
          dueDay: z.string().nullable(),
          amountFen: z.int(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
} as const satisfies Record<string, AnyChannel>;
