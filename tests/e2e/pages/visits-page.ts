import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** 回单: the field for the code, and the form of the slip that lies open. */
export class VisitsPage extends ScreenPage {
  readonly scanField = this.page.locator('.vis-scan input');
  readonly form = this.page.locator('.vis-form');
  readonly head = this.page.locator('.vis-head');
  readonly done = this.page.locator('.vis-done');
  readonly refused = this.page.locator('.vis-scan [role="alert"], .vis-scan .ui-error');

  async open(): Promise<void> {
    await this.go('/visits');
    await expect(this.scanField).toBeFocused();
  }

  /** A scanner types the code into the field that has the focus and ends with Enter. */
  async scan(code: string): Promise<void> {
    await expect(this.scanField).toBeFocused();
    await this.page.keyboard.type(code);
    await this.press('Enter');
  }

  field(name: string): Locator {
    // By its label, not its role: while a list lies open over the form the rest of it has no roles for a reader
    return this.form.locator('input').and(this.form.getByLabel(name, { exact: true }));
  }

  /** Types into the field that Enter has led to, and goes on with Enter. */
  async type(name: string, text: string): Promise<void> {
    await expect(this.field(name)).toBeFocused();
    await this.page.keyboard.type(text);
    await expect(this.field(name)).toHaveValue(text);
    await this.press('Enter');
  }

  /** One letter of a row of letters that has the focus. */
  async letter(group: string, letter: string): Promise<void> {
    await expect(this.form.getByRole('radiogroup', { name: group })).toBeFocused();
    await this.press(letter);
  }
}
