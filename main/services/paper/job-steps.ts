import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { type PrintJobStep, stepPrintJob } from '../../printing/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { enqueuePaper, getJobRow, jobPatch, toPrintJob, type PrintJobRow } from './job-row.ts';
import { printPapers } from './print.ts';
import { revealAll, revealsEverything, revealsOf } from './masks.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { getPrinter } from './routes.ts';
import type { DocumentData } from '../../printing/index.ts';
import { baseOf, ownerByStaff, paperLanguage, staffName } from './build/common.ts';

interface Target {
  jobId: string;
  version: number;
}

/** One step a person takes with a job: who and which goes into the log. Faults: `conflict`, `print_job_step`. */
function takeStep(
  ctx: ServiceContext,
  channel: string,
  target: Target,
  step: Extract<PrintJobStep, { step: 'came_out' | 'print_again' | 'cancel' }>,
  more: (tx: Tx, row: PrintJobRow) => Record<string, unknown> = () => ({}),
) {
  const done = runCommand(ctx, channel, (tx) => {
    const row = getJobRow(tx, target.jobId);
    assertMayStep(ctx, tx, row);
    if (row.version !== target.version) throw new Fault('conflict', { entity: 'print_job', id: row.id });
    const next = stepPrintJob(toPrintJob(row), step);
    const version = tx.update('print_job', row.id, { ...jobPatch(next, tx.at), ...more(tx, row) });
    const params = { from: row.state, to: next.state, number: row.document_number, copyNo: row.copy_no };
    tx.note({
      entity: 'print_job',
      entityId: row.id,
      workOrderId: row.work_order_id,
      kind: `paper.${step.step}`,
      params,
    });
    return { jobId: row.id, state: next.state, version };
  });
  ctx.host.kick('print');
  return done;
}

/** Jobs are whose who printed them, as in the list of the queue. Faults: `forbidden`. */
const assertMayStep = (ctx: ServiceContext, tx: Tx, row: PrintJobRow) =>
  assertMayTouch(ctx, 'print.run', ownerByStaff(tx, row.staff_id));

/**
 * Another printer for the same paper. What was printed by somebody who may see a user whole goes nowhere else by the
 * hand of one who may not: a new printing gives that one the paper with masks. Faults: `forbidden`, `printer_retired`.
 */
function otherPrinter(
  ctx: ServiceContext,
  tx: Tx,
  row: PrintJobRow,
  printerId: string | null,
): Record<string, unknown> {
  if (printerId === null || printerId === row.printer_id) return {};
  if (
    row.key_id !== null &&
    row.staff_id !== ctx.session.staffId &&
    !revealsEverything(revealsOf(ctx.session))
  )
    throw new Fault('forbidden', { action: 'personal.phone' });
  const printer = getPrinter(tx, printerId);
  if (printer.retired_at !== null) throw new Fault('printer_retired', { printer: printer.name });
  return { printer_id: printer.id };
}

export const jobHandlers = {
  'paper.printAgain': (ctx, input) =>
    takeStep(ctx, 'paper.printAgain', input, { step: 'print_again' }, (tx, row) =>
      otherPrinter(ctx, tx, row, input.printerId),
    ),
  'paper.cameOut': (ctx, input) => takeStep(ctx, 'paper.cameOut', input, { step: 'came_out' }),
  'paper.cancel': (ctx, input) => takeStep(ctx, 'paper.cancel', input, { step: 'cancel' }),
  'paper.reprint': (ctx, input) => {
    const done = runCommand(ctx, 'paper.reprint', (tx) => {
      const row = getJobRow(tx, input.jobId);
      assertMayStep(ctx, tx, row);
      if (row.document_kind === 'calibration')
        return queueCalibration(tx, input.printerId ?? row.printer_id ?? '');
      const [queued] = printPapers(ctx, tx, {
        kind: row.document_kind,
        ids: [row.document_id],
        printerId: input.printerId ?? row.printer_id,
        copies: 1,
      });
      if (queued === undefined) throw new Fault('not_found', { entity: 'print_job', id: row.id });
      return { jobId: queued.jobId, state: 'queued' as const, version: 1 };
    });
    ctx.host.kick('print');
    return done;
  },
  'paper.testPrinter': (ctx, input) => {
    const done = runCommand(ctx, 'paper.testPrinter', (tx) => queueCalibration(tx, input.printerId));
    ctx.host.kick('print');
    return done;
  },
} satisfies Handlers;

/** The page that shows whether this printer does Chinese, codes and widths; counted like any paper. */
function queueCalibration(tx: Tx, printerId: string) {
  const printer = getPrinter(tx, printerId);
  const copyNo =
    1 +
    (tx.value<number>(
      "SELECT coalesce(max(copy_no), 0) FROM print_job WHERE document_kind = 'calibration' AND document_id = ?",
      printer.id,
    ) ?? 0);
  const data: DocumentData['calibration'] = {
    ...baseOf(tx, {
      atMs: tx.at,
      copyNo,
      by: staffName(tx, tx.staffId),
      language: paperLanguage(tx),
      reveals: revealAll,
    }),
    number: `TEST-${String(copyNo).padStart(4, '0')}`,
    printerName: printer.name,
  };
  const jobId = enqueuePaper(
    tx,
    {
      kind: 'calibration',
      documentId: printer.id,
      number: data.number,
      orderId: null,
      keyId: null,
      staffId: null,
      data,
    },
    copyNo,
    printer.id,
  );
  tx.audit({ action: 'paper.tested', entity: 'printer', entityId: printer.id, params: { jobId } });
  return { jobId, state: 'queued' as const, version: 1 };
}
