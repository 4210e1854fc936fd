import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import type { InputOf, OutputOf } from '../../preload/contract/index.ts';
import { deskRig, type DeskRig } from './rig.ts';

const hour = 3_600_000;
const day = '2026-11-24';

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig();
  // Nobody books an order in the minute it came
  rig.env.jump(60_000);
});
afterAll(() => rig.close());

async function ok<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(JSON.stringify(got.error));
  return got.value;
}
const version = (id: string) => rig.value<number>('SELECT version FROM work_order WHERE id = ?', id);
const queue = (view: 'due' | 'waiting' = 'due') =>
  ok(rig.outlet.call(rig.dispatcher, 'orders.callQueue', { view, limit: 300 })) as Promise<
    OutputOf<'orders.callQueue'>
  >;
const log = (
  id: string,
  result: InputOf<'orders.logCall'>['result'],
  more: Partial<InputOf<'orders.logCall'>> = {},
) =>
  ok(rig.outlet.call(rig.dispatcher, 'orders.logCall', { id, result, ...more })) as Promise<
    OutputOf<'orders.logCall'>
  >;
/** A fresh order let in, of a user of its own. */
async function ready(): Promise<string> {
  const id = rig.id(
    `SELECT id FROM work_order w WHERE state = 'received' AND side_state IS NULL AND appointment_state = 'none' AND connection_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop' AND f.cleared_at IS NULL)
     AND (SELECT count(*) FROM work_order o WHERE o.customer_id = w.customer_id) = 1 LIMIT 1`,
  );
  await ok(rig.outlet.call(rig.dispatcher, 'orders.approve', { id, version: version(id) }));
  return id;
}

