import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DayJobRow } from '../../db/queries/today.ts';
import { deskViewNames, deskViews } from '../../domain/orders/desk-views.ts';
import { recordTaking } from '../../main/services/money/takings.ts';
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
  const counted = async (filter: object) => {
    const list = await rig.outlet.call(rig.manager, 'orders.open', { sort: 'deadline', ...filter });
    if (!list.ok) throw new Error(JSON.stringify(list.error));
    return list.value.total;
  };
  const of = (code: string) => value.tiles.find((tile) => tile.code === code)?.count;
  expect(of('settlement')).toBe(await counted({ filter: { queues: ['settlement', 'closing'] } }));
  expect(of('odd')).toBe(await counted({ filter: { queues: ['interception', 'send_back', 'dispute'] } }));
  expect(value.late).toBe(await counted({ where: deskViews.late }));
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

test('a number is that of the view behind it, whatever stands in it', async () => {
  const { outlet, manager, env } = rig;
  const order = rig.id("SELECT id FROM work_order WHERE queue = 'dispatch' LIMIT 1");
  write('things to look at', (tx) => {
    const key = tx.value<number>('SELECT key_id FROM work_order WHERE id = ?', order);
    tx.insert('urge', {
      work_order_id: order,
      from_whom: 'user',
      key_id: key,
      at: env.now(),
      answer_due_at: 1,
    });
    tx.insert('order_escalation', {
      work_order_id: order,
      level: 2,
      cause: 'late',
      to_staff_id: 'S01',
      at: env.now(),
    });
    tx.insert('watcher', { work_order_id: order, staff_id: 'S01' });
    tx.update('work_order', order, { appointment_state: 'missed' });
    // One man took cash and a code, another by code only: only the first has something to hand in
    const taking = { orderId: order, staffId: 'T03', purpose: 'fee' as const };
    recordTaking(tx, { ...taking, method: 'cash', amountFen: 5000 });
    recordTaking(tx, { ...taking, method: 'qr', amountFen: 22_000 });
    recordTaking(tx, { ...taking, staffId: 'T02', method: 'qr', amountFen: 8000 });
    for (const [state, due] of [
      ['with_technician', '2026-11-25'],
      ['in_transit', '2026-11-20'],
      ['refused', '2026-11-18'],
    ] as const)
      tx.insert('old_part', {
        work_order_id: order,
        part_id: rig.id('SELECT id FROM part LIMIT 1'),
        quantity_milli: 1000,
        state,
        holder_staff_id: 'T03',
        replaced_day: '2026-11-10',
        due_day: due,
        amount_fen: 3100,
        at: env.now(),
      });
  });
  const value = await today();
  const of = (code: string) => value.tiles.find((tile) => tile.code === code)?.count;
  const ask = async (channel: string, input: object) => {
    const answer = await outlet.callAny(manager, channel, input);
    if (!answer.ok) throw new Error(`${channel} ${JSON.stringify(answer.error)}`);
    return answer.value as {
      total: number;
      due: number;
      waiting: number;
      people: unknown[];
      open: unknown[];
    };
  };
  for (const name of deskViewNames) {
    const tile = of(name);
    if (tile === undefined) continue;
    const list = await ask('orders.open', { where: deskViews[name], sort: 'deadline' });
    expect(tile, name).toBe(list.total);
  }
  expect([of('urged'), of('told'), of('watched'), of('rebook')]).toEqual([1, 1, 1, 1]);
  const calls = await ask('orders.callQueue', {});
  expect([of('calls_due'), of('calls_waiting')]).toEqual([calls.due, calls.waiting]);
  expect(of('suspicions')).toBe((await ask('orders.suspicions', {})).total);
  expect(of('proof')).toBe((await ask('visits.proofDesk', {})).total);
  expect(of('evening')).toBe((await ask('visits.evening', {})).people.length);
  const tile = (code: string) => value.tiles.find((one) => one.code === code);
  const { open } = (await ask('money.handIns', {})) as unknown as { open: { owedFen: number }[] };
  expect(open).toHaveLength(2);
  expect(of('cash')).toBe(open.filter((row) => row.owedFen > 0).length);
  expect(tile('cash')).toMatchObject({ count: 1, note: { params: { amountFen: 5000 } } });
  // The evening asks for cash only, and for as much as the hand-ins do
  expect(tile('evening')?.note?.params.amountFen).toBe(5000);
  expect(of('differences')).toBe((await ask('money.differences', {})).total);
  const old = (await ask('parts.oldParts', {})) as unknown as {
    total: number;
    lateFen: number;
    rows: { daysLeft: number }[];
  };
  expect(tile('old_parts')).toMatchObject({
    count: old.total,
    late: old.rows.filter((row) => row.daysLeft < 0).length,
    riskFen: old.lateFen,
  });
  expect(old.lateFen).toBeGreaterThanOrEqual(6200);
  expect(of('requests')).toBe((await ask('parts.requests', {})).total);
  expect(of('dead_letters')).toBe((await ask('platforms.messages', { state: 'dead' })).total);
  expect(of('prints')).toBe((await ask('paper.jobs', { states: ['failed', 'unknown'] })).total);
  const codes = value.alarms.map((alarm) => alarm.code);
  expect(codes).toEqual(expect.arrayContaining(['urges_late', 'told_me', 'watched']));
});

