import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { issueApproval, issued, issueRefusal } from './parts-counter.ts';
import { bagFigures, partHead } from './parts-shapes.ts';

const stageKey = {
  workOrderId: field.id(),
  partId: field.id(),
  bin: field.text(40).default(''),
  lot: field.text(60).default(''),
  serial: field.text(80).default(''),
};

const boxRow = z.object({
  staffId: z.string(),
  staffName: z.string(),
  staffCode: z.string(),
  documentId: z.string().nullable(),
  number: z.string().nullable(),
  version: z.int().nullable(),
  day: z.string(),
  /** Lines of the box; to be put in; to be taken out again; changed after packing. */
  lines: z.int(),
  open: z.int(),
  back: z.int(),
  changed: z.int(),
  /** Number of the paper that was handed over for this day. */
  handedNumber: z.string().nullable(),
});

const sheetRow = partHead.extend({
  staffId: z.string(),
  staffName: z.string(),
  workOrderId: z.string(),
  orderNumber: z.string(),
  customerName: personal.name(),
  address: personal.address(),
  slot: z.string().nullable(),
  /** Place of the order in the man's day, from 1; 0 for what is his no longer. */
  stop: z.int(),
  bin: z.string(),
  lot: z.string(),
  serial: z.string(),
  tracking: z.string(),
  unitFen: z.int(),
  oldPartDue: z.boolean(),
  needMilli: z.int(),
  pickedMilli: z.int(),
  state: z.enum(['open', 'done', 'back']),
  change: z.enum(['new', 'gone', 'more', 'less']).nullable(),
});

/** Channels of 仓库: what is put ready the evening before, picked and handed out. */
export const partsStaging = {
  /** Boxes of a day, a row per man who needs something; left over from earlier days below. */
  'parts.stagings': query({
    input: z.object({ day: field.day() }).strict(),
    output: z.object({ boxes: z.array(boxRow), left: z.array(boxRow) }),
    permission: 'stock.issue',
  }),
  /** What is to be picked: for one man, or for all in one walk along the shelves. */
  'parts.staging': query({
    input: z.object({ day: field.day(), staffId: field.id().nullable().default(null) }).strict(),
    output: z.object({
      staff: bagFigures.nullable(),
      documentId: z.string().nullable(),
      number: z.string().nullable(),
      version: z.int().nullable(),
      rows: z.array(sheetRow),
      refusals: z.array(issueRefusal),
      giveFen: z.int(),
      giveMilli: z.int(),
      mayApprove: z.boolean(),
    }),
    permission: 'stock.issue',
  }),
  /** How much of a part lies in the box; the first one begins its paper. */
  'parts.pick': command({
    input: z
      .object({
        staffId: field.id(),
        day: field.day(),
        ...stageKey,
        pickedMilli: z.int().min(0).max(100_000_000),
        /** Serial of the piece taken instead of the promised one. */
        instead: field.text(80).nullable().default(null),
      })
      .strict(),
    output: z.object({ documentId: z.string().nullable(), pickedMilli: z.int() }),
    permission: 'stock.issue',
  }),
  'parts.pickAll': command({
    input: z.object({ staffId: field.id(), day: field.day() }).strict(),
    output: z.object({ documentId: z.string().nullable(), rows: z.int() }),
    permission: 'stock.issue',
  }),
  /** The box goes to its man: one command posts what is in it and still needed. */
  'parts.handOut': command({
    input: z
      .object({
        documentId: field.id(),
        /** Sum of what the storekeeper saw would go: a box that changed meanwhile does not leave. */
        seenMilli: z.int().min(0),
        approval: issueApproval,
      })
      .strict(),
    output: issued,
    permission: 'stock.issue',
  }),
  /** Everything back on the shelf. */
  'parts.unpack': command({
    input: z
      .object({ documentId: field.id(), version: field.version(), reason: field.text(200).default('') })
      .strict(),
    output: z.object({ number: z.string() }),
    permission: 'stock.issue',
  }),
} as const satisfies Record<string, AnyChannel>;
