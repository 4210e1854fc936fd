import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** 打印 · 模板: how a paper is set, and how it comes out. */
export class TemplatesPage extends ScreenPage {
  readonly blocks = this.page.locator('.ptm-block');
  readonly preview = this.page.locator('.ptm-preview');
  readonly faults = this.page.locator('.ptm-list .ui-error');

  async open(kind: string, paper: string): Promise<void> {
    await this.go(`/paper/templates/${kind}/${paper}`);
    await expect(this.blocks.first()).toBeVisible();
    await expect(this.preview.locator('.row').first()).toBeVisible();
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }
}
