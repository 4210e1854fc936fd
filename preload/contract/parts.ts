import { z } from 'zod';
import { command, field, personal, query, type AnyChannel } from './define.ts';

/** A quantity a person may enter: more than nothing, at most 100,000 base units. */
const quantity = () => z.int().min(1).max(100_000_000);
const condition = z.enum(['good', 'old', 'doa', 'inspect', 'scrap']);

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
    /** all · below the minimum · orders wait for it · nothing free in the store */
    view: z.enum(['all', 'low', 'short', 'out']).default('all'),
  })
  .strict();

const place = z.object({
  id: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: z.string(),
  isReal: z.boolean(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
});

const partHead = z.object({
  partId: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
});

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

const reservation = z.object({
  id: z.string(),
  workOrderId: z.string(),
  orderNumber: z.string(),
  customerName: personal.name(),
  staffName: z.string().nullable(),
  day: z.string().nullable(),
  state: z.string(),
  quantityMilli: z.int(),
  locationNameZh: z.string(),
  locationNameEn: z.string(),
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
});

const refusal = z.object({
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

const documentHead = z.object({
  documentId: z.string(),
  number: z.string(),
  state: z.string(),
  totalFen: z.int(),
});

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
});

const bagFigures = z.object({
  staffId: z.string(),
  staffCode: z.string(),
  staffName: z.string(),
  locationId: z.string(),
  /** Kinds of parts in the bag, and what they and the old parts he owes are worth. */
  parts: z.int(),
  onHandFen: z.int(),
  reservedLines: z.int(),
  requestedLines: z.int(),
  oldPartsOwed: z.int(),
  oldPartsFen: z.int(),
  oldestDueDay: z.string().nullable(),
  /** Issued for orders that are over or no longer his. */
  toReturn: z.int(),
  limitFen: z.int().nullable(),
});

const requestLine = partHead.extend({
  lineNo: z.int(),
  askedMilli: z.int(),
  receivedMilli: z.int(),
  unitFen: z.int(),
});

export const parts = {
  'parts.open': query({
    input: z
      .object({
        filter: stockFilter,
        sort: z.enum(['code', 'name', 'store', 'short']).default('code'),
        descending: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ snapshotId: z.string(), total: z.int() }),
    permission: 'stock.read',
  }),
  'parts.slice': query({
    input: z.object({ snapshotId: field.id(), from: z.int().min(0), to: z.int().min(0) }).strict(),
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
        limit: z.int().min(1).max(50).default(20),
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
  /** The card of a part, newest first; `until` looks back: what stood there at that moment. */
  'parts.card': query({
    input: z
      .object({
        partId: field.id(),
        locationId: field.id().nullable().default(null),
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
  /** What a scanned code is: part, serial, person, order slip, old-part label or document. */
  'parts.scan': query({
    input: z.object({ code: field.text(120).min(1) }).strict(),
    output: z.object({
      kind: z.enum(['part', 'serial', 'staff', 'order', 'old_part', 'document', 'unknown']),
      id: z.string().nullable(),
      text: z.string(),
      partId: z.string().nullable(),
      staffId: z.string().nullable(),
      workOrderId: z.string().nullable(),
    }),
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
      refusals: z.array(refusal),
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
        /** Yes of a person who may issue over the limit: the reader himself, or another with his PIN at this desk. */
        approval: z
          .object({ staffId: field.id(), pin: field.text(20).nullable().default(null) })
          .strict()
          .nullable()
          .default(null),
      })
      .strict(),
    output: documentHead.extend({ refusals: z.array(refusal) }),
    permission: 'stock.issue',
  }),
  /** 退料: unused parts come back to a store; dead ones go to their own place. */
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
  /** 调拨 between places of ours; by parcel the goods stand in transit until they arrive. */
  'parts.transfer': command({
    input: z
      .object({
        fromLocationId: field.id(),
        toLocationId: field.id(),
        byParcel: z.boolean().default(false),
        parcelNumber: field.text(60).default(''),
        lines: z.array(moveLine).min(1).max(200),
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
  'parts.scrap': command({
    input: z
      .object({
        fromLocationId: field.id(),
        reason: field.text(200).min(1),
        lines: z.array(moveLine).min(1).max(200),
      })
      .strict(),
    output: documentHead,
    permission: 'stock.adjust',
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

  /** Four figures per person: on hand, promised, asked for, old parts owed. */
  'parts.bags': query({
    input: z.object({}).strict(),
    output: z.object({ bags: z.array(bagFigures) }),
    permission: 'stock.read',
  }),
  'parts.bag': query({
    input: z.object({ staffId: field.id() }).strict(),
    output: z.object({
      bag: bagFigures,
      lines: z.array(
        partHead.extend({
          condition: z.string(),
          lot: z.string(),
          serial: z.string(),
          ownerKind: z.string(),
          onHandMilli: z.int(),
          reservedMilli: z.int(),
          unitFen: z.int(),
          customerPriceFen: z.int(),
          tracking: z.string(),
        }),
      ),
      toReturn: z.array(
        reservation.extend({
          partId: z.string(),
          partNameZh: z.string(),
          partNameEn: z.string(),
          partCode: z.string(),
        }),
      ),
    }),
    permission: 'stock.read',
  }),

  /** Puts a part on the job from a bag or a store, outside of the slip. */
  'parts.use': command({
    input: z
      .object({
        visitId: field.id(),
        workOrderId: field.id(),
        machineLineId: field.id().nullable().default(null),
        partId: field.id(),
        quantityMilli: quantity(),
        unit: field.text(10).nullable().default(null),
        fromLocationId: field.id().nullable().default(null),
        payer: z.enum(['payer', 'user', 'outlet', 'technician']),
        newSerial: field.text(80).default(''),
        oldSerial: field.text(80).default(''),
      })
      .strict(),
    output: z.object({
      partUseId: z.string(),
      oldPartId: z.string().nullable(),
      amountFen: z.int(),
      quantityMilli: z.int(),
    }),
    permission: 'slips.key',
  }),
  'parts.undoUse': command({
    input: z.object({ partUseId: field.id() }).strict(),
    output: z.object({ partUseId: z.string() }),
    permission: 'slips.key',
  }),

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
        items: z
          .array(z.object({ id: field.id(), version: field.version() }).strict())
          .min(1)
          .max(200),
      })
      .strict(),
    output: z.object({
      items: z.array(z.object({ id: z.string(), version: z.int(), labelNumber: z.string() })),
    }),
    permission: 'old_parts.write',
  }),
  /** A step of an old part's life that needs no parcel: lost, charged to somebody, scrapped with consent. */
  'parts.stepOld': command({
    input: z
      .object({
        id: field.id(),
        version: field.version(),
        to: z.enum(['charged', 'scrapped', 'lost']),
        bearer: z.enum(['outlet', 'technician', 'payer', 'user']).nullable().default(null),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: z.object({ id: z.string(), version: z.int(), state: z.string() }),
    permission: 'old_parts.write',
  }),

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
