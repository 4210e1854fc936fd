import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  atLocal,
  businessDay,
  dayEndMs,
  dayOfMonth,
  dayStartMs,
  daysBetween,
  hourMs,
  isDay,
  localMinutes,
  minuteMs,
  parseClock,
  weekday,
} from '../../../domain/time/business-day.ts';
import type { WorkCalendar } from '../../../domain/time/calendar.ts';
import { checkCalendar, defaultCalendar, sameWeek, spansOfDay } from '../../../domain/time/calendar.ts';
import type { Pause } from '../../../domain/time/deadline.ts';
import { computeDeadline, elapsedMs, levelOf, mergePauses } from '../../../domain/time/deadline.ts';
import { holds } from '../support.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const year = { min: at('2026-01-01T00:00:00'), max: at('2027-12-31T00:00:00') };
const anyInstant = fc.integer(year);

describe('business days', () => {
  it('a slip keyed at half past midnight belongs to the day on the wall', () => {
    expect(businessDay(at('2026-11-22T00:30:00'))).toBe('2026-11-22');
    expect(businessDay(at('2026-11-21T23:59:59'))).toBe('2026-11-21');
    expect(businessDay(at('2026-11-22T00:30:00'), 'UTC')).toBe('2026-11-21');
  });

  it('every instant lies in its day', () => {
    holds(
      [anyInstant, fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu')],
      (ms, zone) => {
        const day = businessDay(ms, zone);
        expect(ms >= dayStartMs(day, zone) && ms < dayEndMs(day, zone)).toBe(true);
        expect(isDay(day)).toBe(true);
        const minutes = localMinutes(ms, zone);
        expect(minutes >= 0 && minutes < 1440).toBe(true);
      },
    );
  });

  it('counts days, weekdays, months', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysBetween('2026-11-21', '2026-12-01')).toBe(10);
    expect(weekday('2026-11-22')).toBe(7);
    expect(dayOfMonth('2026-02', 31)).toBe('2026-02-28');
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(isDay('2026-02-30')).toBe(false);
    expect(parseClock('08:30')).toBe(510);
    expect(parseClock('24:00')).toBe(1440);
    expect(parseClock('24:01')).toBeNull();
    expect(parseClock('08:60')).toBeNull();
    expect(atLocal('2026-11-22', 510)).toBe(at('2026-11-22T08:30:00'));
  });
});

const span = fc
  .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 30, max: 600 }))
  .map(([from, length]) => ({ from, to: Math.min(from + length, 1440) }));

/** Calendars with odd hours, closed weekdays, a season and holidays; always some work each week. */
const anyCalendar: fc.Arbitrary<WorkCalendar> = fc
  .record({
    week: fc.array(fc.option(span), { minLength: 6, maxLength: 6 }),
    monday: span,
    season: span,
    holidays: fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 20 }),
  })
  .map(({ week, monday, season, holidays }) => ({
    zone: 'Asia/Shanghai',
    weekly: [[monday], ...week.map((one) => (one === null ? [] : [one]))],
    seasons: [{ from: '12-15', to: '01-20', weekly: sameWeek([season]) }],
    days: Object.fromEntries(holidays.map((n) => [addDays('2026-01-01', n), []])),
  }));

const closedPause = fc
  .tuple(anyInstant, fc.integer({ min: 0, max: 20 * 24 * hourMs }))
  .map(([fromMs, length]): Pause => ({ fromMs, toMs: fromMs + length }));
const pauses = fc.array(closedPause, { maxLength: 4 });
const minutes = fc.integer({ min: 0, max: 6_000 });

function inWork(ms: number, calendar: WorkCalendar): boolean {
  const day = businessDay(ms, calendar.zone);
  const now = localMinutes(ms, calendar.zone);
  const inside = (list: readonly { from: number; to: number }[], minute: number) =>
    list.some((one) => minute >= one.from && minute <= one.to);
  // midnight is both the end of a day that works until 24:00 and the start of the next
  return (
    inside(spansOfDay(day, calendar), now) ||
    (now === 0 && inside(spansOfDay(addDays(day, -1), calendar), 1440))
  );
}

