import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../domain/kernel/env.ts';
import { businessDay } from '../../domain/time/business-day.ts';
import { readDemoFile, seedDemoOutlet } from '../../db/seed/index.ts';
import { realEnv } from '../../main/host/env.ts';
import { openOutlet, type Outlet } from '../../main/host/outlet.ts';
import { rehearse } from '../../main/services/rehearsal.ts';
import { makeOrders } from '../../main/platforms/sandbox/make-orders.ts';
import { serveSandbox, type ServedSandbox } from '../../main/platforms/sandbox/serve.ts';
import type { TroubleRates } from '../../main/platforms/sandbox/misbehave.ts';
import type { OutletShapes, SandboxOrder } from '../../main/platforms/sandbox/shapes.ts';
import { sandboxes, type RunnableSandbox } from '../../main/platforms/sandboxes.ts';
import { printLoop, syncEngine } from '../../main/services/loops.ts';
import type { SyncEngine } from '../../main/services/sync/engine.ts';
import { WalkDesk } from './desk.ts';

export type ConnectionCode = 'C-OWN' | 'C-TM';

export interface World {
  dir: string;
  outlet: Outlet;
  env: Env;
  engine: SyncEngine;
  /** One print round; answers when the queue is empty or only waits for a person. */
  printAll(): Promise<void>;
  platforms: Record<ConnectionCode, RunnableSandbox>;
  /** Sets the clock of the whole world forward to an instant. */
  travelTo(ms: number): void;
  today(): string;
  /** A running number, so that no machine code and no photo of the walk comes twice. */
  nextCode(): number;
  dispatcher: WalkDesk;
  manager: WalkDesk;
  storekeeper: WalkDesk;
  accountant: WalkDesk;
  close(): Promise<void>;
}

/** A working Monday at eight, outlet's time: the walk goes through the days after it and into the next month. */
const firstMorning = Date.UTC(2026, 10, 2, 0, 0, 0);
const hour = 3_600_000;

const trouble: TroubleRates = {
  unseen: 0.02,
  lost: 0.02,
  failing: 0.02,
  failing_after: 0.01,
  limited: 0.01,
  truncated: 0.02,
  cut: 0.02,
  repeat: 0.1,
  reorder: 0.1,
};

/** Orders of one platform: `count` of them out of its own rhythm, cut off where there are enough. */
function takeOrders(
  outlet: OutletShapes,
  connection: ConnectionCode,
  count: number,
  seed: number,
  twin?: string,
): SandboxOrder[] {
  const idStyle = connection === 'C-TM' ? 'digits18' : 'letters';
  const orders: SandboxOrder[] = [];
  for (let scale = 20; orders.length < count; scale *= 2) {
    orders.length = 0;
    orders.push(
      ...makeOrders(
        { seed, outlet, connection, idStyle, scale, ...(twin === undefined ? {} : { twin }) },
        firstMorning - 26 * hour,
        firstMorning - hour,
      ),
    );
  }
  return orders.slice(0, count);
}

/** A fresh demo outlet under `dir` with both sandboxes on real sockets, misbehaving a little. */
export async function openWorld(dir: string, orders: number, seed: number): Promise<World> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'walk.json'), JSON.stringify({ orders, seed }));
  const real = realEnv();
  let shift = firstMorning - real.now();
  let running = 0;
  const env: Env = {
    ...real,
    net: real.net,
    now: () => real.now() + shift,
    newId: () => real.newId(),
    random: () => real.random(),
    randomBytes: (size) => real.randomBytes(size),
    sleep: (ms, signal) => real.sleep(ms, signal),
  };
  const outlet = await openOutlet({ dir: join(dir, 'store'), env, readerThreads: 1 });
  // The demo outlet without its history: what the sheets add up to at the end is this walk alone.
  seedDemoOutlet(outlet.store, { pinHashes: {}, today: businessDay(env.now()), firstMonth: '2026-11' });
  // As the host does before it opens its doors
  rehearse(outlet.store.gate);
  const demo = readDemoFile() as unknown as OutletShapes;
  const served: ServedSandbox[] = [];
  const make = async (name: 'own' | 'tmall', connection: ConnectionCode, count: number) => {
    const sandbox = sandboxes[name]?.({
      outlet: demo,
      connection,
      seed,
      now: () => env.now(),
      startAt: firstMorning - 48 * hour,
      secret: Buffer.from(real.randomBytes(24)).toString('base64url'),
      rhythm: false,
      settleAfterMs: hour,
      misbehave: { seed, rates: trouble, maxDelayMs: 5 },
    });
    if (sandbox === undefined) throw new Error(`no sandbox ${name}`);
    for (const order of takeOrders(demo, connection, count, seed)) sandbox.world.add(order);
    const server = await serveSandbox(sandbox.handle);
    served.push(server);
    return { sandbox, address: server.address };
  };
  const own = await make('own', 'C-OWN', Math.floor(orders / 2));
  const tmall = await make('tmall', 'C-TM', orders - Math.floor(orders / 2));
  const engine = syncEngine({ env, store: outlet.store, blobs: outlet.ports.blobs });
  const printing = printLoop({ env, store: outlet.store, blobs: outlet.ports.blobs, ports: outlet.ports });
  const manager = new WalkDesk(outlet, 'S01', 'desk-manager');
  for (const [id, { sandbox, address }] of [
    ['C-OWN', own],
    ['C-TM', tmall],
  ] as const) {
    const { health } = await manager.call('platforms.get', { id });
    const saved = await manager.call('platforms.save', {
      id,
      version: health.version,
      nameZh: health.nameZh,
      nameEn: health.nameEn,
      values: sandbox.settingsFor(address) as never,
    });
    // The line may break under the trial as under anything else; the pull is what counts.
    await manager.refusal('platforms.test', { id });
    await manager.call('platforms.resume', saved);
  }
  return {
    dir,
    outlet,
    env,
    engine,
    async printAll() {
      for (let round = 0; round < 2000; round += 1) {
        const waitMs = await printing.round(new AbortController().signal);
        if (waitMs > 1000) return;
      }
    },
    platforms: { 'C-OWN': own.sandbox, 'C-TM': tmall.sandbox },
    travelTo(ms) {
      shift += Math.max(0, ms - env.now());
    },
    today: () => businessDay(env.now()),
    nextCode: () => (running += 1),
    dispatcher: new WalkDesk(outlet, 'S02', 'desk-dispatch'),
    manager,
    storekeeper: new WalkDesk(outlet, 'S03', 'desk-store'),
    accountant: new WalkDesk(outlet, 'S04', 'desk-money'),
    async close() {
      await outlet.close();
      for (const server of served) await server.close();
    },
  };
}
