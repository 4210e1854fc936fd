import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { presenceOf } from '../../main/services/staff/presence.ts';
import { readerOf } from '../../main/services/masters.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(7);
});
afterAll(() => rig.close());

const early = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const sixOne = [early, early, early, early, early, early, []];
const plan = async (fromDay: string, days = 14) =>
  ok(rig.outlet.call(rig.dispatcher, 'staff.plan', { fromDay, days }));
const cellOf = async (staffId: string, day: string) =>
  (await plan(day, 1)).people.find((one) => one.staffId === staffId)?.cells[0];

describe('patterns', () => {
  test('of the outlet, of a team, of a person: the narrowest rules; a day off is nobody’s', async () => {
    const save = (
      owner: { staffId?: string; teamId?: string },
      cycle: typeof sixOne,
      fromDay = '2026-11-23',
    ) =>
      ok(
        rig.outlet.call(rig.manager, 'staff.savePattern', {
          nameZh: '做六休一',
          nameEn: 'Six and one',
          fromDay,
          cycle,
          ...owner,
        }),
      );
    await save({}, sixOne);
    expect(await cellOf('T01', '2026-11-29')).toMatchObject({ off: 'day_off', capacityMinutes: 0 });
    expect(await cellOf('T01', '2026-11-28')).toMatchObject({ off: null, spans: early });
    expect(await cellOf('T01', '2026-11-22')).toMatchObject({ off: null });
    const own = await save({ staffId: 'T01' }, [[{ from: '12:00', to: '20:00' }]]);
    expect(await cellOf('T01', '2026-11-29')).toMatchObject({
      off: null,
      spans: [{ from: '12:00', to: '20:00' }],
    });
    expect(await cellOf('T02', '2026-11-29')).toMatchObject({ off: 'day_off' });
    // What the plan shows is what dispatching asks.
    const read = readerOf(rig.outlet.store.read);
    for (const { staffId, cells } of (await plan('2026-11-22')).people)
      for (const cell of cells) expect(presenceOf(read, staffId, cell.day).off).toBe(cell.off);
    await ok(rig.outlet.call(rig.manager, 'staff.removePattern', { id: own.id, version: own.version }));
    expect(await cellOf('T01', '2026-11-29')).toMatchObject({ off: 'day_off' });
    expect((await plan('2026-11-22')).patterns).toHaveLength(1);
  });

  test('half a day of leave halves the day; what is no time is refused; a technician plans nobody', async () => {
    await ok(
      rig.outlet.call(rig.manager, 'staff.saveShift', {
        staffId: 'T02',
        day: '2026-11-24',
        fromClock: '00:00',
        toClock: '12:30',
        kind: 'leave',
      }),
    );
    const cell = await cellOf('T02', '2026-11-24');
    const usual = rig.value<number>("SELECT daily_capacity_minutes FROM staff WHERE id = 'T02'");
    expect(cell).toMatchObject({
      off: null,
      capacityMinutes: Math.round(usual / 2),
      spans: [{ from: '13:00', to: '17:00' }],
    });
    const wrong = { nameZh: '错', fromDay: '2026-12-01' };
    expect(
      (
        await refused(
          rig.outlet.call(rig.manager, 'staff.savePattern', {
            ...wrong,
            cycle: [[{ from: '12:00', to: '08:00' }]],
          }),
        )
      ).code,
    ).toBe('calendar_wrong');
    const technician = rig.outlet.session({ as: 'T05', deskId: 'desk-t' });
    expect(
      (await refused(rig.outlet.call(technician, 'staff.savePattern', { ...wrong, cycle: sixOne }))).code,
    ).toBe('forbidden');
  });
});

