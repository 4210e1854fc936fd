import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import type { Statement } from 'better-sqlite3';
import type { Db } from '../../db/connection.ts';
import type { LogRecord, RowImage } from '../../db/oplog.ts';
import type { Sealer } from '../../db/seal.ts';

/** One command's effects, ready to be written by hand. */
export interface HandCommand {
  steps: { statement: Statement; values: unknown[] }[];
  /** Its entry of the log, as many bytes as ours has. */
  entry: Buffer;
}

/**
 * What somebody would write who had no gate: the rows a command left (taken from its log record, with its row in `op`
 * and its entry in `op_image`), by prepared statements in one transaction, and its log entry appended and synced. The same rows, indices, checks and syncs; no
 * contract, permissions, rules, chain, sealing or encryption of the log.
 */
export class HandWriter {
  readonly #db: Db;
  readonly #fd: number;
  readonly #keys = new Map<string, string[]>();
  readonly #statements = new Map<string, Statement>();
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #insertOp: Statement;

  constructor(db: Db, logPath: string) {
    this.#db = db;
    this.#fd = openSync(logPath, 'w');
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insertOp = db.prepare(
      'INSERT INTO op (lsn, epoch, desk_id, staff_id, request_id, command, command_version, input_hash, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
  }

  /** Prepares a command outside the measured time. */
  plan(
    record: LogRecord,
    sealer: Sealer,
    op: { inputHash: string | null; answer: string | null },
    bytes: number,
  ): HandCommand {
    const images = record.rows.flatMap((row) =>
      's' in row ? (sealer.open<RowImage[]>(row.s) ?? []) : [row],
    );
    const steps = images.map((image) => this.#step(image));
    const entry = randomBytes(bytes);
    steps.push(
      {
        statement: this.#prepare('DELETE FROM op_image WHERE lsn < ?'),
        values: [record.lsn],
      },
      {
        statement: this.#prepare('INSERT INTO op_image (lsn, record) VALUES (?, ?)'),
        values: [record.lsn, entry],
      },
    );
    steps.push({
      statement: this.#insertOp,
      values: [
        record.lsn,
        record.epoch,
        record.desk,
        record.staff,
        record.request,
        record.command,
        record.version,
        op.inputHash,
        op.answer,
        record.at,
      ],
    });
    return { steps, entry };
  }

  run({ steps, entry }: HandCommand): void {
    this.#begin.run();
    for (const { statement, values } of steps) statement.run(...values);
    this.#commit.run();
    writeSync(this.#fd, entry);
    fdatasyncSync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #step({ t, o, k, c = {} }: RowImage): { statement: Statement; values: unknown[] } {
    const columns = Object.keys(c);
    const values = columns.map((column) => c[column]);
    const where = this.#keyOf(t)
      .map((column) => `${column} = ?`)
      .join(' AND ');
    if (o === 'i')
      return {
        statement: this.#prepare(
          `INSERT INTO ${t} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ),
        values,
      };
    if (o === 'u')
      return {
        statement: this.#prepare(
          `UPDATE ${t} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${where}`,
        ),
        values: [...values, ...k],
      };
    return { statement: this.#prepare(`DELETE FROM ${t} WHERE ${where}`), values: [...k] };
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** `id` where a table has one, else its declared key. */
  #keyOf(table: string): string[] {
    let key = this.#keys.get(table);
    if (key === undefined) {
      const columns = this.#db
        .prepare('SELECT name, pk FROM pragma_table_info(?) ORDER BY pk')
        .all(table) as { name: string; pk: number }[];
      key = columns.some(({ name }) => name === 'id')
        ? ['id']
        : columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
      this.#keys.set(table, key);
    }
    return key;
  }
}
