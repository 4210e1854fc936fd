import { z } from 'zod';
import { blobHash, fileName } from './blobs.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';

const period = () => z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const party = z.enum(['payer', 'user', 'technician', 'sub_shop']);
const named = { nameZh: z.string(), nameEn: z.string() };
const target = { id: field.id(), version: field.version() };
const snapshot = z.object({ snapshotId: z.string(), total: z.int() });
const slice = z.object({ snapshotId: field.id(), from: z.int().min(0), to: z.int().min(0) }).strict();

/** One fee of one party, with the rule and version that made it. `explain` is a code and its values. */
export const feeRow = z.object({
  seq: z.int(),
  id: z.string(),
  version: z.int(),
  orderId: z.string(),
  orderNumber: z.string(),
  orderTitle: z.string(),
  party,
  partyId: z.string(),
  partyNameZh: z.string(),
  partyNameEn: z.string(),
  feeKind: z.string(),
  name: z.string(),
  quantityMilli: z.int(),
  unitFen: z.int(),
  amountFen: z.int(),
  paidFen: z.int(),
  state: z.string(),
  period: z.string().nullable(),
  ruleCode: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  explain: z.object({ code: z.string(), params: z.record(z.string(), scalar) }),
  entryNumber: z.string().nullable(),
  at: z.int(),
});
export type FeeRow = z.output<typeof feeRow>;

/** What one party owes or is owed; due = paid + open + held + gone. */
const feeTotal = z.object({
  party,
  partyId: z.string(),
  ...named,
  lines: z.int(),
  orders: z.int(),
  dueFen: z.int(),
  paidFen: z.int(),
  openFen: z.int(),
  heldFen: z.int(),
  goneFen: z.int(),
});

/** Which column of a file means what; the value is the heading as the file writes it. */
export const statementRoles = [
  'number',
  'amount',
  'deduction',
  'commission',
  'direction',
  'deductionReason',
  'status',
  'coefficient',
  'day',
  'phone',
  'person',
  'item',
  'serial',
  'note',
] as const;
export type StatementRole = (typeof statementRoles)[number];
const mapping = z.partialRecord(z.enum(statementRoles), z.string().max(80));

const statementSummary = z.object({
  rows: z.int(),
  /** Not seen before; seen before, word for word; seen before with other values. */
  added: z.int(),
  same: z.int(),
  changed: z.int(),
  totalFen: z.int(),
  /** The file's own total row, where it has one. */
  fileTotalFen: z.int().nullable(),
});

export const statementPreview = statementSummary.extend({
  kind: z.enum(['xlsx', 'xls', 'html', 'csv']),
  encoding: z.string(),
  sheet: z.string(),
  headerRow: z.int(),
  headers: z.array(z.string()),
  mapping,
  /** Months the rows speak of, the most frequent first. */
  periods: z.array(z.string()),
  problems: z.array(z.object({ row: z.int(), column: z.string(), value: z.string(), code: z.string() })),
  problemCount: z.int(),
  sample: z.array(
    z.object({
      row: z.int(),
      number: z.string().nullable(),
      amountFen: z.int().nullable(),
      deductionFen: z.int(),
      day: z.string().nullable(),
      item: z.string(),
      status: z.enum(['new', 'same', 'changed']),
      /** What the earlier import said, for changed rows. */
      beforeFen: z.int().nullable(),
    }),
  ),
});
export type StatementPreview = z.output<typeof statementPreview>;

const statementRow = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  payerId: z.string(),
  payerNameZh: z.string(),
  payerNameEn: z.string(),
  period: z.string(),
  fileName: z.string(),
  state: z.string(),
  lines: z.int(),
  totalFen: z.int(),
  paidFen: z.int(),
  openLines: z.int(),
  openDifferences: z.int(),
  /** Its lines still follow the last step; nothing can be done with it for these seconds. */
  settling: z.boolean(),
  at: z.int(),
});

