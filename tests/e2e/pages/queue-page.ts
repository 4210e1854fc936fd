import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** A room in which one thing comes after the other: list at the left, what is to be decided at the right. */
export class QueuePage extends ScreenPage {
  readonly items = this.page.locator('.queue-side [role="option"]');
  readonly chosen = this.page.locator('.queue-side [role="option"][aria-selected="true"]');
  readonly desk = this.page.locator('.queue-desk');
  readonly first = this.page.locator('.queue-decide button').first();

  item(name: string): Locator {
    return this.items.filter({ hasText: name });
  }

  /** Walks to an entry by arrows and waits until it can be decided, or is there though somebody else holds it. */
  async goTo(name: string, options: { held?: boolean } = {}): Promise<void> {
    await expect(this.item(name)).toHaveCount(1);
    await expect(this.chosen).toHaveCount(1);
    // read anew before each step: entries come and go and change places on the way
    const places = () =>
      this.items.evaluateAll(
        (all, wanted) => ({
          from: all.findIndex((one) => one.getAttribute('aria-selected') === 'true'),
          to: all.findIndex((one) => one.textContent.includes(wanted)),
        }),
        name,
      );
    await expect(async () => {
      for (let { from, to } = await places(); from !== to; { from, to } = await places()) {
        await this.press(to > from ? 'ArrowDown' : 'ArrowUp');
        const before = from;
        await expect.poll(async () => (await places()).from).not.toBe(before);
      }
      await expect(this.chosen).toContainText(name);
    }).toPass();
    await expect(this.desk.locator('.doc-head')).toBeVisible();
    if (options.held !== true) await expect(this.first).toBeEnabled();
  }

  /** Something on the page has the focus: the next key is not lost. */
  async expectFocus(): Promise<void> {
    await expect(this.page.locator(':focus')).not.toHaveCount(0);
  }
}
