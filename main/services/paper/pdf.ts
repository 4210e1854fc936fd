import { findJob } from '../../../db/queries/jobs.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { staffName } from './build/common.ts';
import { assertMayPrint } from './build/index.ts';
import { revealsOf } from './masks.ts';

export const pdfHandlers = {
  'paper.pdf': (ctx, input) => {
    const rows = readerOf(ctx.read);
    for (const id of new Set(input.ids)) assertMayPrint(ctx, rows, input.kind, id);
    return ctx.host.startJob(
      'paper.pdf',
      {
        ...input,
        by: staffName(rows, ctx.session.staffId),
        atMs: ctx.env.now(),
        reveals: revealsOf(ctx.session),
      },
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
