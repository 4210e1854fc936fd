import { afterEach, expect, test } from 'vitest';
import type { OrderAction } from '../../domain/orders/life.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { ok, refused } from '../dispatch/rig.ts';
import { deskRig, type DeskRig } from '../orders/rig.ts';

let rig!: DeskRig;
afterEach(() => rig.close());

const free = [
  'flags_decided',
  'technician_eligible',
  'visit_ended',
  'results_complete',
  'verification_met',
  'slip_back',
] as const;

/** An order of a platform that was finished and verified, and told so; its proof is one shot. */
async function reported(connection: 'C-OWN' | 'C-TM'): Promise<{ id: string; upstreamId: string }> {
  rig = await deskRig(7);
  const { world } = rig.sandboxes[connection];
  const rows = rig.outlet.store.read
    .prepare(
      "SELECT w.id, s.upstream_id AS upstreamId FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id JOIN source_order s ON s.id = l.source_order_id WHERE s.connection_id = ? AND w.state = 'received' ORDER BY w.seq",
    )
    .all(connection) as { id: string; upstreamId: string }[];
  const order = rows.find((row) => world.cards.get(row.upstreamId)?.order.changes.length === 0);
  const card = world.cards.get(order?.upstreamId ?? '');
  if (order === undefined || card === undefined) throw new Error('no order without changes of its own');
  rig.outlet.store.gate.run(
    { command: 'test.walk', requestId: 'walk', deskId: 'd', staffId: 'S02' },
    (tx) => {
      const act = (action: OrderAction, params: Record<string, unknown> = {}) =>
        applyAction(tx, { orderId: order.id, action, params, override: [...free] });
      act('approve');
      act('assign', { staffId: 'T01' });
      act('accept');
      const keyId = tx.value<number>('SELECT key_id FROM work_order WHERE id = ?', order.id);
      const visitId = tx.insert('visit', {
        work_order_id: order.id,
        visit_no: 1,
        state: 'ended',
        day: '2026-11-22',
        outcome: 'done',
        ended_at: tx.at,
        key_id: keyId,
      });
      tx.update('work_order', order.id, { visits: 1 });
      tx.insert('verification', {
        visit_id: visitId,
        work_order_id: order.id,
        kind: 'shot',
        name: '完工',
        state: 'present',
        at: tx.at,
        key_id: keyId,
      });
      act('finish');
      act('verify', { upstream: { verifyCode: card.order.verifyCode } });
    },
  );
  await sendOn();
  return order;
}

async function sendOn(): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    rig.env.jump(60_000);
    await rig.engine.sendRound();
  }
}
const head = async (id: string) => (await ok(rig.outlet.call(rig.manager, 'orders.get', { id }))).order;
const target = async (id: string) => ({ id, version: (await head(id)).version });
const messages = (id: string) =>
  rig.outlet.store.read
    .prepare('SELECT step, state FROM outbox WHERE work_order_id = ? ORDER BY position')
    .all(id) as { step: string; state: string }[];

test('own platform: it sends papers back, hears of the new ones once, passes them; the order follows by itself', async () => {
  const { id, upstreamId } = await reported('C-OWN');
  const { world } = rig.sandboxes['C-OWN'];
  await rig.engine.pullNow('C-OWN');
  expect(await head(id)).toMatchObject({ state: 'verified', verdict: null });
  world.returnPapers(upstreamId);
  await rig.engine.pullNow('C-OWN');
  expect(await head(id)).toMatchObject({ state: 'finished', queue: 'papers', verdict: 'refill' });
  // Read again and again it is one return
  await rig.engine.pullNow('C-OWN');
  expect(rig.value('SELECT count(*) FROM verdict WHERE work_order_id = ?', id)).toBe(1);
  expect(rig.value("SELECT count(*) FROM source_change WHERE state = 'open'")).toBe(0);

  expect(await ok(rig.outlet.call(rig.dispatcher, 'visits.papersSent', await target(id)))).toMatchObject({
    state: 'verified',
  });
  await sendOn();
  const told = () => world.cards.get(upstreamId)?.told.map((one) => one.step) ?? [];
  expect(told().slice(-3)).toEqual(['complete', 'verify', 'papers']);
  expect(messages(id).every((one) => one.state === 'done')).toBe(true);
  await rig.engine.pullNow('C-OWN');
  expect(await head(id)).toMatchObject({ verdict: 'pending', queue: 'audit' });

  world.returnPapers(upstreamId);
  await rig.engine.pullNow('C-OWN');
  expect(await head(id)).toMatchObject({ queue: 'papers', verdict: 'refill' });
  world.passPapers(upstreamId);
  await rig.engine.pullNow('C-OWN');
  expect(await head(id)).toMatchObject({ state: 'verified', queue: 'audit', verdict: 'passed' });
  await sendOn();
  expect(told().filter((step) => step === 'verify')).toHaveLength(1);
  expect(await refused(rig.outlet.call(rig.dispatcher, 'visits.papersSent', await target(id)))).toMatchObject(
    {
      code: 'order_guard_failed',
    },
  );
});

test('a platform without words for it gets them by hand: the papers wait in the list for that', async () => {
  const { id } = await reported('C-TM');
  await ok(
    rig.outlet.call(rig.dispatcher, 'visits.platformAnswer', { ...(await target(id)), answer: 'refill' }),
  );
  await ok(rig.outlet.call(rig.dispatcher, 'visits.papersSent', await target(id)));
  await sendOn();
  expect(messages(id).at(-1)).toEqual({ step: 'papers', state: 'manual' });
  const { messages: byHand } = await ok(
    rig.outlet.call(rig.manager, 'platforms.messages', { connectionId: 'C-TM', state: 'manual' }),
  );
  expect(byHand.filter((one) => one.workOrderId === id).map((one) => one.step)).toEqual(['papers']);
});
