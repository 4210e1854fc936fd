import { nextOrderNumber } from '../../numbers.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import { reindexOrder } from '../document/reindex.ts';
import type { Effect } from './apply-action.ts';

/** The rework order: same user, place and machines, pointing at the first; its first doer pays for it by rule. */
export const openChild: Effect = (tx, { order }) => {
  const day = businessDay(tx.at, getZone(tx));
  const child = tx.insert('work_order', {
    number: nextOrderNumber(tx, day),
    state: 'ready',
    queue: 'dispatch',
    title: order.title,
    service_type: order.service_type,
    service_item_id: order.service_item_id,
    machine_count: order.machine_count,
    warranty: order.warranty,
    customer_id: order.customer_id,
    address_id: order.address_id,
    division_code: order.division_code,
    payer_id: order.payer_id,
    connection_id: null,
    is_rework: 1,
    parent_id: order.id,
    key_id: order.key_id,
    distance_m: order.distance_m,
    received_day: day,
    received_at: tx.at,
    ready_at: tx.at,
    updated_at: tx.at,
  });
  const machines = tx.all<Record<string, string | number | null>>(
    'SELECT * FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
    order.id,
  );
  for (const line of machines) {
    const { seq: _seq, id: _id, version: _version, ...copy } = line;
    tx.insert('machine_line', {
      ...copy,
      work_order_id: child,
      state: 'open',
      result_code: null,
      fault_id: null,
      cause: '',
      measure: '',
      finished_visit_id: null,
    });
  }
  const made = tx.get<{ number: string }>('SELECT number FROM work_order WHERE id = ?', child);
  reindexOrder(tx, { ...order, id: child, number: made?.number ?? '', upstream_number: null });
  tx.note({
    entity: 'work_order',
    entityId: child,
    workOrderId: child,
    kind: 'order.opened_as_rework',
    params: { parentId: order.id },
  });
};
