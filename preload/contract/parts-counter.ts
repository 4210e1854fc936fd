import { z } from 'zod';
import { scanKinds } from '../../domain/stock/scan.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { bagFigures, partHead, quantity } from './parts-shapes.ts';

const condition = z.enum(['good', 'old', 'doa', 'inspect', 'scrap']);

export const issueRefusal = z.object({
  code: z.enum(['over_limit', 'old_part_owed']),
  partId: z.string().nullable(),
  part: z.string().nullable(),
  count: z.int().nullable(),
  limitFen: z.int().nullable(),
  wouldBeFen: z.int().nullable(),
});

const draftLine = partHead.extend({
  /** Held reservations this line is made of; empty for a line without an order. */
  reservationIds: z.array(z.string()),
  workOrderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  customerName: personal.name().nullable(),
  address: personal.address().nullable(),
  slot: z.string().nullable(),
  quantityMilli: z.int(),
  fromLocationId: z.string(),
  fromNameZh: z.string(),
  fromNameEn: z.string(),
  bin: z.string(),
  lot: z.string(),
  serial: z.string(),
  unitFen: z.int(),
  amountFen: z.int(),
  oldPartDue: z.boolean(),
  /** ready: lies in a store · bag: he has it already · short: nobody has it */
  state: z.enum(['ready', 'bag', 'short']),
});

const issueLine = z
  .object({
    partId: field.id(),
    quantityMilli: quantity(),
    workOrderId: field.id().nullable().default(null),
    /** Left out: the source rule chooses store, shelf and lot. */
    fromLocationId: field.id().nullable().default(null),
    lot: field.text(60).nullable().default(null),
    serial: field.text(80).nullable().default(null),
    note: field.text(200).default(''),
  })
  .strict();

const moveLine = z
  .object({
    partId: field.id(),
    quantityMilli: quantity(),
    condition: condition.default('good'),
    bin: field.text(40).default(''),
    lot: field.text(60).default(''),
    serial: field.text(80).default(''),
    note: field.text(200).default(''),
  })
  .strict();

export const documentHead = z.object({
  documentId: z.string(),
  number: z.string(),
  state: z.string(),
  totalFen: z.int(),
});

/** Yes of a person with the right: the reader himself, or another with his PIN at this desk. */
export const issueApproval = z
  .object({ staffId: field.id(), pin: field.text(20).nullable().default(null) })
  .strict()
  .nullable()
  .default(null);

export const issued = documentHead.extend({ refusals: z.array(issueRefusal) });

const documentRow = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  number: z.string(),
  state: z.string(),
  day: z.string(),
  at: z.int(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  fromNameZh: z.string().nullable(),
  fromNameEn: z.string().nullable(),
  toNameZh: z.string().nullable(),
  toNameEn: z.string().nullable(),
  lines: z.int(),
  totalFen: z.int(),
  madeByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  printed: z.int(),
  /** Number of the paper this one takes back, and of the one that took this one back. */
  undoes: z.string().nullable(),
  undoneBy: z.string().nullable(),
});

const documentLine = partHead.extend({
  id: z.string(),
  lineNo: z.int(),
  condition: z.string().nullable(),
  bin: z.string(),
  lot: z.string(),
  serial: z.string(),
  askedMilli: z.int(),
  doneMilli: z.int(),
  unitFen: z.int(),
  amountFen: z.int(),
  workOrderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  oldPartDue: z.boolean(),
  note: z.string(),
});

const scanned = z.object({
  id: z.string(),
  text: z.string(),
  name: z.string(),
  partId: z.string().nullable(),
  staffId: z.string().nullable(),
  workOrderId: z.string().nullable(),
  locationId: z.string().nullable(),
  bin: z.string().nullable(),
  paper: z.string().nullable(),
  state: z.string().nullable(),
});

