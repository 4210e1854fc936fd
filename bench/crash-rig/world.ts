import { openStore, type Store } from '../../db/store.ts';
import { readDemoFile, seedDemoOutlet } from '../../db/seed/index.ts';
import { platforms } from '../../main/platforms/index.ts';
import { sandboxNet } from '../../main/platforms/sandbox/net.ts';
import { sandboxes, type RunnableSandbox, type SandboxOptions } from '../../main/platforms/sandboxes.ts';
import type { OutletShapes } from '../../main/platforms/sandbox/shapes.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import type { SyncPorts } from '../../main/services/sync/ports.ts';
import type { FakeEnv } from '../support/fake-env.ts';

export const crashKey = 'c7'.repeat(32);
export type Boxes = Record<'C-OWN' | 'C-TM', RunnableSandbox>;
const secret = 'a test secret, long enough';

/** Both platforms behind the network port of `env`. They outlive the store: a platform does not crash with us. */
export function standPlatforms(env: FakeEnv, options: Partial<SandboxOptions> & { startAt: number }): Boxes {
  const outlet = readDemoFile() as unknown as OutletShapes;
  const make = (name: 'own' | 'tmall', connection: string) =>
    sandboxes[name]?.({
      outlet,
      connection,
      seed: 11,
      now: () => env.now(),
      secret,
      ...options,
    }) as RunnableSandbox;
  const boxes = { 'C-OWN': make('own', 'C-OWN'), 'C-TM': make('tmall', 'C-TM') };
  env.net = sandboxNet({
    'http://own.sandbox': boxes['C-OWN'].handle,
    'http://tmall.sandbox': boxes['C-TM'].handle,
  });
  return boxes;
}

/** A demo outlet without orders, connected to both platforms, in `dir`; closed again. */
export async function seedWorld(dir: string, env: FakeEnv, boxes: Boxes): Promise<void> {
  const store = await openStore({ dir, key: crashKey, env });
  seedDemoOutlet(store, { pinHashes: {}, today: '2026-11-22', firstMonth: '2026-09', env });
  store.gate.run({ command: 'test.connect', requestId: 'connect', deskId: 'test', staffId: null }, (tx) => {
    tx.update('connection', 'C-OWN', {
      settings: boxes['C-OWN'].settingsFor('http://own.sandbox'),
      paused_at: null,
    });
    tx.update('connection', 'C-TM', {
      settings: boxes['C-TM'].settingsFor('http://tmall.sandbox'),
      paused_at: null,
    });
  });
  store.close();
}

export function syncOver(
  store: Store,
  env: FakeEnv,
  adapters = platforms as SyncPorts['platforms'],
): SyncEngine {
  const { gate, read, sealer } = store;
  const ports: SyncPorts = { env, gate, read, sealer, platforms: adapters };
  return new SyncEngine(ports);
}
