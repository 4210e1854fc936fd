import { z } from 'zod';
import { countDecisions, countOutcomes, countStates } from '../../domain/stock/count.ts';
import { command, field, query, type AnyChannel } from './define.ts';

/** What a stocktake may be opened over. */
const scope = z.enum(['place', 'bin', 'bag', 'sample']);

const figures = {
  /** Keys to be counted in this round, counted of them, differing (once counting is over), codes nobody knows. */
  lines: z.int(),
  counted: z.int(),
  differing: z.int(),
  unknown: z.int(),
};

const head = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  title: z.string(),
  scope: z.enum(['place', 'bin', 'bag', 'part', 'sample']),
  state: z.enum(countStates),
  placeNameZh: z.string(),
  placeNameEn: z.string(),
  bins: z.array(z.string()),
  blind: z.boolean(),
  round: z.int(),
  gainFen: z.int(),
  lossFen: z.int(),
  reason: z.string(),
  openedByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  day: z.string(),
  at: z.int(),
  postedAt: z.int().nullable(),
  documentId: z.string().nullable(),
  undoDocumentId: z.string().nullable(),
  ...figures,
});

const line = z.object({
  id: z.string(),
  version: z.int(),
  partId: z.string().nullable(),
  /** Of the part; the scanned text where nobody knows it. */
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  bin: z.string(),
  condition: z.string(),
  ownerKind: z.string().nullable(),
  lot: z.string(),
  serial: z.string(),
  /** Null while it is counted blind. */
  bookMilli: z.int().nullable(),
  countedMilli: z.int().nullable(),
  firstMilli: z.int().nullable(),
  asked: z.boolean(),
  outcome: z.enum(countOutcomes).nullable(),
  decision: z.enum(countDecisions).nullable(),
  otherPlaceZh: z.string().nullable(),
  otherPlaceEn: z.string().nullable(),
  otherBin: z.string(),
  differenceFen: z.int(),
  reason: z.string(),
  countedByName: z.string().nullable(),
});
export type CountLine = z.output<typeof line>;

const scanRow = z.object({
  id: z.string(),
  kind: z.enum(['add', 'set', 'back']),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  bin: z.string(),
  quantityMilli: z.int(),
  gone: z.boolean(),
  at: z.int(),
});

const counted = z.object({
  /** counted · bin: this desk stands there now · choose: several keys, which · lot, measure: to be said first */
  what: z.enum(['counted', 'bin', 'choose', 'lot', 'measure']),
  bin: z.string().nullable(),
  partId: z.string().nullable(),
  partNameZh: z.string().nullable(),
  partNameEn: z.string().nullable(),
  unit: z.string().nullable(),
  scanId: z.string().nullable(),
  line: line.nullable(),
  choices: z.array(line),
});
export type CountAnswer = z.output<typeof counted>;

const done = z.object({ countId: z.string() });
const step = { countId: field.id(), version: field.version() };
const most = 100_000_000;

