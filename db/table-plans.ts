import type { Statement } from 'better-sqlite3';
import type { Db } from './connection.ts';
import { getTable, mayBePersonal, type Column, type ColumnValue, type Table } from './models/index.ts';

/** How one table is written: its statements and what each column's value becomes. */
export interface Plan {
  table: Table;
  names: readonly string[];
  /** Converts and defaults each value, in column order. */
  insert: Statement;
  updates: Map<string, Statement>;
  keyIndex: number;
  keyColumns: readonly string[];
  /** Position of each column in `names`. */
  places: ReadonlyMap<string, number>;
  /** By position: what a column holds when the row does not name it. */
  defaults: readonly ColumnValue[];
  json: readonly boolean[];
  /** By position: a value of this column makes the image one to seal. */
  personal: readonly boolean[];
  /** `id` stands first and is made here when the row brings none. */
  makesId: boolean;
}

/** Statement plans of one write handle, made at first use. */
export class Plans {
  /** See `Tx.kept`. */
  readonly kept = new Map<string, unknown>();
  readonly #db: Db;
  readonly #plans = new Map<string, Plan>();
  readonly #statements = new Map<string, Statement>();

  constructor(db: Db) {
    this.#db = db;
  }

  of(name: string): Plan {
    const known = this.#plans.get(name);
    if (known !== undefined) return known;
    const table = getTable(name);
    const names = Object.keys(table.columns);
    const plan: Plan = {
      table,
      names,
      insert: this.#db.prepare(
        `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ),
      updates: new Map(),
      keyIndex: names.indexOf('key_id'),
      keyColumns: table.options.key ?? ['id'],
      places: new Map(names.map((column, at) => [column, at])),
      defaults: names.map((column) => table.columns[column]?.defaultTo ?? null),
      json: names.map((column) => table.columns[column]?.type === 'json'),
      personal: names.map((column) => mayBePersonal(table.columns[column] as Column)),
      makesId: table.options.key === undefined,
    };
    this.#plans.set(name, plan);
    return plan;
  }

  statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  update(plan: Plan, columns: readonly string[], checkVersion: boolean, answers: boolean): Statement {
    const key = `${checkVersion ? '!' : ''}${answers ? '?' : ''}${columns.join(',')}`;
    let statement = plan.updates.get(key);
    if (statement === undefined) {
      const { name, options } = plan.table;
      const sets = columns.map((column) => `${column} = ?`);
      if (options.versioned === true) sets.push('version = version + 1');
      const where = plan.keyColumns.map((column) => `${column} = ?`);
      if (checkVersion) where.push('version = ?');
      const back = [options.versioned === true ? 'version' : '0 AS version'];
      if (options.sealed === true) back.push('key_id');
      statement = this.#db.prepare(
        `UPDATE ${name} SET ${sets.join(', ')} WHERE ${where.join(' AND ')}${answers ? ` RETURNING ${back.join(', ')}` : ''}`,
      );
      plan.updates.set(key, statement);
    }
    return statement;
  }
}

/** A value as the column's type stores it. Throws for what no column takes: a defect of the caller. */
export function toValue(value: unknown, plan: Plan, at: number): ColumnValue {
  if (value === null || typeof value === 'string') return value;
  if (plan.json[at] === true) return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new Error(`${plan.table.name}.${plan.names[at]}: ${value} is no number to store`);
    return value;
  }
  if (value instanceof Uint8Array) return value;
  throw new Error(`${plan.table.name}.${plan.names[at]}: cannot store ${typeof value}`);
}

/** The value as the operation log keeps it: bytes as text. */
export const imageValue = (value: ColumnValue): string | number | null =>
  value instanceof Uint8Array ? `b64:${Buffer.from(value).toString('base64')}` : value;
