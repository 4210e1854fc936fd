import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { goTo } from '../fixtures/go.ts';
import { chineseLeft, command, expectAccessible, goToTab, hit, typeInto } from '../pages/room.ts';
import { settingsRoom } from '../pages/settings.ts';

let desk: BrowserDesk;
let room: ReturnType<typeof settingsRoom>;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
  room = settingsRoom(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

test('particulars of the outlet are changed and stand in the top bar at once', async () => {
  const { page } = desk;
  await room.open('网点');
  const save = page.getByRole('button', { name: '保存' });
  await expect(save).toBeDisabled();
  await typeInto(room.field('网点名称'), '晨禾城西服务站');
  await typeInto(room.field('服务电话'), '0731-0000-0128');
  await room.save();
  await expect(page.locator('.topbar-desk')).toHaveText('晨禾城西服务站');
  await expect(save).toBeDisabled();
  await expectAccessible(page);
  await goTo(page, '/today');
  await expect(page.locator('.today')).toBeVisible();
  await room.open('网点');
  await expect(room.field('服务电话')).toHaveValue('0731-0000-0128');
});

test('working hours: nonsense is refused, a day off is added and kept', async () => {
  const { page } = desk;
  await room.open('营业时间');
  const monday = room.field('周一').first();
  await typeInto(monday, '18:30-08:00');
  await room.save();
  await expect(page.locator('.ui-error')).toBeVisible();
  await expectAccessible(page);
  await typeInto(monday, '09:00-12:00, 13:00-18:00');
  const day = room.field('日期');
  await day.focus();
  await page.keyboard.type('+30');
  await page.keyboard.press('Enter');
  const rows = page.getByRole('button', { name: /^删除 \d{4}-/ });
  const before = await rows.count();
  const add = page.getByRole('button', { name: '加一天' });
  await expect(add).toBeEnabled();
  await add.focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(before + 1);
  await room.save();
  await expect(page.locator('.ui-error')).toHaveCount(0);
  await goToTab(page, '界面');
  await goToTab(page, '营业时间');
  await expect(room.field('周一').first()).toHaveValue('09:00-12:00, 13:00-18:00');
  await expect(rows).toHaveCount(before + 1);
});

test('a room that is not used leaves the rail and comes back', async () => {
  const { page } = desk;
  const rail = page.locator('.rail');
  await expect(rail.getByRole('link', { name: '仓库' })).toBeVisible();
  await room.open('功能开关');
  const parts = page.getByRole('checkbox', { name: '仓库' });
  await expect(parts).toBeChecked();
  await expectAccessible(page);
  await parts.focus();
  await page.keyboard.press('Space');
  await expect(rail.getByRole('link', { name: '仓库' })).toHaveCount(0);
  await expect(parts).not.toBeChecked();
  await parts.focus();
  await page.keyboard.press('Space');
  await expect(rail.getByRole('link', { name: '仓库' })).toBeVisible();
});

test('a copy is made, stands in the list, and the check of the whole store says that it runs', async () => {
  test.setTimeout(180_000);
  const { page } = desk;
  await room.open('备份与自检');
  await expect(page.locator('.ui-page')).toContainText('还没有备份');
  await hit(page, 'b');
  await expect(page.getByRole('table', { name: '备份' }).getByRole('row')).toHaveCount(2, {
    timeout: 90_000,
  });
  await expect(page.locator('.ui-page')).toContainText('最近一份检查过的备份');
  await hit(page, 'c');
  // Reading every page of so many months takes minutes; what it finds is the business of the store's own tests
  await expect(page.getByText('检查中')).toBeVisible();
  await expect(page.getByRole('button', { name: '检查全部数据' })).toBeDisabled();
  await expectAccessible(page);
});

test('looks are taken at once; in English nothing Chinese of ours is left', async () => {
  const { page } = desk;
  await room.open('界面');
  await expectAccessible(page);
  const density = page
    .getByRole('radiogroup', { name: '行距' })
    .or(page.getByRole('tablist', { name: '行距' }));
  await density.locator('[aria-selected="true"], [aria-checked="true"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable');
  await command(page, 'language');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  for (const view of ['Outlet', 'Working hours', 'Copies and checks', 'Switches']) {
    await room.open(view);
    expect(await chineseLeft(page), view).toEqual([]);
  }
});
