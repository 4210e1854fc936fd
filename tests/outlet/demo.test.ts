import { expect, test } from 'vitest';
import { planOrder } from '../../db/seed/history/plan.ts';
import { readDemoFile } from '../../db/seed/index.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { listSpan, makeDemo } from '../../main/services/outlet/demo/start-demo.ts';
import { sourceOf } from '../../main/services/outlet/demo/intake.ts';
import { fakeStart } from '../support/fake-env.ts';
import { testOutlet } from '../support/test-outlet.ts';

const hour = 3_600_000;
const anchor = {
  now: fakeStart,
  firstMonth: '2025-10',
  recentFrom: fakeStart - 14 * 24 * hour,
  liveFrom: fakeStart - 3 * hour,
  olderFrom: Date.UTC(2025, 8, 30, 16),
};

test('history is a function of its seed: the same orders with the same fates', () => {
  const demo = readDemoFile();
  const context = { demo, seed: 'fate', now: anchor.now, dispatcherId: 'S02', accountantId: 'S04' };
  const plan = () =>
    listSpan(demo, anchor, 'recent').map(({ connection, order }) =>
      planOrder(sourceOf(connection, order, anchor.now), context),
    );
  const first = plan();
  expect(first.length).toBeGreaterThan(300);
  expect(plan()).toEqual(first);
  const older = listSpan(demo, anchor, 'older');
  const all = older.length + first.length;
  expect(all).toBeGreaterThan(3600);
  expect(all).toBeLessThan(4400);
  const months = new Map<string, number>();
  for (const { order } of older) {
    const month = new Date(order.createdAt + 8 * hour).toISOString().slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + 1);
  }
  for (const peak of demo.history_seed.peak_months)
    expect(months.get(peak), peak).toBeGreaterThan(1.2 * (months.get('2026-04') ?? 0));
});

test('the demo outlet: a living shop with all its queues, all laws kept', async () => {
  const outlet = await testOutlet({ seed: 23 });
  // A sample of the fourteen months: `npm start` writes them all, while people work already.
  await makeDemo(outlet.store, outlet.env, undefined, undefined, { everyNth: 15 });
  const read = outlet.store.read;
  // How long a gate call may take is the bench's to judge (`npm run bench -- gate`); here it is only told.
  const { longestCpuMs, longestCommand } = outlet.store.gate.stats;
  console.log(`demo: longest gate call ${longestCpuMs.toFixed(1)} ms own CPU (${longestCommand})`);
  for (const [law, report] of Object.entries(verifyStore(read)))
    expect(report.ok, `${law} ${report.detail}`).toBe(true);
  const queues = new Set(read.prepare('SELECT DISTINCT queue FROM work_order').pluck().all());
  for (const queue of [
    'dispatch',
    'visit',
    'slip_return',
    'audit',
    'settlement',
    'done',
    'hold_goods',
    'hold_part',
  ])
    expect(queues, queue).toContain(queue);
  expect(read.prepare("SELECT count(*) FROM period WHERE state = 'closed'").pluck().get()).toBe(12);
  const window = outlet.session();
  const after = await outlet.call(window, 'outlet.state', {});
  if (!after.ok) throw new Error(after.error.code);
  expect(after.value).toMatchObject({ kind: 'demo' });
  const pin = after.value.demoPins.find((one) => one.staffId === 'S01')?.pin ?? '';
  expect(await outlet.call(window, 'session.login', { staffId: 'S01', pin })).toMatchObject({ ok: true });
}, 300_000);

test('one call from a window starts it; a second is refused; it may be stopped and goes on later', async () => {
  const outlet = await testOutlet({ seed: 24 });
  const window = outlet.session();
  const before = await outlet.call(window, 'outlet.state', {});
  expect(before).toMatchObject({ ok: true, value: { kind: 'none', setUp: null, demoPins: [] } });
  const started = await outlet.call(window, 'outlet.startDemo', {});
  if (!started.ok) throw new Error(started.error.code);
  const second = await outlet.call(window, 'outlet.startDemo', {});
  expect(second).toMatchObject({ ok: false, error: { code: 'outlet_exists' } });
  await outlet.jobs.cancel(started.value.jobId);
  await outlet.jobs.finished(started.value.jobId);
  const state = outlet.store.read.prepare('SELECT state FROM job WHERE id = ?').pluck();
  expect(state.get(started.value.jobId)).toBe('cancelled');
}, 120_000);
