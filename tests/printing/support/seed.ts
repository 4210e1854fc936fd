/** Settings of a property run; the seed is printed, and OUTLET_SEED repeats one. */
export function seededRun(numRuns = 200): { seed: number; numRuns: number } {
  const seed = Number(process.env.OUTLET_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  return { seed, numRuns };
}