/** One row of the matching desk: their line, our order, the man's pay, the verdict and what it stands on. */
export const deskRow = z.object({
  seq: z.int(),
  /** Null for an order of ours that the statement does not name. */
  lineId: z.string().nullable(),
  version: z.int(),
  rowNo: z.int().nullable(),
  number: z.string().nullable(),
  item: z.string(),
  day: z.string().nullable(),
  theirsFen: z.int().nullable(),
  deductionFen: z.int(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  orderTitle: z.string().nullable(),
  oursFen: z.int().nullable(),
  payFen: z.int().nullable(),
  state: z.string(),
  kind: z.string(),
  diffFen: z.int(),
  how: z.string().nullable(),
  evidence: z.array(z.string()),
  confidenceMilli: z.int(),
  candidates: z.int(),
  differenceId: z.string().nullable(),
  differenceState: z.string().nullable(),
  reason: z.string(),
});
export type DeskRow = z.output<typeof deskRow>;

const deskView = z.enum(['todo', 'short', 'missing', 'fine', 'open', 'not_ours', 'equal', 'all']);

const candidate = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  title: z.string(),
  customerName: personal.name(),
  phoneTail: z.string(),
  county: z.string(),
  finishedDay: z.string().nullable(),
  staffName: z.string().nullable(),
  oursFen: z.int(),
  /** Each thing compared: equal, near (with how far) or different. */
  marks: z.array(
    z.object({ what: z.string(), verdict: z.enum(['equal', 'near', 'different', 'unknown']), by: scalar }),
  ),
  scoreMilli: z.int(),
});

const differenceRow = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  payerId: z.string().nullable(),
  payerNameZh: z.string(),
  payerNameEn: z.string(),
  statementId: z.string().nullable(),
  lineId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  title: z.string(),
  staffId: z.string().nullable(),
  staffName: z.string().nullable(),
  oursFen: z.int(),
  theirsFen: z.int(),
  reason: z.string(),
  appealDueAt: z.int().nullable(),
  state: z.string(),
  period: z.string(),
});

const moneyDone = z.object({ id: z.string(), version: z.int(), state: z.string() });
const takings = z.enum(['cash', 'qr', 'transfer']);
const purpose = z.enum(['fee', 'deposit', 'goods_for_others', 'prepayment']);

const checkItem = z.object({
  code: z.enum([
    'lines_open',
    'cash_out',
    'differences_open',
    'orders_unaudited',
    'fees_unposted',
    'old_parts',
    'running',
  ]),
  count: z.int(),
  amountFen: z.int(),
  /** True: the period cannot be closed; false: it can, once a person has acknowledged it. */
  blocks: z.boolean(),
});
const periodRow = z.object({
  id: z.string(),
  version: z.int(),
  fromDay: z.string(),
  toDay: z.string(),
  state: z.string(),
  closedAt: z.int().nullable(),
  closedByName: z.string().nullable(),
  entries: z.int(),
  incomeFen: z.int(),
  costFen: z.int(),
});
const paySlip = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  staffId: z.string().nullable(),
  subShopId: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string(),
  period: z.string(),
  state: z.string(),
  lines: z.int(),
  dueFen: z.int(),
  deductedFen: z.int(),
  netFen: z.int(),
  heldFen: z.int(),
  /** Its lines still follow the payment. */
  settling: z.boolean(),
  at: z.int(),
});

