import Database from 'better-sqlite3';
import { Fault } from '../domain/kernel/fault.ts';

export type Db = Database.Database;

export interface OpenOptions {
  /** 256-bit raw key, 64 hex digits. */
  key: string;
  readonly?: boolean;
  /** Milliseconds to wait for a lock; the host is the only writer, so a long wait is a fault. Default 2000. */
  busyTimeoutMs?: number;
  /** Bench only: 'OFF' shows that the crash harness can fail. */
  synchronous?: 'FULL' | 'OFF';
  fileMustExist?: boolean;
}

/**
 * Opens an encrypted SQLite file (cipher AEGIS, raw key, page MACs) with the settings every handle shares.
 * Faults: `store_key_wrong` when the key does not open it, `store_damaged` when a page does not verify.
 */
export function openDatabase(path: string, options: OpenOptions): Db {
  if (!/^[0-9a-f]{64}$/.test(options.key)) throw new Error('key must be 64 hex digits');
  const db = new Database(path, {
    readonly: options.readonly === true,
    fileMustExist: options.fileMustExist ?? options.readonly === true,
    timeout: options.busyTimeoutMs ?? 2000,
  });
  try {
    db.pragma("cipher = 'aegis'");
    db.pragma(`key = 'raw:${options.key}'`);
    db.pragma('foreign_keys = ON');
    db.pragma('cell_size_check = ON');
    db.pragma('trusted_schema = OFF');
    if (options.readonly === true) {
      db.pragma('query_only = ON');
    } else {
      db.pragma('journal_mode = WAL');
      db.pragma(`synchronous = ${options.synchronous ?? 'FULL'}`);
      // A long-lived reader must not let the log grow without end; 64 MB bounds what recovery has to read.
      db.pragma('journal_size_limit = 67108864');
    }
    // Kibibytes per handle; what readers need most lies in the system's file cache
    db.pragma(`cache_size = ${options.readonly === true ? -4000 : -10000}`);
    db.pragma('temp_store = MEMORY');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    db.close();
    throw asStoreFault(error, path) ?? error;
  }
  return db;
}

/** What a store error of the engine means to a person, or null where it is a defect of ours. */
export function asStoreFault(error: unknown, path = ''): Fault | null {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return null;
  const place = path.split(/[\\/]/).at(-1) ?? '';
  if (code === 'SQLITE_NOTADB') return new Fault('store_key_wrong', { place });
  if (code.startsWith('SQLITE_CORRUPT')) return new Fault('store_damaged', { place });
  if (code === 'SQLITE_FULL') return new Fault('disk_full', { place });
  if (code.startsWith('SQLITE_IOERR')) return new Fault('store_unreadable', { place, detail: code });
  if (code === 'SQLITE_CANTOPEN') return new Fault('store_unreadable', { place, detail: code });
  return null;
}
