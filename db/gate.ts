import { Fault } from '../domain/kernel/fault.ts';
import type { Env } from '../domain/kernel/env.ts';
import { asStoreFault, type Db } from './connection.ts';
import type { Keyring } from './keyring.ts';
import type { LogRecord, OperationLog, RowImage, SealedImages } from './oplog.ts';
import type { Sealer } from './seal.ts';
import { Plans } from './table-plans.ts';
import { Tx } from './tx.ts';

export interface GateCall {
  /** Contract name of the command, or `system.…` for the host's own work. */
  command: string;
  version?: number;
  requestId: string;
  deskId: string;
  staffId: string | null;
  /** sha-256 of the checked input: a repeated id with another input is refused by the router. */
  inputHash?: string;
}

export interface Commit {
  lsn: number;
  at: number;
  command: string;
  entities: readonly { table: string; id: string }[];
}

export interface GateStats {
  count: number;
  /** Own CPU of all calls together, ms. */
  cpuMs: number;
  /** Calls over `slowCallMs`. */
  slow: number;
  /** Own CPU of the longest call inside the gate, ms, and which command it was. */
  longestCpuMs: number;
  longestCommand: string;
}

export interface GateOptions {
  db: Db;
  log: OperationLog;
  keyring: Keyring;
  sealer: Sealer;
  env: Env;
  outletId: string;
  epoch: number;
}

/** A backward step of the clock up to this is smoothed over; a larger one is believed and reported. */
const clockSlackMs = 600_000;

/** What a call may take of this thread: everyone else waits meanwhile. */
export const slowCallMs = 20;

/**
 * SQLite would make its checkpoints inside a COMMIT, that is inside somebody's call: here they come between two calls,
 * and where there is one, in a pause. After a pause a thousand pages are enough; while call follows call each checkpoint
 * holds up whoever is waiting, so they are fewer (every so many commits it is looked whether it is time). The engine's
 * own stays as a bound where nothing comes between (a long run without a pause).
 */
const commitsPerLook = 16;
const pagesAfterPause = 1000;
const pagesWhileBusy = 4000;
const pauseMs = 40;
const checkpointBoundPages = 8000;

/**
 * The only way to write. `run` is one synchronous IMMEDIATE transaction: rows, event, audit row, outbox rows, stock
 * moves, journal entries, numbers and the operation row commit together or not at all (L2). Then the operation log
 * is synced, then the answer leaves, then the effects run.
 */
export class Gate {
  readonly #o: GateOptions;
  readonly #plans: Plans;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  readonly #insertOp;
  readonly #insertImage;
  readonly #pruneImages;
  readonly #findOp;
  readonly #listeners = new Set<(commit: Commit) => void>();
  #head: number;
  #lastAt: number;
  #auditHead: { seq: number; hash: string };
  #running = false;
  /** Records committed in the store that the log does not hold yet (its disk was full). */
  #pending: { lsn: number; packed: Buffer }[] = [];
  #clockBack: { nowMs: number; lastMs: number } | null = null;
  readonly stats: GateStats = { count: 0, cpuMs: 0, slow: 0, longestCpuMs: 0, longestCommand: '' };
  /** Commits since a pause was used to look. */
  #sinceLook = 0;
  /** A call ran since the pause was last looked at. */
  #ran = false;
  readonly #pause: NodeJS.Timeout;

