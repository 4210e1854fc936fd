import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../domain/kernel/fault.ts';
import { checkCopy, fetchKeyring } from './backup.ts';
import { openDatabase, type Db } from './connection.ts';
import { makeFolder, syncFile, syncFolder } from './durable.ts';
import { contentsOf, listSince, type SinceMessage, sinceLimit } from './copy-contents.ts';
import { clearPeople } from './erased.ts';
import { readEpoch } from './epoch.ts';
import { Keyring } from './keyring.ts';
import { OperationLog, type LogRecord } from './oplog.ts';
import { replayRecords } from './replay.ts';
import { Sealer } from './seal.ts';
import { storeFiles } from './store-files.ts';
import { listTold } from './told.ts';

export interface RestoreOptions {
  /** The outlet's folder. Nobody may have it open: the caller holds the lock. */
  dir: string;
  key: string;
  /** Path of the copy. */
  copy: string;
  nowMs: number;
  /** Also carry out what the operation log holds after the copy, up to this command; all of it with Infinity. */
  upToLsn?: number;
  /** What a person will want to know of it later. */
  note?: { copy: string; staffId: string | null };
}

/** `meta.restored`: the last restore of this store, as it is shown and reviewed. */
export interface RestoreNote {
  at: number;
  /** Last command of the copy: the moment the outlet went back to. */
  asOf: number | null;
  copy: string;
  staffId: string | null;
  epoch: number;
  replayed: number;
  /** Folder name in `replaced/`. */
  replaced: string;
  /** Messages of the replaced store the restored one does not know; null when that store could not be read. */
  since: SinceMessage[] | null;
}

export interface Restored {
  epoch: number;
  /** Last command in the store now. */
  lsn: number;
  /** Commands carried out from the operation log. */
  replayed: number;
  /** People whose data was deleted after the copy was made; cleared again. */
  cleared: number;
  /** Folder that holds the store as it was. */
  replaced: string;
}

/**
 * Puts a checked copy in the store's place. The new store has a higher epoch, so document numbers differ from those
 * given out after the copy and the old store refuses to write should it come back; the outbox is halted until a
 * person has had the platforms read again, and every waiting message is read back before it is sent. Keys are never
 * taken from a copy: whoever was deleted meanwhile stays deleted.
 *
 * The new store is made complete beside the old one and takes its name in one step; after a crash before it the old
 * store opens, after it the new one, and opening moves the operation log of the earlier epoch aside.
 * Faults: not_found, store_damaged, store_key_wrong, store_other_outlet, log_damaged.
 */
export function restoreCopy(options: RestoreOptions): Restored {
  const { dir, key, copy, nowMs } = options;
  checkCopy(copy, key);
  const path = join(dir, storeFiles.store);
  const half = `${path}.restored`;
  for (const ending of ['', '-wal', '-shm']) rmSync(`${half}${ending}`, { force: true });
  copyFileSync(copy, half);
  fetchKeyring(dir, key);
  const keyring = new Keyring(join(dir, storeFiles.keyring), key);
  const db = openDatabase(half, { key });
  let made: Omit<Restored, 'replaced'>;
  try {
    made = prepare(db, keyring, options);
  } finally {
    db.close();
    keyring.close();
  }
  syncFile(half);
  const replaced = keepOld(dir, nowMs);
  // The WAL belongs to the old store; beside the new one it would be taken for its own.
  for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
  syncFolder(dir);
  renameSync(half, path);
  rmSync(join(dir, storeFiles.search), { force: true });
  syncFolder(dir);
  return { ...made, replaced };
}

function prepare(db: Db, keyring: Keyring, options: RestoreOptions): Omit<Restored, 'replaced'> {
  const meta = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const outlet = String(meta.get('outlet_id'));
  const known = readEpoch(join(options.dir, storeFiles.epoch));
  if (known !== null && known.outlet !== outlet)
    throw new Fault('store_other_outlet', { found: outlet, expected: known.outlet });
  const replayed = options.upToLsn === undefined ? 0 : replayUpTo(db, keyring, outlet, options);
  const cleared = clearPeople(db, (keyId) => keyring.isDestroyed(keyId), options.nowMs);
  const { since, told } = readReplaced(db, new Sealer(keyring), options);
  const asOf = contentsOf(db).lastAt;
  const epoch = 1 + Math.max(Number(meta.get('epoch')), known?.epoch ?? 0);
  const put = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  db.transaction(() => {
    put.run('epoch', String(epoch));
    put.run('outbox_halted', JSON.stringify({ why: 'restored', at: options.nowMs }));
    const note: RestoreNote = {
      at: options.nowMs,
      asOf,
      copy: options.note?.copy ?? '',
      staffId: options.note?.staffId ?? null,
      epoch,
      replayed,
      replaced: folderOf(options.nowMs),
      since,
    };
    put.run('restored', JSON.stringify(note));
    db.prepare("DELETE FROM meta WHERE key GLOB 'told:*'").run();
    for (const { name, key } of told) put.run(name, key);
    // Any of them may have been sent after the copy was made: under way means it is read back first.
    db.prepare("UPDATE outbox SET state = 'sending' WHERE state = 'waiting'").run();
  })();
  const lsn = db.prepare('SELECT coalesce(max(lsn), 0) FROM op').pluck().get() as number;
  return { epoch, lsn, replayed, cleared };
}

/** Read before anything is moved; a store that is injured or gone has nothing to say. */
function readReplaced(
  copy: Db,
  sealer: Sealer,
  { dir, key }: RestoreOptions,
): { since: SinceMessage[] | null; told: { name: string; key: string }[] } {
  const path = join(dir, storeFiles.store);
  if (!existsSync(path)) return { since: null, told: [] };
  try {
    const present = openDatabase(path, { key, readonly: true });
    try {
      return {
        since: listSince(copy, present).slice(0, sinceLimit),
        told: listTold(copy, present, sealer),
      };
    } finally {
      present.close();
    }
  } catch {
    return { since: null, told: [] };
  }
}

const folderOf = (nowMs: number) => new Date(nowMs).toISOString().replaceAll(':', '');

function replayUpTo(
  db: Db,
  keyring: Keyring,
  outlet: string,
  { dir, key, upToLsn = 0 }: RestoreOptions,
): number {
  const head = db.prepare('SELECT coalesce(max(lsn), 0) FROM op').pluck().get() as number;
  const log = new OperationLog(join(dir, storeFiles.log), key);
  try {
    const wanted = function* (): Generator<LogRecord> {
      for (const record of log.read(head)) {
        if (record.lsn > upToLsn) return;
        if (record.outlet === outlet) yield record;
      }
    };
    return replayRecords(db, new Sealer(keyring), wanted());
  } finally {
    log.close();
  }
}

/** The store as it was stays beside the new one until a person deletes it. */
function keepOld(dir: string, nowMs: number): string {
  const folder = join(dir, storeFiles.replaced, folderOf(nowMs));
  makeFolder(folder);
  for (const ending of ['', '-wal']) {
    const from = join(dir, `${storeFiles.store}${ending}`);
    const to = join(folder, `${storeFiles.store}${ending}`);
    if (!existsSync(from)) continue;
    rmSync(to, { force: true });
    try {
      linkSync(from, to);
    } catch {
      // Some file systems have no second names.
      copyFileSync(from, to);
    }
  }
  syncFolder(folder);
  return folder;
}
