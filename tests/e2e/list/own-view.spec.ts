import { expect, test } from '@playwright/test';
import { type BrowserDesk, openBrowserDesk, people } from '../fixtures/desk.ts';
import { ListPage } from '../pages/list-page.ts';

let desk: BrowserDesk;
let list: ListPage;
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  desk = await openBrowserDesk();
  await desk.login(people.manager);
  list = new ListPage(desk.page);
});
test.afterAll(() => desk?.close());

const height = async () => (await list.rows.first().boundingBox())?.height;

/** Rows closer or wider, in the dialog of columns. */
async function choose(from: string, to: string, key: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
  await list.pressShown(list.button(/^列/));
  await list.dialog.getByRole('radio', { name: from }).focus();
  await list.press(key);
  await expect(list.dialog.getByRole('radio', { name: to })).toHaveAttribute('aria-checked', 'true');
  await list.press('Escape');
  await expect(list.dialog).toHaveCount(0);
}

test('the height of rows is kept in an own view: with it rows are wide, whatever they were before, and after a reload', async () => {
  const { page } = desk;
  await list.open('visit');
  const close = await height();
  await choose('紧凑', '宽松', 'ArrowRight');
  await expect.poll(height).toBeGreaterThan(close ?? 0);
  const wide = await height();
  await list.grid.focus();
  await list.press('Shift+S');
  await expect(list.dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('看得清的');
  await list.press('Enter');
  await expect(list.dialog).toHaveCount(0);

  await list.open('dispatch');
  await choose('宽松', '紧凑', 'ArrowLeft');
  await expect.poll(height).toBe(close);
  await list.take(/^(视图|看得清的)/, /看得清的/);
  await expect(list.button(/看得清的/)).toBeVisible();
  await expect.poll(height).toBe(wide);

  await choose('宽松', '紧凑', 'ArrowLeft');
  // Changed beside what is kept: the view says so
  await expect(list.button(/看得清的 \*/)).toBeVisible();
  await page.reload();
  await expect(list.rows.first()).toContainText(/\d{6}-\d{4}/);
  await expect.poll(height).toBe(close);
  await list.grid.focus();
  await list.take(/^(视图|看得清的)/, /看得清的/);
  await expect.poll(height).toBe(wide);
  await list.expectFocus();
});
