import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase, type Db } from '../../db/connection.ts';
import { appliedMigrations, migrate, type Migration } from '../../db/migrate.ts';
import { tempDir } from '../support/temp-dir.ts';

const key = '1a'.repeat(32);
const first: Migration = {
  name: '0001-first',
  statements: [
    'CREATE TABLE parent (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT',
    'CREATE TABLE child (id TEXT PRIMARY KEY, parent_id TEXT NOT NULL REFERENCES parent (id) ON DELETE CASCADE) STRICT',
    "INSERT INTO parent VALUES ('p', 'one')",
    "INSERT INTO child VALUES ('c1', 'p'), ('c2', 'p')",
  ],
};
const rebuild = (flag: boolean): Migration => ({
  name: '0002-rebuild',
  rebuild: flag,
  statements: [
    'CREATE TABLE parent_new (id TEXT PRIMARY KEY, name TEXT NOT NULL, note TEXT) STRICT',
    'INSERT INTO parent_new SELECT id, name, NULL FROM parent',
    'DROP TABLE parent',
    'ALTER TABLE parent_new RENAME TO parent',
  ],
});
const now = () => 1;
const open = (): Db => openDatabase(join(tempDir(), 'm.db'), { key });
const children = (db: Db) => db.prepare('SELECT count(*) FROM child').pluck().get();

test('a rebuild keeps the children; without the flag they would be deleted with their parent', async () => {
  const db = open();
  expect(await migrate(db, { now, list: [first, rebuild(true)] })).toEqual(['0001-first', '0002-rebuild']);
  expect(children(db)).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  db.close();
  const careless = open();
  await migrate(careless, { now, list: [first, rebuild(false)] });
  expect(children(careless)).toBe(0);
  careless.close();
});

test('the first failure stops everything behind it and leaves nothing of itself', async () => {
  const db = open();
  const broken: Migration = {
    name: '0002-broken',
    statements: ['CREATE TABLE half (id TEXT) STRICT', 'INSERT INTO nowhere VALUES (1)'],
  };
  const third: Migration = { name: '0003-third', statements: ['CREATE TABLE third (id TEXT) STRICT'] };
  await expect(migrate(db, { now, list: [first, broken, third] })).rejects.toThrow('0002-broken');
  expect(appliedMigrations(db)).toEqual(['0001-first']);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('half', 'third')").all()).toEqual([]);
  const mended = { ...broken, statements: ['CREATE TABLE half (id TEXT) STRICT'] };
  expect(await migrate(db, { now, list: [first, mended, third] })).toEqual(['0002-broken', '0003-third']);
  db.close();
});

test('rows that lose what they point at roll the migration back', async () => {
  const db = open();
  const orphan: Migration = {
    name: '0002-orphan',
    rebuild: true,
    statements: ["DELETE FROM parent WHERE id = 'p'"],
  };
  await expect(migrate(db, { now, list: [first, orphan] })).rejects.toThrow('lost what they point at');
  expect(children(db)).toBe(2);
  expect(db.prepare('SELECT count(*) FROM parent').pluck().get()).toBe(1);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  db.close();
});

test('a copy is asked for once, before the first change to a store that holds data, and never on a new one', async () => {
  const db = open();
  let copies = 0;
  const beforeFirst = () => void (copies += 1);
  await migrate(db, { now, beforeFirst, list: [first] });
  expect(copies).toBe(0);
  await migrate(db, { now, beforeFirst, list: [first, rebuild(true)] });
  await migrate(db, { now, beforeFirst, list: [first, rebuild(true)] });
  expect(copies).toBe(1);
  db.close();
});

test('a store that knows more than the program is refused by the name of what it does not know', async () => {
  const db = open();
  await migrate(db, { now, list: [first, rebuild(true)] });
  await expect(migrate(db, { now, list: [first] })).rejects.toMatchObject({
    code: 'store_newer',
    params: { found: '0002-rebuild', known: '0001-first' },
  });
  db.close();
});
