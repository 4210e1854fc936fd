import { isUnreachable } from '../../../../domain/orders/hold.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { getSetting } from '../../masters.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';
import { doneOf } from './states.ts';

/** Calls: who, when, how long, with what result and what next; three tries at different hours make 联系不上. */
export const callHandlers = {
  'orders.logCall': (ctx, input) =>
    runCommand(ctx, 'orders.logCall', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'calls.write', order);
      const customer = tx.get<{ phone: string | null; virtual_phone: string | null }>(
        'SELECT phone, virtual_phone FROM customer WHERE id = ?',
        order.customer_id,
      );
      const callId = tx.insert('call_log', {
        work_order_id: order.id,
        customer_id: order.customer_id,
        key_id: order.key_id,
        number: customer?.virtual_phone ?? customer?.phone ?? '',
        direction: input.direction,
        result: input.result,
        seconds: input.seconds,
        staff_id: tx.staffId,
        next_call_at: input.nextCallAt,
        note: input.note,
        at: tx.at,
      });
      const tries = tx
        .all<{ at: number; result: string }>(
          "SELECT at, result FROM call_log WHERE work_order_id = ? AND direction = 'out' ORDER BY at",
          order.id,
        )
        .map((call) => ({ at: call.at, connected: call.result === 'connected' }));
      const unreachable = isUnreachable(
        tries,
        getSetting(tx, 'outlet', 'unreachable_tries', 3),
        getSetting(tx, 'outlet', 'unreachable_apart_minutes', 120) * 60_000,
      );
      const after = writeOrder(
        tx,
        order,
        {
          calls: order.calls + 1,
          first_call_at: order.first_call_at ?? tx.at,
          next_contact_at: input.nextCallAt,
        },
        {
          kind: 'order.called',
          params: { result: input.result, seconds: input.seconds, nextCallAt: input.nextCallAt, unreachable },
        },
      );
      return { ...doneOf(after), callId, unreachable };
    }),
} satisfies Handlers;
