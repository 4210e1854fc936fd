import { acceptanceTimes } from '../../../domain/time/acceptance.ts';
import { getCalendar, type RowReader } from '../masters.ts';
import { acceptanceTerms } from './terms.ts';

export interface OfferRow {
  id: string;
  at: number;
  warn_level: number;
  staff_id: string | null;
  sub_shop_id: string | null;
  assigned_by: string | null;
}

export interface Offered {
  offer: OfferRow;
  /** Instants of the warnings and of the end. */
  times: number[];
  returns: boolean;
}

/** The running offer of an order with its instants; undefined when nobody has been asked. */
export function offerOf(
  read: RowReader,
  order: { id: string; payer_id: string | null; received_day: string },
): Offered | undefined {
  const offer = read.get<OfferRow>(
    "SELECT id, at, warn_level, staff_id, sub_shop_id, assigned_by FROM assignment WHERE work_order_id = ? AND state = 'offered' ORDER BY assign_no DESC LIMIT 1",
    order.id,
  );
  if (offer === undefined) return undefined;
  const terms = acceptanceTerms(read, order.payer_id, order.received_day);
  const times = acceptanceTimes(
    terms,
    { offeredAt: offer.at, toSubShop: offer.sub_shop_id !== null },
    getCalendar(read),
  );
  return { offer, times, returns: terms.returns };
}

/**
 * When the running offer of an order that waits for its technician ends; null when no clock runs. Orders that came from
 * elsewhere as given (imported, or given before the outlet kept this clock) have none until they are given anew.
 */
export function acceptDueAt(
  read: RowReader,
  order: {
    id: string;
    state: string;
    side_state: string | null;
    payer_id: string | null;
    received_day: string;
    accept_due_at: number | null;
  },
  nowMs: number,
): number | null {
  if (order.state !== 'dispatched' || order.side_state !== null) return null;
  const offered = offerOf(read, order);
  if (offered === undefined || (order.accept_due_at === null && offered.offer.at !== nowMs)) return null;
  const end = offered.times.at(-1) ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(end) ? end : null;
}
