import type { Env } from '../../domain/kernel/env.ts';
import { Fault, isFault } from '../../domain/kernel/fault.ts';
import type { Store } from '../../db/store.ts';
import { findJob } from '../../db/queries/jobs.ts';
import { jobKinds } from '../services/jobs/kinds.ts';
import type { JobKind, JobRun } from '../services/jobs/kind.ts';
import type { BlobPort, HostPorts, Session } from '../services/context.ts';
import type { ChangeFeed } from './change-feed.ts';
import { runChild } from './job-child.ts';
import type { HostLog } from './log.ts';

export interface JobParts {
  store: Store;
  env: Env;
  log: HostLog;
  feed: ChangeFeed;
  deskId: string;
  blobs: BlobPort;
  key: string;
  session: Session;
  /** More kinds than the registry's (tests). */
  kinds?: Readonly<Record<string, JobKind>>;
}

interface Live {
  stop: AbortController;
  done: Promise<void>;
}

/** Long work with progress and cancel. The row says how it stands; a restart finds it and calls it interrupted. */
export class Jobs {
  readonly #parts: JobParts;
  readonly #kinds: Map<string, JobKind>;
  readonly #live = new Map<string, Live>();
  readonly #progress = new Map<string, { milli: number | null; code: string | null }>();
  #ports: HostPorts | null = null;

  constructor(parts: JobParts) {
    this.#parts = parts;
    this.#kinds = new Map(Object.entries({ ...jobKinds, ...parts.kinds }));
  }

  usePorts(ports: HostPorts): void {
    this.#ports = ports;
  }

  /** Adds a kind while the host runs (tests). */
  addKind(name: string, kind: JobKind): void {
    this.#kinds.set(name, kind);
  }

  /** Progress that is newer than the row; null when the job does not run here. */
  progressOf(jobId: string): { milli: number | null; code: string | null } | null {
    return this.#progress.get(jobId) ?? null;
  }

  isLive(jobId: string): boolean {
    return this.#live.has(jobId);
  }

  async start(kind: string, params: unknown, by: Session): Promise<{ jobId: string }> {
    const found = this.#kinds.get(kind);
    if (!found) throw new Error(`no job kind ${kind}`);
    const jobId = this.#parts.env.newId();
    this.#write('jobs.start', by, (tx) => {
      tx.insert('job', {
        id: jobId,
        kind,
        state: 'running',
        params: params ?? {},
        staff_id: by.staffId,
        desk_id: by.deskId,
        created_at: tx.at,
        started_at: tx.at,
      });
    });
    const stop = new AbortController();
    const done = this.#run(jobId, kind, found, params, by, stop);
    this.#live.set(jobId, { stop, done });
    void done.finally(() => this.#live.delete(jobId));
    return { jobId };
  }

  /** Ends a running job: a child process is killed within a second, work in this process at its next step. */
  async cancel(jobId: string): Promise<boolean> {
    const live = this.#live.get(jobId);
    if (!live) return false;
    live.stop.abort(new Fault('job_gone', { kind: 'cancelled' }));
    await live.done;
    return findJob(this.#parts.store.read, jobId)?.state === 'cancelled';
  }

  /** Waits for the end of a job (tests, headless programs). */
  async finished(jobId: string): Promise<void> {
    await this.#live.get(jobId)?.done;
  }

  /** Rows that say «running» while nothing runs were left by a host that ended. */
  markInterrupted(): void {
    const { store, session } = this.#parts;
    const left = store.read
      .prepare("SELECT id, kind FROM job WHERE state IN ('queued', 'running')")
      .all() as {
      id: string;
      kind: string;
    }[];
    if (left.length === 0) return;
    this.#write('jobs.interrupted', session, (tx) => {
      for (const row of left) {
        const fault = { code: 'job_gone', params: { kind: row.kind } };
        tx.update('job', row.id, { state: 'interrupted', ended_at: tx.at, fault });
      }
    });
  }

  async close(): Promise<void> {
    for (const live of this.#live.values()) live.stop.abort(new Error('host ends'));
    await Promise.all([...this.#live.values()].map((live) => live.done));
  }

  async #run(
    jobId: string,
    name: string,
    kind: JobKind,
    params: unknown,
    by: Session,
    stop: AbortController,
  ): Promise<void> {
    this.#progress.set(jobId, { milli: null, code: null });
    let patch: Record<string, unknown>;
    try {
      const result = await this.#work(jobId, kind, params, by, stop.signal);
      patch = { state: 'done', progress_milli: 1000, result: result ?? null };
    } catch (error) {
      patch = this.#endOf(error, name, stop.signal);
    }
    this.#progress.delete(jobId);
    try {
      this.#write('jobs.end', by, (tx) => void tx.update('job', jobId, { ...patch, ended_at: tx.at }));
    } catch (error) {
      // The row stays «running» and the next start calls it interrupted
      this.#parts.log.error('job_end', error, { kind: name });
    }
  }

  #endOf(error: unknown, name: string, signal: AbortSignal): Record<string, unknown> {
    if (signal.aborted) {
      const cancelled = isFault(signal.reason);
      const fault = { code: 'job_gone', params: { kind: name } };
      return cancelled ? { state: 'cancelled' } : { state: 'interrupted', fault };
    }
    if (isFault(error)) return { state: 'failed', fault: { code: error.code, params: error.params } };
    const ref = this.#parts.log.error('job', error, { kind: name });
    return { state: 'failed', fault: { code: 'internal', params: { ref } } };
  }

  async #work(
    jobId: string,
    kind: JobKind,
    params: unknown,
    by: Session,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { store, env, blobs, key } = this.#parts;
    if (!this.#ports) throw new Error('jobs have no ports yet');
    const run: JobRun = {
      jobId,
      env,
      session: by,
      signal,
      store,
      blobs,
      host: this.#ports,
      progress: (milli, code) => this.#tell(jobId, milli, code ?? null),
    };
    if (kind.where === 'host') return kind.run(run, params as never);
    const raw = await runChild(
      { kind: kind.child, params, dir: store.dir, path: store.path, key },
      signal,
      run.progress,
    );
    return kind.finish ? kind.finish(run, raw as never) : raw;
  }

  #tell(jobId: string, milli: number | null, code: string | null): void {
    this.#progress.set(jobId, { milli, code });
    this.#parts.feed.whisper({
      kind: 'job',
      id: jobId,
      entities: [{ table: 'job', id: jobId }],
      progressMilli: milli,
      progressCode: code,
    });
  }

  #write(command: string, by: Session, fn: Parameters<Store['gate']['run']>[1]): void {
    const { store, env } = this.#parts;
    store.gate.run({ command, requestId: env.newId(), deskId: by.deskId, staffId: by.staffId }, fn);
  }
}
