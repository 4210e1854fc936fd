import { z } from 'zod';
import { conditions, ownerKinds } from '../../domain/stock/key.ts';
import { field, query, type AnyChannel } from './define.ts';
import { partHead, place, reservation } from './parts-shapes.ts';
import { slice, snapshot } from './shapes.ts';

/** One line of the stock list: a part with its sums over all places of ours. */
export const stockRow = z.object({
  seq: z.int(),
  id: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.string(),
  category: z.string(),
  unit: z.string(),
  ownerKind: z.string(),
  payerId: z.string().nullable(),
  tracking: z.string(),
  bin: z.string(),
  costFen: z.int(),
  customerPriceFen: z.int(),
  /** Good stock in our stores, in bags, and on its way; thousandths of the base unit. */
  storeMilli: z.int(),
  bagMilli: z.int(),
  transitMilli: z.int(),
  reservedMilli: z.int(),
  /** Waited for by orders, not there. */
  shortMilli: z.int(),
  minMilli: z.int(),
  maxMilli: z.int(),
});

export type StockListRow = z.output<typeof stockRow>;

export const stockFilter = z
  .object({
    text: field.text(60).default(''),
    ownerKind: z.enum(['payer', 'own', 'custody']).nullable().default(null),
    payerId: field.id().nullable().default(null),
    kind: field.text(20).nullable().default(null),
    locationId: field.id().nullable().default(null),
    /** all · below the minimum · orders wait for it · nothing free in the store · out of the catalogue */
    view: z.enum(['all', 'low', 'short', 'out', 'retired']).default('all'),
  })
  .strict();

const balance = z.object({
  locationId: z.string(),
  locationNameZh: z.string(),
  locationNameEn: z.string(),
  locationKind: z.string(),
  bin: z.string(),
  condition: z.string(),
  ownerKind: z.string(),
  ownerId: z.string(),
  lot: z.string(),
  expiresDay: z.string().nullable(),
  serial: z.string(),
  quantityMilli: z.int(),
  reservedMilli: z.int(),
});

/** A line of the stock card: one place gave or got; `afterMilli` is what the chosen places held then. */
const cardRow = z.object({
  seq: z.int(),
  at: z.int(),
  day: z.string(),
  kind: z.string(),
  quantityMilli: z.int(),
  afterMilli: z.int(),
  locationNameZh: z.string(),
  locationNameEn: z.string(),
  otherNameZh: z.string(),
  otherNameEn: z.string(),
  condition: z.string(),
  lot: z.string(),
  serial: z.string(),
  documentNumber: z.string().nullable(),
  orderNumber: z.string().nullable(),
  workOrderId: z.string().nullable(),
  staffName: z.string().nullable(),
  reversal: z.boolean(),
  bin: z.string(),
  /** The machine a piece went into or came out of. */
  model: z.string().nullable(),
});

/** Channels of 仓库: the stock list, one part and its card, scans. */
export const partsStock = {
  'parts.open': query({
    input: z
      .object({
        filter: stockFilter,
        sort: z.enum(['code', 'name', 'store', 'short']).default('code'),
        descending: z.boolean().default(false),
      })
      .strict(),
    output: snapshot,
    permission: 'stock.read',
  }),
  'parts.slice': query({
    input: slice,
    output: z.object({ rows: z.array(stockRow.nullable()) }),
    permission: 'stock.read',
    perMinute: 3000,
  }),
  /** Few words of a part, for pickers: code, name, initials, barcode. Whoever may book work may look. */
  'parts.find': query({
    input: z
      .object({
        text: field.text(60),
        model: field.text(80).nullable().default(null),
        limit: z.int().min(1).max(1000).default(20),
      })
      .strict(),
    output: z.object({
      parts: z.array(
        partHead.extend({
          barcode: z.string().nullable(),
          tracking: z.string(),
          freeMilli: z.int(),
          costFen: z.int(),
          customerPriceFen: z.int(),
          fits: z.boolean(),
        }),
      ),
    }),
    permission: 'anyone',
  }),
  'parts.get': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      part: stockRow.extend({
        version: z.int(),
        oldPartReturn: z.boolean(),
        oldPartDays: z.int().nullable(),
        /** What our own stock of it is worth by moving average; null for goods of others. */
        valueFen: z.int().nullable(),
        payerNameZh: z.string().nullable(),
        payerNameEn: z.string().nullable(),
        barcodes: z.array(z.string()),
        models: z.array(z.string()),
        units: z.array(z.object({ unit: z.string(), perMilli: z.int(), lossMilli: z.int() })),
        substitutes: z.array(partHead.extend({ note: z.string(), freeMilli: z.int() })),
      }),
      balances: z.array(balance),
      reservations: z.array(reservation),
    }),
    permission: 'stock.read',
  }),
  /** The card of a part or of any key of it, newest first; `until` looks back: what stood there at that moment. */
  'parts.card': query({
    input: z
      .object({
        partId: field.id(),
        locationId: field.id().nullable().default(null),
        /** Null is any; empty text is goods without one. */
        bin: field.text(40).nullable().default(null),
        condition: z.enum(conditions).nullable().default(null),
        ownerKind: z.enum(ownerKinds).nullable().default(null),
        ownerId: field.text(64).nullable().default(null),
        lot: field.text(60).nullable().default(null),
        serial: field.text(60).nullable().default(null),
        until: field.instant().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({ rows: z.array(cardRow), total: z.int(), onHandMilli: z.int() }),
    permission: 'stock.read',
  }),
  'parts.places': query({
    input: z.object({}).strict(),
    output: z.object({ places: z.array(place) }),
    permission: 'stock.read',
  }),

  /** Usual parts for an order: by fault, model and what such orders used before, with what is free for it. */
  'parts.suggest': query({
    input: z.object({ workOrderId: field.id() }).strict(),
    output: z.object({
      parts: z.array(
        partHead.extend({
          because: z.enum(['fault', 'model', 'history']),
          freeMilli: z.int(),
          bagMilli: z.int(),
          customerPriceFen: z.int(),
        }),
      ),
    }),
    permission: 'orders.read',
  }),
} as const satisfies Record<string, AnyChannel>;
