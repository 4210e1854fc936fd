import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { writeExtras, type ExtraInput } from '../money/extras.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import type { VisitRow } from './visit-row.ts';

export interface ExtraEntry {
  extraChargeId: string;
  quantityMilli: number;
  unitFen: number | null;
}

export interface SoldPart {
  partId: string;
  quantityMilli: number;
}

/**
 * Extras the user signed for on this visit, and parts the user pays, as the agreed quote fees are made from. What was
 * agreed before work is the same thing again and gives way; what an earlier visit charged stays.
 */
export function addExtras(
  tx: Tx,
  order: OrderRow,
  visit: VisitRow,
  entries: readonly ExtraEntry[],
  sold: readonly SoldPart[] = [],
): void {
  if (entries.length === 0 && sold.length === 0) return;
  const earlier =
    (tx.value<number>(
      "SELECT count(*) FROM visit WHERE work_order_id = ? AND id <> ? AND state = 'ended'",
      order.id,
      visit.id,
    ) ?? 0) > 0;
  const kept = earlier
    ? tx
        .all<{
          extra_charge_id: string | null;
          part_id: string | null;
          name: string;
          quantity_milli: number;
          unit_fen: number;
        }>(
          "SELECT l.extra_charge_id, l.part_id, l.name, l.quantity_milli, l.unit_fen FROM quote q JOIN quote_line l ON l.quote_id = q.id WHERE q.work_order_id = ? AND q.state = 'agreed' ORDER BY q.seq, l.line_no",
          order.id,
        )
        .map(
          (row): ExtraInput => ({
            extraChargeId: row.extra_charge_id,
            partId: row.part_id,
            name: row.name,
            quantityMilli: row.quantity_milli,
            unitFen: row.unit_fen,
          }),
        )
    : [];
  const fresh = entries.map((entry): ExtraInput => {
    const charge = tx.get<{ name_zh: string; customer_price_fen: number }>(
      'SELECT name_zh, customer_price_fen FROM extra_charge WHERE id = ? AND retired_at IS NULL',
      entry.extraChargeId,
    );
    if (charge === undefined)
      throw new Fault('not_found', { entity: 'extra_charge', id: entry.extraChargeId });
    return {
      extraChargeId: entry.extraChargeId,
      name: charge.name_zh,
      quantityMilli: entry.quantityMilli,
      unitFen: entry.unitFen ?? charge.customer_price_fen,
    };
  });
  const parts = sold.map((entry): ExtraInput => {
    const part = tx.get<{ name_zh: string; customer_price_fen: number }>(
      'SELECT name_zh, customer_price_fen FROM part WHERE id = ?',
      entry.partId,
    );
    if (part === undefined) throw new Fault('not_found', { entity: 'part', id: entry.partId });
    return {
      partId: entry.partId,
      name: part.name_zh,
      quantityMilli: entry.quantityMilli,
      unitFen: part.customer_price_fen,
    };
  });
  writeExtras(tx, { orderId: order.id, extras: [...kept, ...fresh, ...parts], how: 'signed' });
}
