import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { doneOf } from '../commands/states.ts';
import { applyAction, writeOrder } from '../core/apply-action.ts';
import { getOrder, type OrderRow } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';

interface QuoteRow {
  version: number;
  work_order_id: string;
  number: string;
  state: string;
  total_fen: number;
  valid_until: number | null;
}

/** Waiting for the user's word ends with it: the order goes on where it stood. Another hold stays. */
function endWait(tx: Tx, order: OrderRow): OrderRow {
  if (order.side_state !== 'on_hold') return order;
  const held = tx.get(
    "SELECT 1 FROM order_hold WHERE work_order_id = ? AND to_at IS NULL AND hold_key = 'quote'",
    order.id,
  );
  return held === undefined ? order : applyAction(tx, { orderId: order.id, read: order, action: 'resume' });
}

/** The user's word on a quote: without a yes before the work an extra charge is a complaint waiting to come. */
export const quoteHandlers = {
  'orders.decideQuote': (ctx, input) => {
    const done = runCommand(ctx, 'orders.decideQuote', (tx) => {
      const quote = tx.get<QuoteRow>(
        'SELECT version, work_order_id, number, state, total_fen, valid_until FROM quote WHERE id = ?',
        input.quoteId,
      );
      if (quote === undefined) throw new Fault('not_found', { entity: 'quote', id: input.quoteId });
      const order = getOrder(tx, quote.work_order_id);
      assertMayTouch(ctx, 'orders.edit', order);
      if (quote.state !== 'given') throw new Fault('quote_decided', { number: quote.number });
      if (quote.version !== input.version)
        throw new Fault('conflict', { entity: 'quote', id: input.quoteId });
      if (input.agree && quote.valid_until !== null && quote.valid_until < tx.at)
        throw new Fault('quote_expired', { number: quote.number });
      if (input.agree && input.how === null) throw new Fault('quote_proof_missing', { number: quote.number });
      const quoteState = input.agree ? 'agreed' : 'refused';
      tx.update('quote', input.quoteId, {
        state: quoteState,
        ...(input.agree ? { agreed_by: tx.staffId, agreed_how: input.how, agreed_at: tx.at } : {}),
      });
      const told = writeOrder(
        tx,
        order,
        {},
        {
          kind: input.agree ? 'order.quote_agreed' : 'order.quote_refused',
          params: { number: quote.number, amountFen: quote.total_fen, quoteId: input.quoteId },
        },
      );
      return { ...doneOf(endWait(tx, told)), quoteId: input.quoteId, quoteState };
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
