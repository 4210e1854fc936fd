import type { Tx } from '../../../db/tx.ts';
import { counterKey, formatNumber, seriesDefaults, type SeriesFormat } from '../../../domain/paper/series.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getSetting, getZone } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { replacedBy, type SlipFacts } from './build/index.ts';
import { searchThing } from '../search/index-thing.ts';
import { recordSlip, voidIfChanged } from './slip-changes.ts';

const series = seriesDefaults.dispatch_slip as SeriesFormat;

/** Number of the next slip: never used twice, its last sign proves that a scanned one was read right. */
export function nextSlipNumber(tx: Tx, day: string): string {
  return formatNumber(series, {
    shop: getSetting<string>(tx, 'outlet', 'number_prefix', ''),
    day,
    running: tx.next(counterKey('dispatch_slip', series, day, tx.epoch)),
    epoch: tx.epoch,
  });
}

type Slip = SlipFacts & { work_order_id: string; copies: number };

/**
 * The slip that goes out for an order now: the same one again while it has not come back, a new one for the next
 * visit or after the last was voided. A slip of someone who is assigned goes out with its first printing.
 */
export function slipToPrint(tx: Tx, order: OrderRow): Slip {
  const known = tx.get<Slip>(
    "SELECT id, number, state, visit_id, staff_id, void_reason, work_order_id, copies FROM slip WHERE work_order_id = ? AND state IN ('made', 'out') ORDER BY seq DESC LIMIT 1",
    order.id,
  );
  // What changed behind its back (a master's name, a step nobody told) is found here at the latest.
  if (known !== undefined && !voidIfChanged(tx, known)) return known;
  const day = businessDay(tx.at, getZone(tx));
  const number = nextSlipNumber(tx, day);
  const visitId =
    tx.value<string>(
      "SELECT id FROM visit WHERE work_order_id = ? AND state IN ('planned', 'departed', 'arrived') ORDER BY visit_no DESC LIMIT 1",
      order.id,
    ) ?? null;
  const row = {
    number,
    work_order_id: order.id,
    visit_id: visitId,
    staff_id: order.staff_id,
    day,
    state: 'made',
    at: tx.at,
  };
  const id = tx.insert('slip', row);
  searchThing(tx, 'slip', id, [number]);
  return { ...row, id, void_reason: null, copies: 0 };
}

/** Counts one printing on the paper itself; the first hands it to the one assigned. Returns the number of this copy. */
export function countCopy(tx: Tx, slip: Slip, staffId: string | null): number {
  slip.copies += 1;
  const goesOut = slip.state === 'made' && staffId !== null;
  if (slip.state !== 'void')
    recordSlip(tx, slip, businessDay(tx.at, getZone(tx)), replacedBy(tx, slip)?.number ?? null);
  tx.update('slip', slip.id, {
    copies: slip.copies,
    ...(goesOut ? { state: 'out', out_at: tx.at, staff_id: staffId } : {}),
  });
  if (goesOut) {
    slip.state = 'out';
    slip.staff_id = staffId;
  }
  return slip.copies;
}
