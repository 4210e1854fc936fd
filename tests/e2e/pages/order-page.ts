import { expect, type Locator } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { ask } from '../fixtures/ask.ts';
import { ScreenPage } from './screen.ts';

/** One order's document beside its list. */
export class OrderPage extends ScreenPage {
  readonly head = this.page.locator('.doc-head');
  readonly facts = this.page.locator('.doc-facts').first();
  readonly timeline = this.page.locator('.timeline');

  /** A part of the document by its heading. */
  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** Found and opened as a person would: the palette, the number, Enter. */
  async openByKey(number: string): Promise<void> {
    await this.press('Control+k');
    await expect(this.page.getByRole('combobox').last()).toBeFocused();
    await this.page.keyboard.type(number);
    await expect(this.page.locator('.palette-list [role="option"]').first()).toContainText(number);
    await this.press('Enter');
    await expect(this.head).toContainText(number);
    await expect(this.head.getByRole('button').first()).toBeEnabled();
    await this.atRest();
  }

  /** What can be done here: the buttons of the head and what lies behind «more». */
  async actions(more: string): Promise<string[]> {
    const shown = await this.head.locator('.doc-actions button').allInnerTexts();
    await this.head.getByRole('button', { name: more }).focus();
    await this.press('Enter');
    const rest = this.page.getByRole('menuitem');
    await expect(rest.first()).toBeFocused();
    const names = await rest.evaluateAll((items) =>
      items.map((item) => item.querySelector('span')?.innerText.trim() ?? ''),
    );
    await this.press('Escape');
    await expect(rest).toHaveCount(0);
    return [...shown.map((text) => text.split('\n')[0]?.trim() ?? ''), ...names].filter(
      (text) => text !== '' && text !== more,
    );
  }

  /** Opens a question of the document by its key and waits until it has the focus. */
  async question(key: string): Promise<void> {
    await this.press(key);
    await expect(this.dialog).toBeVisible();
    await this.expectFocusKept();
  }

  /** The open question is answered and gone; the focus went back to something. */
  async answered(...keys: string[]): Promise<void> {
    await this.press(...keys);
    await expect(this.dialog).toHaveCount(0);
    await this.expectFocusKept();
  }

  async expectFocusKept(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => document.activeElement?.tagName ?? 'BODY'))
      .not.toBe('BODY');
  }

  /** The order as the store has it. */
  async stored(id: string): Promise<OutputOf<'orders.get'>['order']> {
    return (await ask(this.page, 'orders.get', { id })).order;
  }
}
