import { join } from 'node:path';
import type { Env } from '../../domain/kernel/env.ts';
import { carryOutWish, type WishOutcome } from '../../db/restore-wish.ts';
import { openStore, storeFiles, type Store } from '../../db/store.ts';
import { contract, type ChannelName, type InputOf, type OutputOf } from '../../preload/contract/index.ts';
import type { Answer, FaultAnswer } from '../../preload/contract/define.ts';
import { keepFeaturesOff } from '../services/features.ts';
import { handlers } from '../services/index.ts';
import type { HostPorts, Session, ShellPort } from '../services/context.ts';
import { BlobChannel } from './blob-channel.ts';
import { BlobStore } from './blob-store.ts';
import { gateForCall } from './call-gate.ts';
import { ChangeFeed } from './change-feed.ts';
import { getHostDesk } from './desk-row.ts';
import { Jobs } from './jobs.ts';
import { type HostLog, openLog } from './log.ts';
import { Loops } from './loops.ts';
import { maskText } from './mask-text.ts';
import { Openers } from './openers.ts';
import { makePorts } from './ports.ts';
import { inlineReaders, ReaderPool, type Readers } from './readers.ts';
import { Router, type AnyHandler, type CallOptions } from './router.ts';
import { Drawing } from './drawing.ts';
import { HostSearch } from './host-search.ts';
import { hostSession, SessionTable, type Transport } from './sessions.ts';
import { defaultGrants } from './default-grants.ts';
import { accessTables, staffSource } from './staff-source.ts';
import { keyFromFile } from './store-key.ts';
import { lockStore } from './store-lock.ts';

export interface OpenOutletOptions {
  /** The outlet's folder: store, keyring, operation log, files, logs. */
  dir: string;
  env: Env;
  /** 64 hex digits; without it the key file beside the store is used (and made with a new store). */
  key?: string;
  /** The outlet this folder must belong to. */
  expectOutlet?: string;
  /** Threads for lists; 0 answers them in place (tests, small programs). Default 0. */
  readerThreads?: number;
  /** Parses every answer by its schema. Default true: only the packaged program turns it off. */
  checkOutputs?: boolean;
  /** Bench and crash harness only. */
  synchronous?: 'FULL' | 'OFF';
  version?: string;
  /** Closes this outlet and opens it anew; without it a restore waits for the next opening. */
  reopen?: () => void;
}

export interface Outlet {
  readonly store: Store;
  readonly env: Env;
  readonly dir: string;
  readonly deskId: string;
  readonly feed: ChangeFeed;
  readonly sessions: SessionTable;
  readonly router: Router;
  readonly blobs: BlobChannel;
  readonly jobs: Jobs;
  readonly loops: Loops;
  readonly log: HostLog;
  readonly openers: Openers;
  /** Ports as services see them, for the host's own work (loops, jobs). */
  readonly ports: HostPorts;
  /** The host itself as the one who acts. */
  readonly hostSession: Session;
  /** A desk in this process. `as` logs a person in without a PIN: the caller is the program itself. */
  session(options?: { as?: string; deskId?: string; language?: 'zh' | 'en'; transport?: Transport }): Session;
  /** Asks as a window would: checks, masks, request ids and all. */
  call<C extends ChannelName>(
    session: Session | string,
    channel: C,
    input: InputOf<C>,
    options?: CallOptions,
  ): Promise<{ ok: true; value: OutputOf<C> } | FaultAnswer>;
  /** The same for names that are not known beforehand (transports, tests of bad input). */
  callAny(session: Session | string, channel: string, input: unknown, options?: CallOptions): Promise<Answer>;
  /** Tells services that a desktop shell can print for them. */
  useShell(port: ShellPort): void;
  close(): Promise<void>;
}

