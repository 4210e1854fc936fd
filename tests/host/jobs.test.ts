import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../domain/kernel/fault.ts';
import { openOutlet } from '../../main/host/outlet.ts';
import { runChild } from '../../main/host/job-child.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { tempDir } from '../support/temp-dir.ts';
import { addStaff, testOutlet } from '../support/test-outlet.ts';

test('a job in the host tells its progress and keeps its result', async () => {
  const outlet = await testOutlet();
  const desk = outlet.session({ as: await addStaff(outlet) });
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  outlet.jobs.addKind('test.count', {
    where: 'host',
    async run(run, params: { to: number }) {
      run.progress(500, 'counting');
      await gate;
      return { counted: params.to };
    },
  });
  const heard: unknown[] = [];
  outlet.feed.listen((message) => void (message.kind === 'job' && heard.push(message)));
  const { jobId } = await outlet.ports.startJob('test.count', { to: 3 }, desk);
  expect(await outlet.call(desk, 'jobs.get', { id: jobId })).toMatchObject({
    ok: true,
    value: { state: 'running', progressMilli: 500, progressCode: 'counting', canCancel: true },
  });
  expect(heard).toMatchObject([{ kind: 'job', id: jobId, progressMilli: 500 }]);
  go();
  await outlet.jobs.finished(jobId);
  expect(await outlet.call(desk, 'jobs.get', { id: jobId })).toMatchObject({
    value: { state: 'done', progressMilli: 1000, result: { counted: 3 }, canCancel: false },
  });
});

test('a job that fails says so in codes; a defect only by reference', async () => {
  const outlet = await testOutlet();
  const desk = outlet.session({ as: await addStaff(outlet) });
  const fail = (error: unknown) => ({ where: 'host' as const, run: () => Promise.reject(error) });
  outlet.jobs.addKind('test.fault', fail(new Fault('disk_full', { place: 'x' })));
  outlet.jobs.addKind('test.defect', fail(new Error('customer 祁望春')));
  for (const [kind, fault] of [
    ['test.fault', { code: 'disk_full', params: { place: 'x' } }],
    ['test.defect', { code: 'internal', params: { ref: expect.any(String) } }],
  ] as const) {
    const { jobId } = await outlet.ports.startJob(kind, {}, desk);
    await outlet.jobs.finished(jobId);
    expect(await outlet.call(desk, 'jobs.get', { id: jobId })).toMatchObject({
      value: { state: 'failed', fault },
    });
  }
});

test('a person sees and cancels the own jobs, who may run jobs all of them', async () => {
  const outlet = await testOutlet();
  const mine = outlet.session({ as: await addStaff(outlet, { roles: ['technician'] }) });
  const other = outlet.session({ as: await addStaff(outlet, { roles: ['technician'] }) });
  const manager = outlet.session({ as: await addStaff(outlet) });
  outlet.jobs.addKind('test.wait', {
    where: 'host',
    run: (run) =>
      new Promise((_resolve, reject) =>
        run.signal.addEventListener('abort', () => reject(run.signal.reason)),
      ),
  });
  const { jobId } = await outlet.ports.startJob('test.wait', {}, mine);
  expect(await outlet.call(other, 'jobs.cancel', { id: jobId })).toMatchObject({
    error: { code: 'not_found' },
  });
  expect(await outlet.call(other, 'jobs.list', {})).toMatchObject({ value: { total: 0 } });
  expect(await outlet.call(manager, 'jobs.list', { active: true })).toMatchObject({ value: { total: 1 } });
  expect(await outlet.call(mine, 'jobs.cancel', { id: jobId })).toEqual({
    ok: true,
    value: { cancelled: true },
  });
  expect(await outlet.call(mine, 'jobs.cancel', { id: jobId })).toEqual({
    ok: true,
    value: { cancelled: false },
  });
  expect(await outlet.call(mine, 'jobs.get', { id: jobId })).toMatchObject({ value: { state: 'cancelled' } });
});

test('a job the host left behind is called interrupted at the next start', async () => {
  const dir = tempDir();
  const first = await openOutlet({ dir, env: fakeEnv({ seed: 1 }) });
  const call = { command: 'test', requestId: 'request-1', deskId: first.deskId, staffId: null };
  first.store.gate.run(call, (tx) => {
    tx.insert('job', {
      id: 'j1',
      kind: 'test.x',
      state: 'running',
      params: {},
      desk_id: 'd',
      created_at: tx.at,
    });
  });
  await first.close();
  const second = await openOutlet({ dir, env: fakeEnv({ seed: 2 }) });
  const row = second.store.read.prepare("SELECT state, fault FROM job WHERE id = 'j1'").get();
  expect(row).toEqual({ state: 'interrupted', fault: '{"code":"job_gone","params":{"kind":"test.x"}}' });
  await second.close();
});

test('closing the host ends its jobs and says interrupted, not cancelled', async () => {
  const dir = tempDir();
  const outlet = await openOutlet({ dir, env: fakeEnv({ seed: 1 }) });
  outlet.jobs.addKind('test.wait', {
    where: 'host',
    run: (run) =>
      new Promise((_resolve, reject) =>
        run.signal.addEventListener('abort', () => reject(run.signal.reason)),
      ),
  });
  const { jobId } = await outlet.ports.startJob('test.wait', {}, outlet.hostSession);
  await outlet.close();
  const again = await openOutlet({ dir, env: fakeEnv({ seed: 2 }) });
  expect(again.store.read.prepare('SELECT state FROM job WHERE id = ?').pluck().get(jobId)).toBe(
    'interrupted',
  );
  await again.close();
});

describe('children', () => {
  test('read the store in a process of their own', async () => {
    const outlet = await testOutlet({ synchronous: 'FULL' });
    const { jobId } = await outlet.ports.startJob('store.check', {}, outlet.hostSession);
    await outlet.jobs.finished(jobId);
    const row = outlet.store.read.prepare('SELECT state, result FROM job WHERE id = ?').get(jobId);
    expect(row).toEqual({ state: 'done', result: '{"ok":true,"finding":"ok"}' });
  });

  test('are killed within a second though they never look up', async () => {
    const outlet = await testOutlet();
    const { dir, path, key } = outlet.store;
    const stop = new AbortController();
    let begun = () => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    const work = runChild({ kind: 'test.spin', params: {}, dir, path, key }, stop.signal, () => begun());
    const ended = work.then(
      () => 'ended by itself',
      () => 'killed',
    );
    await started;
    stop.abort(new Error('cancel'));
    expect(await Promise.race([ended, pause(5000, 'still running')])).toBe('killed');
  });

  test('that do not know their work, or die, end the job with a defect', async () => {
    const outlet = await testOutlet();
    const { dir, path, key } = outlet.store;
    const { signal } = new AbortController();
    const order = { params: {}, dir, path, key };
    await expect(runChild({ ...order, kind: 'no.such' }, signal, () => {})).rejects.toThrow('no.such');
    await expect(runChild({ ...order, kind: 'test.die' }, signal, () => {})).rejects.toThrow(
      'job child ended',
    );
  });
});
