import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { timesMilli } from '../../../domain/money/round.ts';
import { owedOf, type RequestLine } from '../../../domain/stock/request.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { addShort } from './reservations.ts';

export interface Headroom {
  payerId: string;
  depositFen: number;
  /** deposit − maker's parts on hand − old parts not yet accepted − what is asked for and on its way. */
  headroomFen: number;
}

/** What of each maker's parts deposit is still free; payers without a deposit are not in it. */
export function computeHeadroom(read: RowReader, day: string): Headroom[] {
  return read.all<Headroom>(
    `SELECT q.payer_id AS payerId, q.parts_deposit_fen AS depositFen, q.parts_deposit_fen
       - (SELECT coalesce(sum((b.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
          WHERE b.owner_kind = 'payer' AND b.owner_id = q.payer_id AND b.condition IN ('good', 'doa', 'inspect') AND l.is_real = 1 AND b.quantity_milli > 0)
       - (SELECT coalesce(sum(amount_fen), 0) FROM old_part o WHERE o.payer_id = q.payer_id AND o.state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed'))
       - (SELECT coalesce(sum(deposit_used_fen), 0) FROM parts_request r WHERE r.payer_id = q.payer_id AND r.state IN ('asked', 'approved', 'shipped', 'sent_back', 'short')) AS headroomFen
     FROM payer_profile q WHERE q.parts_deposit_fen > 0
       AND q.from_day = (SELECT max(from_day) FROM payer_profile x WHERE x.payer_id = q.payer_id AND x.from_day <= ?) ORDER BY q.payer_id`,
    day,
  );
}

/** Faults: `parts_deposit_short` when a maker's deposit does not carry `usedFen`. Answers what is free of it before. */
export function assertHeadroom(tx: Tx, payerId: string | null, usedFen: number): number | null {
  const room = computeHeadroom(tx, businessDay(tx.at, getZone(tx))).find((one) => one.payerId === payerId);
  if (room === undefined) return null;
  if (usedFen > room.headroomFen)
    throw new Fault('parts_deposit_short', {
      payer:
        tx.get<{ name_zh: string }>('SELECT name_zh FROM payer WHERE id = ?', room.payerId)?.name_zh ?? '',
      headroomFen: room.headroomFen,
      neededFen: usedFen,
    });
  return room.headroomFen;
}

/** The order waits for at least this much of a part: goods coming in find it. */
export function waitFor(tx: Tx, order: OrderRow, partId: string, quantityMilli: number): void {
  const waiting =
    tx.value<number>(
      "SELECT coalesce(sum(quantity_milli), 0) FROM reservation WHERE work_order_id = ? AND part_id = ? AND state = 'short'",
      order.id,
      partId,
    ) ?? 0;
  if (waiting < quantityMilli) addShort(tx, order, partId, quantityMilli - waiting);
}

interface LineRow extends RequestLine {
  id: string;
  lineNo: number;
  partId: string;
  unitFen: number;
  shippedMilli: number;
}

export const linesOf = (tx: Tx, requestId: string): LineRow[] =>
  tx.all<LineRow>(
    `SELECT id, line_no AS lineNo, part_id AS partId, unit_fen AS unitFen, asked_milli AS askedMilli, approved_milli AS approvedMilli,
       shipped_milli AS shippedMilli, received_milli AS receivedMilli FROM parts_request_line WHERE request_id = ? ORDER BY line_no`,
    requestId,
  );

/** What is owed draws on the deposit; what came is stock and counts as such. Our own parts draw on none. */
export function depositOf(payerId: string | null, lines: readonly LineRow[]): number {
  if (payerId === null) return 0;
  const owed = owedOf(lines);
  return lines.reduce((sum, line, at) => sum + timesMilli(line.unitFen, owed[at] ?? 0), 0);
}
