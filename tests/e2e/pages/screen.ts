import { expect, type Page } from '@playwright/test';
import { axeFindings } from '../fixtures/axe.ts';
import { goTo } from '../fixtures/go.ts';

/** What every room's page object stands on: addresses, looks, and what must hold of any screen. */
export class ScreenPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Changes the address as a link would: nothing is loaded again. */
  async go(hash: string): Promise<void> {
    await goTo(this.page, hash);
    await this.atRest();
  }

  /** Nothing is drawn as a bone any more. */
  async atRest(): Promise<void> {
    await expect(this.page.locator('.ui-bones, .vl-bone')).toHaveCount(0);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Theme as the person's setting would make it, at once. */
  async wear(theme: 'light' | 'dark'): Promise<void> {
    await this.page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
  }

  /** Axe in both themes; the page stays light. */
  async expectAccessible(): Promise<void> {
    for (const theme of ['dark', 'light'] as const) {
      await this.wear(theme);
      expect(await axeFindings(this.page), theme).toEqual([]);
    }
  }

  /** Words of ours in a part of the screen; names and places of the shop's own are taken out by the caller's choice. */
  async expectEnglish(...selectors: string[]): Promise<void> {
    for (const selector of selectors) {
      const found = this.page.locator(selector);
      await expect(found.first(), selector).toBeVisible();
      for (const text of await found.allInnerTexts())
        expect(text, selector).not.toMatch(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/);
    }
  }

  get toast() {
    return this.page.locator('.ui-toast');
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  /** Takes an option of a select in a dialog by keys: the button is reached, opened, and its letters are not needed. */
  async takeOption(label: string, at = 0): Promise<void> {
    await this.dialog.getByRole('button', { name: label }).focus();
    await this.press('ArrowDown');
    const options = this.page.getByRole('option');
    await expect(options.first()).toBeFocused();
    for (let step = 0; step < at; step += 1) await this.press('ArrowDown');
    await this.press('Enter');
    await expect(options).toHaveCount(0);
  }
}
