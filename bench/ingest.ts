import { ingestOnce } from './support/ingest-run.ts';
import { figure, lineOf, median, type BenchLine, type BenchOptions } from './support/line.ts';

export const ingestOrders = 20_000;
export const ingestRounds = 5;

/**
 * 20,000 orders from the platform's socket to rows, events, audit, search rows and operation log, against bare
 * prepared inserts of the very rows that came of it. Ratio: median over the rounds of CPU by CPU.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`${ingestOrders} orders over loopback in ${ingestRounds} rounds`);
  const { seed, rounds } = await ingestOnce(ingestOrders, ingestRounds);
  const sum = (pick: (round: (typeof rounds)[number]) => number) =>
    rounds.reduce((total, round) => total + pick(round), 0);
  const orders = sum((round) => round.orders);
  yield lineOf('ingest', median(rounds.map(({ ours, bare }) => ours.cpuMs / bare.cpuMs)), 3, {
    seed,
    orders,
    rows: sum((round) => round.rows),
    commits: sum((round) => round.commits),
    rounds: rounds.map(({ ours, bare }) => figure(ours.cpuMs / bare.cpuMs)),
    wallRatio: figure(median(rounds.map(({ ours, bare }) => ours.wallMs / bare.wallMs))),
    cpuUsPerOrder: figure((sum((round) => round.ours.cpuMs) * 1000) / orders),
    bareCpuUsPerOrder: figure((sum((round) => round.bare.cpuMs) * 1000) / orders),
    wallUsPerOrder: figure((sum((round) => round.ours.wallMs) * 1000) / orders),
    bareWallUsPerOrder: figure((sum((round) => round.bare.wallMs) * 1000) / orders),
  });
}
