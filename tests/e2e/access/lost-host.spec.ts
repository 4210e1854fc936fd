import { expect, test } from '@playwright/test';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { ScreenPage } from '../pages/screen.ts';
import { orderThatWaits } from './rooms.ts';

let desk: BrowserDesk;
let screen: ScreenPage;
let orderId = '';
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  screen = new ScreenPage(desk.page);
  await desk.login(people.manager);
  const hash = (await orderThatWaits(desk.page, 'dispatch')) ?? '';
  orderId = /orders\/([0-9a-f-]+)/.exec(hash)?.[1] ?? '';
  await screen.go(hash);
  await expect(desk.page.locator('.doc-head h2')).toBeVisible();
});
test.afterAll(() => desk?.close());

/** The host does what it is asked, and its answer never arrives: once. */
async function loseNextAnswer(channel: string): Promise<void> {
  let lost = false;
  await desk.page.route('**/api/call', async (route) => {
    if (lost || !(route.request().postData() ?? '').includes(`"${channel}"`)) return route.continue();
    lost = true;
    await route.fetch();
    await route.abort('connectionreset');
  });
}

test('away while a note is written: it stays, one sentence says so, and once back it is saved once', async () => {
  const { page, context } = desk;
  const text = '用户要求周末上门,门禁密码见短信';
  await screen.press('m');
  await expect(screen.dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(text.slice(0, 8));
  await context.setOffline(true);
  await page.keyboard.type(text.slice(8));
  await screen.press('Control+Enter');
  const said = screen.dialog.getByRole('alert');
  await expect(said).toHaveCount(1);
  await expect(said).not.toBeEmpty();
  await expect(screen.dialog.getByRole('textbox')).toHaveValue(text);
  await context.setOffline(false);
  await screen.press('Control+Enter');
  await expect(screen.dialog).toHaveCount(0);
  await expect(page.locator('.doc')).toContainText(text);
  const { notes } = await ask(page, 'orders.get', { id: orderId });
  expect(notes.filter((note) => note.text === text)).toHaveLength(1);
});

test('the answer is lost on its way: sent again it is not done twice', async () => {
  const { page } = desk;
  const text = '已告知用户自备梯子';
  await screen.press('m');
  await page.keyboard.type(text);
  await loseNextAnswer('orders.note');
  await screen.press('Control+Enter');
  await expect(screen.dialog.getByRole('alert')).toHaveCount(1);
  await screen.press('Control+Enter');
  await expect(screen.dialog).toHaveCount(0);
  const { notes } = await ask(page, 'orders.get', { id: orderId });
  expect(notes.filter((note) => note.text === text)).toHaveLength(1);
});

test('nor is a call, and what was written beside it is kept', async () => {
  const { page } = desk;
  const text = '说下午三点后方便';
  const calls = async () => (await ask(page, 'orders.get', { id: orderId })).calls.length;
  const before = await calls();
  await screen.press('c');
  await screen.dialog.getByRole('textbox').first().focus();
  await page.keyboard.type(text);
  await loseNextAnswer('orders.logCall');
  const busy = screen.dialog.getByRole('radio').nth(2);
  await busy.focus();
  await screen.press('Enter');
  await expect(screen.dialog.getByRole('alert')).toHaveCount(1);
  await expect(screen.dialog.getByRole('textbox').first()).toHaveValue(text);
  await busy.focus();
  await screen.press('Enter');
  await expect(screen.dialog).toHaveCount(0);
  expect(await calls()).toBe(before + 1);
});
