import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { crashEverywhere, samplePrefixes } from '../../bench/crash-rig/check.ts';
import { fixturePath, unpackRecordings, type Recordings } from '../../bench/crash-rig/fixture.ts';
import { plainStores } from '../../bench/crash-rig/plain-stores.ts';
import { record, recordBirth } from '../../bench/crash-rig/record.ts';
import { canTrace } from '../../bench/crash-rig/strace.ts';

/** SEED=n takes other prefixes and other torn sectors. */
const seed = Number(process.env.SEED ?? 20261122);
// Hundreds of stores are opened; a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });
console.log(`crash: SEED=${seed}`);

describe('power cuts over the recording in the repository', () => {
  let seal = () => {};
  let recordings: Recordings;
  beforeAll(() => {
    seal = plainStores();
    recordings = unpackRecordings(readFileSync(fixturePath));
  });
  afterAll(() => seal());

  test('whatever had left is there, nothing is there by half, the log agrees', async () => {
    const { states, findings } = await crashEverywhere(
      recordings.full,
      samplePrefixes(recordings.full, 24, seed),
      { seed },
    );
    expect(findings).toEqual([]);
    expect(states).toBe(72);
  });

  test('the harness can fail: without syncs answered commands are lost', async () => {
    const { findings } = await crashEverywhere(recordings.off, samplePrefixes(recordings.off, 12, seed), {
      seed,
    });
    expect(
      findings
        .filter((one) => one.form === 'dropped')
        .map((one) => one.problem)
        .join('\n'),
    ).toMatch(/had left, the store ends at/);
    // All kept is what killing a process shows: there even this store looks well.
    expect(findings.filter((one) => one.form === 'kept')).toEqual([]);
  });
});

describe('power cuts over this program as it is now', () => {
  // strace sees the system calls themselves; set-up installs it where it may (build/system.ts).
  const traceable = canTrace();

  test('sealed stores keep what had left', async () => {
    if (!traceable)
      return console.log('crash: no strace here, the recording in the repository stands for this');
    const { full, off } = await record();
    expect((await crashEverywhere(full, samplePrefixes(full, 20, seed + 1), { seed })).findings).toEqual([]);
    const lost = await crashEverywhere(off, samplePrefixes(off, 8, seed + 1), {
      seed,
      onlyForms: ['dropped'],
    });
    expect(lost.findings.length).toBeGreaterThan(0);
  });

  test('a new outlet cut off in its first minute opens', async () => {
    if (!traceable)
      return console.log('crash: no strace here, the recording in the repository stands for this');
    const birth = recordBirth('FULL');
    expect((await crashEverywhere(birth, samplePrefixes(birth, 16, seed), { seed })).findings).toEqual([]);
  });
});
