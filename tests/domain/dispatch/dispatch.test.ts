import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultSlots,
  freeSlots,
  loadOfDay,
  overlaps,
  slotOf,
  slotWindow,
} from '../../../domain/dispatch/capacity.ts';
import type { JobFacts, PersonFacts } from '../../../domain/dispatch/eligibility.ts';
import { rankPeople, refusalsOf } from '../../../domain/dispatch/eligibility.ts';
import { holds } from '../support.ts';

const today = '2026-11-22';

const job: JobFacts = {
  skills: [{ skill: 'AC_INSTALL', minLevel: 2 }],
  certificates: ['GCZY'],
  countyCode: '430211',
  day: '2026-11-23',
  slotCode: 'AM1',
  minutes: 90,
  persons: 1,
  connectionId: 'C-TM',
  category: '空调',
  partsFen: 5000,
  wantedStaffId: null,
  refusedStaffIds: [],
};

const person: PersonFacts = {
  staffId: 'T01',
  active: true,
  skills: { AC_INSTALL: 3 },
  certificates: { GCZY: '2027-05-01' },
  counties: [],
  accounts: { 'C-TM': null },
  leave: [],
  capacityMinutes: 540,
  takenMinutes: 100,
  slotTaken: 0,
  slotCapacity: 2,
  heldFen: 10_000,
  limitFen: 300_000,
  knowsArea: false,
  hasParts: false,
  distanceMilliKm: null,
  jobsToday: 3,
  loadRatioMilli: 1000,
  apprenticeOf: null,
};

describe('who may take an order', () => {
  it('nothing against a fit person', () => expect(refusalsOf(job, person, today)).toEqual([]));

  it.each<[string, boolean, Partial<JobFacts>, Partial<PersonFacts>]>([
    ['inactive', true, {}, { active: false }],
    ['skill_missing', false, {}, { skills: {} }],
    ['level_low', false, {}, { skills: { AC_INSTALL: 1 } }],
    ['certificate_missing', true, {}, { certificates: {} }],
    ['certificate_expired', true, {}, { certificates: { GCZY: '2026-11-22' } }],
    ['account_missing', true, {}, { accounts: {} }],
    ['account_expired', true, {}, { accounts: { 'C-TM': '2026-01-01' } }],
    ['area', false, {}, { counties: ['430223'] }],
    ['on_leave', false, {}, { leave: ['2026-11-23'] }],
    ['day_full', false, { minutes: 441 }, {}],
    ['slot_full', false, {}, { slotTaken: 2 }],
    ['parts_limit', false, { partsFen: 290_001 }, {}],
    ['user_refused', false, { refusedStaffIds: ['T01'] }, {}],
    ['apprentice_alone', false, {}, { apprenticeOf: 'T02' }],
  ])('%s', (code, hard, jobPart, personPart) => {
    const found = refusalsOf({ ...job, ...jobPart }, { ...person, ...personPart }, today);
    expect(found.map((one) => [one.code, one.hard])).toEqual([[code, hard]]);
  });

  it('without a booked day nothing is said about capacity and leave', () => {
    const unbooked = { ...job, day: null, slotCode: null };
    expect(
      refusalsOf(unbooked, { ...person, leave: [today], takenMinutes: 540, slotTaken: 9 }, today),
    ).toEqual([]);
  });

  it('puts the free before the blocked, the wanted first, and explains the points', () => {
    const ranked = rankPeople(
      { ...job, wantedStaffId: 'T03' },
      [
        { ...person, staffId: 'T09', certificates: {} },
        { ...person, staffId: 'T02', hasParts: true },
        { ...person, staffId: 'T03' },
        { ...person, staffId: 'T04', leave: ['2026-11-23'], hasParts: true },
        { ...person, staffId: 'T01' },
      ],
      today,
    );
    expect(ranked.map((one) => one.staffId)).toEqual(['T03', 'T02', 'T01', 'T04', 'T09']);
    for (const one of ranked)
      expect(one.points).toBe(one.reasons.reduce((sum, reason) => sum + reason.points, 0));
    expect(ranked[0]?.reasons.map((reason) => reason.code)).toContain('wanted');
  });

  it('puts who has the skill and no room before who has room and no skill', () => {
    const ranked = rankPeople(
      job,
      [
        { ...person, staffId: 'T01', skills: {}, hasParts: true },
        { ...person, staffId: 'T02', slotTaken: 9 },
        { ...person, staffId: 'T03' },
      ],
      today,
    );
    expect(ranked.map((one) => one.staffId)).toEqual(['T03', 'T02', 'T01']);
  });

  it('is the same at every desk, whatever the order of people', () => {
    const people = fc.array(
      fc.record({
        hasParts: fc.boolean(),
        active: fc.boolean(),
        distanceMilliKm: fc.option(fc.nat(40_000)),
        jobsToday: fc.nat(9),
        loadRatioMilli: fc.nat(2000),
      }),
      { maxLength: 8 },
    );
    holds([people], (some) => {
      const list = some.map((one, n) => ({ ...person, ...one, staffId: `T${n}` }));
      expect(rankPeople(job, [...list].reverse(), today)).toEqual(rankPeople(job, list, today));
    });
  });
});

describe('slots', () => {
  const at = (text: string) => Date.parse(`2026-11-23T${text}:00+08:00`);

  it('window and slot belong together', () => {
    for (const slot of defaultSlots) {
      const window = slotWindow(slot, '2026-11-23');
      expect(slotOf(window.startAt)).toBe(slot);
      expect(window.endAt - window.startAt).toBe((slot.to - slot.from) * 60_000);
    }
    expect(slotOf(at('07:59'))).toBeNull();
    expect(slotOf(at('20:00'))).toBeNull();
  });

  it('a long job is seen in the slots it runs into', () => {
    const loads = loadOfDay('2026-11-23', [
      { orderId: 'o1', startAt: at('08:00'), endAt: at('10:00'), minutes: 180 },
    ]);
    expect(loads.slice(0, 3).map((load) => [load.takenMinutes, load.freeMinutes])).toEqual([
      [120, 0],
      [60, 60],
      [0, 120],
    ]);
    expect(freeSlots(loads, 60).map((slot) => slot.code)).toEqual(['AM2', 'NOON', 'PM1', 'PM2', 'EVE']);
  });

  it('minutes taken are minutes booked', () => {
    const booking = fc.record({
      hour: fc.integer({ min: 6, max: 19 }),
      minutes: fc.integer({ min: 10, max: 300 }),
    });
    holds([fc.array(booking, { maxLength: 6 })], (some) => {
      const bookings = some.map((one, n) => {
        const startAt = at(`${String(one.hour).padStart(2, '0')}:00`);
        return { orderId: `o${n}`, startAt, endAt: startAt + 7_200_000, minutes: one.minutes };
      });
      const loads = loadOfDay('2026-11-23', bookings);
      expect(loads.reduce((sum, load) => sum + load.takenMinutes, 0)).toBe(
        some.reduce((sum, one) => sum + one.minutes, 0),
      );
      for (const load of loads) expect(load.freeMinutes).toBeGreaterThanOrEqual(0);
      expect(loadOfDay('2026-11-24', bookings).every((load) => load.takenMinutes === 0)).toBe(true);
    });
  });

  it('two doors at one time', () => {
    expect(overlaps({ startAt: 0, endAt: 10 }, { startAt: 9, endAt: 20 })).toBe(true);
    expect(overlaps({ startAt: 0, endAt: 10 }, { startAt: 10, endAt: 20 })).toBe(false);
  });
});
