import { addressOf } from '../fixtures/electron.ts';
import { call, expect, test } from './desk.ts';

test('starts, serves the page on its own scheme and answers through the host', async ({ desk }) => {
  expect(await desk.page.title()).toBe('Shell specs');
  expect(await addressOf(desk.app)).toBe('app://desk/');
  expect(await call(desk, 'test.echo', { text: '你好', list: [1, 2] })).toEqual({
    ok: true,
    value: { text: '你好', list: [1, 2] },
  });
  const { value } = await call(desk, 'test.told', null);
  expect(value.args).toEqual(['--ipc', '--dir', desk.outletDir]);
  expect(value.told).toEqual([{ kind: 'open-window', window: 'w1' }]);
});

test('the page gets one frozen object and nothing else', async ({ desk }) => {
  const seen = await desk.page.evaluate(() => {
    const page = globalThis as any;
    const attempt = (act: () => void) => {
      try {
        act();
        return 'went through';
      } catch {
        return 'refused';
      }
    };
    attempt(() => (page.api = {}));
    attempt(() => (page.api.call = () => 'mine'));
    return {
      keys: Object.keys(page.api).toSorted(),
      blob: Object.keys(page.api.blob).toSorted(),
      frozen: [Object.isFrozen(page.api), Object.isFrozen(page.api.blob), Object.isFrozen(page.api.platform)],
      redefine: attempt(() => Object.defineProperty(page, 'api', { value: 1 })),
      remove: Reflect.deleteProperty(page, 'api'),
      transport: page.api.transport,
      calls: typeof page.api.call,
      early: page.early,
      leaks: [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        'ipcRenderer',
        'electron',
        '__dirname',
      ].filter((name) => name in page),
      os: page.api.platform.os,
    };
  });
  expect(seen).toEqual({
    keys: [
      'blob',
      'call',
      'onChange',
      'onCommand',
      'onHostState',
      'photos',
      'platform',
      'setLanguage',
      'setTheme',
      'transport',
    ],
    blob: ['get', 'pick', 'put', 'save', 'upload'],
    frozen: [true, true, true],
    redefine: 'refused',
    remove: false,
    transport: 'ipc',
    calls: 'function',
    early: 'object',
    leaks: [],
    os: process.platform,
  });
});

test('changes reach the window they are for, listeners get the payload only, and can leave', async ({
  desk,
}) => {
  await desk.page.evaluate(() => {
    const page = globalThis as any;
    page.heard = [];
    page.leave = page.api.onChange((...args: unknown[]) => page.heard.push(args));
  });
  await call(desk, 'test.change', { mine: false, change: { lsn: 7 } });
  await call(desk, 'test.change', { mine: true, change: { lsn: 8 } });
  await expect
    .poll(() => desk.page.evaluate(() => (globalThis as any).heard))
    .toEqual([[{ lsn: 7 }], [{ lsn: 8 }]]);
  await desk.page.evaluate(() => (globalThis as any).leave());
  await call(desk, 'test.change', { mine: true, change: { lsn: 9 } });
  expect(await desk.page.evaluate(() => (globalThis as any).heard.length)).toBe(2);
});
