import type { Db } from '../connection.ts';

/** One source order as others check it. Times UTC ms, money fen; `source` is the connection's code. */
export interface DumpedOrder {
  source: string;
  upstream_id: string;
  /** The platform's own state in canonical words. */
  status: string;
  customer_name: string | null;
  phone: string | null;
  /** Province to door in one text. */
  address: string | null;
  amount_fen: number;
  appointment_start_ms: number | null;
  cancelled: boolean;
}

const sql = `
  SELECT k.code AS source, s.upstream_id, s.upstream_status AS status, c.name AS customer_name, coalesce(c.phone, c.virtual_phone) AS phone,
         a.province || a.city || a.county || a.town || a.detail AS address, s.amount_fen, s.appointment_start_at AS appointment_start_ms,
         s.cancelled_at IS NOT NULL AS cancelled
  FROM source_order s JOIN connection k ON k.id = s.connection_id LEFT JOIN customer c ON c.id = s.customer_id
  LEFT JOIN address a ON a.id = coalesce(
    (SELECT w.address_id FROM work_order_source l JOIN work_order w ON w.id = l.work_order_id WHERE l.source_order_id = s.id LIMIT 1),
    (SELECT x.id FROM address x WHERE x.customer_id = s.customer_id ORDER BY x.seq DESC LIMIT 1))
  ORDER BY k.code, s.seq`;

/** Every source order, one at a time: a store of any size can be dumped. */
export function* dumpOrders(db: Db): Generator<DumpedOrder> {
  for (const row of db.prepare(sql).iterate()) {
    const { cancelled, ...rest } = row as Omit<DumpedOrder, 'cancelled'> & { cancelled: number };
    yield { ...rest, cancelled: cancelled === 1 };
  }
}
