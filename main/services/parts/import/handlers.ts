import { statement } from '../../../../db/queries/statements.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { runCommand } from '../../command.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { isLarge, readTable, type ReadTable } from '../../money/statements/read-table.ts';
import { todayOf } from '../access.ts';
import { applyPlan, undoImport } from './apply.ts';
import { planOf, previewOf, type ReadOrder, type SheetOrder, xlsxMime } from './sheet-jobs.ts';

/** The file as a table, or null where it is so large that a job reads it. Fault `not_found` where it never came. */
async function tableOf(ctx: ServiceContext, input: ReadOrder): Promise<ReadTable | null> {
  const { blobs } = ctx.host;
  if (!(await blobs.has(input.blobHash)))
    throw new Fault('not_found', { entity: 'file', id: input.fileName });
  const bytes = await blobs.get(input.blobHash);
  return isLarge(bytes) ? null : readTable(bytes, input.fileName);
}

/** The catalogue as a sheet: out as the list is shown, in with a look at every cell first, back as a whole. */
export const sheetHandlers = {
  'parts.sheetExport': async (ctx, { language, ...shown }) => {
    const { snapshots } = ctx.host;
    const { snapshotId, total } = await snapshots.open('parts.list', shown, ctx.session);
    const numbers = total === 0 ? [] : await snapshots.numbers(snapshotId, 0, total, ctx.session);
    await snapshots.close(snapshotId, ctx.session);
    const order: SheetOrder = { numbers, language, day: todayOf(ctx) };
    const { jobId } = await ctx.host.startJob('parts.catalogueSheet', order, ctx.session);
    return { jobId, rows: numbers.length };
  },
  'parts.sheetTicket': (ctx, input) => {
    const job = statement(
      ctx.read,
      "SELECT staff_id AS staffId, result FROM job WHERE id = ? AND kind = 'parts.catalogueSheet' AND state = 'done'",
    ).get(input.jobId) as { staffId: string | null; result: string } | undefined;
    if (job === undefined || job.staffId !== ctx.session.staffId)
      throw new Fault('not_found', { entity: 'job', id: input.jobId });
    const { hash, name, size } = JSON.parse(job.result) as { hash: string; name: string; size: number };
    return { ticket: ctx.host.blobs.ticket(hash, { name, mime: xlsxMime }), name, size };
  },
  'parts.sheetPreview': async (ctx, input) => {
    const order: ReadOrder = { ...input, seen: null };
    const table = await tableOf(ctx, order);
    if (table === null) {
      const { jobId } = await ctx.host.startJob('parts.sheetPreview', order, ctx.session);
      return { preview: null, jobId };
    }
    return { preview: previewOf(planOf(ctx.read, table, order)), jobId: null };
  },
  'parts.sheetImport': async (ctx, { created, changed, ...input }) => {
    const order: ReadOrder = { ...input, seen: { created, changed } };
    const table = await tableOf(ctx, order);
    if (table === null) {
      const { jobId } = await ctx.host.startJob('parts.sheetImport', order, ctx.session);
      return { batchId: null, created: 0, changed: 0, jobId };
    }
    const { fileName } = input;
    return runCommand(ctx, 'parts.sheetImport', (tx) => ({
      ...applyPlan(tx, ctx.read, planOf(ctx.read, table, order), { created, changed, fileName }),
      jobId: null,
    }));
  },
  'parts.sheetUndo': (ctx, { batchId }) =>
    runCommand(ctx, 'parts.sheetUndo', (tx) => undoImport(tx, ctx.read, batchId)),
} satisfies Handlers;