  constructor(options: GateOptions) {
    this.#o = options;
    const { db } = options;
    this.#plans = new Plans(db);
    db.pragma(`wal_autocheckpoint = ${checkpointBoundPages}`);
    this.#pause = setTimeout(() => this.#afterPause(), pauseMs).unref();
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#insertOp = db.prepare(
      'INSERT INTO op (lsn, epoch, desk_id, staff_id, request_id, command, command_version, input_hash, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertImage = db.prepare('INSERT INTO op_image (lsn, record) VALUES (?, ?)');
    this.#pruneImages = db.prepare('DELETE FROM op_image WHERE lsn <= ?');
    this.#findOp = db.prepare(
      'SELECT command, input_hash AS inputHash, answer FROM op WHERE desk_id = ? AND request_id = ?',
    );
    const last = db.prepare('SELECT lsn, at FROM op ORDER BY lsn DESC LIMIT 1').get() as
      | { lsn: number; at: number }
      | undefined;
    this.#head = last?.lsn ?? 0;
    this.#lastAt = last?.at ?? 0;
    const audit = db.prepare('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined;
    this.#auditHead = audit ?? { seq: 0, hash: '' };
  }

  /** lsn of the last committed command. */
  get head(): number {
    return this.#head;
  }

  /** Set when this computer's clock stands far before the last entry; shown to a person, nothing is refused. */
  get clockBack(): { nowMs: number; lastMs: number } | null {
    return this.#clockBack;
  }

