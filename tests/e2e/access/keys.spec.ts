import { expect, test } from '@playwright/test';
import { queueNames } from '../../../domain/orders/queue.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { focusedOn } from './checks.ts';
import { orderThatWaits } from './rooms.ts';
import { Sweep } from './sweep.ts';

let desk: BrowserDesk;
let sweep: Sweep;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  sweep = new Sweep(desk.page);
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());
test.beforeEach(() => void sweep.findings.splice(0));

test('a room opened by its key has the focus, wherever it was before', async () => {
  const { page } = desk;
  const rooms = {
    1: /today/,
    2: /orders/,
    3: /review/,
    4: /dispatch/,
    5: /parts/,
    6: /money/,
    7: /platforms/,
  };
  for (const [key, address] of Object.entries(rooms)) {
    // From a control of the room that goes away
    await page.locator('main button').first().focus();
    await sweep.press(`Control+${key}`);
    await expect(page).toHaveURL(address);
    await sweep.atRest();
    await expect.poll(() => focusedOn(page), `focus after Ctrl+${key}`).not.toBeNull();
  }
});

test('who presses two keys at once ends where the second one leads, though the first room leads on by itself', async () => {
  const { page } = desk;
  for (const key of [6, 5]) {
    // Rooms are loaded when first entered: a page just loaded has none yet
    await page.reload();
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await sweep.atRest();
    await sweep.press(`Control+${key}`, 'Control+7');
    await expect(page.locator('main h1')).toHaveText('平台对接');
    await sweep.atRest();
    await expect(page).toHaveURL(/platforms$/);
  }
});

test('in the document of an order no key means two things, whatever the order waits for', async () => {
  test.setTimeout(300_000);
  for (const queue of queueNames) {
    const hash = await orderThatWaits(desk.page, queue);
    if (hash === null) continue;
    await sweep.open(hash);
    await expect(desk.page.locator('.doc-head h2')).toBeVisible();
    await sweep.judgeKeys(queue, 'zh');
  }
  expect(sweep.findings).toEqual([]);
});

test('nor with rows chosen for many at once', async () => {
  await sweep.open('/orders?view=dispatch');
  await desk.page.locator('.vl-scroll').focus();
  await sweep.press('ArrowDown', 'Space', 'ArrowDown', 'Space');
  await expect(desk.page.locator('.doc-head h2')).toBeVisible();
  await expect(desk.page.locator('.vl-row[aria-selected="true"]')).toHaveCount(2);
  await sweep.judgeKeys('chosen rows', 'zh');
  expect(sweep.findings).toEqual([]);
});
