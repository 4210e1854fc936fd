import { z } from 'zod';
import { partKinds, substituteRules, trackings } from '../../domain/stock/part-check.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { quantity } from './parts-shapes.ts';
import { names, rowDone, target } from './shapes.ts';

const limit = () => z.int().min(0).max(100_000_000);
const fen = () => z.int().min(0).max(1e9);

const unit = z.object({ unit: field.text(20), perMilli: limit(), lossMilli: limit().default(0) });
const level = {
  locationId: field.id(),
  minMilli: limit(),
  maxMilli: limit(),
  leadDays: z.int().min(0).max(365).nullable().default(null),
  bin: field.text(40).default(''),
  note: field.text(200).default(''),
};
const substitute = {
  partId: field.id(),
  rule: z.enum(substituteRules).default('allowed'),
  note: field.text(200).default(''),
};

/** What a person says about a part; quantities in thousandths of its base unit. */
export const partFields = {
  code: field.text(40),
  nameZh: field.text(120),
  nameEn: field.text(120).default(''),
  kind: z.enum(partKinds).default('part'),
  category: field.text(40).default(''),
  unit: field.text(20),
  ownerKind: z.enum(['payer', 'own']),
  payerId: field.id().nullable().default(null),
  oldPartReturn: z.boolean().default(false),
  oldPartDays: z.int().min(0).max(730).nullable().default(null),
  tracking: z.enum(trackings).default('quantity'),
  serialPattern: field.text(60).default(''),
  minMilli: limit().default(0),
  maxMilli: limit().default(0),
  bin: field.text(40).default(''),
  warrantyAfterDays: z.int().min(0).max(3650).nullable().default(null),
};

const price = z.object({
  fromDay: z.string(),
  costFen: z.int(),
  customerPriceFen: z.int(),
  note: z.string(),
  staffName: z.string().nullable(),
});

/** Channels of 仓库: the catalogue itself, prices and levels, custody. */
export const partsCatalogue = {
  /** A part as its editor shows it, retired ones too. */
  'parts.catalogue': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      part: z.object({
        id: z.string(),
        version: z.int(),
        code: z.string(),
        ...names,
        kind: z.enum(partKinds),
        category: z.string(),
        unit: z.string(),
        ownerKind: z.enum(['payer', 'own', 'custody']),
        payerId: z.string().nullable(),
        costFen: z.int(),
        customerPriceFen: z.int(),
        oldPartReturn: z.boolean(),
        oldPartDays: z.int().nullable(),
        tracking: z.enum(trackings),
        serialPattern: z.string(),
        minMilli: z.int(),
        maxMilli: z.int(),
        bin: z.string(),
        warrantyAfterDays: z.int().nullable(),
        retiredAt: z.int().nullable(),
        onHandMilli: z.int(),
      }),
      barcodes: z.array(z.string()),
      models: z.array(z.string()),
      units: z.array(unit),
      substitutes: z.array(z.object({ ...substitute, code: z.string(), ...names })),
      levels: z.array(z.object({ ...level, ...names, onHandMilli: z.int() })),
      prices: z.array(price),
      /** The last orders that used it: what was charged, and what the list said on that day. */
      uses: z.array(
        z.object({
          workOrderId: z.string(),
          orderNumber: z.string(),
          day: z.string(),
          payer: z.string(),
          quantityMilli: z.int(),
          unitFen: z.int(),
          listFen: z.int().nullable(),
          reversed: z.boolean(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  /** What the editor chooses from. */
  'parts.catalogueChoices': query({
    input: z.object({}).strict(),
    output: z.object({
      payers: z.array(z.object({ id: z.string(), ...names })),
      models: z.array(z.object({ model: z.string(), ...names })),
      categories: z.array(z.string()),
      units: z.array(z.string()),
    }),
    permission: 'stock.read',
  }),
  /** Without an id a part is made, with its first prices. Lists become what is given. */
  'parts.savePart': command({
    input: z
      .object({
        id: field.id().nullable(),
        version: field.version().nullable(),
        ...partFields,
        barcodes: z.array(field.text(60)).max(50).default([]),
        models: z.array(field.text(80)).max(500).default([]),
        units: z.array(unit).max(20).default([]),
        substitutes: z.array(z.object(substitute)).max(50).default([]),
        levels: z.array(z.object(level)).max(100).default([]),
        first: z.object({ costFen: fen(), customerPriceFen: fen() }).nullable().default(null),
      })
      .strict(),
    output: rowDone.extend({ created: z.boolean() }),
    permission: 'parts.edit',
  }),
  'parts.retirePart': command({
    input: z.object({ ...target, retired: z.boolean() }).strict(),
    output: rowDone,
    permission: 'parts.edit',
  }),
  /** Prices from a day on; today's count at once, later ones when their day comes. */
  'parts.setPrice': command({
    input: z
      .object({
        partId: field.id(),
        fromDay: field.day(),
        costFen: fen(),
        customerPriceFen: fen(),
        note: field.text(200).default(''),
      })
      .strict(),
    output: z.object({ partId: z.string(), applied: z.boolean() }),
    permission: 'parts.edit',
  }),
  'parts.dropPrice': command({
    input: z.object({ partId: field.id(), fromDay: field.day() }).strict(),
    output: z.object({ partId: z.string() }),
    permission: 'parts.edit',
  }),
  /** A pack is opened and measured; what it lacked is posted as cutting loss. */
  'parts.openPack': command({
    input: z
      .object({
        partId: field.id(),
        locationId: field.id(),
        bin: field.text(40).default(''),
        lot: field.text(60).default(''),
        unit: field.text(20).min(1),
        packs: z.int().min(1).max(1000),
        actualMilli: z.union([z.literal(0), quantity()]),
        note: field.text(200).default(''),
      })
      .strict(),
    output: z.object({ lossMilli: z.int(), expectedMilli: z.int(), pairId: z.string().nullable() }),
    permission: 'stock.receive',
  }),
} as const satisfies Record<string, AnyChannel>;
