import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** The first screen: numbers with keys, deadlines with their next step, the day of the people. */
export class TodayPage extends ScreenPage {
  get tiles(): Locator {
    return this.page.locator('.today-grid .ui-stat');
  }

  get lines(): Locator {
    return this.page.locator('.today-line');
  }

  get bars(): Locator {
    return this.page.locator('.today-bar');
  }

  async open(): Promise<void> {
    await this.go('/today');
    await expect(this.tiles.first()).toBeVisible({ timeout: 60_000 });
  }

  /** The number of a tile or chip by its word. */
  async numberOf(word: string): Promise<number> {
    const tile = this.tiles.filter({ hasText: word }).first();
    const text = await tile.locator('.ui-stat-num').innerText();
    return Number(text.replace(/\D/g, ''));
  }

  /** Focus at a row of the deadlines, walked to by arrows from where the main button leads. */
  async walkTo(at: number): Promise<void> {
    await this.lines.first().focus();
    for (let step = 0; step < at; step += 1) await this.press('ArrowDown');
    await expect(this.lines.nth(at)).toBeFocused();
  }
}
