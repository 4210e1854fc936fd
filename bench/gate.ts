import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/steps.ts';
import type { GateStats } from '../db/gate.ts';
import { ingestOrders } from './ingest.ts';
import { figure, lineOf, type BenchLine, type BenchOptions } from './support/line.ts';
import { makeRoom } from './support/rooms.ts';

const goalMs = 20;
const seed = 20261122;
const walkOrders = 60;

/**
 * The longest call of the gate, its own CPU as the gate counts it inside the host: while 20,000 orders come in, and in
 * the walk of the demo through every room. Each in a process of its own.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  log?.(`${ingestOrders} orders coming in`);
  const child = start('bench/support/gate-child.ts', [makeRoom('gate'), String(ingestOrders), String(seed)]);
  const [stats] = (await once(child, 'message')) as [GateStats];
  yield line('gate', stats, { seed, orders: ingestOrders });
  log?.(`the walk with ${walkOrders} orders`);
  const out = makeRoom('walk');
  const walk = start('build/demo.ts', ['--out', out, '--orders', String(walkOrders)], 'ignore');
  const [code] = (await once(walk, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the walk ended with ${code}`);
  const { gate } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as { gate: GateStats };
  yield line('gate.demo', gate, { orders: walkOrders });
}

const start = (script: string, args: string[], stdout: 'ignore' | 'inherit' = 'inherit') => {
  const child = fork(join(ROOT, script), args, { execArgv: [], stdio: ['ignore', stdout, 'inherit', 'ipc'] });
  child.once('error', (error) => {
    throw error;
  });
  return child;
};

const line = (name: string, gate: GateStats, figures: Record<string, unknown>) =>
  lineOf(name, gate.longestCpuMs, goalMs, {
    unit: 'ms CPU',
    ...figures,
    calls: gate.count,
    longest: gate.longestCommand,
    meanMs: figure(gate.cpuMs / gate.count),
    overGoal: gate.slow,
  });
