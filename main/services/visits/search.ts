import type { Tx } from '../../../db/tx.ts';
import { searchOrder } from '../orders/search-order.ts';

/** Codes keyed at a visit make the order findable by them. */
export function refreshSearch(tx: Tx, orderId: string): void {
  const row = tx.get<{
    number: string;
    upstream_number: string | null;
    title: string;
    key_id: number;
    name: string;
    phone: string | null;
    phone2: string | null;
    virtual_phone: string | null;
    county: string;
    town: string;
    detail: string;
  }>(
    `SELECT w.number, w.upstream_number, w.title, w.key_id, c.name, c.phone, c.phone2, c.virtual_phone, a.county, a.town, a.detail
     FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id WHERE w.id = ?`,
    orderId,
  );
  if (row === undefined) return;
  const machines = tx.all<{ model: string; indoor_code: string | null; outdoor_code: string | null }>(
    'SELECT model, indoor_code, outdoor_code FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
    orderId,
  );
  searchOrder(tx, orderId, {
    number: row.number,
    upstreamNumber: row.upstream_number,
    title: row.title,
    person: { name: row.name, phone: row.phone, phone2: row.phone2, virtualPhone: row.virtual_phone },
    address: { county: row.county, town: row.town, detail: row.detail },
    machines: machines.map((machine) => ({
      model: machine.model,
      indoorCode: machine.indoor_code,
      outdoorCode: machine.outdoor_code,
    })),
    keyId: row.key_id,
  });
}
