import { Worker } from 'node:worker_threads';
import type { Db } from '../../db/connection.ts';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import { entryPath } from './entry-path.ts';
import { readerCore, type ReaderRequest } from './reader-core.ts';

/** Answers named queries; lists stay with the reader that opened them. */
export interface Readers {
  ask<T>(request: ReaderRequest): Promise<T>;
  close(): Promise<void>;
}

/** Readers without threads: small programs and tests. Same requests, same answers. */
export function inlineReaders(db: Db): Readers {
  const core = readerCore(db, 'r0-');
  return {
    ask: async <T>(request: ReaderRequest) => core.answer(request) as T,
    close: async () => undefined,
  };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
  ready: Promise<void>;
  /** Settles when the thread has ended, however it did. */
  ended: Promise<void>;
}

/** Threads with read-only handles. A thread that dies is started again; what it was asked is answered as a defect. */
export class ReaderPool implements Readers {
  readonly #threads: Thread[] = [];
  readonly #options: { path: string; key: string };
  #next = 0;
  #id = 0;
  #closing = false;

  constructor(options: { path: string; key: string; threads?: number }) {
    this.#options = options;
    const count = options.threads ?? 2;
    for (let i = 0; i < count; i++) this.#threads.push(this.#start(i));
  }

  async ask<T>(request: ReaderRequest): Promise<T> {
    const thread = this.#threads[this.#pick(request)];
    if (!thread || this.#closing) throw new Error('readers are closed');
    await thread.ready;
    const id = ++this.#id;
    return new Promise<T>((resolve, reject) => {
      thread.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      thread.worker.postMessage({ id, request });
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(
      this.#threads.map(({ worker, ended }) => {
        // Nothing else may be left to keep the program alive until they have gone
        worker.ref();
        worker.postMessage('close');
        return ended;
      }),
    );
  }

  /** A snapshot id names its thread (`r1-…`); everything else goes to the one with the least to do. */
  #pick(request: ReaderRequest): number {
    if ('snapshotId' in request) {
      const index = Number(/^r(\d+)-/.exec(request.snapshotId)?.[1] ?? Number.NaN);
      if (!this.#threads[index]) throw new Fault('snapshot_gone');
      return index;
    }
    const loads = this.#threads.map((thread) => thread.waiting.size);
    const least = Math.min(...loads);
    for (let step = 0; step < loads.length; step++) {
      const index = (this.#next + step) % loads.length;
      if (loads[index] === least) {
        this.#next = index + 1;
        return index;
      }
    }
    return 0;
  }

  #start(index: number, generation = 0): Thread {
    const worker = new Worker(entryPath('reader-worker', 'workers'), {
      // Ids of an earlier thread must not meet lists of the new one
      workerData: { ...this.#options, prefix: generation === 0 ? `r${index}-` : `r${index}-${generation}-` },
      resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8 },
    });
    worker.unref();
    const waiting = new Map<number, Waiting>();
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('reader ended')));
    });
    ready.catch(() => undefined);
    worker.on('message', (message: unknown) => settle(waiting, message));
    worker.on('exit', () => {
      for (const one of waiting.values()) one.reject(new Error('reader ended'));
      waiting.clear();
      if (!this.#closing) setTimeout(() => this.#restart(index, generation + 1), 200).unref();
    });
    worker.on('error', () => undefined);
    return { worker, waiting, ready, ended };
  }

  #restart(index: number, generation: number): void {
    if (!this.#closing) this.#threads[index] = this.#start(index, generation);
  }
}

interface Carried {
  fault?: { code: FaultCode; params: FaultParams };
  name?: string;
  message?: string;
  stack?: string;
  code?: unknown;
}

function settle(waiting: Map<number, Waiting>, message: unknown): void {
  if (typeof message !== 'object' || message === null) return;
  const answer = message as { id: number; ok: boolean; value?: unknown; error?: Carried };
  const one = waiting.get(answer.id);
  if (!one) return;
  waiting.delete(answer.id);
  if (answer.ok) return one.resolve(answer.value);
  const { fault, message: text, ...rest } = answer.error ?? {};
  one.reject(fault ? new Fault(fault.code, fault.params) : Object.assign(new Error(text), rest));
}
