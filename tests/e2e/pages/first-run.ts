import { expect, type Page } from '@playwright/test';

/** Before there is an outlet, and before somebody is in. */
export function gate(page: Page) {
  return {
    choice: (name: string) => page.getByRole('region', { name }),
    field: (name: string) =>
      page.getByRole('textbox', { name }).or(page.locator(`input[type="password"]`)).first(),
    pin: page.locator('input[type="password"]'),
    error: page.locator('.gate-box .ui-error'),
    people: page.getByRole('option'),
    /** Chooses a person by what is typed and waits for the PIN. */
    choose: async (text: string) => {
      const search = page.locator('.login-search input');
      await expect(search).toBeFocused();
      await page.keyboard.type(text);
      await expect(page.getByRole('option')).toHaveCount(1);
      await page.keyboard.press('Enter');
      await expect(page.locator('input[type="password"]')).toBeFocused();
    },
    enterPin: async (pin: string) => {
      await expect(page.locator('input[type="password"]')).toBeFocused();
      await page.keyboard.type(pin);
      await page.keyboard.press('Enter');
    },
  };
}
