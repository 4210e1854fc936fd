import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk } from '../fixtures/desk.ts';
import { gate } from '../pages/first-run.ts';
import { chineseLeft, expectAccessible } from '../pages/room.ts';

let desk: BrowserDesk;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk({ empty: true });
});
test.afterAll(() => desk?.close());

test('an empty folder asks: the demo outlet or my own', async () => {
  const { page } = desk;
  const door = gate(page);
  await expect(door.choice('演示网点')).toBeVisible();
  await expect(door.choice('我的网点')).toBeVisible();
  await expectAccessible(page);
  await page.locator('.gate-top button').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where to begin');
  expect(await chineseLeft(page)).toEqual([]);
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Where to begin');
  expect(await chineseLeft(page)).toEqual([]);
  await page.locator('.gate-top button').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的网点');
});

test('the form is filled by keys; an easy PIN is refused beside its field', async () => {
  const { page } = desk;
  const go = page.getByRole('button', { name: '建立网点' });
  await page.getByRole('textbox', { name: '网点名称' }).focus();
  await page.keyboard.type('河西家电服务部');
  await expect(go).toBeDisabled();
  await page.keyboard.press('Tab');
  await page.keyboard.type('0731-0000-0900');
  await page.keyboard.press('Tab');
  await page.keyboard.type('方一鸣');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  const field = page.locator('.ui-field', { has: page.locator('input[type="password"]') });
  await expect(field.locator('.ui-error')).toBeVisible();
  await expectAccessible(page);
  await page.locator('input[type="password"]').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('580913');
  await page.getByRole('checkbox', { name: '空调' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: '空调' })).toBeChecked();
  await go.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.rail')).toBeVisible();
  await expect(page.locator('.topbar-desk')).toHaveText('河西家电服务部');
  await expect(page.locator('.topbar-person')).toContainText('方一鸣');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('方一鸣');
  await expectAccessible(page);
});

test('locked and opened again with the PIN that was chosen', async () => {
  const { page } = desk;
  const door = gate(page);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: /已锁定/ })).toBeVisible();
  await door.enterPin('580914');
  await expect(door.error).toBeVisible();
  await expectAccessible(page);
  await door.enterPin('580913');
  await expect(page.locator('.lock-cover')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('方一鸣');
});
