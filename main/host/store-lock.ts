import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../../domain/kernel/fault.ts';

export interface StoreLock {
  release(): void;
}

/**
 * One program per outlet folder. The lock is an exclusive lock of the operating system on a small file (held by an
 * open SQLite transaction, the one file lock Node can reach without a native part of our own): it ends with the
 * process however that ends, so there is no stale lock to judge and take over. The pid beside it is for people.
 * Fault: `store_locked` with the pid of the holder.
 */
export function lockStore(dir: string, pid = process.pid): StoreLock {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const pidPath = join(dir, 'outlet.pid');
  const handle = new Database(join(dir, 'outlet.lock'), { timeout: 0 });
  try {
    handle.pragma('journal_mode = MEMORY');
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
    throw new Fault('store_locked', { pid: readPid(pidPath) });
  }
  writeFileSync(pidPath, `${pid}\n`, { mode: 0o600 });
  return {
    release() {
      if (!handle.open) return;
      rmSync(pidPath, { force: true });
      handle.close();
    },
  };
}

function readPid(path: string): number {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}
