import { expect, type Locator } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { queuesOf } from '../../../renderer/features/orders/views.ts';
import { ask } from '../fixtures/ask.ts';
import { ScreenPage } from './screen.ts';

export type ListedRow = NonNullable<OutputOf<'orders.slice'>['rows'][number]>;

/** The list of orders as a person at the keyboard uses it. */
export class ListPage extends ScreenPage {
  readonly rows = this.page.locator('.vl-row');
  readonly active = this.page.locator('.vl-row[data-active]');
  readonly grid = this.page.locator('.vl-scroll');
  readonly bar = this.page.locator('.ui-bulk');
  readonly line = this.page.locator('.ord-bulk-line');
  readonly news = this.page.locator('.ui-banner', { hasText: /有变化|很多工单变了/ });

  async open(view: string): Promise<void> {
    await this.go(`/orders?view=${view}`);
    // The last view's rows stay until the new ones are here; a few orders may come in between the two questions
    const { total } = await this.asked([...(queuesOf(view) ?? [])]);
    await expect.poll(async () => Math.abs((await this.total()) - total)).toBeLessThanOrEqual(5);
    await expect(this.rows.first()).toContainText(/\d{6}-\d{4}/);
    await this.grid.focus();
  }

  /** Rows of the whole list, as the grid tells readers. */
  async total(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  /** The platforms of the demo keep sending: a few orders may have come since it was counted. */
  async expectTotal(count: number): Promise<void> {
    await expect.poll(async () => Math.abs((await this.total()) - count)).toBeLessThanOrEqual(3);
  }

  /** What the host answers to the same question. */
  async asked(
    queues: string[],
    where: unknown = null,
    sort = 'deadline',
  ): Promise<{ total: number; rows: ListedRow[] }> {
    const { snapshotId, total } = await ask(this.page, 'orders.open', {
      filter: { queues },
      where,
      sort,
    } as never);
    const { rows } = await ask(this.page, 'orders.slice', { snapshotId, from: 0, to: 100 });
    return { total, rows: rows.filter((row) => row !== null) };
  }

  /** The focus lies on something that answers keys. */
  async expectFocus(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  }

  /** Presses the key a button shows: a person reads it there too. */
  async pressShown(button: Locator): Promise<void> {
    await expect(button).toBeEnabled();
    const names: Record<string, string> = { Ctrl: 'Control', Esc: 'Escape' };
    const parts = (await button.locator('kbd').innerText()).trim().split(' ');
    const keys = parts.map((part) => names[part] ?? part);
    // A capital alone would be typed with Shift
    const last = keys.at(-1) ?? '';
    if (!keys.includes('Shift') && last.length === 1) keys[keys.length - 1] = last.toLowerCase();
    await this.press(keys.join('+'));
  }

  /** A button of the head, of the bar below or of the line that tells what came of it. */
  button(name: string | RegExp): Locator {
    return this.page.locator('.ui-screen-head, .ui-bulk, .ord-bulk-line').getByRole('button', { name });
  }

  /** Opens a menu by its key and takes an entry by its word. */
  async take(menu: string | RegExp, entry: string | RegExp): Promise<void> {
    await this.pressShown(this.button(menu));
    const item = this.page.getByRole('menuitem', { name: entry });
    await expect(item).toBeVisible();
    const focused = this.page.locator('[role="menuitem"]:focus');
    await expect(focused).toHaveCount(1);
    for (let step = 0; step < 40 && (await item.and(focused).count()) === 0; step += 1) {
      const before = await focused.innerText();
      await this.press('ArrowDown');
      await expect(focused).not.toHaveText(before);
    }
    await expect(item).toBeFocused();
    await this.press('Enter');
    await expect(item).toHaveCount(0);
  }

  /** Adds a condition and says it: what, how and with what. */
  async addCondition(field: string, relation: string, value: string): Promise<void> {
    const { page } = this;
    const rules = await page.locator('[data-rule]').count();
    await page.getByRole('button', { name: '加条件' }).last().focus();
    await this.press('Enter');
    const row = page.locator('[data-rule]').nth(rules);
    const what = row.getByRole('combobox').first();
    await expect(what).toBeFocused();
    await what.fill(field);
    await this.takeTyped(field);
    await expect(what).toHaveValue(field);
    const how = row.getByRole('button', { name: /怎么比/ });
    await how.focus();
    await this.press('Enter');
    await this.takeListed(relation);
    await expect(how).toContainText(relation);
    const named = { name: '比什么' };
    const box = row.getByRole('combobox', named).or(row.getByRole('textbox', named));
    await box.focus();
    await box.fill(value);
    if ((await box.getAttribute('role')) !== 'combobox') return this.press('Tab');
    await this.takeTyped(value);
    await expect(row.locator('.rule-many button', { hasText: value })).toBeVisible();
    // More may be added to it; Tab goes on
    await this.press('Tab');
    await expect(this.page.getByRole('option')).toHaveCount(0);
  }

  /** Of what a field offers for the letters typed, the one that is called so. */
  private async takeTyped(option: string): Promise<void> {
    const wanted = this.page.getByRole('option', { name: option, exact: true }).first();
    await expect(wanted).toBeVisible();
    for (let step = 0; step < 20 && (await wanted.getAttribute('data-focused')) === null; step += 1)
      await this.press('ArrowDown');
    await expect(wanted).toHaveAttribute('data-focused', 'true');
    await this.press('Enter');
  }

  /** Of an open list without a field, the one that is called so. */
  async takeListed(option: string): Promise<void> {
    const wanted = this.page.getByRole('option', { name: option, exact: true });
    await expect(this.page.locator('[role="listbox"] :focus')).toHaveCount(1);
    await this.press('Home');
    for (let step = 0; step < 20; step += 1) {
      if (await wanted.evaluate((one) => one === document.activeElement)) break;
      await this.press('ArrowDown');
    }
    await expect(wanted).toBeFocused();
    await this.press('Enter');
    await expect(wanted).toHaveCount(0);
  }

  async selectAll(): Promise<void> {
    const total = await this.total();
    await this.grid.focus();
    await this.press('Control+a');
    await expect(this.bar).toContainText(`已选 ${total} 条`);
  }

  head(name: string): Locator {
    return this.page.getByRole('columnheader', { name });
  }
}
