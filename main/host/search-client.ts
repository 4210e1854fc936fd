import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  FromSearchWorker,
  SearchRequest,
  SearchWorkerData,
  ToSearchWorker,
} from '../../db/search/protocol.ts';
import { storeFiles, type Store } from '../../db/store.ts';
import type { Env } from '../../domain/kernel/env.ts';
import { entryPath } from './entry-path.ts';
import type { HostLog } from './log.ts';

type Asked = 'query' | 'match' | 'stats' | 'verify' | 'rebuild' | 'settle';

/** A search as services ask it: a request for the best hits, or one of the worker's other questions by `type`. */
export type SearchQuestion = SearchRequest | { type: Asked; request?: unknown; everyNth?: number };

/** Rows struck off the dirty list per gate call: a long list must not hold the gate. */
const strikeAtOnce = 500;

/**
 * The search worker as the host sees it. It begins with the first question or change, catches up by itself, and
 * is started again when it dies: the index is derived, nothing is lost with it.
 */
export class SearchClient {
  readonly #store: Store;
  readonly #env: Env;
  readonly #log: HostLog;
  readonly #deskId: string;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #worker: Worker | null = null;
  #id = 0;
  #closing = false;
  #strike: { throughLsn: number; timer: NodeJS.Timeout } | null = null;

  constructor(parts: { store: Store; env: Env; log: HostLog; deskId: string }) {
    this.#store = parts.store;
    this.#env = parts.env;
    this.#log = parts.log;
    this.#deskId = parts.deskId;
  }

  ask<T>(question: unknown): Promise<T> {
    const wanted = question as SearchQuestion;
    const worker = this.#begin();
    const id = ++this.#id;
    const message = 'type' in wanted ? { ...wanted, id } : { type: 'query', id, request: wanted };
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage(message as ToSearchWorker);
    });
  }

  /** The store changed. Nothing is done while nobody ever searched. */
  changed(): void {
    this.#worker?.postMessage({ type: 'changed' } satisfies ToSearchWorker);
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#strike) clearTimeout(this.#strike.timer);
    const worker = this.#worker;
    if (!worker) return;
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ type: 'close', id: ++this.#id } satisfies ToSearchWorker);
    const patience = setTimeout(() => void worker.terminate(), 3000);
    await gone;
    clearTimeout(patience);
  }

  #begin(): Worker {
    if (this.#worker) return this.#worker;
    if (this.#closing) throw new Error('search is closed');
    const { dir, path, key, outletId, epoch } = this.#store;
    const workerData: SearchWorkerData = {
      storePath: path,
      indexPath: join(dir, storeFiles.search),
      keyHex: key,
      identity: `${outletId}/${epoch}`,
    };
    const worker = new Worker(entryPath('search-worker', 'workers'), { workerData });
    worker.unref();
    worker.on('message', (message: FromSearchWorker) => this.#hear(message));
    worker.on('error', (error) => void this.#log.error('search_worker', error));
    worker.once('exit', () => {
      this.#worker = null;
      for (const one of this.#waiting.values()) one.reject(new Error('search worker ended'));
      this.#waiting.clear();
    });
    this.#worker = worker;
    return worker;
  }

  #hear(message: FromSearchWorker): void {
    if (message.type === 'indexed') return this.#strikeSoon(message.throughLsn);
    if (message.type === 'rebuilding') return this.#log.info('search_rebuild', { because: message.because });
    const one = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') one?.resolve(message.value);
    else one?.reject(new Error(message.message));
  }

  /** Striking off is not urgent: a dirty row that stays is scanned, not missed. */
  #strikeSoon(throughLsn: number): void {
    if (this.#closing) return;
    if (this.#strike) {
      this.#strike.throughLsn = throughLsn;
      return;
    }
    const timer = setTimeout(() => this.#strikeNow(), 250);
    timer.unref();
    this.#strike = { throughLsn, timer };
  }

  #strikeNow(): void {
    const throughLsn = this.#strike?.throughLsn ?? 0;
    this.#strike = null;
    if (this.#closing) return;
    const { gate, read } = this.#store;
    const left = read
      .prepare('SELECT seq FROM search_dirty WHERE lsn <= ? LIMIT ?')
      .pluck()
      .all(throughLsn, strikeAtOnce) as number[];
    if (left.length === 0) return;
    try {
      const call = {
        command: 'system.search_indexed',
        requestId: this.#env.newId(),
        deskId: this.#deskId,
        staffId: null,
      };
      gate.run(call, (tx) => {
        for (const seq of left) {
          // Changed again meanwhile: then it is dirty still
          const lsn = tx.value<number>('SELECT lsn FROM search_dirty WHERE seq = ?', seq);
          if (lsn !== undefined && lsn <= throughLsn) tx.remove('search_dirty', [seq]);
        }
      });
    } catch (error) {
      this.#log.error('search_strike', error);
      return;
    }
    if (left.length === strikeAtOnce) this.#strikeSoon(throughLsn);
  }
}
