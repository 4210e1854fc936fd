import { z } from 'zod';
import { supplyReasons } from '../../domain/stock/replenish.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { partHead, quantity } from './parts-shapes.ts';
import { target } from './shapes.ts';

const orderDone = z.object({ documentId: z.string(), number: z.string(), version: z.int() });

/** Channels of 仓库: what should be ordered and why, orders of goods, goods that lie. */
export const partsReplenish = {
  /** 补货建议: only what should be ordered; `skipped` are those put off till a day. */
  'parts.supply': query({
    input: z.object({ skipped: z.boolean().default(false) }).strict(),
    output: z.object({
      locationId: z.string(),
      rows: z.array(
        partHead.extend({
          ownerKind: z.string(),
          payerId: z.string().nullable(),
          payerNameZh: z.string().nullable(),
          payerNameEn: z.string().nullable(),
          unitFen: z.int(),
          usedMilli: z.int(),
          /** Use ahead against use behind, a year ago; thousandths; null: not known. */
          seasonMilli: z.int().nullable(),
          leadDays: z.int(),
          leadFrom: z.enum(['part', 'upper', 'usual']),
          quantityMilli: z.int(),
          packs: z.int(),
          packUnit: z.string().nullable(),
          packMilli: z.int(),
          amountFen: z.int(),
          reasons: z.array(z.object({ code: z.enum(supplyReasons), milli: z.int() })),
          untilDay: z.string().nullable(),
          skipReason: z.string(),
        }),
      ),
      skipped: z.int(),
      amountFen: z.int(),
    }),
    permission: 'stock.read',
  }),
  /** Takes proposals: they are collected on one order for each upper store until that is sent. */
  'parts.supplyTake': command({
    input: z
      .object({
        lines: z
          .array(z.object({ partId: field.id(), quantityMilli: quantity() }).strict())
          .min(1)
          .max(500),
      })
      .strict(),
    output: z.object({ orders: z.array(orderDone.extend({ lines: z.int() })) }),
    permission: 'stock.receive',
  }),
  /** Not until this day, and why; no day takes that back. */
  'parts.supplySkip': command({
    input: z
      .object({
        partId: field.id(),
        untilDay: field.day().nullable(),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: z.object({ partId: z.string() }),
    permission: 'stock.receive',
  }),
  'parts.supplyOrders': query({
    input: z.object({ openOnly: z.boolean().default(true) }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          number: z.string(),
          state: z.enum(['collecting', 'sent', 'come', 'closed', 'void']),
          day: z.string(),
          at: z.int(),
          sentAt: z.int().nullable(),
          totalFen: z.int(),
          madeByName: z.string().nullable(),
          fromNameZh: z.string().nullable(),
          fromNameEn: z.string().nullable(),
          payerNameZh: z.string().nullable(),
          payerNameEn: z.string().nullable(),
          reason: z.string(),
          lines: z.array(
            partHead.extend({
              lineNo: z.int(),
              askedMilli: z.int(),
              cameMilli: z.int(),
              unitFen: z.int(),
              amountFen: z.int(),
              note: z.string(),
            }),
          ),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  /** Another quantity on an order that is still collected; 0 takes the line off, the last one voids the order. */
  'parts.supplyAmount': command({
    input: z
      .object({
        ...target,
        lineNo: z.int().min(1),
        quantityMilli: z.int().min(0).max(100_000_000),
      })
      .strict(),
    output: orderDone,
    permission: 'stock.receive',
  }),
  /** It went to the upper store: what it names is on its way from now on. */
  'parts.supplySend': command({
    input: z.object({ ...target, note: field.text(200).default('') }).strict(),
    output: orderDone,
    permission: 'stock.receive',
  }),
  /** Nothing more comes of it: void before it was sent, closed after. */
  'parts.supplyClose': command({
    input: z.object({ ...target, reason: field.text(200).min(1) }).strict(),
    output: orderDone,
    permission: 'stock.receive',
  }),
  /** Goods that lie: near their end, long not used, never used. */
  'parts.supplyIdle': query({
    input: z.object({ view: z.enum(['expiring', 'slow', 'unused']) }).strict(),
    output: z.object({
      rows: z.array(
        partHead.extend({
          ownerKind: z.string(),
          lot: z.string(),
          expiresDay: z.string().nullable(),
          daysLeft: z.int().nullable(),
          placeNameZh: z.string(),
          placeNameEn: z.string(),
          quantityMilli: z.int(),
          valueFen: z.int(),
          lastUseDay: z.string().nullable(),
          sinceDay: z.string().nullable(),
        }),
      ),
      total: z.int(),
      valueFen: z.int(),
    }),
    permission: 'stock.read',
  }),
} as const satisfies Record<string, AnyChannel>;
