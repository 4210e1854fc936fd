import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { ClockRounds } from '../../main/services/clock/loop.ts';
import { dispatchRig, ok, type DispatchRig } from '../dispatch/rig.ts';

const minute = 60_000;
let rig: DispatchRig;
let clock: ClockRounds;
/** As the host after a restart: nothing is remembered but what the store holds. */
const restart = () => {
  clock = new ClockRounds({ env: rig.env, store: rig.outlet.store });
};
const tick = () => clock.round(new AbortController().signal);

beforeAll(async () => {
  rig = await dispatchRig(5);
  restart();
  await tick();
});
afterAll(() => rig.close());

const count = (sql: string, ...params: unknown[]) =>
  rig.value<number>(`SELECT count(*) FROM ${sql}`, ...params);
const events = (id: string, kind: string) => count('event WHERE work_order_id = ? AND kind = ?', id, kind);
const told = (id: string, cause: string, level: number) =>
  count('order_escalation WHERE work_order_id = ? AND cause = ? AND level = ?', id, cause, level);
const state = (id: string) =>
  rig.value<string>('SELECT coalesce(side_state, state) FROM work_order WHERE id = ?', id);

async function give(id: string): Promise<string> {
  const staffId = await rig.fit(id);
  await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId }));
  return staffId;
}

describe('deadlines of payers', () => {
  test('are told of once when near and once when past', async () => {
    const id = rig.id(
      "SELECT id FROM work_order WHERE deadline_at > ? AND deadline_kind <> 'staff_accept' AND side_state IS NULL ORDER BY deadline_at LIMIT 1",
      rig.env.now() + 31 * minute,
    );
    const { kind, at } = {
      kind: rig.value<string>('SELECT deadline_kind FROM work_order WHERE id = ?', id),
      at: rig.value<number>('SELECT deadline_at FROM work_order WHERE id = ?', id),
    };
    await rig.env.advance(at - 31 * minute - rig.env.now());
    await tick();
    expect(told(id, kind, 2)).toBe(0);
    await rig.env.advance(minute);
    await tick();
    restart();
    await tick();
    expect([told(id, kind, 2), told(id, kind, 3)]).toEqual([1, 0]);
    await rig.env.advance(30 * minute);
    await tick();
    await tick();
    expect([told(id, kind, 2), told(id, kind, 3)]).toEqual([1, 1]);
  });
});

