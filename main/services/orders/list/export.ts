import { statement } from '../../../../db/queries/statements.ts';
import { covers, type Permission } from '../../../../domain/access/permissions.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { getZone, readerOf } from '../../masters.ts';
import { orderScope } from '../scope.ts';
import { type ExportOrder, isExportColumn } from './export-columns.ts';
import { chosenNumbers, selectionLimits } from './selection.ts';
import type { JobRun } from '../../jobs/kind.ts';
import type { ExportFile } from './export-work.ts';

const mimes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Whether the reader of a list sees a kind of personal field whole there. */
function sees(ctx: ServiceContext, permission: Permission): boolean {
  const reach = ctx.session.permissions.get('orders.read') ?? 'all';
  return covers(ctx.session.permissions.get(permission) ?? null, reach);
}

/** In the host: the file goes among the outlet's files; the job's result names it. */
export async function keepExport(run: JobRun, raw: ExportFile) {
  const { hash, size } = await run.blobs.put(new Uint8Array(raw.bytes), {
    name: raw.name,
    mime: mimes[raw.format],
  });
  return { hash, size, name: raw.name, format: raw.format, rows: raw.rows };
}

export const exportHandlers = {
  'orders.export': async (ctx, { snapshotId, ranges, ...input }) => {
    const unknown = input.columns.find((id) => !isExportColumn(id));
    if (unknown !== undefined) throw new Fault('input_invalid', { field: 'columns', problem: 'not_one_of' });
    const numbers = await chosenNumbers(ctx, { snapshotId, ranges }, selectionLimits.export);
    const order: ExportOrder = {
      ...input,
      numbers,
      ...orderScope(ctx.session, 'orders.export'),
      zone: getZone(readerOf(ctx.read)),
      atMs: ctx.env.now(),
      reveals: {
        name: sees(ctx, 'personal.name'),
        phone: sees(ctx, 'personal.phone'),
        address: sees(ctx, 'personal.address'),
      },
    };
    const { jobId } = await ctx.host.startJob('orders.export', order, ctx.session);
    return { jobId, orders: numbers.length };
  },
  'orders.exportTicket': (ctx, input) => {
    const job = statement(
      ctx.read,
      "SELECT staff_id AS staffId, result FROM job WHERE id = ? AND kind = 'orders.export' AND state = 'done'",
    ).get(input.jobId) as { staffId: string | null; result: string } | undefined;
    if (job === undefined || job.staffId !== ctx.session.staffId)
      throw new Fault('not_found', { entity: 'job', id: input.jobId });
    const { hash, name, size, format } = JSON.parse(job.result) as {
      hash: string;
      name: string;
      size: number;
      format: 'xlsx' | 'csv';
    };
    return { ticket: ctx.host.blobs.ticket(hash, { name, mime: mimes[format] }), name, size };
  },
} satisfies Handlers;
