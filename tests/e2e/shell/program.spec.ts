import fs from 'node:fs';
import path from 'node:path';
import { bundle } from '../../../build/bundle.ts';
import { addressOf, launchDesk, removeDir, temporaryDir } from '../fixtures/electron.ts';
import { expect, test } from './desk.ts';

/** The built program itself, shell to store: everything else here uses a host of the specs' own. */
test('the built program opens an outlet through its bridge', async () => {
  await bundle();
  const outletDir = temporaryDir('program');
  const desk = await launchDesk({ outletDir });
  await expect
    .poll(
      () => desk.page.evaluate(() => new Promise((resolve) => (globalThis as any).api.onHostState(resolve))),
      { timeout: 60_000 },
    )
    .toEqual({ state: 'ready' });
  expect(await addressOf(desk.app)).toMatch(/^app:\/\/desk\//);
  expect(await desk.page.evaluate(() => (globalThis as any).api.call('no.such', {}))).toEqual({
    ok: false,
    error: { code: 'unknown_channel', params: { channel: 'no.such' } },
  });
  await expect(desk.page.locator('button').first()).toBeVisible();
  // A job in a process of its own: the host cannot start one here, the shell does it for the host.
  const call = (channel: string, input: object) =>
    desk.page.evaluate(([name, value]) => (globalThis as any).api.call(name, value), [
      channel,
      input,
    ] as const);
  expect(
    await call('outlet.startOwn', { name: '城东网点', managerName: '店长', pin: '284913' }),
  ).toMatchObject({
    ok: true,
  });
  const started = await call('outlet.checkStore', {});
  expect(started).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await call('jobs.get', { id: started.value.jobId })).value?.state, { timeout: 60_000 })
    .toBe('done');
  await desk.close();
  // The host asked for its key and the shell kept it sealed; a plain key file would mean that it went past the shell.
  expect(fs.existsSync(path.join(outletDir, 'store.key.sealed'))).toBe(true);
  expect(fs.existsSync(path.join(outletDir, 'store.key'))).toBe(false);
  await removeDir(outletDir);
});
