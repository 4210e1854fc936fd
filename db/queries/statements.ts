import type { Statement } from 'better-sqlite3';
import type { Db } from '../connection.ts';

const prepared = new WeakMap<Db, Map<string, Statement>>();

/** A prepared statement of this handle, made once per text. */
export function statement(db: Db, sql: string): Statement {
  let ofHandle = prepared.get(db);
  if (!ofHandle) prepared.set(db, (ofHandle = new Map()));
  let found = ofHandle.get(sql);
  if (!found) ofHandle.set(sql, (found = db.prepare(sql)));
  return found;
}
