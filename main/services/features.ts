import type { Db } from '../../db/connection.ts';
import { statement } from '../../db/queries/statements.ts';

/** Codes of the parts this outlet has switched off. */
export function readFeaturesOff(db: Db): ReadonlySet<string> {
  return new Set(statement(db, 'SELECT code FROM feature WHERE enabled = 0').pluck().all() as string[]);
}

/** The same, kept until a commit that wrote one of them: every call asks. `listen` hears of each commit's tables. */
export function keepFeaturesOff(
  db: Db,
  listen: (heard: (tables: readonly { table: string }[]) => void) => void,
): () => ReadonlySet<string> {
  let known: ReadonlySet<string> | null = null;
  listen((entities) => {
    if (entities.some(({ table }) => table === 'feature')) known = null;
  });
  return () => (known ??= readFeaturesOff(db));
}
