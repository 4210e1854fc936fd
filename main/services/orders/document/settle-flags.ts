import type { Tx } from '../../../../db/tx.ts';
import type { OrderRow } from '../core/order-row.ts';

/**
 * Clears the flags of an order whose cause is gone after a correction and answers their codes. The only one ever raised
 * here is for a place we do not serve: whoever corrected the address must be told.
 */
export function settleFlags(tx: Tx, order: OrderRow): string[] {
  const facts = tx.get<{ reachable: number; detail: string; county: string; coverage: string | null }>(
    `SELECT c.phone IS NOT NULL OR c.virtual_phone IS NOT NULL AS reachable, a.detail, a.county, d.coverage
     FROM customer c JOIN address a ON a.id = @addressId LEFT JOIN division d ON d.code = @divisionCode WHERE c.id = @customerId`,
    { addressId: order.address_id, divisionCode: order.division_code, customerId: order.customer_id },
  );
  if (facts === undefined) return [];
  const { coverage } = facts;
  const gone: Record<string, boolean> = {
    phone_missing: facts.reachable === 1,
    address_missing: facts.detail !== '',
    area_unknown: order.division_code !== null,
    area_uncovered: coverage !== 'refuse',
    area_far: coverage !== 'take_and_mark',
    service_unknown: order.service_item_id !== null,
    warranty_unclear: order.warranty !== null,
  };
  const open = tx.all<{ id: string; code: string }>(
    'SELECT id, code FROM order_flag WHERE work_order_id = ? AND cleared_at IS NULL',
    order.id,
  );
  const cleared = open.filter((flag) => gone[flag.code] === true);
  for (const flag of cleared) tx.update('order_flag', flag.id, { cleared_at: tx.at, cleared_by: tx.staffId });
  if (coverage === 'refuse' && !open.some((flag) => flag.code === 'area_uncovered'))
    tx.insert('order_flag', {
      work_order_id: order.id,
      code: 'area_uncovered',
      params: { county: facts.county },
      severity: 'stop',
      raised_at: tx.at,
    });
  return cleared.map((flag) => flag.code);
}