/** Channels of the area «money» (结算). */
export const money = {
  /** Who pays us, for choosing; `layout` is true where the columns of their file are known. */
  'money.payers': query({
    input: z.object({}).strict(),
    output: z.object({
      payers: z.array(
        z.object({
          id: z.string(),
          ...named,
          kind: z.string(),
          layout: z.boolean(),
          fileHint: z.string(),
          connections: z.array(z.object({ id: z.string(), ...named })),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  'money.feeTotals': query({
    input: z
      .object({ period: period().nullable().default(null), party: party.nullable().default(null) })
      .strict(),
    output: z.object({ totals: z.array(feeTotal) }),
    permission: 'money.read',
  }),
  'money.openFees': query({
    input: z
      .object({
        party: party.nullable().default(null),
        partyId: field.id().nullable().default(null),
        period: period().nullable().default(null),
        states: z.array(z.string().max(20)).max(10).default([]),
        orderId: field.id().nullable().default(null),
      })
      .strict(),
    output: snapshot,
    permission: 'money.read',
  }),
  'money.sliceFees': query({
    input: slice,
    output: z.object({ rows: z.array(feeRow.nullable()) }),
    permission: 'money.read',
    perMinute: 3000,
  }),
  /** Everything about the money of one order: fees, takings, journal. */
  'money.order': query({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({
      fees: z.array(feeRow),
      settlement: z.array(
        z.object({
          party,
          state: z.string(),
          dueFen: z.int(),
          paidFen: z.int(),
          openFen: z.int(),
          heldFen: z.int(),
          goneFen: z.int(),
        }),
      ),
      payments: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          method: z.string(),
          purpose: z.string(),
          amountFen: z.int(),
          receiptNumber: z.string(),
          staffName: z.string().nullable(),
          handedIn: z.boolean(),
          day: z.string(),
          at: z.int(),
        }),
      ),
      entries: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          period: z.string(),
          day: z.string(),
          kind: z.string(),
          reversalOf: z.string().nullable(),
          lines: z.array(
            z.object({
              account: z.string(),
              ...named,
              partyId: z.string(),
              debitFen: z.int(),
              creditFen: z.int(),
            }),
          ),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  /** Computes the fees of an order again, as long as nothing of it is posted. */
  'money.recomputeFees': command({
    input: z.object({ orderId: field.id() }).strict(),
    output: z.object({ lines: z.int(), voided: z.int() }),
    permission: 'fees.edit',
  }),

  // statements
  'money.statements': query({
    input: z
      .object({
        payerId: field.id().nullable().default(null),
        period: period().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({ statements: z.array(statementRow), total: z.int() }),
    permission: 'money.read',
  }),
  'money.statement': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      statement: statementRow,
      /** theirs = ours + differences, to the fen. */
      totals: z.object({
        oursFen: z.int(),
        theirsFen: z.int(),
        diffFen: z.int(),
        appealFen: z.int(),
        payFen: z.int(),
        matchedLines: z.int(),
        byKind: z.array(z.object({ kind: z.string(), count: z.int(), diffFen: z.int() })),
      }),
      views: z.array(z.object({ view: deskView, count: z.int() })),
    }),
    permission: 'money.read',
  }),
  /** Reads a file (uploaded through the blob channel) and says what importing it would do. Large files answer with a job whose result is the preview. */
  'money.previewStatement': command({
    input: z
      .object({ payerId: field.id(), blobHash, fileName, mapping: mapping.nullable().default(null) })
      .strict(),
    output: z.object({ preview: statementPreview.nullable(), jobId: z.string().nullable() }),
    permission: 'statements.import',
  }),
  /** Imports and matches by number and amount. Large files answer with a job whose result is the same without `jobId`. */
  'money.importStatement': command({
    input: z
      .object({
        payerId: field.id(),
        blobHash,
        fileName,
        period: period(),
        mapping: mapping.nullable().default(null),
        rememberMapping: z.boolean().default(true),
      })
      .strict(),
    output: statementSummary.extend({
      statementId: z.string().nullable(),
      matched: z.int(),
      differences: z.int(),
      open: z.int(),
      jobId: z.string().nullable(),
    }),
    permission: 'statements.import',
  }),
  /** The platform's own statement, through its interface, into the same tables. */
  'money.pullStatement': command({
    input: z.object({ connectionId: field.id(), period: period() }).strict(),
    output: statementSummary.extend({
      statementId: z.string().nullable(),
      matched: z.int(),
      differences: z.int(),
      open: z.int(),
      rejected: z.int(),
    }),
    permission: 'statements.import',
  }),
  /** Matches again what no person decided, for fees and orders that came later. */
  'money.matchStatement': command({
    input: z.object(target).strict(),
    output: z.object({ matched: z.int(), differences: z.int(), open: z.int() }),
    permission: 'statements.match',
  }),
  'money.openDesk': query({
    input: z.object({ statementId: field.id(), view: deskView.default('todo') }).strict(),
    output: snapshot,
    permission: 'money.read',
  }),
  'money.sliceDesk': query({
    input: slice,
    output: z.object({ rows: z.array(deskRow.nullable()) }),
    permission: 'money.read',
    perMinute: 3000,
  }),
  /** One statement line with what the file said and the orders it may mean, best first. */
  'money.line': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      id: z.string(),
      version: z.int(),
      rowNo: z.int(),
      number: z.string().nullable(),
      amountFen: z.int(),
      deductionFen: z.int(),
      state: z.string(),
      kind: z.string().nullable(),
      reason: z.string(),
      person: personal.name().nullable(),
      phone: personal.phone().nullable(),
      address: personal.address().nullable(),
      cells: z.array(z.object({ heading: z.string(), value: z.string() })),
      candidates: z.array(candidate),
      /** Why the machine did not decide. */
      why: z.string(),
      fees: z.array(
        z.object({
          id: z.string(),
          feeKind: z.string(),
          name: z.string(),
          amountFen: z.int(),
          matchedFen: z.int(),
          how: z.string(),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  'money.matchLine': command({
    input: z.object({ ...target, orderId: field.id() }).strict(),
    output: moneyDone.extend({ kind: z.string(), diffFen: z.int() }),
    permission: 'statements.match',
  }),
  'money.unmatchLine': command({
    input: z.object(target).strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  /** A person says: this line is not ours. */
  'money.refuseLine': command({
    input: z.object(target).strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  'money.differences': query({
    input: z
      .object({
        states: z.array(z.string().max(20)).max(8).default(['open', 'appealed']),
        payerId: field.id().nullable().default(null),
        statementId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({
      differences: z.array(differenceRow),
      total: z.int(),
      sumFen: z.int(),
      dueSoon: z.int(),
    }),
    permission: 'money.read',
  }),
  /** Gives in: the journal carries the difference at once. A fine may be passed on to a person, by name. */
  'money.acceptDifference': command({
    input: z
      .object({
        ...target,
        passToStaffId: field.id().nullable().default(null),
        reason: field.text(200).default(''),
      })
      .strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  'money.appealDifference': command({
    input: z.object({ ...target, reason: field.text(500).min(1) }).strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  /** Waits for the next statement. */
  'money.carryDifference': command({
    input: z.object(target).strict(),
    output: moneyDone,
    permission: 'statements.match',
  }),
  /** The statement as it now stands is agreed: its fee lines are what the payer will pay. */
  'money.agreeStatement': command({
    input: z.object(target).strict(),
    output: moneyDone.extend({ fees: z.int(), agreedFen: z.int() }),
    permission: 'statements.match',
  }),
  'money.recordPayerPayment': command({
    input: z
      .object({
        ...target,
        amountFen: field.fen(),
        retentionFen: field.fen().default(0),
        reference: field.text(80).default(''),
      })
      .strict(),
    output: moneyDone.extend({ paidLines: z.int(), leftFen: z.int(), entryNumber: z.string() }),
    permission: 'journal.write',
  }),

  // takings
  'money.takePayment': command({
    input: z
      .object({
        orderId: field.id(),
        visitId: field.id().nullable().default(null),
        /** Who took it at the door; null: at the counter, into the drawer. */
        staffId: field.id().nullable().default(null),
        method: takings,
        purpose: purpose.default('fee'),
        amountFen: field.fen().min(1),
        merchantRef: field.text(80).default(''),
      })
      .strict(),
    output: z.object({
      paymentId: z.string(),
      number: z.string(),
      receiptNumber: z.string(),
      leftFen: z.int(),
    }),
    permission: 'cash.receive',
  }),
  /** 未交款: what each person holds, and what was handed in lately. */
  'money.handIns': query({
    input: z.object({ day: field.day().nullable().default(null) }).strict(),
    output: z.object({
      open: z.array(
        z.object({
          staffId: z.string(),
          name: z.string(),
          payments: z.int(),
          cashFen: z.int(),
          qrFen: z.int(),
          owedFen: z.int(),
          oldestDay: z.string().nullable(),
          orders: z.array(
            z.object({
              orderId: z.string(),
              number: z.string(),
              method: z.string(),
              purpose: z.string(),
              amountFen: z.int(),
              day: z.string(),
            }),
          ),
        }),
      ),
      done: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          staffId: z.string(),
          name: z.string(),
          day: z.string(),
          dueFen: z.int(),
          cashFen: z.int(),
          qrFen: z.int(),
          differenceFen: z.int(),
          at: z.int(),
        }),
      ),
    }),
    permission: 'money.read',
  }),
  'money.handIn': command({
    input: z.object({ staffId: field.id(), day: field.day(), cashFen: field.fen().min(0) }).strict(),
    output: z.object({
      handoverId: z.string(),
      number: z.string(),
      dueFen: z.int(),
      qrFen: z.int(),
      differenceFen: z.int(),
    }),
    permission: 'cash.receive',
  }),

  // pay
  'money.paySlips': query({
    input: z.object({ period: period() }).strict(),
    output: z.object({
      slips: z.array(paySlip),
      waiting: z.array(
        z.object({
          party: z.enum(['technician', 'sub_shop']),
          partyId: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          lines: z.int(),
          dueFen: z.int(),
          heldFen: z.int(),
        }),
      ),
    }),
    permission: 'pay.read',
  }),
  'money.paySlip': query({
    input: z.object({ id: field.id() }).strict(),
    output: z.object({
      slip: paySlip,
      lines: z.array(
        z.object({
          lineNo: z.int(),
          kind: z.string(),
          orderId: z.string().nullable(),
          orderNumber: z.string().nullable(),
          title: z.string(),
          quantityMilli: z.int(),
          unitFen: z.int(),
          shareMilli: z.int(),
          amountFen: z.int(),
          explain: z.object({ code: z.string(), params: z.record(z.string(), scalar) }),
        }),
      ),
    }),
    permission: 'pay.read',
  }),
  /** Makes draft slips of a period from posted lines nobody paid yet; drafts are made anew. */
  'money.preparePay': command({
    input: z.object({ period: period(), staffId: field.id().nullable().default(null) }).strict(),
    output: z.object({ slips: z.int(), dueFen: z.int() }),
    permission: 'pay.write',
  }),
  'money.confirmPay': command({
    input: z.object(target).strict(),
    output: moneyDone,
    permission: 'pay.write',
  }),
  'money.payOut': command({
    input: z.object({ ...target, from: z.enum(['bank', 'cash']).default('bank') }).strict(),
    output: moneyDone.extend({ paidFen: z.int(), entryNumber: z.string() }),
    permission: 'pay.write',
  }),

  // periods
  'money.periods': query({
    input: z.object({}).strict(),
    output: z.object({ periods: z.array(periodRow) }),
    permission: 'money.read',
  }),
  'money.closeCheck': query({
    input: z.object({ period: period() }).strict(),
    output: z.object({ items: z.array(checkItem), ready: z.boolean() }),
    permission: 'money.read',
  }),
  /** Nothing more is booked, but it can still be taken back. */
  'money.softClosePeriod': command({
    input: z.object({ id: period(), version: field.version() }).strict(),
    output: moneyDone,
    permission: 'periods.close',
  }),
  'money.openPeriod': command({
    input: z.object({ id: period(), version: field.version() }).strict(),
    output: moneyDone,
    permission: 'periods.close',
  }),
  /** For good. `acknowledged` names the items of the checklist the person accepts as they are. */
  'money.closePeriod': command({
    input: z
      .object({
        id: period(),
        version: field.version(),
        acknowledged: z.array(z.string().max(40)).max(20).default([]),
      })
      .strict(),
    output: moneyDone,
    permission: 'periods.close',
  }),
  'money.trialBalance': query({
    input: z.object({ period: period().nullable().default(null) }).strict(),
    output: z.object({
      rows: z.array(
        z.object({
          account: z.string(),
          ...named,
          kind: z.string(),
          openFen: z.int(),
          debitFen: z.int(),
          creditFen: z.int(),
          balanceFen: z.int(),
        }),
      ),
      debitFen: z.int(),
      creditFen: z.int(),
    }),
    permission: 'money.read',
  }),
  /** A job; its result is `{hash, name, size, totals}`. Take the file with `money.sheetTicket`. */
  'money.exportPeriod': command({
    input: z
      .object({
        period: period(),
        payerId: field.id().nullable().default(null),
        language: z.enum(['zh', 'en']).default('zh'),
      })
      .strict(),
    output: z.object({ jobId: z.string() }),
    permission: 'sheets.export',
  }),
  'money.sheetTicket': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({ ticket: z.string(), name: z.string(), size: z.int() }),
    permission: 'sheets.export',
  }),
} as const satisfies Record<string, AnyChannel>;
