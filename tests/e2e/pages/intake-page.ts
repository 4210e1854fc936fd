import { expect, type Locator } from '@playwright/test';
import { command } from './room.ts';
import { ScreenPage } from './screen.ts';

/** The form of a new order, as it is filled in with a phone in the other hand. */
export class IntakePage extends ScreenPage {
  readonly known = this.page.locator('.ord-known');
  readonly warnings = this.page.locator('.ord-known .ord-warn');
  /** What is wrong or missing; an open list of choices hides it from readers, not from the eye. */
  readonly sentence = this.page.locator('.ui-dialog .ui-error');
  readonly options = this.page.getByRole('option');

  async open(): Promise<void> {
    await command(this.page, 'xjgd');
    await expect(this.dialog).toBeVisible();
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  choice(label: string): Locator {
    return this.dialog.getByRole('combobox', { name: label });
  }

  /** Tab until a field has the focus; what lies between is passed as a person passes it. */
  async tabTo(field: Locator): Promise<void> {
    await expect(field).toBeEnabled();
    for (let step = 0; step < 8; step += 1) {
      await this.press('Tab');
      if (await field.evaluate((one) => one === document.activeElement)) return;
    }
    await expect(field).toBeFocused();
  }

  /** Finds one of many by typing and takes it with Enter. */
  async take(field: Locator, words: string, found: RegExp): Promise<void> {
    await this.page.keyboard.type(words);
    await expect(this.options.first()).toContainText(found);
    await this.press('ArrowDown', 'Enter');
    await expect(this.options).toHaveCount(0);
    await expect(field).toHaveValue(found);
  }

  /** The first slot with room, by arrows; what is free stands at every one of them. */
  async takeFree(slot: Locator): Promise<string> {
    await expect(this.options.first()).toContainText(/余 \d|满|已过|停约/);
    const active = this.page.locator('[role="option"][data-focused]');
    for (let step = 0; step < 12; step += 1) {
      await this.press('ArrowDown');
      await expect(active).toHaveCount(1);
      if (/余 [1-9]/.test(await active.innerText())) break;
    }
    await this.press('Enter');
    await expect(this.options).toHaveCount(0);
    await expect(slot).not.toHaveValue('');
    return slot.inputValue();
  }

  /** Counts every key from here on, in the window itself. */
  async countKeys(): Promise<() => Promise<number>> {
    await this.page.evaluate(() => {
      const counter = window as unknown as { keysPressed: number };
      counter.keysPressed = 0;
      window.addEventListener('keydown', () => (counter.keysPressed += 1), true);
    });
    return () => this.page.evaluate(() => (window as unknown as { keysPressed: number }).keysPressed);
  }
}
