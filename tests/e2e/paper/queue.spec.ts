import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { paper as zh } from '../../../renderer/i18n/zh/paper.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderWithSlip, type OrderWithSlip } from '../fixtures/orders.ts';
import { PaperPage } from '../pages/paper-page.ts';

let desk: BrowserDesk;
let paper: PaperPage;
let made: OrderWithSlip;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  paper = new PaperPage(desk.page);
  await desk.login(people.manager);
  made = await orderWithSlip(desk.page, { phone: '13800000103' });
});
test.afterAll(() => desk?.close());

/** What the demo's file printer wrote of this slip. */
const files = () => {
  const dir = path.join(desk.outletDir, 'prints/80mm');
  return fs.existsSync(dir) ? fs.readdirSync(dir).filter((name) => name.includes(made.slip)) : [];
};

test('a printed slip stands in the queue, sent, and as a file', async () => {
  await paper.open();
  await expect(paper.row(made.slip)).toContainText(zh.state.sent);
  await expect(paper.row(made.slip)).toContainText(made.number);
  expect(files().length).toBeGreaterThan(0);
  await paper.expectAccessible();
});

test('the preview shows the paper as it would come out, Escape leaves it', async () => {
  await paper.act(paper.row(made.slip), zh.preview);
  await expect(paper.sheet).toContainText(made.slip);
  await paper.expectAccessible();
  await paper.press('Escape');
  await expect(paper.dialog).toHaveCount(0);
});

test('one more copy is printed, counted, and a file of its own', async () => {
  const before = files().length;
  await paper.act(paper.row(made.slip), zh.reprint);
  const second = paper.row(made.slip).filter({ hasText: zh.copy.replace('{{n}}', '2') });
  await expect(second).toContainText(zh.state.sent);
  expect(files().length).toBeGreaterThan(before);
});

test('the other pages are reached by keys; in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Print');
  await expect(paper.row(made.slip)).toHaveCount(2);
  await paper.expectEnglish('.pap-filter', '.pap-card thead', '.pap-card [role="button"], .pap-card button');
  await page.getByRole('tab', { selected: true }).first().focus();
  await paper.press('ArrowRight');
  await expect(page).toHaveURL(/paper\/printers/);
  await paper.atRest();
  await paper.expectAccessible();
  await paper.expectEnglish('.pap-card thead', '.pap-routes .ui-label');
  for (const next of [/paper\/templates/, /paper\/forms/, /paper\/count/]) {
    await page.getByRole('tab', { selected: true }).first().focus();
    await paper.press('ArrowRight');
    await expect(page).toHaveURL(next);
    await paper.atRest();
  }
  await paper.expectAccessible();
  await paper.expectEnglish('.pap-stack');
});
