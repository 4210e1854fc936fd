import { NetError } from '../../domain/kernel/env.ts';
import type { Env, NetAnswer, NetRequest } from '../../domain/kernel/env.ts';
import { uuid7 } from '../../main/host/uuid7.ts';

export type FakeServer = (request: NetRequest) => NetAnswer | Promise<NetAnswer>;

export interface FakeEnv extends Env {
  readonly seed: number;
  /** Lets time pass: the clock moves and sleepers wake in order, each followed by what it set going. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock by hand (a person, a time server); sleepers feel nothing. */
  jump(ms: number): void;
  /** Sleepers that wait now. */
  readonly sleeping: number;
  /** Answers requests to a host name (with port, if the address carries one); replaces an earlier one. */
  serve(host: string, server: FakeServer): void;
  /** Requests to this host name fail from now on, as if the line were cut. */
  cut(host: string): void;
}

/** 2026-11-22 08:00 in the outlet's zone. */
export const fakeStart = Date.UTC(2026, 10, 22, 0, 0, 0);

/**
 * The world of a test: seeded chance, a clock that only moves when told, a network of named functions.
 * The same seed and the same calls give the same run.
 */
export function fakeEnv(options: { seed?: number; startAt?: number } = {}): FakeEnv {
  const seed = options.seed ?? 1;
  const random = mulberry32(seed);
  const servers = new Map<string, FakeServer>();
  const sleepers: { dueMs: number; order: number; wake: () => void }[] = [];
  let steadyMs = 0;
  let wallOffset = options.startAt ?? fakeStart;
  let order = 0;

  const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
  return {
    seed,
    now: () => wallOffset + steadyMs,
    newId: () => uuid7(wallOffset + steadyMs, randomBytes(10)),
    random,
    randomBytes,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { dueMs: steadyMs + Math.max(0, ms), order: order++, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          const at = sleepers.indexOf(sleeper);
          if (at >= 0) sleepers.splice(at, 1);
          reject(signal.reason);
        });
      });
    },
    net: {
      async request(request) {
        if (request.signal?.aborted) throw new NetError('aborted');
        const server = servers.get(new URL(request.url).host);
        if (!server) throw new NetError('offline', 'no such host in this test');
        return server(request);
      },
    },
    async advance(ms) {
      const target = steadyMs + ms;
      await settle();
      for (;;) {
        sleepers.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
        const next = sleepers[0];
        if (!next || next.dueMs > target) break;
        sleepers.shift();
        steadyMs = Math.max(steadyMs, next.dueMs);
        next.wake();
        await settle();
      }
      steadyMs = target;
      await settle();
    },
    jump(ms) {
      wallOffset += ms;
    },
    get sleeping() {
      return sleepers.length;
    },
    serve: (host, server) => void servers.set(host, server),
    cut: (host) => void servers.delete(host),
  };
}

/** Promises that are ready run now, a few rounds deep. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A small seeded generator, good enough to choose paths, not to keep secrets. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
