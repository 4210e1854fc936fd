/**
 * Bookings that look as if nobody agreed to them. Platforms and makers fine booked-for-the-clock appointments, so the
 * outlet wants to see its own before they do. A suspicion refuses nothing: a person decides about it by name.
 */
export const suspicionCodes = ['no_call', 'too_quick', 'same_minute', 'changed_soon'] as const;
export type SuspicionCode = (typeof suspicionCodes)[number];

/** What an outlet thinks of as suspicious; setting `outlet.suspicion`. */
export interface SuspicionLimits {
  /** A call that got through but ended sooner cannot have agreed on a time. */
  minCallSeconds: number;
  /** Booked sooner than this after the order came in. */
  minSecondsAfterReceipt: number;
  /** Different users booked by one person within a minute, this one included. */
  sameMinute: number;
  /** Booked anew within so many minutes of the booking before it. */
  changedWithinMinutes: number;
}

export const defaultLimits: SuspicionLimits = {
  minCallSeconds: 8,
  minSecondsAfterReceipt: 20,
  sameMinute: 6,
  changedWithinMinutes: 60,
};

export interface BookingFacts {
  /** UTC ms of the booking. */
  at: number;
  receivedAt: number;
  /** A platform's order owes it a call; at the counter the user stands there. */
  needsCall: boolean;
  /** Calls with this user since the order came in; seconds null where nobody timed it. */
  calls: readonly { at: number; connected: boolean; seconds: number | null }[];
  /** Bookings of this order before this one, UTC ms. */
  earlier: readonly number[];
  /** When the same person booked other users, UTC ms, one per user. */
  others: readonly number[];
}

/** Everything that speaks against a booking, the gravest first; empty when nothing does. */
export function suspicionsOf(facts: BookingFacts, limits: SuspicionLimits = defaultLimits): SuspicionCode[] {
  const out: SuspicionCode[] = [];
  const answered = facts.calls.filter((call) => call.connected && call.at <= facts.at);
  if (facts.needsCall && answered.length === 0) out.push('no_call');
  if (facts.needsCall && answered.length > 0) {
    const timed = answered.every((call) => call.seconds !== null);
    const longest = Math.max(...answered.map((call) => call.seconds ?? 0));
    const short = timed && longest < limits.minCallSeconds;
    if (short || facts.at - facts.receivedAt < limits.minSecondsAfterReceipt * 1000) out.push('too_quick');
  }
  const near = facts.others.filter((at) => Math.abs(facts.at - at) < 60_000).length;
  if (near + 1 >= limits.sameMinute) out.push('same_minute');
  const before = facts.earlier.filter((at) => at <= facts.at);
  if (before.some((at) => facts.at - at < limits.changedWithinMinutes * 60_000)) out.push('changed_soon');
  return out;
}
