import { afterAll, expect, onTestFinished, test } from 'vitest';
import { judgeWorld } from '../../bench/simulation-rig/oracle.ts';
import { dropTemplate, SimulatedWorld } from '../../bench/simulation-rig/world.ts';
import { platforms } from '../../main/platforms/index.ts';
import type { WireRequest } from '../../main/platforms/sandbox/wire.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import type { SyncPorts } from '../../main/services/sync/ports.ts';

afterAll(dropTemplate);
const hour = 3_600_000;

function tmallWithout(part: 'shownBy' | 'readBackFirst'): SyncPorts['platforms'] {
  const { tmall } = platforms as SyncPorts['platforms'];
  if (tmall === undefined) throw new Error('no such platform');
  return {
    ...platforms,
    tmall:
      part === 'shownBy'
        ? { ...tmall, shownBy: () => false }
        : { ...tmall, traits: { ...tmall.traits, readBackFirst: false } },
  };
}

/** Tmall hears of a suspension, its answer is lost, and it takes the order back before we try again. */
async function play(
  story: { pulledBetween: boolean; takenBack: boolean },
  adapters?: SyncPorts['platforms'],
) {
  const world = await SimulatedWorld.open(1, adapters);
  onTestFinished(() => world.close());
  const { env, engine, store } = world;
  const box = world.boxes['C-TM'];
  await env.advance(hour);
  await engine.pullNow('C-OWN');
  await engine.pullNow('C-TM');
  const rows = store.read
    .prepare(
      "SELECT w.id, s.upstream_id AS upstreamId FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id JOIN source_order s ON s.id = l.source_order_id WHERE s.connection_id = 'C-TM' AND w.state = 'received' AND w.side_state IS NULL",
    )
    .all() as { id: string; upstreamId: string }[];
  const row = rows.find((one) => box.world.cards.get(one.upstreamId)?.order.changes.length === 0);
  if (row === undefined) throw new Error('no order without changes of its own');
  const act = { orderId: row.id, reasonCode: 'H01' };
  store.gate.run({ command: 'test.hold', requestId: 'hold', deskId: 'd', staffId: 'S02' }, (tx) => {
    applyAction(tx, { ...act, action: 'approve', override: ['flags_decided'] });
    applyAction(tx, {
      ...act,
      action: 'hold',
      params: { holdKey: 'user_later', upstream: { reasonCode: 'H01', reasonText: '用户改期' } },
    });
  });
  const isSuspend = (request: WireRequest) => new TextDecoder().decode(request.body).includes('.suspend');
  box.trouble.once({ kind: 'lost', when: isSuspend });
  await engine.sendRound();
  if (story.pulledBetween) await engine.pullNow('C-TM');
  const ever = new Set<string>();
  if (story.takenBack) {
    box.world.cancel(row.upstreamId);
    ever.add(row.upstreamId);
  }
  for (let round = 0; round < 6; round += 1) {
    await env.advance(hour / 3);
    await engine.sendRound();
  }
  await engine.pullNow('C-TM');
  await engine.pullNow('C-OWN');
  const problems = judgeWorld(world, ever).filter((one) => one.includes(row.upstreamId));
  return { problems, told: box.world.cards.get(row.upstreamId)?.told.map((one) => one.step) };
}

test('a step that nobody could know to have arrived is not held against the engine', async () => {
  expect(await play({ pulledBetween: false, takenBack: true })).toEqual({ problems: [], told: ['suspend'] });
});

test('a step that a pulled card showed is: an engine that forgets what it pulled is found out', async () => {
  const story = { pulledBetween: true, takenBack: true };
  expect((await play(story)).problems).toEqual([]);
  expect((await play(story, tmallWithout('shownBy'))).problems.join()).toMatch(
    /they were told suspend, we meant nothing/,
  );
});

test('a step that the card still shows is: an engine that sends again without reading is found out', async () => {
  const story = { pulledBetween: false, takenBack: false };
  expect((await play(story)).problems).toEqual([]);
  expect((await play(story, tmallWithout('readBackFirst'))).problems.join()).toMatch(
    /they were told suspend>suspend, we meant suspend/,
  );
});
