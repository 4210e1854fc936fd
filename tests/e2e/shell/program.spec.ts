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
  await desk.close();
  // The host asked for its key and the shell kept it sealed; a plain key file would mean that it went past the shell.
  expect(fs.existsSync(path.join(outletDir, 'store.key.sealed'))).toBe(true);
  expect(fs.existsSync(path.join(outletDir, 'store.key'))).toBe(false);
  await removeDir(outletDir);
});
