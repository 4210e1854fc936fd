/**
 * Deadlines that run only while they should: in working time where the payer counts so, and never during a pause
 * (waiting for parts, for the user, for goods). Pauses overlap, nest and lie outside hours; none is counted twice.
 */
import { addDays, businessDay, minuteMs } from './business-day.ts';
import type { WorkCalendar } from './calendar.ts';
import { workOfDay } from './calendar.ts';

/** `toMs: null` = still going on. */
export interface Pause {
  fromMs: number;
  toMs: number | null;
}

/** `dueAt` null while an open pause holds the clock: `leftMs` of running time is then still to go. */
export interface Deadline {
  dueAt: number | null;
  leftMs: number;
}

/** A calendar without working time within this many days is a mistake, not a long holiday. */
const searchDays = 800;

/** Pauses sorted and merged, as `[from, to)`; an open one ends at Infinity. */
export function mergePauses(pauses: readonly Pause[]): [number, number][] {
  const sorted = pauses
    .map((pause): [number, number] => [pause.fromMs, pause.toMs ?? Number.POSITIVE_INFINITY])
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** Parts of `[from, to)` not covered by the merged pauses. */
function cut(from: number, to: number, pauses: readonly [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  let at = from;
  for (const [start, end] of pauses) {
    if (end <= at) continue;
    if (start >= to) break;
    if (start > at) out.push([at, start]);
    at = Math.max(at, end);
    if (at >= to) return out;
  }
  if (at < to) out.push([at, to]);
  return out;
}

/** Running pieces from an instant on, up to the start of an open pause; else endless for a calendar that works. */
function* running(
  startMs: number,
  calendar: WorkCalendar | null,
  pauses: readonly [number, number][],
): Generator<[number, number]> {
  if (calendar === null) {
    yield* cut(startMs, Number.POSITIVE_INFINITY, pauses);
    return;
  }
  const last = pauses.at(-1);
  const openFrom =
    last !== undefined && last[1] === Number.POSITIVE_INFINITY ? last[0] : Number.POSITIVE_INFINITY;
  let day = businessDay(startMs, calendar.zone);
  for (let n = 0; n < searchDays; day = addDays(day, 1)) {
    let any = false;
    for (const [from, to] of workOfDay(day, calendar)) {
      if (from >= openFrom) return;
      if (to <= startMs) continue;
      for (const piece of cut(Math.max(from, startMs), to, pauses)) {
        any = true;
        yield piece;
      }
    }
    n = any ? 0 : n + 1;
  }
}

/**
 * The instant by which `minutes` of running time have passed since `startMs`.
 * `calendar` null: the payer counts around the clock. With a calendar the result is never outside working hours
 * (closing time itself is inside); zero minutes give the first running instant.
 */
export function computeDeadline(
  startMs: number,
  minutes: number,
  calendar: WorkCalendar | null,
  pauses: readonly Pause[] = [],
): Deadline {
  if (!(minutes >= 0 && Number.isFinite(minutes))) throw new RangeError(`not a length of time: ${minutes}`);
  const merged = mergePauses(pauses);
  let left = Math.round(minutes * minuteMs);
  for (const [from, to] of running(startMs, calendar, merged)) {
    if (left <= to - from) return { dueAt: from + left, leftMs: 0 };
    left -= to - from;
  }
  return { dueAt: null, leftMs: left };
}

/** Running time between two instants in ms: what `computeDeadline` counts. */
export function elapsedMs(
  startMs: number,
  endMs: number,
  calendar: WorkCalendar | null,
  pauses: readonly Pause[] = [],
): number {
  let sum = 0;
  if (endMs <= startMs) return 0;
  const bounded = mergePauses([...pauses, { fromMs: endMs, toMs: null }]);
  for (const [from, to] of running(startMs, calendar, bounded)) sum += to - from;
  return sum;
}

/** How a deadline looks now. `warnMs` ascending by nearness, e.g. [2 h, 30 min] gives levels 1 and 2. */
export type DeadlineLevel =
  | { level: 'paused' }
  | { level: 'met' }
  | { level: 'fine'; leftMs: number }
  | { level: 'warn'; step: number; leftMs: number }
  | { level: 'late'; byMs: number };

export function levelOf(
  deadline: { dueAt: number | null; metAt?: number | null },
  nowMs: number,
  warnMs: readonly number[] = [120 * minuteMs, 30 * minuteMs],
): DeadlineLevel {
  if (deadline.dueAt === null) return { level: 'paused' };
  if (deadline.metAt != null) {
    return deadline.metAt <= deadline.dueAt
      ? { level: 'met' }
      : { level: 'late', byMs: deadline.metAt - deadline.dueAt };
  }
  const leftMs = deadline.dueAt - nowMs;
  if (leftMs < 0) return { level: 'late', byMs: -leftMs };
  const step = warnMs.filter((limit) => leftMs <= limit).length;
  return step === 0 ? { level: 'fine', leftMs } : { level: 'warn', step, leftMs };
}
