import { z } from 'zod';
import { type AnyChannel, command, field, personal, query } from './define.ts';

/** What can be printed, and what its ids name: orders or slips, documents, payments, old parts, a printer. */
export const printKinds = ['service_slip', 'issue_slip', 'receipt', 'old_part_label'] as const;
const paperIds = [
  'roll80',
  'roll58',
  'a4',
  'a5',
  'fanfold280',
  'fanfold140',
  'fanfold93',
  'label60x40',
] as const;
const printKind = z.enum(printKinds);
const paperId = z.enum(paperIds);
const jobState = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']);

const job = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  documentId: z.string(),
  documentNumber: z.string(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  copyNo: z.int(),
  state: jobState,
  /** The printer itself (or a person) said the paper came out. */
  confirmed: z.boolean(),
  attempts: z.int(),
  /** When a failed job is tried again by itself; null = a person decides. */
  retryAt: z.int().nullable(),
  fault: z
    .object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    })
    .nullable(),
  printerId: z.string().nullable(),
  printerName: z.string().nullable(),
  staffName: z.string().nullable(),
  at: z.int(),
  endedAt: z.int().nullable(),
});

const printer = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  kind: z.enum(['tcp', 'file', 'device', 'system']),
  target: z.string(),
  paper: paperId,
  chinese: z.enum(['gb18030', 'picture']),
  deskId: z.string().nullable(),
  deskName: z.string().nullable(),
  offsetX: z.int(),
  offsetY: z.int(),
  state: z.string(),
  stateAt: z.int().nullable(),
  retiredAt: z.int().nullable(),
  waiting: z.int(),
});
const route = z.object({
  id: z.string(),
  version: z.int(),
  kind: z.string(),
  deskId: z.string().nullable(),
  staffId: z.string().nullable(),
  printerId: z.string(),
  copies: z.int(),
});
const jobDone = z.object({ jobId: z.string(), state: jobState, version: z.int() });
const jobTarget = { jobId: field.id(), version: field.version() };

