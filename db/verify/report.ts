import type { Db } from '../connection.ts';

export type LawName = 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6' | 'L7' | 'L8';

export interface LawReport {
  ok: boolean;
  /** Codes and numbers, for machines and people: what was counted, or the first broken row. */
  detail: string;
  checked: number;
}

export type StoreReport = Record<'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6', LawReport>;

/** A law holds over `checked` rows, unless a finder names its first broken row. */
export function judge(checked: number, finders: readonly (() => string | null)[]): LawReport {
  for (const find of finders) {
    const broken = find();
    if (broken !== null) return { ok: false, detail: broken, checked };
  }
  return { ok: true, detail: `${checked} rows`, checked };
}

/** First row of a query as «table id: problem», or null. The query selects `id` and `problem`. */
export function first(db: Db, table: string, sql: string): () => string | null {
  return () => {
    const row = db.prepare(`${sql} LIMIT 1`).get() as
      | { id: string | number; problem: string | number | null }
      | undefined;
    return row === undefined ? null : `${table} ${row.id}: ${row.problem}`;
  };
}
