import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SearchIndex } from '../../db/search/search-index.ts';
import type { SearchIndexOptions } from '../../db/search/search-index.ts';
import { openSource, STRIKE_OFF_SQL, STRUCK_SQL } from '../../db/search/source.ts';

export const keyHex = 'c3'.repeat(32);

/** The two tables search reads, as the store has them, in an own encrypted file; and a writer like the gate. */
export function searchStore(dir = mkdtempSync(join(tmpdir(), 'search-'))) {
  const storePath = join(dir, 'outlet.db');
  const indexPath = join(dir, 'search.db');
  const db = new Database(storePath);
  db.pragma(`cipher='aegis'`);
  db.pragma(`key='raw:${keyHex}'`);
  db.pragma('journal_mode=WAL');
  db.pragma('synchronous=OFF');
  db.exec(`
    CREATE TABLE IF NOT EXISTS search_doc (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
      entity_id TEXT NOT NULL, body TEXT NOT NULL, numbers TEXT NOT NULL, title TEXT NOT NULL, key_id INTEGER,
      UNIQUE (kind, entity_id)) STRICT;
    CREATE TABLE IF NOT EXISTS search_dirty (seq INTEGER PRIMARY KEY, lsn INTEGER NOT NULL) STRICT;`);
  let lsn = 0;
  const put = db.prepare(`INSERT INTO search_doc (seq, id, kind, entity_id, body, numbers, title)
    VALUES (@seq, @id, @kind, @id, @body, @numbers, '') ON CONFLICT (seq) DO UPDATE SET body = @body, numbers = @numbers`);
  const drop = db.prepare('DELETE FROM search_doc WHERE seq = ?');
  const mark = db.prepare(
    'INSERT INTO search_dirty VALUES (?, ?) ON CONFLICT DO UPDATE SET lsn = excluded.lsn',
  );
  return {
    dir,
    storePath,
    indexPath,
    db,
    /** One commit; `null` removes. Marks rows as the gate does. */
    commit(rows: { seq: number; doc: { kind: string; body: string; numbers: string } | null }[]): number {
      lsn++;
      db.transaction(() => {
        for (const { seq, doc } of rows) {
          if (doc === null) drop.run(seq);
          else put.run({ seq, id: `id-${seq}`, ...doc });
          mark.run(seq, lsn);
        }
      })();
      return lsn;
    },
    /** A new row as the gate writes it: without a mark. */
    commitUnmarked(seq: number, doc: { kind: string; body: string; numbers: string }): void {
      put.run({ seq, id: `id-${seq}-${++lsn}`, ...doc });
    },
    strikeOff(throughLsn: number): void {
      db.transaction(() => {
        db.prepare(STRIKE_OFF_SQL).run(throughLsn);
        db.prepare(STRUCK_SQL).run(throughLsn);
      })();
    },
    openIndex(options: Partial<SearchIndexOptions> = {}) {
      const source = openSource(storePath, keyHex);
      const index = new SearchIndex({ source, indexPath, keyHex, identity: 'outlet:1', ...options });
      return Object.assign(index, {
        /** Until nothing waits. */
        settle(rows = 512) {
          while (index.catchUp(rows).more);
        },
        closeAll() {
          index.close();
          source.close();
        },
      });
    },
    remove(): void {
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
