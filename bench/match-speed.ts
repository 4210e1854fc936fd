import { matchStatement } from '../domain/money/matching/engine.ts';
import type { OwnOrder, PayerRow } from '../domain/money/matching/types.ts';
import { figure, lineOf, type BenchLine, type BenchOptions } from './support/line.ts';
import { fixedNoise, makeStatement } from './support/statement.ts';

const lines = 100_000;
const wantedOrders = 120_000;
const seed = 20261122;
const rounds = 3;

/**
 * Matching 100,000 lines with 120,000 orders against the least anybody could do with the same data in memory: an
 * index over five keys and one probe of each per line. CPU of the thread, the quietest of three rounds of each.
 */
export async function* run(_options: BenchOptions = {}): AsyncGenerator<BenchLine> {
  const { orders, rows } = makeStatement(seed, lines, fixedNoise);
  // orders this payer says nothing about this month
  for (const one of makeStatement(seed + 1, wantedOrders, fixedNoise).orders) {
    if (orders.length >= wantedOrders) break;
    orders.push({ ...one, id: `x${one.id}`, orderNo: `ZD${one.orderNo.slice(2)}` });
  }
  const ours: number[] = [];
  const bare: number[] = [];
  let comparisons = 0;
  for (let round = 0; round < rounds; round += 1) {
    bare.push(cpuOf(() => void probe(orders, rows)));
    ours.push(cpuOf(() => (comparisons = matchStatement(orders, rows).stats.comparisons)));
  }
  const [best, least] = [Math.min(...ours), Math.min(...bare)];
  yield lineOf('match-speed', best / least, 4, {
    seed,
    lines: rows.length,
    orders: orders.length,
    cpuMs: figure(best),
    bareCpuMs: figure(least),
    comparisonsPerLine: figure(comparisons / rows.length),
  });
}

function cpuOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Five keys a payer's row may name an order by. */
const keysOf = (one: OwnOrder | PayerRow): string[] => [
  one.orderNo,
  'sourceNo' in one ? one.sourceNo : one.orderNo,
  `${one.phone.slice(-4)}|${one.amountFen}`,
  `${one.name}|${one.amountFen}`,
  `${one.area}|${one.product}|${one.day}`,
];

function probe(orders: readonly OwnOrder[], rows: readonly PayerRow[]): number {
  const indices = Array.from({ length: 5 }, () => new Map<string, number[]>());
  for (const [at, order] of orders.entries()) {
    for (const [index, key] of keysOf(order).entries()) {
      const list = indices[index]!.get(key);
      if (list === undefined) indices[index]!.set(key, [at]);
      else list.push(at);
    }
  }
  let found = 0;
  for (const row of rows) {
    for (const [index, key] of keysOf(row).entries()) found += indices[index]!.get(key)?.length ?? 0;
  }
  return found;
}
