import { z } from 'zod';
import { command, field, query, type AnyChannel } from './define.ts';
import { documentHead, issueApproval } from './parts-counter.ts';
import { bagFigures, partHead, quantity, reservation } from './parts-shapes.ts';

const waitingPaper = z.object({
  documentId: z.string(),
  version: z.int(),
  kind: z.enum(['transfer', 'scrap']),
  number: z.string(),
  at: z.int(),
  fromNameZh: z.string(),
  fromNameEn: z.string(),
  toNameZh: z.string(),
  toNameEn: z.string(),
  /** Whose bag it comes from, and so whose yes it needs; null: only the manager's. */
  holderId: z.string().nullable(),
  holderName: z.string().nullable(),
  madeBy: z.string().nullable(),
  madeByName: z.string().nullable(),
  reason: z.string(),
  lines: z.int(),
  /** The first lines, as code and quantity of each. */
  first: z.array(partHead.extend({ quantityMilli: z.int() })),
  totalFen: z.int(),
  /** Asked for by the reader: he may take it back. */
  mine: z.boolean(),
  /** The reader's own yes is enough. */
  mayDecide: z.boolean(),
});

/** Channels of 仓库: bags, what waits for a yes or a test, parts used on orders. */
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
          /** The last issue slip on which he got this part. */
          issueNumber: z.string().nullable(),
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

  /** Papers that wait for a yes: taken from another's bag, scrap above the outlet's amount. */
  'parts.waiting': query({
    input: z.object({}).strict(),
    output: z.object({ papers: z.array(waitingPaper), scrapLimitFen: z.int() }),
    permission: 'stock.read',
  }),
  /** Yes or no to one of them: by the holder, the manager, or either with his PIN at this desk; no also by who asked. */
  'parts.decide': command({
    input: z
      .object({
        documentId: field.id(),
        version: field.version(),
        yes: z.boolean(),
        reason: field.text(200).default(''),
        approval: issueApproval,
      })
      .strict(),
    output: documentHead,
    permission: 'stock.read',
  }),
  /** What came back opened and waits for its test, oldest first. */
  'parts.inspections': query({
    input: z.object({}).strict(),
    output: z.object({
      lines: z.array(
        partHead.extend({
          locationId: z.string(),
          placeNameZh: z.string(),
          placeNameEn: z.string(),
          bin: z.string(),
          lot: z.string(),
          serial: z.string(),
          quantityMilli: z.int(),
          since: z.int(),
        }),
      ),
    }),
    permission: 'stock.issue',
  }),
  /** 检测结果: good again, or dead with its claim begun. */
  'parts.inspect': command({
    input: z
      .object({
        lines: z
          .array(
            z
              .object({
                partId: field.id(),
                locationId: field.id(),
                bin: field.text(40).default(''),
                lot: field.text(60).default(''),
                serial: field.text(80).default(''),
                quantityMilli: quantity(),
                result: z.enum(['good', 'dead']),
                note: field.text(200).default(''),
              })
              .strict(),
          )
          .min(1)
          .max(200),
      })
      .strict(),
    output: z.object({
      good: z.int(),
      dead: z.array(z.object({ id: z.string(), number: z.string() })),
    }),
    permission: 'stock.issue',
  }),

  /** Whether parts can be promised to an order or put on it, and from whose bag: that of the lead of its last visit. */
  'parts.job': query({
    input: z.object({ workOrderId: field.id() }).strict(),
    output: z.object({
      number: z.string(),
      open: z.boolean(),
      visitId: z.string().nullable(),
      staffId: z.string().nullable(),
      staffName: z.string().nullable(),
    }),
    permission: 'orders.read',
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