export const paper = {
  /** The paper as it would come out now; nothing is numbered or counted. `id`: an order, a slip, a document, a payment, an old part. */
  'paper.preview': query({
    input: z.object({ kind: printKind, id: field.id(), paper: paperId.nullable().default(null) }).strict(),
    output: z.object({
      title: z.string(),
      paper: paperId,
      papers: z.array(paperId),
      copyNo: z.int(),
      voided: z.boolean(),
      /** A piece of HTML without script; styles are the window's own. */
      html: personal.text(),
      lines: z.array(personal.text()),
    }),
    permission: 'print.run',
  }),
  /**
   * Numbers and counts the papers, puts them into the queue and returns; the printing follows. An order gets the slip of
   * its next visit (the same slip again on a reprint); a slip's own id prints that slip again, void ones as void.
   */
  'paper.print': command({
    input: z
      .object({
        kind: printKind,
        ids: z.array(field.id()).min(1).max(100),
        /** Null: as routed for this document, desk and person. */
        printerId: field.id().nullable().default(null),
        copies: z.int().min(1).max(5).nullable().default(null),
      })
      .strict(),
    output: z.object({
      jobs: z.array(
        z.object({
          jobId: z.string(),
          documentId: z.string(),
          documentNumber: z.string(),
          copyNo: z.int(),
          printerId: z.string(),
        }),
      ),
    }),
    permission: 'print.run',
  }),
  /** Several papers as one PDF in the background: a job whose result names the file. */
  'paper.pdf': command({
    input: z
      .object({ kind: printKind, ids: z.array(field.id()).min(1).max(50), paper: paperId.default('a5') })
      .strict(),
    output: z.object({ jobId: z.string() }),
    permission: 'print.run',
  }),
  /** A link that fetches the PDF of a finished job once. */
  'paper.pdfTicket': query({
    input: z.object({ jobId: field.id() }).strict(),
    output: z.object({ ticket: z.string(), fileName: z.string(), size: z.int() }),
    permission: 'print.run',
  }),
  'paper.jobs': query({
    input: z
      .object({
        states: z.array(jobState).max(6).default([]),
        printerId: field.id().nullable().default(null),
        documentId: field.id().nullable().default(null),
        ...field.page(),
      })
      .strict(),
    output: z.object({ rows: z.array(job), total: z.int(), counts: z.record(z.string(), z.int()) }),
    permission: 'print.run',
  }),
  /** Failed or unknown: print it again. For an unknown one a person has looked at the paper. */
  'paper.printAgain': command({
    input: z.object({ ...jobTarget, printerId: field.id().nullable().default(null) }).strict(),
    output: jobDone,
    permission: 'print.run',
  }),
  /** Unknown: a person has looked, the paper is there and whole. */
  'paper.cameOut': command({ input: z.object(jobTarget).strict(), output: jobDone, permission: 'print.run' }),
  'paper.cancel': command({ input: z.object(jobTarget).strict(), output: jobDone, permission: 'print.run' }),
  /** The same document once more, counted as the next copy. */
  'paper.reprint': command({
    input: z.object({ jobId: field.id(), printerId: field.id().nullable().default(null) }).strict(),
    output: jobDone,
    permission: 'print.run',
  }),
  'paper.printers': query({
    input: z.object({ retired: z.boolean().default(false) }).strict(),
    output: z.object({
      printers: z.array(printer),
      routes: z.array(route),
      kinds: z.array(z.object({ kind: z.string(), papers: z.array(paperId) })),
    }),
    permission: 'print.run',
  }),
  /** Printers of the system as the desktop shell sees them; empty without it. */
  'paper.systemPrinters': query({
    input: z.object({}).strict(),
    output: z.object({ printers: z.array(z.object({ name: z.string(), displayName: z.string() })) }),
    permission: 'printers.write',
  }),
  'paper.savePrinter': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        name: field.text(60).min(1),
        kind: z.enum(['tcp', 'file', 'device', 'system']),
        /** host:port · folder · device file · the system's name of it. */
        target: field.text(300).min(1),
        paper: paperId,
        chinese: z.enum(['gb18030', 'picture']).default('gb18030'),
        deskId: field.id().nullable().default(null),
        offsetX: z.int().min(-500).max(500).default(0),
        offsetY: z.int().min(-500).max(500).default(0),
        retired: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ printerId: z.string(), version: z.int() }),
    permission: 'printers.write',
  }),
  /** Which printer serves a document; the row with desk and person beats the one without. `printerId` null removes it. */
  'paper.saveRoute': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        kind: printKind,
        deskId: field.id().nullable().default(null),
        staffId: field.id().nullable().default(null),
        printerId: field.id().nullable(),
        copies: z.int().min(1).max(5).default(1),
      })
      .strict(),
    output: z.object({ routeId: z.string() }),
    permission: 'printers.write',
  }),
  /** Queues the calibration page. */
  'paper.testPrinter': command({
    input: z.object({ printerId: field.id() }).strict(),
    output: jobDone,
    permission: 'print.run',
  }),
  /** Slips against the orders of a day: nothing may stand apart (LESSONS 2). */
  'paper.count': query({
    input: z.object({ day: field.day().nullable().default(null) }).strict(),
    output: z.object({
      day: z.string(),
      orders: z.int(),
      withSlip: z.int(),
      slips: z.object({ made: z.int(), out: z.int(), back: z.int(), keyed: z.int(), void: z.int() }),
      jobs: z.object({ waiting: z.int(), sent: z.int(), failed: z.int(), unknown: z.int() }),
      /** Orders of the day with a person and no valid slip; slips whose paper never came out. At most 50 each. */
      ordersWithout: z.array(z.object({ orderId: z.string(), number: z.string() })),
      slipsNotPrinted: z.array(z.object({ slipId: z.string(), number: z.string() })),
    }),
    permission: 'print.run',
  }),
} as const satisfies Record<string, AnyChannel>;
