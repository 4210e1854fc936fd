import { defineConfig } from '@playwright/test';
import { findBrowser } from './build/system.ts';

const browser = findBrowser();

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/fixtures/run-folder.ts',
  outputDir: 'test-results',
  // Each spec runs a browser, a shell and a host of its own: two at once on two cores only make both slow.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: browser ? { executablePath: browser } : {},
  },
});