describe('an offer nobody answers', () => {
  test('is warned of at half and at four fifths, goes back at the end, each once, over restarts', async () => {
    const [id = ''] = await rig.ready(1);
    const staffId = await give(id);
    const offeredAt = rig.env.now();
    expect(rig.value('SELECT accept_due_at FROM work_order WHERE id = ?', id)).toBe(offeredAt + 30 * minute);
    expect(rig.value('SELECT deadline_at <= accept_due_at FROM work_order WHERE id = ?', id)).toBe(1);
    await rig.env.advance(14 * minute);
    await tick();
    expect(events(id, 'order.accept_warned')).toBe(0);
    await rig.env.advance(minute);
    const wait = await tick();
    expect(wait).toBeLessThanOrEqual(30_000);
    expect(events(id, 'order.accept_warned')).toBe(1);
    const version = rig.version(id);
    await tick();
    restart();
    await tick();
    expect(events(id, 'order.accept_warned')).toBe(1);
    expect(told(id, 'staff_accept', 2)).toBe(0);
    await rig.env.advance(9 * minute);
    await tick();
    restart();
    await tick();
    expect(events(id, 'order.accept_warned')).toBe(2);
    expect(told(id, 'staff_accept', 2)).toBe(1);
    expect(
      rig.value(
        "SELECT to_staff_id FROM order_escalation WHERE work_order_id = ? AND cause = 'staff_accept'",
        id,
      ),
    ).toBe('S02');
    // Being told of is no change of the order: whoever edits it meanwhile is not refused.
    expect(rig.version(id)).toBe(version);
    expect(state(id)).toBe('dispatched');
    await rig.env.advance(6 * minute);
    await Promise.all([tick(), tick()]);
    restart();
    await tick();
    expect(state(id)).toBe('ready');
    expect(rig.value('SELECT queue FROM work_order WHERE id = ?', id)).toBe('dispatch');
    expect(rig.value('SELECT staff_id FROM work_order WHERE id = ?', id)).toBeNull();
    expect(events(id, 'order.decline')).toBe(1);
    expect(told(id, 'staff_accept', 3)).toBe(1);
    expect(rig.value('SELECT accept_due_at FROM work_order WHERE id = ?', id)).toBeNull();
    expect(
      count(
        "assignment WHERE work_order_id = ? AND staff_id = ? AND state = 'refused' AND reason_code = 'acceptance_late' AND fault_of = 'person'",
        id,
        staffId,
      ),
    ).toBe(1);
    const leader = rig.value(
      'SELECT t.leader_id FROM staff s JOIN team t ON t.id = s.team_id WHERE s.id = ?',
      staffId,
    );
    expect(
      rig.value(
        "SELECT to_staff_id FROM order_escalation WHERE work_order_id = ? AND level = 3 AND cause = 'staff_accept'",
        id,
      ),
    ).toBe(leader === staffId ? null : leader);
    // Given to somebody else: nobody has to look at the old warning any more.
    await give(id);
    await tick();
    expect(
      count(
        "order_escalation WHERE work_order_id = ? AND answered_at IS NULL AND cause = 'staff_accept'",
        id,
      ),
    ).toBe(0);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.accept', { id, version: rig.version(id) }));
    await rig.env.advance(60 * minute);
    await tick();
    expect(state(id)).toBe('accepted');
  });

  test('an answer in time stops the clock; given in the evening it runs on in the morning', async () => {
    const [first = '', second = ''] = await rig.ready(2);
    await give(first);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.accept', { id: first, version: rig.version(first) }));
    const evening = Date.parse('2026-11-22T18:20:00+08:00');
    await rig.env.advance(evening - rig.env.now());
    await give(second);
    expect(rig.value('SELECT accept_due_at FROM work_order WHERE id = ?', second)).toBe(
      Date.parse('2026-11-23T08:20:00+08:00'),
    );
    await rig.env.advance(10 * 60 * minute);
    await tick();
    expect([state(first), state(second)]).toEqual(['accepted', 'dispatched']);
    await rig.env.advance(4 * 60 * minute);
    await tick();
    expect(state(second)).toBe('ready');
    expect(events(first, 'order.accept_warned')).toBe(0);
  });

  test('a host that was away tells of what is so now, not of every level that passed', async () => {
    const [id = ''] = await rig.ready(1);
    await give(id);
    await rig.env.advance(3 * 60 * minute);
    restart();
    await tick();
    expect(state(id)).toBe('ready');
    expect(events(id, 'order.accept_warned')).toBe(0);
    expect(told(id, 'staff_accept', 3)).toBe(1);
  });
});

describe('promises', () => {
  test('a call that is due is told of once; a new promise is a new one', async () => {
    const [id = ''] = await rig.ready(1);
    const hold = (at: number) =>
      rig.outlet.call(rig.dispatcher, 'orders.hold', {
        id,
        version: rig.version(id),
        reasonCode: 'H03',
        nextContactAt: at,
      });
    await ok(hold(rig.env.now() + 20 * minute));
    await tick();
    expect(told(id, 'contact', 2)).toBe(0);
    await rig.env.advance(20 * minute);
    await tick();
    restart();
    await tick();
    expect(told(id, 'contact', 2)).toBe(1);
    expect(state(id)).toBe('on_hold');
    await ok(rig.outlet.call(rig.dispatcher, 'orders.resume', { id, version: rig.version(id) }));
    await tick();
    expect(
      count('order_escalation WHERE work_order_id = ? AND answered_at IS NULL AND cause = ?', id, 'contact'),
    ).toBe(0);
    await ok(hold(rig.env.now() + 5 * minute));
    await rig.env.advance(6 * minute);
    await tick();
    expect(told(id, 'contact', 2)).toBe(2);
  });

  test('weather ends by its day; goods that have come end the wait for them', async () => {
    const [id = ''] = await rig.ready(1);
    await ok(
      rig.outlet.call(rig.dispatcher, 'orders.hold', {
        id,
        version: rig.version(id),
        reasonCode: 'H10',
        nextContactAt: rig.env.now() + 5 * minute,
      }),
    );
    await tick();
    expect(state(id)).toBe('on_hold');
    await rig.env.advance(5 * minute);
    await tick();
    restart();
    await tick();
    expect(state(id)).toBe('ready');
    expect(events(id, 'order.resume')).toBe(1);
  });
});

test('the laws hold afterwards', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
