import { loadInto } from '../fixtures/electron.ts';
import { call, expect, test } from './desk.ts';

/** Who may ask: our window, its main frame, our page. Everyone else gets an error, and the host hears nothing. */

test('our window showing another page is refused', async ({ desk }) => {
  // Only a test can bring another page in; the shell's walls stop a page from doing it.
  await loadInto(desk.app, desk.page, 'data:text/html,evil');
  const outcome = await desk.page.evaluate(() =>
    (globalThis as any).api.call('test.echo', 'x').then(
      () => 'answered',
      (error: Error) => error.message,
    ),
  );
  expect(outcome).toContain('refused: not our page');
});

test('another window with our bridge and our page is refused', async ({ desk }) => {
  const waiting = desk.app.waitForEvent('window');
  await desk.app.evaluate(async ({ app, BrowserWindow }) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/out/preload/index.cjs`,
        sandbox: true,
        contextIsolation: true,
      },
    });
    await other.loadURL('app://desk/');
  });
  const page = await waiting;
  await page.waitForFunction(() => 'api' in globalThis);
  for (const ask of [
    'api.call("test.echo", "x")',
    'api.blob.put("t", 0, new Uint8Array(1), true)',
    'api.blob.get("t", 0, 1)',
    'api.blob.pick("any")',
    'api.blob.upload("c", "t")',
    'api.blob.save("t", "n")',
    'api.photos.choose()',
    'api.photos.resume()',
    'api.photos.stop()',
    'api.photos.news()',
    'api.photos.take("c")',
    'api.setLanguage("zh")',
    'api.setTheme("dark")',
  ]) {
    const outcome = await page.evaluate(`${ask}.then(() => 'answered', (error) => error.message)`);
    expect(outcome, ask).toContain('refused: not our page');
  }
});

test('frames inside our page have no bridge', async ({ desk }) => {
  const frame = await desk.page.evaluate(() => {
    const inner = document.createElement('iframe');
    document.body.append(inner);
    return 'api' in (inner.contentWindow as object);
  });
  expect(frame).toBe(false);
});

test('malformed questions are refused at the door', async ({ desk }) => {
  const outcomes = await desk.page.evaluate(() => {
    const { api } = globalThis as any;
    const tries = [
      () => api.call('', null),
      () => api.call('x'.repeat(200), null),
      () => api.call({ toString: () => 'test.echo' }, null),
      () => api.call('test.echo\n', null),
      () => api.call('test.echo', null, 'i'.repeat(500)),
      () => api.call('test.echo', () => 1),
      () => api.blob.put('t', -1, new Uint8Array(1), true),
      () => api.blob.put('t', 0, 'text', true),
      () => api.blob.put('t', 0, new Uint8Array(300_000), true),
      () => api.blob.get('../../etc/passwd', 0, 10),
      () => api.blob.get('t', 0, 1e12),
      () => api.blob.pick('/etc/passwd'),
      () => api.photos.take('../x'),
      () => api.photos.take({ toString: () => 'x' }),
      () => api.setLanguage('fr'),
      () => api.setTheme({}),
    ];
    return Promise.all(
      tries.map(async (attempt) => {
        try {
          await attempt();
          return 'answered';
        } catch {
          return 'refused';
        }
      }),
    );
  });
  expect(outcomes).toEqual(outcomes.map(() => 'refused'));
});

test('a page cannot read the world of the bridge by changing built-ins', async ({ desk }) => {
  const leaked = await desk.page.evaluate(async () => {
    const stolen: string[] = [];
    const watch = (value: unknown) => {
      if (typeof value === 'object' && value !== null && ('ipcRenderer' in value || 'sender' in value))
        stolen.push(Object.keys(value).join());
    };
    const { call } = Function.prototype;
    Function.prototype.call = function (this: any, ...args: any[]) {
      args.forEach(watch);
      return Reflect.apply(call, this, args);
    } as never;
    Array.prototype.map = new Proxy(Array.prototype.map, {
      apply: (target, self, args) => {
        watch(self);
        return Reflect.apply(target, self, args);
      },
    });
    const answer = await (globalThis as any).api.call('test.echo', [{ a: 1 }]);
    return { stolen, answer };
  });
  expect(leaked).toEqual({ stolen: [], answer: { ok: true, value: [{ a: 1 }] } });
  expect((await call(desk, 'test.echo', 1)).value).toBe(1);
});
