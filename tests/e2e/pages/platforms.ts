import { expect, type Page } from '@playwright/test';
import { goTo } from '../fixtures/go.ts';

/** The room of platforms: connections with their page, messages, data to sort out. */
export function platformsRoom(page: Page) {
  const document = page.locator('.doc');
  return {
    document,
    state: document.locator('.doc-facts').first(),
    rows: page.getByRole('option'),
    row: (name: string) => page.getByRole('option', { name }),
    field: (name: string) => document.getByRole('textbox', { name, exact: true }),
    open: async (id?: string) => {
      await goTo(page, id === undefined ? '/platforms' : `/platforms/${id}`);
      await expect(page.locator('.platform-list')).toBeVisible();
      if (id !== undefined) await expect(document).toContainText(id);
    },
  };
}
