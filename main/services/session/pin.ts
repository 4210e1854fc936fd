import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Env } from '../../../domain/kernel/env.ts';

/**
 * PIN hashes. Argon2id where its native file loads; scrypt elsewhere (a build for a platform without it).
 * A PIN is short: the hash only slows an attacker who holds the open store, the limit on tries does the rest.
 */
interface Argon2 {
  hash(text: string, options: object): Promise<string>;
  verify(hash: string, text: string): Promise<boolean>;
}

let argon2: Promise<Argon2 | null> | undefined;

function loadArgon2(): Promise<Argon2 | null> {
  return (argon2 ??= import('@node-rs/argon2').then(
    (loaded) => loaded as unknown as Argon2,
    () => null,
  ));
}

/** 19 MiB, two passes, one lane: the least that OWASP names; about 30 ms on a shop computer. */
const argonCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const scryptCost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** The text to store: PHC form for Argon2id, `scrypt$salt$hash` (hex) for the other. */
export async function hashPin(env: Env, pin: string): Promise<string> {
  const salt = env.randomBytes(16);
  const native = await loadArgon2();
  if (native) return native.hash(pin, { ...argonCost, salt: Buffer.from(salt) });
  const hash = await scryptAsync(pin, salt);
  return `scrypt$${Buffer.from(salt).toString('hex')}$${hash.toString('hex')}`;
}

/** False for a wrong PIN and for a hash nobody can read; true answers take as long as false ones. */
export async function verifyPin(stored: string, pin: string): Promise<boolean> {
  if (stored.startsWith('scrypt$')) {
    const [, salt = '', hash = ''] = stored.split('$');
    const expected = Buffer.from(hash, 'hex');
    const found = await scryptAsync(pin, Buffer.from(salt, 'hex'));
    return expected.length === found.length && timingSafeEqual(expected, found);
  }
  const native = await loadArgon2();
  if (!native) return false;
  return native.verify(stored, pin).catch(() => false);
}

function scryptAsync(pin: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, 32, scryptCost, (error, key) => (error ? reject(error) : resolve(key))),
  );
}
