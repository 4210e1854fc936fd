import { z } from 'zod';
import { blobHash, fileName } from './blobs.ts';
import { command, field, personal, query, type AnyChannel } from './define.ts';
import { moneyDone, period, scalar } from './money-shapes.ts';
import { slice, snapshot, target } from './shapes.ts';

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
  /** A platform books one by one; makers and brands send a month. */
  ofPlatform: z.boolean(),
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

/** Channels of 结算: statements read in, and the matching desk over their lines. */
export const moneyStatements = {
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
} as const satisfies Record<string, AnyChannel>;
