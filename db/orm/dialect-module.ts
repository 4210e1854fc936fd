import { openDatabase, type Db } from '../connection.ts';

/**
 * The part of the `sqlite3` package's interface that Sequelize 6 calls, over a read-only better-sqlite3 handle.
 * Sequelize never writes here: a statement that would is refused before it runs (see ADR 3 for what goes wrong
 * when an ORM shares the write handle).
 *
 * Traps held by tests: booleans and dates are refused as bindings by better-sqlite3; `all` on a statement that
 * returns nothing throws; Sequelize asks the class name of the statement as a string.
 */
type Callback = (this: unknown, error: Error | null, rows?: unknown) => void;
type Bindings = readonly unknown[] | Record<string, unknown>;

const bindable = (value: unknown): unknown => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  return value === undefined ? null : value;
};

function bindingsOf(params: Bindings | undefined): unknown[] {
  if (params === undefined || params === null) return [];
  if (Array.isArray(params)) return params.map(bindable);
  // Sequelize names its bindings $1 or $name; better-sqlite3 wants the bare name.
  return [
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name.replace(/^[$:@]/, ''), bindable(value)]),
    ),
  ];
}

class Connection {
  readonly #db: Db;
  filename: string;

  constructor(path: string, key: string, done: (error: Error | null) => void) {
    this.filename = path;
    this.#db = openDatabase(path, { key, readonly: true });
    setImmediate(done, null);
  }

  #ask(sql: string, params: Bindings | undefined, callback: Callback): void {
    let rows: unknown[] = [];
    try {
      const statement = this.#db.prepare(sql);
      if (!statement.readonly) throw new Error('models only read; write through the gate');
      if (statement.reader) rows = statement.all(...bindingsOf(params));
    } catch (error) {
      setImmediate(() => callback.call({}, error as Error));
      return;
    }
    setImmediate(() => callback.call({ lastID: 0, changes: 0, sql }, null, rows));
  }

  all(sql: string, params: Bindings | Callback | undefined, callback?: Callback): void {
    if (typeof params === 'function') this.#ask(sql, undefined, params);
    else this.#ask(sql, params, callback as Callback);
  }

  run(sql: string, params: Bindings | Callback | undefined, callback?: Callback): void {
    const then = typeof params === 'function' ? params : callback;
    // Sequelize switches foreign keys on at connect; the handle has them on already.
    if (/^PRAGMA\s+FOREIGN_KEYS/i.test(sql)) setImmediate(() => then?.call({}, null, []));
    else this.#ask(sql, typeof params === 'function' ? undefined : params, then ?? (() => undefined));
  }

  exec(sql: string, callback: Callback): void {
    this.#ask(sql, undefined, callback);
  }

  serialize(work?: () => void): void {
    work?.();
  }

  parallelize(work?: () => void): void {
    work?.();
  }

  close(callback?: Callback): void {
    this.#db.close();
    if (callback !== undefined) setImmediate(() => callback.call({}, null));
  }
}

/** What `new Sequelize({dialectModule})` takes: a look-alike of `require('sqlite3')` that opens one store. */
export function dialectModule(key: string): object {
  return {
    OPEN_READONLY: 1,
    OPEN_READWRITE: 2,
    OPEN_CREATE: 4,
    OPEN_FULLMUTEX: 65536,
    verbose: () => dialectModule(key),
    Database: class {
      constructor(path: string, _mode: unknown, done: (error: Error | null) => void) {
        return new Connection(path, key, done);
      }
    },
  };
}
