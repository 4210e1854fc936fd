import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { bagFigures, partHead, quantity, reservation } from './parts-shapes.ts';
import { target } from './shapes.ts';

const oldPart = partHead.extend({
  id: z.string(),
  version: z.int(),
  state: z.string(),
  quantityMilli: z.int(),
  workOrderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  payerId: z.string().nullable(),
  payerNameZh: z.string().nullable(),
  payerNameEn: z.string().nullable(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  locationNameZh: z.string().nullable(),
  locationNameEn: z.string().nullable(),
  labelNumber: z.string().nullable(),
  replacedDay: z.string().nullable(),
  dueDay: z.string().nullable(),
  /** Below zero: late. */
  daysLeft: z.int().nullable(),
  amountFen: z.int(),
  reason: z.string(),
});

const requestLine = partHead.extend({
  lineNo: z.int(),
  askedMilli: z.int(),
  receivedMilli: z.int(),
  unitFen: z.int(),
});

/** Channels of 仓库: bags, parts used on orders, old parts and requests to makers. */
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

  'parts.oldParts': query({
    input: z
      .object({
        view: z.enum(['owed', 'with_technician', 'in_store', 'sent', 'refused', 'all']).default('owed'),
        staffId: field.id().nullable().default(null),
        payerId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(oldPart),
      total: z.int(),
      atRiskFen: z.int(),
      lateFen: z.int(),
      views: z.record(z.string(), z.int()),
    }),
    permission: 'stock.read',
  }),
  /** 旧件交库: the man hands them in, each gets its label number. */
  'parts.handInOld': command({
    input: z
      .object({
        items: z.array(z.object(target).strict()).min(1).max(200),
      })
      .strict(),
    output: z.object({
      items: z.array(z.object({ id: z.string(), version: z.int(), labelNumber: z.string() })),
    }),
    permission: 'old_parts.write',
  }),
  /** A step in the life of old parts that needs no parcel: lost, charged to somebody, scrapped with consent. */
  'parts.stepOld': command({
    input: z
      .object({
        items: z.array(z.object(target).strict()).min(1).max(200),
        to: z.enum(['charged', 'scrapped', 'lost']),
        bearer: z.enum(['outlet', 'technician', 'payer', 'user']).nullable().default(null),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: z.object({
      items: z.array(z.object({ id: z.string(), version: z.int(), state: z.string() })),
    }),
    permission: 'old_parts.write',
  }),

  /** 配件申请 for an order: asked, draws on the deposit, the order may wait for it. */
  'parts.request': command({
    input: z
      .object({
        workOrderId: field.id(),
        machineCode: field.text(60).default(''),
        faultText: field.text(300).default(''),
        lines: z
          .array(z.object({ partId: field.id(), quantityMilli: quantity() }).strict())
          .min(1)
          .max(50),
        /** Puts the order on 待件. */
        hold: z.boolean().default(true),
      })
      .strict(),
    output: z.object({
      requestId: z.string(),
      number: z.string(),
      depositUsedFen: z.int(),
      headroomFen: z.int().nullable(),
      held: z.boolean(),
    }),
    permission: 'parts.request',
  }),
  'parts.requests': query({
    input: z
      .object({
        openOnly: z.boolean().default(true),
        workOrderId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          number: z.string(),
          state: z.string(),
          workOrderId: z.string(),
          orderNumber: z.string(),
          payerId: z.string().nullable(),
          payerNameZh: z.string().nullable(),
          payerNameEn: z.string().nullable(),
          machineCode: personal.code(),
          depositUsedFen: z.int(),
          at: z.int(),
          lines: z.array(requestLine),
        }),
      ),
      total: z.int(),
      deposits: z.array(
        z.object({
          payerId: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          depositFen: z.int(),
          headroomFen: z.int(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
} as const satisfies Record<string, AnyChannel>;
