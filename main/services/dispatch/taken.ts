import { Fault } from '../../../domain/kernel/fault.ts';
import { clockAt } from '../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../masters.ts';

interface Holder {
  id: string;
  number: string;
  staff_id: string | null;
  sub_shop_id?: string | null;
}

/** The second of two desks is told who has the order, who gave it to him, when and at which desk. */
export function takenMeanwhile(read: RowReader, order: Holder): Fault {
  const holder = read.get<{ name: string | null }>(
    'SELECT coalesce((SELECT name FROM staff WHERE id = ?), (SELECT name_zh FROM sub_shop WHERE id = ?)) AS name',
    order.staff_id,
    order.sub_shop_id ?? null,
  )?.name;
  if (holder == null) return new Fault('conflict', { entity: 'work_order', id: order.id });
  const given = read.get<{ at: number; name: string | null; desk: string | null }>(
    `SELECT e.at, s.name, d.name AS desk FROM event e LEFT JOIN staff s ON s.id = e.staff_id LEFT JOIN desk d ON d.id = e.desk_id
     WHERE e.work_order_id = ? AND e.entity = 'work_order' AND e.kind IN ('order.assign', 'order.reassign') ORDER BY e.seq DESC LIMIT 1`,
    order.id,
  );
  return new Fault('order_taken', {
    number: order.number,
    staffName: holder,
    byName: given?.name ?? '',
    deskName: given?.desk ?? '',
    clock: given === undefined ? '' : clockAt(given.at, getZone(read)),
  });
}
