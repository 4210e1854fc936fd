import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { addDays } from '../../domain/time/business-day.ts';
import { dispatchRig, ok, refused, type DispatchRig } from './rig.ts';

const monday = '2026-11-23';
const days = Array.from({ length: 5 }, (_, at) => addDays(monday, at));

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(11);
});
afterAll(() => rig.close());

const write = <T>(name: string, change: (tx: Tx) => T): T =>
  rig.outlet.store.gate.run({ command: `test.${name}`, requestId: name, deskId: 't', staffId: null }, change);
const slotsOf = async (orderId: string, day: string) =>
  (await ok(rig.outlet.call(rig.dispatcher, 'orders.freeSlots', { orderId, day }))).slots;
const close = (name: string, day: string, slotId: string, more: Record<string, unknown> = {}) =>
  write(name, (tx) => tx.insert('slot_closed', { day, slot_id: slotId, reason: '', at: tx.at, ...more }));

/** Every slot of these days: as many people have room as the board would let take it. */
async function agree(orderIds: readonly string[]): Promise<void> {
  for (const orderId of orderIds)
    for (const day of days)
      for (const slot of await slotsOf(orderId, day)) {
        const { candidates } = await ok(
          rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId, day, slotId: slot.slotId }),
        );
        const able = candidates.filter((one) => one.refusals.length === 0).length;
        expect(slot.people, `${day} ${slot.slotId}`).toBe(able);
        if (able === 0) expect(slot.left).toBe(0);
      }
}

test('free slots count the people the board would give the order to: patterns, leave, teams, tools, wishes', async () => {
  const orders = await rig.ready(2);
  const [id = ''] = orders;
  await agree(orders);
  const before = await slotsOf(id, monday);
  const able = before.find((slot) => slot.people > 1) ?? before[0];
  const slotId = able?.slotId ?? '';
  const staffId = await rig.fit(id);
  const teamId = rig.value<string>('SELECT team_id FROM staff WHERE id = ?', staffId);
  // Works from Tuesday to Friday, in the afternoon
  await ok(
    rig.outlet.call(rig.manager, 'staff.savePattern', {
      staffId,
      nameZh: '下午班',
      fromDay: monday,
      cycle: [[], ...Array.from({ length: 6 }, () => [{ from: '13:00', to: '20:00' }])],
    }),
  );
  const off = (await slotsOf(id, monday)).find((slot) => slot.slotId === slotId);
  expect(off?.people).toBe((able?.people ?? 0) - 1);
  await ok(
    rig.outlet.call(rig.manager, 'staff.saveShift', {
      staffId: 'T02',
      day: days[1] ?? '',
      fromClock: '08:00',
      toClock: '12:00',
      kind: 'training',
      note: '',
    }),
  );
  close('team', days[2] ?? '', slotId, { team_id: teamId });
  close('all', days[3] ?? '', slotId);
  const wished = rig.id('SELECT id FROM staff WHERE daily_capacity_minutes > 0 ORDER BY code DESC LIMIT 1');
  write('refused', (tx) => tx.update('work_order', id, { refused_staff: [wished] }));
  await agree(orders);
});

test('a day the outlet is closed has no room, and says so before it is asked', async () => {
  const [id = ''] = await rig.ready(1);
  const calendar = await ok(rig.outlet.call(rig.manager, 'outlet.calendar', {}));
  await ok(
    rig.outlet.call(rig.manager, 'outlet.saveCalendar', {
      version: calendar.version,
      calendar: { ...calendar.calendar, days: [{ day: '2026-12-02', spans: [] }] },
    }),
  );
  const slots = await slotsOf(id, '2026-12-02');
  expect(slots.map((slot) => [slot.left, slot.people])).toEqual(slots.map(() => [0, 0]));
});

test('a team that takes fewer, and a slot closed for the team of whoever has the order', async () => {
  const [id = '', given = ''] = await rig.ready(2);
  const day = '2026-12-03';
  const before = await slotsOf(id, day);
  const slotId = before.find((slot) => slot.left > 1)?.slotId ?? '';
  for (const team of rig.outlet.store.read.prepare('SELECT id FROM team').pluck().all() as string[])
    close(`few ${team}`, day, slotId, { team_id: team, capacity: 0 });
  const alone = rig.value<number>(
    'SELECT count(*) FROM staff WHERE daily_capacity_minutes > 0 AND left_day IS NULL AND team_id IS NULL',
  );
  const left = (await slotsOf(id, day)).find((slot) => slot.slotId === slotId)?.left ?? -1;
  expect(left).toBeLessThanOrEqual(alone * 2);

  const staffId = await rig.fit(given);
  const teamId = rig.value<string>('SELECT team_id FROM staff WHERE id = ?', staffId);
  await ok(
    rig.outlet.call(rig.manager, 'dispatch.assign', { id: given, version: rig.version(given), staffId }),
  );
  // What a colleague has of the team's number is not his any more
  const colleague = rig.id(
    'SELECT id FROM staff WHERE team_id = ? AND id <> ? AND daily_capacity_minutes > 0 AND left_day IS NULL LIMIT 1',
    teamId,
    staffId,
  );
  const one = '2026-12-10';
  const his = (await slotsOf(given, one)).find((slot) => slot.left > 0)?.slotId ?? '';
  close('one of the team', one, his, { team_id: teamId, capacity: 1 });
  const own = async () => (await slotsOf(given, one)).find((slot) => slot.slotId === his)?.left;
  expect(await own()).toBe(1);
  write('colleague', (tx) =>
    tx.update('work_order', id, { staff_id: colleague, appointment_day: one, appointment_slot_id: his }),
  );
  expect(await own()).toBe(0);
  write('colleague free', (tx) =>
    tx.update('work_order', id, { staff_id: null, appointment_day: null, appointment_slot_id: null }),
  );

  const [first = ''] = (await slotsOf(given, '2026-12-04')).map((slot) => slot.slotId);
  close('his team', '2026-12-04', first, { team_id: teamId, reason: '培训' });
  expect((await slotsOf(given, '2026-12-04'))[0]).toMatchObject({ closed: true, left: 0, reason: '培训' });
  const input = { id: given, version: rig.version(given), day: '2026-12-04', slotId: first };
  const no = await refused(rig.outlet.call(rig.manager, 'orders.book', { ...input, override: true }));
  expect(no.code).toBe('slot_closed');
});
