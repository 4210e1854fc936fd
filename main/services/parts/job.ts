import { openStates } from '../../../domain/orders/states.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { RowReader } from '../masters.ts';
import { stateOf, type OrderRow } from '../orders/core/order-row.ts';

/** The last visit of an order that began, its lead, and whether parts can still be promised; null for an unknown id. */
export function jobOf(
  read: RowReader,
  workOrderId: string,
): { order: OrderRow; answer: OutputOf<'parts.job'> } | null {
  const order = read.get<OrderRow>('SELECT * FROM work_order WHERE id = ?', workOrderId);
  if (order === undefined) return null;
  const visit = read.get<{ visitId: string; staffId: string | null; staffName: string | null }>(
    `SELECT v.id AS visitId, p.staff_id AS staffId, s.name AS staffName FROM visit v
     LEFT JOIN visit_person p ON p.visit_id = v.id LEFT JOIN staff s ON s.id = p.staff_id
     WHERE v.work_order_id = ? AND v.state IN ('arrived', 'ended') ORDER BY v.visit_no DESC, p.part = 'lead' DESC, p.seq LIMIT 1`,
    workOrderId,
  );
  const { visitId = null, staffId = null, staffName = null } = visit ?? {};
  return {
    order,
    answer: { number: order.number, open: openStates.includes(stateOf(order)), visitId, staffId, staffName },
  };
}
