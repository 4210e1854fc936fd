/** One commit as desks hear of it. `lsn` is the sequence of the feed. */
export interface Change {
  lsn: number;
  entities: readonly { table: string; id: string }[];
}

export type ChangesSince = { resync: false; changes: readonly Change[] } | { resync: true; head: number };

export type FeedMessage =
  | { kind: 'change'; lsn: number; entities: readonly { table: string; id: string }[] }
  | { kind: 'resync'; lsn: number; resync: true }
  | Whisper;

/** News that is not of the store: progress of a job. Not kept; who misses it reads the job. */
export interface Whisper {
  kind: 'job';
  id: string;
  entities: readonly { table: string; id: string }[];
  progressMilli: number | null;
  progressCode: string | null;
}

/**
 * The last commits, for desks that were away for a moment. Who asks for something older than the ring reads
 * everything again: the feed says what changed, never what it changed to.
 */
export class ChangeFeed {
  readonly #ring: Change[] = [];
  readonly #size: number;
  readonly #listeners = new Set<(message: FeedMessage) => void>();
  #head: number;
  /** Everything after this lsn is in the ring. */
  #floor: number;

  constructor(head: number, size = 2000) {
    this.#head = head;
    this.#floor = head;
    this.#size = size;
  }

  get head(): number {
    return this.#head;
  }

  push(change: Change): void {
    this.#head = change.lsn;
    // A bulk publish names thousands of rows; desks then read again instead of hearing each one
    const short = change.entities.length > 500 ? { lsn: change.lsn, entities: summary(change) } : change;
    this.#ring.push(short);
    if (this.#ring.length > this.#size) {
      const dropped = this.#ring.splice(0, this.#ring.length - this.#size);
      this.#floor = dropped.at(-1)?.lsn ?? this.#floor;
    }
    this.#tell({ kind: 'change', ...short });
  }

  whisper(message: Whisper): void {
    this.#tell(message);
  }

  #tell(message: FeedMessage): void {
    for (const listener of [...this.#listeners]) listener(message);
  }

  since(lsn: number): ChangesSince {
    if (lsn > this.#head || lsn < this.#floor) return { resync: true, head: this.#head };
    return { resync: false, changes: this.#ring.filter((change) => change.lsn > lsn) };
  }

  listen(listener: (message: FeedMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** One entry per table with the id `*`: "many rows of this table". */
function summary(change: Change): { table: string; id: string }[] {
  return [...new Set(change.entities.map((entity) => entity.table))].map((table) => ({ table, id: '*' }));
}
