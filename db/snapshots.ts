import { Fault } from '../domain/kernel/fault.ts';
import type { Db } from './connection.ts';

/**
 * A list as people use it: the row numbers of one filter and sort, taken once. Pages are slices fetched by row
 * number, so any jump, Shift-selection and scrolling works and nothing re-sorts under the cursor while the rows
 * themselves are always fresh.
 */
export interface SnapshotQuery {
  /** Row numbers (`seq`) in order. Use a plucked statement: 200,000 of them must cost tens of milliseconds. */
  numbers(db: Db, params: never): number[];
  /** Rows for some numbers, in any order; each carries its own `seq`. Rows that are gone are simply missing. */
  rows(db: Db, numbers: readonly number[], params: never): { seq: number }[];
}

export interface OpenedSnapshot {
  snapshotId: string;
  total: number;
}

interface Kept {
  query: SnapshotQuery;
  params: unknown;
  numbers: Int32Array | Float64Array;
  desk: string;
}

export interface SnapshotLimits {
  /** Bytes of row numbers of all snapshots together. */
  maxBytes: number;
  perDesk: number;
  /** Rows one slice may ask for. */
  maxSlice: number;
}

const defaults: SnapshotLimits = { maxBytes: 5 * 1024 * 1024, perDesk: 6, maxSlice: 1000 };

/**
 * The snapshots of one reader thread. The least recently used go first, each desk's own before another's; whoever
 * asks for one that is gone gets `snapshot_gone` and opens it again.
 */
export class Snapshots {
  readonly #db: Db;
  readonly #queries: Readonly<Record<string, SnapshotQuery>>;
  readonly #limits: SnapshotLimits;
  /** In order of last use. */
  readonly #kept = new Map<string, Kept>();
  readonly #prefix: string;
  #count = 0;
  #bytes = 0;

  constructor(
    db: Db,
    queries: Readonly<Record<string, SnapshotQuery>>,
    options: Partial<SnapshotLimits> & { prefix?: string } = {},
  ) {
    const { prefix, ...limits } = options;
    this.#db = db;
    this.#queries = queries;
    this.#limits = { ...defaults, ...limits };
    this.#prefix = prefix ?? 's';
  }

  get bytes(): number {
    return this.#bytes;
  }

  open(desk: string, queryName: string, params: unknown): OpenedSnapshot {
    if (!Object.hasOwn(this.#queries, queryName)) throw new Error(`no snapshot query ${queryName}`);
    const query = this.#queries[queryName] as SnapshotQuery;
    const numbers = pack(query.numbers(this.#db, params as never));
    const snapshotId = `${this.#prefix}${++this.#count}`;
    this.#kept.set(snapshotId, { query, params, numbers, desk });
    this.#bytes += numbers.byteLength;
    this.#makeRoom(desk, snapshotId);
    return { snapshotId, total: numbers.length };
  }

  /**
   * Rows `from` (inclusive) to `to` (exclusive) in the snapshot's order; null where a row is gone meanwhile.
   * Fault `snapshot_gone`.
   */
  slice<T extends { seq: number }>(desk: string, snapshotId: string, from: number, to: number): (T | null)[] {
    const kept = this.#use(desk, snapshotId);
    const wanted = this.#range(kept, from, to);
    if (wanted.length === 0) return [];
    const bySeq = new Map<number, T>();
    for (const row of kept.query.rows(this.#db, wanted, kept.params as never)) bySeq.set(row.seq, row as T);
    return wanted.map((seq) => bySeq.get(seq) ?? null);
  }

  /** The row numbers alone, for a Shift-selection across pages. */
  numbers(desk: string, snapshotId: string, from: number, to: number): number[] {
    const kept = this.#use(desk, snapshotId);
    return [...kept.numbers.subarray(Math.max(0, from), Math.max(0, to))];
  }

  /** Where a row stands in the snapshot, or -1: so that Esc goes back to the same row. */
  indexOf(desk: string, snapshotId: string, seq: number): number {
    return this.#use(desk, snapshotId).numbers.indexOf(seq);
  }

  close(desk: string, snapshotId: string): void {
    const kept = this.#kept.get(snapshotId);
    if (kept?.desk === desk) this.#drop(snapshotId, kept);
  }

  #range(kept: Kept, from: number, to: number): number[] {
    const start = Math.max(0, Math.min(from, kept.numbers.length));
    const end = Math.max(start, Math.min(to, kept.numbers.length, start + this.#limits.maxSlice));
    return [...kept.numbers.subarray(start, end)];
  }

  #use(desk: string, snapshotId: string): Kept {
    const kept = this.#kept.get(snapshotId);
    // A desk's lists are its own: filters may hold what another desk may not see
    if (!kept || kept.desk !== desk) throw new Fault('snapshot_gone');
    this.#kept.delete(snapshotId);
    this.#kept.set(snapshotId, kept);
    return kept;
  }

  #makeRoom(desk: string, fresh: string): void {
    const mine = [...this.#kept].filter(([, kept]) => kept.desk === desk);
    for (const [id, kept] of mine.slice(0, Math.max(0, mine.length - this.#limits.perDesk)))
      this.#drop(id, kept);
    for (const [id, kept] of [...this.#kept]) {
      if (this.#bytes <= this.#limits.maxBytes) return;
      if (id !== fresh) this.#drop(id, kept);
    }
  }

  #drop(id: string, kept: Kept): void {
    this.#kept.delete(id);
    this.#bytes -= kept.numbers.byteLength;
  }
}

function pack(numbers: number[]): Int32Array | Float64Array {
  for (const value of numbers) if (value > 0x7fffffff) return Float64Array.from(numbers);
  return Int32Array.from(numbers);
}
