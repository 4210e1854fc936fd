import { expect, type Locator } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { ask } from '../fixtures/ask.ts';
import { ScreenPage } from './screen.ts';

type Order = OutputOf<'orders.get'>['order'];

/** A dispatcher with the phone at her ear: orders are found by what the other side says, and everything is a key. */
export class DayPage extends ScreenPage {
  readonly document = this.page.locator('.doc');

  /** By a number through the palette, as when somebody reads it out; the document stands open then. */
  async find(number: string, name: string): Promise<void> {
    await this.press('Control+k');
    await expect(this.page.getByRole('combobox').last()).toBeFocused();
    await this.page.keyboard.type(number);
    await expect(this.page.locator('.palette-list [role="option"]').first()).toContainText(name, {
      timeout: 90_000,
    });
    await this.press('Enter');
    await expect(this.document).toContainText(number);
    await expect(this.page).toHaveURL(/#\/orders\/[0-9a-f-]{36}/);
  }

  /** The open order as the store has it. */
  async order(): Promise<Order> {
    const id = /#\/orders\/([0-9a-f-]{36})/.exec(this.page.url())?.[1] ?? '';
    return (await ask(this.page, 'orders.get', { id })).order;
  }

  async expectQueue(queue: string): Promise<void> {
    await expect.poll(async () => (await this.order()).queue).toBe(queue);
  }

  /** Chooses one of a few by the number beside it. */
  async pick(name: string | RegExp): Promise<void> {
    const one = this.dialog.getByRole('radio', { name }).and(this.page.locator(':enabled')).first();
    await this.press((await one.locator('kbd').innerText()).trim());
    await expect(one).toHaveAttribute('aria-checked', 'true');
  }

  /** Goes to a button of the dialog and takes it; the dialog is gone then. */
  async finish(button: string | RegExp): Promise<void> {
    const one: Locator = this.dialog.getByRole('button', { name: button });
    await expect(one).toBeEnabled();
    await one.focus();
    await this.press('Enter');
    await expect(this.dialog).toHaveCount(0);
  }
}
