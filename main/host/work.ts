import { platforms } from '../platforms/index.ts';
import { SyncEngine } from '../services/sync/engine.ts';
import { prepareDemo } from './demo.ts';
import type { Loop } from './loops.ts';
import type { Outlet } from './outlet.ts';

/**
 * Starts what the host does by itself: pulling from platforms, sending what waits, printing what is queued.
 * Programs that drive the steps themselves (tests, simulator) open an outlet and leave this out.
 */
export async function startWork(outlet: Outlet, options: { demo?: boolean } = {}): Promise<void> {
  if (options.demo) await prepareDemo(outlet);
  const engine = syncEngine(outlet);
  const loops: Loop[] = [
    { name: 'sync', round: (signal) => engine.pullRound(signal) },
    { name: 'outbox', round: (signal) => engine.sendRound(signal) },
  ];
  for (const loop of loops) outlet.loops.start(loop);
}

/** The engine over this outlet's own gate and network. */
export function syncEngine(outlet: Pick<Outlet, 'env' | 'store' | 'blobs'>): SyncEngine {
  const { env, store, blobs } = outlet;
  return new SyncEngine({
    env,
    gate: store.gate,
    read: store.read,
    sealer: store.sealer,
    platforms,
    readPicture: (hash) => blobs.get(hash),
  });
}
