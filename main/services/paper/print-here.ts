import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { papers, type PrintJobStep, stepPrintJob } from '../../printing/index.ts';
import { ownerByStaff } from './build/common.ts';
import { formOfJob } from './forms/choose.ts';
import { getJobRow, jobPatch, openData, toPrintJob } from './job-row.ts';
import { revealsEverything, revealsOf } from './masks.ts';
import { partsOf } from './render.ts';
import { getPrinter } from './routes.ts';
import { serveCounted } from './templates/serve.ts';

/** The steps of a sending nobody sees the end of: the window takes the page, what became of it a person says. */
const handedOver: readonly PrintJobStep[] = [{ step: 'begin' }, { step: 'first_byte' }, { step: 'restart' }];

function printHere(ctx: ServiceContext, tx: Tx, input: { jobId: string; version: number }) {
  const row = getJobRow(tx, input.jobId);
  assertMayTouch(ctx, 'print.run', ownerByStaff(tx, row.staff_id));
  // What was counted for somebody who sees a user whole is shown to nobody who sees less.
  if (
    row.key_id !== null &&
    row.staff_id !== ctx.session.staffId &&
    !revealsEverything(revealsOf(ctx.session))
  )
    throw new Fault('forbidden', { action: 'personal.phone' });
  if (row.version !== input.version) throw new Fault('conflict', { entity: 'print_job', id: row.id });
  const content = openData((sealed) => ctx.host.seal.open(sealed), row.data_sealed);
  if (content === null) throw new Fault('print_data_gone', { number: row.document_number });
  const printer = getPrinter(tx, row.printer_id ?? '');
  const { data } = content;
  const form = formOfJob(tx, printer.id, row, data);
  const { template } = serveCounted(tx, content.template, row.document_kind, printer.paper, data);
  const page = partsOf(printer, { kind: row.document_kind, data, template, form });
  const job = toPrintJob(row);
  const waiting = job.state === 'failed' ? stepPrintJob(job, { step: 'print_again' }) : job;
  const next = handedOver.reduce(stepPrintJob, waiting);
  const version = tx.update('print_job', row.id, jobPatch(next, tx.at));
  tx.note({
    entity: 'print_job',
    entityId: row.id,
    workOrderId: row.work_order_id,
    kind: 'paper.print_here',
    params: { from: row.state, to: next.state, number: row.document_number, copyNo: row.copy_no },
  });
  const { title, css, body, language, widthMicrons, heightMicrons } = page;
  const size = papers[printer.paper];
  const marginMicrons = form !== null ? 0 : size.kind === 'sheet' ? size.marginMicrons : 3_000;
  return {
    jobId: row.id,
    state: next.state,
    version,
    title,
    sheet: { css, body, language, widthMicrons, heightMicrons, marginMicrons },
  };
}

/** The window's own print dialog, where no printer of the house can be reached. */
export const printHereHandlers = {
  'paper.printHere': (ctx, input) => runCommand(ctx, 'paper.printHere', (tx) => printHere(ctx, tx, input)),
} satisfies Handlers;
