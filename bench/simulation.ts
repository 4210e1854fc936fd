import { simulate } from './simulation-rig/simulate.ts';
import { dropTemplate } from './simulation-rig/world.ts';
import { figure, type BenchLine, type BenchOptions } from './support/line.ts';

const seeds = 1000;
const quickSeeds = 100;

/**
 * Seeded bad days over two platforms (see docs/crash.md). Ratio: seeds whose end differs from the oracle's ÷ seeds.
 * A failing seed is played again by `SEED=n npx vitest run tests/simulation`.
 */
export async function* run({ full = false, log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  const count = full ? seeds : quickSeeds;
  log?.(`${count} seeds`);
  const failed: { seed: number; problems: string[] }[] = [];
  const sums = { kills: 0, jumps: 0, orders: 0, told: 0 };
  for (let seed = 1; seed <= count; seed += 1) {
    const result = await simulate(seed);
    if (result.problems.length > 0) failed.push({ seed, problems: result.problems.slice(0, 3) });
    for (const name of ['kills', 'jumps', 'orders', 'told'] as const) sums[name] += result[name];
  }
  dropTemplate();
  yield {
    bench: 'simulation',
    ratio: figure(failed.length / count),
    goal: 0,
    ok: failed.length === 0,
    seeds: count,
    ...sums,
    failed: failed.slice(0, 20),
  };
}
