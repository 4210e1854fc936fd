import { findJob } from '../../../db/queries/jobs.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Handlers } from '../context.ts';
import { orderScope } from '../orders/scope.ts';
import { readerOf } from '../masters.ts';
import { staffName } from './build/common.ts';

export const pdfHandlers = {
  'paper.pdf': (ctx, input) => {
    if (orderScope(ctx.session, 'print.run').onlyStaffId !== null)
      throw new Fault('forbidden', { action: 'print.run' });
    return ctx.host.startJob(
      'paper.pdf',
      { ...input, by: staffName(readerOf(ctx.read), ctx.session.staffId), atMs: ctx.env.now() },
      ctx.session,
    );
  },
  'paper.pdfTicket': (ctx, input) => {
    const row = findJob(ctx.read, input.jobId);
    if (row === null || row.kind !== 'paper.pdf' || row.staff_id !== ctx.session.staffId)
      throw new Fault('not_found', { entity: 'job', id: input.jobId });
    const result =
      row.result === null ? null : (JSON.parse(row.result) as { hash: string; size: number; name: string });
    if (row.state !== 'done' || result === null) throw new Fault('pdf_not_ready');
    return {
      ticket: ctx.host.blobs.ticket(result.hash, { name: result.name, mime: 'application/pdf' }),
      fileName: result.name,
      size: result.size,
    };
  },
} satisfies Handlers;