describe('orders without hands', () => {
  test('are listed by day of leave and given to others, each for itself', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    const day = '2026-11-26';
    const staffId = await rig.fit(id, day, 'PM1');
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id,
        version: rig.version(id),
        staffId,
        day,
        slotId: 'PM1',
      }),
    );
    const conflicts = async () =>
      (await ok(rig.outlet.call(rig.dispatcher, 'staff.conflicts', { fromDay: day, days: 1, staffId })))
        .orders;
    expect(await conflicts()).toEqual([]);
    await ok(rig.outlet.call(rig.manager, 'staff.saveShift', { staffId, day, kind: 'sick' }));
    expect((await conflicts()).map((one) => one.id)).toEqual([id]);
    expect(await cellOf(staffId, day)).toMatchObject({ off: 'sick', conflicts: 1, jobs: 1 });
    const other = await rig.fit(id, day, 'PM1');
    expect(other).not.toBe(staffId);
    const pass = (toStaffId: string | null) =>
      ok(
        rig.outlet.call(rig.dispatcher, 'staff.passOrders', {
          orderIds: [id, 'nobody'],
          toStaffId,
          reasonCode: 'J01',
        }),
      );
    const open = (who: string) => ok(rig.outlet.call(rig.dispatcher, 'staff.openOrders', { staffId: who }));
    expect((await open(staffId)).orders.map((one) => one.id)).toContain(id);
    expect((await pass(other)).results).toMatchObject([
      { id, ok: true },
      { id: 'nobody', ok: false, code: 'not_found' },
    ]);
    expect(await conflicts()).toEqual([]);
    expect(rig.value('SELECT staff_id FROM work_order WHERE id = ?', id)).toBe(other);
    expect((await pass(null)).results[0]).toMatchObject({ ok: true });
    expect(rig.value('SELECT state FROM work_order WHERE id = ?', id)).toBe('ready');
  });

  test('the laws hold afterwards', () => {
    expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
  });
});

describe('a pattern before it is saved, and changed later', () => {
  test('its days, its exceptions and the orders it would leave are said; nothing is written', async () => {
    const before = (await plan('2026-11-30', 28)).patterns.length;
    await ok(
      rig.outlet.call(rig.manager, 'staff.saveShift', {
        staffId: 'T03',
        day: '2026-12-02',
        kind: 'training',
      }),
    );
    const tried = await ok(
      rig.outlet.call(rig.dispatcher, 'staff.tryPattern', {
        staffId: 'T03',
        fromDay: '2026-11-30',
        cycle: sixOne,
      }),
    );
    expect(tried.days).toHaveLength(28);
    expect(tried.people).toBe(1);
    expect(tried.days.filter((one) => one.off === 'day_off').map((one) => one.day)).toEqual([
      '2026-12-06',
      '2026-12-13',
      '2026-12-20',
      '2026-12-27',
    ]);
    expect(tried.days.find((one) => one.day === '2026-12-02')?.off).toBe('training');
    expect(tried.exceptions).toMatchObject([{ staffId: 'T03', day: '2026-12-02', kind: 'training' }]);
    expect((await plan('2026-11-30', 28)).patterns).toHaveLength(before);
  });

  test('booked orders on the day off are counted beforehand', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    const day = '2026-12-15';
    const staffId = await rig.fit(id, day, 'PM1');
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id,
        version: rig.version(id),
        staffId,
        day,
        slotId: 'PM1',
      }),
    );
    const tried = await ok(
      rig.outlet.call(rig.dispatcher, 'staff.tryPattern', { staffId, fromDay: day, cycle: [[], early] }),
    );
    expect(tried.conflicts).toBe(tried.conflictsNow + 1);
  });

  test('one that has begun ends the day before the new one; what was worked stays readable', async () => {
    const { id } = await ok(
      rig.outlet.call(rig.manager, 'staff.savePattern', {
        staffId: 'T06',
        nameZh: '早班',
        fromDay: '2026-11-02',
        cycle: [early],
      }),
    );
    const next = await ok(
      rig.outlet.call(rig.manager, 'staff.savePattern', {
        id,
        version: 1,
        staffId: 'T06',
        nameZh: '晚班',
        fromDay: '2026-12-07',
        cycle: [[{ from: '12:00', to: '20:00' }]],
      }),
    );
    expect(next.id).not.toBe(id);
    const { patterns } = await plan('2026-12-01');
    expect(patterns.find((one) => one.id === id)).toMatchObject({
      fromDay: '2026-11-02',
      toDay: '2026-12-06',
    });
    expect((await cellOf('T06', '2026-12-06'))?.spans).toEqual(early);
    expect((await cellOf('T06', '2026-12-07'))?.spans).toEqual([{ from: '12:00', to: '20:00' }]);
  });
});
