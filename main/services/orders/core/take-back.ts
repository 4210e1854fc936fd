import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { undoBar, type UndoableAction } from '../../../../domain/orders/undo.ts';
import { followBooking } from '../../visits/follow-booking.ts';
import { releaseHeld } from '../../money/hold-fees.ts';
import { applyAction, writeOrder } from './apply-action.ts';
import { getOrder, stateOf, type OrderRow } from './order-row.ts';
import type { Before, UndoStep } from './undo.ts';

interface Taken {
  tx: Tx;
  order: OrderRow;
  step: UndoStep;
  undoneId: string;
}

/** Refusals a board may pass: who had the order before gets it back whatever has filled up meanwhile. */
const softRefusals = [
  'skill_missing',
  'level_low',
  'area',
  'on_leave',
  'day_full',
  'slot_full',
  'slot_limit',
  'parts_limit',
  'apprentice_alone',
  'user_refused',
];

/**
 * Takes one step back in the caller's transaction: the opposite edge, then the columns as they were, then messages:
 * those of the step have not left the house, so the platform still knows the order as it was and is told nothing.
 * Faults: `undo_done`, `undo_sent` {number}, `undo_touched` {number, staffName}, `undo_moved_on` {number}, and those of the opposite edge.
 */
export function takeBackStep(tx: Tx, batch: { id: string; undone: boolean }, step: UndoStep): OrderRow {
  const order = getOrder(tx, step.orderId);
  assertUndoable(tx, batch, step, order);
  const from = tx.touched.length;
  for (const id of step.rows.outbox ?? [])
    tx.update('outbox', id, { state: 'withdrawn', done_at: tx.at, done_by: tx.staffId });
  const taken = { tx, order, step, undoneId: batch.id };
  const columns = inverses[step.action](taken);
  const now = getOrder(tx, order.id);
  const after = writeOrder(tx, now, columns, {
    kind: 'order.undone',
    params: { action: step.action, undoneId: batch.id },
  });
  for (const { table, id } of tx.touched.slice(from)) {
    if (table !== 'outbox' || step.rows.outbox?.includes(id) === true) continue;
    tx.update('outbox', id, { state: 'withdrawn', done_at: tx.at, done_by: tx.staffId });
  }
  return after;
}

function assertUndoable(tx: Tx, batch: { undone: boolean }, step: UndoStep, order: OrderRow): void {
  const bar = undoBar({
    action: step.action,
    undone: batch.undone,
    versionAfter: step.versionAfter,
    version: order.version,
    sent: isSent(tx, step),
  });
  const { number } = order;
  if (bar === 'done') throw new Fault('undo_done', { number });
  if (bar === 'sent') throw new Fault('undo_sent', { number });
  if (bar === null) return;
  const staffName = lastHand(tx, order.id);
  throw staffName === ''
    ? new Fault('undo_moved_on', { number })
    : new Fault('undo_touched', { number, staffName });
}

/** A message of the step was handed to the line at least once, or a person did it by hand. */
export function isSent(tx: Pick<Tx, 'get'>, step: UndoStep): boolean {
  return (step.rows.outbox ?? []).some((id) => {
    const row = tx.get<{ state: string; attempts: number }>(
      'SELECT state, attempts FROM outbox WHERE id = ?',
      id,
    );
    return row !== undefined && !(row.state === 'manual' || (row.state === 'waiting' && row.attempts === 0));
  });
}

/** Who touched the order last; empty when it was the platform or the clock. */
function lastHand(tx: Tx, orderId: string): string {
  return (
    tx.value<string>(
      "SELECT coalesce((SELECT s.name FROM staff s WHERE s.id = e.staff_id), '') FROM event e WHERE e.work_order_id = ? ORDER BY e.seq DESC LIMIT 1",
      orderId,
    ) ?? ''
  );
}

const reasonCode = 'undo';

