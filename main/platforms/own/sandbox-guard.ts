/**
 * The sandbox's own reading of the signature rules, written from docs/own-platform.openapi.yaml and sharing no
 * code with the client: a mistake in one of the two shows as a refusal.
 */
import crypto from 'node:crypto';
import type { WireRequest } from '../sandbox/wire.ts';

export interface GuardRules {
  keys: Readonly<Record<string, string>>;
  toleranceMs: number;
  now: () => number;
}

export interface GuardRefusal {
  status: 401 | 400;
  code: 'signature_missing' | 'key_unknown' | 'clock_skew' | 'signature_wrong' | 'nonce_reused';
  message: string;
}

const LF = Buffer.from([0x0a]);

/** Checks key, clock, signature and nonce, in that order; remembers nonces as long as they could be replayed. */
export class OwnGuard {
  private readonly rules: GuardRules;
  private readonly seen = new Map<string, number>();

  constructor(rules: GuardRules) {
    this.rules = rules;
  }

  check(request: WireRequest): GuardRefusal | null {
    const key = request.headers['x-outlet-key'];
    const time = request.headers['x-outlet-time'];
    const nonce = request.headers['x-outlet-nonce'];
    const given = request.headers['x-outlet-signature'];
    if (!key || !time || !nonce || !given || !/^\d{13}$/.test(time) || !/^[0-9a-f]{32}$/.test(nonce)) {
      return { status: 401, code: 'signature_missing', message: 'signature headers missing or malformed' };
    }
    const secret = Object.hasOwn(this.rules.keys, key) ? this.rules.keys[key] : undefined;
    if (secret === undefined) return { status: 401, code: 'key_unknown', message: 'unknown key' };
    const now = this.rules.now();
    if (Math.abs(now - Number(time)) > this.rules.toleranceMs) {
      return { status: 401, code: 'clock_skew', message: 'time differs too much from ours' };
    }
    if (!this.matches(request, secret, time, nonce, given)) {
      return { status: 401, code: 'signature_wrong', message: 'signature does not match' };
    }
    this.forget(now);
    if (this.seen.has(nonce)) return { status: 401, code: 'nonce_reused', message: 'nonce was used before' };
    this.seen.set(nonce, now);
    return null;
  }

  private matches(request: WireRequest, secret: string, time: string, nonce: string, given: string): boolean {
    const digest = crypto.hash('sha256', request.body, 'hex');
    const message = Buffer.concat([
      Buffer.from(request.method.toUpperCase(), 'ascii'),
      LF,
      Buffer.from(request.target, 'utf8'),
      LF,
      Buffer.from(time, 'ascii'),
      LF,
      Buffer.from(nonce, 'ascii'),
      LF,
      Buffer.from(digest, 'ascii'),
    ]);
    const key = crypto.createSecretKey(Buffer.from(secret, 'utf8'));
    const expected = crypto.createHmac('sha256', key).update(message).digest();
    const actual = /^[0-9a-f]{64}$/.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(0);
    return actual.length === expected.length && crypto.timingSafeEqual(actual, expected);
  }

  private forget(now: number): void {
    if (this.seen.size < 5_000) return;
    for (const [nonce, at] of this.seen) if (now - at > 2 * this.rules.toleranceMs) this.seen.delete(nonce);
  }
}