/** Channels of 仓库: stocktakes. */
export const partsCount = {
  'parts.countList': query({
    input: z.object({ ...field.page() }).strict(),
    output: z.object({ rows: z.array(head), total: z.int() }),
    permission: 'stock.count',
  }),
  /** One stocktake, what the reader's own desk scanned last, and how many scans each desk made. */
  'parts.countGet': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      count: head,
      /** Fen of gains and losses above which somebody has to say yes, and whether the reader may. */
      limitFen: z.int(),
      mayApprove: z.boolean(),
      placeBins: z.array(z.string()),
      recent: z.array(scanRow),
      desks: z.array(z.object({ name: z.string(), scans: z.int() })),
    }),
    permission: 'stock.count',
  }),
  'parts.countLines': query({
    input: z
      .object({
        countId: field.id(),
        /** all · asked for in this round · not counted yet · differing, unknown or left out */
        view: z.enum(['all', 'asked', 'left', 'differing']).default('all'),
        ...field.page(),
      })
      .strict(),
    output: z.object({ rows: z.array(line), total: z.int() }),
    permission: 'stock.count',
  }),
  'parts.countOpen': command({
    input: z
      .object({
        scope,
        locationId: field.id().nullable().default(null),
        bins: z.array(field.text(40).min(1)).max(200).default([]),
        staffId: field.id().nullable().default(null),
        sampleSize: z.int().min(1).max(500).nullable().default(null),
        blind: z.boolean().default(true),
        title: field.text(60).default(''),
      })
      .strict(),
    output: done.extend({ number: z.string() }),
    permission: 'stock.count',
  }),
  /** A scanned code: a shelf, a part, a serial, or something nobody knows. */
  'parts.countScan': command({
    input: z
      .object({
        countId: field.id(),
        code: field.text(120).min(1),
        bin: field.text(40).nullable().default(null),
        quantityMilli: z.int().min(1).max(most).nullable().default(null),
        lot: field.text(60).nullable().default(null),
      })
      .strict(),
    output: counted,
    permission: 'stock.count',
  }),
  /** A typed figure replaces what this desk counted of the line, or comes on top of it. */
  'parts.countSet': command({
    input: z
      .object({
        lineId: field.id(),
        quantityMilli: z.int().min(0).max(most),
        add: z.boolean().default(false),
      })
      .strict(),
    output: counted,
    permission: 'stock.count',
  }),
  /** Takes a scan of this desk back; null: the last of this round that stands, whatever the window knows of it. */
  'parts.countBack': command({
    input: z.object({ countId: field.id(), scanId: field.id().nullable().default(null) }).strict(),
    output: done,
    permission: 'stock.count',
  }),
  /** Says which part an unknown code is. */
  'parts.countIdentify': command({
    input: z.object({ lineId: field.id(), partId: field.id(), lot: field.text(60).default('') }).strict(),
    output: counted,
    permission: 'stock.count',
  }),
  'parts.countFinish': command({
    input: z.object({ ...step, uncounted: z.enum(['zero', 'leave']).nullable().default(null) }).strict(),
    output: done,
    permission: 'stock.count',
  }),
  /** Lines to be counted once more; without a list all that differ. */
  'parts.countRecount': command({
    input: z
      .object({ ...step, lineIds: z.array(field.id()).min(1).max(2000).nullable().default(null) })
      .strict(),
    output: done.extend({ lines: z.int() }),
    permission: 'stock.count',
    maxBytes: 256 * 1024,
  }),
  'parts.countDecide': command({
    input: z
      .object({
        lineId: field.id(),
        version: field.version(),
        decision: z.enum(countDecisions).nullable(),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: done,
    permission: 'stock.count',
  }),
  /** Posts the differences. Above the limit somebody who may adjust stock says yes: the reader, or another by PIN. */
  'parts.countPost': command({
    input: z
      .object({
        ...step,
        reason: field.text(200).default(''),
        approval: z
          .object({ staffId: field.id(), pin: field.text(20).nullable().default(null) })
          .strict()
          .nullable()
          .default(null),
      })
      .strict(),
    output: done.extend({ documentId: z.string(), number: z.string(), shortOrders: z.int() }),
    permission: 'stock.count',
  }),
  'parts.countUndo': command({
    input: z.object({ ...step, reason: field.text(200).min(1) }).strict(),
    output: done.extend({ documentId: z.string(), number: z.string() }),
    permission: 'stock.adjust',
  }),
  'parts.countCancel': command({
    input: z.object({ ...step, reason: field.text(200).default('') }).strict(),
    output: done,
    permission: 'stock.count',
  }),
  /** The sheet 盘点表 as a spreadsheet, by a job. */
  'parts.countExport': command({
    input: z.object({ countId: field.id(), language: z.enum(['zh', 'en']) }).strict(),
    output: z.object({ jobId: z.string() }),
    permission: 'stock.count',
  }),
  'parts.countTicket': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({ ticket: z.string(), name: z.string(), size: z.int() }),
    permission: 'stock.count',
  }),
} as const satisfies Record<string, AnyChannel>;
