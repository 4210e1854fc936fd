import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockStore } from '../../main/host/store-lock.ts';
import { keyFromFile } from '../../main/host/store-key.ts';
import { openOutlet } from '../../main/host/outlet.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { tempDir } from '../support/temp-dir.ts';

const env = () => fakeEnv({ seed: 4 });

test('an outlet that is open in another copy names the process that holds it', async () => {
  const dir = tempDir();
  const first = await openOutlet({ dir, env: env() });
  await expect(openOutlet({ dir, env: env() })).rejects.toMatchObject({
    code: 'store_locked',
    params: { pid: process.pid },
  });
  await first.close();
  const second = await openOutlet({ dir, env: env() });
  await second.close();
});

test('a holder that was killed holds nothing; its pid file alone says nothing', async () => {
  const dir = tempDir();
  const holder = new URL('../../main/host/store-lock.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(holder)}).then((m) => { m.lockStore(${JSON.stringify(dir)}); console.log('held'); setInterval(() => {}, 1000); })`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(() => lockStore(dir)).toThrow(`"pid":${child.pid}`);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(readFileSync(join(dir, 'outlet.pid'), 'utf8').trim()).toBe(String(child.pid));
  lockStore(dir).release();
});

test('the key is made with the store, for its owner alone, and never a second time', async () => {
  const dir = tempDir();
  const outlet = await openOutlet({ dir, env: env() });
  await outlet.close();
  const path = join(dir, 'store.key');
  const key = readFileSync(path, 'utf8').trim();
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  rmSync(path);
  await expect(openOutlet({ dir, env: env() })).rejects.toMatchObject({ code: 'store_key_missing' });
  writeFileSync(path, 'f'.repeat(64));
  await expect(openOutlet({ dir, env: env() })).rejects.toMatchObject({ code: 'store_key_wrong' });
  writeFileSync(path, 'not a key');
  await expect(openOutlet({ dir, env: env() })).rejects.toMatchObject({ code: 'store_key_wrong' });
  writeFileSync(path, key);
  await (await openOutlet({ dir, env: env() })).close();
});

test('every failed opening lets the folder go', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'store.key'), keyFromFile(tempDir(), env().randomBytes));
  writeFileSync(join(dir, 'outlet.db'), Buffer.alloc(8192, 7));
  await expect(openOutlet({ dir, env: env() })).rejects.toMatchObject({ name: 'Fault' });
  lockStore(dir).release();
});
