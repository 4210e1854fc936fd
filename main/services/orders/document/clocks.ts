import { isHoldKey, pausesFor, type HoldSpan } from '../../../../domain/orders/hold.ts';
import { planDeadlines, type ClockKind } from '../../../../domain/time/payer-clock.ts';
import { placeFacts } from '../../clock/place.ts';
import { getCalendar, getPayerTerms, type RowReader } from '../../masters.ts';
import type { OrderRow } from '../core/order-row.ts';

export interface OrderClock {
  kind: string;
  dueAt: number | null;
  metAt: number | null;
  /** The hold that stops it now. */
  pausedBy: string | null;
  /** How long it stood still so far, ms. */
  pausedMs: number;
}

interface Times {
  arrived_at: number | null;
  verified_at: number | null;
}

/** Every clock the payer set on an order, met or running, with what stood still. Times UTC ms. */
export function clocksOf(read: RowReader, order: OrderRow & Times, nowMs: number): OrderClock[] {
  const terms = getPayerTerms(read, order.payer_id, order.received_day);
  const held: HoldSpan[] = read
    .all<{ hold_key: string; from_at: number; to_at: number | null }>(
      'SELECT hold_key, from_at, to_at FROM order_hold WHERE work_order_id = ? ORDER BY from_at',
      order.id,
    )
    .flatMap((hold) =>
      isHoldKey(hold.hold_key) ? [{ key: hold.hold_key, fromMs: hold.from_at, toMs: hold.to_at }] : [],
    );
  const waitsForPapers = order.verdict === 'refill' || order.verdict === 'redo';
  const plan = planDeadlines(
    terms.clock,
    {
      receivedAt: order.received_at,
      appointmentEndAt: order.appointment_state === 'agreed' ? order.appointment_end_at : null,
      finishedAt: order.finished_at,
      fixDueAt: waitsForPapers ? order.verdict_deadline_at : null,
      ...placeFacts(read, terms.clock, order.division_code),
      pauses: (kind) => pausesFor(kind, held, terms.holdOverrides),
    },
    getCalendar(read),
  );
  const metAt: Record<ClockKind, number | null> = {
    accept: order.accepted_upstream_at,
    first_call: order.first_call_at,
    visit: order.arrived_at ?? order.finished_at,
    finish: order.finished_at,
    upload: order.verified_at,
    fix: null,
  };
  return plan
    .filter((one) => one.kind !== 'accept' || order.connection_id !== null)
    .map(({ kind, dueAt }) => {
      const pauses = held.filter((hold) => pausesFor(kind, [hold], terms.holdOverrides).length > 0);
      return {
        kind,
        dueAt,
        metAt: metAt[kind],
        pausedBy: pauses.find((hold) => hold.toMs === null)?.key ?? null,
        pausedMs: pauses.reduce((sum, hold) => sum + ((hold.toMs ?? nowMs) - hold.fromMs), 0),
      };
    });
}
