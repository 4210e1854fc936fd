import { z } from 'zod';
import { chineseWays, printerKinds } from '../../domain/paper/kinds.ts';
import { type AnyChannel, command, field, query } from './define.ts';
import { jobDone, paperId, printKind } from './paper.ts';

const printerKind = z.enum(printerKinds);
const chineseWay = z.enum(chineseWays);

const printer = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  kind: printerKind,
  target: z.string(),
  paper: paperId,
  chinese: chineseWay,
  deskId: z.string().nullable(),
  deskName: z.string().nullable(),
  offsetX: z.int(),
  offsetY: z.int(),
  state: z.string(),
  /** It said so when it was last asked. */
  paperLow: z.boolean(),
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

/** Printers, and which of them serves which document. */
export const paperPrinters = {
  'paper.printers': query({
    input: z.object({ retired: z.boolean().default(false) }).strict(),
    output: z.object({
      printers: z.array(printer),
      routes: z.array(route),
      kinds: z.array(z.object({ kind: printKind, papers: z.array(paperId) })),
    }),
    permission: 'print.run',
  }),
  /** Asks printers how they are, without printing; what is news is kept. */
  'paper.checkPrinters': command({
    input: z.object({ printerId: field.id().nullable().default(null) }).strict(),
    output: z.object({
      printers: z.array(
        z.object({
          printerId: z.string(),
          problem: z.string().nullable(),
          /** It answers questions about itself. */
          answers: z.boolean(),
          paperLow: z.boolean(),
        }),
      ),
    }),
    permission: 'print.run',
  }),
  /** Printers of the system as the desktop shell sees them, without it as CUPS lists them; empty without either. */
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
        kind: printerKind,
        /** host:port · folder · printer port or share · the system's name of it. */
        target: field.text(300).min(1),
        paper: paperId,
        chinese: chineseWay.default('gb18030'),
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
  /**
   * The work slips of a day, into the queue in one go: a job with progress. `again` also takes those whose slip lies on
   * paper already. Answers how many orders there are.
   */
  'paper.day': command({
    input: z
      .object({
        day: field.day().nullable().default(null),
        printerId: field.id().nullable().default(null),
        again: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ jobId: z.string(), orders: z.int() }),
    permission: 'print.run',
  }),
  /** Queues the calibration page. */
  'paper.testPrinter': command({
    input: z.object({ printerId: field.id() }).strict(),
    output: jobDone,
    permission: 'print.run',
  }),
} as const satisfies Record<string, AnyChannel>;
