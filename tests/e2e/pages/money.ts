import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from '../fixtures/go.ts';
import { hit } from './room.ts';

/** The rooms of settlement. */
export function moneyRoom(page: Page) {
  return {
    dialog: page.getByRole('dialog'),
    document: page.locator('.doc'),
    table: (name: string) => page.getByRole('table', { name, exact: true }),
    row: (table: Locator, text: string | RegExp) => table.getByRole('row').filter({ hasText: text }),
    lines: page.locator('.vl-row'),
    pane: page.locator('.money-pane'),
    open: async (room: string) => {
      await goTo(page, `/money/${room}`);
      const tab = room === 'import' ? 'statements' : room;
      await expect(page).toHaveURL(new RegExp(`#/money/${room}$`));
      await expect(page.locator(`[data-tab="${tab}"]`)).toHaveAttribute('aria-selected', 'true');
    },
    /** Opens what a row leads to, by its own button. */
    enter: async (row: Locator) => {
      await row.getByRole('button').first().focus();
      await page.keyboard.press('Enter');
    },
    /** A button of the document, by Enter. */
    press: async (name: string) => {
      await page.locator('.doc').getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    },
    send: async () => {
      await hit(page, 'Control+Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    },
  };
}

/** A payer's file: their numbers and sums in yuan. */
export function statementFile(rows: readonly { number: string; day: string; yuan: string }[]): Buffer {
  const head = '序号,工单号,服务类型,完工日期,安装费,结算金额,结算状态';
  const lines = rows.map(
    (row, at) => `${at + 1},${row.number},安装,${row.day},${row.yuan},${row.yuan},已结算`,
  );
  return Buffer.from(`\uFEFF${[head, ...lines].join('\n')}`, 'utf8');
}
