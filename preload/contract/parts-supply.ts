import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { partHead, quantity } from './parts-shapes.ts';

const requestLine = partHead.extend({
  lineNo: z.int(),
  askedMilli: z.int(),
  receivedMilli: z.int(),
  unitFen: z.int(),
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
