import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyKeyring, keyringCopyName, makeCheckedCopy } from '../../db/backup.ts';
import { openDatabase, type Db } from '../../db/connection.ts';
import { restoreCopy } from '../../db/restore.ts';
import { openStore, storeFiles, type Store } from '../../db/store.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { eraseHandlers } from '../../main/services/customers/erase.ts';
import type { ServiceContext } from '../../main/services/context.ts';
import { addCustomer, copyFolder, smallStore, storeKey } from './support.ts';

const person = '祁望春春';

/** Every text of every row that holds the name, in the clear or openable with the keys there are. */
function traces(db: Db, open: (sealed: string) => unknown): string[] {
  const found: string[] = [];
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  for (const table of tables)
    for (const row of db.prepare(`SELECT * FROM ${table}`).iterate() as Iterable<Record<string, unknown>>)
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== 'string') continue;
        if (value.includes(person)) found.push(`${table}.${column}`);
        else if (/seal/.test(column) && JSON.stringify(open(value) ?? '').includes(person))
          found.push(`${table}.${column} sealed`);
      }
  return found;
}

function erase(store: Store, id: string, destroy = true): void {
  const version = store.read.prepare('SELECT version FROM customer WHERE id = ?').pluck().get(id) as number;
  const ctx = {
    requestId: `erase ${id}`,
    session: { deskId: 'desk', staffId: null },
    gate: store.gate,
    read: store.read,
    host: { seal: destroy ? store : { destroyErased() {} }, kick() {} },
  } as unknown as ServiceContext;
  eraseHandlers['customers.erase'](ctx, { id, version });
}

function logTraces(store: Store): number {
  let found = 0;
  for (const record of store.log.read())
    for (const row of record.rows) {
      const text = 's' in row ? JSON.stringify(store.sealer.open(row.s) ?? '') : JSON.stringify(row);
      if (text.includes(person)) found += 1;
    }
  return found;
}

const copyTraces = (path: string, store: Store): string[] => {
  const db = openDatabase(path, { key: storeKey, readonly: true });
  try {
    return traces(db, (sealed) => store.sealer.open(sealed));
  } finally {
    db.close();
  }
};

test('a deleted person is gone from store, log, kept copies and the copy of the keys; the chain holds', async () => {
  const { dir, store } = await smallStore(1);
  const { id, keyId } = addCustomer(store, person);
  const copy = makeCheckedCopy({ dir, key: storeKey, name: 'before' });
  copyKeyring(store.keyring, join(dir, storeFiles.copies, keyringCopyName));
  expect(traces(store.read, (sealed) => store.sealer.open(sealed)).length).toBeGreaterThan(2);
  expect(logTraces(store)).toBeGreaterThan(0);
  expect(copyTraces(copy, store).length).toBeGreaterThan(2);

  erase(store, id);
  expect(traces(store.read, (sealed) => store.sealer.open(sealed))).toEqual([]);
  expect(logTraces(store)).toBe(0);
  expect(copyTraces(copy, store)).toEqual([]);
  expect(store.keyring.find(keyId)).toBeNull();
  const kept = openDatabase(join(dir, storeFiles.copies, keyringCopyName), { key: storeKey, readonly: true });
  expect(kept.prepare('SELECT bytes FROM seal_key WHERE id = ?').pluck().get(keyId)).toBeNull();
  kept.close();
  expect(verifyStore(store.read).L6.ok).toBe(true);
  expect(existsSync(copy)).toBe(true);
  store.close();
});

test('the host dies between the commit and the key: opening makes it good', async () => {
  const { dir, env, store } = await smallStore(0);
  const { id, keyId } = addCustomer(store, person);
  const copy = makeCheckedCopy({ dir, key: storeKey, name: 'before' });
  erase(store, id, false);
  expect(store.keyring.find(keyId)).not.toBeNull();
  const left = copyFolder(dir);
  store.close();
  const again = await openStore({ dir: left, key: storeKey, env });
  expect(again.keyring.find(keyId)).toBeNull();
  expect(logTraces(again)).toBe(0);
  expect(copyTraces(join(left, storeFiles.copies, 'before.db'), again)).toEqual([]);
  expect(readFileSync(copy).length).toBeGreaterThan(0);
  again.close();
});

test('a copy that lay elsewhere: whoever was deleted stays deleted when it is restored', async () => {
  const { dir, env, store } = await smallStore(1);
  const { id } = addCustomer(store, person);
  const elsewhere = join(dir, '..', 'stick');
  const copy = makeCheckedCopy({ dir, key: storeKey, name: 'before', target: elsewhere });
  erase(store, id);
  store.close();
  expect(restoreCopy({ dir, key: storeKey, copy, nowMs: env.now() })).toMatchObject({ cleared: 1 });
  const again = await openStore({ dir, key: storeKey, env });
  expect(traces(again.read, (sealed) => again.sealer.open(sealed))).toEqual([]);
  expect(verifyStore(again.read).L6.ok).toBe(true);
  again.close();
});

test('keys made ahead are never handed to a second person', async () => {
  const { dir, env, store } = await smallStore(1);
  const quarantined = store.gate.run({ command: 't', requestId: 'k', deskId: 'd', staffId: null }, (tx) =>
    tx.newKeyId(),
  );
  store.close();
  const again = await openStore({ dir, key: storeKey, env });
  expect(addCustomer(again, '后来').keyId).toBeGreaterThan(quarantined);
  again.close();
});
