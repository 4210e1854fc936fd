import { Fault } from '../../domain/kernel/fault.ts';

/** What a command answered the first time, before masks: the second asker may be allowed less. */
export interface KnownAnswer {
  hash: string;
  value: unknown;
}

/**
 * First answers by desk and request id, and the calls that are still under way. The operation log keeps them
 * for good; this keeps the recent ones and those of commands that write nothing.
 */
export class Answers {
  readonly #limit: number;
  readonly #done = new Map<string, KnownAnswer>();
  readonly #running = new Map<string, { hash: string; promise: Promise<unknown> }>();

  constructor(limit = 2000) {
    this.#limit = limit;
  }

  /** Runs `work` once per key. The same key with another hash is `request_reused`. */
  once(key: string, hash: string, work: () => Promise<unknown>): Promise<unknown> {
    const done = this.#done.get(key);
    if (done) {
      if (done.hash !== hash) throw new Fault('request_reused');
      return Promise.resolve(done.value);
    }
    const running = this.#running.get(key);
    if (running) {
      if (running.hash !== hash) throw new Fault('request_reused');
      return running.promise;
    }
    const promise = work().then(
      (value) => {
        this.#running.delete(key);
        this.#remember(key, { hash, value });
        return value;
      },
      (error) => {
        // Nothing was written: the same id may try again
        this.#running.delete(key);
        throw error;
      },
    );
    this.#running.set(key, { hash, promise });
    return promise;
  }

  #remember(key: string, answer: KnownAnswer): void {
    this.#done.set(key, answer);
    if (this.#done.size <= this.#limit) return;
    const oldest = this.#done.keys().next().value;
    if (oldest !== undefined) this.#done.delete(oldest);
  }
}
