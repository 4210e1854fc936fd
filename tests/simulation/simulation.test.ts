import { afterAll, expect, test, vi } from 'vitest';
import { platforms } from '../../main/platforms/index.ts';
import type { SyncPorts } from '../../main/services/sync/ports.ts';
import { simulate, type SimulationResult } from '../../bench/simulation-rig/simulate.ts';
import { dropTemplate } from '../../bench/simulation-rig/world.ts';

/** SEED=n replays one seed, e.g. one that the bench found. */
const only = process.env.SEED === undefined ? null : Number(process.env.SEED);
const seedsPerTest = 10;
const firstSeeds = only === null ? [1, 11, 21, 31, 41] : [only];
// Hundreds of stores are opened; a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });
afterAll(dropTemplate);
console.log(`simulation: seeds ${only ?? '1 to 50'}; replay one with SEED=n`);

async function runSeeds(first: number, count: number): Promise<SimulationResult[]> {
  const results: SimulationResult[] = [];
  for (let seed = first; seed < first + count; seed += 1) results.push(await simulate(seed));
  return results;
}

test.each(firstSeeds)(
  'whatever happens, the platforms and we agree in the end (from seed %i)',
  async (first) => {
    const results = await runSeeds(first, only === null ? seedsPerTest : 1);
    expect(
      results.filter((one) => one.problems.length > 0).map(({ seed, problems }) => ({ seed, problems })),
    ).toEqual([]);
    // A simulation in which nothing happens proves nothing.
    if (only !== null) return;
    expect(results.reduce((sum, one) => sum + one.told, 0)).toBeGreaterThan(50);
    expect(results.reduce((sum, one) => sum + one.kills, 0)).toBeGreaterThan(10);
    expect(results.reduce((sum, one) => sum + one.jumps, 0)).toBeGreaterThan(3);
  },
);

test('the same seed is the same story', async () => {
  const [first, second] = [await simulate(only ?? 7), await simulate(only ?? 7)];
  expect(second.story).toBe(first.story);
  expect(second).toEqual(first);
});

test('the oracle notices an engine that sends again without reading back', async () => {
  const { tmall } = platforms as Record<string, SyncPorts['platforms'][string]>;
  if (tmall === undefined) throw new Error('no such platform');
  const careless = { ...platforms, tmall: { ...tmall, traits: { ...tmall.traits, readBackFirst: false } } };
  const found: string[] = [];
  for (let seed = 1; seed <= 30 && found.length === 0; seed += 1)
    found.push(...(await simulate(seed, careless)).problems);
  expect(found.join('\n')).toMatch(/they were told/);
});
