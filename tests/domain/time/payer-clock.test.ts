import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HoldKey, type HoldSpan, holdKeys, pausesFor } from '../../../domain/orders/hold.ts';
import { addDays, businessDay, hourMs, localMinutes, minuteMs } from '../../../domain/time/business-day.ts';
import { sameWeek, spansOfDay, type WorkCalendar } from '../../../domain/time/calendar.ts';
import {
  type ClockFacts,
  type ClockKind,
  type PayerClock,
  planDeadlines,
  type PlannedDeadline,
} from '../../../domain/time/payer-clock.ts';
import { holds } from '../support.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const hours = [
  { from: 480, to: 720 },
  { from: 780, to: 1110 },
];
/** Sundays off, longer hours over the new year, National Day off, and the Saturdays and Sundays in exchange worked. */
const swapCalendar: WorkCalendar = {
  zone: 'Asia/Shanghai',
  weekly: [hours, hours, hours, hours, hours, hours, []],
  seasons: [{ from: '12-20', to: '01-10', weekly: sameWeek([{ from: 420, to: 1440 }]) }],
  days: {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`2026-10-0${n}`, []])),
    '2026-09-20': hours,
    '2026-10-10': hours,
    '2027-01-01': [],
  },
};
const runKinds = ['accept', 'first_call', 'finish', 'upload'] as const;
const span = fc
  .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 30, max: 900 }))
  .map(([from, length]) => ({ from, to: Math.min(from + length, 1440) }));
const anyCalendar: fc.Arbitrary<WorkCalendar> = fc.oneof(
  fc.constant(swapCalendar),
  fc
    .record({
      day: span,
      sunday: fc.option(span),
      off: fc.array(fc.nat(400), { maxLength: 30 }),
      late: fc.boolean(),
    })
    .map(({ day, sunday, off, late }) => ({
      zone: 'Asia/Shanghai',
      weekly: [[day], [day], [day], [day], [day], [day], sunday === null ? [] : [sunday]],
      seasons: [{ from: '12-25', to: '01-05', weekly: sameWeek([{ from: late ? 1200 : 0, to: 1440 }]) }],
      days: Object.fromEntries(off.map((n) => [addDays('2026-06-01', n), []])),
    })),
);
const instant = fc.integer({ min: at('2026-06-01T00:00:00'), max: at('2027-06-30T00:00:00') });
const anyClock: fc.Arbitrary<PayerClock> = fc
  .record({
    acceptMin: fc.option(fc.integer({ min: 1, max: 600 })),
    firstCallMin: fc.option(fc.integer({ min: 1, max: 1200 })),
    visitGraceMin: fc.option(fc.integer({ min: 0, max: 120 })),
    finishHours: fc.option(fc.integer({ min: 1, max: 120 })),
    finishHoursSeason: fc.option(fc.integer({ min: 1, max: 200 })),
    uploadHours: fc.option(fc.integer({ min: 1, max: 72 })),
    runs: fc.array(fc.constantFrom('always', 'from_opening', 'open_days', 'hours'), {
      minLength: 4,
      maxLength: 4,
    }),
  })
  .map(({ runs, ...clock }) => {
    const of = (run: string) => runKinds.filter((_kind, index) => runs[index] === run);
    return { ...clock, workingTime: of('hours'), openDays: of('open_days'), fromOpening: of('from_opening') };
  });
const closedHold = fc
  .tuple(fc.constantFrom(...holdKeys), instant, fc.integer({ min: 0, max: 20 * 24 * hourMs }))
  .map(([key, fromMs, length]): HoldSpan => ({ key, fromMs, toMs: fromMs + length }));
const someHolds = fc.array(closedHold, { maxLength: 4 });
const overrides = fc.dictionary(
  fc.constantFrom(...holdKeys),
  fc.uniqueArray(fc.constantFrom<ClockKind>('accept', 'first_call', 'visit', 'finish', 'upload')),
  { maxKeys: 4 },
) as fc.Arbitrary<Partial<Record<HoldKey, ClockKind[]>>>;

