import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** 打印: the queue and its papers. */
export class PaperPage extends ScreenPage {
  readonly rows = this.page.locator('.pap-card tbody tr');
  readonly sheet = this.page.locator('.pap-sheet');

  async open(view: 'queue' | 'printers' | 'count' = 'queue'): Promise<void> {
    await this.go(`/paper/${view}`);
    await expect(this.page.getByRole('tab', { selected: true }).first()).toBeVisible();
  }

  row(number: string): Locator {
    return this.rows.filter({ hasText: number });
  }

  /** Reaches a button of a row with Tab's focus and presses it. */
  async act(row: Locator, name: string): Promise<void> {
    await row.getByRole('button', { name }).focus();
    await this.press('Enter');
  }
}
