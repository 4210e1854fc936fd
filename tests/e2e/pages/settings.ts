import { expect, type Page } from '@playwright/test';
import { goTo } from '../fixtures/go.ts';
import { goToTab, hit } from './room.ts';

/** The room of settings: one view each for outlet, hours, looks, copies, rooms. */
export function settingsRoom(page: Page) {
  return {
    open: async (view: string) => {
      await goTo(page, '/settings');
      await goToTab(page, view);
      await expect(page.locator('.ui-page')).toBeVisible();
    },
    field: (name: string) => page.getByRole('textbox', { name, exact: true }),
    save: () => hit(page, 'Control+s'),
  };
}
