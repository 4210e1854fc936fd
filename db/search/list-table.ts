import type Database from 'better-sqlite3';
import { decodeBits, type Bits } from './bits.ts';

/** 2^40: room for the hashes of one block's grams; 8,192 blocks stay below 2^53. */
const KEYS = 2 ** 40;
const NOTHING = new Uint8Array(1);
/** Lists kept as read: with each letter typed all but one of the lists looked up are those of the letter before. */
const KEPT = 512;
/** Lists written between two pauses. */
const FILL_SLICE = 8192;

/**
 * Where a gram's list lies: blocks apart, within a block by a 40-bit hash. Integer keys keep the tree shallow and
 * let a bitmap lie whole in a leaf, which halves what a look-up has to decrypt.
 */
export function listKey(block: number, gram: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < gram.length; i++) {
    const unit = gram.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13);
  }
  low ^= low >>> 15;
  return block * KEYS + (low >>> 0) * 256 + ((high ^ (high >>> 16)) & 255);
}

export const listDdl = (name: string) =>
  `CREATE TABLE ${name} (key INTEGER PRIMARY KEY, gram TEXT NOT NULL, data BLOB NOT NULL) STRICT;`;

/** Lists of documents by block and gram. Grams of one hash take the next free keys, as in an open hash table. */
export function listTable(
  db: Database.Database,
  name: 'post' | 'common',
  keyOf: (block: number, gram: string) => number = listKey,
) {
  const at = db.prepare<[number], { gram: string; data: Buffer }>(
    `SELECT gram, data FROM ${name} WHERE key = ?`,
  );
  const put = db.prepare<[number, string, Uint8Array]>(`INSERT OR REPLACE INTO ${name} VALUES (?, ?, ?)`);
  const append = db.prepare<[number, string, Uint8Array]>(`INSERT INTO ${name} VALUES (?, ?, ?)`);
  const drop = db.prepare<[number]>(`DELETE FROM ${name} WHERE key = ?`);
  const within = 'key >= ? AND key < ?';
  const range = (block: number) => [block * KEYS, (block + 1) * KEYS] as const;
  const clear = db.prepare<[number, number]>(`DELETE FROM ${name} WHERE ${within}`);
  const grams = db.prepare<[number, number], string>(`SELECT gram FROM ${name} WHERE ${within}`).pluck();
  const trigrams = db
    .prepare<[number, number, number], string>(
      `SELECT gram FROM ${name} WHERE ${within} AND length(gram) = 3 AND length(data) > ?`,
    )
    .pluck();
  const rows = db.prepare<[number, number], { gram: string; data: Buffer }>(
    `SELECT gram, data FROM ${name} WHERE ${within}`,
  );
  /** The key that holds the gram, or where it would go: a key given up, else the first that is free. */
  const place = (block: number, gram: string) => {
    let key = keyOf(block, gram);
    let given: number | undefined;
    let row = at.get(key);
    while (row !== undefined && row.gram !== gram) {
      if (row.gram === '') given ??= key;
      row = at.get(++key);
    }
    return row === undefined ? { key: given ?? key, data: undefined } : { key, data: row.data };
  };
  const kept = new Map<string, Bits | undefined>();
  const find = (block: number, gram: string) => place(block, gram).data;
  return {
    keyOf,
    find,
    /** Documents of a list; not to be changed. */
    bits(block: number, gram: string): Bits | undefined {
      const name = `${block}${gram}`;
      const known = kept.get(name);
      if (known !== undefined || kept.has(name)) return known;
      const data = find(block, gram);
      const bits = data === undefined ? undefined : decodeBits(data);
      if (kept.size === KEPT) kept.delete(kept.keys().next().value!);
      kept.set(name, bits);
      return bits;
    },
    /** What a list is from now on, by what it was; null: no list. */
    change(block: number, gram: string, to: (stored: Uint8Array | undefined) => Uint8Array | null): void {
      kept.clear();
      const { key, data } = place(block, gram);
      const after = to(data);
      if (after !== null) put.run(key, gram, after);
      else if (data === undefined) return;
      // a neighbour may have been pushed along by this gram: then the key stays taken, without the gram
      else if (at.get(key + 1) === undefined) drop.run(key);
      else put.run(key, '', NOTHING);
    },
    /**
     * Lists for a block that has none: appended in the order of their keys, so nothing is looked up. Where hashes meet
     * or have been pushed along, the next free key is one after the last. Pauses between slices.
     */
    *fill<List>(
      block: number,
      all: Iterable<readonly [gram: string, list: List]>,
      encode: (list: List) => Uint8Array,
    ): Generator<void, void, void> {
      const keyed = Array.from(all, ([gram, list]) => ({ key: keyOf(block, gram), gram, list }));
      keyed.sort((a, b) => a.key - b.key);
      let last = -1;
      kept.clear();
      for (const [index, { key, gram, list }] of keyed.entries()) {
        last = Math.max(key, last + 1);
        append.run(last, gram, encode(list));
        if (index % FILL_SLICE === FILL_SLICE - 1) yield;
      }
    },
    /** All lists of a block at once. */
    clear(block: number): void {
      kept.clear();
      clear.run(...range(block));
    },
    grams: (block: number) => grams.all(...range(block)),
    /** Three-character grams with more than so many bytes of documents: a superset of those as common. */
    trigramsOver: (block: number, bytes: number) => trigrams.all(...range(block), bytes),
    rows: (block: number) => rows.iterate(...range(block)),
  };
}
