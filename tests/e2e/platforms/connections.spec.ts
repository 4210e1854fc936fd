import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from '@playwright/test';
import { copyDemoOutlet } from '../fixtures/demo-outlet.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { removeDir, temporaryDir } from '../fixtures/electron.ts';
import { platformsRoom } from '../pages/platforms.ts';
import { chineseLeft, command, expectAccessible, goToTab, hit, typeInto } from '../pages/room.ts';

let desk: BrowserDesk;
let outletDir: string;
let room: ReturnType<typeof platformsRoom>;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  outletDir = temporaryDir('platforms');
  await copyDemoOutlet(outletDir);
  const planted = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, '../fixtures/plant-payload.ts'), outletDir],
    { encoding: 'utf8' },
  );
  expect(planted.status, planted.stderr).toBe(0);
  desk = await openBrowserDesk({ outletDir });
  room = platformsRoom(desk.page);
  await desk.login(people.manager);
});
test.afterAll(async () => {
  await desk?.close();
  if (outletDir !== undefined) await removeDir(outletDir);
});

test('connections are walked by arrows; only counts of the same thing stand side by side', async () => {
  const { page } = desk;
  await room.open();
  await expect(page.locator('.ui-split')).toContainText('选一个平台');
  await page.keyboard.press('ArrowDown');
  await expect(room.rows.first()).toHaveAttribute('aria-selected', 'true');
  await expect(room.document.locator('h2')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(room.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await room.open('C-TM');
  await expect(room.state).not.toContainText(/\d+ \/ \d+/);
  await expect(room.row('天猫服务中心')).not.toContainText(/\d+ \/ 0/);
  await expectAccessible(page);
});

test('a connection is paused, resumed and pulled at once', async () => {
  const { page } = desk;
  await room.open('C-OWN');
  await hit(page, 'p');
  await expect(room.document.getByRole('button', { name: '恢复' })).toBeVisible();
  await expect(room.document.getByRole('button', { name: '现在拉取' })).toBeDisabled();
  await expect(room.row('自有平台')).toContainText('已暂停');
  await hit(page, 'p');
  await expect(room.document.getByRole('button', { name: '暂停' })).toBeVisible();
  await expect(room.row('自有平台')).not.toContainText('已暂停');
  // The copy remembers a pull of the day it was made; the sandbox drops an answer now and then, as platforms do
  await expect(async () => {
    await hit(page, 'r');
    await expect(room.state.locator('dd').first()).toHaveText('刚刚', { timeout: 8_000 });
  }).toPass({ timeout: 60_000 });
});

test('settings are tested before they are saved: a wrong address says so, the right one answers', async () => {
  const { page } = desk;
  const form = room.document.getByRole('region', { name: '连接设置' });
  const address = room.field('平台地址');
  const right = await address.inputValue();
  await typeInto(address, 'http://127.0.0.1:9');
  await room.document.getByRole('button', { name: '测试连接' }).focus();
  await page.keyboard.press('Enter');
  await expect(form.locator('.ui-error')).toContainText('127.0.0.1:9');
  await expectAccessible(page);
  await typeInto(address, right);
  await room.document.getByRole('button', { name: '测试连接' }).focus();
  // The sandbox drops an answer now and then, as platforms do
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(room.document.getByRole('status')).toContainText('连接正常', { timeout: 5_000 });
  }).toPass();
  await typeInto(room.field('中文名称'), '自有平台（城西）');
  await hit(page, 'Control+s');
  await expect(room.row('自有平台（城西）')).toBeVisible();
});

test('data nobody can read is looked at, read again, and put aside with a reason', async () => {
  const { page } = desk;
  await goToTab(page, /待处理数据/);
  const items = page.locator('.platform-row[aria-expanded]');
  await expect(items).toHaveCount(2);
  await items.first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.platform-raw')).toContainText('OWN-BROKEN');
  await expectAccessible(page);
  await hit(page, 'r');
  await expect(page.getByRole('status')).toContainText('还是读不懂');
  await expect(page.getByRole('status')).not.toContainText('{{');
  const aside = page.getByRole('button', { name: '不要这条' });
  await expect(aside).toBeDisabled();
  await typeInto(page.getByRole('textbox', { name: '不要的原因' }), '平台测试数据');
  await aside.focus();
  await page.keyboard.press('Enter');
  await expect(items).toHaveCount(1);
  await expect(page.getByRole('tab', { name: /待处理数据/ })).toContainText('1');
});

test('a message that is keyed in by hand is decided by keys', async () => {
  const { page } = desk;
  await goToTab(page, /回传待处理/);
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toContainText(/\d{6}-\d{4}/);
  const before = await rows.count();
  const number = /\d{6}-\d{4}/.exec(await rows.nth(1).innerText())?.[0] ?? '';
  await expectAccessible(page);
  await rows.nth(1).getByRole('button', { name: '已人工回传' }).focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(before - 1);
  await expect(page.getByRole('table')).not.toContainText(number);
});

test('in English nothing Chinese of ours is left', async () => {
  const { page } = desk;
  await command(page, 'language');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Platforms');
  for (const tab of [/Messages to decide/, /Data to sort out/, /Connections/]) {
    await goToTab(page, tab);
    await expect(page.locator('.platform-list')).toBeVisible();
    expect(await chineseLeft(page), String(tab)).toEqual([]);
  }
  for (const id of ['C-TM', 'C-OWN']) {
    await room.open(id);
    expect(await chineseLeft(page), id).toEqual([]);
  }
});
