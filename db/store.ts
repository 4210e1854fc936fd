import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../domain/kernel/fault.ts';
import type { Env } from '../domain/kernel/env.ts';
import { copyKeyring, fetchKeyring, keyringCopyName, listCopies, makeCheckedCopy } from './backup.ts';
import { openDatabase, type Db } from './connection.ts';
import { makeFolder, syncFolder } from './durable.ts';
import { noteEpoch, refuseOldEpoch, type Identity } from './epoch.ts';
import { clearPeople } from './erased.ts';
import { Gate } from './gate.ts';
import { Keyring } from './keyring.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { OperationLog, type LogRecord } from './oplog.ts';
import { replayRecords } from './replay.ts';
import { Sealer } from './seal.ts';
import { storeFiles } from './store-files.ts';

export { storeFiles };

export interface OpenStoreOptions {
  dir: string;
  /** 64 hex digits; from the keychain or the key file. */
  key: string;
  env: Env;
  /** The outlet this folder must belong to; any when left out. */
  expectOutlet?: string;
  /** Crash harness only: shows that the harness can fail. */
  synchronous?: 'FULL' | 'OFF';
}

export interface Store {
  readonly dir: string;
  readonly path: string;
  readonly key: string;
  readonly outletId: string;
  /** Clock, ids and chance of this store's world. */
  readonly env: Env;
  readonly epoch: number;
  readonly gate: Gate;
  /** Read-only handle of this thread: sees committed rows only. */
  readonly read: Db;
  readonly keyring: Keyring;
  readonly sealer: Sealer;
  readonly log: OperationLog;
  /** What opening found and did, for the log and the diagnostics page. */
  readonly opened: {
    created: boolean;
    migrated: string[];
    replayed: number;
    appended: number;
    /** `kept`: the keyring was gone or injured and its kept copy took its place; `lost`: there was no copy either. */
    keyring: 'there' | 'kept' | 'lost';
  };
  /** Destroys the keys of erased customers, here and in the kept copy of the keyring. Idempotent. */
  destroyErased(): void;
  close(): void;
}

/**
 * Opens (or creates) the store of one outlet and brings store and operation log to one state: what either knows and
 * the other lost is carried over. Faults: store_key_wrong, store_damaged, store_newer, store_other_outlet,
 * store_epoch_old, log_damaged, disk_full.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { dir, key, env } = options;
  makeFolder(dir);
  const path = join(dir, storeFiles.store);
  const created = !existsSync(path);
  const db = openDatabase(path, {
    key,
    ...(options.synchronous === undefined ? {} : { synchronous: options.synchronous }),
  });
  let log: OperationLog | null = null;
  let keyring: Keyring | null = null;
  let read: Db | null = null;
  try {
    // Before anything is written: a store that is not ours, or was replaced, stays as it is.
    refuseStranger(db, options);
    const migrated = await migrate(db, {
      now: () => env.now(),
      beforeFirst: () =>
        void makeCheckedCopy({ dir, key, name: `before-${appliedMigrations(db).at(-1) ?? 'first'}` }),
    });
    const identity = readIdentity(db, env);
    noteEpoch(dir, identity);
    const found = created ? 'there' : fetchKeyring(dir, key);
    keyring = new Keyring(join(dir, storeFiles.keyring), key);
    keyring.resume(
      (db.prepare('SELECT coalesce(max(key_id), 0) FROM customer').pluck().get() as number) ?? 0,
    );
    const sealer = new Sealer(keyring);
    const openLog = () =>
      new OperationLog(join(dir, storeFiles.log), key, { sync: options.synchronous !== 'OFF' });
    log = openLog();
    if (isOfEarlierEpoch(db, log, identity)) {
      log.close();
      moveLogAside(dir, identity);
      log = openLog();
    }
    const { replayed, appended } = reconcile(db, log, sealer, identity);
    destroyErased(db, keyring, dir, key, env);
    const gate = new Gate({
      db,
      log,
      keyring,
      sealer,
      env,
      outletId: identity.outletId,
      epoch: identity.epoch,
    });
    read = openDatabase(path, { key, readonly: true });
    const handles = [read, db];
    const parts = { log, keyring };
    return {
      dir,
      path,
      key,
      outletId: identity.outletId,
      env,
      epoch: identity.epoch,
      gate,
      read,
      keyring,
      sealer,
      log,
      opened: { created, migrated, replayed, appended, keyring: found },
      destroyErased: () => destroyErased(db, parts.keyring, dir, key, env),
      close: () => {
        for (const handle of handles) handle.close();
        parts.log.close();
        parts.keyring.close();
      },
    };
  } catch (error) {
    read?.close();
    log?.close();
    keyring?.close();
    db.close();
    throw error;
  }
}

/**
 * The rows are cleared in the gate first and the key is destroyed after the commit; a crash in between is made good
 * at the next start. The one kept copy of the keyring is replaced, because an older copy would still hold the key.
 */
