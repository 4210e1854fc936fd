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
  /** Which of these run in the outlet's working time; the others run around the clock. */
  workingTime?: readonly ClockKind[];
}

export interface ClockFacts {
  /** Received upstream (ms UTC): every payer counts from its own send time. */
  receivedAt: number;
  appointmentEndAt: number | null;
  finishedAt: number | null;
  /** Deadline the upstream itself named for papers or redo. */
  fixDueAt?: number | null;
  /** From the distance tier, e.g. 1.5 for far towns; multiplies the finish clock. */
  distanceFactor?: number;
  /**
   * Pauses of the finish clock, or of each clock by kind (see `pausesFor` in orders/hold.ts). Never add lengths of
   * pauses to a due time by hand: pauses overlap, and a working-time clock would end at night.
   */
  pauses: readonly Pause[] | ((kind: ClockKind) => readonly Pause[]);
}

export interface PlannedDeadline extends Deadline {
  kind: ClockKind;
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
    const hours = clock.workingTime?.includes(kind) === true ? calendar : null;
    out.push({ kind, ...computeDeadline(startAt, minutes, hours, pausesOf(kind)) });
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
    add('finish', facts.receivedAt, (finishHours * hourMs * (facts.distanceFactor ?? 1)) / minuteMs);
  }
  if (facts.finishedAt !== null && clock.uploadHours != null) {
    add('upload', facts.finishedAt, clock.uploadHours * 60);
  }
  if (facts.fixDueAt != null) promised('fix', facts.fixDueAt);
  return out;
}
