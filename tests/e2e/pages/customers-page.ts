import { expect } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** The room of users: search, list and the file of one. */
export class CustomersPage extends ScreenPage {
  readonly box = this.page.locator('.ui-screen input').first();
  readonly rows = this.page.locator('.vl-row');
  readonly file = this.page.locator('.doc');

  async open(): Promise<void> {
    await this.go('/customers');
    await expect(this.rows.first()).toBeVisible();
  }

  /** Words into the box, Enter to the first of the list; waits until only so many are there. */
  async find(words: string, count: number): Promise<void> {
    await this.box.focus();
    await this.press('Control+a');
    await this.page.keyboard.type(words);
    await expect(this.box).toHaveValue(words);
    await expect(this.rows).toHaveCount(count);
    await expect(this.rows.first()).toContainText(words.slice(-4));
    await this.press('Enter');
    await expect(this.rows.first()).toHaveAttribute('aria-selected', 'true');
  }
}
