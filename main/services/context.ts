import type { Database } from 'better-sqlite3';
import type { Env } from '../../domain/kernel/env.ts';
import type { Gate } from '../../db/gate.ts';
import type { PrinterInfo, PrintJob, PrintOutcome } from '../../preload/contract/shell-messages.ts';
import type { Draw } from '../printing/index.ts';
import type { CheckedInputOf, ChannelName, OutputOf } from '../../preload/contract/index.ts';

/** Who asks. Made by the router at login; services trust it. */
export interface Session {
  readonly id: string;
  readonly deskId: string;
  /** Null before login and for the host's own work (sync, jobs). */
  readonly staffId: string | null;
  readonly teamId: string | null;
  readonly roles: readonly string[];
  /** Permission key → widest scope held. */
  readonly permissions: ReadonlyMap<string, 'own' | 'team' | 'all'>;
  readonly language: 'zh' | 'en';
}

/**
 * What a handler gets. `read` is a read-only handle that sees only committed rows; long lists go to the
 * reader workers through `readers`. Writing happens through `gate` alone.
 */
export interface ServiceContext {
  readonly env: Env;
  readonly session: Session;
  readonly requestId: string;
  readonly gate: Gate;
  readonly read: Database;
  /** Ports to the rest of the host; see `main/host/ports.ts`. */
  readonly host: HostPorts;
}

/** What the host offers to services beside the store. Implemented in main/host. */
export interface HostPorts {
  /** Runs a named query in a reader worker (`main/host/readers.ts`); rows and params are JSON values. */
  reader<T>(query: string, params: unknown): Promise<T>;
  /** Lists as snapshots of row numbers (`db/snapshots.ts`); ids are the desk's own, `snapshot_gone` when let go. */
  snapshots: SnapshotPort;
  search<T>(request: unknown): Promise<T>;
  /** Starts a job of a registered kind; progress and cancel are on the job row and its feed. */
  startJob(kind: string, params: unknown, by: Session): Promise<{ jobId: string }>;
  /** Lets the store go and opens it anew: what was asked to be restored is carried out in between. */
  reopen(): void;
  /** The store's own key, for the recovery sheet and nothing else. */
  storeKey(): string;
  cancelJob(jobId: string): Promise<boolean>;
  /** How far a running job is; null when it does not run in this host. */
  jobProgress(jobId: string): { milli: number | null; code: string | null } | null;
  /** Wakes a loop of the host (after commit): 'sync', 'outbox', 'print', 'settling', 'clock'. */
  kick(loop: 'sync' | 'outbox' | 'print' | 'settling' | 'clock'): void;
  /** Draws pages and labels beside the host, so that nobody at a desk waits for it. */
  draw: Draw;
  blobs: BlobPort;
  /** Printers of the system, reached through the desktop shell; null where the host runs without it. */
  readonly shell: ShellPort | null;
  /** Seals and opens personal data with the customer's own key. */
  seal: SealPort;
  /** Session table of the router: login, lock, logout act on it. */
  sessions: SessionPort;
  info: { readonly storeDir: string; readonly version: string; readonly demo: boolean };
}

export interface ShellPort {
  print(job: PrintJob): Promise<PrintOutcome>;
  listPrinters(): Promise<PrinterInfo[]>;
}

export interface SnapshotPort {
  open(query: string, params: unknown, by: Session): Promise<{ snapshotId: string; total: number }>;
  /** Rows `from` (inclusive) to `to` (exclusive), at most 1000; null where a row is gone meanwhile. */
  slice<T extends { seq: number }>(
    snapshotId: string,
    from: number,
    to: number,
    by: Session,
  ): Promise<(T | null)[]>;
  /** Row numbers alone, for a selection across pages. */
  numbers(snapshotId: string, from: number, to: number, by: Session): Promise<number[]>;
  indexOf(snapshotId: string, seq: number, by: Session): Promise<number>;
  close(snapshotId: string, by: Session): Promise<void>;
}

export interface BlobPort {
  /** Content-addressed: sha-256 hex, size in bytes. */
  put(bytes: Uint8Array, meta: { name: string; mime: string }): Promise<{ hash: string; size: number }>;
  get(hash: string): Promise<Uint8Array>;
  has(hash: string): Promise<boolean>;
  /** Announces an upload: nothing to send when the outlet has it, else a ticket and where to go on. */
  offer(
    file: { hash: string; size: number; name: string; mime: string },
    by: Session,
  ): Promise<{ have: true } | { have: false; ticket: string; offset: number }>;
  /** Bytes of an upload that are here already. */
  received(hash: string, by: Session): number;
  /** A ticket that lets one window fetch the blob once within a minute. */
  ticket(hash: string, as: { name: string; mime: string }): string;
}

export interface SealPort {
  seal(keyId: number, value: unknown): string;
  open<T>(sealed: string): T | null;
  /** Destroys the keys of customers whose erasure is committed. Idempotent; also done when a store opens. */
  destroyErased(): void;
}

export interface SessionPort {
  login(session: Session, staffId: string): void;
  lock(session: Session): void;
  unlock(session: Session): void;
  logout(session: Session): void;
  setLanguage(session: Session, language: 'zh' | 'en'): void;
  state(session: Session): 'out' | 'in' | 'locked';
  list(): readonly Session[];
}

/** A handler returns the channel's output or throws a `Fault`. Commands write through `ctx.gate.run`. */
export type Handler<C extends ChannelName> = (
  ctx: ServiceContext,
  input: CheckedInputOf<C>,
) => OutputOf<C> | Promise<OutputOf<C>>;

export type Handlers = { [C in ChannelName]?: Handler<C> };
