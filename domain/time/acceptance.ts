/**
 * How long somebody who was given an order may leave it unanswered: warnings at shares of that time, and at its end the
 * order goes back to the pool.
 */
import type { WorkCalendar } from './calendar.ts';
import { computeDeadline } from './deadline.ts';

export interface AcceptanceTerms {
  /** Minutes a technician has. */
  minutes: number;
  /** Minutes a sub-shop has: its people are asked there first. */
  subShopMinutes: number;
  /** Thousandths of the time at which a warning is given, ascending; the end itself (1000) is no warning. */
  warnMilli: readonly number[];
  /** Counts in the outlet's working hours: an order given in the evening is answered in the morning. */
  workingTime: boolean;
  /** At the end the order goes back by itself; false: people are only told. */
  returns: boolean;
}

export const usualAcceptance: AcceptanceTerms = {
  minutes: 30,
  subShopMinutes: 120,
  warnMilli: [500, 800],
  workingTime: true,
  returns: true,
};

/** Instants of the warnings and, last, of the end, ascending (UTC ms). */
export function acceptanceTimes(
  terms: AcceptanceTerms,
  facts: { offeredAt: number; toSubShop: boolean },
  calendar: WorkCalendar,
): number[] {
  const minutes = Math.max(1, facts.toSubShop ? terms.subShopMinutes : terms.minutes);
  const hours = terms.workingTime ? calendar : null;
  return [...terms.warnMilli.filter((one) => one > 0 && one < 1000), 1000]
    .sort((a, b) => a - b)
    .map((milli) => computeDeadline(facts.offeredAt, (minutes * milli) / 1000, hours).dueAt ?? Infinity);
}

/** How many of these instants have passed; all of them: the time is over. */
export const acceptanceLevel = (times: readonly number[], nowMs: number): number =>
  times.filter((at) => at <= nowMs).length;