const factsOf = (receivedAt: number, held: readonly HoldSpan[], own = {}): ClockFacts => ({
  receivedAt,
  appointmentEndAt: receivedAt + 30 * hourMs,
  finishedAt: receivedAt + 40 * hourMs,
  pauses: (kind) => pausesFor(kind, held, own),
});
const dueOf = (plan: readonly PlannedDeadline[], kind: ClockKind) =>
  plan.find((one) => one.kind === kind)?.dueAt ?? null;
const isOpen = (ms: number, calendar: WorkCalendar) => {
  const minute = localMinutes(ms, calendar.zone);
  const day = businessDay(ms, calendar.zone);
  const ends = (one: { from: number; to: number }) => minute >= one.from && minute <= one.to;
  return (
    spansOfDay(day, calendar).some(ends) ||
    (minute === 0 && spansOfDay(addDays(day, -1), calendar).some((one) => one.to === 1440))
  );
};

describe('clocks of a payer', () => {
  it('are the same however often they are worked out', () => {
    holds([instant, anyClock, anyCalendar, someHolds, overrides], (start, clock, calendar, held, own) => {
      const facts = factsOf(start, held, own);
      expect(planDeadlines(clock, facts, calendar)).toEqual(planDeadlines(clock, facts, calendar));
      expect(planDeadlines(clock, factsOf(start, [...held].reverse(), own), calendar)).toEqual(
        planDeadlines(clock, facts, calendar),
      );
    });
  });

  it('a pause never makes one come sooner, and stops only the clocks it names', () => {
    holds(
      [instant, anyClock, anyCalendar, someHolds, closedHold, overrides],
      (start, clock, calendar, held, one, own) => {
        const before = planDeadlines(clock, factsOf(start, held, own), calendar);
        const after = planDeadlines(clock, factsOf(start, [...held, one], own), calendar);
        for (const { kind, dueAt } of before) {
          const now = dueOf(after, kind);
          expect(now ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(dueAt ?? 0);
          if (pausesFor(kind, [one], own).length === 0) expect(now).toBe(dueAt);
        }
      },
    );
  });

  it('an open pause stands still, and goes on where it stood when it ends at once', () => {
    holds([instant, anyClock, anyCalendar, fc.constantFrom(...holdKeys)], (start, clock, calendar, key) => {
      const plain = planDeadlines(clock, factsOf(start, []), calendar);
      const open: HoldSpan = { key, fromMs: start + minuteMs, toMs: null };
      const held = planDeadlines(clock, factsOf(start, [open]), calendar);
      const ended = planDeadlines(clock, factsOf(start, [{ ...open, toMs: open.fromMs }]), calendar);
      expect(ended).toEqual(plain);
      for (const { kind, dueAt } of plain) {
        if (pausesFor(kind, [open]).length === 0) expect(dueOf(held, kind)).toBe(dueAt);
        else if (dueAt !== null && dueAt > open.fromMs) expect(dueOf(held, kind)).toBeNull();
      }
    });
  });

  it('are monotone: a later start and more time never end sooner', () => {
    // The season is asked of the day of receipt: only the same finish time in and out of season is comparable.
    holds(
      [instant, fc.nat(6 * 24 * hourMs), fc.nat(48), anyClock, anyCalendar],
      (start, later, more, clock, calendar) => {
        const even = { ...clock, finishHoursSeason: clock.finishHours };
        const longer: PayerClock = {
          ...even,
          acceptMin: even.acceptMin == null ? null : even.acceptMin + more,
          finishHours: even.finishHours == null ? null : even.finishHours + more,
          finishHoursSeason: even.finishHours == null ? null : even.finishHours + more,
        };
        const plan = planDeadlines(even, factsOf(start, []), calendar);
        const after = planDeadlines(even, factsOf(start + later, []), calendar);
        const slow = planDeadlines(longer, factsOf(start, []), calendar);
        for (const { kind, dueAt } of plan) {
          expect(dueOf(after, kind) ?? 0).toBeGreaterThanOrEqual(dueAt ?? 0);
          expect(dueOf(slow, kind) ?? 0).toBeGreaterThanOrEqual(dueAt ?? 0);
        }
      },
    );
  });

  it('a gentler way to count nights and closed days never ends sooner', () => {
    holds([instant, fc.integer({ min: 1, max: 120 }), anyCalendar], (start, finishHours, calendar) => {
      const due = (more: PayerClock) =>
        dueOf(planDeadlines({ finishHours, ...more }, factsOf(start, []), calendar), 'finish') ?? 0;
      const always = due({});
      const openDays = due({ openDays: ['finish'] });
      const working = due({ workingTime: ['finish'] });
      expect(due({ fromOpening: ['finish'] })).toBeGreaterThanOrEqual(always);
      expect(openDays).toBeGreaterThanOrEqual(always);
      expect(working).toBeGreaterThanOrEqual(openDays);
      expect(isOpen(working, calendar)).toBe(true);
    });
  });

  it('far places: a factor and extra hours only ever add', () => {
    holds(
      [instant, fc.integer({ min: 1000, max: 2500 }), fc.nat(48), anyClock, anyCalendar],
      (start, factorMilli, extraHours, clock, calendar) => {
        const facts = factsOf(start, []);
        const plain = dueOf(planDeadlines(clock, facts, calendar), 'finish') ?? 0;
        const far = planDeadlines(
          clock,
          { ...facts, distanceFactor: factorMilli / 1000, extraHours },
          calendar,
        );
        expect(dueOf(far, 'finish') ?? 0).toBeGreaterThanOrEqual(plain);
      },
    );
  });
});

describe('days that are not as usual', () => {
  const plan = (clock: PayerClock, receivedAt: number) =>
    planDeadlines(clock, { receivedAt, appointmentEndAt: null, finishedAt: null, pauses: [] }, swapCalendar);

  it('National Day does not count in working time; the Saturday in exchange does', () => {
    const clock: PayerClock = { finishHours: 9, workingTime: ['finish'] };
    // Nine and a half hours a day: what comes on the last afternoon ends on the first open day after the week off
    expect(dueOf(plan(clock, at('2026-09-30T14:00:00')), 'finish')).toBe(at('2026-10-08T13:30:00'));
    // Saturday 10 October is worked in exchange: Friday's rest runs on there
    expect(dueOf(plan(clock, at('2026-10-09T14:00:00')), 'finish')).toBe(at('2026-10-10T13:30:00'));
    // A Sunday in exchange is a day like any other
    expect(dueOf(plan({ acceptMin: 30, workingTime: ['accept'] }, at('2026-09-20T09:00:00')), 'accept')).toBe(
      at('2026-09-20T09:30:00'),
    );
  });

  it('closed days drop out of a clock that runs on open days, day and night', () => {
    const clock: PayerClock = { finishHours: 48, openDays: ['finish'] };
    expect(dueOf(plan(clock, at('2026-09-30T10:00:00')), 'finish')).toBe(at('2026-10-09T10:00:00'));
  });

  it('what comes at night begins at opening, and then runs on through the night', () => {
    const clock: PayerClock = { acceptMin: 30, finishHours: 24, fromOpening: ['accept', 'finish'] };
    const due = plan(clock, at('2026-11-21T23:10:00'));
    // Saturday night: Sunday is closed
    expect(dueOf(due, 'accept')).toBe(at('2026-11-23T08:30:00'));
    expect(dueOf(due, 'finish')).toBe(at('2026-11-24T08:00:00'));
  });

  it('a day that works until 24:00 runs over midnight and over the new year', () => {
    const clock: PayerClock = { finishHours: 3, workingTime: ['finish'] };
    // New Year's Eve until midnight, New Year's Day closed, the next day from seven
    expect(dueOf(plan(clock, at('2026-12-31T22:00:00')), 'finish')).toBe(at('2027-01-02T08:00:00'));
    expect(dueOf(plan({ ...clock, finishHours: 2 }, at('2026-12-31T22:00:00')), 'finish')).toBe(
      at('2027-01-01T00:00:00'),
    );
    // At the stroke of midnight there is nothing of the old day left
    expect(dueOf(plan({ ...clock, finishHours: 1 }, at('2026-12-30T00:00:00')), 'finish')).toBe(
      at('2026-12-30T08:00:00'),
    );
  });
});
