import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DayJobRow } from '../../db/queries/today.ts';
import { layBars } from '../../main/services/today/bars.ts';
import { deskRig, type DeskRig } from '../orders/rig.ts';

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig(3);
});
afterAll(() => rig.close());

const today = async (session = rig.manager) => {
  const answer = await rig.outlet.call(session, 'today.get', {});
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const write = (requestId: string, fn: Parameters<typeof rig.outlet.store.gate.run>[1]) =>
  rig.outlet.store.gate.run({ command: 'test.write', requestId, deskId: 'test', staffId: null }, fn);

test('counts are those of the lists, and what is late is late now', async () => {
  const value = await today();
  const queues = await rig.outlet.call(rig.manager, 'orders.queues', {});
  if (!queues.ok) throw new Error('queues');
  for (const tile of value.tiles) {
    const same = queues.value.queues.find((one) => one.queue === tile.code);
    if (same) expect([tile.count, tile.late, tile.riskFen]).toEqual([same.count, same.late, same.riskFen]);
  }
  expect(value.tiles.map((tile) => tile.code)).toEqual(
    expect.arrayContaining(['intake', 'dispatch', 'slip_return', 'audit', 'differences', 'old_parts']),
  );
  expect(value.tiles.find((tile) => tile.code === 'intake')?.count).toBeGreaterThan(0);
});

test('deadlines stand by money, then by time, and each says what to do next', async () => {
  rig.env.jump(3 * 3_600_000);
  const { urgent } = await today();
  expect(urgent.length).toBeGreaterThan(0);
  const keys = urgent.map((row) => [-row.riskFen, row.deadlineAt] as const);
  expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
  expect(urgent.every((row) => row.action.code !== 'open')).toBe(true);
});

test('an unassigned order proposes who would take it, to those who may assign', async () => {
  const { outlet, dispatcher, env } = rig;
  const intake = outlet.store.read.prepare("SELECT id FROM work_order WHERE queue = 'intake'").pluck();
  for (const id of intake.all() as string[]) {
    const document = await outlet.call(dispatcher, 'orders.get', { id });
    if (!document.ok) throw new Error('get');
    const decidedFlags = document.value.flags.map((flag) => flag.id);
    const { version } = document.value.order;
    await outlet.call(dispatcher, 'orders.approve', { id, version, decidedFlags });
  }
  env.jump(48 * 3_600_000);
  const unassigned = (await today(dispatcher)).urgent.filter((row) => row.queue === 'dispatch');
  expect(unassigned.some((row) => row.action.name !== null && row.action.code === 'assign')).toBe(true);
  const technician = outlet.session({ as: 'T04', deskId: 'desk-t' });
  expect((await today(technician)).urgent).toEqual([]);
});

test('what may not be read is not counted', async () => {
  const value = await today(rig.outlet.session({ as: 'T04', deskId: 'desk-u' }));
  expect(value.platforms).toEqual([]);
  expect(value.tiles.map((tile) => tile.code)).not.toContain('differences');
  expect(value.people.map((person) => person.staffId)).toEqual(['T04']);
});

test('alarms: certificates, stock under its minimum, a copy never made, a clock set back', async () => {
  write('alarm', (tx) => {
    tx.insert('staff_certificate', {
      staff_id: 'T02',
      kind_id: rig.id(
        'SELECT id FROM certificate_kind WHERE id NOT IN (SELECT kind_id FROM staff_certificate WHERE staff_id = ?) LIMIT 1',
        'T02',
      ),
      expires_day: '2026-11-01',
    });
  });
  const codes = (await today()).alarms.map((alarm) => alarm.code);
  expect(codes).toEqual(expect.arrayContaining(['certificates', 'backup_never']));
  rig.env.jump(-10 * 86_400_000);
  write('after the jump', (tx) => tx.all('SELECT 1'));
  expect((await today()).alarms[0]?.code).toBe('clock_back');
  rig.env.jump(10 * 86_400_000);
});

test('bars of a day lie one after the other and tell done, under way, planned and late apart', () => {
  const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 22, hour - 8, minute);
  const job = (id: string, more: Partial<DayJobRow>): DayJobRow => ({
    orderId: id,
    number: id,
    title: '',
    staffId: 'T01',
    startAt: at(9),
    endAt: at(11),
    minutes: 60,
    finishedAt: null,
    departedAt: null,
    arrivedAt: null,
    endedAt: null,
    ...more,
  });
  const bars = layBars(
    [
      job('done', { arrivedAt: at(9, 5), endedAt: at(9, 50) }),
      job('late', {}),
      job('now', { startAt: at(11), endAt: at(13), arrivedAt: at(11, 40) }),
      job('next', { startAt: at(12), endAt: at(14) }),
    ],
    at(12),
  );
  expect(bars.map((bar) => [bar.number, bar.kind])).toEqual([
    ['done', 'done'],
    ['late', 'late'],
    ['now', 'now'],
    ['next', 'planned'],
  ]);
  expect(bars[3]?.fromAt).toBe(at(12, 40));
});
