import { expect, test } from 'vitest';
import { addTally, playwrightTally, vitestTally } from '../../build/tally.ts';

const file = (status: string, ...tests: [string, string][]) => ({
  name: 'tests/a.test.ts',
  status,
  message: 'boom\nstack',
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});

test('counts vitest results', () => {
  const report = {
    testResults: [file('passed', ['a', 'passed'], ['b', 'passed']), file('failed', ['c', 'failed'])],
  };
  expect(vitestTally(report, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 0 });
});

test('a file that does not load, a missing report and an unexplained exit code are failures', () => {
  expect(vitestTally({ testResults: [file('failed')] }, 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(vitestTally(null, 1)).toMatchObject({ failed: 1 });
  expect(vitestTally({ testResults: [file('passed', ['a', 'passed'])] }, 1)).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test('only what needs the real Electron may be skipped', () => {
  const report = {
    testResults: [
      file('passed', ['fuses at run time @real-electron', 'skipped'], ['later', 'todo'], ['x', 'pending']),
    ],
  };
  const tally = vitestTally(report, 0);
  expect(tally).toMatchObject({ passed: 0, failed: 2, skipped: 1 });
  expect(tally.notes.join('\n')).toContain('skipped: fuses at run time @real-electron');
});

test('counts Playwright results through nested suites; a flaky test is a failed one', () => {
  const spec = (title: string, status: string, description = '') => ({
    title,
    tests: [{ status, annotations: description ? [{ type: 'skip', description }] : [] }],
  });
  const report = {
    suites: [
      {
        title: 'walk.spec.ts',
        specs: [spec('one', 'expected'), spec('two', 'flaky')],
        suites: [
          {
            title: 'inner',
            specs: [spec('three', 'skipped', 'no program here @real-electron'), spec('four', 'unexpected')],
          },
        ],
      },
    ],
  };
  const tally = playwrightTally(report, 1);
  expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
  expect(tally.notes).toContain('skipped: walk.spec.ts › inner › three (no program here @real-electron)');
});

test('sums', () => {
  const one = { passed: 1, failed: 2, skipped: 3, notes: ['a'] };
  expect(addTally(one, { passed: 10, failed: 20, skipped: 30, notes: ['b'] })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
    notes: ['a', 'b'],
  });
});
