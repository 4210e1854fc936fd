import { defineConfig } from 'vitest/config';

/** Folders of tests that touch no store, no network and no child process: they make up the fast part of `npm run check`. */
const FAST = ['domain', 'contract', 'i18n', 'layers'];
const fastFiles = FAST.map((area) => `tests/${area}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    // Tests run TypeScript as the program does; nothing is transformed for a browser here.
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
    projects: [
      { extends: true, test: { name: 'unit', include: fastFiles } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...fastFiles, 'tests/e2e/**', '**/node_modules/**'],
        },
      },
    ],
  },
});
