import type { Tx } from '../../../../db/tx.ts';
import { countTries } from '../../../../domain/orders/call-tries.ts';
import { isUnreachable, type HoldKey } from '../../../../domain/orders/hold.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { releaseClaim } from '../calls/claims.ts';
import { callRules } from '../calls/rules.ts';
import { holdByCall, mayHold } from '../calls/unreachable.ts';
import { writeUserMessage } from '../calls/user-message.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder, type OrderRow } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';
import { doneOf } from './states.ts';

const triesOf = (tx: Tx, orderId: string) =>
  tx
    .all<{ at: number; result: string }>(
      "SELECT at, result FROM call_log WHERE work_order_id = ? AND (direction = 'out' OR result = 'connected') ORDER BY at",
      orderId,
    )
    .map((call) => ({ at: call.at, connected: call.result === 'connected' }));

/** What a call makes of the order by itself. */
function holdFor(result: string, unreachable: boolean): HoldKey | null {
  if (result === 'wrong_number') return 'wrong_number';
  return unreachable && result !== 'connected' && result !== 'call_later' && result !== 'refused'
    ? 'unreachable'
    : null;
}

/** Calls: who, when, how long, with what result and what next; three tries at different hours make 联系不上. */
export const callHandlers = {
  'orders.logCall': (ctx, input) => {
    const done = runCommand(ctx, 'orders.logCall', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'calls.write', order);
      const rules = callRules(tx);
      const connected = input.result === 'connected';
      const customer = tx.get<{ phone: string | null; virtual_phone: string | null }>(
        'SELECT phone, virtual_phone FROM customer WHERE id = ?',
        order.customer_id,
      );
      const open = order as OrderRow & { first_connected_at: number | null };
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
        try_no: input.direction === 'out' && open.first_connected_at === null ? order.calls + 1 : 0,
        note: input.note,
        at: tx.at,
      });
      const tries = triesOf(tx, order.id);
      const unreachable = isUnreachable(tries, rules.tries, rules.apartMs);
      let after = writeOrder(
        tx,
        order,
        {
          calls: order.calls + 1,
          first_call_at: order.first_call_at ?? tx.at,
          ...(connected && open.first_connected_at === null ? { first_connected_at: tx.at } : {}),
          next_contact_at: input.nextCallAt,
        },
        {
          kind: 'order.called',
          params: {
            result: input.result,
            seconds: input.seconds,
            nextCallAt: input.nextCallAt,
            unreachable,
            callId,
          },
        },
      );
      let held: string | null = null;
      let messageId: string | null = null;
      const holdKey = holdFor(input.result, unreachable);
      if (holdKey !== null && input.hold && mayHold(tx, after)) {
        const hold = holdByCall(tx, after, holdKey, input.nextCallAt);
        if (hold !== null) {
          after = hold.order;
          held = hold.reasonCode;
          if (holdKey === 'unreachable') messageId = writeUserMessage(tx, after, 'no_answer');
        }
      }
      return {
        ...doneOf(after),
        callId,
        unreachable,
        held,
        messageId,
        tries: countTries(tries, rules.apartMs).count,
        triesNeeded: rules.tries,
      };
    });
    releaseClaim(ctx);
    if (done.held !== null) ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
