import type { Tx } from '../../../../db/tx.ts';
import { undoHoldMs, type UndoableAction } from '../../../../domain/orders/undo.ts';
import type { OrderRow } from './order-row.ts';

/** Columns of an order as they stood before a step: codes, ids and numbers, never a word about a person. */
export type Before = Pick<OrderRow, (typeof keptColumns)[number]>;

const keptColumns = [
  'state',
  'side_state',
  'reason_code',
  'staff_id',
  'team_id',
  'sub_shop_id',
  'appointment_state',
  'appointment_day',
  'appointment_slot_id',
  'appointment_start_at',
  'appointment_end_at',
  'appointment_changes',
  'accepted_upstream_at',
  'next_contact_at',
  'urgent',
  'rank',
  'calls',
  'verdict',
  'verdict_deadline_at',
] as const satisfies readonly (keyof OrderRow)[];

/** One step of a batch as `batch.steps` keeps it. `rows` are the rows of the step that undo must find again, by table. */
export interface UndoStep {
  orderId: string;
  action: UndoableAction;
  versionAfter: number;
  before: Before;
  rows: Partial<Record<(typeof keptTables)[number], string[]>>;
  /** What a step beside the order's row did: ids and codes (`noteId`, `added`, `removed`). */
  more?: Record<string, string | number | readonly string[] | null>;
}

const keptTables = ['outbox', 'assignment', 'order_flag', 'order_hold'] as const;

/** A step under way: what was there before, and where its rows begin. */
export interface OpenStep {
  orderId: string;
  action: UndoableAction;
  before: Before;
  from: number;
}

/** Call before the first write of a step, with the order as it was read. */
export function beginStep(tx: Tx, order: OrderRow, action: UndoableAction): OpenStep {
  const before = Object.fromEntries(keptColumns.map((name) => [name, order[name]])) as unknown as Before;
  return { orderId: order.id, action, before, from: tx.touched.length };
}

/** Call after the last write of a step, with the order as it stands. Its messages wait at home for a moment. */
export function endStep(
  tx: Tx,
  step: OpenStep,
  after: Pick<OrderRow, 'version'>,
  more?: UndoStep['more'],
): UndoStep {
  const rows: UndoStep['rows'] = {};
  for (const { table, id } of tx.touched.slice(step.from)) {
    const name = keptTables.find((one) => one === table);
    if (name === undefined) continue;
    const ids = (rows[name] ??= []);
    if (!ids.includes(id) && isOf(tx, name, id, step.orderId)) ids.push(id);
  }
  for (const id of rows.outbox ?? []) {
    const state = tx.value<string>('SELECT state FROM outbox WHERE id = ?', id);
    if (state === 'waiting') tx.update('outbox', id, { not_before: tx.at + undoHoldMs });
  }
  const { orderId, action, before } = step;
  return {
    orderId,
    action,
    versionAfter: after.version,
    before,
    rows,
    ...(more === undefined ? {} : { more }),
  };
}

/** One command may go through several orders; each step keeps its own rows. */
const isOf = (tx: Tx, table: string, id: string, orderId: string): boolean =>
  tx.value<string>(`SELECT work_order_id FROM ${table} WHERE id = ?`, id) === orderId;

/**
 * Keeps the steps of one command so that `orders.undo` can take them back together. The id is made beforehand
 * (`tx.newId()`) and stands as `undoId` in the params of each event, so that the timeline leads here.
 */
export function keepBatch(tx: Tx, id: string, kind: string, steps: readonly UndoStep[]): string {
  tx.insert('batch', { id, kind, params: { count: steps.length }, steps, staff_id: tx.staffId, at: tx.at });
  return id;
}

/** One order, one step, one batch: what most commands need. `act` gets the id for its event's params. */
export function undoable(
  tx: Tx,
  order: OrderRow,
  action: UndoableAction,
  act: (undoId: string) => OrderRow,
  more?: (after: OrderRow) => UndoStep['more'],
): { order: OrderRow; batchId: string } {
  const undoId = tx.newId();
  const step = beginStep(tx, order, action);
  const after = act(undoId);
  keepBatch(tx, undoId, `orders.${action}`, [endStep(tx, step, after, more?.(after))]);
  return { order: after, batchId: undoId };
}