/** Channels of 仓库: reserved, issued, given back, received, moved, scrapped; the papers of it. */
export const partsCounter = {
  /** What a scanned code is: part, serial, person, slip, old-part label, paper, request, parcel, shelf, place … */
  'parts.scan': query({
    input: z.object({ code: field.text(120).min(1) }).strict(),
    output: scanned.extend({
      kind: z.enum([...scanKinds, 'several', 'unknown']),
      id: z.string().nullable(),
      /** What the code may mean where it means more than one thing. */
      matches: z.array(scanned.extend({ kind: z.enum(scanKinds) })),
    }),
    permission: 'stock.read',
  }),
  /** What the counter has to know of a scanned part, and no more: its whole document is not read for a line. */
  'parts.counterLine': query({
    input: z.object({ partId: field.id() }).strict(),
    output: partHead.extend({ costFen: z.int(), tracking: z.string(), oldPartReturn: z.boolean() }),
    permission: 'stock.read',
  }),
  /** What lies on a shelf, or in a whole place. */
  'parts.lies': query({
    input: z.object({ locationId: field.id(), bin: field.text(40).nullable().default(null) }).strict(),
    output: z.object({
      nameZh: z.string(),
      nameEn: z.string(),
      lines: z.array(
        partHead.extend({
          bin: z.string(),
          condition: z.string(),
          lot: z.string(),
          serial: z.string(),
          onHandMilli: z.int(),
          reservedMilli: z.int(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  'parts.reserve': command({
    input: z.object({ workOrderId: field.id(), partId: field.id(), quantityMilli: quantity() }).strict(),
    output: z.object({ reservationIds: z.array(z.string()), heldMilli: z.int(), shortMilli: z.int() }),
    permission: 'parts.request',
  }),
  'parts.release': command({
    input: z
      .object({ reservationId: field.id(), version: field.version().nullable().default(null) })
      .strict(),
    output: z.object({ reservationId: z.string() }),
    permission: 'parts.request',
  }),

  /** What a person's orders of a day need: lines to put before him, what he has already, what is missing. */
  'parts.issueDraft': query({
    input: z.object({ staffId: field.id(), day: field.day() }).strict(),
    output: z.object({
      staff: bagFigures,
      lines: z.array(draftLine),
      refusals: z.array(issueRefusal),
      totalFen: z.int(),
      mayApprove: z.boolean(),
    }),
    permission: 'stock.issue',
  }),
  /** 领料: one command writes document, moves and reservations. Over the limit somebody who may must say yes. */
  'parts.issue': command({
    input: z
      .object({
        staffId: field.id(),
        lines: z.array(issueLine).min(1).max(200),
        approval: issueApproval,
      })
      .strict(),
    output: issued,
    permission: 'stock.issue',
  }),
  /** 退料: unused parts come back to a store; dead ones go to their own place, opened ones wait for a test. */
  'parts.return': command({
    input: z
      .object({
        staffId: field.id(),
        toLocationId: field.id().nullable().default(null),
        lines: z
          .array(
            moveLine
              .extend({
                workOrderId: field.id().nullable().default(null),
                reason: z.enum(['unused', 'too_many', 'wrong_model', 'cancelled', 'dead']).default('unused'),
                /** 已拆封: it waits for an inspection before anybody can have it again. */
                opened: z.boolean().default(false),
              })
              .strict(),
          )
          .min(1)
          .max(200),
      })
      .strict(),
    output: documentHead,
    permission: 'stock.issue',
  }),
  /** 收货 from the upper store or the maker; waiting orders get theirs first. */
  'parts.receive': command({
    input: z
      .object({
        toLocationId: field.id().nullable().default(null),
        requestId: field.id().nullable().default(null),
        parcelNumber: field.text(60).default(''),
        lines: z
          .array(
            z
              .object({
                partId: field.id(),
                quantityMilli: quantity(),
                unit: field.text(10).nullable().default(null),
                bin: field.text(40).nullable().default(null),
                lot: field.text(60).default(''),
                expiresDay: field.day().nullable().default(null),
                serials: z.array(field.text(80).min(1)).max(500).default([]),
                unitCostFen: field.fen().min(0).nullable().default(null),
                note: field.text(200).default(''),
              })
              .strict(),
          )
          .min(1)
          .max(200),
      })
      .strict(),
    output: documentHead.extend({
      releasedOrders: z.array(
        z.object({ workOrderId: z.string(), number: z.string(), resumed: z.boolean() }),
      ),
    }),
    permission: 'stock.receive',
  }),
  /**
   * 调拨 between places of ours; by parcel the goods stand in transit until they arrive. Out of another's bag it is
   * staged until he (PIN, or on his own page) or the manager says yes: `parts.decide`.
   */
  'parts.transfer': command({
    input: z
      .object({
        fromLocationId: field.id(),
        toLocationId: field.id(),
        byParcel: z.boolean().default(false),
        parcelNumber: field.text(60).default(''),
        reason: field.text(200).default(''),
        lines: z.array(moveLine).min(1).max(200),
        approval: issueApproval,
      })
      .strict(),
    output: documentHead,
    permission: 'stock.transfer',
  }),
  /** What arrived of a parcel; the rest stays in transit, with its age. */
  'parts.arrive': command({
    input: z
      .object({
        documentId: field.id(),
        version: field.version(),
        lines: z
          .array(z.object({ lineNo: z.int().min(1), quantityMilli: quantity() }).strict())
          .min(1)
          .max(200),
      })
      .strict(),
    output: documentHead,
    permission: 'stock.transfer',
  }),
  /** 报废. Above the outlet's amount it is staged until somebody who may adjust stock says yes: `parts.decide`. */
  'parts.scrap': command({
    input: z
      .object({
        fromLocationId: field.id(),
        reason: field.text(200).min(1),
        lines: z.array(moveLine).min(1).max(200),
        approval: issueApproval,
      })
      .strict(),
    output: documentHead,
    permission: 'stock.issue',
  }),
  /** Takes an issue, a return, a transfer or a scrap back by a paper of counter-moves, while its month is open. */
  'parts.undoPaper': command({
    input: z
      .object({
        documentId: field.id(),
        version: field.version().nullable().default(null),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: documentHead.extend({ undoes: z.string() }),
    permission: 'stock.issue',
  }),
  'parts.documents': query({
    input: z
      .object({
        kind: field.text(20).nullable().default(null),
        staffId: field.id().nullable().default(null),
        openOnly: z.boolean().default(false),
        ...field.page(),
      })
      .strict(),
    output: z.object({ rows: z.array(documentRow), total: z.int() }),
    permission: 'stock.read',
  }),
  'parts.document': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({ document: documentRow, parcelNumber: z.string(), lines: z.array(documentLine) }),
    permission: 'stock.read',
  }),
} as const satisfies Record<string, AnyChannel>;
