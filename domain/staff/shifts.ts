/**
 * When a person works: a recurring pattern, exceptions by single rows (extra work, leave, sick, training), and days on
 * which the outlet itself is closed. All times are minutes since local midnight, `from` inclusive, `to` exclusive.
 */
import { daysBetween } from '../time/business-day.ts';
import type { WorkSpan } from '../time/calendar.ts';

export const shiftKinds = ['work', 'leave', 'sick', 'training'] as const;
export type ShiftKind = (typeof shiftKinds)[number];
export type AbsenceKind = Exclude<ShiftKind, 'work'>;

/** A cycle of `cycle.length` days that begins on `fromDay`; an entry without spans is a day off. */
export interface ShiftPattern {
  fromDay: string;
  /** Last day, inclusive; null: until another one follows. */
  toDay: string | null;
  cycle: readonly (readonly WorkSpan[])[];
}

export interface ShiftException extends WorkSpan {
  kind: ShiftKind;
}

/** Why nobody is to be planned with: a day off of the pattern, the outlet is closed, or what the person said. */
export type OffReason = 'day_off' | 'closed' | AbsenceKind;

export interface Presence {
  /** When the person is there, sorted, without overlaps. */
  spans: readonly WorkSpan[];
  /** Absences of the day that somebody wrote down. */
  away: readonly (WorkSpan & { kind: AbsenceKind })[];
  /** Why the whole day is lost; null while any span is left. */
  off: OffReason | null;
  /** Thousandths of a usual working day that are left; above 1000 on a day with extra hours. */
  shareMilli: number;
}

/** A longest cycle of four weeks covers every rota a shop has; more is a mistake in typing. */
export const longestCycle = 28;

const wholeDay: readonly WorkSpan[] = [{ from: 0, to: 1440 }];

/** Spans sorted and joined where they touch or overlap; empty ones are dropped. */
export function joinSpans(spans: readonly WorkSpan[]): WorkSpan[] {
  const out: WorkSpan[] = [];
  for (const span of spans.filter((one) => one.to > one.from).sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else out.push({ from: span.from, to: span.to });
  }
  return out;
}

/** What of `spans` lies outside every one of `cuts`. */
export function cutSpans(spans: readonly WorkSpan[], cuts: readonly WorkSpan[]): WorkSpan[] {
  let left = joinSpans(spans);
  for (const cut of joinSpans(cuts))
    left = left.flatMap((span) =>
      [
        { from: span.from, to: Math.min(span.to, cut.from) },
        { from: Math.max(span.from, cut.to), to: span.to },
      ].filter((one) => one.to > one.from),
    );
  return left;
}

/** Minutes of `spans` that lie within `[from, to)`. */
export function minutesIn(spans: readonly WorkSpan[], window: WorkSpan = { from: 0, to: 1440 }): number {
  let sum = 0;
  for (const span of joinSpans(spans))
    sum += Math.max(0, Math.min(span.to, window.to) - Math.max(span.from, window.from));
  return sum;
}

/** The pattern that rules a day: of those that run then, the one that began last; undefined when none does. */
export function patternOfDay<T extends ShiftPattern>(patterns: readonly T[], day: string): T | undefined {
  let found: T | undefined;
  for (const one of patterns) {
    if (one.cycle.length === 0 || one.fromDay > day || (one.toDay !== null && one.toDay < day)) continue;
    if (found === undefined || one.fromDay >= found.fromDay) found = one;
  }
  return found;
}

/** What a pattern says of a day on or after its first. */
export function spansOfPattern(pattern: ShiftPattern, day: string): readonly WorkSpan[] {
  const at = daysBetween(pattern.fromDay, day) % pattern.cycle.length;
  return pattern.cycle[at < 0 ? at + pattern.cycle.length : at] ?? [];
}

/** A full day where neither a pattern nor the outlet's hours say how long one is. */
const plainDayMinutes = 480;

/**
 * How a person is there on one day. `patterns` of the narrowest kind that has one for the day (the person's own, else
 * the team's, else the outlet's); without any the person is there whenever asked while the outlet is open. `hours` are
 * the outlet's own of that day, none when it is closed. A row of extra work counts on days off and on closed days too;
 * an absence always wins over work.
 */
export function presenceOfDay(facts: {
  day: string;
  patterns: readonly ShiftPattern[];
  exceptions: readonly ShiftException[];
  hours: readonly WorkSpan[];
}): Presence {
  const closed = facts.hours.length === 0;
  const pattern = patternOfDay(facts.patterns, facts.day);
  const planned = closed ? [] : pattern === undefined ? wholeDay : spansOfPattern(pattern, facts.day);
  const extra = facts.exceptions.filter((one) => one.kind === 'work');
  const away = facts.exceptions
    .filter((one): one is ShiftException & { kind: AbsenceKind } => one.kind !== 'work' && one.to > one.from)
    .sort((a, b) => a.from - b.from);
  const base = joinSpans([...planned, ...extra]);
  const spans = cutSpans(base, away);
  if (spans.length === 0) {
    const idle: OffReason = closed ? 'closed' : 'day_off';
    return { spans, away, off: base.length > 0 ? (away[0]?.kind ?? idle) : idle, shareMilli: 0 };
  }
  // Whoever has no pattern is there round the clock: his day is as long as the outlet's, and only that part is lost
  const free = pattern === undefined && !closed && extra.length === 0;
  const left = free ? minutesIn(cutSpans(facts.hours, away)) : minutesIn(spans);
  const full =
    pattern === undefined
      ? minutesIn(free || !closed ? facts.hours : [])
      : Math.max(minutesIn(spansOfPattern(pattern, facts.day)) || longestDay(pattern), 1);
  return { spans, away, off: null, shareMilli: Math.round((left * 1000) / (full || plainDayMinutes)) };
}

const longestDay = (pattern: ShiftPattern): number =>
  Math.max(0, ...pattern.cycle.map((spans) => minutesIn(spans)));

/** Whether the person is away in a window: an absence touches it, or less than half of it is worked. */
export function isAwayIn(presence: Presence, window: WorkSpan): boolean {
  if (presence.away.some((one) => one.from < window.to && one.to > window.from)) return true;
  return minutesIn(presence.spans, window) * 2 < window.to - window.from;
}
