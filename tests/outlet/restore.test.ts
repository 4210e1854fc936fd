import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { openOutlet, type Outlet } from '../../main/host/outlet.ts';
import { addStaff, testOutlet } from '../support/test-outlet.ts';

const own = { name: '望江路服务站', managerName: '祁望春', pin: '730419', trades: [] };

async function value<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>) {
  const got = await answer;
  if (!got.ok) throw new Error(got.error.code);
  return got.value;
}

/** An outlet with a manager and one copy, and a person taken in after it. */
async function withCopy(seed: number) {
  let asked = 0;
  const outlet = await testOutlet({ seed, reopen: () => (asked += 1) });
  const window = outlet.session();
  await value(outlet.call(window, 'outlet.startOwn', own));
  const copied = await value(outlet.call(window, 'outlet.backupNow', {}));
  await outlet.jobs.finished(copied.jobId);
  const name = (await value(outlet.call(window, 'outlet.backups', {}))).copies[0]?.name ?? '';
  const later = await addStaff(outlet, { name: '后来人', pin: '260911' });
  return { outlet, window, name, later, asked: () => asked };
}

async function again(outlet: Outlet): Promise<Outlet> {
  await outlet.close();
  const opened = await openOutlet({ dir: outlet.dir, env: outlet.env, synchronous: 'OFF' });
  onTestFinished(() => opened.close());
  return opened;
}

const isThere = (outlet: Outlet, staffId: string) =>
  outlet.store.read.prepare('SELECT 1 FROM staff WHERE id = ?').get(staffId) !== undefined;

test('a copy is looked into, restored by the manager’s PIN, and the present store is kept as a copy', async () => {
  const { outlet, window, name, later, asked } = await withCopy(41);
  const looked = await value(outlet.call(window, 'outlet.inspectCopy', { name }));
  await outlet.jobs.finished(looked.jobId);
  const report = await value(outlet.call(window, 'jobs.get', { id: looked.jobId }));
  expect(report).toMatchObject({
    state: 'done',
    result: { contents: { orders: 0, outletName: own.name }, loss: { orders: 0, told: 0, untold: 0 } },
  });
  expect((report.result as { loss: { commands: number } }).loss.commands).toBeGreaterThan(0);

  const order = { name, withLog: false };
  expect(await outlet.call(window, 'outlet.restore', { ...order, pin: '111111' })).toMatchObject({
    error: { code: 'pin_wrong' },
  });
  expect(await outlet.call(window, 'outlet.restore', { ...order, name: 'none', pin: own.pin })).toMatchObject(
    {
      error: { code: 'not_found' },
    },
  );
  const someone = outlet.session({ as: await addStaff(outlet, { roles: ['dispatcher'], pin: '260912' }) });
  for (const channel of [
    'outlet.restore',
    'outlet.resumeSending',
    'outlet.restored',
    'outlet.inspectCopy',
  ] as const)
    expect(await outlet.callAny(someone, channel, { ...order, pin: '260912' })).toMatchObject({
      error: { code: 'forbidden' },
    });
  expect(asked()).toBe(0);
  const started = await value(outlet.call(window, 'outlet.restore', { ...order, pin: own.pin }));
  await outlet.jobs.finished(started.jobId);
  expect(asked()).toBe(1);

  const restored = await again(outlet);
  expect(restored.store.epoch).toBe(2);
  expect(isThere(restored, later)).toBe(false);
  const manager = restored.store.read.prepare('SELECT id FROM staff').pluck().get() as string;
  const desk = restored.session({ as: manager });
  expect(await value(restored.call(desk, 'outlet.halt', {}))).toMatchObject({ halted: true, waiting: 0 });
  expect(await value(restored.call(desk, 'outlet.restored', {}))).toMatchObject({
    copy: name,
    epoch: 2,
    staffName: own.managerName,
    since: [],
    failed: null,
  });
  const { copies } = await value(restored.call(desk, 'outlet.backups', {}));
  expect(copies.map((copy) => copy.kind).sort()).toEqual(['hand', 'replaced']);
  expect(
    restored.store.read.prepare("SELECT staff_id FROM audit WHERE action = 'outlet.restored'").pluck().all(),
  ).toEqual([manager]);
  expect(await value(restored.call(desk, 'outlet.resumeSending', {}))).toEqual({ messages: 0 });
  expect(await value(restored.call(desk, 'outlet.halt', {}))).toMatchObject({ halted: false });
  expect(await restored.call(desk, 'outlet.resumeSending', {})).toMatchObject({
    error: { code: 'message_step' },
  });
  for (const [law, kept] of Object.entries(verifyStore(restored.store.read)))
    expect(kept.ok, `${law} ${kept.detail}`).toBe(true);
  // Going on and opening once more does not restore again
  const third = await again(restored);
  expect(third.store.epoch).toBe(2);
});

test('with the operation log nothing is lost', async () => {
  const { outlet, window, name, later } = await withCopy(42);
  const started = await value(outlet.call(window, 'outlet.restore', { name, withLog: true, pin: own.pin }));
  await outlet.jobs.finished(started.jobId);
  const restored = await again(outlet);
  expect(restored.store.epoch).toBe(2);
  expect(isThere(restored, later)).toBe(true);
  for (const [law, kept] of Object.entries(verifyStore(restored.store.read)))
    expect(kept.ok, `${law} ${kept.detail}`).toBe(true);
});

test('a copy that is gone by then: the outlet opens as it was and says what became of the restore', async () => {
  const { outlet, window, name, later } = await withCopy(43);
  const started = await value(outlet.call(window, 'outlet.restore', { name, withLog: false, pin: own.pin }));
  await outlet.jobs.finished(started.jobId);
  rmSync(join(outlet.dir, 'copies', `${name}.db`));
  const same = await again(outlet);
  expect(same.store.epoch).toBe(1);
  expect(isThere(same, later)).toBe(true);
  const manager = same.store.read.prepare('SELECT id FROM staff WHERE name = ?').pluck().get(own.managerName);
  const desk = same.session({ as: manager as string });
  expect(await value(same.call(desk, 'outlet.restored', {}))).toMatchObject({
    halted: false,
    failed: { copy: name, code: 'not_found' },
  });
});

test('a keyring that is gone comes back from its kept copy', async () => {
  const { outlet } = await withCopy(44);
  const keyId = outlet.store.keyring.take();
  const sealed = outlet.store.sealer.seal(keyId, '后来的人');
  const window = outlet.session({
    as: outlet.store.read
      .prepare('SELECT id FROM staff WHERE name = ?')
      .pluck()
      .get(own.managerName) as string,
  });
  const copied = await value(outlet.call(window, 'outlet.backupNow', {}));
  await outlet.jobs.finished(copied.jobId);
  await outlet.close();
  for (const file of readdirSync(outlet.dir)) if (file.startsWith('keyring')) rmSync(join(outlet.dir, file));
  const mended = await openOutlet({ dir: outlet.dir, env: outlet.env, synchronous: 'OFF' });
  onTestFinished(() => mended.close());
  expect(mended.store.opened.keyring).toBe('kept');
  expect(mended.store.sealer.open(sealed)).toBe('后来的人');
});
