import type { Db } from '../../db/connection.ts';
import { statement } from '../../db/queries/statements.ts';
import type { RowReader } from './masters.ts';

/** A reader handle in the shape of a transaction's reading half, so that one function serves both. */
export const readerOf = (db: Db): RowReader => ({
  get: <T>(sql: string, ...params: unknown[]) => statement(db, sql).get(...params) as T | undefined,
  all: <T>(sql: string, ...params: unknown[]) => statement(db, sql).all(...params) as T[],
});
