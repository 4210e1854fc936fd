import type { Statement } from 'better-sqlite3';
import { Fault } from '../domain/kernel/fault.ts';
import type { Env } from '../domain/kernel/env.ts';
import { auditHash } from './audit-hash.ts';
import { bindingsFor } from './bindings.ts';
import type { Db } from './connection.ts';
import type { ColumnValue } from './models/index.ts';
import type { RowImage } from './oplog.ts';
import type { Sealer } from './seal.ts';
import { composeSearchText, type SearchFields } from './search/doc-text.ts';
import { imageValue, type Plan, type Plans, toValue } from './table-plans.ts';

/** A row as services write it: booleans and JSON values are converted by the column's type. */
export type Row = Record<string, unknown>;

export interface EventInput {
  entity: string;
  entityId: string;
  workOrderId?: string | null;
  visitId?: string | null;
  kind: string;
  /** Codes and numbers only; personal values go to `personal`. */
  params?: Record<string, unknown>;
  personal?: { keyId: number; value: unknown };
}

export interface AuditInput {
  action: string;
  entity: string;
  entityId: string;
  params?: Record<string, unknown>;
  personal?: { keyId: number; value: unknown };
}

/** Tables of which commands keep what they read, because every order asks for it and a person changes it rarely. */
const keptTables = new Set([
  'outlet',
  'setting',
  'payer_profile',
  'division',
  'distance_tier',
  'estate',
  'service_item',
  'period',
]);
const keptAtMost = 5000;

export interface TxContext {
  db: Db;
  plans: Plans;
  sealer: Sealer;
  env: Env;
  takeKey: () => number;
  lsn: number;
  at: number;
  epoch: number;
  deskId: string;
  staffId: string | null;
  auditHead: { seq: number; hash: string };
}

/**
 * What a command does inside its one transaction. Every row written here becomes part of the operation log; there
 * is no other way to write. Synchronous: nothing is awaited between BEGIN and COMMIT.
 */
export class Tx {
  readonly lsn: number;
  /** UTC ms of the command; one instant for all its rows. */
  readonly at: number;
  readonly staffId: string | null;
  readonly deskId: string;
  readonly epoch: number;
  readonly images: RowImage[] = [];
  /** Images by the key that seals them. */
  readonly sealedImages = new Map<number, RowImage[]>();
  readonly touched: { table: string; id: string }[] = [];
  readonly effects: (() => void)[] = [];
  auditHead: { seq: number; hash: string };
  readonly #c: TxContext;
  #open = true;

  constructor(context: TxContext) {
    this.#c = context;
    this.lsn = context.lsn;
    this.at = context.at;
    this.staffId = context.staffId;
    this.deskId = context.deskId;
    this.epoch = context.epoch;
    this.auditHead = context.auditHead;
  }

  /** Called by the gate: a handler that kept the transaction cannot write with it later. */
  close(): void {
    this.#open = false;
  }

  #alive(): void {
    if (!this.#open) throw new Error('the transaction is over: nothing may be awaited inside gate.run');
  }

  newId(): string {
    return this.#c.env.newId();
  }

  /** A durable key for a new customer. */
  newKeyId(): number {
    return this.#c.takeKey();
  }

  seal(keyId: number, value: unknown): string {
    return this.#c.sealer.seal(keyId, value);
  }

  open<T>(sealed: string): T | null {
    return this.#c.sealer.open<T>(sealed);
  }

  /** One row or undefined. `sql` must only read. */
  get<T = Record<string, ColumnValue>>(sql: string, ...params: unknown[]): T | undefined {
    return this.#reader(sql).get(...bindingsFor(sql, params)) as T | undefined;
  }

  all<T = Record<string, ColumnValue>>(sql: string, ...params: unknown[]): T[] {
    return this.#reader(sql).all(...bindingsFor(sql, params)) as T[];
  }

  /** The single value of the single row, or undefined. */
  value<T>(sql: string, ...params: unknown[]): T | undefined {
    const row = this.#reader(sql).get(...bindingsFor(sql, params)) as Record<string, unknown> | undefined;
    return row === undefined ? undefined : (Object.values(row)[0] as T);
  }

