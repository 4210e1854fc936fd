import Database from 'better-sqlite3';
import { wrapBody } from './text.ts';

/**
 * The store as search sees it: `search_doc` (one narrow row per searchable thing) and `search_dirty` (rows the
 * gate marked as changed since the index last took them; new rows need no mark). The dirty row 0 is no document: its lsn says up to where dirty
 * rows have been struck off, which is how an index file older than that is recognised.
 */
export interface SourceDoc {
  seq: number;
  kind: string;
  entityId: string;
  body: string;
  numbers: string;
}

/** Strikes off what the index has taken; to be run in the gate. Rows changed again since carry a later lsn. */
export const STRIKE_OFF_SQL = 'DELETE FROM search_dirty WHERE seq > 0 AND lsn <= ?';
/** Remembers how far; same transaction, same value. */
export const STRUCK_SQL =
  'INSERT INTO search_dirty (seq, lsn) VALUES (0, ?) ON CONFLICT (seq) DO UPDATE SET lsn = max(lsn, excluded.lsn)';

const COLUMNS = 'd.seq AS seq, d.kind AS kind, d.entity_id AS entityId, d.body AS body, d.numbers AS numbers';

export type SearchSource = ReturnType<typeof openSource>;

/** Opens the store read-only. `keyHex`: 64 hex digits. */
export function openSource(path: string, keyHex: string) {
  const db = new Database(path, { readonly: true });
  db.pragma(`cipher='aegis'`);
  db.pragma(`key='raw:${keyHex}'`);
  db.pragma('cache_size=-4000');
  return sourceOver(db);
}

/** Statements over a handle that sees the store (the worker's own, or a test's). */
export function sourceOver(db: Database.Database) {
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const wrapped = (rows: SourceDoc[]) => rows.map(wrapDoc);
  const dirtySeqs = db
    .prepare<[number, number], number>('SELECT seq FROM search_dirty WHERE seq > 0 AND seq <= ? AND lsn > ?')
    .pluck();
  const dirtyOldest = db.prepare<[number, number], { seq: number; lsn: number }>(
    'SELECT seq, lsn FROM search_dirty WHERE seq > 0 AND lsn > ? ORDER BY lsn LIMIT ?',
  );
  const dirtyThrough = db.prepare<[number, number], { seq: number; lsn: number }>(
    'SELECT seq, lsn FROM search_dirty WHERE seq > 0 AND lsn > ? AND lsn <= ? ORDER BY lsn',
  );
  const one = db.prepare<[number], SourceDoc>(`SELECT ${COLUMNS} FROM search_doc d WHERE d.seq = ?`);
  const after = db.prepare<[number, number], SourceDoc>(
    `SELECT ${COLUMNS} FROM search_doc d WHERE d.seq > ? ORDER BY d.seq LIMIT ?`,
  );
  const version = db.prepare('PRAGMA data_version').pluck();
  const between = db
    .prepare<[number, number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM search_doc WHERE seq > ? AND seq <= ? LIMIT ?)',
    )
    .pluck();
  const refs = db.prepare<[string], { seq: number; kind: string; entityId: string }>(
    'SELECT d.seq AS seq, d.kind AS kind, d.entity_id AS entityId FROM json_each(?) j JOIN search_doc d ON d.seq = j.value',
  );
  const dirtyWith = (text: string) =>
    db.prepare<[number, number, string], SourceDoc>(
      `SELECT ${COLUMNS} FROM search_dirty x CROSS JOIN search_doc d ON d.seq = x.seq
       WHERE x.seq > 0 AND x.seq <= ? AND x.lsn > ? AND instr(${text}, ?) > 0`,
    );
  const laterWith = (text: string) =>
    db.prepare<[number, string], SourceDoc>(
      `SELECT ${COLUMNS} FROM search_doc d WHERE d.seq > ? AND instr(${text}, ?) > 0`,
    );
  const numbers = 'char(1) || d.numbers || char(1)';
  const scans = {
    body: { dirty: dirtyWith('d.body'), later: laterWith('d.body') },
    numbers: { dirty: dirtyWith(numbers), later: laterWith(numbers) },
  };
  return {
    db,
    /** Runs `fn` in one read snapshot. */
    snapshot<T>(fn: () => T): T {
      if (db.inTransaction) return fn();
      begin.run();
      try {
        return fn();
      } finally {
        commit.run();
      }
    },
    /** Rows up to `headSeq` that changed after `headLsn`: the index must not answer for them. */
    dirtySeqs: (headSeq: number, headLsn: number) => dirtySeqs.all(headSeq, headLsn),
    /** The oldest changes after `headLsn`, about `limit`, never splitting one commit; `through` = their last lsn. */
    dirtyBatch(headLsn: number, limit: number): { seqs: number[]; through: number } {
      const rows = dirtyOldest.all(headLsn, limit);
      const through = rows.at(-1)?.lsn ?? headLsn;
      const all = rows.length < limit ? rows : dirtyThrough.all(headLsn, through);
      return { seqs: all.map((row) => row.seq), through };
    },
    /** The highest lsn the dirty list knows, struck off or waiting. */
    knownLsn: () => (db.prepare('SELECT max(lsn) FROM search_dirty').pluck().get() as number | null) ?? 0,
    hasMark: () => db.prepare('SELECT 1 FROM search_dirty WHERE seq = 0').get() !== undefined,
    /** Lsn up to which dirty rows were struck off; 0 in a new store. */
    struckLsn: () => (db.prepare('SELECT lsn FROM search_dirty WHERE seq = 0').pluck().get() as number) ?? 0,
    /** Another number as soon as anybody else has committed to the store. */
    version: () => version.get() as number,
    maxSeq: () => (db.prepare('SELECT max(seq) FROM search_doc').pluck().get() as number | null) ?? 0,
    findDoc(seq: number): SourceDoc | undefined {
      const row = one.get(seq);
      return row === undefined ? undefined : wrapDoc(row);
    },
    docsAfter: (seq: number, limit: number) => wrapped(after.all(seq, limit)),
    /** Kind and id of documents, by row number. */
    getRefs: (seqs: readonly number[]) =>
      new Map(seqs.length === 0 ? [] : refs.all(JSON.stringify(seqs)).map((ref) => [ref.seq, ref])),
    countPending: (headSeq: number, headLsn: number) =>
      dirtySeqs.all(headSeq, headLsn).length +
      (db.prepare('SELECT count(*) FROM search_doc WHERE seq > ?').pluck().get(headSeq) as number),
    /** How many documents lie after `headSeq` up to `end`; counted as far as `limit`. */
    countBetween: (headSeq: number, end: number, limit: number) => between.get(headSeq, end, limit) as number,
    /** Documents the index does not answer for (changed up to `headSeq`, and all later ones) that hold `needle`. */
    scanPending: (column: 'body' | 'numbers', headSeq: number, headLsn: number, needle: string) => [
      ...wrapped(scans[column].dirty.all(headSeq, headLsn, needle)),
      ...wrapped(scans[column].later.all(headSeq, needle)),
    ],
    close: () => db.close(),
  };
}

/** Fields between separators, so that prefix and whole-field searches work whoever wrote the row. */
function wrapDoc(row: SourceDoc): SourceDoc {
  row.body = wrapBody(row.body);
  row.numbers = wrapBody(row.numbers);
  return row;
}
