import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { makeCheckedCopy } from '../../db/backup.ts';
import { openOutlet } from '../../main/host/outlet.ts';
import { recoveryGroups } from '../../main/services/outlet/recovery.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { postJson } from '../support/http-desk.ts';
import { tempDir } from '../support/temp-dir.ts';

const entry = join(import.meta.dirname, '../../main/host/index.ts');
const own = { name: '望江路服务站', managerName: '祁望春', pin: '730419', trades: [] };

/** An outlet with a manager, a copy of it, and a change after the copy. */
async function outletWithCopy() {
  const dir = tempDir();
  const outlet = await openOutlet({ dir, env: fakeEnv({ seed: 51 }) });
  const window = outlet.session();
  const made = await outlet.call(window, 'outlet.startOwn', own);
  if (!made.ok) throw new Error(made.error.code);
  const { key } = outlet.store;
  makeCheckedCopy({ dir, key, name: 'hand-noon' });
  await outlet.call(window, 'outlet.setFeature', { code: 'reports', enabled: false });
  const code = outlet.store.read.prepare('SELECT code FROM staff').pluck().get() as string;
  await outlet.close();
  return { dir, key, code };
}

async function start(dir: string) {
  const child: ChildProcess = spawn(process.execPath, [entry, '--serve', '--dir', dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const said = JSON.parse((await lines.next()).value as string) as { address: string; fatal?: string };
  const { port, hash } = new URL(said.address);
  const opened = await postJson(Number(port), '/api/open', { token: hash.slice(3) });
  const cookie = String(opened.headers['set-cookie']?.[0]).split(';')[0] ?? '';
  let request = 0;
  const call = async (channel: string, input: unknown = {}) =>
    JSON.parse(
      (
        await postJson(
          Number(port),
          '/api/call',
          { channel, input, requestId: `request-${++request}` },
          { cookie },
        )
      ).body,
    ) as { ok: boolean; value: Record<string, unknown>; error: { code: string } };
  return { said, call, end };
}

test('the key file is gone: the recovery key opens the outlet behind the same door', async () => {
  const { dir, key } = await outletWithCopy();
  rmSync(join(dir, 'store.key'));
  const host = await start(dir);
  expect(host.said.fatal).toBe('store_key_missing');
  expect(await host.call('session.me')).toMatchObject({ error: { code: 'store_key_missing' } });
  expect(await host.call('outlet.rescue')).toMatchObject({
    value: { code: 'store_key_missing', keyKnown: false, copies: [{ name: 'hand-noon', contents: null }] },
  });
  for (const wrong of ['rubbish', recoveryGroups('12'.repeat(32)).join(' ')])
    expect(await host.call('outlet.rescueKey', { typed: wrong })).toMatchObject({
      error: { code: 'recovery_key_wrong' },
    });
  expect(await host.call('outlet.rescueKey', { typed: recoveryGroups(key).join('-') })).toMatchObject({
    value: { opened: true },
  });
  expect(readFileSync(join(dir, 'store.key'), 'utf8').trim()).toBe(key);
  expect(await host.call('session.me')).toMatchObject({ ok: true, value: { state: 'out' } });
  expect(await host.call('outlet.rescue')).toMatchObject({ value: { code: null } });
  expect(await host.call('outlet.rescueKey', { typed: 'x' })).toMatchObject({ ok: false });
  await host.end();
});

test.each([
  [
    'flipped bytes',
    (path: string) => {
      const fd = openSync(path, 'r+');
      writeSync(fd, Buffer.alloc(64, 7), 0, 64, 40);
      closeSync(fd);
    },
  ],
  ['half a file', (path: string) => truncateSync(path, 6000)],
])('%s: the outlet goes on from its copy and the operation log, nothing lost', async (_, injure) => {
  const { dir, code } = await outletWithCopy();
  for (const ending of ['-wal', '-shm']) rmSync(join(dir, `outlet.db${ending}`), { force: true });
  injure(join(dir, 'outlet.db'));
  const host = await start(dir);
  expect(await host.call('outlet.rescue')).toMatchObject({
    value: { code: 'store_damaged', keyKnown: true, copies: [{ contents: { orders: 0 } }] },
  });
  const order = { name: 'hand-noon', withLog: true, staffCode: code, pin: own.pin };
  expect(await host.call('outlet.rescueRestore', { ...order, pin: '111111' })).toMatchObject({
    error: { code: 'pin_wrong' },
  });
  expect(await host.call('outlet.rescueRestore', { ...order, name: '../outlet' })).toMatchObject({
    error: { code: 'input_invalid' },
  });
  expect(await host.call('outlet.rescueRestore', order)).toMatchObject({ value: { restored: true } });
  expect(await host.call('session.me')).toMatchObject({ ok: true, value: { features: { reports: false } } });
  expect(readdirSync(join(dir, 'replaced'))).toHaveLength(1);
  await host.end();
});
