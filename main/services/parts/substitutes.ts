import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { SubstituteRule } from '../../../domain/stock/part-check.ts';
import type { RowReader } from '../masters.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { partParams } from './ledger.ts';
import {
  assertWhole,
  endReservation,
  getPart,
  placesFor,
  reserveForOrder,
  type ReservationRow,
} from './reservations.ts';

export interface Substitute {
  forPartId: string;
  partId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  /** Forbidden ones are told too, so that nobody tries. */
  rule: SubstituteRule;
  note: string;
  /** Free where this order takes its parts from: the man's bag, his sub-shop's store, ours. */
  freeMilli: number;
}

const ruleSql = "coalesce(r.rule, CASE WHEN x.note LIKE '%不可代%' THEN 'forbidden' ELSE 'allowed' END)";

/** What may stand in for parts on an order, with what is free of it: the allowed and those in stock first. */
export function findSubstitutes(
  read: RowReader,
  workOrderId: string,
  partIds: readonly string[],
): Substitute[] {
  const order = read.get<{ staff_id: string | null; sub_shop_id: string | null }>(
    'SELECT staff_id, sub_shop_id FROM work_order WHERE id = ?',
    workOrderId,
  );
  if (order === undefined || partIds.length === 0) return [];
  const places = JSON.stringify(placesFor(read as Tx, order));
  return read.all<Substitute>(
    `SELECT x.part_id AS forPartId, p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, ${ruleSql} AS rule,
       CASE WHEN coalesce(r.reason, '') = '' THEN x.note ELSE r.reason END AS note,
       (SELECT coalesce(sum(b.quantity_milli - b.reserved_milli), 0) FROM stock_balance b
         WHERE b.part_id = p.id AND b.condition = 'good' AND b.owner_kind <> 'custody' AND b.location_id IN (SELECT value FROM json_each(?))) AS freeMilli
     FROM part_substitute x JOIN part p ON p.id = x.other_part_id AND p.retired_at IS NULL
     LEFT JOIN part_substitute_rule r ON r.part_id = x.part_id AND r.other_part_id = x.other_part_id
     WHERE x.part_id IN (SELECT value FROM json_each(?)) ORDER BY ${ruleSql} = 'forbidden', freeMilli <= 0, p.code`,
    places,
    JSON.stringify(partIds),
  );
}

/**
 * 改用代用件: what an order waits for of a part, it gets of another one that may stand in for it; with nothing missing
 * any more the order goes on. `agreed`: somebody asked where the rule says so.
 * Faults: `substitute_forbidden` {part, other}, `substitute_asks` {part, other}, `substitute_short` {other, freeMilli}, `stock_quantity`, `stock_whole`.
 */
export function takeSubstitute(
  tx: Tx,
  input: { workOrderId: string; partId: string; otherPartId: string; quantityMilli: number; agreed: boolean },
): { heldMilli: number; resumed: boolean } {
  const order = getOrder(tx, input.workOrderId);
  const found = findSubstitutes(tx, order.id, [input.partId]).find((one) => one.partId === input.otherPartId);
  const names = { part: partParams(tx, input.partId).part, other: partParams(tx, input.otherPartId).part };
  if (found === undefined || found.rule === 'forbidden') throw new Fault('substitute_forbidden', names);
  if (found.rule === 'asks' && !input.agreed) throw new Fault('substitute_asks', names);
  assertWhole(tx, getPart(tx, input.otherPartId), input.quantityMilli);
  if (found.freeMilli < input.quantityMilli)
    throw new Fault('substitute_short', { ...names, freeMilli: found.freeMilli });
  let left = input.quantityMilli;
  for (const short of tx.all<ReservationRow>(
    "SELECT * FROM reservation WHERE work_order_id = ? AND part_id = ? AND state = 'short' ORDER BY seq",
    order.id,
    input.partId,
  )) {
    if (left <= 0) break;
    const less = Math.min(left, short.quantity_milli);
    endReservation(tx, short, { state: 'released', reason: 'substituted', quantityMilli: less });
    left -= less;
  }
  const { heldMilli } = reserveForOrder(tx, {
    workOrderId: order.id,
    partId: input.otherPartId,
    quantityMilli: input.quantityMilli,
    reason: 'substituted',
  });
  tx.note({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: 'parts.substituted',
    params: { ...names, quantityMilli: input.quantityMilli },
  });
  const [done] = resumeFilled(tx, [order.id], applyAction);
  resumeFilled(tx, fillShorts(tx, [input.partId]), applyAction);
  return { heldMilli, resumed: done?.resumed ?? false };
}
