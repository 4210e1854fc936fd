import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isFault } from '../domain/kernel/fault.ts';
import { makeFolder, replaceFile, syncFolder } from './durable.ts';
import { OperationLog } from './oplog.ts';
import { restoreCopy, type Restored } from './restore.ts';
import { storeFiles } from './store-files.ts';

/** What a person asked to be restored; carried out at the next opening, while nobody has the store open. */
export interface RestoreWish {
  /** Name of the copy in `copies/`, without ending. */
  copy: string;
  /** Also carry out what the operation log holds after the copy. */
  withLog: boolean;
  /** Who asked; null when the store could not be opened and nobody could log in. */
  staffId: string | null;
  atMs: number;
}

export type WishOutcome =
  | { done: true; wish: RestoreWish; restored: Restored }
  | { done: false; wish: RestoreWish; code: string };

const wishFile = 'restore.json';
const failedFile = 'restore-failed.json';

/** A name and nothing of a path. */
export const copyNameShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

export const copyPath = (dir: string, name: string): string => {
  if (!copyNameShape.test(name)) throw new Error('copy name');
  return join(dir, storeFiles.copies, `${name}.db`);
};

/** Durable before the host lets the store go. */
export function wishRestore(dir: string, wish: RestoreWish): void {
  replaceFile(join(dir, wishFile), JSON.stringify(wish));
}

/**
 * Restores what was asked for, or null when nothing was. The caller holds the folder's lock and has not opened the
 * store. Done twice (a crash between the restore and this file's end) it leads to the same store: the epoch in
 * `epoch.json` only rises when the restored store opens. A restore that fails moved nothing: the wish is put aside
 * with its reason and the store opens as it was.
 */
export function carryOutWish(dir: string, key: string, nowMs: number): WishOutcome | null {
  const path = join(dir, wishFile);
  const wish = readWish(path);
  if (wish === null) return null;
  try {
    const restored = restoreCopy({
      dir,
      key,
      copy: copyPath(dir, wish.copy),
      nowMs,
      note: { copy: wish.copy, staffId: wish.staffId },
      ...(wish.withLog ? { upToLsn: Number.POSITIVE_INFINITY } : {}),
    });
    if (!wish.withLog) putInjuredLogAside(dir, key, nowMs);
    rmSync(path, { force: true });
    rmSync(join(dir, failedFile), { force: true });
    syncFolder(dir);
    return { done: true, wish, restored };
  } catch (error) {
    const code = isFault(error) ? error.code : 'internal';
    replaceFile(path, JSON.stringify({ ...wish, code }));
    renameSync(path, join(dir, failedFile));
    syncFolder(dir);
    return { done: false, wish, code };
  }
}

/** A log that does not open would keep the restored store shut; without it the store opens and begins a new one. */
function putInjuredLogAside(dir: string, key: string, nowMs: number): void {
  const path = join(dir, storeFiles.log);
  try {
    new OperationLog(path, key).close();
  } catch (error) {
    if (!isFault(error)) throw error;
    makeFolder(join(dir, storeFiles.replaced));
    renameSync(path, join(dir, storeFiles.replaced, `${storeFiles.log}-injured-${nowMs}`));
    syncFolder(dir);
  }
}

/** The last restore that was asked for and not carried out, with the reason; forgotten once one succeeds. */
export function findFailedRestore(dir: string): { copy: string; atMs: number; code: string } | null {
  const wish = readWish(join(dir, failedFile)) as (RestoreWish & { code?: string }) | null;
  return wish === null ? null : { copy: wish.copy, atMs: wish.atMs, code: wish.code ?? 'internal' };
}

function readWish(path: string): RestoreWish | null {
  if (!existsSync(path)) return null;
  try {
    const wish = JSON.parse(readFileSync(path, 'utf8')) as RestoreWish;
    return copyNameShape.test(wish.copy) ? wish : null;
  } catch {
    return null;
  }
}
