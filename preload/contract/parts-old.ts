import { z } from 'zod';
import { oldPartAnswers, oldPartBearers } from '../../domain/stock/old-part.ts';
import { deadPartFinds, deadPartStates } from '../../domain/stock/dead-part.ts';
import { exchangeDuties, exchangeStates } from '../../domain/stock/exchange.ts';
import { parcelDirections, parcelStates } from '../../domain/stock/parcel.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { partHead, quantity } from './parts-shapes.ts';
import { rowDone, target } from './shapes.ts';

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
  bearer: z.string().nullable(),
  boxNumber: z.string().nullable(),
  /** Last day of the appeal against a refusal, or of the answer to one. */
  answerDueDay: z.string().nullable(),
});

const box = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  state: z.enum(['open', 'closed', 'sent', 'answered', 'void']),
  payerId: z.string(),
  payerNameZh: z.string(),
  payerNameEn: z.string(),
  boxNo: z.int(),
  boxes: z.int(),
  month: z.string(),
  pieces: z.int(),
  /** Of them without an answer yet. */
  unanswered: z.int(),
  amountFen: z.int(),
  firstDueDay: z.string().nullable(),
  parcelId: z.string().nullable(),
  parcelNumber: z.string().nullable(),
  tracking: z.string().nullable(),
  at: z.int(),
});

const parcel = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  direction: z.enum(parcelDirections),
  state: z.enum(parcelStates),
  payerId: z.string().nullable(),
  payerNameZh: z.string().nullable(),
  payerNameEn: z.string().nullable(),
  toNameZh: z.string().nullable(),
  toNameEn: z.string().nullable(),
  carrier: z.string(),
  tracking: z.string(),
  boxes: z.int(),
  contents: z.string(),
  valueFen: z.int(),
  freightFen: z.int(),
  freightBearer: z.string().nullable(),
  sentDay: z.string().nullable(),
  expectedDay: z.string().nullable(),
  /** Days under way, and days after the expected one: above zero is a delay. */
  ageDays: z.int().nullable(),
  lateDays: z.int().nullable(),
  arrivedAt: z.int().nullable(),
  reason: z.string(),
  at: z.int(),
});

const deadPart = partHead.extend({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  state: z.enum(deadPartStates),
  foundIn: z.enum(deadPartFinds),
  quantityMilli: z.int(),
  tracking: z.string(),
  serial: z.string(),
  lot: z.string(),
  payerId: z.string().nullable(),
  payerNameZh: z.string().nullable(),
  payerNameEn: z.string().nullable(),
  orderNumber: z.string().nullable(),
  workOrderId: z.string().nullable(),
  finderName: z.string().nullable(),
  foundDay: z.string(),
  dueDay: z.string().nullable(),
  /** Days left to claim it, while nobody has; below zero: too late. */
  daysLeft: z.int().nullable(),
  symptom: z.string(),
  cause: z.string(),
  bearer: z.string().nullable(),
  amountFen: z.int(),
  parcelId: z.string().nullable(),
  parcelNumber: z.string().nullable(),
  receiptNumber: z.string().nullable(),
  photos: z.array(z.object({ id: z.string(), name: z.string(), at: z.int() })),
});

const parcelFacts = {
  carrier: field.text(40).default(''),
  tracking: field.text(60).default(''),
  expectedDay: field.day().nullable().default(null),
  contents: field.text(200).default(''),
  freightFen: z.int().min(0).max(1e8).default(0),
  freightBearer: z.enum(oldPartBearers).nullable().default(null),
};
const parcelDone = rowDone.extend({ number: z.string(), state: z.string() });
const bearer = z.enum(oldPartBearers).nullable().default(null);

