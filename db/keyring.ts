import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import { openDatabase, type Db } from './connection.ts';

/** Keys read at once. */
const neighbours = 64;

/**
 * One key per customer, in a file of its own: copies and backups of the store never contain these keys, so
 * destroying one here (and in the single current copy of the keyring) reaches the personal data in every copy,
 * without touching a hash chain.
 *
 * Keys are made ahead in batches, because a key must be durable before the row that names it commits; the gate
 * then takes one from memory. Ids are integers that only grow; those made ahead and not used stay unused.
 */
export class Keyring {
  readonly #db: Db;
  /** As key objects once they were used: a cipher made from bytes costs three times as much. */
  readonly #cache = new Map<number, KeyObject | Uint8Array>();
  readonly #findKeys: Statement;
  readonly #insertKey: Statement;
  #free: number[] = [];
  #batch = 64;

  constructor(path: string, key: string) {
    this.#db = openDatabase(path, { key });
    this.#db.pragma('secure_delete = ON');
    this.#db.exec(
      'CREATE TABLE IF NOT EXISTS seal_key (id INTEGER PRIMARY KEY, bytes BLOB, destroyed_at INTEGER) STRICT',
    );
    this.#findKeys = this.#db
      .prepare('SELECT id, bytes FROM seal_key WHERE id BETWEEN ? AND ? AND bytes IS NOT NULL')
      .raw();
    this.#insertKey = this.#db.prepare('INSERT INTO seal_key (bytes) VALUES (?)');
  }

  /**
   * Call once, after the store is open. Ids made ahead and left are not handed out again: rows outside `customer`
   * (quarantine, statement lines) may hold them, and two people under one key would be deleted together.
   */
  resume(highestUsed: number): void {
    const top = this.#db.prepare('SELECT coalesce(max(id), 0) FROM seal_key').pluck().get() as number;
    if (top < highestUsed) {
      // The keyring was restored from an older copy: never give an id of the store to someone else.
      this.#db.prepare('INSERT INTO seal_key (id, bytes, destroyed_at) VALUES (?, NULL, 0)').run(highestUsed);
    }
  }

  /** True when the key was there and was destroyed because its person's data was deleted. */
  isDestroyed(id: number): boolean {
    return this.#db.prepare('SELECT 1 FROM seal_key WHERE id = ? AND destroyed_at > 0').get(id) !== undefined;
  }

  /** A fresh key id. Durable before it returns. */
  take(): number {
    if (this.#free.length === 0) this.#makeAhead();
    return this.#free.pop() as number;
  }

  #makeAhead(): void {
    const made: number[] = [];
    this.#db.transaction(() => {
      for (let i = 0; i < this.#batch; i += 1) {
        const bytes = randomBytes(32);
        const id = Number(this.#insertKey.run(bytes).lastInsertRowid);
        this.#remember(id, bytes);
        made.push(id);
      }
    })();
    this.#free = made.reverse();
    // Larger batches would save syncs and hold whoever asks for the next key: a key is mostly asked for inside the gate.
    this.#batch = Math.min(128, this.#batch * 2);
  }

  /** The key (32 bytes), or null when it was destroyed (or never existed). */
  find(id: number): KeyObject | null {
    const known = this.#cache.get(id) ?? this.#read(id);
    if (!(known instanceof Uint8Array)) return known;
    const key = createSecretKey(known);
    this.#cache.set(id, key);
    return key;
  }

  /** Reads a key and its neighbours: orders of one morning have keys side by side, and each read takes locks. */
  #read(id: number): KeyObject | Uint8Array | null {
    const first = id - (id % neighbours);
    for (const [at, bytes] of this.#findKeys.all(first, first + neighbours - 1) as [number, Uint8Array][])
      if (!this.#cache.has(at)) this.#remember(at, bytes);
    return this.#cache.get(id) ?? null;
  }

  #remember(id: number, bytes: Uint8Array): void {
    if (this.#cache.size >= 20_000) this.#cache.clear();
    this.#cache.set(id, bytes);
  }

  /** Destroys the key for ever; whatever was sealed with it stays unreadable bytes. */
  destroy(id: number, atMs: number): void {
    this.#db.prepare('UPDATE seal_key SET bytes = NULL, destroyed_at = ? WHERE id = ?').run(atMs, id);
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    this.#cache.delete(id);
  }

  /** A checked copy of the current keyring; older copies at `target`'s place must be replaced by it. */
  copyTo(target: string): void {
    this.#db.prepare('VACUUM INTO ?').run(target);
  }

  close(): void {
    this.#db.close();
  }
}
