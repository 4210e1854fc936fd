import { expect, type Locator, type Page } from '@playwright/test';
import { axeFindings } from '../fixtures/axe.ts';

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

/** Presses a key once a button shows it and may be pressed: a person reads the key there too. */
export async function hit(page: Page, key: string): Promise<void> {
  const words: Record<string, string> = { Control: 'Ctrl', Escape: 'Esc' };
  const shown = key
    .split('+')
    .map((part) => words[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ');
  const buttons = page.locator('button:enabled');
  const cap = page.locator('kbd', { hasText: new RegExp(`^${shown}$`) });
  await expect(buttons.filter({ has: cap }).first()).toBeVisible();
  await page.keyboard.press(key);
}

/** A field of a dialog or page by its label, filled by keys alone. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.press('Control+a');
  await field.pressSequentially(text);
  await expect(field).toHaveValue(text);
}

/** One of a few, by keys: opened, gone to by its row, taken. A note at its right does not belong to the name. */
export async function choose(scope: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'keyboard' in scope ? scope : scope.page();
  const box = scope.locator('.ui-field', { hasText: label }).getByRole('button').first();
  await expect(box).toBeEnabled();
  await box.focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('listbox').last();
  await walk(page, list, list.getByRole('option'), option);
  await page.keyboard.press('Enter');
  await expect(box).toContainText(option);
}

/** An entry of a menu, by keys. */
export async function takeFromMenu(page: Page, button: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu').last();
  await walk(page, menu, menu.getByRole('menuitem'), entry);
  await page.keyboard.press('Enter');
}

/** From the first of the rows down to the wanted one; every step is seen before the next, else keys run ahead. */
async function walk(page: Page, list: Locator, rows: Locator, name: string): Promise<void> {
  const named = rows.filter({ has: page.getByText(name, { exact: true }) });
  await expect(named).toHaveCount(1);
  // What opens takes the focus by itself; a key before that would go to what lies below
  await expect(list.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Home');
  const enabled = rows.and(page.locator(':not([aria-disabled="true"])'));
  const at = await enabled.evaluateAll(
    (ones, wanted) => ones.findIndex((one) => one.querySelector('span')?.innerText.trim() === wanted),
    name,
  );
  for (let step = 0; step <= at; step += 1) {
    if (step > 0) await page.keyboard.press('ArrowDown');
    await expect(enabled.nth(step)).toBeFocused();
  }
  await expect(named).toBeFocused();
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
