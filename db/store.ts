import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../domain/kernel/fault.ts';
import type { Env } from '../domain/kernel/env.ts';
import { copyKeyring, keyringCopyName, makeCheckedCopy } from './backup.ts';
import { openDatabase, type Db } from './connection.ts';
import { makeFolder, replaceFile } from './durable.ts';
import { Gate } from './gate.ts';
import { Keyring } from './keyring.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { OperationLog, type LogRecord } from './oplog.ts';
import { replayRecords } from './replay.ts';
import { Sealer } from './seal.ts';

/** Names inside one outlet's folder. */
export const storeFiles = {
  store: 'outlet.db',
  keyring: 'keyring.db',
  search: 'search.db',
  log: 'oplog',
  blobs: 'blobs',
  copies: 'copies',
  epoch: 'epoch.json',
} as const;

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
  readonly epoch: number;
  readonly gate: Gate;
  /** Read-only handle of this thread: sees committed rows only. */
  readonly read: Db;
  readonly keyring: Keyring;
  readonly sealer: Sealer;
  readonly log: OperationLog;
  /** What opening found and did, for the log and the diagnostics page. */
  readonly opened: { created: boolean; migrated: string[]; replayed: number; appended: number };
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
    const migrated = await migrate(db, {
      now: () => env.now(),
      beforeFirst: () =>
        void makeCheckedCopy({ dir, key, name: `before-${appliedMigrations(db).at(-1) ?? 'first'}` }),
    });
    const identity = readIdentity(db, env);
    if (options.expectOutlet !== undefined && identity.outletId !== options.expectOutlet) {
      throw new Fault('store_other_outlet', { found: identity.outletId, expected: options.expectOutlet });
    }
    guardEpoch(dir, identity);
    keyring = new Keyring(join(dir, storeFiles.keyring), key);
    keyring.resume(
      (db.prepare('SELECT coalesce(max(key_id), 0) FROM customer').pluck().get() as number) ?? 0,
    );
    const sealer = new Sealer(keyring);
    log = new OperationLog(join(dir, storeFiles.log), key, { sync: options.synchronous !== 'OFF' });
    const { replayed, appended } = reconcile(db, log, sealer, identity);
    destroyErased(db, keyring, dir, env);
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
      epoch: identity.epoch,
      gate,
      read,
      keyring,
      sealer,
      log,
      opened: { created, migrated, replayed, appended },
      destroyErased: () => destroyErased(db, parts.keyring, dir, env),
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
function destroyErased(db: Db, keyring: Keyring, dir: string, env: Env): void {
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
  const copy = join(dir, storeFiles.copies, keyringCopyName);
  if (destroyed > 0 && existsSync(copy)) copyKeyring(keyring, copy);
}

interface Identity {
  outletId: string;
  epoch: number;
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

/**
 * A restored older store carries a higher epoch than the one it replaced. The highest epoch ever used here lies in
 * a side file, so the replaced store, should it come back, refuses to write beside its successor.
 */
function guardEpoch(dir: string, identity: Identity): void {
  const path = join(dir, storeFiles.epoch);
  const known = readEpoch(path);
  if (known !== null && known.outlet === identity.outletId && known.epoch > identity.epoch) {
    throw new Fault('store_epoch_old', { found: identity.epoch, expected: known.epoch });
  }
  if (known !== null && known.outlet === identity.outletId && known.epoch === identity.epoch) return;
  replaceFile(path, JSON.stringify({ outlet: identity.outletId, epoch: identity.epoch }));
}

/** Fault: `store_damaged`. An empty file is what a power cut during its first writing may leave: nothing is known. */
function readEpoch(path: string): { outlet: string; epoch: number } | null {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text === '') return null;
  try {
    const { outlet, epoch } = JSON.parse(text) as { outlet: unknown; epoch: unknown };
    if (typeof outlet === 'string' && Number.isSafeInteger(epoch)) return { outlet, epoch: epoch as number };
  } catch {
    // said below
  }
  throw new Fault('store_damaged', { place: storeFiles.epoch });
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
