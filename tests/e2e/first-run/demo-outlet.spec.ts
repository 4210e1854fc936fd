import { expect, test } from '@playwright/test';
import { openBrowserDesk } from '../fixtures/desk.ts';
import { gate } from '../pages/first-run.ts';

test('the demo outlet opens by one key and lets people in while older months are still being written', async () => {
  test.setTimeout(300_000);
  const desk = await openBrowserDesk({ empty: true });
  try {
    const { page } = desk;
    const door = gate(page);
    await expect(door.choice('演示网点')).toBeVisible();
    await page.keyboard.press('1');
    await expect(page.getByRole('progressbar')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁在用这台电脑', { timeout: 200_000 });
    await expect(door.people).not.toHaveCount(0);
    await door.choose('S02');
    await door.enterPin('510102');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('蓝小筝');
  } finally {
    await desk.close();
  }
});
