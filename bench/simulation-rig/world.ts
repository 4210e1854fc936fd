import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, storeFiles, type Store } from '../../db/store.ts';
import type { NetAnswer, NetPort, NetRequest } from '../../domain/kernel/env.ts';
import type { SyncEngine } from '../../main/services/sync/engine.ts';
import type { SyncPorts } from '../../main/services/sync/ports.ts';
import { crashKey, seedWorld, standPlatforms, syncOver, type Boxes } from '../crash-rig/world.ts';
import { fakeEnv, fakeStart, mulberry32, type FakeEnv } from '../support/fake-env.ts';
import { Onlooker } from './onlooker.ts';

const hour = 3_600_000;
/** Orders exist from here on, by the platforms' clock; Tmall is asked back to before it. */
export const firstOrderAt = fakeStart - 3 * hour;

const room = () => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'outlet-sim-'));
let template: Promise<string> | null = null;

let templateDir = '';

/** Call when the last seed is played. */
export function dropTemplate(): void {
  if (templateDir !== '') rmSync(templateDir, { recursive: true, force: true });
  template = null;
  templateDir = '';
}

/** A demo outlet connected to both platforms, made once and copied for every seed. */
export function templateOutlet(): Promise<string> {
  return (template ??= (async () => {
    const dir = room();
    templateDir = dir;
    const env = fakeEnv({ seed: 1, startAt: fakeStart - 24 * hour });
    await seedWorld(dir, env, standPlatforms(env, { startAt: fakeStart, rhythm: false }));
    // An operation log that was moved away; without it every start is quicker.
    rmSync(join(dir, storeFiles.log), { recursive: true });
    return dir;
  })());
}

/**
 * One outlet and two platforms in one simulated world. Our clock may be put wrong; the platforms' never is. A killed
 * host leaves its files as they are: what it was doing is never heard of again.
 */
export class SimulatedWorld {
  readonly env: FakeEnv;
  readonly random: () => number;
  readonly boxes: Boxes;
  readonly onlooker: Onlooker;
  store!: Store;
  engine!: SyncEngine;
  kills = 0;
  jumps = 0;
  #dir = '';
  #jumpedMs = 0;
  readonly #adapters: SyncPorts['platforms'] | undefined;
  #life: { killed: Promise<'killed'>; end: () => void } = newLife();
  /** Requests left until the host dies under one, and whether the platform still sees that one. */
  #killPlan: { left: number; seen: boolean } | null = null;

  private constructor(seed: number, adapters?: SyncPorts['platforms']) {
    this.#adapters = adapters;
    this.env = fakeEnv({ seed, startAt: fakeStart });
    this.random = mulberry32(seed * 7919 + 1);
    this.boxes = standPlatforms(this.env, {
      seed,
      startAt: firstOrderAt,
      scale: 0.8,
      now: () => this.env.now() - this.#jumpedMs,
      misbehave: { seed },
    });
    this.onlooker = new Onlooker(this.boxes['C-TM'].world, () => this.store);
    this.env.net = this.#deadly(this.env.net);
  }

  static async open(seed: number, adapters?: SyncPorts['platforms']): Promise<SimulatedWorld> {
    const world = new SimulatedWorld(seed, adapters);
    world.#dir = room();
    cpSync(await templateOutlet(), world.#dir, { recursive: true });
    await world.#start();
    world.store.gate.run(
      { command: 'test.lookback', requestId: 'lookback', deskId: 'test', staffId: null },
      (tx) => {
        const settings = JSON.parse(
          tx.value<string>("SELECT settings FROM connection WHERE id = 'C-TM'") ?? '{}',
        ) as object;
        tx.update('connection', 'C-TM', { settings: { ...settings, lookbackHours: 4 } });
      },
    );
    return world;
  }

  async #start(): Promise<void> {
    this.#life = newLife();
    this.#killPlan = null;
    this.store = await openStore({ dir: this.#dir, key: crashKey, env: this.env, synchronous: 'OFF' });
    this.engine = syncOver(this.store, this.env, this.#adapters);
  }

  /** Somebody sets this computer's clock. */
  jumpClock(ms: number): void {
    this.jumps += 1;
    this.#jumpedMs += ms;
    this.env.jump(ms);
  }

  get jumpedMs(): number {
    return this.#jumpedMs;
  }

  /** The host will die under one of its next requests. */
  planKill(left: number, seen: boolean): void {
    this.#killPlan = { left, seen };
  }

  /** Runs host work; when the host dies under it, opens the outlet again from what lay on the disk. */
  async live(work: () => Promise<unknown>): Promise<void> {
    const { killed } = this.#life;
    if ((await Promise.race([work(), killed])) === 'killed') await this.reopenAfterKill();
  }

  /** The host dies between two steps: its files stay as they are, nothing is closed. */
  async reopenAfterKill(): Promise<void> {
    this.kills += 1;
    const before = { dir: this.#dir, store: this.store };
    this.#dir = room();
    // Shared memory does not survive; whoever opens the WAL first builds it anew.
    cpSync(before.dir, this.#dir, { recursive: true, filter: (path) => !path.endsWith('-shm') });
    before.store.close();
    rmSync(before.dir, { recursive: true, force: true });
    await this.#start();
  }

  #deadly(net: NetPort): NetPort {
    return {
      request: async (request: NetRequest): Promise<NetAnswer> => {
        const plan = this.#killPlan;
        if (plan !== null && plan.left-- <= 0) {
          const cameBack = this.onlooker.watch(request);
          if (plan.seen) await net.request(request).catch(() => {});
          cameBack(null);
          this.#life.end();
          return new Promise(() => {});
        }
        const cameBack = this.onlooker.watch(request);
        try {
          const answer = await net.request(request);
          cameBack(answer);
          return answer;
        } catch (error) {
          cameBack(null);
          throw error;
        }
      },
    };
  }

  close(): void {
    this.store.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

function newLife(): { killed: Promise<'killed'>; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<'killed'>();
  return { killed: promise, end: () => resolve('killed') };
}
