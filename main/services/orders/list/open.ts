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
  'orders.indexOf': async (ctx, { snapshotId, id, number }) => {
    const found =
      id === null
        ? await ctx.host.reader<number[]>('orders.byNumber', { number: number ?? '' })
        : (statement(ctx.read, 'SELECT seq FROM work_order WHERE id = ?').pluck().all(id) as number[]);
    let index = -1;
    for (const seq of found) {
      const at = await ctx.host.snapshots.indexOf(snapshotId, seq, ctx.session);
      if (at >= 0 && (index < 0 || at < index)) index = at;
    }
    return { index };
  },
} satisfies Handlers;
