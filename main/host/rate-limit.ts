/**
 * A bucket per key that refills steadily. Keeps a window that runs wild (a loop in a page, a stuck key) from
 * taking the host away from the other desks.
 */
export class RateLimit {
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one token; answers 0 when there was one, else the milliseconds until the next. */
  take(key: string, perMinute: number): number {
    const nowMs = this.#now();
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size > 20_000) this.#buckets.clear();
      bucket = { tokens: perMinute, atMs: nowMs };
      this.#buckets.set(key, bucket);
    }
    // A clock set back must not lock a desk out: time that ran backwards counts as no time
    const passedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.atMs = nowMs;
    bucket.tokens = Math.min(perMinute, bucket.tokens + (passedMs * perMinute) / 60_000);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - bucket.tokens) * 60_000) / perMinute);
  }
}