  /** The first answer to a request, for a repeat of it. */
  findAnswer(
    deskId: string,
    requestId: string,
  ): { command: string; inputHash: string | null; answer: unknown } | null {
    const row = this.#findOp.get(deskId, requestId) as
      | { command: string; inputHash: string | null; answer: string | null }
      | undefined;
    if (row === undefined) return null;
    return {
      command: row.command,
      inputHash: row.inputHash,
      answer: row.answer === null ? undefined : JSON.parse(row.answer),
    };
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs one command and returns what `fn` returned (JSON values only). Not re-entrant; `fn` is synchronous.
   * Whatever it throws rolls everything back. Faults of its own: `disk_full`, `store_damaged`, `request_reused`.
   */
  run<T>(call: GateCall, fn: (tx: Tx) => T): T {
    if (this.#running) throw new Error(`gate.run inside gate.run (${call.command})`);
    this.#running = true;
    const cpuBefore = process.threadCpuUsage();
    let tx: Tx;
    let answer: T;
    let packed: Buffer;
    try {
      this.#flushPending();
      this.#begin.run();
      try {
        tx = this.#open(call);
        answer = fn(tx);
        if (answer instanceof Promise) throw new Error(`${call.command}: the gate takes no promise`);
        packed = this.#finish(call, tx, answer);
        this.#commit.run();
      } catch (error) {
        if (this.#o.db.inTransaction) this.#rollback.run();
        // What was kept may have been read from rows that never came to be.
        this.#plans.kept.clear();
        throw asGateFault(error, this.#o.db.name) ?? error;
      }
      tx.close();
      this.#head = tx.lsn;
      this.#lastAt = tx.at;
      this.#auditHead = tx.auditHead;
      this.#pending.push({ lsn: tx.lsn, packed });
    } finally {
      this.#running = false;
      this.#measure(call.command, cpuBefore);
    }
    try {
      this.#flushPending();
    } catch (error) {
      // The store holds the command durably, so its answer stands; the next command waits for the log.
      if (!(error instanceof Fault)) throw error;
    }
    const commit: Commit = { lsn: tx.lsn, at: tx.at, command: call.command, entities: tx.touched };
    for (const listener of this.#listeners) listener(commit);
    for (const effect of tx.effects) setImmediate(effect);
    this.#sinceLook += 1;
    if (this.#sinceLook % commitsPerLook === 0) setImmediate(() => this.#checkpoint(pagesWhileBusy));
    this.#ran = true;
    this.#pause.refresh();
    return answer;
  }

  /**
   * Runs `fn` in a transaction that is undone whatever it does: statements get prepared and code warm, nothing is
   * written, logged, counted or told. Returns what ended it early, which is no error of anybody's, or null.
   */
  rehearse(fn: (tx: Tx) => void): unknown {
    if (this.#running) throw new Error('gate.rehearse inside gate.run');
    const call = { command: 'system.rehearse', requestId: '', deskId: '', staffId: null };
    this.#running = true;
    this.#begin.run();
    try {
      const tx = this.#open(call);
      try {
        fn(tx);
        this.#finish(call, tx, null);
      } finally {
        tx.close();
      }
      return null;
    } catch (error) {
      return error;
    } finally {
      this.#rollback.run();
      this.#plans.kept.clear();
      this.#running = false;
    }
  }

  #afterPause(): void {
    if (this.#sinceLook < commitsPerLook) return;
    // A timer counts from where the loop stood, not from the end of a long call: only the second look is a whole pause
    if (this.#ran) {
      this.#ran = false;
      return void this.#pause.refresh();
    }
    this.#sinceLook = 0;
    this.#checkpoint(pagesAfterPause);
  }

  #checkpoint(fromPages: number): void {
    const { db } = this.#o;
    if (!db.open) return;
    try {
      const [wal] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
      if (wal === undefined || wal.log - wal.checkpointed < fromPages) return;
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // A full disk: the write-ahead log holds everything, and the next command says so to a person.
    }
  }

  #open(call: GateCall): Tx {
    const { db, env, sealer, keyring, epoch } = this.#o;
    return new Tx({
      db,
      plans: this.#plans,
      sealer,
      env,
      takeKey: () => keyring.take(),
      lsn: this.#head + 1,
      at: this.#instant(env.now()),
      epoch,
      deskId: call.deskId,
      staffId: call.staffId,
      auditHead: this.#auditHead,
    });
  }

  #instant(now: number): number {
    if (now >= this.#lastAt) {
      this.#clockBack = null;
      return now;
    }
    if (this.#lastAt - now <= clockSlackMs) return this.#lastAt;
    this.#clockBack = { nowMs: now, lastMs: this.#lastAt };
    return now;
  }

  #finish(call: GateCall, tx: Tx, answer: unknown): Buffer {
    const rows: (RowImage | SealedImages)[] = [...tx.images];
    for (const [keyId, images] of tx.sealedImages) rows.push({ s: tx.seal(keyId, images) });
    const record: LogRecord = {
      lsn: tx.lsn,
      epoch: tx.epoch,
      outlet: this.#o.outletId,
      desk: call.deskId,
      staff: call.staffId,
      request: call.requestId,
      command: call.command,
      version: call.version ?? 1,
      at: tx.at,
      rows,
    };
    const packed = this.#o.log.pack(record);
    this.#insertOp.run(
      tx.lsn,
      tx.epoch,
      call.deskId,
      call.staffId,
      call.requestId,
      call.command,
      call.version ?? 1,
      call.inputHash ?? null,
      answer === undefined ? null : JSON.stringify(answer),
      tx.at,
    );
    this.#pruneImages.run(this.#o.log.head);
    this.#insertImage.run(tx.lsn, packed);
    return packed;
  }

  #flushPending(): void {
    if (this.#pending.length === 0) return;
    this.#o.log.append(this.#pending);
    this.#pending = [];
  }

  #measure(command: string, before: NodeJS.CpuUsage): void {
    const used = process.threadCpuUsage(before);
    const ms = (used.user + used.system) / 1000;
    this.stats.count += 1;
    this.stats.cpuMs += ms;
    if (ms > slowCallMs) this.stats.slow += 1;
    if (ms <= this.stats.longestCpuMs) return;
    this.stats.longestCpuMs = ms;
    this.stats.longestCommand = command;
  }
}

/** Errors of the engine that a person can act on. Triggers speak as `append_only:…` and `period_closed:…`. */
function asGateFault(error: unknown, path: string): Fault | null {
  const store = asStoreFault(error, path);
  if (store !== null) return store;
  if (!(error instanceof Error)) return null;
  if (error.message.includes('period_closed:')) {
    return new Fault('period_closed', { period: error.message.split('period_closed:')[1] ?? '' });
  }
  if (error.message.includes('UNIQUE constraint failed: op.desk_id')) return new Fault('request_reused');
  return null;
}
