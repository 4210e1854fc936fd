import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Snapshots, type SnapshotQuery } from '../../db/snapshots.ts';

function build(limits: { maxBytes?: number; perDesk?: number } = {}) {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (seq INTEGER PRIMARY KEY, word TEXT) STRICT');
  const insert = db.prepare('INSERT INTO t (word) VALUES (?)');
  for (let i = 1; i <= 100; i++) insert.run(`w${i}`);
  const words: SnapshotQuery = {
    numbers: (handle, params: { up: boolean }) =>
      handle
        .prepare(`SELECT seq FROM t ORDER BY seq ${params.up ? 'ASC' : 'DESC'}`)
        .pluck()
        .all() as number[],
    rows: (handle, numbers) =>
      handle
        .prepare('SELECT seq, word FROM t WHERE seq IN (SELECT value FROM json_each(?))')
        .all(JSON.stringify(numbers)) as { seq: number }[],
  };
  return { db, snapshots: new Snapshots(db, { words }, limits) };
}

interface Word {
  seq: number;
  word: string;
}

test('slices keep the order of the moment while rows stay fresh; a gone row leaves its place', () => {
  const { db, snapshots } = build();
  const { snapshotId, total } = snapshots.open('d', 'words', { up: false });
  expect(total).toBe(100);
  db.exec(
    "UPDATE t SET word = 'changed' WHERE seq = 99; DELETE FROM t WHERE seq = 98; INSERT INTO t (word) VALUES ('new')",
  );
  const rows = snapshots.slice<Word>('d', snapshotId, 0, 4);
  expect(rows.map((row) => row?.word ?? null)).toEqual(['w100', 'changed', null, 'w97']);
  expect(snapshots.open('d', 'words', { up: false }).total).toBe(100);
});

test('edges: beyond the end, before the beginning, turned around, too much at once', () => {
  const { snapshots } = build();
  const { snapshotId } = snapshots.open('d', 'words', { up: true });
  const slice = (from: number, to: number) =>
    snapshots.slice<Word>('d', snapshotId, from, to).map((row) => row?.seq);
  expect(slice(98, 200)).toEqual([99, 100]);
  expect(slice(200, 300)).toEqual([]);
  expect(slice(-5, 2)).toEqual([1, 2]);
  expect(slice(5, 2)).toEqual([]);
  expect(snapshots.indexOf('d', snapshotId, 42)).toBe(41);
  expect(snapshots.indexOf('d', snapshotId, 4200)).toBe(-1);
  expect(() => snapshots.open('d', 'constructor', {})).toThrow('no snapshot query');
});

test('a desk keeps so many lists; the one used longest ago goes first', () => {
  const { snapshots } = build({ perDesk: 2 });
  const [a, b] = [1, 2].map(() => snapshots.open('d', 'words', { up: true }).snapshotId) as [string, string];
  const other = snapshots.open('e', 'words', { up: true }).snapshotId;
  snapshots.slice('d', a, 0, 1);
  snapshots.open('d', 'words', { up: true });
  expect(() => snapshots.slice('d', b, 0, 1)).toThrow('snapshot_gone');
  expect(snapshots.slice('d', a, 0, 1)).toHaveLength(1);
  expect(snapshots.slice('e', other, 0, 1)).toHaveLength(1);
});

test('all lists together stay within their bytes; the newest is never the one to go', () => {
  const { snapshots } = build({ maxBytes: 1000 });
  const ids = [1, 2, 3].map((i) => snapshots.open(`d${i}`, 'words', { up: true }).snapshotId);
  expect(snapshots.bytes).toBeLessThanOrEqual(1000);
  expect(() => snapshots.slice('d1', ids[0] as string, 0, 1)).toThrow('snapshot_gone');
  expect(snapshots.slice('d3', ids[2] as string, 0, 1)).toHaveLength(1);
  const tiny = build({ maxBytes: 10 }).snapshots;
  expect(tiny.slice('d', tiny.open('d', 'words', { up: true }).snapshotId, 0, 1)).toHaveLength(1);
});

test('a desk sees its own lists only', () => {
  const { snapshots } = build();
  const { snapshotId } = snapshots.open('d', 'words', { up: true });
  expect(() => snapshots.slice('e', snapshotId, 0, 1)).toThrow('snapshot_gone');
  snapshots.close('e', snapshotId);
  expect(snapshots.slice('d', snapshotId, 0, 1)).toHaveLength(1);
  snapshots.close('d', snapshotId);
  expect(snapshots.bytes).toBe(0);
});
