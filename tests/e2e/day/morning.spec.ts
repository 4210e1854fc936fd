import { expect, test } from '@playwright/test';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { DayPage } from '../pages/day-page.ts';

/**
 * What a shop meets once in a while, walked by keys from the demo outlet's orders to where each ends; the numbers are
 * those of `demo_situations` in db/seed/demo-outlet.json. Beside the files of this folder: 7 in visits/slip.spec.ts, 16
 * and 20 in money/settlement.spec.ts, 25 in dispatch/two-desks.spec.ts.
 */
let desk: BrowserDesk;
let day: DayPage;
// The first search of a desk may wait for its index
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  day = new DayPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());
test.beforeEach(async () => {
  // Each begins at the first screen, whatever the one before left open
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('Escape');
  await day.go('/today');
});

test('1 · the same machine from two sides: the second ends as a duplicate, the first goes on', async () => {
  await day.find('LZ7700000001', '尤先生');
  await expect(day.document).toContainText('重复');
  await day.press('Shift+X');
  await day.pick('重复单');
  await day.finish('确定');
  await expect.poll(async () => (await day.order()).state).toBe('cancelled');
  await day.find('770000000000000001', '尤先生');
  await day.expectQueue('dispatch');
});

test('3 · the goods have come: the order waits for its appointment by itself, one call makes it', async () => {
  await day.find('LZ7700000003', '娄女士');
  await day.expectQueue('appointment');
  await day.press('c');
  await expect(day.dialog).toContainText('打通');
  await day.press('1');
  // Connected leads on to the booking
  const field = day.dialog.getByRole('textbox', { name: '哪一天' });
  await field.fill('明天');
  await field.press('Enter');
  const free = day.dialog.getByRole('radio', { name: /余 \d/ }).first();
  await free.focus();
  await day.press((await free.locator('kbd').innerText()).trim());
  await expect(free).toHaveAttribute('aria-checked', 'true');
  await day.finish(/约好/);
  await day.expectQueue('visit');
  await expect(day.document).toContainText('明天');
});

test('14 · the same fault again: the child order goes to a man, and says whose it is', async () => {
  const list = await ask(desk.page, 'orders.open', { filter: { queues: ['dispatch'] }, sort: 'deadline' });
  const { rows } = await ask(desk.page, 'orders.slice', { snapshotId: list.snapshotId, from: 0, to: 50 });
  const child = rows.find((row) => row?.customerName === '匡先生');
  if (!child) throw new Error('the rework does not wait');
  await day.find(child.number, '匡先生');
  await expect(day.document).toContainText('返修');
  expect((await day.order()).parentId).not.toBeNull();
  await day.press('a');
  await expect(day.dialog.getByRole('radio').first()).toBeVisible();
  const free = day.dialog.getByRole('radio').and(desk.page.locator(':enabled')).first();
  await day.press((await free.locator('kbd').innerText()).trim());
  await expect(free).toHaveAttribute('aria-checked', 'true');
  await day.finish(/派给|派单/);
  await day.expectQueue('acceptance');
});

test('17 · «he charged me more»: the signed quote is beside the complaint, the answer is written under it', async () => {
  await day.find('LZ7700000017', '宓先生');
  await expect(day.document).toContainText('340');
  await day.press('m');
  await expect(day.dialog.getByRole('textbox')).toBeFocused();
  await desk.page.keyboard.type('按签字报价单 340 元收取,用户认可');
  await day.press('Control+Enter');
  await expect(day.dialog).toHaveCount(0);
  await expect(day.document).toContainText('用户认可');
});
