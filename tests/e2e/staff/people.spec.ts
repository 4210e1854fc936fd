import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import {
  chineseLeft,
  choose,
  command,
  expectAccessible,
  goToTab,
  hit,
  takeFromMenu,
  typeInto,
} from '../pages/room.ts';
import { staffRoom } from '../pages/staff.ts';

let desk: BrowserDesk;
let room: ReturnType<typeof staffRoom>;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
  room = staffRoom(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

test('a new person is added by keys; a number that is taken is refused beside the form', async () => {
  const { page } = desk;
  await room.open();
  await hit(page, 'n');
  await expect(room.dialog.getByRole('textbox', { name: '工号' })).toBeFocused();
  await page.keyboard.type('T01');
  await page.keyboard.press('Tab');
  await page.keyboard.type('柳新来');
  await hit(page, 'Control+Enter');
  await expect(room.dialog.locator('.ui-error')).toContainText('T01');
  await expectAccessible(page);
  await typeInto(room.dialog.getByRole('textbox', { name: '工号' }), 'T21');
  await typeInto(room.dialog.getByRole('textbox', { name: '英文名' }), 'Liu Xinlai');
  await typeInto(room.dialog.getByRole('textbox', { name: '电话' }), '13900000209');
  await typeInto(room.dialog.getByRole('textbox', { name: '每天可排' }), '8');
  await room.save();
  await expect(room.document).toContainText('柳新来');
  await expect(room.document).toContainText('139 0000 0209');
  await expect(room.row('柳新来')).toBeVisible();
  await expectAccessible(page);
});

test('the person gets roles, then a PIN; a plain run of digits is refused', async () => {
  const { page } = desk;
  await takeFromMenu(page, '更多', '角色');
  await room.dialog.getByRole('checkbox', { name: '师傅' }).focus();
  await page.keyboard.press('Space');
  await expect(room.dialog.getByRole('checkbox', { name: '师傅' })).toBeChecked();
  await room.save();
  await expect(room.document).toContainText('T21 · 师傅');
  await expect(room.document).toContainText('未设 PIN');
  await takeFromMenu(page, '更多', '重设 PIN');
  await expect(room.dialog.getByLabel('新 PIN')).toBeFocused();
  await page.keyboard.type('123456');
  await hit(page, 'Control+Enter');
  await expect(room.dialog.locator('.ui-error')).toBeVisible();
  await typeInto(room.dialog.getByLabel('新 PIN'), '580913');
  await room.save();
  await expect(room.document).not.toContainText('未设 PIN');
});

test('skills and certificates stand on the page when they are saved', async () => {
  const { page } = desk;
  await expect(room.section('技能')).toContainText('派单时会被拦下');
  await room.change('技能', '修改');
  await choose(room.dialog, '空调安装', '2 级');
  await expectAccessible(page);
  await room.save();
  await expect(room.section('技能')).toContainText('空调安装 2 级');
  await room.change('证件', '修改');
  await choose(room.dialog, '证件', '低压电工操作证');
  await typeInto(room.dialog.getByRole('textbox', { name: '证号' }), 'DG-0209');
  const until = room.dialog.getByRole('textbox', { name: '有效期到' });
  await until.focus();
  await page.keyboard.type('+10');
  await page.keyboard.press('Enter');
  await room.save();
  await expect(room.section('证件')).toContainText('DG-0209');
  await expect(room.section('证件')).toContainText('剩 10 天');
  await expect(room.row('柳新来')).toContainText('证件剩 10 天');
});

test('leave is written down and taken back', async () => {
  const { page } = desk;
  await hit(page, 'l');
  await expect(room.dialog).toBeVisible();
  await choose(room.dialog, '类别', '培训');
  await choose(room.dialog, '时段', '上午');
  await expectAccessible(page);
  await room.save();
  const line = room.section('请假与培训').getByRole('row').nth(1);
  await expect(line).toContainText('培训');
  await expect(line).toContainText('00:00–12:00');
  await line.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(room.section('请假与培训')).toContainText('近期没有');
});

test('who has open orders, parts or tools cannot leave unasked; who has nothing can, and can come back', async () => {
  const { page } = desk;
  await room.open('T01');
  await takeFromMenu(page, '更多', '办理离职');
  await expect(room.dialog).toContainText(/名下还有 \d+ 单未完/);
  await expect(room.dialog).toContainText(/配件 [1-9]\d* 种/);
  await expect(room.dialog).toContainText(/工具 [1-9]\d* 件/);
  await expect(room.dialog).toContainText(/未交款 [\d,.]+ 元/);
  const leave = room.dialog.getByRole('button', { name: '办理离职' });
  await expect(leave).toBeDisabled();
  await room.dialog.getByRole('checkbox', { name: /当面交接/ }).focus();
  await page.keyboard.press('Space');
  // Handing over does not help while orders are open
  await expect(leave).toBeDisabled();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(room.dialog).toHaveCount(0);
  await goToTab(page, /在职/);
  await room.row('柳新来').click();
  await expect(room.document).toContainText('柳新来');
  await page.keyboard.press('Shift+X');
  await expect(room.dialog).toContainText('柳新来 离职');
  await expect(room.dialog).not.toContainText('名下还有');
  await room.save();
  await expect(room.document).toContainText('离职');
  await expect(room.row('柳新来')).toHaveCount(0);
  await goToTab(page, /离职/);
  await expect(room.row('柳新来')).toBeVisible();
  await takeFromMenu(page, '更多', '恢复在职');
  await expect(room.row('柳新来')).toHaveCount(0);
});

test('in English nothing Chinese of ours is left, on the page and in its dialogs', async () => {
  const { page } = desk;
  await command(page, 'language');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People');
  await room.open('T02');
  await expect(room.document).toContainText('Huo Yuanling');
  expect(await chineseLeft(page)).toEqual([]);
  for (const entry of ['Roles', 'Reset PIN', 'Record leaving']) {
    await takeFromMenu(page, 'More', entry);
    await expect(room.dialog).toBeVisible();
    expect(await chineseLeft(page), entry).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(room.dialog).toHaveCount(0);
  }
  for (const title of ['Skills', 'Certificates', 'Platform accounts']) {
    await room.change(title, 'Change');
    expect(await chineseLeft(page), title).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(room.dialog).toHaveCount(0);
  }
});
