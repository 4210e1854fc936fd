import { describe, expect, it } from 'vitest';
import type { HoldSpan } from '../../../domain/orders/hold.ts';
import { pausesFor } from '../../../domain/orders/hold.ts';
import { defaultCalendar } from '../../../domain/time/calendar.ts';
import { planDeadlines } from '../../../domain/time/payer-clock.ts';
import type { TimedEvent } from '../../../domain/time/spans.ts';
import { computeSpans } from '../../../domain/time/spans.ts';

const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const hour = 3_600_000;

describe('nine spans', () => {
  const events: TimedEvent[] = [
    { kind: 'taken_in', at: 0 },
    { kind: 'accepted_for_work', at: 1 },
    { kind: 'technician_accepted', at: 2 },
    { kind: 'technician_accepted', at: 10 },
    { kind: 'departed', at: 20, visit: 1 },
    { kind: 'arrived', at: 30, visit: 1 },
    { kind: 'visit_finished', at: 40, visit: 1 },
    { kind: 'departed', at: 100, visit: 2 },
    { kind: 'arrived', at: 115, visit: 2 },
    { kind: 'visit_finished', at: 150, visit: 2 },
    { kind: 'evaluation_started', at: 160 },
    { kind: 'evaluated', at: 170 },
    { kind: 'settlement_started', at: 200 },
    { kind: 'settled', at: 300 },
  ];

  it('count the first arrival and the last finish, and measure each visit', () => {
    const { spans, visits } = computeSpans(events);
    expect(spans).toEqual({ t1: 1, t2: 9, t3: 10, t4: 10, t5: 120, t6: 10, t7: 10, t8: 30, t9: 100 });
    expect(visits).toEqual([
      { visit: 1, travelMs: 10, workMs: 10 },
      { visit: 2, travelMs: 15, workMs: 35 },
    ]);
  });

  it('add up from the first to the last event', () => {
    const total = Object.values(computeSpans(events).spans).reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
    expect(total).toBe(300);
  });

  it('do not depend on the order of events, and miss what has not happened', () => {
    expect(computeSpans([...events].reverse())).toEqual(computeSpans(events));
    const { spans } = computeSpans(events.slice(0, 3));
    expect([spans.t1, spans.t2, spans.t3]).toEqual([1, 1, null]);
  });
});

describe('clocks of a payer', () => {
  const clock = {
    acceptMin: 30,
    firstCallMin: 60,
    visitGraceMin: 30,
    finishHours: 48,
    finishHoursSeason: 72,
    uploadHours: 24,
    workingTime: ['first_call'] as const,
  };
  const facts = {
    receivedAt: at('21T18:00'),
    appointmentEndAt: at('22T10:00'),
    finishedAt: null,
    pauses: [],
  };
  const due = (list: ReturnType<typeof planDeadlines>, kind: string) =>
    list.find((one) => one.kind === kind)?.dueAt;

  it('run as the payer says: around the clock or in working time', () => {
    const plan = planDeadlines(clock, facts, defaultCalendar);
    expect(plan.map((one) => one.kind)).toEqual(['accept', 'first_call', 'visit', 'finish']);
    expect(due(plan, 'accept')).toBe(at('21T18:30'));
    expect(due(plan, 'first_call')).toBe(at('22T08:30'));
    expect(due(plan, 'visit')).toBe(at('22T10:30'));
    expect(due(plan, 'finish')).toBe(at('23T18:00'));
  });

  it('a pause moves the finish and not the acceptance', () => {
    const paused = { ...facts, pauses: [{ fromMs: at('21T18:10'), toMs: at('22T18:10') }] };
    const plan = planDeadlines(clock, paused, defaultCalendar);
    expect(due(plan, 'accept')).toBe(at('21T18:30'));
    expect(due(plan, 'finish')).toBe(at('24T18:00'));
  });

  it('each clock has its own pauses, overlapping ones count once, and the end stays in working hours', () => {
    const holds: HoldSpan[] = [
      { key: 'goods', fromMs: at('21T18:10'), toMs: at('22T09:00') },
      { key: 'wrong_number', fromMs: at('21T18:20'), toMs: at('22T09:00') },
      { key: 'tech_support', fromMs: at('22T10:00'), toMs: null },
    ];
    const plan = planDeadlines(
      clock,
      { ...facts, pauses: (kind) => pausesFor(kind, holds) },
      defaultCalendar,
    );
    // ten minutes ran on the evening before, fifty are left on the next morning
    expect(due(plan, 'first_call')).toBe(at('22T09:50'));
    expect(due(plan, 'accept')).toBe(at('21T18:30'));
    expect(due(plan, 'finish')).toBe(at('24T08:50'));
    expect(due(plan, 'visit')).toBe(at('22T10:30'));
    const waiting: HoldSpan[] = [{ key: 'part', fromMs: at('21T19:00'), toMs: null }];
    const stopped = planDeadlines(
      clock,
      { ...facts, pauses: (kind) => pausesFor(kind, waiting) },
      defaultCalendar,
    );
    expect([due(stopped, 'visit'), due(stopped, 'finish')]).toEqual([null, null]);
    const strict = planDeadlines(
      clock,
      { ...facts, pauses: (kind) => pausesFor(kind, waiting, { part: [] }) },
      defaultCalendar,
    );
    expect(due(strict, 'finish')).toBe(at('23T18:00'));
  });

  it('far towns have longer, the season its own hours, papers theirs', () => {
    expect(due(planDeadlines(clock, { ...facts, distanceFactor: 1.5 }, defaultCalendar), 'finish')).toBe(
      at('24T18:00'),
    );
    const summer = Date.parse('2026-07-01T09:00:00+08:00');
    expect(due(planDeadlines(clock, { ...facts, receivedAt: summer }, defaultCalendar), 'finish')).toBe(
      summer + 72 * hour,
    );
    const after = planDeadlines(
      clock,
      { ...facts, finishedAt: at('22T12:00'), fixDueAt: at('25T12:00') },
      defaultCalendar,
    );
    expect(due(after, 'upload')).toBe(at('23T12:00'));
    expect(due(after, 'fix')).toBe(at('25T12:00'));
  });
});