/** Channels of 仓库: old parts to their end, boxes and parcels, dead parts, exchanges. */
export const partsOld = {
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
  /** What the maker said, or we to it: accepted, refused with a cause, appeal, charge and who bears it. */
  'parts.answerOld': command({
    input: z
      .object({
        items: z.array(z.object(target).strict()).min(1).max(200),
        answer: z.enum(oldPartAnswers),
        cause: field.text(100).default(''),
        note: field.text(500).default(''),
        bearer,
        /** Of each; its own price where left out. */
        amountFen: z.int().min(0).max(1e9).nullable().default(null),
        dueDay: field.day().nullable().default(null),
      })
      .strict(),
    output: z.object({
      items: z.array(z.object({ id: z.string(), version: z.int(), state: z.string() })),
    }),
    permission: 'old_parts.write',
  }),
  /** Every answer to one old part, the newest first. */
  'parts.oldAnswers': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      answers: z.array(
        z.object({
          id: z.string(),
          answer: z.enum(oldPartAnswers),
          cause: z.string(),
          note: z.string(),
          dueDay: z.string().nullable(),
          amountFen: z.int(),
          bearer: z.string().nullable(),
          boxNumber: z.string().nullable(),
          parcelNumber: z.string().nullable(),
          staffName: z.string().nullable(),
          at: z.int(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  /** used = returned + scrapped + held + lost per payer, with the money on what is owed and what will be deducted. */
  'parts.oldPayers': query({
    input: z.object({}).strict(),
    output: z.object({
      payers: z.array(
        z.object({
          payerId: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          usedMilli: z.int(),
          returnedMilli: z.int(),
          scrappedMilli: z.int(),
          heldMilli: z.int(),
          lostMilli: z.int(),
          differsMilli: z.int(),
          owed: z.int(),
          atRiskFen: z.int(),
          lateFen: z.int(),
          nextDueDay: z.string().nullable(),
          refused: z.int(),
          appealDueDay: z.string().nullable(),
          /** Charged, and no statement has named it yet. */
          expectedDeductionFen: z.int(),
          deductedFen: z.int(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  'parts.boxes': query({
    input: z
      .object({
        view: z.enum(['packing', 'sent', 'all']).default('packing'),
        payerId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      rows: z.array(box),
      total: z.int(),
      /** Old parts on the shelf that no box holds, by payer. */
      waiting: z.array(
        z.object({
          payerId: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          pieces: z.int(),
          amountFen: z.int(),
          firstDueDay: z.string().nullable(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  'parts.box': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      box,
      rows: z.array(oldPart),
      /** On the shelf, of the same payer, in no box. */
      waiting: z.array(oldPart),
      /** What the code on its list says: number, payer, which of how many, every label. */
      codeText: z.string(),
    }),
    permission: 'stock.read',
  }),
  'parts.boxOpen': command({
    input: z.object({ payerId: field.id() }).strict(),
    output: rowDone.extend({ number: z.string() }),
    permission: 'old_parts.write',
  }),
  /** By scanned code or by row; without a box the open one of its payer takes it, or a new one. */
  'parts.boxPut': command({
    input: z
      .object({
        boxId: field.id().nullable().default(null),
        code: field.text(60).nullable().default(null),
        ids: z.array(field.id()).max(200).default([]),
      })
      .strict(),
    output: z.object({
      items: z.array(
        z.object({
          boxId: z.string(),
          number: z.string(),
          oldPartId: z.string(),
          labelNumber: z.string(),
        }),
      ),
    }),
    permission: 'old_parts.write',
  }),
  'parts.boxTake': command({
    input: z.object({ items: z.array(z.object(target).strict()).min(1).max(200) }).strict(),
    output: z.object({ items: z.array(rowDone) }),
    permission: 'old_parts.write',
  }),
  'parts.boxClose': command({
    input: z.object({ ...target, reopen: z.boolean().default(false) }).strict(),
    output: rowDone,
    permission: 'old_parts.write',
  }),
  'parts.parcels': query({
    input: z
      .object({
        view: z.enum(['under_way', 'late', 'out', 'in', 'all']).default('under_way'),
        ...field.page(),
      })
      .strict(),
    output: z.object({ rows: z.array(parcel), total: z.int(), views: z.record(z.string(), z.int()) }),
    permission: 'stock.read',
  }),
  'parts.parcel': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      parcel,
      boxes: z.array(box),
      requests: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          state: z.string(),
          workOrderId: z.string(),
          orderNumber: z.string(),
          parts: z.string(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),
  /** Shut boxes leave in one parcel. */
  'parts.parcelSend': command({
    input: z.object({ boxIds: z.array(field.id()).min(1).max(50), ...parcelFacts }).strict(),
    output: parcelDone,
    permission: 'old_parts.write',
  }),
  /** A parcel the sender says is coming. */
  'parts.parcelAnnounce': command({
    input: z
      .object({
        payerId: field.id().nullable().default(null),
        boxes: z.int().min(1).max(500).default(1),
        sentDay: field.day().nullable().default(null),
        requestIds: z.array(field.id()).max(50).default([]),
        ...parcelFacts,
      })
      .strict(),
    output: parcelDone,
    permission: 'stock.receive',
  }),
  /** Carrier, number, a new expected day with the reason of the delay. */
  'parts.parcelChange': command({
    input: z.object({ ...target, reason: field.text(200).default(''), ...parcelFacts }).strict(),
    output: parcelDone,
    permission: 'stock.receive',
  }),
  'parts.parcelStep': command({
    input: z
      .object({
        ...target,
        to: z.enum(['on_way', 'part_arrived', 'arrived', 'lost', 'cancelled']),
        reason: field.text(200).default(''),
        bearer,
      })
      .strict(),
    output: parcelDone,
    permission: 'stock.receive',
  }),
  /** New parts found dead, the nearest end of the window first. */
  'parts.dead': query({
    input: z
      .object({ view: z.enum(['open', 'claim', 'sent', 'all']).default('open'), ...field.page() })
      .strict(),
    output: z.object({
      rows: z.array(deadPart),
      total: z.int(),
      atRiskFen: z.int(),
      views: z.record(z.string(), z.int()),
    }),
    permission: 'stock.read',
  }),
  /** Opened in the store and dead. */
  'parts.deadFind': command({
    input: z
      .object({
        partId: field.id(),
        locationId: field.id(),
        quantityMilli: quantity(),
        serial: field.text(80).default(''),
        lot: field.text(60).default(''),
        symptom: field.text(200).default(''),
      })
      .strict(),
    output: z.object({ items: z.array(z.object({ id: z.string(), number: z.string() })) }),
    permission: 'old_parts.write',
  }),
  'parts.deadStep': command({
    input: z
      .object({
        ...target,
        to: z.enum(['claimed', 'replaced', 'credited', 'refused', 'expired', 'works', 'scrapped']),
        cause: field.text(200).default(''),
        /** Of the new one, where the part is kept by serial. */
        serial: field.text(80).default(''),
        bearer,
      })
      .strict(),
    output: rowDone.extend({ state: z.string() }),
    permission: 'old_parts.write',
  }),
  'parts.deadSend': command({
    input: z.object({ items: z.array(z.object(target).strict()).min(1).max(100), ...parcelFacts }).strict(),
    output: parcelDone,
    permission: 'old_parts.write',
  }),
  /** The picture the maker asks for; its bytes were sent before. */
  'parts.deadPhoto': command({
    input: z
      .object({
        id: field.id(),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        name: field.text(200).min(1),
      })
      .strict(),
    output: z.object({ photos: z.int() }),
    permission: 'old_parts.write',
  }),
  'parts.deadPhotoTicket': query({
    input: z.object({ attachmentId: field.id() }).strict(),
    output: z.object({ ticket: z.string() }),
    permission: 'stock.read',
  }),
  /** Machines put in for others, the nearest day of return first. */
  'parts.exchanges': query({
    input: z.object({ view: z.enum(['owed', 'all']).default('owed'), ...field.page() }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          state: z.enum(exchangeStates),
          workOrderId: z.string(),
          orderNumber: z.string(),
          payerNameZh: z.string().nullable(),
          payerNameEn: z.string().nullable(),
          borneBy: z.enum(oldPartBearers),
          duty: z.enum(exchangeDuties),
          dueDay: z.string().nullable(),
          outModel: z.string(),
          outCode: personal.code(),
          inModel: z.string(),
          inCode: personal.code(),
          reason: z.string(),
          at: z.int(),
        }),
      ),
      views: z.record(z.string(), z.int()),
    }),
    permission: 'stock.read',
  }),
  'parts.exchangeStep': command({
    input: z
      .object({
        ...target,
        to: z.enum(exchangeStates),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: rowDone.extend({ state: z.string() }),
    permission: 'old_parts.write',
  }),
} as const satisfies Record<string, AnyChannel>;
