import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { paper as words } from '../../../renderer/i18n/zh/paper.ts';
import { paperforms as zh } from '../../../renderer/i18n/zh/paperforms.ts';
import { pdfPlaces } from '../../printing/support/pdf-places.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { orderWithSlip, type OrderWithSlip } from '../fixtures/orders.ts';
import { FormsPage } from '../pages/forms-page.ts';

let desk: BrowserDesk;
let forms: FormsPage;
let made: OrderWithSlip;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  forms = new FormsPage(desk.page);
  await desk.login(people.manager);
  made = await orderWithSlip(desk.page, { phone: '13800000117' });
});
test.afterAll(() => desk?.close());

const stored = async () => (await ask(desk.page, 'paper.forms', {})).forms;
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a form is drawn by keys: its fields stand in the store to the tenth of a millimetre', async () => {
  const { page } = desk;
  await forms.open();
  await forms.press('n');
  await expect(forms.field(zh.nameZh)).toBeFocused();
  await page.keyboard.type('绿洲派工单');
  // Headings come from the slip that was printed
  await forms.press('Alt+a');
  await expect(forms.boxes.first()).toBeFocused();
  const start = await forms.boxes.first().getAttribute('aria-label');
  await forms.press('ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'ArrowUp', 'Alt+ArrowRight');
  await expect(forms.boxes.first()).not.toHaveAttribute('aria-label', start ?? '');
  await forms.press('Alt+a');
  await expect(forms.boxes.nth(1)).toBeFocused();
  // The second says the user's name, chosen by its heading
  const heading = forms.panel.getByRole('combobox', { name: zh.heading });
  await heading.focus();
  await heading.fill('用户姓名');
  await forms.press('Enter');
  await forms.press('Alt+[');
  await expect(forms.boxes.first()).toBeFocused();
  await forms.expectAccessible();
  await forms.press('Control+Enter');
  await expect(page).toHaveURL(/paper\/forms\/[^n]/u);
  const [form] = await stored();
  expect(form).toMatchObject({ nameZh: '绿洲派工单', widthMicrons: 241_000, heightMicrons: 139_700 });
  expect(form?.fields).toHaveLength(2);
  expect(form?.fields[0]).toMatchObject({ x: 101, y: 119, width: 410 });
  expect(form?.fields[1]).toMatchObject({ source: 'userName', nth: 1 });
  expect(form?.printers).toEqual([]);
});

test('the picture of the form lies under the fields and is kept', async () => {
  await desk.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'form.png', mimeType: 'image/png', buffer: picture });
  await expect(desk.page.locator('.pf-guide')).toBeVisible();
  await forms.press('Control+Enter');
  await expect.poll(async () => (await stored())[0]?.hasGuide).toBe(true);
});

test('put into a printer with an offset, the next slip there is values only, where they belong', async () => {
  const { page } = desk;
  await forms.press('Alt+p');
  await expect(forms.dialog).toBeVisible();
  await forms.field(zh.shiftX).fill('1.5');
  await forms.press('Control+Enter');
  await expect.poll(async () => (await stored())[0]?.printers.length).toBe(1);
  const [form] = await stored();
  const [put] = form!.printers;
  expect(put).toMatchObject({ xTenths: 15, yTenths: 0 });
  await expect(forms.dialog).toHaveCount(0);
  // Ten forms were measured: the last stands 1.8 mm too low
  await forms.press('Alt+p');
  await forms.field(zh.lastOff.replace('{{n}}', '10')).fill('1.8');
  await forms.press('Control+Enter');
  await expect.poll(async () => (await stored())[0]?.printers[0]?.driftMicrons).toBe(200);

  await ask(page, 'paper.print', {
    kind: 'service_slip',
    ids: [made.id],
    printerId: put!.printerId,
    copies: 1,
  });
  const printer = (await ask(page, 'paper.printers', {})).printers.find((one) => one.id === put!.printerId)!;
  const folder = path.join(desk.outletDir, 'prints', path.basename(printer.target));
  const files = () =>
    fs.existsSync(folder)
      ? fs.readdirSync(folder).filter((name) => name.includes(made.slip) && name.endsWith('.pdf'))
      : [];
  await expect.poll(() => files().length, { timeout: 20_000 }).toBeGreaterThan(0);
  const { pages, found } = await pdfPlaces(fs.readFileSync(path.join(folder, files().at(-1)!)));
  expect(pages[0]!.height).toBeCloseTo(139_700, -1);
  const name = found.find((one) => one.text === '祁望春')!;
  const second = form!.fields[1]!;
  expect(Math.abs(name.left - (second.x + 15) * 100)).toBeLessThan(100);
  expect(found.map((one) => one.text).join(' ')).not.toContain('用户姓名');
});

test('the preview of a sheet is its own page at true proportion, in a frame without scripts, and leaves as PDF', async () => {
  const { page } = desk;
  await forms.go('/paper/queue');
  const row = page.locator('.pap-card tbody tr').filter({ hasText: made.slip }).first();
  await row.getByRole('button', { name: words.preview }).focus();
  await forms.press('Enter');
  await expect(page.locator('.pap-sheet')).toContainText(made.slip);
  await forms.dialog.getByRole('radio', { checked: true }).focus();
  await forms.press('ArrowRight');
  const frame = page.frameLocator('.pap-page iframe');
  await expect(frame.locator('.paper')).toContainText(made.slip);
  const box = await page.locator('.pap-page iframe').boundingBox();
  expect((box?.height ?? 0) / (box?.width ?? 1)).toBeCloseTo(210 / 148, 2);
  // The style of the sheet has arrived: its grid is drawn, not a bare column of words
  await expect(frame.locator('.fields').first()).toHaveCSS('display', 'grid');
  await expect(frame.locator('.paper')).toHaveCSS('column-fill', 'auto');
  const saved = page.waitForEvent('download', { timeout: 30_000 });
  await forms.press('Alt+d');
  const file = await (await saved).path();
  const { pages, found } = await pdfPlaces(fs.readFileSync(file));
  expect(pages[0]!.width).toBeCloseTo(148_000, -1);
  expect(found.map((one) => one.text).join(' ')).toContain(made.slip);
  await forms.press('Escape');
  await expect(forms.dialog).toHaveCount(0);
  const [form] = await stored();
  await forms.go(`/paper/forms/${form!.id}`);
});

test('in English nothing of ours is left in Chinese', async () => {
  const { page } = desk;
  await page.evaluate(() => localStorage.setItem('outlet-desk.language', 'en'));
  await page.reload();
  await expect(forms.boxes).toHaveCount(2);
  await forms.expectEnglish('.pf-side .ui-label', '.pap-quiet');
  await forms.press('Alt+]');
  await expect(forms.panel).toBeVisible();
  await forms.expectEnglish('.pf-panel .ui-label');
  await forms.expectAccessible();
});
