import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** 打印 · 套打: forms, and the sheet on which their fields lie. */
export class FormsPage extends ScreenPage {
  readonly sheet = this.page.locator('.pf-sheet');
  readonly boxes = this.page.locator('.pf-box');
  readonly panel = this.page.locator('.pf-panel');

  async open(): Promise<void> {
    await this.go('/paper/forms');
    await expect(this.page.getByRole('tab', { selected: true }).first()).toBeVisible();
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }
}