/** The way back of each action; answers the columns to set at the end. */
const inverses: Record<UndoableAction, (taken: Taken) => Record<string, unknown>> = {
  assign: ({ tx, order, step }) => {
    applyAction(tx, { orderId: order.id, action: 'unassign', reasonCode });
    return booking(tx, order.id, step.before);
  },
  reassign: (taken) => giveBack(taken, 'reassign'),
  unassign: (taken) => giveBack(taken, 'assign'),
  approve: ({ tx, order, step }) => {
    applyAction(tx, { orderId: order.id, action: 'recheck', reasonCode });
    for (const id of step.rows.order_flag ?? [])
      tx.update('order_flag', id, { cleared_at: null, cleared_by: null });
    return { accepted_upstream_at: step.before.accepted_upstream_at, ready_at: null };
  },
  hold: ({ tx, order, step }) => {
    applyAction(tx, { orderId: order.id, action: 'resume', reasonCode });
    runAgain(tx, step);
    const columns = booking(tx, order.id, step.before);
    return {
      ...columns,
      ...followBooking(tx, getOrder(tx, order.id), columns as Partial<OrderRow>),
      reason_code: step.before.reason_code,
      next_contact_at: step.before.next_contact_at,
    };
  },
  resume: ({ tx, order, step }) => {
    const held = tx.get<{ hold_key: string; reason_code: string | null }>(
      'SELECT hold_key, reason_code FROM order_hold WHERE id = ?',
      step.rows.order_hold?.[0] ?? '',
    );
    applyAction(tx, {
      orderId: order.id,
      action: 'hold',
      reasonCode: held?.reason_code ?? step.before.reason_code ?? reasonCode,
      params: { holdKey: held?.hold_key ?? 'user_later', nextContactAt: step.before.next_contact_at },
    });
    return {};
  },
  book: ({ tx, order, step }) => {
    const columns = booking(tx, order.id, step.before);
    return {
      next_contact_at: step.before.next_contact_at,
      ...columns,
      ...followBooking(tx, getOrder(tx, order.id), columns as Partial<OrderRow>),
    };
  },
  urgent: ({ step }) => ({ urgent: step.before.urgent }),
  rank: ({ step }) => ({ rank: step.before.rank }),
  tag: ({ tx, order, step }) => {
    for (const tag of listOf(step.more?.added)) {
      const id = tx.value<string>(
        'SELECT id FROM work_order_tag WHERE work_order_id = ? AND tag = ?',
        order.id,
        tag,
      );
      if (id !== undefined) tx.remove('work_order_tag', id);
    }
    for (const tag of listOf(step.more?.removed)) {
      const there = tx.get('SELECT 1 FROM work_order_tag WHERE work_order_id = ? AND tag = ?', order.id, tag);
      if (there === undefined) tx.insert('work_order_tag', { work_order_id: order.id, tag });
    }
    return {};
  },
  note: ({ tx, step }) => {
    const noteId = step.more?.noteId;
    if (typeof noteId === 'string') tx.remove('note', noteId);
    return {};
  },
  verdict: (taken) => unsay(taken),
  papers: (taken) => unsay(taken),
};

const listOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/** The platform's answer as it was known before, and the order where that had left it. */
function unsay({ tx, order, step }: Taken): Record<string, unknown> {
  const { before, more } = step;
  if (typeof more?.verdictId === 'string') tx.remove('verdict', more.verdictId);
  for (const id of listOf(more?.cleared)) tx.update('verdict', id, { cleared_at: null });
  const columns = { verdict: before.verdict, verdict_deadline_at: before.verdict_deadline_at };
  if (stateOf(order) === before.state) return columns;
  const known = writeOrder(tx, order, columns, {
    kind: 'order.verdict',
    params: { verdictCode: before.verdict },
  });
  const back = before.state === 'finished' ? 'return_papers' : 'verify';
  applyAction(tx, {
    orderId: order.id,
    read: known,
    action: back,
    reasonCode,
    params: { upstreamTold: true },
  });
  if (back === 'verify') releaseHeld(tx, order.id, 'return_papers');
  return {};
}

/** Who had the order before has it again, accepted if it was. */
function giveBack({ tx, order, step }: Taken, action: 'assign' | 'reassign'): Record<string, unknown> {
  const { before } = step;
  applyAction(tx, {
    orderId: order.id,
    action,
    reasonCode,
    params: { staffId: before.staff_id, subShopId: before.sub_shop_id, passed: softRefusals },
  });
  if (before.state === 'accepted') {
    const id = tx.value<string>(
      "SELECT id FROM assignment WHERE work_order_id = ? AND state = 'offered'",
      order.id,
    );
    if (id !== undefined) tx.update('assignment', id, { state: 'accepted', accepted_at: tx.at });
    applyAction(tx, { orderId: order.id, action: 'accept', reasonCode });
  }
  const columns = booking(tx, order.id, before);
  if (Object.keys(columns).length === 0) return {};
  return { ...columns, ...followBooking(tx, getOrder(tx, order.id), columns as Partial<OrderRow>) };
}

/** A hold ended the assignment and the planned trip; both run on. */
function runAgain(tx: Tx, step: UndoStep): void {
  for (const id of step.rows.assignment ?? [])
    tx.update('assignment', id, {
      state: step.before.state === 'accepted' ? 'accepted' : 'offered',
      ended_at: null,
    });
}

/** The agreed time as it was before the step; nothing when the step did not change it. */
function booking(tx: Tx, orderId: string, before: Before): Record<string, unknown> {
  const now = getOrder(tx, orderId);
  const same =
    now.appointment_state === before.appointment_state &&
    now.appointment_start_at === before.appointment_start_at &&
    now.appointment_end_at === before.appointment_end_at;
  if (same) return {};
  const none = before.appointment_state === 'none';
  tx.insert('appointment', {
    work_order_id: orderId,
    change_no:
      1 +
      (tx.value<number>(
        'SELECT coalesce(max(change_no), 0) FROM appointment WHERE work_order_id = ?',
        orderId,
      ) ?? 0),
    state: none ? 'cancelled' : 'changed',
    day: before.appointment_day,
    slot_id: before.appointment_slot_id,
    start_at: before.appointment_start_at,
    end_at: before.appointment_end_at,
    source: 'undo',
    staff_id: tx.staffId,
    at: tx.at,
  });
  return {
    appointment_state: before.appointment_state,
    appointment_day: before.appointment_day,
    appointment_slot_id: before.appointment_slot_id,
    appointment_start_at: before.appointment_start_at,
    appointment_end_at: before.appointment_end_at,
    appointment_changes: before.appointment_changes,
  };
}