  /**
   * What `make` reads of master tables (`keptTables`, no others), kept under `key` over commands until one of them
   * is written or a command is undone. The value is shared: nobody changes it.
   */
  kept<T>(key: string, make: () => T): T {
    const { kept } = this.#c.plans;
    if (kept.has(key)) return kept.get(key) as T;
    const value = make();
    if (kept.size >= keptAtMost) kept.clear();
    kept.set(key, value);
    return value;
  }

  #reader(sql: string): Statement {
    this.#alive();
    const statement = this.#c.plans.statement(sql);
    if (!statement.readonly) throw new Error('tx.get/all only read; write through insert, update, remove');
    return statement;
  }

  /** Inserts a row and returns its id. Missing columns take their default or NULL. */
  insert(name: string, row: Row): string {
    this.#alive();
    const plan = this.#c.plans.of(name);
    const { names } = plan;
    const args = plan.defaults.slice();
    for (const column in row) {
      const value = row[column];
      if (value === undefined) continue;
      const at = plan.places.get(column);
      if (at === undefined) throw new Error(`${name} has no column ${column}`);
      args[at] = toValue(value, plan, at);
    }
    if (plan.makesId && args[0] === null) args[0] = this.#c.env.newId();
    const image: Record<string, string | number | null> = {};
    for (let i = 0; i < names.length; i += 1) {
      const stored = args[i] as ColumnValue;
      if (stored !== null) image[names[i] as string] = imageValue(stored);
    }
    plan.insert.run(...args);
    const key = plan.keyColumns.map((column) => image[column] as string | number);
    this.#image(
      plan,
      { t: name, o: 'i', k: key, c: image },
      plan.keyIndex < 0 ? null : (args[plan.keyIndex] as number | null),
    );
    return String(key[0]);
  }

  /**
   * Updates the named columns of one row and returns its new version. With `expect` the row must still have that
   * version. Faults: `not_found`, `conflict` (another desk was first).
   */
  update(
    name: string,
    id: string | readonly (string | number)[],
    patch: Row,
    expect?: { version: number },
  ): number {
    this.#alive();
    const plan = this.#c.plans.of(name);
    const columns: string[] = [];
    const args: ColumnValue[] = [];
    const image: Record<string, string | number | null> = {};
    let personal = false;
    for (const column in patch) {
      const value = patch[column];
      if (value === undefined) continue;
      const place = plan.places.get(column);
      if (place === undefined) throw new Error(`${name} has no column ${column}`);
      const stored = toValue(value, plan, place);
      columns.push(column);
      args.push(stored);
      image[column] = imageValue(stored);
      if (stored !== null && plan.personal[place] === true) personal = true;
    }
    const key = typeof id === 'string' ? [id] : [...id];
    if (columns.length === 0 && plan.table.options.versioned !== true) return 0;
    // What is known beforehand need not be asked back: RETURNING costs a third of the update.
    const known = expect !== undefined && !personal ? { version: expect.version + 1 } : null;
    const statement = this.#c.plans.update(plan, columns, expect !== undefined, known === null);
    const values = [...args, ...key, ...(expect === undefined ? [] : [expect.version])];
    const back: { version: number; key_id?: number | null } | undefined =
      known === null
        ? (statement.get(...values) as { version: number; key_id?: number | null } | undefined)
        : statement.run(...values).changes === 1
          ? known
          : undefined;
    if (back === undefined) {
      const there = this.get(
        `SELECT 1 AS yes FROM ${name} WHERE ${plan.keyColumns.map((k) => `${k} = ?`).join(' AND ')}`,
        ...key,
      );
      throw new Fault(there === undefined ? 'not_found' : 'conflict', { entity: name, id: String(key[0]) });
    }
    if (plan.table.options.versioned === true) image.version = back.version;
    this.#image(plan, { t: name, o: 'u', k: key, c: image }, personal ? (back.key_id ?? null) : null);
    return back.version;
  }

  /** Removes a row that may be removed (links, drafts, dirty marks). Missing rows are no fault. */
  remove(name: string, id: string | readonly (string | number)[]): void {
    this.#alive();
    const plan = this.#c.plans.of(name);
    const key = typeof id === 'string' ? [id] : [...id];
    const where = plan.keyColumns.map((column) => `${column} = ?`).join(' AND ');
    const done = this.#c.plans.statement(`DELETE FROM ${name} WHERE ${where}`).run(...key);
    if (done.changes > 0) this.#image(plan, { t: name, o: 'd', k: key }, null);
  }

  #image(plan: Plan, image: RowImage, keyId: number | null): void {
    const { name, options } = plan.table;
    if (keptTables.has(name)) this.#c.plans.kept.clear();
    if (options.unlogged === true) return;
    if (options.key === undefined) this.touched.push({ table: name, id: String(image.k[0]) });
    if (options.sealed === true && keyId !== null && image.o !== 'd') {
      const group = this.sealedImages.get(keyId);
      if (group === undefined) this.sealedImages.set(keyId, [image]);
      else group.push(image);
    } else this.images.push(image);
  }

  /** Next number of a series, from 1. Never given twice, not even after an undo. */
  next(series: string): number {
    const known = this.value<number>('SELECT next FROM number_series WHERE key = ?', series);
    if (known === undefined) {
      this.insert('number_series', { key: series, next: 2 });
      return 1;
    }
    this.update('number_series', [series], { next: known + 1 });
    return known;
  }

  /** A line of the thing's timeline. */
  event(input: EventInput): string {
    return this.insert('event', {
      lsn: this.lsn,
      at: this.at,
      entity: input.entity,
      entity_id: input.entityId,
      work_order_id: input.workOrderId ?? null,
      visit_id: input.visitId ?? null,
      kind: input.kind,
      params: input.params ?? {},
      sealed: input.personal === undefined ? null : this.seal(input.personal.keyId, input.personal.value),
      staff_id: this.staffId,
      desk_id: this.deskId,
    });
  }

  /** A row of the audit chain: who did what to which thing. */
  audit(input: AuditInput): void {
    const seq = this.auditHead.seq + 1;
    const params = JSON.stringify(input.params ?? {});
    const sealed =
      input.personal === undefined ? null : this.seal(input.personal.keyId, input.personal.value);
    const row = {
      seq,
      lsn: this.lsn,
      at: this.at,
      desk_id: this.deskId,
      staff_id: this.staffId,
      action: input.action,
      entity: input.entity,
      entity_id: input.entityId,
      params,
      sealed,
      prev_hash: this.auditHead.hash,
    };
    const rowHash = auditHash(row);
    this.insert('audit', { ...row, hash: rowHash });
    this.auditHead = { seq, hash: rowHash };
  }

  /** What most commands leave behind: the line in the thing's timeline, and the same as a row of the audit chain. */
  note(input: EventInput): void {
    const { entity, entityId, kind, params, personal } = input;
    this.event(input);
    this.audit({ action: kind, entity, entityId, params, personal });
  }

  /** Makes a thing findable; null removes it from the index. */
  search(
    kind: string,
    entityId: string,
    fields: (SearchFields & { title: string }) | null,
    keyId: number | null = null,
  ): void {
    this.#alive();
    const { plans } = this.#c;
    const known = this.value<number>(
      'SELECT seq FROM search_doc WHERE kind = ? AND entity_id = ?',
      kind,
      entityId,
    );
    if (fields === null) {
      if (known === undefined) return;
      plans.statement('DELETE FROM search_doc WHERE seq = ?').run(known);
      this.#dirty(known);
      return;
    }
    const { title } = fields;
    const { body, numbers } = composeSearchText(fields);
    if (known === undefined) {
      plans
        .statement(
          'INSERT INTO search_doc (id, kind, entity_id, body, numbers, title, key_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(this.#c.env.newId(), kind, entityId, body, numbers, title, keyId);
      // A new document needs no mark: the index knows that it has not read beyond its own head.
    } else {
      plans
        .statement('UPDATE search_doc SET body = ?, numbers = ?, title = ?, key_id = ? WHERE seq = ?')
        .run(body, numbers, title, keyId, known);
      this.#dirty(known);
    }
  }

  #dirty(seq: number): void {
    this.#c.plans
      .statement(
        'INSERT INTO search_dirty (seq, lsn) VALUES (?, ?) ON CONFLICT (seq) DO UPDATE SET lsn = excluded.lsn',
      )
      .run(seq, this.lsn);
  }

  /** Runs after the commit is durable: push, print, kick. Failures there never undo the command. */
  after(effect: () => void): void {
    this.effects.push(effect);
  }
}
