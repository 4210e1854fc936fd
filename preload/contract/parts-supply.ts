import { z } from 'zod';
import { substituteRules } from '../../domain/stock/part-check.ts';
import { requestStates } from '../../domain/stock/request.ts';
import { blobHash } from './blobs.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { partHead, quantity } from './parts-shapes.ts';

const requestLine = partHead.extend({
  lineNo: z.int(),
  askedMilli: z.int(),
  /** 0 while the maker has said nothing. */
  approvedMilli: z.int(),
  shippedMilli: z.int(),
  owedMilli: z.int(),
  receivedMilli: z.int(),
  unitFen: z.int(),
});

const asked = { requestId: field.id(), version: field.version() };
const stepLines = z
  .array(z.object({ lineNo: z.int().min(1), quantityMilli: z.int().min(0).max(100_000_000) }).strict())
  .max(50)
  .default([]);
const stepped = z.object({
  requestId: z.string(),
  number: z.string(),
  version: z.int(),
  state: z.enum(requestStates),
  depositUsedFen: z.int(),
});

/** Channels of 仓库: requests to makers, goods coming in, what should be ordered. */
export const partsSupply = {
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
      /** One to each maker whose parts were asked for; the fields above are the first one's. */
      requests: z.array(
        z.object({
          requestId: z.string(),
          number: z.string(),
          payerId: z.string().nullable(),
          depositUsedFen: z.int(),
          headroomFen: z.int().nullable(),
        }),
      ),
    }),
    permission: 'parts.request',
  }),
  /** 同意: the maker says yes to all of it (no lines) or to less of some lines. */
  'parts.requestApprove': command({
    input: z
      .object({ ...asked, lines: stepLines, expectedDay: field.day().nullable().default(null) })
      .strict(),
    output: stepped,
    permission: 'parts.approve',
  }),
  /** 发货: number of the parcel and the day it should be here; once more, to put them right. */
  'parts.requestShip': command({
    input: z
      .object({
        ...asked,
        parcelNumber: field.text(60).default(''),
        carrier: field.text(40).default(''),
        expectedDay: field.day().nullable().default(null),
      })
      .strict(),
    output: stepped,
    permission: 'parts.request',
  }),
  /** 退回: the maker wants something put right. */
  'parts.requestBack': command({
    input: z.object({ ...asked, reason: field.text(200).min(1) }).strict(),
    output: stepped,
    permission: 'parts.request',
  }),
  /** 重新申请 with it put right; what is null stays as it was. */
  'parts.requestAgain': command({
    input: z
      .object({
        ...asked,
        machineCode: field.text(60).nullable().default(null),
        faultText: field.text(300).nullable().default(null),
        lines: stepLines,
      })
      .strict(),
    output: stepped,
    permission: 'parts.request',
  }),
  'parts.requestCancel': command({
    input: z.object({ ...asked, reason: field.text(200).min(1) }).strict(),
    output: stepped,
    permission: 'parts.request',
  }),
  /** What the maker wants to see; its bytes were sent before. */
  'parts.requestPhoto': command({
    input: z.object({ id: field.id(), hash: blobHash, name: field.text(200).min(1) }).strict(),
    output: z.object({ photos: z.int() }),
    permission: 'parts.request',
  }),
  'parts.requestPhotoTicket': query({
    input: z.object({ attachmentId: field.id() }).strict(),
    output: z.object({ ticket: z.string() }),
    permission: 'stock.read',
  }),
  /** Codes of an order's machines, and what may stand in for the parts it lacks. */
  'parts.requestHelp': query({
    input: z.object({ workOrderId: field.id(), partIds: z.array(field.id()).max(50).default([]) }).strict(),
    output: z.object({
      machines: z.array(z.object({ model: z.string(), code: personal.code() })),
      substitutes: z.array(
        partHead.extend({
          forPartId: z.string(),
          rule: z.enum(substituteRules),
          note: z.string(),
          freeMilli: z.int(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
  /** 改用代用件: the order gets another part for one it waits for. `agreed`: the rule wants somebody asked, and he was. */
  'parts.substitute': command({
    input: z
      .object({
        workOrderId: field.id(),
        partId: field.id(),
        otherPartId: field.id(),
        quantityMilli: quantity(),
        agreed: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ heldMilli: z.int(), resumed: z.boolean() }),
    permission: 'parts.request',
  }),
  /** What happened to a request, newest first. */
  'parts.requestLife': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      entries: z.array(
        z.object({
          id: z.string(),
          at: z.int(),
          kind: z.string(),
          staffName: z.string().nullable(),
          reason: personal.text(),
          parcelNumber: z.string(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  'parts.requests': query({
    input: z
      .object({
        openOnly: z.boolean().default(true),
        /** Only those whose day is over and that are not here. */
        lateOnly: z.boolean().default(false),
        /** This one, whatever else is asked. */
        id: field.id().nullable().default(null),
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
          faultText: personal.text(),
          parcelNumber: z.string(),
          expectedDay: z.string().nullable(),
          lateDays: z.int().nullable(),
          reason: personal.text(),
          depositUsedFen: z.int(),
          at: z.int(),
          photos: z.array(z.object({ id: z.string(), name: z.string() })),
          lines: z.array(requestLine),
        }),
      ),
      total: z.int(),
      late: z.int(),
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
