import { readFileSync } from 'node:fs';
import { crashEverywhere, prefixesOf, samplePrefixes } from './crash-rig/check.ts';
import { fixturePath, unpackRecordings } from './crash-rig/fixture.ts';
import { plainStores } from './crash-rig/plain-stores.ts';
import { record, recordBirth } from './crash-rig/record.ts';
import { canTrace } from './crash-rig/strace.ts';
import type { Recording } from './crash-rig/trace.ts';
import type { BenchLine, BenchOptions } from './support/line.ts';

const seed = 20261122;

/**
 * Every prefix of the recorded operations in three forms. Ratio: states that lost something ÷ states, goal none; and
 * the harness must find losses in a store that does not sync.
 */
export async function* run({ full = false, log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  const live = canTrace();
  log?.(live ? 'recording this program under strace' : 'no strace here: the recording in the repository');
  const seal = live ? () => {} : plainStores();
  try {
    const recordings = live ? await record() : unpackRecordings(readFileSync(fixturePath));
    const pick = (recording: Recording) =>
      full ? prefixesOf(recording) : samplePrefixes(recording, 200, seed);
    yield await lineOver('crash', recordings.full, pick(recordings.full));
    if (live) {
      const birth = recordBirth('FULL');
      yield await lineOver('crash.birth', birth, pick(birth));
    }
    const lost = await crashEverywhere(recordings.off, samplePrefixes(recordings.off, 40, seed), { seed });
    yield {
      bench: 'crash.can_fail',
      // Turned round so that less is better, as everywhere: 0 when losses were found.
      ratio: lost.findings.length > 0 ? 0 : 1,
      goal: 0,
      ok: lost.findings.length > 0,
      states: lost.states,
      found: lost.findings.length,
      seed,
    };
  } finally {
    seal();
  }
}

async function lineOver(bench: string, recording: Recording, prefixes: number[]): Promise<BenchLine> {
  const { states, findings } = await crashEverywhere(recording, prefixes, { seed });
  const share = findings.length / Math.max(1, states);
  return {
    bench,
    ratio: Number(share.toPrecision(4)),
    goal: 0,
    ok: findings.length === 0 && states > 0,
    steps: recording.ops.length,
    prefixes: prefixes.length,
    states,
    findings: findings.slice(0, 5),
    seed,
  };
}
