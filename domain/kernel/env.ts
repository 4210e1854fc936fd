/**
 * The only door to what differs from run to run: clock, ids, chance, network, files.
 *
 * Services take an `Env` and never reach for `Date.now`, `Math.random`, `fetch` or `fs` themselves, so that
 * the simulator can replay a run from a seed and a test can jump the clock.
 */
export interface Env {
  /** UTC milliseconds. May jump in either direction (a person sets the clock). */
  now(): number;
  /** A new UUIDv7 as text. Unique; its order is never relied on, because clocks jump. */
  newId(): string;
  /** A float in [0, 1). */
  random(): number;
  /** `size` unpredictable bytes (keys, nonces); seeded only in the simulator. */
  randomBytes(size: number): Uint8Array;
  /** Resolves after `ms`; rejects at once with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  net: NetPort;
}

/** One HTTP exchange. Bodies are bytes: platforms decide their own encodings. */
export interface NetRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Milliseconds until the exchange is given up as `NetError('timeout')`. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Bytes; a larger answer is refused as `NetError('too_large')`. */
  maxBytes?: number;
}

export interface NetAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface NetPort {
  request(request: NetRequest): Promise<NetAnswer>;
}

export type NetErrorKind = 'offline' | 'timeout' | 'reset' | 'tls' | 'too_large' | 'aborted' | 'bad_address';

/** The exchange did not complete: it is unknown whether the other side acted. */
export class NetError extends Error {
  readonly kind: NetErrorKind;
  constructor(kind: NetErrorKind, detail = '') {
    super(detail === '' ? kind : `${kind}: ${detail}`);
    this.name = 'NetError';
    this.kind = kind;
  }
}
