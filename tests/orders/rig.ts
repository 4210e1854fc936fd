import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { openOutlet, type Outlet } from '../../main/host/outlet.ts';
import { sandboxNet } from '../../main/platforms/sandbox/net.ts';
import { sandboxes, type RunnableSandbox } from '../../main/platforms/sandboxes.ts';
import type { OutletShapes } from '../../main/platforms/sandbox/shapes.ts';
import { platforms } from '../../main/platforms/index.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import type { Session } from '../../main/services/context.ts';
import { fakeEnv, fakeStart, type FakeEnv } from '../support/fake-env.ts';

export interface DeskRig {
  outlet: Outlet;
  env: FakeEnv;
  /** Dispatcher and manager, logged in. */
  dispatcher: Session;
  manager: Session;
  engine: SyncEngine;
  sandboxes: Record<'C-OWN' | 'C-TM', RunnableSandbox>;
  /** First id of a query. */
  id(sql: string, ...params: unknown[]): string;
  value<T>(sql: string, ...params: unknown[]): T;
  close(): Promise<void>;
}

/** A demo outlet behind its contract, with orders of two platforms pulled in. */
export async function deskRig(seed = 1): Promise<DeskRig> {
  const env = fakeEnv({ seed });
  const dir = mkdtempSync(join(tmpdir(), 'outlet-desk-'));
  const outlet = await openOutlet({ dir, env, key: 'cd'.repeat(32) });
  const demo = seedDemoOutlet(outlet.store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2025-10' });
  const make = (name: 'own' | 'tmall', connection: string) =>
    sandboxes[name]!({
      outlet: demo as unknown as OutletShapes,
      connection,
      seed: 11,
      now: () => env.now(),
      startAt: fakeStart - 2 * 86_400_000,
      secret: 'a test secret, long enough',
    });
  const made = { 'C-OWN': make('own', 'C-OWN'), 'C-TM': make('tmall', 'C-TM') };
  env.net = sandboxNet({
    'http://own.sandbox': made['C-OWN'].handle,
    'http://tmall.sandbox': made['C-TM'].handle,
  });
  outlet.store.gate.run(
    { command: 'test.connect', requestId: 'connect', deskId: 'test', staffId: null },
    (tx) => {
      tx.update('connection', 'C-OWN', {
        settings: made['C-OWN'].settingsFor('http://own.sandbox'),
        paused_at: null,
      });
      tx.update('connection', 'C-TM', {
        settings: made['C-TM'].settingsFor('http://tmall.sandbox'),
        paused_at: null,
      });
    },
  );
  const { store } = outlet;
  const engine = new SyncEngine({ env, gate: store.gate, read: store.read, sealer: store.sealer, platforms });
  await engine.pullNow('C-OWN');
  await engine.pullNow('C-TM');
  return {
    outlet,
    env,
    dispatcher: outlet.session({ as: 'S02', deskId: 'desk-a' }),
    manager: outlet.session({ as: 'S01', deskId: 'desk-b' }),
    engine,
    sandboxes: made,
    id: (sql, ...params) =>
      outlet.store.read
        .prepare(sql)
        .pluck()
        .get(...params) as string,
    value: <T>(sql: string, ...params: unknown[]) =>
      outlet.store.read
        .prepare(sql)
        .pluck()
        .get(...params) as T,
    async close() {
      await outlet.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
