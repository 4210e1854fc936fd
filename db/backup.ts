import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../domain/kernel/fault.ts';
import { asStoreFault, openDatabase } from './connection.ts';
import { syncFile, syncFolder } from './durable.ts';
import type { Keyring } from './keyring.ts';
import { storeFiles } from './store-files.ts';

export interface CopyOptions {
  /** The outlet's folder. */
  dir: string;
  key: string;
  /** File name without ending. */
  name: string;
  /** Folder for the copy; `copies/` beside the store when left out. */
  target?: string;
}

/**
 * A copy by VACUUM INTO from a read-only handle (the writer goes on meanwhile), then opened and checked before it
 * takes its name: a copy that exists is a copy that was good. Returns its path. Faults: disk_full, store_damaged.
 * Keys of customers are not in it: they lie in the keyring, of which only the current copy is kept.
 */
export function makeCheckedCopy(options: CopyOptions): string {
  const folder = options.target ?? join(options.dir, 'copies');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${options.name}.db`);
  const half = `${path}.half`;
  rmSync(half, { force: true });
  try {
    const source = openDatabase(join(options.dir, 'outlet.db'), { key: options.key, readonly: true });
    try {
      // The handle cannot write this file; the guard against any write would refuse the new one too.
      source.pragma('query_only = OFF');
      source.prepare('VACUUM INTO ?').run(half);
    } finally {
      source.close();
    }
    checkCopy(half, options.key);
    rmSync(path, { force: true });
    renameSync(half, path);
    return path;
  } catch (error) {
    rmSync(half, { force: true });
    throw asStoreFault(error, path) ?? error;
  }
}

/** Copies of the store come and go; of the keyring there is one, always the current one. */
export const keyringCopyName = 'keyring-current.db';

/** Replaces the kept copy of the keyring by the current one. */
export function copyKeyring(keyring: Keyring, path: string): void {
  const half = `${path}.half`;
  rmSync(half, { force: true });
  keyring.copyTo(half);
  renameSync(half, path);
}

/**
 * A keyring that is gone or injured is taken from its one kept copy. That copy is always replaced when a key is
 * destroyed, so nobody who was deleted comes back; people taken in since it was made cannot be read in sealed places
 * any more. `lost`: there is no good copy either; an injured file then stays where it is and does not open.
 */
export function fetchKeyring(dir: string, key: string): 'there' | 'kept' | 'lost' {
  const path = join(dir, storeFiles.keyring);
  if (existsSync(path) && opens(path, key)) return 'there';
  const kept = join(dir, storeFiles.copies, keyringCopyName);
  if (!existsSync(kept)) return 'lost';
  try {
    checkCopy(kept, key);
  } catch {
    return 'lost';
  }
  const half = `${path}.half`;
  copyFileSync(kept, half);
  syncFile(half);
  if (existsSync(path)) renameSync(path, `${path}.injured`);
  // A write-ahead log without its file belongs to the one that is gone.
  for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
  renameSync(half, path);
  syncFolder(dir);
  return 'kept';
}

/** Whether this key opens this file; a file that is damaged from its first page on looks the same as a wrong key. */
export function opens(path: string, key: string): boolean {
  try {
    openDatabase(path, { key, readonly: true }).close();
    return true;
  } catch {
    return false;
  }
}

/** Opens a copy and reads every page of it. Faults: store_damaged, store_key_wrong. */
export function checkCopy(path: string, key: string): void {
  if (!existsSync(path))
    throw new Fault('not_found', { entity: 'copy', id: path.split(/[\\/]/).at(-1) ?? '' });
  const db = openDatabase(path, { key, readonly: true });
  try {
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw new Fault('store_damaged', { place: path.split(/[\\/]/).at(-1) ?? '' });
  } finally {
    db.close();
  }
}

/** Copies in a folder by name without ending; the keyring's own copy and unfinished ones are not among them. */
export function listCopies(folder: string): { name: string; bytes: number; madeAtMs: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.db') && file !== keyringCopyName)
    .map((file) => {
      const { size, mtimeMs } = statSync(join(folder, file));
      return { name: file.slice(0, -3), bytes: size, madeAtMs: mtimeMs };
    });
}
