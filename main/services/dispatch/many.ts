import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { callOf } from '../command.ts';
import type { Handlers } from '../context.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { giveIn } from './assign.ts';
import { takenMeanwhile } from './taken.ts';

type Result = OutputOf<'dispatch.assignMany'>['results'][number];

/**
 * Several orders in one go, each a command of its own with its own result: what one refuses does not keep the others
 * back, and asking again with the same request id does nothing twice. Between two of them other desks go on.
 */
export const manyHandlers = {
  'dispatch.assignMany': async (ctx, input) => {
    const { items, ...shared } = input;
    const results: Result[] = [];
    for (const [at, item] of items.entries()) {
      const call = { ...callOf(ctx, 'dispatch.assignMany'), requestId: `${ctx.requestId}:${at}` };
      try {
        const earlier = ctx.gate.findAnswer(call.deskId, call.requestId);
        const version =
          earlier !== null
            ? (earlier.answer as number)
            : ctx.gate.run(call, (tx) => {
                const order = getOrder(tx, item.id);
                const held = order.staff_id !== null || order.sub_shop_id !== null;
                // Nobody said that it should be taken from whoever has it by now
                if (held && shared.reasonCode === null) throw takenMeanwhile(tx, order);
                const to = { ...shared, ...item, helperId: null };
                return giveIn(tx, ctx, held ? 'reassign' : 'assign', to, held ? shared.reasonCode : null)
                  .version;
              });
        results.push({ id: item.id, version, fault: null });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        results.push({ id: item.id, version: null, fault: { code: error.code, params: error.params } });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    ctx.host.kick('outbox');
    return { results };
  },
} satisfies Handlers;
