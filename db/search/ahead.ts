import type { Db } from '../connection.ts';
import type { SearchSource } from './source.ts';

/** A thing whose work is still ahead, by its document, and when it is due (ms UTC). */
export interface AheadDoc {
  seq: number;
  dueAt: number | null;
}

/** All of them as answers use them. */
export interface Ahead {
  /** Row numbers, those due first first; without a time last, the newest of them first. */
  inOrder: readonly number[];
  dueAt: ReadonlyMap<number, number | null>;
}

/** Reads them; the store knows which. */
export type ReadAhead = (db: Db) => AheadDoc[];

const nothing: Ahead = { inOrder: [], dueAt: new Map() };

/** Keeps what was read until the store changes: they are a few of all, and asked for with every key. */
export function aheadReader(source: SearchSource, read: ReadAhead | undefined): () => Ahead {
  let kept: { version: number; ahead: Ahead } | null = null;
  return () => {
    if (read === undefined) return nothing;
    const version = source.version();
    if (kept?.version !== version) {
      const docs = read(source.db);
      const ahead = {
        inOrder: docs.toSorted((a, b) => timeOf(a) - timeOf(b) || b.seq - a.seq).map((doc) => doc.seq),
        dueAt: new Map(docs.map((doc) => [doc.seq, doc.dueAt])),
      };
      kept = { version, ahead };
    }
    return kept.ahead;
  };
}

const timeOf = (doc: AheadDoc) => doc.dueAt ?? Number.MAX_SAFE_INTEGER;
