import { randomFillSync } from 'node:crypto';

const poolBytes = 4096;
let pool = Buffer.alloc(0);
let used = 0;

/**
 * `size` bytes of the system's cryptographic randomness, drawn 4 kB at a time: one draw costs as much as two hundred
 * ids or nonces need. A byte is handed out once; a used-up pool is left to its holders and a fresh one begun.
 */
export function pooledRandom(size: number): Buffer {
  if (size > poolBytes) return randomFillSync(Buffer.alloc(size));
  if (used + size > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(poolBytes));
    used = 0;
  }
  used += size;
  return pool.subarray(used - size, used);
}
