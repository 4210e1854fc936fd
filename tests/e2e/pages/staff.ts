import { expect, type Page } from '@playwright/test';
import { goTo } from '../fixtures/go.ts';
import { hit } from './room.ts';

/** The room of people: list | document. */
export function staffRoom(page: Page) {
  const document = page.locator('.doc');
  const section = (title: string) => document.getByRole('region', { name: title, exact: true });
  return {
    document,
    section,
    row: (name: string) => page.locator('.vl-row', { hasText: name }),
    dialog: page.getByRole('dialog'),
    open: async (id?: string) => {
      await goTo(page, id === undefined ? '/staff' : `/staff/${id}`);
      await expect(page.locator('.vl-row').first()).toBeVisible();
      if (id !== undefined) await expect(document).toContainText(id);
    },
    /** Opens what changes a section, by its own button. */
    change: async (title: string, word: string) => {
      await section(title).getByRole('button', { name: word }).first().focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    /** Sends the dialog off and waits until it is gone. */
    save: async () => {
      await hit(page, 'Control+Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    },
  };
}