describe('the calling queue', () => {
  test('first calls by deadline; a try without answer waits for another hour; a promised call for its time', async () => {
    const id = await ready();
    const other = await ready();
    const first = await queue();
    const dues = first.rows.map((row) => row.deadlineAt ?? Number.MAX_SAFE_INTEGER);
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    expect(first.rows.find((row) => row.id === id)).toMatchObject({
      cause: 'first',
      tries: 0,
      triesNeeded: 3,
    });
    const tried = await log(id, 'no_answer', { seconds: 20 });
    expect(tried).toMatchObject({ tries: 1, held: null, unreachable: false });
    const later = rig.env.now() + 30 * 60_000;
    await log(other, 'call_later', { nextCallAt: later });
    const due = await queue();
    expect(due.rows.some((row) => row.id === id || row.id === other)).toBe(false);
    const { rows } = await queue('waiting');
    expect(rows.find((row) => row.id === id)).toMatchObject({
      cause: 'again',
      tries: 1,
      lastResult: 'no_answer',
      firstConnectedAt: null,
      waitsUntil: rig.env.now() + 2 * hour,
    });
    expect(rows.find((row) => row.id === other)).toMatchObject({ cause: 'back', waitsUntil: later });
    rig.env.jump(2 * hour + 60_000);
    const again = await queue();
    expect(again.rows.filter((row) => row.id === id || row.id === other)).toHaveLength(2);
    const got = await log(id, 'connected', { seconds: 40 });
    const kept = rig.outlet.store.read
      .prepare('SELECT first_call_at, first_connected_at, calls FROM work_order WHERE id = ?')
      .get(id) as { first_call_at: number; first_connected_at: number; calls: number };
    expect(kept.calls).toBe(2);
    expect(kept.first_connected_at - kept.first_call_at).toBeGreaterThanOrEqual(2 * hour);
    expect(rig.value<number>('SELECT try_no FROM call_log WHERE id = ?', got.callId)).toBe(2);
    expect((await queue()).rows.find((row) => row.id === id)?.cause).toBe('unbooked');
  });

  test('three tries at different hours hold the order, write to the user and tell the platform', async () => {
    const id = await ready();
    await log(id, 'no_answer');
    await log(id, 'busy');
    rig.env.jump(2 * hour);
    expect(await log(id, 'no_answer')).toMatchObject({ tries: 2, held: null });
    rig.env.jump(2 * hour);
    const last = await log(id, 'off');
    expect(last).toMatchObject({
      tries: 3,
      unreachable: true,
      held: 'H04',
      state: 'on_hold',
      queue: 'hold_unreachable',
    });
    const { messages } = await ok(rig.outlet.call(rig.dispatcher, 'orders.userMessages', { orderId: id }));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ id: last.messageId, templateKey: 'no_answer', state: 'waiting' });
    expect(messages[0]?.text).not.toMatch(/[{}]/);
    const steps = rig.outlet.store.read
      .prepare('SELECT step FROM outbox WHERE work_order_id = ?')
      .pluck()
      .all(id);
    expect(steps).toContain('reserve_fail');
    await ok(
      rig.outlet.call(rig.dispatcher, 'orders.messageDone', {
        id: last.messageId ?? '',
        version: messages[0]?.version ?? 0,
        state: 'copied',
      }),
    );
    const waiting = await ok(rig.outlet.call(rig.dispatcher, 'orders.userMessages', {}));
    expect(waiting.messages.some((one) => one.id === last.messageId)).toBe(false);
    expect((await queue('waiting')).rows.find((row) => row.id === id)?.cause).toBe('back');
  });

  test('a booking that stands is not taken away by a call nobody answered; a wrong number is held at once', async () => {
    const id = await ready();
    const call = await log(id, 'connected', { seconds: 30 });
    await ok(
      rig.outlet.call(rig.dispatcher, 'orders.book', {
        id,
        version: call.version,
        day,
        slotId: 'AM1',
        override: true,
      }),
    );
    for (let n = 0; n < 3; n += 1) {
      rig.env.jump(2 * hour);
      expect((await log(id, 'no_answer')).held).toBeNull();
    }
    const wrong = await ready();
    expect(await log(wrong, 'wrong_number')).toMatchObject({
      held: 'H09',
      queue: 'hold_wrong_number',
      messageId: null,
    });
  });

  test('two desks do not call one user', async () => {
    const id = await ready();
    const { outlet, dispatcher, manager } = rig;
    expect((await ok(outlet.call(dispatcher, 'orders.claimCall', { id }))).claim).toMatchObject({
      mine: true,
    });
    const second = await ok(outlet.call(manager, 'orders.claimCall', { id }));
    expect(second.claim).toMatchObject({ mine: false, staffName: expect.stringMatching(/\p{Script=Han}/u) });
    expect((await queue()).rows.find((row) => row.id === id)?.claim).toMatchObject({ mine: true });
    expect((await ok(outlet.call(manager, 'orders.claimCall', { id, take: true }))).claim).toMatchObject({
      mine: true,
    });
    expect((await ok(outlet.call(dispatcher, 'orders.claimCall', { id }))).claim).toMatchObject({
      mine: false,
    });
    await ok(outlet.call(manager, 'orders.claimCall', { id: null }));
    expect((await ok(outlet.call(dispatcher, 'orders.claimCall', { id }))).claim).toMatchObject({
      mine: true,
    });
    rig.env.jump(11 * 60_000);
    expect((await ok(outlet.call(manager, 'orders.claimCall', { id }))).claim).toMatchObject({ mine: true });
    await ok(outlet.call(manager, 'orders.claimCall', { id: null }));
  });
});

