import { expect, test } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { TodayPage } from '../pages/today-page.ts';

type Today = OutputOf<'today.get'>;
let desk: BrowserDesk;
let screen: TodayPage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  screen = new TodayPage(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

test('each number has its key, and the key opens the list that holds as many', async () => {
  const { page } = desk;
  await screen.open();
  await screen.expectAccessible();
  const toGive = await screen.numberOf('待派单');
  await expect(screen.tiles.nth(2).locator('kbd')).toHaveText('3');
  await screen.press('3');
  await expect(page).toHaveURL(/#\/orders/);
  await expect(page.getByRole('tab', { name: /待派单/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: /待派单/ })).toContainText(String(toGive));
  await screen.open();
  const { late } = await ask(page, 'today.get', {});
  await screen.press('0');
  await expect(page).toHaveURL(/#\/orders/);
  await expect(page.getByRole('button', { name: /已超时/ })).toBeVisible();
  if (late > 0) await expect(page.locator('.vl-row').first()).toBeVisible();
});

/** Puts an order that can be given to somebody first among the deadlines: the demo's most urgent ones are others. */
async function namesFirst(orderId: string): Promise<void> {
  const { order } = await ask(desk.page, 'orders.get', { id: orderId });
  await saysOfToday((today) => {
    // once: two rows of one order are never sent
    today.urgent = today.urgent.filter((row) => row.id !== orderId);
    today.urgent.unshift({
      ...order,
      deadlineAt: order.deadlineAt ?? Date.now(),
      riskFen: 2000,
      action: { code: 'assign', staffId: null, name: null },
      reasons: [],
      nextContactAt: null,
    } as Today['urgent'][number]);
  });
}

test('an order is given from the list with Enter after a look, and undo takes it back', async () => {
  const { page } = desk;
  const list = await ask(page, 'orders.open', { filter: { queues: ['dispatch'] }, sort: 'deadline' });
  const { rows } = await ask(page, 'orders.slice', { snapshotId: list.snapshotId, from: 0, to: 20 });
  let order: { id: string; number: string } | null = null;
  for (const row of rows) {
    if (row === null || order !== null) continue;
    const { candidates } = await ask(page, 'dispatch.candidates', { orderId: row.id });
    if (candidates.some((one) => one.refusals.length === 0)) order = row;
  }
  if (order === null) throw new Error('the demo has no order that somebody can take');
  const { id, number } = order;
  const stateOf = async () => (await ask(page, 'orders.get', { id })).order.state;
  await namesFirst(id);
  await page.reload();
  await screen.open();
  await expect(screen.lines.first()).toContainText(number);
  await screen.walkTo(0);
  await screen.press('Enter');
  await expect(screen.dialog).toContainText(number);
  await expect(screen.dialog.locator('[role="option"][aria-selected="true"]')).toHaveCount(1);
  await expect(screen.dialog.locator('button:enabled', { hasText: 'Enter' })).toBeVisible();
  await screen.expectAccessible();
  // The offer to undo stands for ten seconds: in this test the page's clock stands with it
  await page.clock.setFixedTime(Date.now());
  await screen.press('Enter');
  await expect(screen.dialog).toHaveCount(0);
  await expect.poll(stateOf).toBe('dispatched');
  await expect(screen.toast.last()).toContainText(number);
  await screen.press('Control+z');
  await expect.poll(stateOf).toBe('ready');
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
});

test('a call is logged in place, and the focus stays in the list', async () => {
  await screen.open();
  await screen.walkTo(0);
  await screen.press('c');
  await expect(screen.dialog).toBeVisible({ timeout: 30_000 });
  await screen.press('Escape');
  await expect(screen.dialog).toHaveCount(0);
  await expect(screen.lines.first()).toBeFocused();
});

/** Changes what the host says of today on its way to the page. */
async function saysOfToday(change: (today: Today) => void): Promise<void> {
  await desk.page.route('**/api/call', async (route) => {
    if ((route.request().postDataJSON() as { channel: string }).channel !== 'today.get')
      return route.fallback();
    const response = await route.fetch();
    const answer = (await response.json()) as { ok: true; value: Today };
    change(answer.value);
    return route.fulfill({ response, json: answer });
  });
}

test('a row that goes while its question is open gives the focus to the one in its place', async () => {
  const { page } = desk;
  const { urgent } = await ask(page, 'today.get', {});
  const [gone, next] = urgent;
  if (gone === undefined || next === undefined) throw new Error('nothing is urgent');
  await screen.open();
  await screen.walkTo(0);
  await expect(screen.lines.first()).toContainText(gone.number);
  await screen.press('c');
  await expect(screen.dialog).toBeVisible({ timeout: 30_000 });
  await saysOfToday((today) => {
    today.urgent = today.urgent.filter((row) => row.id !== gone.id);
  });
  // What is written on an order makes today ask again
  const { order } = await ask(page, 'orders.get', { id: next.id });
  await ask(page, 'orders.setRank', { id: next.id, version: order.version, rank: 1 });
  await expect(screen.lines.filter({ hasText: gone.number })).toHaveCount(0);
  await screen.press('Escape');
  await expect(screen.dialog).toHaveCount(0);
  await expect(screen.lines.first()).toBeFocused();
  await expect(screen.lines.first()).toContainText(next.number);
  await page.unrouteAll({ behavior: 'wait' });
});

test('the evening names what is owed and nothing that nobody owes', async () => {
  const { page } = desk;
  await saysOfToday((today) => {
    for (const tile of today.tiles)
      if (tile.code === 'evening')
        Object.assign(tile, {
          count: 2,
          late: 0,
          note: { code: 'evening', params: { slips: 0, amountFen: 0, old: 2 } },
        });
  });
  await page.reload();
  await screen.open();
  const chip = page.locator('.today-chip', { hasText: '晚间清点' });
  await expect(chip).toContainText('旧件 2');
  await expect(chip).not.toContainText(/未回单|未交款|¥/);
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
});

test('the day of the people is one stop of Tab and walked by arrows', async () => {
  await screen.open();
  const first = screen.page.locator('.today-bar[tabindex="0"]');
  await expect(first).toHaveCount(1);
  await first.focus();
  await screen.press('ArrowDown');
  await expect(screen.page.locator('.today-bar:focus')).toHaveCount(1);
  await expect(first).not.toBeFocused();
  await screen.press('Enter');
  await expect(screen.page).toHaveURL(/#\/orders\//);
});

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.goto(`${desk.origin}/#/today`);
  await page.reload();
  await expect(screen.tiles.first()).toBeVisible({ timeout: 60_000 });
  await screen.expectEnglish('.today h2', '.ui-stat', '.today-legend');
  await screen.expectAccessible();
});
