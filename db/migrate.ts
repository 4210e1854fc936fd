import { Umzug } from 'umzug';
import { Fault } from '../domain/kernel/fault.ts';
import type { Db } from './connection.ts';
import { migrations } from './migrations/index.ts';

export interface Migration {
  name: string;
  /** Raw SQL statements, run one by one inside one transaction with the version mark. */
  statements: readonly string[];
  /** Rebuilds a table: foreign keys are off around the transaction and checked before it commits. */
  rebuild?: boolean;
}

const marks =
  'CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT';

/** Names of the migrations this store has had, in order. */
export function appliedMigrations(db: Db): string[] {
  const there = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").get();
  if (there === undefined) return [];
  return db.prepare('SELECT name FROM schema_migration ORDER BY name').pluck().all() as string[];
}

/**
 * Brings the store to this program's schema. Each migration is one transaction with its mark inside; the first
 * failure stops everything behind it. Faults: `store_newer` when the store knows a migration we do not.
 * `beforeFirst` runs once before the first change to a store that holds data: the place for a checked copy.
 */
export async function migrate(
  db: Db,
  options: { now: () => number; beforeFirst?: () => void; list?: readonly Migration[] },
): Promise<string[]> {
  const list = options.list ?? migrations;
  const known = new Set(list.map((migration) => migration.name));
  const applied = appliedMigrations(db);
  const foreign = applied.find((name) => !known.has(name));
  if (foreign !== undefined)
    throw new Fault('store_newer', { found: foreign, known: list.at(-1)?.name ?? '' });
  if (applied.length > 0 && applied.length < list.length) options.beforeFirst?.();
  db.exec(marks);
  const umzug = new Umzug({
    migrations: list.map((migration) => ({
      name: migration.name,
      up: async () => applyMigration(db, migration, options.now()),
    })),
    // The mark is written inside the migration's own transaction, so umzug has nothing left to log.
    storage: {
      executed: async () => appliedMigrations(db),
      logMigration: async () => {},
      unlogMigration: async () => {},
    },
    logger: undefined,
  });
  return (await umzug.up()).map((done) => done.name);
}

function applyMigration(db: Db, migration: Migration, at: number): void {
  // Inside a transaction the pragma is ignored, and a rebuild with foreign keys on deletes the children.
  if (migration.rebuild === true) db.pragma('foreign_keys = OFF');
  try {
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const statement of migration.statements) db.exec(statement);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0)
        throw new Error(`${migration.name}: ${broken.length} rows lost what they point at`);
      db.prepare('INSERT INTO schema_migration (name, at) VALUES (?, ?)').run(migration.name, at);
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  } finally {
    if (migration.rebuild === true) db.pragma('foreign_keys = ON');
  }
}
