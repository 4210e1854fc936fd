import type { Tx } from '../../../../db/tx.ts';
import {
  defaultLimits,
  suspicionsOf,
  type SuspicionCode,
  type SuspicionLimits,
} from '../../../../domain/orders/suspicion.ts';
import { getSetting } from '../../masters.ts';
import type { OrderRow } from '../core/order-row.ts';

/** Bookings looked back at for «many in one minute»; nobody books more in a minute. */
const lookBack = 80;

/**
 * What speaks against a booking that is being made, the gravest first; null when nothing does. Bookings of the same
 * minute that looked harmless while they were few are marked with it. Limits: setting `outlet.suspicion`.
 */
export function suspect(tx: Tx, order: OrderRow, together: readonly string[]): SuspicionCode | null {
  const limits: SuspicionLimits = {
    ...defaultLimits,
    ...getSetting<Partial<SuspicionLimits>>(tx, 'outlet', 'suspicion', {}),
  };
  const recent = tx
    .all<{
      id: string;
      at: number;
      work_order_id: string;
      customer_id: string;
      staff_id: string | null;
      suspicious: string | null;
    }>(
      `SELECT a.id, a.at, a.work_order_id, w.customer_id, a.staff_id, a.suspicious
       FROM (SELECT * FROM appointment ORDER BY seq DESC LIMIT ${lookBack}) a JOIN work_order w ON w.id = a.work_order_id`,
    )
    .filter(
      (row) => row.staff_id === tx.staffId && tx.at - row.at < 60_000 && row.work_order_id !== order.id,
    );
  const users = new Map<string, number>();
  for (const row of recent)
    if (row.customer_id !== order.customer_id && !together.includes(row.work_order_id))
      users.set(row.customer_id, row.at);
  const found = suspicionsOf(
    {
      at: tx.at,
      receivedAt: order.received_at,
      needsCall: order.connection_id !== null,
      calls: tx
        .all<{ at: number; result: string; seconds: number | null }>(
          'SELECT at, result, seconds FROM call_log WHERE customer_id = ? AND at >= ?',
          order.customer_id,
          order.received_at,
        )
        .map((call) => ({ at: call.at, connected: call.result === 'connected', seconds: call.seconds })),
      earlier: tx
        .all<{ at: number }>('SELECT at FROM appointment WHERE work_order_id = ?', order.id)
        .map((row) => row.at),
      others: tx.staffId === null ? [] : [...users.values()],
    },
    limits,
  );
  if (found.includes('same_minute'))
    for (const row of recent)
      if (row.suspicious === null) tx.update('appointment', row.id, { suspicious: 'same_minute' });
  return found[0] ?? null;
}
