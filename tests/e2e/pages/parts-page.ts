import { expect, type Locator } from '@playwright/test';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { ask } from '../fixtures/ask.ts';
import { ScreenPage } from './screen.ts';

type Bag = OutputOf<'parts.bags'>['bags'][number];

/** 仓库: stock, issue, bags, papers. */
export class PartsPage extends ScreenPage {
  readonly list = this.page.locator('.vl-scroll');
  readonly document = this.page.locator('.doc-head');
  readonly lines = this.page.locator('.parts-issue-table tbody tr');

  async open(view: 'stock' | 'issue' | 'bags' | 'papers', id?: string): Promise<void> {
    await this.go(id === undefined ? `/parts/${view}` : `/parts/${view}/${id}`);
    await expect(this.page.locator('.vl-row').first()).toBeVisible();
  }

  /**
   * A scanner's burst while no field has the focus: all keys at once, ended by Enter. Keys sent one by one could come
   * slower than a scanner's on a busy machine and would be taken for typing.
   */
  async scan(code: string): Promise<void> {
    await this.page.evaluate((text) => {
      const target = document.activeElement ?? document.body;
      for (const key of [...text, 'Enter'])
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, code);
  }

  line(code: string): Locator {
    return this.lines.filter({ hasText: code });
  }

  async bagOf(staffId: string): Promise<Bag> {
    const { bags } = await ask(this.page, 'parts.bags', {});
    const bag = bags.find((one) => one.staffId === staffId);
    if (!bag) throw new Error(`no bag of ${staffId}`);
    return bag;
  }

  /** Good ones of a part in a bag, thousandths. */
  async inBag(staffId: string, partId: string): Promise<number> {
    const { lines } = await ask(this.page, 'parts.bag', { staffId });
    return lines
      .filter((line) => line.partId === partId && line.condition === 'good')
      .reduce((sum, line) => sum + line.onHandMilli, 0);
  }

  async inStore(partId: string): Promise<number> {
    return (await ask(this.page, 'parts.get', { id: partId })).part.storeMilli;
  }
}
