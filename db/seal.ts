import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Keyring } from './keyring.ts';
import { pooledRandom } from './random-pool.ts';

/**
 * Seals a JSON value with a customer's key: AES-256-GCM, text form `s1.<key id>.<base64 of nonce|tag|bytes>`.
 * The key id is authenticated, so a sealed text cannot be moved to another customer.
 */
export class Sealer {
  readonly #keyring: Keyring;
  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  seal(keyId: number, value: unknown): string {
    return this.sealText(keyId, JSON.stringify(value));
  }

  sealText(keyId: number, text: string): string {
    const key = this.#keyring.find(keyId);
    if (key === null) throw new Error(`seal: key ${keyId} is gone`);
    const nonce = pooledRandom(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(Buffer.from(String(keyId)));
    const body = cipher.update(text, 'utf8');
    cipher.final();
    return `s1.${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`;
  }

  /** The value, or null when its key was destroyed. Throws when the bytes were changed. */
  open<T>(sealed: string): T | null {
    const text = this.openText(sealed);
    return text === null ? null : (JSON.parse(text) as T);
  }

  openText(sealed: string): string | null {
    const [form, id, body] = sealed.split('.');
    if (form !== 's1' || id === undefined || body === undefined) throw new Error('seal: unknown form');
    const key = this.#keyring.find(Number(id));
    if (key === null) return null;
    const bytes = Buffer.from(body, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}
