/**
 * The clocks a payer sets: accept upstream, first call, visit, finish, upload, send papers again. Every number is the
 * payer's own; a missing number means this payer sets no such clock.
 */
import type { WorkCalendar } from './calendar.ts';
import { isSeasonDay } from './calendar.ts';
import { businessDay, hourMs, minuteMs } from './business-day.ts';
import type { Deadline, Pause } from './deadline.ts';
import { computeDeadline } from './deadline.ts';

export type ClockKind = 'accept' | 'first_call' | 'visit' | 'finish' | 'upload' | 'fix';

export interface PayerClock {
  acceptMin?: number | null;
  firstCallMin?: number | null;
  /** Tolerated after the start of an exact appointment or the end of a slot. */
  visitGraceMin?: number | null;
  finishHours?: number | null;
  finishHoursSeason?: number | null;
  uploadHours?: number | null;
  /** Which of these run in the outlet's working time; the others run around the clock, unless named below. */
  workingTime?: readonly ClockKind[];
  /** Run around the clock, but what comes at night or on a closed day begins when the outlet opens. */
  fromOpening?: readonly ClockKind[];
  /** Run day and night on open days; days on which the outlet is closed do not count. */
  openDays?: readonly ClockKind[];
  /** Far places: the finish clock is multiplied by the factor of the distance tier. */
  byDistance?: boolean;
  /** The finish clock gets the extra hours of the county. */
  extraHours?: boolean;
}

/** How one clock treats nights and closed days. */
export type ClockRun = 'always' | 'from_opening' | 'open_days' | 'hours';

export function runOf(clock: PayerClock, kind: ClockKind): ClockRun {
  if (clock.workingTime?.includes(kind) === true) return 'hours';
  if (clock.openDays?.includes(kind) === true) return 'open_days';
  return clock.fromOpening?.includes(kind) === true ? 'from_opening' : 'always';
}

export interface ClockFacts {
  /** Received upstream (ms UTC): every payer counts from its own send time. */
  receivedAt: number;
  appointmentEndAt: number | null;
  finishedAt: number | null;
  /** Deadline the upstream itself named for papers or redo. */
  fixDueAt?: number | null;
  /** From the distance tier, e.g. 1.5 for far towns; multiplies the finish clock. Given where the payer grants it. */
  distanceFactor?: number;
  /** Of the county; added to the finish clock. Given where the payer grants it. */
  extraHours?: number;
  /**
   * Pauses of the finish clock, or of each clock by kind (see `pausesFor` in orders/hold.ts). Never add lengths of
   * pauses to a due time by hand: pauses overlap, and a working-time clock would end at night.
   */
  pauses: readonly Pause[] | ((kind: ClockKind) => readonly Pause[]);
}

export interface PlannedDeadline extends Deadline {
  kind: ClockKind;
}

const wholeDay = [{ from: 0, to: 1440 }];
const wholeDaysKnown = new WeakMap<WorkCalendar, WorkCalendar>();

/** The same calendar with open days that run from midnight to midnight. */
function wholeDays(calendar: WorkCalendar): WorkCalendar {
  const known = wholeDaysKnown.get(calendar);
  if (known !== undefined) return known;
  const whole = (spans: readonly unknown[]) => (spans.length === 0 ? [] : wholeDay);
  const made: WorkCalendar = {
    zone: calendar.zone,
    weekly: calendar.weekly.map(whole),
    seasons: calendar.seasons.map((season) => ({ ...season, weekly: season.weekly.map(whole) })),
    days: Object.fromEntries(Object.entries(calendar.days).map(([day, spans]) => [day, whole(spans)])),
  };
  wholeDaysKnown.set(calendar, made);
  return made;
}

/** The deadlines of an order as they stand with these facts; a kind appears only if its clock is set and started. */
export function planDeadlines(
  clock: PayerClock,
  facts: ClockFacts,
  calendar: WorkCalendar,
): PlannedDeadline[] {
  const out: PlannedDeadline[] = [];
  const { pauses } = facts;
  const pausesOf = (kind: ClockKind): readonly Pause[] =>
    typeof pauses === 'function' ? pauses(kind) : kind === 'finish' ? pauses : [];
  const add = (kind: ClockKind, startAt: number, minutes: number | null | undefined) => {
    if (minutes === null || minutes === undefined) return;
    const run = runOf(clock, kind);
    const hours = run === 'hours' ? calendar : run === 'open_days' ? wholeDays(calendar) : null;
    const from = run === 'from_opening' ? (computeDeadline(startAt, 0, calendar).dueAt ?? startAt) : startAt;
    out.push({ kind, ...computeDeadline(from, minutes, hours, pausesOf(kind)) });
  };
  /** A day someone was promised does not move with a pause; while one is open it only asks for nothing. */
  const promised = (kind: ClockKind, dueAt: number) => {
    const open = pausesOf(kind).some((pause) => pause.toMs === null);
    out.push({ kind, dueAt: open ? null : dueAt, leftMs: 0 });
  };
  add('accept', facts.receivedAt, clock.acceptMin);
  add('first_call', facts.receivedAt, clock.firstCallMin);
  if (facts.appointmentEndAt !== null) {
    promised('visit', facts.appointmentEndAt + (clock.visitGraceMin ?? 0) * minuteMs);
  }
  const season = isSeasonDay(businessDay(facts.receivedAt, calendar.zone), calendar);
  const finishHours = season ? (clock.finishHoursSeason ?? clock.finishHours) : clock.finishHours;
  if (finishHours != null) {
    const hours = finishHours * (facts.distanceFactor ?? 1) + (facts.extraHours ?? 0);
    add('finish', facts.receivedAt, (hours * hourMs) / minuteMs);
  }
  if (facts.finishedAt !== null && clock.uploadHours != null) {
    add('upload', facts.finishedAt, clock.uploadHours * 60);
  }
  if (facts.fixDueAt != null) promised('fix', facts.fixDueAt);
  return out;
}
