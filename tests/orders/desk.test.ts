import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { deskRig, type DeskRig } from './rig.ts';

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig();
});
afterAll(() => rig.close());

async function ok<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(JSON.stringify(got.error));
  return got.value;
}
const fresh = () =>
  rig.id(
    "SELECT id FROM work_order w WHERE state = 'received' AND side_state IS NULL AND appointment_state = 'none' AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') LIMIT 1",
  );
const version = (id: string) => rig.value<number>('SELECT version FROM work_order WHERE id = ?', id);

describe('the list', () => {
  test('is a snapshot: counts by queue, slices by row number, the row found again', async () => {
    const { outlet, dispatcher } = rig;
    const { queues } = await ok(outlet.call(dispatcher, 'orders.queues', {}));
    const opened = await ok(outlet.call(dispatcher, 'orders.open', { filter: { queues: ['intake'] } }));
    expect(opened.total).toBe(queues.find((one) => one.queue === 'intake')?.count);
    const { rows } = await ok(
      outlet.call(dispatcher, 'orders.slice', { snapshotId: opened.snapshotId, from: 0, to: 5 }),
    );
    expect(rows).toHaveLength(5);
    const third = rows[2];
    expect(third?.customerName).toMatch(/\p{Script=Han}/u);
    expect(
      (
        await ok(
          outlet.call(dispatcher, 'orders.indexOf', { snapshotId: opened.snapshotId, id: third?.id ?? '' }),
        )
      ).index,
    ).toBe(2);
  });

  test("a technician sees the orders that are his, nobody else's", async () => {
    const { outlet } = rig;
    const technician = outlet.session({ as: 'T02', deskId: 'desk-c' });
    const opened = await ok(outlet.call(technician, 'orders.open', { filter: {} }));
    expect(opened.total).toBe(0);
    expect(await outlet.call(technician, 'orders.get', { id: fresh() })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await outlet.call(technician, 'orders.approve', { id: fresh(), version: 1 })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });
});

describe('an order at the desk', () => {
  test('approve → call → book → change with cause: every step is told upstream and stands in the timeline', async () => {
    const { outlet, dispatcher } = rig;
    const id = fresh();
    await ok(outlet.call(dispatcher, 'orders.approve', { id, version: version(id) }));
    const call = await ok(
      outlet.call(dispatcher, 'orders.logCall', { id, result: 'connected', seconds: 42 }),
    );
    const booked = await ok(
      outlet.call(dispatcher, 'orders.book', {
        id,
        version: call.version,
        day: '2026-11-23',
        slotId: 'AM2',
        callId: call.callId,
      }),
    );
    const refused = await outlet.call(dispatcher, 'orders.book', {
      id,
      version: booked.version,
      day: '2026-11-24',
      slotId: 'AM1',
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'reason_unknown' } });
    await ok(
      outlet.call(dispatcher, 'orders.book', {
        id,
        version: booked.version,
        day: '2026-11-24',
        slotId: 'AM1',
        causeCode: 'G02',
      }),
    );
    const document = await ok(outlet.call(dispatcher, 'orders.get', { id }));
    expect(document.appointments.map((one) => [one.state, one.faultOf])).toEqual([
      ['agreed', 'none'],
      ['changed', 'outlet'],
    ]);
    expect(document.order.appointmentDay).toBe('2026-11-24');
    expect(document.timeline.map((one) => one.kind)).toEqual(
      expect.arrayContaining([
        'order.received',
        'order.approve',
        'order.called',
        'order.booked',
        'order.rebooked',
      ]),
    );
    expect(document.calls[0]).toMatchObject({ result: 'connected', seconds: 42 });
  });

  test('three tries at different hours make 联系不上', async () => {
    const { outlet, dispatcher, env } = rig;
    const id = fresh();
    const results: boolean[] = [];
    for (let i = 0; i < 3; i += 1) {
      results.push(
        (await ok(outlet.call(dispatcher, 'orders.logCall', { id, result: 'no_answer' }))).unreachable,
      );
      env.jump(3 * 3_600_000);
    }
    expect(results).toEqual([false, false, true]);
  });

  test('a hold stops the clock and resume lets it run on', async () => {
    const { outlet, dispatcher, env } = rig;
    const id = fresh();
    await ok(outlet.call(dispatcher, 'orders.approve', { id, version: version(id) }));
    const before = rig.value<number>('SELECT deadline_at FROM work_order WHERE id = ?', id);
    const held = await ok(
      outlet.call(dispatcher, 'orders.hold', {
        id,
        version: version(id),
        reasonCode: 'H03',
        nextContactAt: env.now() + 86_400_000,
        text: '用户出差',
      }),
    );
    expect(held.queue).toMatch(/^hold_/);
    env.jump(3_600_000);
    await ok(outlet.call(dispatcher, 'orders.resume', { id, version: held.version }));
    const after = rig.value<number>('SELECT deadline_at FROM work_order WHERE id = ?', id);
    expect(after).toBeGreaterThanOrEqual(before);
    expect(
      await outlet.call(dispatcher, 'orders.hold', { id, version: version(id), reasonCode: 'nope' }),
    ).toMatchObject({ error: { code: 'reason_unknown' } });
  });

  test('two desks on one order: the second is told, nothing is half-applied', async () => {
    const { outlet, dispatcher, manager } = rig;
    const id = fresh();
    const seen = version(id);
    await ok(outlet.call(dispatcher, 'orders.approve', { id, version: seen }));
    const second = await outlet.call(manager, 'orders.cancel', { id, version: seen, reasonCode: 'Q01' });
    expect(second).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(rig.value('SELECT state FROM work_order WHERE id = ?', id)).toBe('ready');
  });

  test('taken at the counter: a customer known by phone and name is not made twice', async () => {
    const { outlet, dispatcher } = rig;
    const input = {
      name: '何静',
      phone: '130 0000 1189',
      county: '天元区',
      detail: '栖云里 3栋1204',
      serviceItemId: 'AZ-KT-GJ',
      quantity: 2,
    };
    const first = await ok(outlet.call(dispatcher, 'orders.create', input));
    const again = await ok(outlet.call(dispatcher, 'orders.create', { ...input, detail: '栖云里3栋1204室' }));
    expect(first.queue).toBe('intake');
    expect(rig.value("SELECT count(*) FROM customer WHERE phone = '13000001189' AND name = '何静'")).toBe(1);
    const flags = (await ok(outlet.call(dispatcher, 'orders.get', { id: again.id }))).flags;
    expect(flags.map((flag) => flag.code)).toContain('duplicate');
    expect(await outlet.call(dispatcher, 'orders.create', { ...input, phone: '没有电话' })).toMatchObject({
      error: { code: 'phone_unreadable' },
    });
  });

  test('a platform that cancels intercepts the order and voids its slip', async () => {
    const { outlet, dispatcher, engine, sandboxes } = rig;
    const id = rig.id(
      "SELECT w.id FROM work_order w WHERE w.state = 'received' AND w.side_state IS NULL AND w.connection_id = 'C-OWN' LIMIT 1",
    );
    const upstream = rig.value<string>('SELECT upstream_number FROM work_order WHERE id = ?', id);
    sandboxes['C-OWN'].world.cancel(upstream);
    await engine.pullNow('C-OWN');
    const document = await ok(outlet.call(dispatcher, 'orders.get', { id }));
    expect(document.order.state).toBe('intercepted');
    expect(document.actions).toContain('confirm_interception');
    const done = await ok(
      outlet.call(dispatcher, 'orders.confirmInterception', { id, version: document.order.version }),
    );
    expect(done.state).toBe('cancelled');
  });

  test('and the store keeps its laws', () => {
    expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
  });
});
