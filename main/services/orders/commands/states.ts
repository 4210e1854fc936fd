import type { Tx } from '../../../../db/tx.ts';
import type { OrderAction } from '../../../../domain/orders/life.ts';
import { isHoldKey } from '../../../../domain/orders/hold.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { applyAction, writeOrder, type ActionInput } from '../core/apply-action.ts';
import { getOrder, stateOf, type OrderRow } from '../core/order-row.ts';
import { undoable } from '../core/undo.ts';
import { assertMayTouch, orderToChange } from '../scope.ts';

/** What every order command answers: enough for the window to show the changed row at once. */
export const doneOf = (order: OrderRow) => ({
  id: order.id,
  version: order.version,
  state: stateOf(order),
  queue: order.queue,
  number: order.number,
});

interface Target {
  id: string;
  version: number;
}

/** One command that takes one edge, in the scope of its permission. */
export function act(
  ctx: ServiceContext,
  channel: string,
  permission: string,
  input: Target,
  action: OrderAction,
  more: (tx: Tx, order: OrderRow) => Partial<ActionInput> = () => ({}),
) {
  const order = runCommand(ctx, channel, (tx) => {
    const before = getOrder(tx, input.id);
    assertMayTouch(ctx, permission, before);
    return doneOf(
      applyAction(tx, {
        orderId: input.id,
        read: before,
        action,
        version: input.version,
        ...more(tx, before),
      }),
    );
  });
  ctx.host.kick('outbox');
  return order;
}

/** The same for an edge that `orders.undo` can take back: its batch is kept and named in the answer. */
function actUndoable(
  ctx: ServiceContext,
  channel: string,
  permission: string,
  input: Target,
  action: 'approve' | 'hold' | 'resume',
  more: (tx: Tx, order: OrderRow) => Partial<ActionInput> = () => ({}),
) {
  const done = runCommand(ctx, channel, (tx) => {
    const before = getOrder(tx, input.id);
    assertMayTouch(ctx, permission, before);
    const { order, batchId } = undoable(tx, before, action, (undoId) => {
      const given = more(tx, before);
      return applyAction(tx, {
        orderId: input.id,
        read: before,
        action,
        version: input.version,
        ...given,
        params: { ...given.params, undoId },
      });
    });
    return { ...doneOf(order), batchId };
  });
  ctx.host.kick('outbox');
  return done;
}

/** Decided flags are cleared with who decided, in the same transaction as the approval they allow. */
function clearFlags(tx: Tx, orderId: string, flagIds: readonly string[]): void {
  for (const flagId of flagIds) {
    const flag = tx.get<{ work_order_id: string; cleared_at: number | null }>(
      'SELECT work_order_id, cleared_at FROM order_flag WHERE id = ?',
      flagId,
    );
    if (flag === undefined || flag.work_order_id !== orderId)
      throw new Fault('not_found', { entity: 'order_flag', id: flagId });
    if (flag.cleared_at === null)
      tx.update('order_flag', flagId, { cleared_at: tx.at, cleared_by: tx.staffId });
  }
}

export function holdInput(
  tx: Tx,
  order: OrderRow,
  input: { reasonCode: string; nextContactAt: number | null; text: string },
): Partial<ActionInput> {
  const row = tx.get<{ params: string; name_zh: string }>(
    "SELECT params, name_zh FROM reason_code WHERE kind = 'hold' AND code = ? AND retired_at IS NULL",
    input.reasonCode,
  );
  const holdKey = row === undefined ? undefined : (JSON.parse(row.params) as { holdKey?: string }).holdKey;
  if (row === undefined || holdKey === undefined || !isHoldKey(holdKey))
    throw new Fault('reason_unknown', { kind: 'hold', code: input.reasonCode });
  if (input.text !== '')
    tx.insert('note', {
      work_order_id: order.id,
      reach: 'inside',
      text: input.text,
      staff_id: tx.staffId,
      at: tx.at,
      key_id: order.key_id,
    });
  return {
    reasonCode: input.reasonCode,
    params: {
      holdKey,
      nextContactAt: input.nextContactAt,
      upstream: {
        reasonCode: input.reasonCode,
        reasonText: row.name_zh,
        ...(input.nextContactAt === null ? {} : { nextContactAt: input.nextContactAt }),
      },
    },
  };
}

/** Commands that take one edge of the table each. */
export const stateHandlers = {
  'orders.approve': (ctx, input) =>
    actUndoable(ctx, 'orders.approve', 'orders.review', input, 'approve', (tx) => {
      clearFlags(tx, input.id, input.decidedFlags);
      return {};
    }),
  'orders.hold': (ctx, input) =>
    actUndoable(ctx, 'orders.hold', 'orders.hold', input, 'hold', (tx, order) => holdInput(tx, order, input)),
  'orders.resume': (ctx, input) => actUndoable(ctx, 'orders.resume', 'orders.hold', input, 'resume'),
  'orders.cancel': (ctx, input) =>
    act(ctx, 'orders.cancel', 'orders.cancel', input, 'cancel', () => ({ reasonCode: input.reasonCode })),
  'orders.sendBack': (ctx, input) =>
    act(ctx, 'orders.sendBack', 'orders.send_back', input, 'send_back', () => ({
      reasonCode: input.reasonCode,
    })),
  'orders.confirmInterception': (ctx, input) =>
    act(ctx, 'orders.confirmInterception', 'orders.cancel', input, 'confirm_interception'),
  'orders.audit': (ctx, input) =>
    act(ctx, 'orders.audit', 'orders.audit', input, 'audit', () => ({ params: { audited: true } })),
  'orders.close': (ctx, input) => act(ctx, 'orders.close', 'orders.close', input, 'close'),
  'orders.setUrgent': (ctx, input) =>
    runCommand(ctx, 'orders.setUrgent', (tx) => {
      const order = orderToChange(ctx, tx, 'orders.edit', input);
      const { order: after, batchId } = undoable(tx, order, 'urgent', (undoId) =>
        writeOrder(
          tx,
          order,
          { urgent: input.urgent },
          { kind: 'order.urgent', params: { urgent: input.urgent, undoId } },
        ),
      );
      return { ...doneOf(after), batchId };
    }),
} satisfies Handlers;
