import { fork } from 'node:child_process';
import { join } from 'node:path';
import { bigIndex, bigSeed, bigStore } from './support/big-store.ts';
import { figure, lineOf, median, type BenchLine, type BenchOptions } from './support/line.ts';

const orders = 200_000;
const lists = 1000;
const searches = 500;
const goalMb = 80;

/**
 * Resident memory of the host process (its reader and search threads are in it) after 1,000 lists and 500 searches
 * over 200,000 orders, minus the same program doing the same over an outlet without orders. A process of its own
 * each time; the search index is built by an earlier one, because that happens once in the life of a store.
 */
export async function* run({ full, log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`writing ${orders} orders`);
  const [big, none] = [await bigStore(orders), await bigStore(0)];
  log?.('building the search index');
  await bigIndex(big);
  await bigIndex(none);
  const grown: number[] = [];
  const pairs: { bigMb: number; noneMb: number }[] = [];
  for (let round = 0; round < (full === true ? 5 : 1); round += 1) {
    log?.(`round ${round + 1}`);
    const pair = { bigMb: await measure(big, lists, searches), noneMb: await measure(none, lists, searches) };
    pairs.push({ bigMb: figure(pair.bigMb), noneMb: figure(pair.noneMb) });
    grown.push(pair.bigMb - pair.noneMb);
  }
  yield lineOf('memory', median(grown), goalMb, {
    unit: 'MB',
    seed: bigSeed,
    orders,
    lists,
    searches,
    pairs,
  });
}

function measure(dir: string, listed: number, searched: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(
      join(import.meta.dirname, 'support/memory-child.ts'),
      [dir, String(listed), String(searched), String(bigSeed)],
      { execArgv: ['--expose-gc'], stdio: 'inherit' },
    );
    let rssMb: number | null = null;
    child.on('message', (message) => (rssMb = (message as { rssMb: number }).rssMb));
    child.on('error', reject);
    child.on('exit', (code) =>
      rssMb === null ? reject(new Error(`the host ended with ${code}`)) : resolve(rssMb),
    );
  });
}
