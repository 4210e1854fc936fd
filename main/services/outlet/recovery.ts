import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a key read out or written down survives. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const checkBytes = 3;

const checkOf = (key: Buffer) =>
  createHash('sha256').update('outlet recovery').update(key).digest().subarray(0, checkBytes);

/** The store's key (64 hex digits) as 14 groups of four signs; the last ones check the others. */
export function recoveryGroups(keyHex: string): string[] {
  const key = Buffer.from(keyHex, 'hex');
  const bytes = Buffer.concat([key, checkOf(key)]);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let left = BigInt(bytes.length * 8) / 5n; left > 0n; left -= 1n) {
    text = letters[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text.match(/.{4}/g) ?? [];
}

/** The key back from what a person typed, in any spacing and case; null when a sign is wrong. */
export function keyOfRecovery(typed: string): string | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (text.length !== 56) return null;
  let bits = 0n;
  for (const sign of text) {
    const value = letters.indexOf(sign);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const bytes = Buffer.from(bits.toString(16).padStart(70, '0'), 'hex');
  const key = bytes.subarray(0, 32);
  return checkOf(key).equals(bytes.subarray(32)) ? key.toString('hex') : null;
}
