import type { Store } from '../../db/store.ts';
import type { Env } from '../../domain/kernel/env.ts';
import { platforms } from '../platforms/index.ts';
import { clockLoop } from './clock/loop.ts';
import type { BlobPort, HostPorts } from './context.ts';
import { demoLoop } from './outlet/demo/loop.ts';
import { settlingLoop } from './money/settling.ts';
import { PrintLoop } from './paper/loop.ts';
import { SyncEngine } from './sync/engine.ts';

/** Work the host does by itself, again and again. */
export type LoopName = 'sync' | 'outbox' | 'print' | 'settling' | 'clock' | 'demo';

export interface Loop {
  name: LoopName;
  /** One round. Answers milliseconds until the next one unless kicked before. */
  round(signal: AbortSignal): Promise<number>;
  /** Work that outlives its round has come to an end; asked once the signal was given. */
  ended?(): Promise<void>;
}

/** What loops stand on. */
export interface LoopParts {
  env: Env;
  store: Store;
  blobs: BlobPort;
  ports: HostPorts;
}

/** The engine over an outlet's own gate and network; programs that drive the rounds themselves take it alone. */
export function syncEngine(parts: Omit<LoopParts, 'ports'>): SyncEngine {
  const { env, store, blobs } = parts;
  return new SyncEngine({
    env,
    gate: store.gate,
    read: store.read,
    sealer: store.sealer,
    platforms,
    readPicture: (hash) => blobs.get(hash),
  });
}

/** The print queue over an outlet's own gate and printers. */
export function printLoop(parts: LoopParts): PrintLoop {
  const { env, store, ports } = parts;
  return new PrintLoop({
    env,
    gate: store.gate,
    read: store.read,
    sealer: store.sealer,
    storeDir: store.dir,
    shell: () => ports.shell,
    draw: (order, signal) => ports.draw(order, signal),
    onFree: () => ports.kick('print'),
  });
}

/** Loops of all areas: pulling from platforms, sending what waits, printing, lines of settled documents, what the clock brings, the demo's stand-in platforms. */
export function hostLoops(parts: LoopParts): Loop[] {
  const engine = syncEngine(parts);
  const printing = printLoop(parts);
  return [
    { name: 'sync', round: (signal) => engine.pullRound(signal) },
    { name: 'outbox', round: (signal) => engine.sendRound(signal) },
    {
      name: 'print',
      round: async (signal) => printing.serve(signal),
      ended: () => printing.settled(),
    },
    settlingLoop(parts),
    clockLoop(parts),
    demoLoop(parts),
  ];
}
