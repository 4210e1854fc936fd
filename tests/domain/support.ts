import fc from 'fast-check';

/** The seed of this run: `SEED=… npx vitest …` repeats it. Printed once per file that imports it. */
export const seed = Number(process.env.SEED ?? Math.floor(performance.timeOrigin) % 2_147_483_647);

console.info(`fast-check seed ${seed}`);

/** One property over `runs` cases with the printed seed. */
export function holds<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  predicate: (...values: T) => boolean | void,
  runs = 300,
): void {
  fc.assert(fc.property(...arbitraries, predicate as (...values: T) => boolean | void), {
    seed,
    numRuns: runs,
  });
}
