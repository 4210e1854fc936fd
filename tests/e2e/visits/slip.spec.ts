import { expect, test } from '@playwright/test';
import { visits as zh } from '../../../renderer/i18n/zh/visits.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderWithSlip, type OrderWithSlip } from '../fixtures/orders.ts';
import { VisitsPage } from '../pages/visits-page.ts';

let desk: BrowserDesk;
let visits: VisitsPage;
let first: OrderWithSlip;
let second: OrderWithSlip;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  visits = new VisitsPage(desk.page);
  await desk.login(people.manager);
  first = await orderWithSlip(desk.page, { phone: '13800000101' });
  second = await orderWithSlip(desk.page, { phone: '13800000102' });
});
test.afterAll(() => desk?.close());

const codes = { indoor: 'LZ01N261298101', outdoor: 'LZ01W261298102' };
const outdoorAgain = 'LZ01W261298103';

/** The first boxes of a slip: yesterday, so that the times lie behind us at any hour. */
async function keyTimes(): Promise<void> {
  await expect(visits.field(zh.arrived)).toBeFocused();
  await visits.press('Shift+Tab', 'Shift+Tab');
  await expect(visits.field(zh.day)).toBeFocused();
  await desk.page.keyboard.type('-1');
  await visits.press('Enter');
  await visits.type(zh.arrived, '930');
  await visits.type(zh.finished, '1105');
  await visits.letter(zh.outcome, 'd');
  await visits.letter(zh.result, 'i');
}

test('a code that was read wrong is refused by its sentence and stays to be looked at', async () => {
  await visits.open();
  await visits.expectAccessible();
  const wrong = `${first.slip.slice(0, -1)}${first.slip.endsWith('1') ? '2' : '1'}`;
  await visits.scan(wrong);
  await expect(visits.refused).toContainText(wrong);
  await expect(visits.scanField).toHaveValue(wrong);
  await expect(visits.form).toHaveCount(0);
});

test('a slip is keyed with Enter alone, and the field waits for the next one', async () => {
  // What was read wrong is selected: the next code takes its place
  await visits.scan(first.slip);
  await expect(visits.head).toContainText(first.number);
  await keyTimes();
  await visits.expectAccessible();
  await visits.type(zh.indoor, codes.indoor);
  await visits.type(zh.outdoor, codes.outdoor);
  const box = (name: string) => visits.form.getByRole('combobox', { name });
  await expect(box(zh.fromBag.replace('{{name}} ', ''))).toBeFocused();
  await visits.press('Enter');
  await expect(box(zh.extras)).toBeFocused();
  await visits.press('Enter');
  await visits.type(zh.cash, '120');
  await visits.type(zh.qr, '30.5');
  await expect(visits.form.getByRole('checkbox', { name: zh.signed })).toBeFocused();
  await visits.press('Space', 'Enter');
  await expect(visits.field(zh.note)).toBeFocused();
  await visits.press('Enter');
  await expect(visits.done).toContainText(first.number);
  await expect(visits.done).toContainText(zh.done.finished);
  await expect(visits.scanField).toBeFocused();
  await expect(visits.scanField).toHaveValue('');
  await visits.expectAccessible();
  const { order } = await ask(desk.page, 'orders.get', { id: first.id });
  expect(order.state).toBe('finished');
});

test('proof that is missing is let go by name, on the slip scanned again', async () => {
  await visits.scan(first.slip);
  const proof = visits.page.locator('.vis-proof');
  const open = proof.locator('tbody tr', { hasText: zh.proofStates.missing });
  await expect(open.first()).toBeVisible();
  await visits.expectAccessible();
  const left = await open.count();
  await open.first().getByRole('button').focus();
  await visits.press('Enter');
  await expect(visits.dialog.getByLabel(zh.waiveReason)).toBeFocused();
  await visits.expectAccessible();
  await desk.page.keyboard.type('厂家同意免拍');
  await visits.press('Enter');
  await expect(visits.dialog).toHaveCount(0);
  await expect(open).toHaveCount(left - 1);
  await expect(proof.locator('tbody tr', { hasText: zh.proofStates.waived })).toHaveCount(1);
  await visits.scanField.focus();
});

test('a barcode of a finished order is said where it stands, refused, and nothing typed is lost', async () => {
  await visits.scan(second.slip);
  await keyTimes();
  await visits.type(zh.indoor, codes.indoor);
  await expect(visits.form).toContainText(zh.code.used_before.replace('{{order}}', first.number));
  await visits.type(zh.outdoor, outdoorAgain);
  await visits.press('Control+Enter');
  await expect(visits.form.locator('.vis-save')).toContainText(first.number);
  await expect(visits.field(zh.indoor)).toHaveValue(codes.indoor);
  await expect(visits.field(zh.outdoor)).toHaveValue(outdoorAgain);
  await expect(visits.field(zh.finished)).toHaveValue('1105');
  await visits.field(zh.indoor).focus();
  await visits.expectAccessible();
  await visits.press('Control+a');
  await desk.page.keyboard.insertText('LZ01N261298104');
  await visits.press('Control+Enter');
  await expect(visits.done).toContainText(second.number);
  await expect(visits.scanField).toBeFocused();
});

test('the evening round stands under the same field, in English without a Chinese word of ours', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Slip return');
  await expect(visits.scanField).toBeFocused();
  await visits.expectEnglish('.vis-scan', '.vis-lists [role="tab"]');
  await visits.scan(first.slip);
  await expect(visits.head).toContainText(first.number);
  await expect(page.locator('.ui-banner')).toContainText('has keyed this slip already');
});
