import path from 'node:path';
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import {
  electronEnv,
  firstPage,
  loadInto,
  onRealElectron,
  projectRoot,
  removeDir,
  temporaryDir,
} from '../fixtures/electron.ts';

/** What Electron promises and the program leans on. Runs on Electron and on the stand-in alike. */
const test = base.extend<{ both: { app: ElectronApplication; page: Page } }>({
  // oxlint-disable-next-line no-empty-pattern
  both: async ({}, use) => {
    const profile = temporaryDir('conformance');
    const env = electronEnv();
    const cwd = path.join(projectRoot, 'tests/electron-standin/fixtures/app');
    const app = await _electron.launch({ args: ['.', `--profile=${profile}`], cwd, env });
    const page = await firstPage(app);
    await use({ app, page });
    await app.close();
    await removeDir(profile);
  },
});
const seen = (app: ElectronApplication) => app.evaluate(() => (globalThis as any).seen);

test('values cross like structured clone', async ({ both: { page } }) => {
  const wrong = await page.evaluate(async () => {
    const { bridge } = globalThis as any;
    const cycle: any = { name: 'cycle' };
    cycle.self = cycle;
    const values: Record<string, [unknown, (back: any) => boolean]> = {
      map: [new Map([[1, { two: 2 }]]), (back) => back instanceof Map && back.get(1).two === 2],
      set: [new Set(['a']), (back) => back instanceof Set && back.has('a')],
      date: [new Date(5), (back) => back instanceof Date && back.getTime() === 5],
      big: [10n, (back) => back === 10n],
      bytes: [new Uint8Array([1, 2, 255]), (back) => back instanceof Uint8Array && back[2] === 255],
      nan: [Number.NaN, (back) => Number.isNaN(back)],
      minusZero: [-0, (back) => Object.is(back, -0)],
      hole: [{ a: undefined }, (back) => 'a' in back && back.a === undefined],
      text: ['网点 🛠', (back) => back === '网点 🛠'],
      proto: [JSON.parse('{"__proto__":{"x":1}}'), (back) => (back as any).x === undefined],
      nested: [[{ a: [null, true] }], (back) => back[0].a[1] === true],
    };
    const failed: string[] = [];
    for (const [name, [value, check]] of Object.entries(values))
      if (!check(await bridge.echo(value))) failed.push(name);
    return failed;
  });
  expect(wrong).toEqual([]);
});

test('functions and callbacks cross the bridge, not the wire', async ({ both: { page } }) => {
  const outcome = await page.evaluate(async () => {
    const { bridge } = globalThis as any;
    let refused = false;
    try {
      await bridge.echo({ f: () => 1 });
    } catch {
      refused = true;
    }
    const noted = new Promise((resolve) => bridge.onNoted(resolve));
    bridge.note('hello');
    return {
      twice: bridge.twice(21),
      callsBack: bridge.callsBack((x: number) => x + 1),
      refused,
      noted: await noted,
    };
  });
  expect(outcome).toEqual({ twice: 42, callsBack: 22, refused: true, noted: 'hello' });
});

test('errors arrive with the words Electron uses', async ({ both: { page } }) => {
  const words = await page.evaluate(() => {
    const { bridge } = globalThis as any;
    const text = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);
    return Promise.all([text(bridge.fails()), text(bridge.missing())]);
  });
  expect(words).toEqual([
    "Error invoking remote method 'fails': TypeError: no good",
    "Error invoking remote method 'no-such-channel': Error: No handler registered for 'no-such-channel'",
  ]);
});

test('the preload is sandboxed and alone in its world', async ({ both: { page } }) => {
  const outcome = await page.evaluate(() => {
    const page = globalThis as any;
    return {
      refusal: page.bridge.facts.refusal,
      type: page.bridge.facts.type,
      second: page.secondExpose.second,
      leaked: 'preloadOnly' in page,
      early: page.early.bridge,
      inline: page.inlineRan,
      evaluated: page.evalRan,
      frozen: Object.isFrozen(page.bridge),
    };
  });
  expect(outcome).toEqual({
    refusal: 'module not found: node:fs',
    type: 'renderer',
    second: expect.stringContaining('Cannot bind an API on top of an existing property'),
    leaked: false,
    early: 'object',
    inline: undefined,
    evaluated: 'EvalError',
    frozen: true,
  });
});

test('what the page navigates is asked, what main loads is not', async ({ both: { app, page } }) => {
  await page.click('#out', { noWaitAfter: true });
  await page.click('#redirect', { noWaitAfter: true });
  await page.click('#blank', { noWaitAfter: true });
  await expect.poll(async () => (await seen(app)).opens).toEqual(['https://example.invalid/blank']);
  await page.evaluate(() => window.open('https://example.invalid/opened'));
  await expect.poll(async () => (await seen(app)).opens.length).toBe(2);
  await page.click('#in');
  await expect(page.locator('h1')).toHaveText('other');
  await loadInto(app, page, 'app://desk/page.html');
  expect(await seen(app)).toMatchObject({
    navigations: ['https://example.invalid/', 'app://desk/leave', 'app://desk/other.html'],
    redirects: ['https://example.invalid/'],
  });
});

