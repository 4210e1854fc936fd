import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { bagFigures, partHead, quantity, reservation } from './parts-shapes.ts';

/** Channels of 仓库: bags, parts used on orders. */
export const partsUse = {
  /** Four figures per person: on hand, promised, asked for, old parts owed. */
  'parts.bags': query({
    input: z.object({}).strict(),
    output: z.object({ bags: z.array(bagFigures) }),
    permission: 'stock.read',
  }),
  'parts.bag': query({
    input: z.object({ staffId: field.id() }).strict(),
    output: z.object({
      bag: bagFigures,
      lines: z.array(
        partHead.extend({
          condition: z.string(),
          lot: z.string(),
          serial: z.string(),
          ownerKind: z.string(),
          onHandMilli: z.int(),
          reservedMilli: z.int(),
          unitFen: z.int(),
          customerPriceFen: z.int(),
          tracking: z.string(),
        }),
      ),
      toReturn: z.array(
        reservation.extend({
          partId: z.string(),
          partNameZh: z.string(),
          partNameEn: z.string(),
          partCode: z.string(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),

  /** Puts a part on the job from a bag or a store, outside of the slip. */
  'parts.use': command({
    input: z
      .object({
        visitId: field.id(),
        workOrderId: field.id(),
        machineLineId: field.id().nullable().default(null),
        partId: field.id(),
        quantityMilli: quantity(),
        unit: field.text(10).nullable().default(null),
        fromLocationId: field.id().nullable().default(null),
        payer: z.enum(['payer', 'user', 'outlet', 'technician']),
        newSerial: field.text(80).default(''),
        oldSerial: field.text(80).default(''),
      })
      .strict(),
    output: z.object({
      partUseId: z.string(),
      oldPartId: z.string().nullable(),
      amountFen: z.int(),
      quantityMilli: z.int(),
    }),
    permission: 'slips.key',
  }),
  'parts.undoUse': command({
    input: z.object({ partUseId: field.id() }).strict(),
    output: z.object({ partUseId: z.string() }),
    permission: 'slips.key',
  }),
} as const satisfies Record<string, AnyChannel>;
