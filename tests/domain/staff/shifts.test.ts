import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutSpans,
  isAwayIn,
  joinSpans,
  minutesIn,
  patternOfDay,
  presenceOfDay,
  type ShiftException,
  spansOfPattern,
} from '../../../domain/staff/shifts.ts';
import { addDays } from '../../../domain/time/business-day.ts';
import { holds } from '../support.ts';

const early = [{ from: 480, to: 960 }];
const late = [{ from: 720, to: 1200 }];
const sixOne = { fromDay: '2026-11-02', toDay: null, cycle: [early, early, early, early, early, early, []] };
const hours = [{ from: 480, to: 1110 }];
const base = { day: '2026-11-24', patterns: [sixOne], exceptions: [] as ShiftException[], hours };

const span = fc
  .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const spans = fc.array(span, { maxLength: 5 });
const exception = fc
  .tuple(span, fc.constantFrom('work' as const, 'leave' as const, 'sick' as const, 'training' as const))
  .map(([one, kind]): ShiftException => ({ ...one, kind }));
const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2025-06-01', n));
const cycle = fc.array(spans, { minLength: 1, maxLength: 28 });
/** A minute belongs to a list of spans. */
const covers = (list: readonly { from: number; to: number }[], minute: number) =>
  list.some((one) => one.from <= minute && minute < one.to);

describe('spans', () => {
  it('joined and cut spans hold exactly the minutes they should', () => {
    holds([spans, spans, fc.integer({ min: 0, max: 1439 })], (a, b, minute) => {
      expect(covers(joinSpans(a), minute)).toBe(covers(a, minute));
      expect(covers(cutSpans(a, b), minute)).toBe(covers(a, minute) && !covers(b, minute));
      expect(minutesIn(cutSpans(a, b)) + minutesIn(cutSpans(a, cutSpans(a, b)))).toBe(minutesIn(a));
      const joined = joinSpans(a);
      for (let at = 1; at < joined.length; at += 1)
        expect(joined[at]?.from).toBeGreaterThan(joined[at - 1]?.to ?? -1);
    });
  });
});

describe('patterns', () => {
  it('repeat over month and year ends', () => {
    holds([cycle, day, fc.integer({ min: 0, max: 60 })], (body, fromDay, rounds) => {
      const pattern = { fromDay, toDay: null, cycle: body };
      body.forEach((wanted, at) =>
        expect(spansOfPattern(pattern, addDays(fromDay, at + rounds * body.length))).toEqual(wanted),
      );
    });
  });

  it('the one that began last rules; one that ended rules no more', () => {
    const first = { fromDay: '2026-01-01', toDay: null, cycle: [early] };
    const summer = { fromDay: '2026-06-01', toDay: '2026-08-31', cycle: [late] };
    expect(patternOfDay([summer, first], '2026-05-31')).toBe(first);
    expect(patternOfDay([first, summer], '2026-07-01')).toBe(summer);
    expect(patternOfDay([first, summer], '2026-09-01')).toBe(first);
    expect(patternOfDay([first, summer], '2025-12-31')).toBeUndefined();
  });
});

describe('presence', () => {
  it('six days and one off', () => {
    expect(presenceOfDay(base)).toMatchObject({ spans: early, off: null, shareMilli: 1000 });
    expect(presenceOfDay({ ...base, day: '2026-11-29' })).toMatchObject({
      spans: [],
      off: 'day_off',
      shareMilli: 0,
    });
  });

  it('a free morning is half of the shift; a day of leave none; extra work counts on a day off', () => {
    const away = (from: number, to: number, kind: ShiftException['kind'] = 'leave') =>
      presenceOfDay({ ...base, exceptions: [{ from, to, kind }] });
    expect(away(0, 720)).toMatchObject({ spans: [{ from: 720, to: 960 }], off: null, shareMilli: 500 });
    expect(away(0, 1440, 'sick')).toMatchObject({ spans: [], off: 'sick', shareMilli: 0 });
    expect(
      presenceOfDay({
        ...base,
        day: '2026-11-29',
        exceptions: [{ from: 480, to: 720, kind: 'work' }],
      }),
    ).toMatchObject({ spans: [{ from: 480, to: 720 }], off: null, shareMilli: 500 });
  });

  it('without a pattern a person is there whenever the outlet is open', () => {
    const free = { ...base, patterns: [] };
    expect(presenceOfDay(free)).toMatchObject({ off: null, shareMilli: 1000 });
    expect(isAwayIn(presenceOfDay(free), { from: 1080, to: 1200 })).toBe(false);
    expect(presenceOfDay({ ...free, hours: [] })).toMatchObject({ off: 'closed', shareMilli: 0 });
    const morning = presenceOfDay({ ...free, exceptions: [{ from: 0, to: 720, kind: 'leave' }] });
    expect(morning.shareMilli).toBe(Math.round((390 * 1000) / 630));
    expect(isAwayIn(morning, { from: 600, to: 720 })).toBe(true);
    expect(isAwayIn(morning, { from: 840, to: 960 })).toBe(false);
  });

  it('closed days are nobody’s unless somebody comes in; a slot counts as worked from its half on', () => {
    const closed = { ...base, hours: [] };
    expect(presenceOfDay(closed).off).toBe('closed');
    expect(presenceOfDay({ ...closed, exceptions: [{ from: 540, to: 780, kind: 'work' }] })).toMatchObject({
      off: null,
      shareMilli: 500,
    });
    expect(isAwayIn(presenceOfDay(base), { from: 900, to: 1020 })).toBe(false);
    expect(isAwayIn(presenceOfDay(base), { from: 960, to: 1080 })).toBe(true);
  });

  it('never works while away, whatever is written down', () => {
    holds(
      [cycle, day, day, fc.array(exception, { maxLength: 6 }), spans, fc.integer({ min: 0, max: 1439 })],
      (body, fromDay, on, exceptions, open, minute) => {
        const presence = presenceOfDay({
          day: on,
          patterns: [{ fromDay, toDay: null, cycle: body }],
          exceptions,
          hours: open,
        });
        if (covers(presence.away, minute)) expect(covers(presence.spans, minute)).toBe(false);
        else if (exceptions.some((one) => one.kind === 'work' && covers([one], minute)))
          expect(covers(presence.spans, minute)).toBe(true);
        expect(presence.off === null).toBe(presence.spans.length > 0);
        expect(presence.shareMilli >= 0).toBe(true);
        expect(presence.off === null || presence.shareMilli === 0).toBe(true);
      },
    );
  });
});
