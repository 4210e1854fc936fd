import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClockRounds } from '../../main/services/clock/loop.ts';
import { officialDays } from '../../main/services/outlet/holidays.ts';
import { dispatchRig, ok, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(9);
});
afterAll(() => rig.close());

test('official days have names in both languages; a year that is not announced has none', () => {
  const days = officialDays(2026);
  expect(days.find((one) => one.day === '2026-02-17')).toEqual({
    day: '2026-02-17',
    nameZh: '春节',
    nameEn: 'Spring Festival',
    kind: 'holiday',
  });
  expect(days.find((one) => one.day === '2026-02-14')).toMatchObject({ nameZh: '春节', kind: 'swap' });
  expect(days.some((one) => one.day === '2026-02-13')).toBe(false);
  expect(officialDays(2099)).toEqual([]);
});

test('a day the outlet closes moves the deadlines that run, once', async () => {
  const clock = new ClockRounds({ env: rig.env, store: rig.outlet.store });
  const tick = () => clock.round(new AbortController().signal);
  // The payer of most orders counts its finish clock in working time from now on.
  rig.outlet.store.gate.run(
    { command: 'test.terms', requestId: 'terms', deskId: 'test', staffId: null },
    (tx) => {
      for (const row of tx.all<{ id: string; deadlines: string }>('SELECT id, deadlines FROM payer_profile'))
        tx.update('payer_profile', row.id, {
          deadlines: {
            ...(JSON.parse(row.deadlines) as object),
            acceptMin: null,
            firstCallMin: null,
            workingTime: ['finish'],
          },
        });
    },
  );
  const form = await ok(rig.outlet.call(rig.manager, 'outlet.calendar', {}));
  expect(form.calendar.notes.some((one) => one.nameEn === 'Spring Festival')).toBe(true);
  const save = async (version: number, days: { day: string; spans: { from: string; to: string }[] }[]) =>
    ok(
      rig.outlet.call(rig.manager, 'outlet.saveCalendar', { version, calendar: { ...form.calendar, days } }),
    );
  const first = await save(form.version, []);
  await tick();
  const order = rig.id(
    "SELECT id FROM work_order WHERE deadline_kind = 'finish' AND side_state IS NULL AND deadline_at > ? ORDER BY deadline_at LIMIT 1",
    Date.parse('2026-11-24T08:00:00+08:00'),
  );
  const due = () => rig.value<number>('SELECT deadline_at FROM work_order WHERE id = ?', order);
  const before = due();
  const moved = () =>
    rig.value<number>(
      "SELECT count(*) FROM event WHERE work_order_id = ? AND kind = 'order.deadline_moved'",
      order,
    );
  const events = moved();
  await save(first.version, [{ day: '2026-11-23', spans: [] }]);
  expect(due()).toBe(before);
  await tick();
  expect(due()).toBeGreaterThan(before);
  expect(moved()).toBe(events + 1);
  const after = due();
  await tick();
  await new ClockRounds({ env: rig.env, store: rig.outlet.store }).round(new AbortController().signal);
  expect(due()).toBe(after);
  expect(moved()).toBe(events + 1);
});
