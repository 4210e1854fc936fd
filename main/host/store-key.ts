import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../domain/kernel/fault.ts';
import { storeFiles } from '../../db/store.ts';

export const keyFileName = 'store.key';

/**
 * The key of a store without a keychain: 64 hex digits in a file of mode 0600 beside it, made together with the
 * store. A store whose key file is gone is never given a new one: that would look like a damaged store.
 */
export function keyFromFile(dir: string, randomBytes: (size: number) => Uint8Array): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, keyFileName);
  if (existsSync(path)) return readKey(path);
  if (existsSync(join(dir, storeFiles.store))) throw new Fault('store_key_missing');
  const hex = Buffer.from(randomBytes(32)).toString('hex');
  writeKey(path, hex);
  return readKey(path);
}

/** The key of the file, or null when there is none that looks like a key. */
export function findKeyFile(dir: string): string | null {
  try {
    return readKey(join(dir, keyFileName));
  } catch {
    return null;
  }
}

/** Keeps a key that was proven; a file that held another is put aside under its own name. */
export function keepKeyFile(dir: string, hex: string): void {
  const path = join(dir, keyFileName);
  if (findKeyFile(dir) === hex) return;
  if (existsSync(path)) renameSync(path, `${path}.before`);
  writeKey(path, hex);
}

function readKey(path: string): string {
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Fault('store_key_wrong');
  return text;
}

/** Durable before the first page of the store is written with it; two openers at once agree on one. */
function writeKey(path: string, hex: string): void {
  const temporary = `${path}.${process.pid}.new`;
  rmSync(temporary, { force: true });
  const fd = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(fd, `${hex}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
