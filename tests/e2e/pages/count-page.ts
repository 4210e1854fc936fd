import { expect, type Page } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { ask } from '../fixtures/ask.ts';
import { ScreenPage } from './screen.ts';

type Head = OutputOf<'parts.countGet'>['count'];
type Line = OutputOf<'parts.countLines'>['rows'][number];

/** 盘点: one stocktake in one window. */
export class CountPage extends ScreenPage {
  readonly list = this.page.locator('.vl-scroll');
  readonly code = this.page.locator('input.count-code');
  readonly told = this.page.locator('.count-told');
  readonly document = this.page.locator('.doc');

  /** The number at the end of the address. */
  async id(): Promise<string> {
    await expect(this.page).toHaveURL(/#\/parts\/count\/[^/]+$/);
    return this.page.url().split('/').at(-1) ?? '';
  }

  /** Types a code into the field as a hand does, and Enter; waits until it was answered. */
  async type(code: string): Promise<void> {
    await expect(this.code).toBeFocused();
    await this.page.keyboard.type(code);
    await this.page.keyboard.press('Enter');
    await expect(this.code).toHaveValue('');
  }

  async head(id: string): Promise<Head> {
    return (await ask(this.page, 'parts.countGet', { id })).count;
  }

  async lines(id: string, view: 'all' | 'differing' | 'left' = 'all'): Promise<Line[]> {
    return (await ask(this.page, 'parts.countLines', { countId: id, view, limit: 500 })).rows;
  }

  async line(id: string, code: string): Promise<Line | undefined> {
    return (await this.lines(id)).find((one) => one.code === code);
  }
}

/** Good ones of a part in the main store by the book, thousandths. */
export async function onHand(page: Page, partId: string): Promise<number> {
  const { balances } = await ask(page, 'parts.get', { id: partId });
  return balances
    .filter((row) => row.locationId === 'K-MAIN' && row.condition === 'good')
    .reduce((sum, row) => sum + row.quantityMilli, 0);
}
