import type { Tx } from '../../../db/tx.ts';
import type { RowReader } from '../masters.ts';
import { computeDerived } from '../orders/core/derive.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { writeOrder } from '../orders/core/apply-action.ts';

/** Setting that says since when running deadlines wait to be worked out anew; null: none do. */
const key = 'deadlines_stale_since';

interface StaleRow {
  id: string;
  value: string;
}

const staleRow = (read: RowReader): StaleRow | undefined =>
  read.get<StaleRow>("SELECT id, value FROM setting WHERE scope = 'clock' AND key = ?", key);

/** Inside the command that changed hours, holidays or terms: the clock works running deadlines out anew after it. */
export function markDeadlinesStale(tx: Tx): void {
  const row = staleRow(tx);
  const value = JSON.stringify(tx.at);
  if (row === undefined) tx.insert('setting', { scope: 'clock', key, value, updated_at: tx.at });
  else tx.update('setting', row.id, { value, updated_at: tx.at });
}

/** The mark, as it stands now: work that began under it is only over if it still does. */
export function staleMark(read: RowReader): string | null {
  const value = staleRow(read)?.value ?? 'null';
  return value === 'null' ? null : value;
}

/** Orders that may have a clock running. */
export function clockedOrders(read: RowReader): string[] {
  return read
    .all<{ id: string }>(
      "SELECT id FROM work_order WHERE state IN ('received', 'in_review', 'ready', 'dispatched', 'accepted', 'finished') OR deadline_at IS NOT NULL",
    )
    .map((row) => row.id);
}

/** Works one order's deadline out anew; written only if it moved. Doing it twice changes nothing. */
export function recomputeDeadline(tx: Tx, orderId: string): void {
  const order = getOrder(tx, orderId);
  const next = computeDerived(tx, order);
  if (
    next.deadline_at === order.deadline_at &&
    next.deadline_kind === order.deadline_kind &&
    next.accept_due_at === order.accept_due_at &&
    next.money_at_risk_fen === order.money_at_risk_fen
  )
    return;
  writeOrder(
    tx,
    order,
    {},
    { kind: 'order.deadline_moved', params: { beforeAt: order.deadline_at, afterAt: next.deadline_at } },
  );
}

/** Everything is worked out, unless the mark was renewed meanwhile. */
export function clearStale(tx: Tx, mark: string): void {
  const row = staleRow(tx);
  if (row?.value === mark) tx.update('setting', row.id, { value: 'null', updated_at: tx.at });
}
