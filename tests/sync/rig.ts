import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../db/store.ts';
import { seedDemoOutlet } from '../../db/seed/index.ts';
import { platforms } from '../../main/platforms/index.ts';
import { sandboxNet } from '../../main/platforms/sandbox/net.ts';
import { sandboxes, type RunnableSandbox, type SandboxOptions } from '../../main/platforms/sandboxes.ts';
import type { OutletShapes } from '../../main/platforms/sandbox/shapes.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import type { SyncPorts } from '../../main/services/sync/ports.ts';
import { fakeEnv, fakeStart, type FakeEnv } from '../support/fake-env.ts';

export const testKey = 'ab'.repeat(32);
const day = 86_400_000;

export interface SyncRig {
  dir: string;
  env: FakeEnv;
  store: Store;
  engine: SyncEngine;
  ports: SyncPorts;
  sandboxes: Record<'C-OWN' | 'C-TM', RunnableSandbox>;
  /** Settings of a connection as a person would save them. */
  close(): void;
}

/** A demo outlet on disk with both sandboxes behind its network port; time moves only when told. */
export async function syncRig(
  options: {
    seed?: number;
    own?: Partial<SandboxOptions>;
    tmall?: Partial<SandboxOptions>;
    dir?: string;
  } = {},
): Promise<SyncRig> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'outlet-'));
  const env = fakeEnv({ seed: options.seed ?? 1 });
  const store = await openStore({ dir, key: testKey, env });
  const demo = seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2025-10' });
  const make = (name: 'own' | 'tmall', connection: string, extra: Partial<SandboxOptions> = {}) =>
    sandboxes[name]!({
      outlet: demo as unknown as OutletShapes,
      connection,
      seed: options.seed ?? 11,
      now: () => env.now(),
      startAt: fakeStart - 2 * day,
      secret: 'a test secret, long enough',
      ...extra,
    });
  const made = { 'C-OWN': make('own', 'C-OWN', options.own), 'C-TM': make('tmall', 'C-TM', options.tmall) };
  env.net = sandboxNet({
    'http://own.sandbox': made['C-OWN'].handle,
    'http://tmall.sandbox': made['C-TM'].handle,
  });
  store.gate.run({ command: 'test.connect', requestId: 'connect', deskId: 'test', staffId: null }, (tx) => {
    tx.update('connection', 'C-OWN', {
      settings: made['C-OWN'].settingsFor('http://own.sandbox'),
      paused_at: null,
    });
    tx.update('connection', 'C-TM', {
      settings: made['C-TM'].settingsFor('http://tmall.sandbox'),
      paused_at: null,
    });
  });
  const ports: SyncPorts = { env, gate: store.gate, read: store.read, sealer: store.sealer, platforms };
  return {
    dir,
    env,
    store,
    engine: new SyncEngine(ports),
    ports,
    sandboxes: made,
    close() {
      store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
