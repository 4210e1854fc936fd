import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { act, doneOf } from '../commands/states.ts';
import { applyAction, writeOrder } from '../core/apply-action.ts';
import { getOrder, type OrderRow } from '../core/order-row.ts';
import { reopenMachines } from '../core/reopen-machines.ts';
import { undoable } from '../core/undo.ts';
import { assertMayTouch, orderToChange } from '../scope.ts';
import { verifyIfMet } from '../../visits/proof.ts';

/** A word about an edge that is no code: it is a note for the house, sealed with the user's key. */
function noteInside(tx: Tx, order: OrderRow, text: string): void {
  if (text.trim() === '') return;
  tx.insert('note', {
    work_order_id: order.id,
    reach: 'inside',
    text: text.trim(),
    staff_id: tx.staffId,
    at: tx.at,
    key_id: order.key_id,
  });
}

/** The rarer edges of an order's life, one command each. */
export const edgeHandlers = {
  'orders.recheck': (ctx, input) => act(ctx, 'orders.recheck', 'orders.review', input, 'recheck'),
  'orders.restore': (ctx, input) => act(ctx, 'orders.restore', 'orders.review', input, 'restore'),
  'orders.acceptChange': (ctx, input) =>
    act(ctx, 'orders.acceptChange', 'orders.review', input, 'accept_change'),
  'orders.revive': (ctx, input) =>
    act(ctx, 'orders.revive', 'orders.reopen', input, 'revive', () => ({ reasonCode: input.reasonCode })),
  'orders.reopen': (ctx, input) =>
    act(ctx, 'orders.reopen', 'orders.reopen', input, 'reopen', (tx) => {
      reopenMachines(tx, input.id);
      return { reasonCode: input.reasonCode, patch: { finished_at: null } };
    }),
  'orders.dispute': (ctx, input) =>
    act(ctx, 'orders.dispute', 'orders.dispute', input, 'dispute', (tx, order) => {
      noteInside(tx, order, input.text);
      return { reasonCode: input.reasonCode };
    }),
  'orders.resolveDispute': (ctx, input) =>
    act(ctx, 'orders.resolveDispute', 'orders.dispute', input, 'resolve_dispute', (tx, order) => {
      noteInside(tx, order, input.text);
      return {};
    }),
  'orders.solveByPhone': (ctx, input) => {
    const order = runCommand(ctx, 'orders.solveByPhone', (tx) => {
      const before = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.edit', before);
      for (const line of tx.all<{ id: string }>(
        "SELECT id FROM machine_line WHERE work_order_id = ? AND state IN ('open', 'waiting')",
        input.id,
      ))
        tx.update('machine_line', line.id, { state: 'finished', result_code: input.resultCode });
      const solved = applyAction(tx, {
        orderId: input.id,
        read: before,
        action: 'solve_by_phone',
        version: input.version,
        params: { resultCode: input.resultCode },
      });
      // No slip comes back of what nobody went for: the call is its proof
      return doneOf(verifyIfMet(tx, solved));
    });
    ctx.host.kick('outbox');
    return order;
  },
  'orders.rework': (ctx, input) =>
    runCommand(ctx, 'orders.rework', (tx) => {
      const before = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.read', before);
      const after = applyAction(tx, {
        orderId: input.id,
        read: before,
        action: 'rework',
        version: input.version,
      });
      const child = tx.get<{ id: string; number: string }>(
        'SELECT id, number FROM work_order WHERE parent_id = ? ORDER BY seq DESC LIMIT 1',
        input.id,
      );
      if (child === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.id });
      return { ...doneOf(after), childId: child.id, childNumber: child.number };
    }),
  'orders.setRank': (ctx, input) =>
    runCommand(ctx, 'orders.setRank', (tx) => {
      const order = orderToChange(ctx, tx, 'orders.edit', input);
      const { order: after, batchId } = undoable(tx, order, 'rank', (undoId) =>
        writeOrder(
          tx,
          order,
          { rank: input.rank },
          { kind: 'order.ranked', params: { rankCount: input.rank, undoId } },
        ),
      );
      return { ...doneOf(after), batchId };
    }),
} satisfies Handlers;
