import { expect, test } from '@playwright/test';
import { partsheet } from '../../../renderer/i18n/zh/partsheet.ts';
import { stockroom as zh } from '../../../renderer/i18n/zh/stockroom.ts';
import { ask } from '../fixtures/ask.ts';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { PartsPage } from '../pages/parts-page.ts';

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

const priceOf = async (id: string) => (await ask(desk.page, 'parts.catalogue', { id })).part.customerPriceFen;

test('a part is made by keyboard and scanner, and found by both of its barcodes', async () => {
  const { page } = desk;
  await parts.go('/parts/catalogue');
  await expect(page.getByRole('grid', { name: zh.part.list })).toContainText('BY-021');
  await page.keyboard.press('n');
  await expect(page.getByLabel(zh.part.code, { exact: true })).toBeFocused();
  await page.keyboard.type('NEW-9');
  await page.keyboard.press('Tab');
  await page.keyboard.type('个');
  await page.keyboard.press('Tab');
  await page.keyboard.type('排水软管');
  await page.getByLabel(zh.part.barcodes, { exact: true }).focus();
  for (const barcode of ['6901234500017', '6901234500024']) {
    await page.keyboard.type(barcode);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '排水软管' })).toBeVisible();
  const found = await ask(page, 'parts.scan', { code: '6901234500024' });
  expect(found).toMatchObject({ kind: 'part', text: expect.stringContaining('NEW-9') });
  const kept = await ask(page, 'parts.catalogue', { id: found.partId as string });
  expect(kept).toMatchObject({
    part: { code: 'NEW-9', unit: '个', ownerKind: 'own' },
    barcodes: ['6901234500017', '6901234500024'],
  });
});

test('a sheet is looked at cell by cell, imported by one key and taken back by another', async () => {
  const { page } = desk;
  const before = await priceOf('LZ-001');
  await parts.go('/parts/catalogue');
  await expect(page.getByRole('grid', { name: zh.part.list })).toContainText('BY-021');
  await page.keyboard.press('i');
  await expect(page.locator('.parts-drop')).toBeFocused();
  const csv = (rows: string[]) => Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`);
  const choose = (rows: string[]) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: '价目.csv', mimeType: 'text/csv', buffer: csv(rows) });
  const price = before / 100 + 5;
  await choose(['编码,用户价', `LZ-001,${price}`, 'LZ-002,十二']);
  const grid = page.getByRole('grid', { name: partsheet.list });
  await expect(grid).toContainText('十二');
  await page.keyboard.press('Control+Enter');
  expect(await priceOf('LZ-001')).toBe(before);
  await choose(['编码,用户价', `LZ-001,${price}`]);
  await expect(grid).toContainText(`${(before / 100).toFixed(2)} → ${price.toFixed(2)}`);
  await parts.expectAccessible();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => priceOf('LZ-001')).toBe(before + 500);
  await expect(page.getByRole('grid', { name: zh.part.list })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => priceOf('LZ-001')).toBe(before);
});
