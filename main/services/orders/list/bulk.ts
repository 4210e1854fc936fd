import { statement } from '../../../../db/queries/statements.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { Permission } from '../../../../domain/access/permissions.ts';
import type { BulkAction } from '../../../../preload/contract/order-list.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import type { BulkOrder } from './bulk-job.ts';
import { chosenNumbers, selectionLimits } from './selection.ts';

export const bulkPermissions: Record<BulkAction, Permission> = {
  approve: 'orders.review',
  assign: 'orders.assign',
  unassign: 'orders.assign',
  hold: 'orders.hold',
  resume: 'orders.hold',
  urgent: 'orders.edit',
  tag: 'orders.edit',
  print: 'print.run',
};

type Result = OutputOf<'orders.bulkResult'>;

/** What every order of the job would be refused for is said at once. */
function assertOrder(ctx: ServiceContext, input: BulkOrder): void {
  const permission = bulkPermissions[input.action];
  if (!ctx.session.permissions.has(permission)) throw new Fault('forbidden', { action: permission });
  const reasonKind = { hold: 'hold', unassign: 'reassign', assign: 'reassign' }[input.action as string];
  const code = input.reasonCode;
  const needed = input.action === 'hold' || input.action === 'unassign';
  if (reasonKind !== undefined && (needed || code !== null)) {
    const known = statement(
      ctx.read,
      'SELECT 1 FROM reason_code WHERE kind = ? AND code = ? AND retired_at IS NULL',
    ).get(reasonKind, code);
    if (known === undefined) throw new Fault('reason_unknown', { kind: reasonKind, code: code ?? '' });
  }
  if (input.action === 'assign') {
    const known = statement(ctx.read, 'SELECT 1 FROM staff WHERE id = ?').get(input.staffId ?? '');
    if (known === undefined) throw new Fault('not_found', { entity: 'staff', id: input.staffId ?? '' });
  }
  if (input.action === 'tag' && input.addTags.length + input.removeTags.length === 0)
    throw new Fault('input_invalid', { field: 'addTags', problem: 'too_small' });
}

export const bulkHandlers = {
  'orders.bulk': async (ctx, { snapshotId, ranges, ...order }) => {
    assertOrder(ctx, { ...order, numbers: [] });
    const numbers = await chosenNumbers(ctx, { snapshotId, ranges }, selectionLimits.bulk);
    const { jobId } = await ctx.host.startJob(
      'orders.bulk',
      { ...order, numbers } satisfies BulkOrder,
      ctx.session,
    );
    return { jobId, orders: numbers.length };
  },
  'orders.bulkResult': (ctx, input) => {
    const job = statement(
      ctx.read,
      "SELECT staff_id AS staffId, result FROM job WHERE id = ? AND kind = 'orders.bulk' AND state = 'done'",
    ).get(input.jobId) as { staffId: string | null; result: string } | undefined;
    if (job === undefined || job.staffId !== ctx.session.staffId)
      throw new Fault('not_found', { entity: 'job', id: input.jobId });
    return JSON.parse(job.result) as Result;
  },
} satisfies Handlers;
