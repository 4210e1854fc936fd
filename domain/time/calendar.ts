/**
 * The working calendar as data: weekly hours, seasons with longer hours, single days (holidays off, make-up days on)
 * that a person edits. Public holidays are written into `days` when the store is seeded; no rule here knows them.
 */
import { atLocal, defaultZone, isDay, weekday } from './business-day.ts';

/** Minutes since local midnight, `from` inclusive, `to` exclusive, from < to ≤ 1440. */
export interface WorkSpan {
  from: number;
  to: number;
}

export interface WorkSeason {
  /** `MM-DD`, both inclusive; may run over the new year. */
  from: string;
  to: string;
  weekly: WorkWeek;
}

/** Index 0 Monday … 6 Sunday. */
export type WorkWeek = readonly (readonly WorkSpan[])[];

export interface WorkCalendar {
  zone: string;
  weekly: WorkWeek;
  seasons: readonly WorkSeason[];
  /** Exceptions by business day: no spans = closed. They win over seasons and weekdays. */
  days: Readonly<Record<string, readonly WorkSpan[]>>;
  /** What single days are called; a name alone changes no hours. */
  notes?: Readonly<Record<string, DayNote>>;
}

/** Closed list: a public holiday, a working day in exchange for one, anything the manager names. */
export const dayNoteKinds = ['holiday', 'swap', 'own'] as const;

export interface DayNote {
  nameZh: string;
  nameEn: string;
  kind: (typeof dayNoteKinds)[number];
}

/** Every day of the week the same hours. */
export function sameWeek(spans: readonly WorkSpan[]): WorkWeek {
  return [spans, spans, spans, spans, spans, spans, spans];
}

/** An outlet works seven days; 08:00–18:30, June to August until 20:00. Settings replace it. */
export const defaultCalendar: WorkCalendar = {
  zone: defaultZone,
  weekly: sameWeek([{ from: 480, to: 1110 }]),
  seasons: [{ from: '06-01', to: '08-31', weekly: sameWeek([{ from: 480, to: 1200 }]) }],
  days: {},
};

function inSeason(day: string, season: WorkSeason): boolean {
  const md = day.slice(5);
  return season.from <= season.to
    ? md >= season.from && md <= season.to
    : md >= season.from || md <= season.to;
}

/** True when the day lies in one of the seasons (season deadlines of some payers ask). */
export function isSeasonDay(day: string, calendar: WorkCalendar): boolean {
  return calendar.seasons.some((season) => inSeason(day, season));
}

/** Working spans of a day in minutes, sorted. */
export function spansOfDay(day: string, calendar: WorkCalendar): readonly WorkSpan[] {
  const exception = calendar.days[day];
  if (exception !== undefined) return exception;
  const season = calendar.seasons.find((one) => inSeason(day, one));
  return (season?.weekly ?? calendar.weekly)[weekday(day) - 1] ?? [];
}

/** Working spans of a day as UTC ms, `[start, end)`. */
export function workOfDay(day: string, calendar: WorkCalendar): [number, number][] {
  return spansOfDay(day, calendar).map((span) => [
    atLocal(day, span.from, calendar.zone),
    atLocal(day, span.to, calendar.zone),
  ]);
}

export type CalendarProblem = { place: string; code: 'bad_span' | 'overlap' | 'bad_day' | 'week_length' };

function checkSpans(place: string, spans: readonly WorkSpan[], out: CalendarProblem[]): void {
  let end = -1;
  for (const span of spans) {
    if (!(Number.isInteger(span.from) && Number.isInteger(span.to) && span.from >= 0 && span.to <= 1440)) {
      out.push({ place, code: 'bad_span' });
    } else if (span.from >= span.to) out.push({ place, code: 'bad_span' });
    if (span.from < end) out.push({ place, code: 'overlap' });
    end = span.to;
  }
}

/** What is wrong with a calendar a person edited; empty when it may be saved. */
export function checkCalendar(calendar: WorkCalendar): CalendarProblem[] {
  const out: CalendarProblem[] = [];
  const week = (place: string, weekly: WorkWeek) => {
    if (weekly.length !== 7) out.push({ place, code: 'week_length' });
    weekly.forEach((spans, index) => checkSpans(`${place}.${index + 1}`, spans, out));
  };
  week('weekly', calendar.weekly);
  calendar.seasons.forEach((season, index) => {
    for (const end of [season.from, season.to]) {
      if (!isDay(`2024-${end}`)) out.push({ place: `seasons.${index}`, code: 'bad_day' });
    }
    week(`seasons.${index}`, season.weekly);
  });
  for (const [day, spans] of Object.entries(calendar.days)) {
    if (!isDay(day)) out.push({ place: `days.${day}`, code: 'bad_day' });
    checkSpans(`days.${day}`, spans, out);
  }
  return out;
}
