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
  pauses: readonly Pause[];
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
  const add = (
    kind: ClockKind,
    startAt: number,
    minutes: number | null | undefined,
    pauses = facts.pauses,
  ) => {
    if (minutes === null || minutes === undefined) return;
    const hours = clock.workingTime?.includes(kind) === true ? calendar : null;
    out.push({ kind, ...computeDeadline(startAt, minutes, hours, pauses) });
  };
  // pauses begin after the order is taken in; accepting it is never excused by them
  add('accept', facts.receivedAt, clock.acceptMin, []);
  add('first_call', facts.receivedAt, clock.firstCallMin, []);
  if (facts.appointmentEndAt !== null) {
    out.push({
      kind: 'visit',
      dueAt: facts.appointmentEndAt + (clock.visitGraceMin ?? 0) * minuteMs,
      leftMs: 0,
    });
  }
  const season = isSeasonDay(businessDay(facts.receivedAt, calendar.zone), calendar);
  const finishHours = season ? (clock.finishHoursSeason ?? clock.finishHours) : clock.finishHours;
  if (finishHours != null) {
    add('finish', facts.receivedAt, (finishHours * hourMs * (facts.distanceFactor ?? 1)) / minuteMs);
  }
  if (facts.finishedAt !== null && clock.uploadHours != null) {
    add('upload', facts.finishedAt, clock.uploadHours * 60, []);
  }
  if (facts.fixDueAt != null) out.push({ kind: 'fix', dueAt: facts.fixDueAt, leftMs: 0 });
  return out;
}
