import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderThatWaits } from './rooms.ts';
import { Sweep } from './sweep.ts';

/** The smallest screen, a common one, the largest, and the smallest at twice the size of the letters. */
const sizes = [
  { width: 640, height: 360 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;

let desk: BrowserDesk;
let sweep: Sweep;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk({ viewport: sizes[0] });
  sweep = new Sweep(desk.page);
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());
test.beforeEach(() => void sweep.findings.splice(0));

test('dialogs fit every size, and their buttons with them', async () => {
  const { page } = desk;
  const order = await orderThatWaits(page, 'dispatch');
  const dialogs: ReadonlyArray<readonly [hash: string, key: string]> = [
    ['/today', 'Control+k'],
    ['/today', 'F1'],
    ['/orders', 'n'],
    ...['a', 'b', 'c', 'h', 'm', 'Shift+X'].map((key) => [order ?? '/orders', key] as const),
    ['/dispatch', 'a'],
    ['/staff', 'n'],
  ];
  for (const [hash, key] of dialogs) {
    await sweep.open(hash);
    if (hash === order) await expect(page.locator('.doc-head h2')).toBeVisible();
    await sweep.press(key);
    await expect(sweep.dialog).toBeVisible();
    for (const size of sizes) await sweep.judgeEdges(`${hash} ${key}`, size);
    await sweep.press('Escape');
    await expect(sweep.dialog).toHaveCount(0);
  }
  expect(sweep.findings).toEqual([]);
});
