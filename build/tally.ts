/** Counting what the two test runners report, and holding the rule which tests may be skipped. */

/** Sums of one or more runs; `notes` are lines worth showing before the last one. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  notes: string[];
}

/** The mark a test must carry in its title or skip reason to be skipped: it needs Electron's own program. */
const ALLOWED = /@real-electron/;

export function addTally(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    notes: [...a.notes, ...b.notes],
  };
}

function countSkip(tally: Tally, title: string, reason: string): void {
  if (ALLOWED.test(`${title} ${reason}`)) {
    tally.skipped += 1;
    tally.notes.push(`skipped: ${title}${reason ? ` (${reason})` : ''}`);
  } else {
    tally.failed += 1;
    tally.notes.push(
      `failed: ${title} was skipped; only tests that need the real Electron may be (@real-electron)`,
    );
  }
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/**
 * Counts of vitest's JSON report (null if none was written). A file that fails without a failed test (it did not
 * load) counts as one; so does an exit code that no failure explains.
 */
export function vitestTally(report: unknown, exitCode: number): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const file of (report as VitestReport | null)?.testResults ?? []) {
    let failedHere = 0;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') failedHere += 1;
      else countSkip(tally, test.fullName, '');
    }
    if (file.status === 'failed' && failedHere === 0) {
      failedHere = 1;
      tally.notes.push(`failed: ${file.name}: ${file.message.split('\n')[0]}`);
    }
    tally.failed += failedHere;
  }
  return explain(tally, report, exitCode, 'vitest');
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    tests: { status: string; annotations: { type: string; description?: string }[] }[];
  }[];
}

/** Counts of Playwright's JSON report; a test that passed only when repeated counts as failed. */
export function playwrightTally(report: unknown, exitCode: number): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, notes: [] };
  const visit = (suite: PlaywrightSuite, path: string) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const title = `${path} › ${spec.title}`;
        if (test.status === 'expected') tally.passed += 1;
        else if (test.status === 'skipped') {
          countSkip(
            tally,
            title,
            test.annotations
              .map((note) => note.description ?? '')
              .join(' ')
              .trim(),
          );
        } else {
          tally.failed += 1;
          tally.notes.push(`failed: ${title}`);
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, path ? `${path} › ${inner.title}` : inner.title);
  };
  for (const suite of (report as { suites?: PlaywrightSuite[] } | null)?.suites ?? [])
    visit(suite, suite.title);
  return explain(tally, report, exitCode, 'playwright');
}

function explain(tally: Tally, report: unknown, exitCode: number, runner: string): Tally {
  if (report === null) {
    tally.failed += 1;
    tally.notes.push(`failed: ${runner} wrote no report (exit ${exitCode})`);
  } else if (exitCode !== 0 && tally.failed === 0) {
    tally.failed += 1;
    tally.notes.push(
      `failed: ${runner} ended with ${exitCode} although no test failed; see its output above`,
    );
  }
  return tally;
}