/** Opens (or creates) an outlet in this process. Faults: those of the store, `store_locked`, `store_key_missing`. */
export async function openOutlet(options: OpenOutletOptions): Promise<Outlet> {
  const { dir, env } = options;
  const lock = lockStore(dir);
  const closers: (() => unknown)[] = [() => lock.release()];
  try {
    const key = options.key ?? keyFromFile(dir, env.randomBytes);
    const log = openLog({ dir: join(dir, 'logs'), newRef: () => newRef(env) });
    closers.push(() => log.close());
    const outcome = carryOutWish(dir, key, env.now());
    if (outcome?.done === false) log.warn('restore_failed', { code: outcome.code });
    const store = await openStore({
      dir,
      key,
      env,
      ...(options.expectOutlet === undefined ? {} : { expectOutlet: options.expectOutlet }),
      ...(options.synchronous === undefined ? {} : { synchronous: options.synchronous }),
    });
    closers.push(() => store.close());
    if (store.opened.keyring !== 'there') log.warn('keyring', { state: store.opened.keyring });
    if (outcome?.done) noteRestore(store, env, outcome);
    const readers: Readers =
      (options.readerThreads ?? 0) === 0
        ? inlineReaders(store.read)
        : new ReaderPool({ path: store.path, key, threads: options.readerThreads ?? 1 });
    closers.push(() => readers.close());
    return assemble(options, store, key, log, readers, closers);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

function assemble(
  options: OpenOutletOptions,
  store: Store,
  key: string,
  log: HostLog,
  readers: Readers,
  closers: (() => unknown)[],
): Outlet {
  const { dir, env } = options;
  const deskId = getHostDesk(store, env);
  const feed = new ChangeFeed(store.gate.head);
  const sessions = new SessionTable(env, staffSource(store.read, defaultGrants));
  const search = new HostSearch({ store, env, log, deskId });
  closers.push(() => search.close());
  const drawing = new Drawing();
  closers.push(() => drawing.close());
  store.gate.onCommit((commit) => {
    if (commit.entities.length > 0) search.changed();
    if (commit.entities.some((entity) => accessTables.has(entity.table))) sessions.refresh();
    feed.push({ lsn: commit.lsn, entities: commit.entities });
  });
  const self = hostSession(deskId);
  const blobs = new BlobChannel(new BlobStore(join(dir, storeFiles.blobs), key), env, (file, by) =>
    registerBlob(store, env, by ?? self, file),
  );
  const loops = new Loops(env, log);
  const jobs = new Jobs({ store, env, log, feed, deskId, blobs, key, session: self });
  let shell: ShellPort | null = null;
  const ports = makePorts({
    shell: () => shell,
    readers,
    store,
    search,
    drawing,
    jobs,
    loops,
    blobs,
    sessions,
    reopen: () => options.reopen?.(),
    dir,
    version: options.version ?? 'dev',
  });
  jobs.usePorts(ports);
  const router = new Router({
    contract,
    handlers: handlers as Record<string, AnyHandler | undefined>,
    sessions,
    env,
    log,
    maskText,
    findAnswer: (desk, requestId) => store.gate.findAnswer(desk, requestId),
    featuresOff: keepFeaturesOff(store.read, (heard) => {
      feed.listen((message) => 'entities' in message && heard(message.entities));
    }),
    context: (session, call) => ({
      env,
      session,
      requestId: call.requestId,
      gate: gateForCall(store.gate, call),
      read: store.read,
      host: ports,
    }),
    checkOutputs: options.checkOutputs ?? true,
  });
  closers.push(() => jobs.close());
  closers.push(() => loops.stop());
  jobs.markInterrupted();
  log.info('open', { created: store.opened.created, lsn: store.gate.head });
  let closing: Promise<void> | null = null;
  const idOf = (session: Session | string) => (typeof session === 'string' ? session : session.id);
  return {
    store,
    env,
    dir,
    deskId,
    feed,
    sessions,
    router,
    blobs,
    jobs,
    loops,
    log,
    openers: new Openers((size) => env.randomBytes(size)),
    ports,
    hostSession: self,
    session(wanted = {}) {
      const opened = sessions.open({
        deskId: wanted.deskId ?? deskId,
        transport: wanted.transport ?? 'in_process',
        ...(wanted.language === undefined ? {} : { language: wanted.language }),
      });
      if (wanted.as === undefined) return opened;
      sessions.login(opened, wanted.as);
      return sessions.find(opened.id) ?? opened;
    },
    call: (session, channel, input, call) => router.call(idOf(session), channel, input, call) as never,
    callAny: (session, channel, input, call) => router.call(idOf(session), channel, input, call),
    useShell(port) {
      shell = port;
    },
    close: () => (closing ??= closeAll(closers)),
  };
}

/** The restored store says in its own log who restored it; the entry of who asked went with the store it replaced. */
function noteRestore(store: Store, env: Env, { wish, restored }: WishOutcome & { done: true }): void {
  const known =
    wish.staffId !== null && store.read.prepare('SELECT 1 FROM staff WHERE id = ?').get(wish.staffId);
  const deskId = getHostDesk(store, env);
  const staffId = known ? wish.staffId : null;
  store.gate.run({ command: 'system.restored', requestId: env.newId(), deskId, staffId }, (tx) => {
    const { epoch, replayed, cleared } = restored;
    const params = { copy: wish.copy, withLog: wish.withLog, epoch, replayed, cleared };
    tx.event({ entity: 'outlet', entityId: 'store', kind: 'outlet.restored', params });
    tx.audit({ action: 'outlet.restored', entity: 'outlet', entityId: 'store', params });
  });
}

function registerBlob(
  store: Store,
  env: Env,
  by: Session,
  file: { hash: string; size: number; mime: string },
): void {
  if (store.read.prepare('SELECT 1 FROM blob WHERE id = ?').get(file.hash)) return;
  store.gate.run(
    { command: 'blobs.store', requestId: env.newId(), deskId: by.deskId, staffId: by.staffId },
    (tx) => {
      if (tx.get('SELECT 1 AS yes FROM blob WHERE id = ?', file.hash)) return;
      tx.insert('blob', { id: file.hash, size: file.size, mime: file.mime, stored_at: tx.at });
    },
  );
}

/** Eight signs a person can read out on the phone. */
function newRef(env: Env): string {
  return Buffer.from(env.randomBytes(5)).toString('hex').slice(0, 8).toUpperCase();
}

/** Last opened, first closed; one that fails does not keep the others open. */
async function closeAll(closers: (() => unknown)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch {
      // the process is about to end; what matters was synced before its answer left
    }
  }
}