test('the sender is told by the browser; frames have no bridge', async ({ both: { app, page } }) => {
  await loadInto(app, page, 'app://desk/framed.html');
  await page.evaluate(() => (globalThis as any).bridge.echo(1));
  expect((await seen(app)).senders).toEqual([{ url: 'app://desk/framed.html', top: true }]);
  const inner = await page
    .frameLocator('#f')
    .locator('body')
    .evaluate(() => 'bridge' in globalThis);
  expect(inner).toBe(false);
});

test('the scheme serves bodies, methods, throws and workers', async ({ both: { page } }) => {
  const outcome = await page.evaluate(async () => {
    const echo = await fetch('/echo', { method: 'POST', body: 'ping' });
    const worker = new Worker('/worker.js');
    const fromWorker = await new Promise((resolve) => (worker.onmessage = (event) => resolve(event.data)));
    return {
      echo: [echo.headers.get('x-method'), await echo.text()],
      throws: await fetch('/throws').then(
        () => 'answered',
        (error: Error) => error.name,
      ),
      missing: (await fetch('/missing')).status,
      fromWorker,
    };
  });
  expect(outcome).toEqual({
    echo: ['POST', 'ping'],
    throws: 'TypeError',
    missing: 404,
    fromWorker: 'from worker',
  });
});

test('a utility process speaks by its parent port and by a port of its own; its end is told', async ({
  both: { app },
}) => {
  await app.evaluate(() => (globalThis as any).child.postMessage({ bytes: new Uint8Array([7]) }));
  await expect
    .poll(async () => (await seen(app)).child)
    .toEqual([{ got: { bytes: expect.anything() }, args: ['--greeting', 'hello'], type: 'utility' }]);
  await expect.poll(async () => (await seen(app)).port).toEqual([{ back: { over: 'port' } }]);
  await app.evaluate(() => (globalThis as any).child.kill());
  await expect.poll(async () => (await seen(app)).child.at(-1)).toEqual({ exit: expect.any(Boolean) });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a utility process may fork a plain Node child (while the fuse for it is on)', async ({
  both: { app },
}) => {
  await app.evaluate(() => (globalThis as any).child.postMessage({ fork: true }));
  await expect
    .poll(async () => (await seen(app)).child)
    .toEqual([{ grandchild: { alive: true, type: 'node' } }]);
});

test('windows: a prevented close stays, a picture and a PDF are made', async ({ both: { app, page } }) => {
  const outcome = await app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!;
    window.once('close', (event) => event.preventDefault());
    window.close();
    const picture = await window.webContents.capturePage();
    const pdf = await window.webContents.printToPDF({ pageSize: { width: 3, height: 5 } });
    return {
      destroyed: window.isDestroyed(),
      picture: picture.getSize().width > 100,
      pdf: Buffer.from(pdf).subarray(0, 5).toString(),
    };
  });
  expect(outcome).toEqual({ destroyed: false, picture: true, pdf: '%PDF-' });
  expect(await page.title()).toBe('Conformance');
});

test('too late and too much is refused', async ({ both: { app } }) => {
  const outcome = await app.evaluate(({ ipcMain, protocol }) => {
    const text = (act: () => void) => {
      try {
        act();
        return 'went through';
      } catch (error) {
        return (error as Error).message;
      }
    };
    return {
      late: text(() => protocol.registerSchemesAsPrivileged([{ scheme: 'late' }])),
      twice: text(() => ipcMain.handle('echo', () => 1)),
    };
  });
  expect(outcome.late).toContain('before app is ready');
  expect(outcome.twice).toContain('second handler');
});

test('the stand-in is not kind: what it lacks throws, what is unsafe is refused', async ({
  both: { app },
}) => {
  test.skip(onRealElectron, 'about the stand-in');
  const outcome = await app.evaluate((electron) => {
    const text = (act: () => unknown) => {
      try {
        act();
        return 'went through';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const window = (webPreferences: object) => text(() => new electron.BrowserWindow({ webPreferences }));
    return [
      text(() => electron.Tray),
      text(() => (electron.app as any).getGPUInfo),
      text(() => electron.dialog.showOpenDialog({})),
      text(() => electron.BrowserWindow.getAllWindows()[0]!.webContents.print()),
      text(() => electron.safeStorage.encryptString('x')),
      window({ nodeIntegration: true }),
      window({ contextIsolation: false }),
      window({ sandbox: false }),
      window({ webSecurity: false }),
      window({ webviewTag: true }),
    ];
  });
  for (const text of outcome) expect(text).toMatch(/not offered|is refused/);
});