describe('booking into what is free', () => {
  const slots = async (id: string, on = day) =>
    (await ok(rig.outlet.call(rig.dispatcher, 'orders.freeSlots', { orderId: id, day: on }))).slots;

  test('each booking takes one place; a full slot is refused once and passed by name', async () => {
    const id = await ready();
    await log(id, 'connected', { seconds: 30 });
    const before = (await slots(id)).find((slot) => slot.slotId === 'PM1');
    expect(before?.left).toBeGreaterThan(0);
    expect(before?.closed).toBe(false);
    rig.outlet.store.gate.run(
      { command: 'test.narrow', requestId: 'narrow', deskId: 'test', staffId: null },
      (tx) => {
        tx.insert('slot_closed', {
          day,
          slot_id: 'PM1',
          capacity: (before?.taken ?? 0) + 1,
          reason: '',
          at: tx.at,
        });
      },
    );
    expect((await slots(id)).find((slot) => slot.slotId === 'PM1')?.left).toBe(1);
    await ok(
      rig.outlet.call(rig.dispatcher, 'orders.book', { id, version: version(id), day, slotId: 'PM1' }),
    );
    const next = await ready();
    await log(next, 'connected', { seconds: 30 });
    const input = { id: next, version: version(next), day, slotId: 'PM1' };
    expect(await rig.outlet.call(rig.dispatcher, 'orders.book', input)).toMatchObject({
      ok: false,
      error: { code: 'slot_full', params: { left: 0, count: 1 } },
    });
    // An exact window in it is the same slot
    const startAt = Date.UTC(2026, 10, 24, 7);
    expect(
      await rig.outlet.call(rig.dispatcher, 'orders.book', {
        ...input,
        slotId: null,
        startAt,
        endAt: startAt + hour,
      }),
    ).toMatchObject({ ok: false, error: { code: 'slot_full' } });
    await ok(rig.outlet.call(rig.dispatcher, 'orders.book', { ...input, override: true }));
    const { timeline, appointments } = await ok(rig.outlet.call(rig.dispatcher, 'orders.get', { id: next }));
    expect(timeline.find((one) => one.kind === 'order.booked')?.params).toMatchObject({
      override: 'slot_full',
    });
    expect(appointments[0]).toMatchObject({ source: 'call', suspicious: null });
  });

  test('a slot that closed meanwhile is one sentence, also with an override', async () => {
    const id = await ready();
    await log(id, 'connected', { seconds: 30 });
    rig.outlet.store.gate.run(
      { command: 'test.close', requestId: 'close', deskId: 'test', staffId: null },
      (tx) => {
        tx.insert('slot_closed', { day, slot_id: 'EVE', reason: '早会', at: tx.at });
      },
    );
    expect((await slots(id)).find((slot) => slot.slotId === 'EVE')).toMatchObject({
      closed: true,
      left: 0,
      reason: '早会',
    });
    expect(
      await rig.outlet.call(rig.dispatcher, 'orders.book', {
        id,
        version: version(id),
        day,
        slotId: 'EVE',
        override: true,
      }),
    ).toMatchObject({ ok: false, error: { code: 'slot_closed', params: { day } } });
  });

  test('orders of one household are booked together, and only those', async () => {
    const { outlet, dispatcher } = rig;
    const person = {
      name: '邰若兰',
      phone: '13800000991',
      county: '凤栖区',
      detail: '栖云里9栋902',
      serviceItemId: 'AZ-KT-GJ',
    };
    const a = await ok(outlet.call(dispatcher, 'orders.create', person));
    const b = await ok(outlet.call(dispatcher, 'orders.create', person));
    const found = await ok(outlet.call(dispatcher, 'orders.freeSlots', { orderId: a.id, day }));
    expect(found.household.map((one) => one.id)).toEqual([b.id]);
    const stranger = await ready();
    const input = { id: a.id, version: a.version, day, slotId: 'AM2' };
    expect(
      await outlet.call(dispatcher, 'orders.book', {
        ...input,
        together: [{ id: stranger, version: version(stranger) }],
      }),
    ).toMatchObject({ ok: false, error: { code: 'input_invalid' } });
    const done = await ok(
      outlet.call(dispatcher, 'orders.book', {
        ...input,
        together: [{ id: b.id, version: b.version }],
        override: true,
      }),
    );
    expect(done.together).toHaveLength(1);
    expect(rig.value('SELECT appointment_day FROM work_order WHERE id = ?', b.id)).toBe(day);
  });
});

describe('suspicious bookings', () => {
  test('without an answered call: listed, and decided by name once', async () => {
    const { outlet, dispatcher, manager } = rig;
    const id = await ready();
    await log(id, 'no_answer');
    await ok(
      outlet.call(dispatcher, 'orders.book', {
        id,
        version: version(id),
        day,
        slotId: 'AM1',
        override: true,
      }),
    );
    const { rows } = await ok(outlet.call(manager, 'orders.suspicions', {}));
    const row = rows.find((one) => one.orderId === id);
    expect(row).toMatchObject({ code: 'no_call', calls: 1, connectedSeconds: null });
    await ok(
      outlet.call(manager, 'orders.decideSuspicion', {
        appointmentId: row?.appointmentId ?? '',
        pass: false,
      }),
    );
    expect(
      rig.value("SELECT code FROM order_flag WHERE work_order_id = ? AND code LIKE 'anomaly%'", id),
    ).toBe('anomaly_booking');
    expect(
      await outlet.call(manager, 'orders.decideSuspicion', {
        appointmentId: row?.appointmentId ?? '',
        pass: true,
      }),
    ).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const decided = await ok(outlet.call(manager, 'orders.suspicions', { decided: true }));
    expect(decided.rows.find((one) => one.orderId === id)?.decidedBy).not.toBeNull();
  });
});

test('the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
