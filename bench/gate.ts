import { ingestOrders, ingestRounds } from './ingest.ts';
import { ingestOnce } from './support/ingest-run.ts';
import { figure, lineOf, type BenchLine, type BenchOptions } from './support/line.ts';

const goalMs = 20;

/** The longest call of the gate while 20,000 orders come in: its own CPU, as the gate itself counts it. */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`${ingestOrders} orders coming in`);
  const { seed, gate } = await ingestOnce(ingestOrders, ingestRounds);
  yield lineOf('gate', gate.longestCpuMs, goalMs, {
    unit: 'ms CPU',
    seed,
    calls: gate.count,
    longest: gate.longestCommand,
    meanMs: figure(gate.cpuMs / gate.count),
    overGoal: gate.slow,
  });
}
