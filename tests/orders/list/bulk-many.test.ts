import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../db/connection.ts';
import { seedDemoOutlet } from '../../../db/seed/index.ts';
import { openStore, storeFiles } from '../../../db/store.ts';
import { openOutlet, type Outlet } from '../../../main/host/outlet.ts';
import type { Session } from '../../../main/services/context.ts';
import type { ChannelName, InputOf, OutputOf } from '../../../preload/contract/index.ts';
import { fakeEnv } from '../../support/fake-env.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { fillOrders } from './orders-at-random.ts';
import { seededRandom } from './random.ts';

const seed = Number(process.env.OUTLET_SEED ?? 20261122);
const rows = 10_000;
const key = 'ab'.repeat(32);

/** An outlet with 10,000 orders in every state there is, and a dispatcher at it. */
async function bigDesk(): Promise<{ outlet: Outlet; session: Session }> {
  console.log(`seed ${seed}`);
  const dir = tempDir();
  const env = fakeEnv({ seed: 1 });
  const store = await openStore({ dir, key, env });
  seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2026-11' });
  store.close();
  const db = openDatabase(join(dir, storeFiles.store), { key, synchronous: 'OFF' });
  fillOrders(db, rows, seededRandom(seed));
  db.close();
  const outlet = await openOutlet({ dir, key, env });
  onTestFinished(() => outlet.close());
  return { outlet, session: outlet.session({ as: 'S02', deskId: 'desk-a' }) };
}

test('10,000 chosen rows: the desk answers at once, other desks come in between, stopping leaves what is done', async () => {
  const { outlet, session } = await bigDesk();
  const ask = async <C extends ChannelName>(channel: C, input: InputOf<C>): Promise<OutputOf<C>> => {
    const answer = await outlet.call(session, channel, input);
    if (!answer.ok) throw new Error(`${channel}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };
  const bulk = async (input: Partial<InputOf<'orders.bulk'>>) => {
    const list = await ask('orders.open', { sort: 'number' });
    expect(list.total).toBe(rows);
    const { jobId, orders } = await ask('orders.bulk', {
      snapshotId: list.snapshotId,
      ranges: [[0, rows]],
      ...input,
    } as InputOf<'orders.bulk'>);
    expect(orders).toBe(rows);
    return jobId;
  };

  // Resuming what is not on hold: nearly all are left, every one of them for a reason that is counted
  const resumed = await bulk({ action: 'resume' });
  // The answer came before the work: the job is under way
  expect(await ask('jobs.get', { id: resumed })).toMatchObject({ state: 'running', canCancel: true });
  await outlet.jobs.finished(resumed);
  const result = await ask('orders.bulkResult', { jobId: resumed });
  expect(result).toMatchObject({ total: rows, stopped: false });
  expect(result.done + result.leftCount).toBe(rows);
  expect(result.reasons.reduce((sum, { count }) => sum + count, 0)).toBe(result.leftCount);
  expect(result.reasons.map(({ code }) => code)).toContain('order_edge_missing');
  // Named are the first of them, each under one of the reasons
  expect(result.left).toHaveLength(500);
  for (const row of result.left) expect(result.reasons[row.reason]?.code).toBe(row.code);

  // A job that is stopped: what is done is done and can be taken back, the rest is as it was
  const tagged = await bulk({ action: 'tag', addTags: ['盘点'] });
  const progress = async () => (await ask('jobs.get', { id: tagged })).progressMilli ?? 0;
  while ((await progress()) < 30) await new Promise((resolve) => setImmediate(resolve));
  // Somebody else works on meanwhile
  await ask('orders.queues', {});
  await ask('jobs.cancel', { id: tagged });
  const stopped = await ask('orders.bulkResult', { jobId: tagged });
  expect(stopped).toMatchObject({ total: rows, stopped: true, leftCount: 0 });
  expect(stopped.done).toBeGreaterThan(0);
  expect(stopped.done).toBeLessThan(rows);
  const count = () =>
    outlet.store.read.prepare("SELECT count(*) FROM work_order_tag WHERE tag = '盘点'").pluck().get();
  expect(count()).toBe(stopped.done);
  for (const batchId of stopped.batchIds.toReversed()) await ask('orders.undo', { batchId });
  expect(count()).toBe(0);
}, 120_000);
