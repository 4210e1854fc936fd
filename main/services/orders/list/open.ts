import { statement } from '../../../../db/queries/statements.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../context.ts';
import { orderScope } from '../scope.ts';
import { readConditions } from './conditions.ts';

export const openHandlers = {
  'orders.open': (ctx, input) =>
    ctx.host.snapshots.open(
      'orders.list',
      { ...input, where: readConditions(ctx, input.where), ...orderScope(ctx.session, 'orders.read') },
      ctx.session,
    ),
  'orders.slice': async (ctx, input) => ({
    rows: await ctx.host.snapshots.slice<OutputOf<'orders.slice'>['rows'][number] & { seq: number }>(
      input.snapshotId,
      input.from,
      input.to,
      ctx.session,
    ),
  }),
  'orders.indexOf': async (ctx, input) => {
    const seq = statement(ctx.read, 'SELECT seq FROM work_order WHERE id = ?').pluck().get(input.id) as
      | number
      | undefined;
    return {
      index: seq === undefined ? -1 : await ctx.host.snapshots.indexOf(input.snapshotId, seq, ctx.session),
    };
  },
} satisfies Handlers;
