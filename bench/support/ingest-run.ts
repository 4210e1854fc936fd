import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { GateStats } from '../../db/gate.ts';
import { openDatabase } from '../../db/connection.ts';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { openStore, storeFiles } from '../../db/store.ts';
import { realEnv } from '../../main/host/env.ts';
import { platforms } from '../../main/platforms/index.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import { CommitMap, insertRows, markRows, planInserts, rowsSince, rowTables } from './copy-rows.ts';
import { connectOwn } from './filled-outlet.ts';
import { startPlatform } from './platform.ts';
import { makeRoom } from './rooms.ts';
import { startWatch, type Taken } from './stopwatch.ts';

export const benchKey = '5e'.repeat(32);
const seed = 20261122;

export interface IngestRound {
  orders: number;
  rows: number;
  commits: number;
  ours: Taken;
  bare: Taken;
}

export interface IngestResult {
  seed: number;
  rounds: IngestRound[];
  gate: GateStats;
}

let kept: Promise<IngestResult> | null = null;

/** One run serves the benches `ingest` and `gate`. */
export const ingestOnce = (orders: number, rounds: number): Promise<IngestResult> =>
  (kept ??= runIngest(orders, rounds));

/**
 * Takes orders in from a sandbox over loopback, round by round; after each round the rows that came are inserted by
 * bare statements into a twin of the store (same schema, same masters, same earlier rounds, same cipher, same
 * commits). Both sides count wall time and all CPU of this process; the sandbox is another process.
 */
async function runIngest(orders: number, rounds: number): Promise<IngestResult> {
  const dir = makeRoom('ingest');
  const env = realEnv();
  const home = join(dir, 'outlet');
  let store = await openStore({ dir: home, key: benchKey, env });
  const today = new Date(env.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  seedDemoOutlet(store, { pinHashes: {}, today, firstMonth: today.slice(0, 7) });
  store.close();
  cpSync(join(home, storeFiles.store), join(dir, 'twin.db'));
  store = await openStore({ dir: home, key: benchKey, env });
  const twin = openDatabase(join(dir, 'twin.db'), { key: benchKey });
  const platform = await startPlatform({ seed, secret: 'a bench secret, long enough', orders });
  try {
    connectOwn(store, platform.settings);
    const engine = new SyncEngine({
      env,
      gate: store.gate,
      read: store.read,
      sealer: store.sealer,
      platforms,
    });
    Object.assign(store.gate.stats, { count: 0, cpuMs: 0, slow: 0, longestCpuMs: 0, longestCommand: '' });
    const tables = rowTables(store.read);
    let mark = markRows(store.read, tables);
    const done: IngestRound[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const count = await platform.more(Math.floor(orders / rounds));
      const commits = new CommitMap();
      const unhear = store.gate.onCommit((commit) => commits.add(commit));
      const stop = startWatch();
      const report = await engine.pullNow('C-OWN');
      const ours = stop();
      unhear();
      if (report.fault !== null || report.counts.created !== count)
        throw new Error(
          `ingest took ${JSON.stringify(report.counts)} of ${count}: ${report.fault?.code ?? ''}`,
        );
      const rows = rowsSince(store.read, tables, mark);
      mark = markRows(store.read, tables);
      const plan = planInserts(twin, rows, commits.count, commits.commitOf);
      const stopBare = startWatch();
      insertRows(twin, plan);
      const bare = stopBare();
      done.push({ orders: count, rows: plan.rows, commits: commits.count, ours, bare });
    }
    return { seed, rounds: done, gate: { ...store.gate.stats } };
  } finally {
    platform.close();
    twin.close();
    store.close();
  }
}
