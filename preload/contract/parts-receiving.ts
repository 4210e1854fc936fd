import { z } from 'zod';
import { claimKinds, claimOutcomes, claimStates, claimSteps } from '../../domain/stock/claim.ts';
import { deliveryKinds } from '../../domain/stock/receive-sheet.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { partHead } from './parts-shapes.ts';
import { target } from './shapes.ts';

/** What was counted of something may be nothing. */
const counted = () => z.int().min(0).max(100_000_000);
const deliveryKind = z.enum(deliveryKinds);
const serials = () => z.array(field.text(80).min(1)).max(500).default([]);

const sheetLine = z
  .object({
    partId: field.id(),
    goodMilli: counted(),
    brokenMilli: counted().default(0),
    /** It came in place of this part. */
    insteadOf: field.id().nullable().default(null),
    serials: serials(),
    brokenSerials: serials(),
    lot: field.text(60).default(''),
    expiresDay: field.day().nullable().default(null),
    bin: field.text(40).nullable().default(null),
    /** Own goods only; left out: the part's own cost. */
    unitCostFen: field.fen().min(0).nullable().default(null),
    note: field.text(200).default(''),
  })
  .strict();

const claimRow = partHead.extend({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  kind: z.enum(claimKinds),
  state: z.enum(claimStates),
  /** What came instead. */
  otherCode: z.string().nullable(),
  otherNameZh: z.string().nullable(),
  otherNameEn: z.string().nullable(),
  lot: z.string(),
  serial: z.string(),
  announcedMilli: z.int(),
  quantityMilli: z.int(),
  amountFen: z.int(),
  payerNameZh: z.string().nullable(),
  payerNameEn: z.string().nullable(),
  placeNameZh: z.string().nullable(),
  placeNameEn: z.string().nullable(),
  /** UTC ms; null: the sender sets no window. */
  dueAt: z.int().nullable(),
  reportedAt: z.int().nullable(),
  reportedHow: z.string(),
  outcome: z.enum(claimOutcomes).nullable(),
  settledAt: z.int().nullable(),
  settledDocumentId: z.string().nullable(),
  note: z.string(),
  at: z.int(),
  documentId: z.string(),
  documentNumber: z.string(),
  requestId: z.string().nullable(),
  requestNumber: z.string().nullable(),
  workOrderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  tracking: z.string().nullable(),
});

/** Channels of 仓库: deliveries counted as they are unpacked, and what came otherwise than announced. */
export const partsReceiving = {
  /** What may be at the door, the latest first. */
  'parts.deliveries': query({
    input: z.object({ view: z.enum(['due', 'late', 'all']).default('due'), ...field.page() }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          kind: deliveryKind,
          id: z.string(),
          number: z.string(),
          state: z.string(),
          fromNameZh: z.string().nullable(),
          fromNameEn: z.string().nullable(),
          carrier: z.string(),
          tracking: z.string(),
          boxes: z.int(),
          expectedDay: z.string().nullable(),
          lateDays: z.int().nullable(),
          lines: z.int(),
          orders: z.string().nullable(),
        }),
      ),
      counts: z.object({ due: z.int(), late: z.int(), all: z.int() }),
    }),
    permission: 'stock.receive',
  }),
  /** What is awaited of one delivery, part by part. */
  'parts.delivery': query({
    input: z.object({ kind: deliveryKind, id: field.id() }).strict(),
    output: z.object({
      kind: deliveryKind,
      id: z.string(),
      version: z.int(),
      number: z.string(),
      state: z.string(),
      carrier: z.string(),
      tracking: z.string(),
      boxes: z.int(),
      expectedDay: z.string().nullable(),
      contents: z.string(),
      lines: z.array(
        partHead.extend({
          tracking: z.string(),
          ownerKind: z.string(),
          costFen: z.int(),
          bin: z.string(),
          awaitedMilli: z.int(),
          orders: z.array(z.string()),
          units: z.array(z.object({ unit: z.string(), perMilli: z.int() })),
        }),
      ),
    }),
    permission: 'stock.receive',
  }),
  /** 整单收货: the delivery as it was counted; `null`: goods nobody announced. */
  'parts.receiveSheet': command({
    input: z
      .object({
        delivery: z
          .object({ kind: deliveryKind, id: field.id(), version: field.version() })
          .strict()
          .nullable(),
        toLocationId: field.id().nullable().default(null),
        /** What did not come is claimed, or still `coming`. */
        rest: z.enum(['claim', 'coming']).default('claim'),
        parcelNumber: field.text(60).default(''),
        lines: z.array(sheetLine).max(200),
      })
      .strict(),
    output: z.object({
      documentId: z.string(),
      number: z.string(),
      state: z.string(),
      totalFen: z.int(),
      releasedOrders: z.array(
        z.object({ workOrderId: z.string(), number: z.string(), resumed: z.boolean() }),
      ),
      claims: z.array(z.object({ id: z.string(), number: z.string(), kind: z.enum(claimKinds) })),
    }),
    permission: 'stock.receive',
  }),
  /** 收货差异, the window that ends next first. */
  'parts.claims': query({
    input: z
      .object({
        view: z.enum(['open', 'tell', 'over', 'all']).default('open'),
        /** This one, whatever else is asked. */
        id: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(claimRow),
      counts: z.object({ open: z.int(), tell: z.int(), over: z.int(), all: z.int() }),
    }),
    permission: 'stock.read',
  }),
  /** Told to the sender, refused by it, missed, found after all, or ended by an outcome. */
  'parts.claimStep': command({
    input: z
      .object({
        ...target,
        to: z.enum(claimSteps),
        outcome: z.enum(claimOutcomes).nullable().default(null),
        /** How it was told, or why it ended so. */
        how: field.text(200).default(''),
        parcelNumber: field.text(60).default(''),
      })
      .strict(),
    output: z.object({
      id: z.string(),
      number: z.string(),
      version: z.int(),
      state: z.enum(claimStates),
      documentId: z.string().nullable(),
    }),
    permission: 'stock.receive',
  }),
} as const satisfies Record<string, AnyChannel>;
