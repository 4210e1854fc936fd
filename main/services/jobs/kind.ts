import type { Env } from '../../../domain/kernel/env.ts';
import type { Store } from '../../../db/store.ts';
import type { Db } from '../../../db/connection.ts';
import type { BlobPort, HostPorts, Session } from '../context.ts';

/** What a job works with in the host process. */
export interface JobRun {
  readonly jobId: string;
  readonly env: Env;
  readonly session: Session;
  /** Aborted at cancel and when the host ends; look at it between steps. */
  readonly signal: AbortSignal;
  readonly store: Store;
  readonly blobs: BlobPort;
  readonly host: HostPorts;
  /** Thousandths done (null: unknown) and what is being done, as a code. */
  progress(milli: number | null, code?: string): void;
}

/**
 * How a kind of job runs. `host`: short steps in the host process, each looking at the signal. `child`: a process of
 * its own with a read-only handle, which can be killed at any moment (a running SQLite statement cannot be
 * interrupted from JavaScript); `finish` runs in the host with what the child answered and may write.
 */
export type JobKind =
  | { where: 'host'; run(run: JobRun, params: never): Promise<unknown> }
  | { where: 'child'; child: string; finish?(run: JobRun, raw: never): Promise<unknown> };

/** What a child's work gets. It must not write to the store; files go to `workDir`, which is removed afterwards. */
export interface ChildRun {
  readonly dir: string;
  readonly key: string;
  readonly read: Db;
  readonly workDir: string;
  /** Bytes of a stored file. */
  blob(hash: string): Promise<Uint8Array>;
  progress(milli: number | null, code?: string): void;
}

export type ChildWork = (run: ChildRun, params: never) => unknown;