test('everybody sees what is theirs to do', async () => {
  const codes = async (as: string) =>
    (await today(rig.outlet.session({ as, deskId: `desk-${as}` }))).tiles.map((tile) => tile.code);
  const storekeeper = await codes('S03');
  expect(storekeeper).toEqual(expect.arrayContaining(['hold_part', 'old_parts', 'requests', 'prints']));
  expect(storekeeper).not.toContain('cash');
  const accountant = await codes('S04');
  expect(accountant).toEqual(expect.arrayContaining(['audit', 'differences', 'settlement', 'cash']));
  expect(accountant).not.toContain('dispatch');
  const dispatcher = await codes('S02');
  expect(dispatcher).toEqual(expect.arrayContaining(['intake', 'calls_due', 'dispatch', 'urged', 'evening']));
  expect(dispatcher).not.toContain('audit');
});

test('a part that is off has no tile and no alarm', async () => {
  const turn = (enabled: boolean) =>
    rig.outlet.call(rig.manager, 'outlet.setFeature', { code: 'parts', enabled });
  await turn(false);
  const value = await today();
  expect(value.tiles.map((tile) => tile.code)).not.toContain('old_parts');
  expect(value.alarms.map((alarm) => alarm.code)).not.toContain('stock_low');
  await turn(true);
});

test('what may not be read is not counted', async () => {
  const value = await today(rig.outlet.session({ as: 'T04', deskId: 'desk-u' }));
  expect(value.platforms).toEqual([]);
  expect(value.tiles.map((tile) => tile.code)).not.toContain('differences');
  expect(value.people.map((person) => person.staffId)).toEqual(['T04']);
});

test('alarms: a worker account that ends, a gap in the patterns, a slot closed over orders', async () => {
  write('gaps', (tx) => {
    const account = tx.value<string>('SELECT id FROM worker_account LIMIT 1');
    tx.update('worker_account', account ?? '', { card_expires_day: '2026-11-25' });
    tx.insert('shift_pattern', {
      staff_id: 'T01',
      name_zh: '六休一',
      from_day: '2026-11-01',
      cycle_days: 7,
      body: [],
    });
    tx.insert('slot_closed', {
      day: '2026-11-25',
      slot_id: rig.id('SELECT id FROM slot LIMIT 1'),
      at: rig.env.now(),
    });
  });
  const { alarms } = await today();
  const codes = alarms.map((alarm) => alarm.code);
  expect(codes).toEqual(expect.arrayContaining(['accounts', 'pattern_gap', 'slot_closed']));
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
