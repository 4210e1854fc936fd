import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OrderAction } from '../../../domain/orders/life.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { bookOrder } from '../orders/commands/book.ts';
import { doneOf } from '../orders/commands/states.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder, type OrderRow } from '../orders/core/order-row.ts';
import { undoable } from '../orders/core/undo.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { takenMeanwhile } from './taken.ts';

export interface To {
  id: string;
  version: number;
  staffId: string | null;
  subShopId: string | null;
  helperId: string | null;
  day: string | null;
  slotId: string | null;
  causeCode: string | null;
  override: string[];
  /** What goes along from the one before, by consent. */
  moves?: { reservationIds: string[]; paymentIds: string[] };
}

export const answer = (order: OrderRow) => ({ ...doneOf(order), staffId: order.staff_id });

/**
 * Gives an order to a person or sub-shop, and books it in the same step where the board's slot was chosen. For use
 * inside a command; answers the order as it stands then.
 */
export function giveIn(
  tx: Tx,
  ctx: ServiceContext,
  action: OrderAction,
  input: To,
  reasonCode: string | null,
  undoId?: string,
): OrderRow {
  const order = getOrder(tx, input.id);
  assertMayTouch(ctx, 'orders.assign', order);
  if (input.override.length > 0 && !ctx.session.permissions.has('orders.assign_override'))
    throw new Fault('forbidden', { action: 'orders.assign_override' });
  if (order.version !== input.version) throw takenMeanwhile(tx, order);
  if (reasonCode !== null) assertReason(tx, reasonCode);
  const booked = bookFirst(tx, order, input);
  return applyAction(tx, {
    orderId: input.id,
    action,
    version: booked.version,
    ...(booked === order ? { read: order } : {}),
    reasonCode,
    params: {
      staffId: input.staffId,
      subShopId: input.subShopId,
      helperId: input.helperId,
      passed: input.override,
      wishDay: input.day,
      wishSlotId: input.slotId,
      ...input.moves,
      ...(undoId === undefined ? {} : { undoId }),
    },
  });
}

function give(
  ctx: ServiceContext,
  channel: string,
  action: 'assign' | 'reassign',
  input: To,
  reasonCode: string | null,
) {
  const done = runCommand(ctx, channel, (tx) => {
    const { order, batchId } = undoable(tx, getOrder(tx, input.id), action, (undoId) =>
      giveIn(tx, ctx, action, input, reasonCode, undoId),
    );
    return { ...answer(order), batchId };
  });
  ctx.host.kick('outbox');
  return done;
}

function bookFirst(tx: Tx, order: OrderRow, input: To): OrderRow {
  if (input.day === null || input.slotId === null) return order;
  if (
    order.appointment_state === 'agreed' &&
    order.appointment_day === input.day &&
    order.appointment_slot_id === input.slotId
  )
    return order;
  return bookOrder(tx, order, {
    day: input.day,
    slotId: input.slotId,
    startAt: null,
    endAt: null,
    causeCode: input.causeCode,
    callId: null,
  });
}

function assertReason(tx: Tx, code: string): void {
  const known = tx.get(
    "SELECT 1 FROM reason_code WHERE kind = 'reassign' AND code = ? AND retired_at IS NULL",
    code,
  );
  if (known === undefined) throw new Fault('reason_unknown', { kind: 'reassign', code });
}

export const assignHandlers = {
  'dispatch.assign': (ctx, input) => give(ctx, 'dispatch.assign', 'assign', input, null),
  'dispatch.reassign': (ctx, input) => give(ctx, 'dispatch.reassign', 'reassign', input, input.reasonCode),
  'dispatch.unassign': (ctx, input) =>
    runCommand(ctx, 'dispatch.unassign', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.assign', order);
      if (order.version !== input.version) throw takenMeanwhile(tx, order);
      assertReason(tx, input.reasonCode);
      const { order: after, batchId } = undoable(tx, order, 'unassign', (undoId) =>
        applyAction(tx, {
          orderId: input.id,
          action: 'unassign',
          version: input.version,
          reasonCode: input.reasonCode,
          params: { undoId },
        }),
      );
      return { ...answer(after), batchId };
    }),
  'dispatch.accept': (ctx, input) =>
    runCommand(ctx, 'dispatch.accept', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.accept', order);
      const running = tx.get<{ id: string }>(
        "SELECT id FROM assignment WHERE work_order_id = ? AND state = 'offered'",
        order.id,
      );
      if (running !== undefined)
        tx.update('assignment', running.id, { state: 'accepted', accepted_at: tx.at });
      return answer(applyAction(tx, { orderId: input.id, action: 'accept', version: input.version }));
    }),
  'dispatch.decline': (ctx, input) =>
    runCommand(ctx, 'dispatch.decline', (tx) => {
      assertMayTouch(ctx, 'orders.accept', getOrder(tx, input.id));
      return answer(
        applyAction(tx, {
          orderId: input.id,
          action: 'decline',
          version: input.version,
          reasonCode: input.reasonCode,
        }),
      );
    }),
} satisfies Handlers;
