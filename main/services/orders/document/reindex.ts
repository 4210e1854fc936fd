import type { Tx } from '../../../../db/tx.ts';
import type { OrderRow } from '../core/order-row.ts';
import { searchOrder } from '../search-order.ts';

/** Makes an order findable by what its rows say now: after a correction, or when it was opened here. */
export function reindexOrder(
  tx: Tx,
  order: Pick<
    OrderRow,
    'id' | 'number' | 'title' | 'upstream_number' | 'customer_id' | 'address_id' | 'key_id'
  >,
): void {
  const person = tx.get<{
    name: string;
    phone: string | null;
    phone2: string | null;
    virtualPhone: string | null;
  }>(
    'SELECT name, phone, phone2, virtual_phone AS virtualPhone FROM customer WHERE id = ?',
    order.customer_id,
  );
  const address = tx.get<{ county: string; town: string; detail: string }>(
    'SELECT county, town, detail FROM address WHERE id = ?',
    order.address_id,
  );
  if (person === undefined || address === undefined) return;
  searchOrder(tx, order.id, {
    number: order.number,
    upstreamNumber: order.upstream_number,
    title: order.title,
    person,
    address,
    machines: tx.all<{ model: string; indoorCode: string | null; outdoorCode: string | null }>(
      'SELECT model, indoor_code AS indoorCode, outdoor_code AS outdoorCode FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
      order.id,
    ),
    keyId: order.key_id,
  });
}
