import type { Tx } from '../../../db/tx.ts';
import type { CanonicalOrder } from '../../../domain/orders/canonical.ts';
import type { PlacedCustomer } from '../sync/ingest/customer.ts';

export interface Flag {
  code: string;
  severity: 'info' | 'warn' | 'stop';
  params: Record<string, string | number | null>;
}

/** Pre-check (A4): each flag explains itself by its params; nothing is refused by itself. */
export function raiseFlags(
  tx: Tx,
  facts: {
    id: string;
    order: CanonicalOrder;
    placed: PlacedCustomer;
    serviceItemId: string | null;
    connectionId: string | null;
  },
): Flag[] {
  const { order, placed } = facts;
  const flags: Flag[] = [];
  const sister = tx.get<{ number: string; connection_id: string | null }>(
    `SELECT number, connection_id FROM work_order WHERE address_id IN (SELECT id FROM address WHERE normal = (SELECT normal FROM address WHERE id = ?))
     AND id <> ? AND service_type = ? AND finished_at IS NULL AND (side_state IS NULL OR side_state <> 'cancelled') AND received_at > ? LIMIT 1`,
    placed.addressId,
    facts.id,
    order.serviceType,
    tx.at - 14 * 86_400_000,
  );
  if (sister !== undefined)
    flags.push({
      code: 'duplicate',
      severity: 'warn',
      params: { number: sister.number, connectionId: sister.connection_id },
    });
  if (order.customer.phone === null && order.customer.virtualPhone === null)
    flags.push({ code: 'phone_missing', severity: 'stop', params: {} });
  if (order.address.detail === '') flags.push({ code: 'address_missing', severity: 'stop', params: {} });
  if (placed.divisionCode === null)
    flags.push({ code: 'area_unknown', severity: 'warn', params: { county: order.address.county } });
  else {
    const code = placed.divisionCode;
    const area = tx.kept(`coverage ${code}`, () =>
      tx.get<{ coverage: string }>('SELECT coverage FROM division WHERE code = ?', code),
    );
    if (area?.coverage === 'take_and_mark')
      flags.push({ code: 'area_far', severity: 'info', params: { county: order.address.county } });
    if (area?.coverage === 'refuse')
      flags.push({ code: 'area_uncovered', severity: 'stop', params: { county: order.address.county } });
  }
  if (facts.serviceItemId === null)
    flags.push({
      code: 'service_unknown',
      severity: 'warn',
      params: { serviceType: order.serviceType, serviceCode: order.serviceCode },
    });
  if (order.status === 'unknown')
    flags.push({ code: 'status_unknown', severity: 'warn', params: { raw: order.statusRaw } });
  if (order.goodsExpectedAt !== null && order.goodsArrivedAt === null)
    flags.push({ code: 'goods_awaited', severity: 'info', params: { expectedAt: order.goodsExpectedAt } });
  if (order.machines.some((machine) => machine.warranty === null) && order.serviceType !== '安装')
    flags.push({ code: 'warranty_unclear', severity: 'info', params: {} });
  for (const flag of flags) {
    tx.insert('order_flag', {
      work_order_id: facts.id,
      code: flag.code,
      params: flag.params,
      severity: flag.severity,
      raised_at: tx.at,
    });
  }
  return flags;
}
