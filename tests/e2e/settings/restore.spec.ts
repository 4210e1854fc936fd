import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { recoveryGroups } from '../../../main/services/outlet/recovery.ts';
import { ask } from '../fixtures/ask.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { goTo } from '../fixtures/go.ts';
import { removeDir, temporaryDir } from '../fixtures/electron.ts';
import { makeSmallOutlet } from '../fixtures/small-outlet.ts';
import { hit } from '../pages/room.ts';

let desk: BrowserDesk | null = null;
const outletDir = temporaryDir('restore');
test.describe.configure({ mode: 'serial' });
test.afterAll(async () => {
  await desk?.close();
  await removeDir(outletDir);
});

test('a manager goes back to a copy by keyboard; sending rests until it is released', async () => {
  test.setTimeout(240_000);
  makeSmallOutlet(outletDir);
  desk = await openBrowserDesk({ outletDir });
  const { page } = desk;
  await desk.login(people.manager);
  await ask(page, 'orders.create', {
    name: '祁望春',
    phone: '13900000311',
    county: '凤栖区',
    detail: '栖云里1栋104',
    serviceItemId: 'AZ-KT-GJ',
    payerId: 'PY-LZ',
    warranty: 'in_warranty',
  });
  await goTo(page, '/settings?view=backups');
  await expect(page.getByRole('button', { name: /现在备份/ })).toBeEnabled();
  await hit(page, 'b');
  const restore = page.getByRole('button', { name: /^恢复…/ });
  await expect(restore).toHaveCount(1, { timeout: 120_000 });
  await restore.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('最新工单号', { timeout: 120_000 });
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: /输入/ }).focus();
  await page.keyboard.insertText('恢复');
  await page.keyboard.press('Tab');
  await page.keyboard.type(people.manager.pin);
  await page.keyboard.press('Enter');
  await expect(page.locator('.login-search input')).toBeVisible({ timeout: 180_000 });

  await desk.login(people.manager);
  const review = page.getByRole('button', { name: '核对并放行' });
  await review.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.restored-review')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await hit(page, 'g');
  await expect(review).toBeHidden();
  await expect(page.locator('.restored-review')).toBeHidden();
  await desk.close();
  desk = null;
});

test('without its key the outlet opens by the recovery key', async () => {
  test.setTimeout(240_000);
  const keyFile = path.join(outletDir, 'store.key');
  const key = fs.readFileSync(keyFile, 'utf8').trim();
  fs.rmSync(keyFile);
  desk = await openBrowserDesk({ outletDir, first: '.recovery-input', language: 'en', theme: 'dark' });
  const { page } = desk;
  const field = page.locator('.recovery-input');
  await expect(field).toBeFocused();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.insertText(recoveryGroups('0'.repeat(64)).join('-'));
  await hit(page, 'Control+Enter');
  await expect(page.getByText(/This is not the recovery key/)).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(recoveryGroups(key).join(' ').toLowerCase());
  await hit(page, 'Control+Enter');
  await expect(page.locator('.login-search input')).toBeVisible({ timeout: 60_000 });
  expect(fs.readFileSync(keyFile, 'utf8').trim()).toBe(key);
  await desk.close();
  desk = null;
});

test('a store with flipped bytes goes on from a copy', async () => {
  test.setTimeout(240_000);
  const store = path.join(outletDir, 'outlet.db');
  const file = fs.openSync(store, 'r+');
  fs.writeSync(file, Buffer.alloc(64, 7), 0, 64, 40);
  fs.closeSync(file);
  desk = await openBrowserDesk({ outletDir, first: '.rescue-copies' });
  const { page } = desk;
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('radio').first().focus();
  await page.getByRole('textbox', { name: '店长工号' }).focus();
  await page.keyboard.type(people.manager.code);
  await page.keyboard.press('Tab');
  await page.keyboard.type(people.manager.pin);
  await page.keyboard.press('Enter');
  await expect(page.locator('.login-search input')).toBeVisible({ timeout: 120_000 });
  await desk.login(people.manager);
  await expect(page.getByRole('button', { name: '核对并放行' })).toBeVisible();
});
