import { hash as digest } from 'node:crypto';

/**
 * Opening addresses: each lets one opener in once, nobody else. Only hashes are kept, so that a memory image or a
 * log of this table opens nothing.
 */
export class Openers {
  readonly #hashes = new Map<string, { deskId: string }>();
  readonly #used = new Set<string>();
  readonly #randomBytes: (size: number) => Uint8Array;

  constructor(randomBytes: (size: number) => Uint8Array) {
    this.#randomBytes = randomBytes;
  }

  issue(deskId: string): string {
    const token = Buffer.from(this.#randomBytes(32)).toString('base64url');
    this.#hashes.set(hashOf(token), { deskId });
    return token;
  }

  /** Addresses given out and not used yet lead to this desk from now on: the outlet was opened anew. */
  moveTo(deskId: string): void {
    for (const hash of this.#hashes.keys()) this.#hashes.set(hash, { deskId });
  }

  /** The desk the token opens, or null: never ours, or used before. */
  redeem(token: unknown): { deskId: string } | null {
    if (typeof token !== 'string' || token.length > 100) return null;
    const hash = hashOf(token);
    const found = this.#hashes.get(hash);
    if (!found) return null;
    this.#hashes.delete(hash);
    this.#used.add(hash);
    return found;
  }
}

export function hashOf(token: string): string {
  return digest('sha256', token, 'hex');
}
