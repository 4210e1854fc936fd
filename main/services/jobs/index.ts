import { findJob, type JobRow, listJobs } from '../../../db/queries/jobs.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';

type Job = OutputOf<'jobs.get'>;

/** Long work: what runs, how far it is, cancel. A person sees the own jobs; who holds `jobs.run` sees all. */
export const handlers: Handlers = {
  'jobs.list': (ctx, input) => {
    const { rows, total } = listJobs(ctx.read, {
      ...input,
      staffId: seesAll(ctx) ? null : ctx.session.staffId,
    });
    return { jobs: rows.map((row) => toJob(ctx, row)), total };
  },
  'jobs.get': (ctx, input) => toJob(ctx, getVisible(ctx, input.id)),
  'jobs.cancel': async (ctx, input) => ({
    cancelled: await ctx.host.cancelJob(getVisible(ctx, input.id).id),
  }),
};

function seesAll(ctx: ServiceContext): boolean {
  return ctx.session.permissions.has('jobs.run');
}

function getVisible(ctx: ServiceContext, id: string): JobRow {
  const row = findJob(ctx.read, id);
  if (!row || (!seesAll(ctx) && row.staff_id !== ctx.session.staffId)) {
    throw new Fault('not_found', { entity: 'job', id });
  }
  return row;
}

function toJob(ctx: ServiceContext, row: JobRow): Job {
  const live = ctx.host.jobProgress(row.id);
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    progressMilli: live ? live.milli : row.progress_milli,
    progressCode: live ? live.code : row.progress_code,
    result: row.result === null ? null : JSON.parse(row.result),
    fault: row.fault === null ? null : JSON.parse(row.fault),
    staffId: row.staff_id,
    canCancel: live !== null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
