/**
 * `npm test`: sees to browser and font, builds what the tests start, runs vitest, then Playwright, adds up.
 * The last line is `N passed, N failed, N skipped`. A test may be skipped only if it needs the real Electron
 * program and says so (`@real-electron` in its title or in the reason); any other skip counts as failed.
 *
 * `npm test -- PATTERN…` passes patterns to vitest alone (a quick run while working).
 */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { bundle } from './bundle.ts';
import { ROOT, errorText, runNode, showTime } from './steps.ts';
import { prepareSystem } from './system.ts';
import { type Tally, addTally, playwrightTally, vitestTally } from './tally.ts';

const patterns = process.argv.slice(2);
const times: [string, number][] = [];
let total: Tally = { passed: 0, failed: 0, skipped: 0, notes: [] };

async function part(name: string, work: () => Promise<void> | void): Promise<void> {
  const begun = Date.now();
  try {
    await work();
  } catch (error) {
    total = addTally(total, {
      passed: 0,
      failed: 1,
      skipped: 0,
      notes: [`${name}: ${errorText(error)}`],
    });
  }
  times.push([name, Date.now() - begun]);
}

const readReport = (file: string): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;

const reports = mkdtempSync(join(tmpdir(), 'outlet-desk-test-'));
const hasSpecs = globSync('tests/e2e/**/*.spec.ts', { cwd: ROOT }).length > 0;

await part('system', () => {
  const browser = prepareSystem(true, (line) => console.log(line));
  process.env.CHROME_PATH = browser;
});
await part('build', async () => {
  await bundle({ log: (line) => console.log(line) });
});
await part('vitest', async () => {
  const report = join(reports, 'vitest.json');
  const run = await runNode([
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...patterns,
  ]);
  total = addTally(total, vitestTally(readReport(report), run.code));
});
if (hasSpecs && patterns.length === 0) {
  await part('playwright', async () => {
    const report = join(reports, 'playwright.json');
    const run = await runNode(
      [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      {
        env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_HTML_OPEN: 'never' },
      },
    );
    total = addTally(total, playwrightTally(readReport(report), run.code));
  });
}
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const note of total.notes) console.log(note);
console.log(times.map(([name, ms]) => `${name} ${showTime(ms)}`).join(' · '));
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
