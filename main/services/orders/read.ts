import { actionsIn } from '../../../domain/orders/life.ts';
import { isOrderState } from '../../../domain/orders/states.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { Handlers } from '../context.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { readOrderDocument } from '../../../db/queries/order-document.ts';
import { statement } from '../../../db/queries/statements.ts';
import { assertMayTouch, orderScope } from './scope.ts';

export const readHandlers = {
  'orders.queues': async (ctx) => ({
    queues: await ctx.host.reader<OutputOf<'orders.queues'>['queues']>('orders.queues', {
      now: ctx.env.now(),
      ...orderScope(ctx.session, 'orders.read'),
    }),
  }),
  'orders.get': (ctx, input) => {
    const document = readOrderDocument(ctx.read, input.id);
    if (document === null) throw new Fault('not_found', { entity: 'work_order', id: input.id });
    assertMayTouch(ctx, 'orders.read', { staff_id: document.order.staffId, team_id: document.teamId });
    const { teamId: _teamId, ...rest } = document;
    const state = rest.order.state;
    return {
      ...rest,
      actions: isOrderState(state) ? actionsIn(state) : [],
    } as unknown as OutputOf<'orders.get'>;
  },
  'orders.next': (ctx, input) => {
    const scope = orderScope(ctx.session, 'orders.read');
    const where =
      'queue = @queue AND (@onlyStaffId IS NULL OR staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR team_id = @onlyTeamId)';
    const left = statement(ctx.read, `SELECT count(*) FROM work_order WHERE ${where}`)
      .pluck()
      .get({ queue: input.queue, ...scope }) as number;
    const next = statement(
      ctx.read,
      `SELECT id FROM work_order WHERE ${where} AND (@after IS NULL OR id <> @after) ORDER BY deadline_at IS NULL, deadline_at, seq LIMIT 1`,
    )
      .pluck()
      .get({ queue: input.queue, after: input.after, ...scope }) as string | undefined;
    return { id: next ?? null, left };
  },
} satisfies Handlers;
