import { expect, test } from '@playwright/test';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderWithSlip, type OrderWithSlip } from '../fixtures/orders.ts';
import { ScreenPage } from '../pages/screen.ts';

let desk: BrowserDesk;
let screen: ScreenPage;
let order: OrderWithSlip;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  screen = new ScreenPage(desk.page);
  await desk.login(people.manager);
  order = await orderWithSlip(desk.page, { phone: '13957770511' });
});
test.afterAll(() => desk?.close());

const list = () => desk.page.locator('.palette-list');
const group = (name: string) => list().getByRole('group', { name, exact: true });

/** The palette open with these words typed, and their answer there. */
async function type(words: string): Promise<void> {
  const { page } = desk;
  await screen.press('Control+k');
  await expect(page.locator('.palette-input input')).toBeFocused();
  await page.keyboard.type(words);
  await expect(list()).toHaveAttribute('aria-busy', 'false');
}

/** Down to the first entry of a group that says this, and Enter. */
async function take(name: string, words: string): Promise<void> {
  const entry = group(name).getByRole('option').filter({ hasText: words }).first();
  await expect(entry).toBeVisible();
  const at = Number((await entry.getAttribute('id'))?.replace('palette-', ''));
  for (let step = 0; step < at; step += 1) await screen.press('ArrowDown');
  await expect(entry).toHaveAttribute('aria-selected', 'true');
  await screen.press('Enter');
  await expect(list()).toHaveCount(0);
}

test('an order by its number, its user by the tail of the phone, its slip by the number on the paper', async () => {
  const { page } = desk;
  await type(order.number);
  await take('工单', order.number);
  await expect(page.locator('.doc-head')).toContainText(order.number);
  await type('0511');
  await screen.expectAccessible();
  await take('用户', '祁望春');
  await expect(page).toHaveURL(/#\/customers\//);
  await expect(page.locator('.doc')).toContainText('139 5777 0511');
  await type(order.slip);
  await take('单据', order.slip);
  await expect(page).toHaveURL(/#\/visits/);
});

test('people, parts and brands by name, pinyin initials or code; each opens its own page', async () => {
  const { page } = desk;
  await type('hyl');
  await take('人员', '霍远岭');
  await expect(page).toHaveURL(/#\/staff\/T02/);
  await expect(page.locator('.doc-head')).toContainText('霍远岭');
  const { brands } = await ask(page, 'search.choices', {});
  const brand = brands[0]?.nameZh ?? '';
  await type(brand);
  await take('品牌', brand);
  await expect(page).toHaveURL(/#\/orders/);
  await expect(page.locator('.ord-view-button')).toContainText(brand);
});

test('rooms, settings and what can be done here are entries too', async () => {
  const { page } = desk;
  await type('gnkg');
  await take('最可能', '功能开关');
  await expect(page).toHaveURL(/view=features/);
  await screen.go(`/orders/${order.id}`);
  await expect(page.locator('.doc-head')).toContainText(order.number);
  await type('xbz');
  await take('最可能', '写备注');
  await expect(screen.dialog).toBeVisible();
  await screen.press('Escape');
  await expect(screen.dialog).toHaveCount(0);
});

test('Enter before the answer is here means the first of the answer', async () => {
  const { page } = desk;
  await screen.go('/today');
  // The answer is kept back until Enter has been pressed
  let open: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (open = resolve));
  await page.route('**/api/call', async (route) => {
    if ((route.request().postData() ?? '').includes('"search.find"')) await held;
    await route.continue();
  });
  await screen.press('Control+k');
  await expect(page.locator('.palette-input input')).toBeFocused();
  await page.keyboard.insertText(order.number);
  await expect(list()).toHaveAttribute('aria-busy', 'true');
  await screen.press('Enter');
  await expect(list()).toBeVisible();
  open();
  await expect(list()).toHaveCount(0);
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page).toHaveURL(new RegExp(`#/orders/${order.id}`));
  await expect(page.locator('.doc-head')).toContainText(order.number);
});

test('a room that is switched off is nowhere: not in the rail and not here', async () => {
  const { page } = desk;
  const rail = page.locator('.rail');
  await expect(rail).toContainText('仓库');
  await ask(page, 'outlet.setFeature', { code: 'parts', enabled: false });
  await expect(rail).not.toContainText('仓库');
  await type('仓库');
  await expect(list().getByRole('option').filter({ hasText: /^仓库/ })).toHaveCount(0);
  await screen.press('Escape');
  await ask(page, 'outlet.setFeature', { code: 'parts', enabled: true });
  await expect(rail).toContainText('仓库');
});

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await type('language');
  await screen.press('Enter');
  await expect(page.locator('.rail')).toContainText('Orders');
  await screen.press('Control+k');
  await expect(list().getByRole('option').first()).toBeVisible();
  await screen.expectEnglish('.palette-list', '.palette-foot');
  await screen.expectAccessible();
  await screen.press('Escape');
});
