import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { runCommand } from '../../command.ts';
import type { Handlers } from '../../context.ts';
import { enqueueStep } from '../../sync/effects.ts';
import { doneOf } from '../commands/states.ts';
import { writeOrder } from '../core/apply-action.ts';
import { getOrder } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';

/** The platform's message behind an urge is answered with it; its id there, where it has one. */
function answerMessage(tx: Tx, id: string): string | null {
  tx.update('platform_message', id, { answered_at: tx.at, answered_by: tx.staffId });
  return tx.value<string | null>('SELECT upstream_id FROM platform_message WHERE id = ?', id) ?? null;
}

/** Who presses for this order, who follows it, and who higher up was told. */
export const urgeHandlers = {
  'orders.urge': (ctx, input) =>
    runCommand(ctx, 'orders.urge', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'calls.write', order);
      const urgeId = tx.insert('urge', {
        work_order_id: order.id,
        from_whom: input.fromWhom,
        text: input.text,
        key_id: order.key_id,
        answer_due_at: input.answerDueAt,
        at: tx.at,
      });
      const after = writeOrder(
        tx,
        order,
        { urges: order.urges + 1 },
        { kind: 'order.urged', params: { from: input.fromWhom, n: order.urges + 1, urgeId } },
      );
      return { ...doneOf(after), urgeId };
    }),

  'orders.answerUrge': (ctx, input) => {
    const done = runCommand(ctx, 'orders.answerUrge', (tx) => {
      const urge = tx.get<{
        id: string;
        version: number;
        work_order_id: string;
        answered_at: number | null;
        from_whom: string;
        message_id: string | null;
      }>('SELECT * FROM urge WHERE id = ?', input.urgeId);
      if (urge === undefined) throw new Fault('not_found', { entity: 'urge', id: input.urgeId });
      if (urge.version !== input.version || urge.answered_at !== null)
        throw new Fault('conflict', { entity: 'urge', id: urge.id });
      const order = getOrder(tx, urge.work_order_id);
      assertMayTouch(ctx, 'urges.answer', order);
      tx.update('urge', urge.id, { answered_at: tx.at, answered_by: tx.staffId, answer: input.text });
      const messageId = urge.message_id === null ? null : answerMessage(tx, urge.message_id);
      const told =
        urge.from_whom === 'platform'
          ? enqueueStep(tx, order.id, 'urge_answer', {
              remark: input.text,
              ...(messageId === null ? {} : { messageId }),
            })
          : 0;
      writeOrder(
        tx,
        order,
        {},
        { kind: 'order.urge_answered', params: { from: urge.from_whom, urgeId: urge.id } },
      );
      return { urgeId: urge.id, told };
    });
    ctx.host.kick('outbox');
    return done;
  },

  'orders.watch': (ctx, input) => {
    const { staffId } = ctx.session;
    if (staffId === null) throw new Fault('login_needed');
    return runCommand(ctx, 'orders.watch', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.read', order);
      const known = tx.value<string>(
        'SELECT id FROM watcher WHERE work_order_id = ? AND staff_id = ?',
        order.id,
        staffId,
      );
      if (input.watching && known === undefined)
        tx.insert('watcher', { work_order_id: order.id, staff_id: staffId });
      if (!input.watching && known !== undefined) tx.remove('watcher', known);
      if (input.watching === (known === undefined)) {
        const kind = input.watching ? 'order.watched' : 'order.unwatched';
        tx.note({ entity: 'work_order', entityId: order.id, workOrderId: order.id, kind, params: {} });
      }
      return { watching: input.watching };
    });
  },

  'orders.escalate': (ctx, input) =>
    runCommand(ctx, 'orders.escalate', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'orders.edit', order);
      const to = tx.get('SELECT 1 FROM staff WHERE id = ? AND left_day IS NULL', input.toStaffId);
      if (to === undefined) throw new Fault('not_found', { entity: 'staff', id: input.toStaffId });
      const level =
        1 +
        (tx.value<number>(
          'SELECT coalesce(max(level), 0) FROM order_escalation WHERE work_order_id = ?',
          order.id,
        ) ?? 0);
      const escalationId = tx.insert('order_escalation', {
        work_order_id: order.id,
        level,
        cause: input.cause,
        to_staff_id: input.toStaffId,
        at: tx.at,
      });
      writeOrder(
        tx,
        order,
        { escalated_level: level },
        { kind: 'order.referred', params: { toStaffId: input.toStaffId, cause: input.cause, n: level } },
      );
      return { escalationId, level };
    }),

  'orders.answerEscalation': (ctx, input) =>
    runCommand(ctx, 'orders.answerEscalation', (tx) => {
      const row = tx.get<{
        version: number;
        work_order_id: string;
        level: number;
        answered_at: number | null;
      }>(
        'SELECT version, work_order_id, level, answered_at FROM order_escalation WHERE id = ?',
        input.escalationId,
      );
      if (row === undefined)
        throw new Fault('not_found', { entity: 'order_escalation', id: input.escalationId });
      if (row.version !== input.version || row.answered_at !== null)
        throw new Fault('conflict', { entity: 'order_escalation', id: input.escalationId });
      const order = getOrder(tx, row.work_order_id);
      assertMayTouch(ctx, 'orders.edit', order);
      tx.update('order_escalation', input.escalationId, { answered_at: tx.at, answered_by: tx.staffId });
      const level =
        tx.value<number>(
          'SELECT coalesce(max(level), 0) FROM order_escalation WHERE work_order_id = ? AND answered_at IS NULL',
          order.id,
        ) ?? 0;
      writeOrder(
        tx,
        order,
        { escalated_level: level },
        { kind: 'order.escalation_answered', params: { n: row.level, escalationId: input.escalationId } },
      );
      return { escalationId: input.escalationId, level };
    }),
} satisfies Handlers;
