import { expect, onTestFinished, test } from 'vitest';
import { type ReaderRequest } from '../../main/host/reader-core.ts';
import { ReaderPool } from '../../main/host/readers.ts';
import type { Outlet } from '../../main/host/outlet.ts';
import { testOutlet } from '../support/test-outlet.ts';

function addJobs(outlet: Outlet, count: number): void {
  const call = { command: 'test', requestId: outlet.env.newId(), deskId: 'd', staffId: null };
  outlet.store.gate.run(call, (tx) => {
    for (let i = 0; i < count; i++) {
      tx.insert('job', {
        id: `j${i}`,
        kind: `k${i}`,
        state: 'done',
        params: {},
        desk_id: 'd',
        created_at: tx.at,
      });
    }
  });
}

test('threads answer as the inline reader does, read what was just committed, and carry faults', async () => {
  const outlet = await testOutlet({ synchronous: 'FULL' });
  const { path, key } = outlet.store;
  const pool = new ReaderPool({ path, key, threads: 2 });
  onTestFinished(() => pool.close());
  addJobs(outlet, 30);
  const list: ReaderRequest = {
    kind: 'query',
    name: 'jobs.list',
    params: { staffId: null, active: false, offset: 0, limit: 5 },
  };
  const answers = await Promise.all([1, 2, 3, 4].map(() => pool.ask<{ total: number }>(list)));
  expect(answers.map((answer) => answer.total)).toEqual([30, 30, 30, 30]);
  const open = { kind: 'open', desk: 'a', name: 'jobs.list', params: { state: null } } as const;
  const one = await pool.ask<{ snapshotId: string; total: number }>(open);
  const two = await pool.ask<{ snapshotId: string; total: number }>(open);
  expect([one.total, two.total]).toEqual([30, 30]);
  expect(one.snapshotId).not.toBe(two.snapshotId);
  for (const { snapshotId } of [one, two]) {
    const rows = await pool.ask<{ id: string }[]>({ kind: 'slice', desk: 'a', snapshotId, from: 10, to: 12 });
    expect(rows.map((row) => row.id)).toEqual(['j19', 'j18']);
  }
  const gone = pool.ask({ kind: 'slice', desk: 'a', snapshotId: 'r1-999', from: 0, to: 1 });
  await expect(gone).rejects.toMatchObject({ name: 'Fault', code: 'snapshot_gone' });
  await expect(
    pool.ask({ kind: 'slice', desk: 'a', snapshotId: 'r7-1', from: 0, to: 1 }),
  ).rejects.toMatchObject({ code: 'snapshot_gone' });
  await expect(pool.ask({ kind: 'query', name: 'toString', params: {} })).rejects.toThrow('no reader query');
});

test('services open lists for a desk, and another desk cannot look into them', async () => {
  const outlet = await testOutlet();
  addJobs(outlet, 3);
  const [a, b] = [outlet.session(), outlet.session()];
  const { snapshots } = outlet.ports;
  const { snapshotId, total } = await snapshots.open('jobs.list', { state: 'done' }, a);
  expect(total).toBe(3);
  expect(await snapshots.numbers(snapshotId, 0, 3, a)).toEqual([3, 2, 1]);
  expect(await snapshots.indexOf(snapshotId, 2, a)).toBe(1);
  await expect(snapshots.slice(snapshotId, 0, 1, b)).rejects.toMatchObject({ code: 'snapshot_gone' });
  await snapshots.close(snapshotId, a);
  await expect(snapshots.slice(snapshotId, 0, 1, a)).rejects.toMatchObject({ code: 'snapshot_gone' });
});
