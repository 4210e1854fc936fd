import { Worker } from 'node:worker_threads';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';
import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import type { DrawOrder } from '../services/paper/draw-work.ts';
import { entryPath } from './entry-path.ts';

/** A thread that had nothing to draw for so long is let go with its fonts. */
const idleMs = 60_000;

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: unknown): void;
}
interface Answer {
  id: number;
  ok: boolean;
  bytes?: Uint8Array;
  error?: {
    fault?: { code: FaultCode; params: FaultParams };
    name?: string;
    message?: string;
    stack?: string;
  };
}

/**
 * Pages and labels are drawn in a thread of their own, begun with the first and ended when nobody prints; whoever asks
 * the host something meanwhile is answered at once. A thread that dies is a defect of what it drew; the next order
 * begins another.
 */
export class Drawing {
  #worker: Worker | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #next = 0;
  #closing = false;
  readonly #waiting = new Map<number, Waiting>();

  draw(order: DrawOrder, signal: AbortSignal): Promise<Uint8Array> {
    if (this.#closing) throw new Error('drawing is closed');
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#next;
    return new Promise<Uint8Array>((resolve, reject) => {
      const end = (settle: () => void) => {
        signal.removeEventListener('abort', stop);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) this.#rest();
        settle();
      };
      const stop = () => end(() => reject(signal.reason as Error));
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.set(id, {
        resolve: (bytes) => end(() => resolve(bytes)),
        reject: (error) => end(() => reject(error as Error)),
      });
      worker.postMessage({ id, order });
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#letGo();
    await this.#ended;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#letGo(), idleMs).unref();
  }

  #letGo(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    const worker = new Worker(entryPath('draw-worker', 'workers'), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.unref();
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (error) => this.#fail(worker, error));
    this.#ended = new Promise((resolve) =>
      worker.once('exit', (code) => {
        this.#fail(worker, new Error(`drawing ended with ${code}`));
        resolve(code);
      }),
    );
    return worker;
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) this.#worker = null;
    else if (this.#worker !== null) return; // another thread has taken over; its orders are its own
    for (const one of [...this.#waiting.values()]) one.reject(error);
  }

  #settle(answer: Answer): void {
    const one = this.#waiting.get(answer.id);
    if (one === undefined) return;
    if (answer.ok && answer.bytes !== undefined) return one.resolve(answer.bytes);
    const { fault, message, ...rest } = answer.error ?? {};
    one.reject(fault ? new Fault(fault.code, fault.params) : Object.assign(new Error(message), rest));
  }
}
