import { randomBytes } from 'node:crypto';
import { pooledRandom } from '../../db/random-pool.ts';
import type { Env } from '../../domain/kernel/env.ts';
import { fetchNet } from './net.ts';
import { uuid7 } from './uuid7.ts';

/** What the wall clock did against the machine's own steady counter. */
export interface ClockReport {
  wallMs: number;
  /** Milliseconds since this process began; never jumps, not even when a person sets the clock. */
  steadyMs: number;
  /** How far the wall clock ran away from the steady counter since the process began. */
  driftMs: number;
}

export interface RealEnv extends Env {
  clock(): ClockReport;
}

/** The machine as it is: its clock, its randomness, its network. */
export function realEnv(): RealEnv {
  const wallStart = Date.now();
  const steadyStart = performance.now();
  return {
    now: () => Date.now(),
    newId: () => uuid7(Date.now(), pooledRandom(10)),
    // 53 bits, so that chance in production is as good as in the generator of crypto
    random: () => randomBytes(7).readUIntBE(0, 6) / 2 ** 48,
    randomBytes: (size) => new Uint8Array(randomBytes(size)),
    sleep,
    net: fetchNet(),
    clock() {
      const wallMs = Date.now();
      const steadyMs = performance.now() - steadyStart;
      return { wallMs, steadyMs, driftMs: Math.round(wallMs - wallStart - steadyMs) };
    },
  };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.max(0, Math.min(ms, 2 ** 31 - 1)),
    );
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
