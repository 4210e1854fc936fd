import Database from 'better-sqlite3';
import { listDdl, listTable } from './list-table.ts';

/** Raised when the way things are stored changes; an index of another format is built anew. */
export const INDEX_FORMAT = 3;

export interface IndexHead {
  /** Which store (outlet and epoch) the index was built from. */
  identity: string;
  /** Documents up to this row number are in the index; later ones are not yet. */
  headSeq: number;
  /** Every change up to this log number of rows ≤ headSeq is in the index. */
  headLsn: number;
}

export interface BlockRow {
  block: number;
  /** Documents in the block. */
  docs: number;
  /** Documents the block had when its common grams were last collected. */
  commonAt: number;
}

const DDL = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE doc (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, numbers TEXT NOT NULL) STRICT;
CREATE TABLE block (block INTEGER PRIMARY KEY, docs INTEGER NOT NULL, common_at INTEGER NOT NULL) STRICT;
${listDdl('post')}
${listDdl('common')}
`;

/** Prepared statements over one open index file. One owner: the worker. */
export type IndexFile = ReturnType<typeof openIndexFile>;

/**
 * Opens or makes the encrypted index file. `keyHex`: 64 hex digits. Throws what SQLite throws for a damaged or
 * foreign file; the caller then deletes it and opens again.
 */
export function openIndexFile(path: string, keyHex: string) {
  const db = new Database(path);
  try {
    return prepare(db, keyHex);
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepare(db: Database.Database, keyHex: string) {
  db.pragma(`cipher='aegis'`);
  db.pragma(`key='raw:${keyHex}'`);
  db.pragma('page_size=4096');
  db.pragma('journal_mode=WAL');
  // FULL: a row is struck off the dirty list only after its index commit is on the disk
  db.pragma('synchronous=FULL');
  db.pragma('secure_delete=FAST');
  db.pragma('cache_size=-20000');
  db.pragma('wal_autocheckpoint=2000');
  db.pragma('journal_size_limit=16777216');
  const fresh = db.prepare(`SELECT count(*) AS n FROM sqlite_schema`).pluck().get() === 0;
  if (fresh) {
    db.exec(`BEGIN IMMEDIATE; ${DDL} INSERT INTO meta VALUES ('format', '${INDEX_FORMAT}'); COMMIT`);
  }
  const meta = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const putMeta = db.prepare(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const short = listTable(db, 'post');
  const common = listTable(db, 'common');
  return {
    db,
    format: () => Number(meta.get('format') ?? 0),
    readHead: (): IndexHead => ({
      identity: meta.get('identity') ?? '',
      headSeq: Number(meta.get('headSeq') ?? 0),
      headLsn: Number(meta.get('headLsn') ?? 0),
    }),
    writeHead(head: IndexHead): void {
      putMeta.run('identity', head.identity);
      putMeta.run('headSeq', String(head.headSeq));
      putMeta.run('headLsn', String(head.headLsn));
    },
    blocks: () => db.prepare<[], BlockRow>('SELECT block, docs, common_at AS commonAt FROM block').all(),
    putBlock: db.prepare<[number, number, number]>('INSERT OR REPLACE INTO block VALUES (?, ?, ?)'),
    /** Lists of the 1–3-grams and tokens of all documents. */
    short,
    /** Lists of those longer grams that are common in their block. */
    common,
    /** Documents of a gram in a block; not to be changed. */
    gram: (block: number, gram: string, isCommon: boolean) => (isCommon ? common : short).bits(block, gram),
    doc: db.prepare<[number], { kind: string; body: string; numbers: string }>(
      'SELECT kind, body, numbers FROM doc WHERE seq = ?',
    ),
    putDoc: db.prepare<[number, string, string, string]>('INSERT OR REPLACE INTO doc VALUES (?, ?, ?, ?)'),
    dropDoc: db.prepare<[number]>('DELETE FROM doc WHERE seq = ?'),
    docsBetween: db.prepare<[number, number], { seq: number; kind: string; body: string; numbers: string }>(
      'SELECT seq, kind, body, numbers FROM doc WHERE seq >= ? AND seq < ? ORDER BY seq',
    ),
    /** Of a JSON list of row numbers, those whose body holds the fragment. */
    bodiesWith: db
      .prepare<[string, string], number>(
        'SELECT d.seq FROM json_each(?) j JOIN doc d ON d.seq = j.value WHERE instr(d.body, ?) > 0',
      )
      .pluck(),
    /**
     * The same, each as row number × 4 + rank. Parameters: whole field, beginning of a field, row numbers, fragment.
     * One number a row, because making an object of it costs as much as reading the body.
     */
    ranksWith: db
      .prepare<[string, string, string, string], number>(
        `SELECT d.seq * 4 + CASE WHEN instr(d.body, ?) > 0 THEN 0 WHEN instr(d.body, ?) > 0 THEN 1 ELSE 2 END
         FROM json_each(?) j JOIN doc d ON d.seq = j.value WHERE instr(d.body, ?) > 0`,
      )
      .pluck(),
    /** Of a JSON list of row numbers, those whose body holds the fragment, with the body. */
    bodiesOf: db
      .prepare<[string, string], [seq: number, body: string]>(
        'SELECT d.seq, d.body FROM json_each(?) j JOIN doc d ON d.seq = j.value WHERE instr(d.body, ?) > 0',
      )
      .raw(),
    numbersWith: db
      .prepare<[string, string], number>(
        'SELECT d.seq FROM json_each(?) j JOIN doc d ON d.seq = j.value WHERE instr(d.numbers, ?) > 0',
      )
      .pluck(),
    close: () => db.close(),
  };
}
