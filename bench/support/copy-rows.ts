import type { Statement } from 'better-sqlite3';
import type { Db } from '../../db/connection.ts';

/** Rows that came into one table since a mark, ready to be inserted elsewhere. */
export interface TableRows {
  name: string;
  columns: string[];
  rows: unknown[][];
}

/** The rowid each table had reached. Tables without a rowid do not grow with the work measured here. */
export type Mark = Map<string, number>;

/** Tables in the order their rows may be inserted (parents first). */
export function rowTables(db: Db): string[] {
  const names = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all() as string[];
  const parents = new Map(
    names.map((name) => [
      name,
      db.prepare(`SELECT DISTINCT "table" FROM pragma_foreign_key_list(?)`).pluck().all(name) as string[],
    ]),
  );
  const ordered: string[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.includes(name) || path.includes(name)) return;
    for (const parent of parents.get(name) ?? []) visit(parent, [...path, name]);
    if (parents.has(name)) ordered.push(name);
  };
  for (const name of names.sort()) visit(name, []);
  return ordered;
}

export function markRows(db: Db, tables: readonly string[]): Mark {
  return new Map(
    tables.map((name) => [
      name,
      db.prepare(`SELECT coalesce(max(rowid), 0) FROM ${name}`).pluck().get() as number,
    ]),
  );
}

/** What was added since the mark, whole rows with their row numbers. */
export function rowsSince(db: Db, tables: readonly string[], mark: Mark): TableRows[] {
  return tables.flatMap((name) => {
    const statement = db.prepare(`SELECT * FROM ${name} WHERE rowid > ? ORDER BY rowid`).raw();
    const rows = statement.all(mark.get(name) ?? 0) as unknown[][];
    return rows.length === 0
      ? []
      : [{ name, columns: statement.columns().map((column) => column.name), rows }];
  });
}

/** Which commit a row came with: by its id, the log number it carries, or the thing it describes. */
export type CommitOf = (table: TableRows, row: readonly unknown[]) => number;

/** Commits as the gate told them, numbered from 0. */
export class CommitMap {
  readonly #byId = new Map<string, number>();
  readonly #byLsn = new Map<number, number>();
  count = 0;

  add(commit: { lsn: number; entities: readonly { table: string; id: string }[] }): void {
    for (const { id } of commit.entities) if (!this.#byId.has(id)) this.#byId.set(id, this.count);
    this.#byLsn.set(commit.lsn, this.count);
    this.count += 1;
  }

  readonly commitOf: CommitOf = ({ name, columns }, row) => {
    const cell = (column: string) => row[columns.indexOf(column)];
    const found =
      this.#byId.get(String(cell('id'))) ??
      this.#byLsn.get(Number(cell('lsn'))) ??
      this.#byId.get(String(cell('entity_id')));
    if (found === undefined) throw new Error(`a row of ${name} belongs to no commit`);
    return found;
  };
}

export interface InsertPlan {
  statements: Statement[];
  /** Per commit, per table: the rows. */
  commits: unknown[][][][];
  rows: number;
}

/** Prepares everything, so that only inserting is left to be timed. */
export function planInserts(
  db: Db,
  tables: readonly TableRows[],
  commits: number,
  commitOf: CommitOf,
): InsertPlan {
  const plan: InsertPlan = {
    statements: tables.map(({ name, columns }) =>
      db.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
    ),
    commits: Array.from({ length: commits }, () => tables.map(() => [])),
    rows: 0,
  };
  for (const [index, table] of tables.entries()) {
    for (const row of table.rows) {
      plan.commits[commitOf(table, row)]?.[index]?.push(row);
      plan.rows += 1;
    }
  }
  return plan;
}

/**
 * Inserts the rows with one prepared statement per table, in the transactions they came in: what SQLite itself costs
 * for the same rows, indices, checks and foreign keys.
 */
export function insertRows(db: Db, plan: InsertPlan): void {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  for (const tables of plan.commits) {
    begin.run();
    for (const [index, rows] of tables.entries()) {
      const statement = plan.statements[index] as Statement;
      for (const row of rows) statement.run(...row);
    }
    commit.run();
  }
}
