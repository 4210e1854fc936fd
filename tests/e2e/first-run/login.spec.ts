import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk } from '../fixtures/desk.ts';
import { gate } from '../pages/first-run.ts';
import { chineseLeft, expectAccessible } from '../pages/room.ts';

let desk: BrowserDesk;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
});
test.afterAll(() => desk?.close());

test('a person is found by the first letters of the name; a wrong PIN is refused, the right one opens', async () => {
  const { page } = desk;
  const door = gate(page);
  await expectAccessible(page);
  await door.choose('lxz');
  await door.enterPin('999999');
  await expect(door.error).toBeVisible();
  await expectAccessible(page);
  await door.enterPin('510102');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('蓝小筝');
  await expect(page.locator('.today-tiles')).toBeVisible();
});

test('a locked desk hides what is below; who takes over begins with nothing of the other', async () => {
  const { page } = desk;
  const door = gate(page);
  await page.keyboard.press('Control+l');
  await expect(page.locator('.lock-cover')).toBeVisible();
  await expect(page.locator('.desk')).toHaveAttribute('inert', '');
  await page.getByRole('button', { name: '换人登录' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁在用这台电脑');
  await door.choose('S04');
  await page.keyboard.press('Escape');
  await expect(page.locator('.login-search input')).toBeFocused();
  await door.choose('S03');
  await door.enterPin('510103');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('鲁添平');
  await expect(page.locator('.today-urgent')).toBeVisible();
});

test('in English nothing Chinese of ours is left at the door', async () => {
  const { page } = desk;
  await page.keyboard.press('Control+l');
  await expect(page.locator('.lock-cover')).toBeVisible();
  await page.locator('.gate-top button').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /locked/i })).toBeVisible();
  expect(await page.locator('.lock-cover main').innerText()).not.toMatch(/[\u4e00-\u9fff]/);
  await page
    .getByRole('button', { name: /log|other|someone/i })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.login-search input')).toBeFocused();
  expect(await chineseLeft(page)).toEqual([]);
});
