import { expect, test } from '@playwright/test';
import { businessDay } from '../../../domain/time/business-day.ts';
import { parts as zh } from '../../../renderer/i18n/zh/parts.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { PartsPage } from '../pages/parts-page.ts';

/** A technician of the demo, a part of the outlet's own with plenty in store, and one with a barcode. */
const man = 'T06';
const pipe = 'CH-066';
const board = { id: 'LZ-001', barcode: '2009000000018' };

let desk: BrowserDesk;
let parts: PartsPage;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  parts = new PartsPage(desk.page);
  await desk.login(people.storekeeper);
});
test.afterAll(() => desk?.close());

test('scanned parts are handed to a person by Enter, and the slip is printed', async () => {
  const { page } = desk;
  await parts.open('issue', man);
  await expect(parts.document).toContainText(zh.issue.go);
  await expect(parts.list).toBeFocused();
  const before = await parts.inBag(man, board.id);
  await parts.scan(board.barcode);
  await expect(parts.line(board.id)).toHaveCount(1);
  await parts.scan(board.barcode);
  await expect(parts.line(board.id).getByRole('textbox')).toHaveValue('2');
  await parts.expectAccessible();
  await expect(parts.list).toBeFocused();
  await parts.press('Enter');
  await expect(page.locator('.ui-banner[data-tone="green"]')).toBeVisible();
  expect(await parts.inBag(man, board.id)).toBe(before + 2000);
  const { total } = await ask(page, 'paper.jobs', {});
  await parts.press('p');
  await expect(parts.toast.last()).toContainText(zh.issue.printed);
  expect((await ask(page, 'paper.jobs', {})).total).toBe(total + 1);
});

test('a code nobody knows is said, and nothing is added', async () => {
  await parts.scan('9990000000001');
  await expect(desk.page.getByRole('alert').first()).toContainText('9990000000001');
  await expect(parts.lines).toHaveCount(0);
});

test('over the limit a manager says yes at the storekeeper’s desk, by name', async () => {
  const { page } = desk;
  const bag = await parts.bagOf(man);
  const { part } = await ask(page, 'parts.get', { id: pipe });
  const metres = Math.floor(((bag.limitFen ?? 0) - bag.onHandFen - bag.oldPartsFen) / part.costFen) + 1;
  expect(part.storeMilli, 'the demo must have enough of it').toBeGreaterThan(metres * 1000);
  const before = await parts.inBag(man, pipe);
  await parts.scan(pipe);
  const quantity = parts.line(pipe).getByRole('textbox');
  await quantity.focus();
  await parts.press('Control+a');
  await page.keyboard.type(String(metres));
  await parts.press('Escape');
  await expect(parts.list).toBeFocused();
  await expect(page.locator('.ui-banner[data-tone="amber"]').first()).toBeVisible();
  await parts.press('Enter');
  await expect(parts.dialog).toContainText(zh.issue.approveTitle);
  const pin = parts.dialog.getByLabel(zh.issue.pin);
  await expect(pin).toBeFocused();
  await parts.expectAccessible();
  await page.keyboard.type('000000');
  await parts.press('Enter');
  await expect(parts.dialog.getByRole('alert')).toContainText('PIN');
  expect(await parts.inBag(man, pipe)).toBe(before);
  await parts.press('Control+a');
  await page.keyboard.type(people.manager.pin);
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(page.locator('.ui-banner[data-tone="green"]')).toBeVisible();
  expect(await parts.inBag(man, pipe)).toBe(before + metres * 1000);
  const { rows } = await ask(page, 'parts.documents', { kind: 'issue', limit: 1 });
  expect(rows[0]?.approvedByName).toBe('祁望春');
});

test('what was not needed comes back', async () => {
  await parts.open('bags', man);
  await expect(parts.document).toContainText(zh.bags.return);
  await parts.expectAccessible();
  const { lines } = await ask(desk.page, 'parts.bag', { staffId: man });
  const first = lines.find((line) => line.condition === 'good');
  if (!first) throw new Error('an empty bag');
  const before = await parts.inBag(man, first.partId);
  await parts.press('t');
  await expect(parts.dialog).toContainText(first.code);
  await expect(parts.dialog.getByLabel(zh.return.quantity)).toBeFocused();
  await parts.expectAccessible();
  await parts.press('Control+a');
  await desk.page.keyboard.type('1');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(parts.toast.last()).toContainText(/\d/);
  expect(await parts.inBag(man, first.partId)).toBe(before - 1000);
});

test('goods that arrive are received where the part lies open', async () => {
  await parts.open('stock', pipe);
  await expect(parts.document).toContainText(zh.doc.receive);
  await parts.expectAccessible();
  const before = await parts.inStore(pipe);
  await parts.press('e');
  await expect(parts.dialog.getByLabel(zh.receive.quantity)).toBeFocused();
  await parts.expectAccessible();
  await parts.press('Control+a');
  await desk.page.keyboard.type('12.5');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect(await parts.inStore(pipe)).toBe(before + 12_500);
});

test('a part an order lacks is asked for, and stands among the requests', async () => {
  const { page } = desk;
  const { unassigned } = await ask(page, 'dispatch.day', { day: businessDay(Date.now()) });
  const order = unassigned[0];
  if (!order) throw new Error('nothing waits in the demo');
  await parts.go('/parts/requests');
  await parts.press('n');
  const number = parts.dialog.getByLabel(zh.request.order);
  await expect(number).toBeFocused();
  await page.keyboard.type(order.number);
  await parts.press('Enter');
  await expect(parts.dialog).toContainText(zh.request.orderFound.replace('{{number}}', order.number));
  await parts.expectAccessible();
  const part = parts.dialog.getByRole('combobox', { name: zh.issue.part });
  await part.focus();
  await page.keyboard.type(pipe);
  await expect(page.getByRole('option')).toHaveCount(1);
  await parts.press('ArrowDown', 'Enter');
  await expect(part).toHaveValue(new RegExp(pipe));
  await parts.press('Control+Enter');
  await expect(parts.dialog).toHaveCount(0);
  await expect(page.locator('.vl-row', { hasText: order.number })).toBeVisible();
  await expect(parts.document).toContainText(order.number);
  await parts.expectAccessible();
});

test('what is broken is scrapped with its reason by whoever may', async () => {
  const { page } = desk;
  await ask(page, 'session.logout', {});
  await page.reload();
  await desk.login(people.manager);
  await parts.open('stock', pipe);
  await expect(parts.document).toContainText(zh.doc.scrap);
  const before = await parts.inStore(pipe);
  await parts.press('x');
  await expect(parts.dialog.getByLabel(zh.scrap.quantity)).toBeFocused();
  await parts.expectAccessible();
  await parts.press('Tab');
  await page.keyboard.type('压扁');
  await parts.press('Enter');
  await expect(parts.dialog).toHaveCount(0);
  expect(await parts.inStore(pipe)).toBe(before - 1000);
});

test('in English parts, units and papers stand without a Chinese word of ours', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stock');
  await parts.atRest();
  await parts.expectEnglish('.ui-split-pane .vl-row', '.doc-head', '.doc-facts', '.parts-bar');
  await parts.open('papers');
  await parts.expectEnglish('.vl-head', '.parts-bar');
});
