import { seedDemoOutlet } from '../../db/seed/index.ts';
import { openStore, type Store } from '../../db/store.ts';
import { businessDay } from '../../domain/time/business-day.ts';
import { realEnv } from '../../main/host/env.ts';
import { platforms } from '../../main/platforms/index.ts';
import { SyncEngine } from '../../main/services/sync/engine.ts';
import { startPlatform } from './platform.ts';

/** Points the own platform's connection at a sandbox and lets it run. */
export function connectOwn({ gate }: Pick<Store, 'gate'>, settings: Record<string, unknown>): void {
  const call = { command: 'system.connect', requestId: 'bench-connect', deskId: 'bench', staffId: null };
  gate.run(call, (tx) => tx.update('connection', 'C-OWN', { settings, paused_at: null }));
}

/** A demo outlet in `home` that took `orders` orders from its platform; closed again. */
export async function fillOutlet(
  home: string,
  { key, seed, orders }: { key: string; seed: number; orders: number },
): Promise<void> {
  const env = realEnv();
  const store = await openStore({ dir: home, key, env, synchronous: 'OFF' });
  const today = businessDay(env.now());
  seedDemoOutlet(store, { pinHashes: {}, today, firstMonth: today.slice(0, 7) });
  const platform = await startPlatform({ seed, secret: 'a bench secret, long enough', orders });
  try {
    connectOwn(store, platform.settings);
    await platform.more(orders);
    const { gate, read, sealer } = store;
    await new SyncEngine({ env, gate, read, sealer, platforms }).pullNow('C-OWN');
  } finally {
    platform.close();
    store.close();
  }
}