function destroyErased(db: Db, keyring: Keyring, dir: string, key: string, env: Env): void {
  const ids = db
    .prepare('SELECT key_id FROM customer WHERE deleted_at IS NOT NULL')
    .pluck()
    .all() as number[];
  let destroyed = 0;
  for (const id of ids) {
    if (keyring.find(id) === null) continue;
    keyring.destroy(id, env.now());
    destroyed += 1;
  }
  if (destroyed === 0) return;
  const folder = join(dir, storeFiles.copies);
  if (!existsSync(folder)) return;
  const copy = join(folder, keyringCopyName);
  if (existsSync(copy)) copyKeyring(keyring, copy);
  // Copies hold the columns that are searched in the clear; those elsewhere are cleared when they are restored.
  for (const { name } of listCopies(folder)) clearCopy(join(folder, `${name}.db`), key, keyring, env);
}

/** A copy that cannot be opened is no hindrance: it is refused at a restore, and cleared if it is ever mended. */
function clearCopy(path: string, key: string, keyring: Keyring, env: Env): void {
  try {
    const db = openDatabase(path, { key });
    try {
      clearPeople(db, (keyId) => keyring.isDestroyed(keyId), env.now());
    } finally {
      db.close();
    }
  } catch {
    // said at the next check of copies
  }
}

function readIdentity(db: Db, env: Env): Identity {
  const get = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const outletId = get.get('outlet_id') as string | undefined;
  if (outletId !== undefined) return { outletId, epoch: Number(get.get('epoch')) };
  const made = { outletId: env.newId(), epoch: 1 };
  const put = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  db.transaction(() => {
    put.run('outlet_id', made.outletId);
    put.run('epoch', String(made.epoch));
  })();
  return made;
}

/** Faults: `store_other_outlet`, `store_epoch_old`. A store without a schema is a new one. */
function refuseStranger(db: Db, options: OpenStoreOptions): void {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() === undefined) return;
  const get = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const outletId = get.get('outlet_id') as string | undefined;
  if (outletId === undefined) return;
  if (options.expectOutlet !== undefined && outletId !== options.expectOutlet)
    throw new Fault('store_other_outlet', { found: outletId, expected: options.expectOutlet });
  refuseOldEpoch(options.dir, { outletId, epoch: Number(get.get('epoch')) });
}

/** After a restore the log goes on where the replaced store had come to: its numbers would be given twice. */
function isOfEarlierEpoch(db: Db, log: OperationLog, identity: Identity): boolean {
  const storeHead = (db.prepare('SELECT coalesce(max(lsn), 0) FROM op').pluck().get() as number) ?? 0;
  if (log.head <= storeHead) return false;
  const [first] = log.read(storeHead);
  return first !== undefined && first.epoch < identity.epoch;
}

function moveLogAside(dir: string, identity: Identity): void {
  const folder = join(dir, storeFiles.replaced);
  makeFolder(folder);
  renameSync(join(dir, storeFiles.log), join(folder, `${storeFiles.log}-before-epoch-${identity.epoch}`));
  syncFolder(folder);
  syncFolder(dir);
}

/** Compares store head and log head, both ways. */
function reconcile(
  db: Db,
  log: OperationLog,
  sealer: Sealer,
  identity: Identity,
): { replayed: number; appended: number } {
  const storeHead = (db.prepare('SELECT coalesce(max(lsn), 0) FROM op').pluck().get() as number) ?? 0;
  if (log.head > storeHead) {
    const tail = [...log.read(storeHead)].filter(
      (record: LogRecord) => record.outlet === identity.outletId && record.epoch === identity.epoch,
    );
    return { replayed: replayRecords(db, sealer, tail), appended: 0 };
  }
  const missing = db.prepare('SELECT lsn, record FROM op_image WHERE lsn > ? ORDER BY lsn').all(log.head) as {
    lsn: number;
    record: Buffer;
  }[];
  log.append(missing.map((row) => ({ lsn: row.lsn, packed: row.record })));
  return { replayed: 0, appended: missing.length };
}
