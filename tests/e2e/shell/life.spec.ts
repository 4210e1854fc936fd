import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { electronEnv, electronFile, removeDir, temporaryDir } from '../fixtures/electron.ts';
import { buildShellApp } from './build-app.ts';
import { call, expect, test } from './desk.ts';

const states = () => (globalThis as any).states.map((state: { state: string }) => state.state);

test('a killed host leaves the window alive, open questions are answered, and it comes back', async ({
  desk,
}) => {
  const before = (await call(desk, 'test.told', null)).value.pid;
  const open = call(desk, 'test.slow', { ms: 60_000 });
  const crash = call(desk, 'test.crash', null);
  const gone = { ok: false, error: { code: 'host_gone', params: {} } };
  expect(await open).toEqual(gone);
  expect(await crash).toEqual(gone);
  // Asked while it is down: waits for the next host instead of failing.
  expect(await call(desk, 'test.echo', 'again')).toEqual({ ok: true, value: 'again' });
  const after = (await call(desk, 'test.told', null)).value;
  expect(after.pid).not.toBe(before);
  expect(after.told).toEqual([{ kind: 'open-window', window: 'w1' }]);
  expect(await desk.page.evaluate(states)).toEqual(
    expect.arrayContaining(['ready', 'restarting', 'starting', 'ready']),
  );
  expect(await desk.page.locator('#h').innerText()).toBe('shell');
});

test('a store that cannot be opened is said, not tried for ever', async ({ desk }) => {
  await desk.page.evaluate(() => void (globalThis as any).api.call('test.fatal', null));
  await expect
    .poll(() => desk.page.evaluate(() => (globalThis as any).states.at(-1)))
    .toEqual({ state: 'failed', code: 'store_newer', params: { found: 9, known: 1 } });
  expect(await call(desk, 'test.echo', 1)).toEqual({
    ok: false,
    error: { code: 'store_newer', params: { found: 9, known: 1 } },
  });
});

test('a second start shows the window of the first and leaves', async ({ desk }) => {
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize());
  const second = spawn(electronFile(), ['.', `--outlet-dir=${desk.outletDir}`], {
    cwd: await buildShellApp(),
    env: electronEnv(),
    stdio: 'ignore',
  });
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  await expect
    .poll(() =>
      desk.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
      ),
    )
    .toEqual([false]);
});

test('the window comes back where it was, and into sight when its display is gone', async ({ start }) => {
  const outletDir = temporaryDir('state');
  const bounds = () => ({ x: 60, y: 40, width: 1100, height: 700 });
  const first = await start({ outletDir });
  await first.app.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to),
    bounds(),
  );
  await first.app.close();
  const second = await start({ outletDir });
  const seen = () =>
    second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
  expect(await seen()).toEqual(bounds());
  await second.app.close();
  const file = path.join(outletDir, 'window/window.json');
  for (const kept of [
    { bounds: { x: 9000, y: 9000, width: 1100, height: 700 } },
    'torn {',
    { bounds: { x: 'NaN' } },
  ]) {
    fs.writeFileSync(file, typeof kept === 'string' ? kept : JSON.stringify(kept));
    const again = await start({ outletDir });
    const place = await again.app.evaluate(({ BrowserWindow, screen }) => ({
      at: BrowserWindow.getAllWindows()[0]!.getBounds(),
      area: screen.getPrimaryDisplay().workArea,
    }));
    expect(place.at.x).toBeGreaterThanOrEqual(place.area.x);
    expect(place.at.x).toBeLessThan(place.area.x + place.area.width);
    await again.app.close();
  }
  await removeDir(outletDir);
});

test('a crashed page is loaded again', async ({ desk }) => {
  await desk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents;
    const seen: string[] = [];
    (globalThis as any).seen = seen;
    contents.on('render-process-gone', () => seen.push('gone'));
    contents.on('did-finish-load', () => seen.push('loaded'));
    contents.forcefullyCrashRenderer();
  });
  await expect.poll(() => desk.app.evaluate(() => (globalThis as any).seen)).toEqual(['gone', 'loaded']);
});

test('quitting lets the host leave by itself', async ({ start }) => {
  const desk = await start();
  const { pid } = (await call(desk, 'test.told', null)).value;
  await desk.app.close();
  expect(() => process.kill(pid, 0)).toThrow();
  expect(desk.output()).not.toContain('Unhandled');
});
