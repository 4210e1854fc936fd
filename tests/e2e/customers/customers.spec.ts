import { expect, test } from '@playwright/test';
import type { InputOf } from '../../../preload/contract/index.ts';
import { customers as zh } from '../../../renderer/i18n/zh/customers.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { CustomersPage } from '../pages/customers-page.ts';

let desk: BrowserDesk;
let room: CustomersPage;
/** Nobody else of the demo has it. */
const phone = '13957770346';
const orders: { id: string; number: string }[] = [];
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  room = new CustomersPage(desk.page);
  await desk.login(people.manager);
  for (const serviceItemId of ['AZ-KT-GJ', 'WX-KT-DX']) {
    const made = await ask(desk.page, 'orders.create', {
      name: '欧阳试删',
      phone,
      county: '天元区',
      detail: '栖云里1栋104',
      serviceItemId,
    });
    orders.push(made);
  }
});
test.afterAll(() => desk?.close());

test('those served last stand there with phone and door; arrows open their files', async () => {
  await room.open();
  await expect(room.rows.first()).toContainText('欧阳试删');
  await expect(room.rows.first()).toContainText('139 5777 0346');
  await expect(room.rows.first()).toContainText('栖云里1栋104');
  await desk.page.locator('.vl-scroll').focus();
  await room.press('ArrowDown');
  await expect(room.rows.first()).toHaveAttribute('aria-selected', 'true');
  await expect(room.file.locator('.doc-head')).toContainText('欧阳试删');
  await room.press('ArrowDown');
  await expect(room.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(room.file.locator('.doc-head')).not.toContainText('欧阳试删');
  await room.expectAccessible();
});

test('found by the whole number or its tail; the history leads to each order and the order back to the file', async () => {
  const { page } = desk;
  await room.find(phone, 1);
  await expect(room.file).toContainText(zh.orders.replace('{{n}}', '2'));
  for (const { number } of orders) await expect(room.file).toContainText(number);
  await room.file.getByRole('link', { name: orders[0]?.number ?? '' }).focus();
  await room.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/orders/${orders[0]?.id ?? ''}`));
  await expect(page.locator('.doc-head')).toContainText(orders[0]?.number ?? '');
  await room.press('Alt+i');
  await expect(page).toHaveURL(/#\/customers\//);
  await expect(room.file.locator('.doc-head')).toContainText('欧阳试删');
});

test('with open work nobody is erased; without it, after a tick, for good', async () => {
  const { page } = desk;
  const start = async () => {
    await room.file.getByRole('button', { name: zh.erase }).focus();
    await room.press('Enter');
    await expect(room.dialog.getByRole('button', { name: zh.erase })).toBeDisabled();
    const sure = room.dialog.getByRole('checkbox');
    await sure.focus();
    await room.press('Space');
    await expect(sure).toBeChecked();
    await room.press('Control+Enter');
  };
  await start();
  await expect(room.dialog.getByRole('alert')).toContainText('还有 2 张工单没办完');
  await room.expectAccessible();
  await room.press('Escape');
  await expect(room.dialog).toHaveCount(0);
  for (const { id } of orders) {
    const { order } = await ask(page, 'orders.get', { id });
    await ask(page, 'orders.cancel', { id, version: order.version, reasonCode: 'Q01' });
  }
  await start();
  await expect(room.dialog).toHaveCount(0);
  await expect(room.file.locator('.doc-head')).toContainText(zh.erased);
  await expect(room.file).not.toContainText('欧阳试删');
  await expect(room.file.getByRole('button', { name: zh.erase })).toHaveCount(0);
});

test('whose role does not show numbers sees them masked, in the list and in the file, and finds by the whole one', async () => {
  const { page } = desk;
  const { roles } = await ask(page, 'staff.roles', {});
  for (const role of roles.filter((one) => one.people.some(({ id }) => id === people.dispatcher.code)))
    await ask(page, 'staff.saveRole', {
      id: role.id,
      version: role.version,
      nameZh: role.nameZh,
      nameEn: role.nameEn,
      grants: role.grants.filter(
        (one) => one.permission !== 'personal.phone',
      ) as InputOf<'staff.saveRole'>['grants'],
    });
  const { customers } = await ask(page, 'customers.recent', {});
  const whole = customers.find((one) => /^1\d{10}$/.test(one.phone ?? ''))?.phone ?? '';
  // A household may share one number
  const named = await ask(page, 'search.find', { text: whole, kinds: ['customer'], limit: 50 });
  expect(named.hits.length).toBeGreaterThan(0);
  await ask(page, 'session.logout', {});
  await page.goto(desk.origin);
  await desk.login(people.dispatcher);
  await room.open();
  const phones = await room.rows.locator('.ui-phone').allInnerTexts();
  expect(phones.length).toBeGreaterThan(5);
  for (const text of phones) expect(text).toMatch(/^1\d\d ···· \d{4}$/);
  await room.find(whole, named.hits.length);
  await expect(room.file.locator('.ui-phone').first()).toHaveText(/^1\d\d ···· \d{4}$/);
});

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await room.press('Control+k');
  await page.keyboard.type('language');
  await expect(page.locator('.palette-list [role="option"]').first()).toBeVisible();
  await room.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Users');
  await room.atRest();
  await room.expectEnglish('h1', '[role="columnheader"]', '.doc-section h3', 'dt', 'th', '.ui-pill');
  await room.expectAccessible();
});
