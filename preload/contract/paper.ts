import { z } from 'zod';
import { paperIds, printJobStates, printKinds } from '../../domain/paper/kinds.ts';
import { type AnyChannel, command, field, query } from './define.ts';
import { paperHouse } from './paper-house.ts';

/** Closed lists of the paper room as the contract takes them; what nobody builds yet is refused by its name. */
export const printKind = z.enum(printKinds);
export const paperId = z.enum(paperIds);
export const jobState = z.enum(printJobStates);

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

/** A page in its parts, as the window shows or prints it: the style goes beside it, no script, no address outside. */
export const sheetPage = z.object({
  css: z.string(),
  body: z.string(),
  language: z.enum(['zh', 'en']),
  widthMicrons: z.int(),
  heightMicrons: z.int(),
  marginMicrons: z.int(),
});

export const jobDone = z.object({ jobId: z.string(), state: jobState, version: z.int() });
const jobTarget = { jobId: field.id(), version: field.version() };

export const paper = {
  ...paperHouse,
  /** The paper as it would come out now; nothing is numbered or counted. `id`: an order, a slip, a document, a payment, an old part. */
  'paper.preview': query({
    input: z.object({ kind: printKind, id: field.id(), paper: paperId.nullable().default(null) }).strict(),
    output: z.object({
      title: z.string(),
      paper: paperId,
      papers: z.array(paperId),
      copyNo: z.int(),
      voided: z.boolean(),
      /** A piece of HTML without script; styles are the window's own. Masked by the builder, as the paper itself would be. */
      html: z.string(),
      lines: z.array(z.string()),
      /** The sheet's own page where the paper is one; `html` shows the same words as a roll. */
      sheet: sheetPage.nullable(),
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
        /** Work slips as 存根, 结算 and 用户 sheet: three papers, one printing. */
        threeParts: z.boolean().default(false),
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
          /** The version of its template that was to serve and could not; the last good one did. */
          fellBack: z.object({ version: z.int() }).nullable(),
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
  /** Which paper a scanned or typed code belongs to, of those this person may print. */
  'paper.find': query({
    input: z.object({ code: z.string().min(1).max(64) }).strict(),
    output: z.object({
      papers: z.array(
        z.object({
          kind: printKind,
          id: z.string(),
          number: z.string(),
          orderId: z.string().nullable(),
          orderNumber: z.string().nullable(),
          /** How often it was printed. */
          copies: z.int(),
          voided: z.boolean(),
          /** The number that stands for a void slip now. */
          replacedBy: z.string().nullable(),
        }),
      ),
    }),
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
      /** Void slips somebody still has: called back, or he goes to the wrong door. */
      toCallBack: z.array(
        z.object({ slipId: z.string(), number: z.string(), orderId: z.string(), staffName: z.string() }),
      ),
    }),
    permission: 'print.run',
  }),
} as const satisfies Record<string, AnyChannel>;
