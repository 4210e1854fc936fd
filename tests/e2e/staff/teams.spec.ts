import { expect, type Locator, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { goTo } from '../fixtures/go.ts';
import { choose, expectAccessible, hit, takeFromMenu, typeInto } from '../pages/room.ts';
import { staffRoom } from '../pages/staff.ts';

let desk: BrowserDesk;
let room: ReturnType<typeof staffRoom>;
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  desk = await openBrowserDesk();
  room = staffRoom(desk.page);
  await desk.login(people.manager);
});
test.afterAll(() => desk?.close());

const box = (name: string) => room.dialog.getByRole('textbox', { name });
const tick = async (one: Locator) => {
  await one.focus();
  await desk.page.keyboard.press('Space');
};

test('a team is made, gets people with their orders, and closes into another one', async () => {
  const { page } = desk;
  await goTo(page, '/staff/teams');
  await expect(page.locator('.vl-row').first()).toBeVisible();
  await hit(page, 'n');
  await typeInto(box('编号'), 'G1');
  await typeInto(box('名称'), '夜班');
  await typeInto(box('英文名'), 'Night team');
  await hit(page, 'Control+Enter');
  await expect(room.dialog.locator('.ui-error')).toContainText('空调班');
  await typeInto(box('编号'), 'G9');
  await room.save();
  await expect(room.document).toContainText('夜班');
  await hit(page, 'm');
  await tick(room.dialog.getByRole('checkbox', { name: /^T08/ }));
  await expectAccessible(page);
  await room.save();
  await expect(room.section('人员')).toContainText('T08');
  await expectAccessible(page);
  await hit(page, 'x');
  await expect(room.dialog).toContainText('1 个人');
  await choose(room.dialog, '人和单去哪个班组', '空调班');
  await room.save();
  await expect(room.document).toContainText('已撤销');
  await goTo(page, '/staff/teams/G1');
  await expect(room.section('人员')).toContainText('T08');
});

test('a kind of tool says how often it is inspected; the tool counts, is inspected and comes back', async () => {
  const { page } = desk;
  await hit(page, 'h');
  await expect(room.dialog).toContainText('低压电工操作证');
  await expectAccessible(page);
  await hit(page, 'n');
  await typeInto(box('编号'), 'TK90');
  await typeInto(box('几天检一次'), '90');
  await typeInto(box('名称'), '测电笔');
  await hit(page, 'Control+Enter');
  await expect(room.dialog.getByRole('row', { name: /测电笔/ })).toContainText('90 天一检');
  await page.keyboard.press('Escape');
  await expect(room.dialog).toHaveCount(0);
  await room.open('T06');
  await hit(page, 'i');
  await choose(room.dialog, '种类', '测电笔');
  await typeInto(box('编号'), 'CD-1');
  await expectAccessible(page);
  await room.save();
  const row = room.section('工具与护具').getByRole('row', { name: /测电笔/ });
  await expect(row).toContainText('90 天后检');
  // The row says the same before and after: who goes on before it was read again would act on the old one
  const read = page.waitForResponse(
    (answer) => answer.request().postData()?.includes('"staff.get"') === true,
  );
  await row.getByRole('button', { name: '已检 测电笔' }).focus();
  await page.keyboard.press('Enter');
  await (await read).finished();
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await expect(row).toContainText('90 天后检');
  await row.getByRole('button', { name: '交回 测电笔' }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveCount(0);
});

test('a role is changed right by right; the last one that may change roles keeps that right', async () => {
  const { page } = desk;
  await goTo(page, '/staff/roles/counter');
  await expect(room.document).toContainText('前台');
  // What was typed for a new one stays when the dialog is left
  await hit(page, 'n');
  await typeInto(box('名称'), '夜班长');
  await page.keyboard.press('Escape');
  await expect(room.dialog).toHaveCount(0);
  await hit(page, 'n');
  await expect(box('名称')).toHaveValue('夜班长');
  await page.keyboard.press('Escape');
  await expect(room.dialog).toHaveCount(0);
  const count = /(\d+) 项/;
  const before = Number(count.exec(await room.document.innerText())?.[1]);
  await choose(room.section('工单'), '导出清单', '本班组');
  await expect(room.document).toContainText('有 1 处没保存');
  await expectAccessible(page);
  await hit(page, 'Control+s');
  await expect(room.document).not.toContainText('没保存');
  await expect(room.document).toContainText(`${before + 1} 项`);
  await goTo(page, '/staff/roles/manager');
  await expect(room.document.getByRole('heading', { level: 2 })).toHaveText('店长');
  await choose(room.section('人和店'), '改角色', '不能');
  await hit(page, 'Control+s');
  await expect(room.document.locator('.ui-error')).toBeVisible();
  await choose(room.section('人和店'), '改角色', '全店');
  await expect(room.document).not.toContainText('没保存');
});

test('who leaves hands stock, money and tools to a colleague in one go', async () => {
  const { page } = desk;
  await room.open('T03');
  await takeFromMenu(page, '更多', '办理离职');
  const kind = (name: string) => room.dialog.locator('summary', { hasText: name });
  await kind('领用工具').focus();
  await page.keyboard.press('Enter');
  await expect(room.dialog.getByRole('table', { name: '领用工具' })).toBeVisible();
  await expectAccessible(page);
  const to = room.dialog.getByRole('combobox', { name: '交给' });
  await to.focus();
  await page.keyboard.type('T02');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tick(room.dialog.getByRole('checkbox', { name: '未完工单' }));
  await page.keyboard.press('Control+Shift+Enter');
  await expect(kind('领用工具')).toHaveCount(0);
  await expect(kind('车上配件')).toHaveCount(0);
  await expect(kind('未完工单')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(room.dialog).toHaveCount(0);
});

test('the own PIN is changed from the name in the top bar; a wrong old one is refused', async () => {
  const { page } = desk;
  await page.locator('.topbar-person').focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('menuitem', { name: '改我的 PIN' });
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1);
  await entry.focus();
  await page.keyboard.press('Enter');
  const field = (name: string) => room.dialog.getByLabel(name, { exact: true });
  await expect(field('现在的 PIN')).toBeFocused();
  await page.keyboard.type('999111');
  await typeInto(field('新 PIN'), '284913');
  await typeInto(field('再输一次新 PIN'), '284914');
  await expect(room.dialog).toContainText('两次输入的不一样');
  await typeInto(field('再输一次新 PIN'), '284913');
  await hit(page, 'Control+Enter');
  await expect(room.dialog.locator('.ui-error')).toBeVisible();
  await expectAccessible(page);
  await typeInto(field('现在的 PIN'), people.manager.pin);
  await hit(page, 'Control+Enter');
  await expect(room.dialog).toHaveCount(0);
});
