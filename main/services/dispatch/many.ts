import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { callOf } from '../command.ts';
import type { Handlers } from '../context.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { beginStep, endStep, keepBatch, type UndoStep } from '../orders/core/undo.ts';
import { giveIn } from './assign.ts';
import { takenMeanwhile } from './taken.ts';

type Result = OutputOf<'dispatch.assignMany'>['results'][number];

/** What one order's command is remembered by: asked again, the batch is put together from these. */
interface Given {
  version: number;
  step: UndoStep;
  batchId: string;
}

/**
 * Several orders in one go, each a command of its own with its own result: what one refuses does not keep the others
 * back, and asking again with the same request id does nothing twice. Between two of them other desks go on. All that
 * went through is one batch: `orders.undo` takes it back together.
 */
export const manyHandlers = {
  'dispatch.assignMany': async (ctx, input) => {
    const { items, ...shared } = input;
    const results: Result[] = [];
    const steps: UndoStep[] = [];
    const callNamed = (part: string) => ({
      ...callOf(ctx, 'dispatch.assignMany'),
      requestId: `${ctx.requestId}:${part}`,
    });
    let batchId = ctx.env.newId();
    for (const [at, item] of items.entries()) {
      const call = callNamed(String(at));
      try {
        const earlier = ctx.gate.findAnswer(call.deskId, call.requestId);
        const given =
          earlier !== null
            ? (earlier.answer as Given)
            : ctx.gate.run(call, (tx): Given => {
                const order = getOrder(tx, item.id);
                const held = order.staff_id !== null || order.sub_shop_id !== null;
                // Nobody said that it should be taken from whoever has it by now
                if (held && shared.reasonCode === null) throw takenMeanwhile(tx, order);
                const to = { ...shared, ...item, helperId: null };
                const action = held ? 'reassign' : 'assign';
                const step = beginStep(tx, order, action);
                const after = giveIn(tx, ctx, action, to, held ? shared.reasonCode : null, batchId);
                return { version: after.version, step: endStep(tx, step, after), batchId };
              });
        ({ batchId } = given);
        steps.push(given.step);
        results.push({ id: item.id, version: given.version, fault: null });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        results.push({ id: item.id, version: null, fault: { code: error.code, params: error.params } });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    const keep = callNamed('undo');
    if (steps.length > 0 && ctx.gate.findAnswer(keep.deskId, keep.requestId) === null)
      ctx.gate.run(keep, (tx) => keepBatch(tx, batchId, 'orders.assign', steps));
    ctx.host.kick('outbox');
    return { results, batchId: steps.length > 0 ? batchId : null };
  },
} satisfies Handlers;
