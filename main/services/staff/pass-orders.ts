import type { Tx } from '../../../db/tx.ts';
import { Fault, isFault } from '../../../domain/kernel/fault.ts';
import { callOf } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { assertMayTouch } from '../orders/scope.ts';

function passOne(
  tx: Tx,
  ctx: ServiceContext,
  orderId: string,
  toStaffId: string | null,
  reasonCode: string,
): void {
  const order = getOrder(tx, orderId);
  assertMayTouch(ctx, 'orders.assign', order);
  if (order.staff_id === toStaffId) return;
  applyAction(tx, {
    orderId,
    read: order,
    action: toStaffId === null ? 'unassign' : 'reassign',
    reasonCode,
    params: toStaffId === null ? {} : { staffId: toStaffId },
  });
}

export const passHandlers = {
  'staff.passOrders': async (ctx, input) => {
    const known = ctx.read
      .prepare("SELECT 1 FROM reason_code WHERE kind = 'reassign' AND code = ? AND retired_at IS NULL")
      .get(input.reasonCode);
    if (known === undefined) throw new Fault('reason_unknown', { kind: 'reassign', code: input.reasonCode });
    const results = [];
    const call = callOf(ctx, 'staff.passOrders');
    for (const id of new Set(input.orderIds)) {
      try {
        // One transaction each, named after the request: a repeat finds what was done already
        ctx.gate.run({ ...call, requestId: `${ctx.requestId}:${id}` }, (tx) => {
          passOne(tx, ctx, id, input.toStaffId, input.reasonCode);
          return { id };
        });
        results.push({ id, ok: true, code: null, params: {} });
      } catch (error) {
        if (!isFault(error)) throw error;
        results.push({ id, ok: false, code: error.code, params: error.params });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    ctx.host.kick('outbox');
    return { results };
  },
} satisfies Handlers;
