import type {
  FromSearchWorker,
  RebuildReason,
  SearchAnswer,
  SearchCheck,
  SearchPageRequest,
  SearchRequest,
  SearchStats,
  ToSearchWorker,
} from './protocol.ts';

/** The end of a worker the client talks to: `Worker` and `MessagePort` both are one. */
export interface SearchPort {
  postMessage(message: ToSearchWorker): void;
  on(event: 'message', listener: (message: FromSearchWorker) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface SearchClientEvents {
  /** The gate may strike off dirty rows up to this lsn (`STRIKE_OFF_SQL`, `STRUCK_SQL`). */
  onIndexed?: (throughLsn: number) => void;
  onRebuilding?: (because: RebuildReason) => void;
}

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

/** What is typed in one box: one question under way, at most one behind it. */
interface Lane {
  next: { ask(): Promise<unknown>; resolve(answer: unknown): void; reject(error: unknown): void } | null;
}

/** `Omit` that keeps the members of a union apart. */
type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;

/** A promise per question to the search worker. All reject with the reason once the worker is gone. */
export class SearchClient {
  readonly #port: SearchPort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #lanes = new Map<string, Lane>();
  #lastId = 0;
  #gone: Error | null = null;

  constructor(port: SearchPort, events: SearchClientEvents = {}) {
    this.#port = port;
    port.on('message', (message) => {
      if (message.type === 'indexed') events.onIndexed?.(message.throughLsn);
      else if (message.type === 'rebuilding') events.onRebuilding?.(message.because);
      else this.#settle(message);
    });
    port.on('error', (error) => this.#end(error));
    port.on('exit', () => this.#end(new Error('search worker ended')));
  }

  query(request: SearchRequest): Promise<SearchAnswer> {
    return this.#ask({ type: 'query', request });
  }

  /** Several questions about one text, made into what the worker's `makePage` makes of them. */
  page<T>(request: SearchPageRequest): Promise<T> {
    return this.#ask({ type: 'page', request });
  }

  /**
   * For type-ahead: in one `lane` (a box on a desk) only the latest text matters. A question overtaken before
   * the worker saw it resolves to undefined and costs nothing.
   */
  async latest<T>(lane: string, ask: () => Promise<T>): Promise<T | undefined> {
    const busy = this.#lanes.get(lane);
    if (busy !== undefined) {
      busy.next?.resolve(undefined);
      return new Promise<T | undefined>((resolve, reject) => {
        busy.next = { ask, resolve: resolve as (answer: unknown) => void, reject };
      });
    }
    const mine: Lane = { next: null };
    this.#lanes.set(lane, mine);
    try {
      return await ask();
    } finally {
      this.#lanes.delete(lane);
      if (mine.next !== null) this.latest(lane, mine.next.ask).then(mine.next.resolve, mine.next.reject);
    }
  }

  /** Row numbers of every match, rising. */
  match(request: Omit<SearchRequest, 'limit'>): Promise<number[]> {
    return this.#ask({ type: 'match', request });
  }

  /** To be called after a commit that marked rows; the worker gathers several before it works. */
  changed(): void {
    if (this.#gone === null) this.#port.postMessage({ type: 'changed' });
  }

  /** Resolves when the index holds every row known when the worker read this. */
  settle(): Promise<void> {
    return this.#ask({ type: 'settle' });
  }

  stats(): Promise<SearchStats> {
    return this.#ask({ type: 'stats' });
  }

  verify(everyNth = 1): Promise<SearchCheck> {
    return this.#ask({ type: 'verify', everyNth });
  }

  rebuild(): Promise<void> {
    return this.#ask({ type: 'rebuild' });
  }

  /** Closes both files; the worker then ends by itself. */
  close(): Promise<void> {
    return this.#ask({ type: 'close' });
  }

  #ask<T>(message: Unnumbered<ToSearchWorker>): Promise<T> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.#port.postMessage({ ...message, id } as ToSearchWorker);
    });
  }

  #settle(message: Extract<FromSearchWorker, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.value as never);
    else waiting?.reject(new Error(`search: ${message.message}`));
  }

  #end(reason: Error): void {
    this.#gone ??= reason;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
