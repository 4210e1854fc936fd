import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SearchClient } from '../../db/search/client.ts';
import type { SearchQuestion, SearchWorkerData } from '../../db/search/protocol.ts';
import { storeFiles, type Store } from '../../db/store.ts';
import type { Env } from '../../domain/kernel/env.ts';
import { entryPath } from './entry-path.ts';
import type { HostLog } from './log.ts';

/** Rows struck off the dirty list per gate call: a long list must not hold the gate. */
const strikeAtOnce = 500;

/**
 * The search worker as the host sees it. It begins with the first question or change, catches up by itself, and
 * is started again when it dies: the index is derived, nothing is lost with it.
 */
export class HostSearch {
  readonly #store: Store;
  readonly #env: Env;
  readonly #log: HostLog;
  readonly #deskId: string;
  #client: SearchClient | null = null;
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();
  #closing = false;
  #strike: { throughLsn: number; timer: NodeJS.Timeout } | null = null;

  constructor(parts: { store: Store; env: Env; log: HostLog; deskId: string }) {
    this.#store = parts.store;
    this.#env = parts.env;
    this.#log = parts.log;
    this.#deskId = parts.deskId;
  }

  async ask<T>(question: unknown): Promise<T> {
    const wanted = question as SearchQuestion;
    const client = this.#begin();
    switch (wanted.type) {
      case 'page': {
        const { request, lane } = wanted;
        if (lane === null) return await client.page<T>(request);
        // Undefined: the box has moved on
        return (await client.latest(lane, () => client.page<T>(request))) as T;
      }
      case 'query':
        return (await client.query(wanted.request)) as T;
      case 'match':
        return (await client.match(wanted.request)) as T;
      case 'verify':
        return (await client.verify(wanted.everyNth)) as T;
      default:
        return (await client[wanted.type]()) as T;
    }
  }

  /** The store changed. Nothing is done while nobody ever searched. */
  changed(): void {
    this.#client?.changed();
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#strike) clearTimeout(this.#strike.timer);
    const client = this.#client;
    if (client === null) return;
    // Nothing else may be left to keep the program alive until it has gone
    this.#worker?.ref();
    await client.close().catch(() => undefined);
    await this.#ended;
  }

  #begin(): SearchClient {
    if (this.#client !== null) return this.#client;
    if (this.#closing) throw new Error('search is closed');
    const { dir, path, key, outletId, epoch } = this.#store;
    const workerData: SearchWorkerData = {
      storePath: path,
      indexPath: join(dir, storeFiles.search),
      keyHex: key,
      identity: `${outletId}/${epoch}`,
    };
    const worker = new Worker(entryPath('search-worker', 'workers'), {
      workerData,
      // What a query leaves behind is short-lived: without bounds the young generation alone may take 48 MB, and bodies
      // that outlived their fragment lie in the old one until it has grown by as much again.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 192 },
    });
    worker.unref();
    this.#worker = worker;
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#client = null;
        resolve();
      });
    });
    worker.on('error', (error) => void this.#log.error('search_worker', error));
    this.#client = new SearchClient(worker, {
      onIndexed: (throughLsn) => this.#strikeSoon(throughLsn),
      onRebuilding: (because) => this.#log.info('search_rebuild', { because }),
    });
    return this.#client;
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
      .prepare('SELECT seq FROM search_dirty WHERE seq > 0 AND lsn <= ? LIMIT ?')
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
        if (left.length === strikeAtOnce) return;
        // The mark: an index file that is older than what was struck off is recognised by it.
        const mark = tx.value<number>('SELECT lsn FROM search_dirty WHERE seq = 0');
        if (mark === undefined) tx.insert('search_dirty', { seq: 0, lsn: throughLsn });
        else if (mark < throughLsn) tx.update('search_dirty', [0], { lsn: throughLsn });
      });
    } catch (error) {
      this.#log.error('search_strike', error);
      return;
    }
    if (left.length === strikeAtOnce) this.#strikeSoon(throughLsn);
  }
}
