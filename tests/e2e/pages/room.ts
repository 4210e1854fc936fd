import { expect, type Locator, type Page } from '@playwright/test';
import { axeFindings } from '../fixtures/axe.ts';

/** What every room has in common: opened by address, judged in both themes, read in English. */
export async function openRoom(page: Page, hash: string): Promise<void> {
  await page.evaluate((wanted) => {
    location.hash = wanted;
  }, hash);
}

const themeOf = (page: Page) => page.locator('html').getAttribute('data-theme');

/** One command of the palette, by what a person types. */
export async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox').last();
  await expect(box).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.locator('.palette-list [role="option"]')).not.toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('.palette')).toHaveCount(0);
}

/** axe in the theme that is on and in the other one; the first theme is put back. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  const before = await themeOf(page);
  await toggleTheme(page, before);
  expect(await axeFindings(page)).toEqual([]);
  const other = await themeOf(page);
  await toggleTheme(page, other);
}

async function toggleTheme(page: Page, from: string | null): Promise<void> {
  const button = page.locator('.gate-top button').last();
  if (await button.isVisible()) {
    const before = await page.evaluateHandle(() => document.activeElement);
    await button.focus();
    await page.keyboard.press('Enter');
    await before.evaluate((one) => (one as HTMLElement | null)?.focus());
  } else await page.keyboard.press('Control+Shift+T');
  if (from !== null) await expect(page.locator('html')).not.toHaveAttribute('data-theme', from);
}

/** Chinese words of ours that stand on an English page: headings, labels, buttons, heads of columns, hints. */
export async function chineseLeft(page: Page, data = 'none'): Promise<string[]> {
  return page.evaluate((exempt) => {
    const ours =
      'h1, h2, h3, button, label, th, dt, .muted, .ui-pill, [role="tab"], [role="columnheader"], [role="status"], [role="option"], .ui-help';
    return [...document.querySelectorAll<HTMLElement>(ours)]
      .filter((one) => !one.closest(`.topbar, .gate-top, ${exempt}`))
      .map((one) => one.innerText ?? '')
      .filter((text) => /[\u4e00-\u9fff]/.test(text));
  }, data);
}

/** A field of a dialog or page by its label, filled by keys alone. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.press('Control+a');
  await field.pressSequentially(text);
  await expect(field).toHaveValue(text);
}

/** One of a few, by keys: opened, gone to by its first letters' row, taken. */
export async function choose(scope: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'keyboard' in scope ? scope : scope.page();
  const box = scope.locator('.ui-field', { hasText: label }).getByRole('button').first();
  await box.focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('listbox').last();
  await expect(list).toBeVisible();
  const wanted = list.getByRole('option', { name: option, exact: true });
  const rows = await list.getByRole('option').count();
  await page.keyboard.press('Home');
  for (let step = 0; step < rows; step += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(box).toContainText(option);
}

/** An entry of a menu, by keys. */
export async function takeFromMenu(page: Page, button: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).focus();
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('menuitem', { name: entry });
  await expect(wanted).toBeVisible();
  const rows = await page.getByRole('menuitem').count();
  for (let step = 0; step < rows; step += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeFocused();
  await page.keyboard.press('Enter');
}

/** Goes to a tab by arrows, from the one that is on. */
export async function goToTab(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('tab', { name });
  await expect(wanted).toBeVisible();
  const tabs = await page.getByRole('tab').count();
  await page.locator('[role="tab"][aria-selected="true"]').first().focus();
  for (let step = 0; step < tabs; step += 1) {
    if ((await wanted.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('[role="tab"]:focus')).toHaveAttribute('aria-selected', 'true');
  }
  await expect(wanted).toHaveAttribute('aria-selected', 'true');
}