describe('deadlines', () => {
  it('never fall outside working hours', () => {
    holds([anyInstant, minutes, anyCalendar, pauses], (start, length, calendar, stops) => {
      const { dueAt } = computeDeadline(start, length, calendar, stops);
      expect(dueAt).not.toBeNull();
      expect(inWork(dueAt ?? 0, calendar)).toBe(true);
    });
  });

  it('have exactly the asked running time before them', () => {
    holds([anyInstant, minutes, fc.option(anyCalendar), pauses], (start, length, calendar, stops) => {
      const { dueAt } = computeDeadline(start, length, calendar, stops);
      expect(elapsedMs(start, dueAt ?? 0, calendar, stops)).toBe(length * minuteMs);
    });
  });

  it('are monotone in start and length, and a pause never brings one nearer', () => {
    holds(
      [anyInstant, fc.nat(5 * 24 * hourMs), minutes, fc.nat(600), anyCalendar, pauses, closedPause],
      (start, later, length, more, calendar, stops, pause) => {
        const due = computeDeadline(start, length, calendar, stops).dueAt ?? 0;
        expect(computeDeadline(start + later, length, calendar, stops).dueAt ?? 0).toBeGreaterThanOrEqual(
          due,
        );
        expect(computeDeadline(start, length + more, calendar, stops).dueAt ?? 0).toBeGreaterThanOrEqual(due);
        expect(computeDeadline(start, length, calendar, [...stops, pause]).dueAt ?? 0).toBeGreaterThanOrEqual(
          due,
        );
      },
    );
  });

  it('a pause shifts the end by exactly the running time it covers', () => {
    holds([anyInstant, minutes, fc.option(anyCalendar), closedPause], (start, length, calendar, pause) => {
      const plain = computeDeadline(start, length, calendar).dueAt ?? 0;
      const paused = computeDeadline(start, length, calendar, [pause]).dueAt ?? 0;
      const covered = elapsedMs(start, paused, calendar) - elapsedMs(start, paused, calendar, [pause]);
      expect(elapsedMs(start, paused, calendar) - elapsedMs(start, plain, calendar)).toBe(covered);
    });
  });

  it('around the clock a pause inside shifts by its own length', () => {
    const start = at('2026-11-21T22:00:00');
    const pause = { fromMs: start + hourMs, toMs: start + 3 * hourMs };
    expect(computeDeadline(start, 120, null).dueAt).toBe(start + 2 * hourMs);
    expect(computeDeadline(start, 120, null, [pause, pause]).dueAt).toBe(start + 4 * hourMs);
  });

  it('pauses that nest, overlap or follow count once', () => {
    holds(
      [anyInstant, anyInstant, anyCalendar, pauses],
      (a, b, calendar, stops) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const once = elapsedMs(from, to, calendar, stops);
        expect(elapsedMs(from, to, calendar, [...stops, ...stops])).toBe(once);
        const merged = mergePauses(stops).map(([fromMs, toMs]) => ({ fromMs, toMs }));
        expect(elapsedMs(from, to, calendar, merged)).toBe(once);
      },
      100,
    );
  });

  it('an open pause leaves no due time but says what is left', () => {
    const start = at('2026-11-21T18:00:00');
    const open = [{ fromMs: at('2026-11-22T09:00:00'), toMs: null }];
    expect(computeDeadline(start, 120, defaultCalendar, open)).toEqual({
      dueAt: null,
      leftMs: 30 * minuteMs,
    });
    expect(computeDeadline(start, 120, null, open)).toEqual({ dueAt: start + 2 * hourMs, leftMs: 0 });
    expect(computeDeadline(start, 60, defaultCalendar, [{ fromMs: 0, toMs: null }])).toEqual({
      dueAt: null,
      leftMs: hourMs,
    });
  });

  it('evening orders run on in the morning, in season later', () => {
    const hour = (text: string) => computeDeadline(at(text), 60, defaultCalendar).dueAt;
    expect(hour('2026-11-21T18:00:00')).toBe(at('2026-11-22T08:30:00'));
    expect(hour('2026-07-21T18:30:00')).toBe(at('2026-07-21T19:30:00'));
    expect(hour('2026-11-21T03:00:00')).toBe(at('2026-11-21T09:00:00'));
  });

  it('a calendar without work gives no deadline instead of searching for ever', () => {
    const closed: WorkCalendar = { zone: 'Asia/Shanghai', weekly: sameWeek([]), seasons: [], days: {} };
    expect(computeDeadline(at('2026-11-21T03:00:00'), 10, closed).dueAt).toBeNull();
  });

  it('levels: fine, warn by step, late, met, paused', () => {
    const now = at('2026-11-21T12:00:00');
    expect(levelOf({ dueAt: null }, now).level).toBe('paused');
    expect(levelOf({ dueAt: now + 5 * hourMs }, now).level).toBe('fine');
    expect(levelOf({ dueAt: now + hourMs }, now)).toMatchObject({ level: 'warn', step: 1 });
    expect(levelOf({ dueAt: now + 10 * minuteMs }, now)).toMatchObject({ level: 'warn', step: 2 });
    expect(levelOf({ dueAt: now - minuteMs }, now)).toEqual({ level: 'late', byMs: minuteMs });
    expect(levelOf({ dueAt: now, metAt: now }, now + hourMs)).toEqual({ level: 'met' });
    expect(levelOf({ dueAt: now, metAt: now + 1 }, now + hourMs)).toEqual({ level: 'late', byMs: 1 });
  });
});

describe('calendar check', () => {
  it('passes the default and every generated one', () => {
    expect(checkCalendar(defaultCalendar)).toEqual([]);
    holds([anyCalendar], (calendar) => checkCalendar(calendar).length === 0, 50);
  });

  it('names what is wrong', () => {
    const bad: WorkCalendar = {
      zone: 'Asia/Shanghai',
      weekly: [[{ from: 600, to: 500 }]],
      seasons: [{ from: '13-01', to: '02-01', weekly: sameWeek([]) }],
      days: {
        '2026-02-30': [
          { from: 0, to: 100 },
          { from: 50, to: 120 },
        ],
      },
    };
    expect(
      checkCalendar(bad)
        .map((problem) => problem.code)
        .sort(),
    ).toEqual(['bad_day', 'bad_day', 'bad_span', 'overlap', 'week_length']);
  });
});
