import type { Db } from '../../db/connection.ts';
import { statement } from '../../db/queries/statements.ts';

/** Codes of the parts this outlet has switched off. */
export function readFeaturesOff(db: Db): ReadonlySet<string> {
  return new Set(statement(db, 'SELECT code FROM feature WHERE enabled = 0').pluck().all() as string[]);
}
