import type { Desk } from '../fixtures/electron.ts';
import { addressOf } from '../fixtures/electron.ts';
import { expect, test } from './desk.ts';

/** One attempt per hole: each of these would be a way out of the page if its wall were missing. */

async function stays(desk: Desk, act: () => Promise<unknown>): Promise<void> {
  await act();
  await desk.page.waitForTimeout(400);
  expect(await addressOf(desk.app)).toMatch(/^app:\/\/desk\/$/);
  expect(await desk.page.locator('#h').innerText()).toBe('shell');
}

test('the policy stops inline script, eval, inline style and foreign connections', async ({ desk }) => {
  const seen = await desk.page.evaluate(async () => {
    const page = globalThis as any;
    return {
      inline: page.inlineRan,
      evaluated: page.evalRan,
      connect: await page.tryConnect().finally(() => new Promise((resolve) => setTimeout(resolve, 50))),
      inlineStyle: getComputedStyle(document.querySelector('#styled')!).color,
      ownStyle: getComputedStyle(document.querySelector('#h')!).color,
      violations: [...new Set<string>(page.violations)].toSorted(),
    };
  });
  expect(seen.inline).toBeUndefined();
  expect(seen.evaluated).toBe('EvalError');
  expect(seen.connect).toBe('TypeError');
  expect(seen.inlineStyle).not.toBe('rgb(1, 2, 3)');
  expect(seen.ownStyle).toBe('rgb(4, 5, 6)');
  expect(seen.violations).toEqual(
    expect.arrayContaining(['connect-src', 'script-src', 'script-src-elem', 'style-src-attr']),
  );
});

test('a link outside leaves the page where it is', async ({ desk }) => {
  await stays(desk, () => desk.page.click('#out', { noWaitAfter: true }));
});

test('a script cannot navigate outside, nor to a file, nor to data', async ({ desk }) => {
  for (const address of [
    'https://example.invalid/',
    'file:///etc/passwd',
    'data:text/html,<h1>x</h1>',
    'app://other/',
    'app://print/1',
  ]) {
    await stays(desk, () =>
      desk.page.evaluate((to) => void (location.href = to), address).catch(() => undefined),
    );
  }
});

test('a form cannot be sent outside', async ({ desk }) => {
  await stays(desk, () => desk.page.click('#form button', { noWaitAfter: true }));
});

test('window.open and target=_blank open nothing', async ({ desk }) => {
  const opened = await desk.page.evaluate(() => [
    window.open('https://example.invalid/') === null,
    window.open('app://desk/') === null,
    window.open('about:blank') === null,
  ]);
  expect(opened).toEqual([true, true, true]);
  await stays(desk, () => desk.page.click('#blank', { noWaitAfter: true }));
  expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a web view and a foreign frame stay empty', async ({ desk }) => {
  const frames = await desk.page.evaluate(async () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.invalid/');
    document.body.append(view);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.invalid/';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { isPlain: view.constructor.name, violations: (globalThis as any).violations as string[] };
  });
  expect(['HTMLElement', 'HTMLUnknownElement']).toContain(frames.isPlain);
  expect(frames.violations).toContain('frame-src');
});

test('permissions are refused without a question', async ({ desk }) => {
  const answers = await desk.page.evaluate(async () => {
    const state = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    const place = new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        (error) => resolve(error.code === 1 ? 'denied' : `error ${error.code}`),
      ),
    );
    const camera = navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: Error) => error.name,
    );
    return {
      notifications: await Notification.requestPermission(),
      geolocation: await state('geolocation'),
      camera: await state('camera'),
      place: await place,
      video: await camera,
    };
  });
  expect(answers).toMatchObject({
    notifications: 'denied',
    geolocation: 'denied',
    camera: 'denied',
    place: 'denied',
  });
  expect(['NotAllowedError', 'NotFoundError']).toContain(answers.video);
});

test('the scheme serves its folder and nothing beside it', async ({ desk }) => {
  const tries = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/link.txt',
    '//secret.txt',
    '/page.js%00.html',
    '/C:/Windows/win.ini',
    '/%2fetc%2fpasswd',
    '/%ff',
    '/',
  ];
  const answers = await desk.page.evaluate(
    (paths) =>
      Promise.all(
        paths.map(async (to) => {
          const answer = await fetch(to).catch(() => null);
          return [
            to,
            answer?.status ?? 0,
            answer ? (await answer.text()).includes('SECRET') : false,
          ] as const;
        }),
      ),
    tries,
  );
  for (const [to, status, leaked] of answers) {
    expect(leaked, to).toBe(false);
    // `//x` is another host to a page: the policy stops it before it is asked.
    expect(status, to).toBe(to === '/' ? 200 : to === '//secret.txt' ? 0 : 404);
  }
});

test('every answer carries the policy and forbids type guessing', async ({ desk }) => {
  const headers = await desk.page.evaluate(async () => {
    const seen = [];
    for (const to of ['/', '/page.js', '/missing.js']) {
      const { headers } = await fetch(to);
      seen.push([
        headers.get('content-security-policy'),
        headers.get('x-content-type-options'),
        headers.get('content-type'),
      ]);
    }
    return seen;
  });
  for (const [policy, nosniff] of headers) {
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(nosniff).toBe('nosniff');
  }
  expect(await desk.page.evaluate(async () => (await fetch('/', { method: 'POST', body: 'x' })).status)).toBe(
    405,
  );
});
