import { aheadReader, type Ahead, type ReadAhead } from './ahead.ts';
import { answerAll, answerMatch, nameHits } from './answer.ts';
import type { SearchView } from './answer.ts';
import { blockOf } from './bits.ts';
import { buildBlock, restOfBlock, type Built } from './build-block.ts';
import { collectCommonGrams, wantsCommonGrams } from './common-grams.ts';
import type { BlockRow, IndexFile, IndexHead } from './index-file.ts';
import type { Found } from './match.ts';
import { beginAnew, isDamage, openOrBegin, sizeOf } from './lifecycle.ts';
import type {
  RebuildReason,
  SearchAnswer,
  SearchCheck,
  SearchPageRequest,
  SearchPlace,
  SearchRequest,
  SearchStats,
} from './protocol.ts';
import type { SearchSource } from './source.ts';
import { Typed } from './typed.ts';
import { checkIndex } from './verify.ts';
import { applyChanges } from './write-batch.ts';
import type { DocChange } from './write-batch.ts';

export interface SearchIndexOptions {
  source: SearchSource;
  /** Where the derived file lies; it may be missing, damaged or another's. */
  indexPath: string;
  /** 64 hex digits. */
  keyHex: string;
  /** Outlet and epoch of the store. */
  identity: string;
  /** After an index commit: dirty rows up to this lsn may be struck off. */
  onIndexed?: (throughLsn: number) => void;
  onRebuild?: (because: RebuildReason) => void;
  /** So many documents waiting for a block without any are built in one go. */
  wholeBlockFrom?: number;
  /** Which documents' work is still ahead. */
  readAhead?: ReadAhead;
}

/** Makes of answers what is shown, with the store's handle in the very snapshot they were found in. */
export type MakePage = (
  source: SearchSource,
  answers: SearchAnswer<SearchPlace>[],
  params: unknown,
) => unknown;

/** Work in pieces; a block that was built on the way. */
type Job = Generator<void, Built | null, void>;

/** What one slice takes from the store, read in one snapshot. */
interface Batch {
  changes: DocChange[];
  head: IndexHead;
  more: boolean;
}

/** From here on building a block whole is quicker than the slices it takes the place of. */
const WHOLE_BLOCK_FROM = 2048;
/** A WAL above this many bytes is folded into the file when the index has caught up. */
const WAL_FOLD = 4 * 1024 * 1024;

/**
 * The search index over one store. Synchronous; belongs to one thread. At every moment
 * answer = index without the rows changed since its head ∪ scan of those rows, so it is exact whether the
 * index is current, behind, empty or being built.
 */
export class SearchIndex {
  readonly #options: SearchIndexOptions;
  readonly #source: SearchSource;
  readonly #ahead: () => Ahead;
  #file: IndexFile | null = null;
  #head: IndexHead = { identity: '', headSeq: 0, headLsn: 0 };
  #blocks = new Map<number, BlockRow>();
  #order: number[] = [];
  readonly #kinds = new Map<string, Found>();
  readonly #typed = new Typed();
  #job: Job | null = null;
  #rebuilt = 0;
  #because: RebuildReason | null = null;

  constructor(options: SearchIndexOptions) {
    this.#options = options;
    this.#source = options.source;
    this.#ahead = aheadReader(options.source, options.readAhead);
    const { indexPath, keyHex, identity } = options;
    const { file, because } = openOrBegin(indexPath, keyHex, identity, this.#source);
    try {
      this.#take(file);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#startAnew('damaged');
    }
    if (because !== null) this.#tell(because);
  }

  /** The best hits and the exact total. */
  query(request: SearchRequest): SearchAnswer {
    const { text, ...ask } = request;
    return this.#read((view) =>
      view.source.snapshot(() => {
        const answer = answerAll(view, text, [ask])[0]!;
        return { ...answer, hits: nameHits(view.source, answer.hits) };
      }),
    );
  }

  /** Several questions about one text, and what `make` makes of their answers: one snapshot of the store. */
  page({ text, asks, params }: SearchPageRequest, make: MakePage): unknown {
    const source = this.#source;
    return this.#read((view) => source.snapshot(() => make(source, answerAll(view, text, asks), params)));
  }

  /** Row numbers (`search_doc.seq`) of every match, rising. */
  match(request: Omit<SearchRequest, 'limit'>): number[] {
    return this.#read((view) => answerMatch(view, request));
  }

  /**
   * One bounded piece of work: up to `maxRows` changed or new rows (a commit is never split), or a piece of
   * tidying. `more` tells whether to come again. Throws for a full disk; nothing is lost by that.
   */
  catchUp(maxRows: number): { more: boolean } {
    this.#job ??= this.#tidying(true) ?? this.#building(maxRows);
    // outside: what the store throws is not the index's fault
    const batch = this.#job === null ? this.#source.snapshot(() => this.#gather(maxRows)) : null;
    try {
      return batch === null ? this.#tidy() : this.#put(batch);
    } catch (error) {
      if (!isDamage(error)) {
        this.#job = null;
        this.#loadBlocks();
        throw error;
      }
      this.#startAnew('damaged');
      return { more: true };
    }
  }

  /** Drops the index and begins anew; answers stay exact (by scanning) while it is built by `catchUp`. */
  rebuild(): void {
    this.#startAnew('asked');
  }

  /** Compares index and store: every document, and the lists of every `everyNth` block. */
  verify(everyNth = 1): SearchCheck {
    if (this.#file === null) return { ok: false, checkedDocs: 0, checkedBlocks: 0, problem: 'no index file' };
    try {
      return checkIndex(this.#source, this.#file, this.#head, everyNth);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#startAnew('damaged');
      return { ok: false, checkedDocs: 0, checkedBlocks: 0, problem: 'damaged' };
    }
  }

  /** More than so many new documents wait for the next slice; one that is under way takes what it takes. */
  isBehind(rows: number): boolean {
    if (this.#job !== null) return false;
    return this.#source.countBetween(this.#head.headSeq, Number.MAX_SAFE_INTEGER, rows + 1) > rows;
  }

  stats(): SearchStats {
    const { headSeq, headLsn } = this.#head;
    let docs = 0;
    for (const row of this.#blocks.values()) docs += row.docs;
    return {
      headSeq,
      headLsn,
      blocks: this.#blocks.size,
      docs,
      pending: this.#source.countPending(headSeq, headLsn),
      fileBytes: sizeOf(this.#options.indexPath),
      walBytes: sizeOf(`${this.#options.indexPath}-wal`),
      rebuilt: this.#rebuilt,
      rebuiltBecause: this.#because,
    };
  }

  close(): void {
    this.#job = null;
    this.#file?.close();
    this.#file = null;
  }

  #read<T>(answer: (view: SearchView) => T): T {
    try {
      return answer(this.#view());
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#startAnew('damaged');
      return answer(this.#view());
    }
  }

  #view(): SearchView {
    let ahead: Ahead | null = null;
    return {
      source: this.#source,
      file: this.#file,
      head: this.#head,
      blocks: this.#order,
      // once for an answer, however many hits it has
      ahead: () => (ahead ??= this.#ahead()),
      kinds: this.#kinds,
      typed: this.#typed,
    };
  }

  #tidy(): { more: boolean } {
    const step = this.#job!.next();
    if (step.done === true) {
      this.#job = null;
      if (step.value !== null) {
        const { row, head } = step.value;
        this.#blocks.set(row.block, row);
        this.#moveHead(head);
      }
    }
    return { more: true };
  }

  #put({ changes, head, more }: Batch): { more: boolean } {
    const file = this.#file!;
    const before = this.#head;
    if (changes.length > 0 || head.headLsn > before.headLsn || head.headSeq !== before.headSeq) {
      file.db.transaction(() => {
        applyChanges(file, this.#blocks, changes);
        file.writeHead(head);
      })();
      this.#moveHead(head);
      if (head.headLsn > before.headLsn) this.#options.onIndexed?.(head.headLsn);
    }
    this.#job = this.#tidying(more);
    if (this.#job !== null) return { more: true };
    if (!more && sizeOf(`${this.#options.indexPath}-wal`) > WAL_FOLD)
      file.db.pragma('wal_checkpoint(TRUNCATE)');
    return { more };
  }

  #moveHead(head: IndexHead): void {
    this.#kinds.clear();
    this.#typed.clear();
    this.#head = head;
    this.#order = [...this.#blocks.keys()].sort((a, b) => b - a);
  }

  /** A block that grew enough for its common grams to be collected; one that still grows only when all is taken. */
  #tidying(more: boolean): Job | null {
    const newest = blockOf(this.#head.headSeq);
    for (const row of this.#blocks.values()) {
      const complete = row.block < newest;
      if ((complete || !more) && wantsCommonGrams(row, complete)) return collectCommonGrams(this.#file!, row);
    }
    return null;
  }

  /** The next block where it has nothing yet and many wait for it. */
  #building(maxRows: number): Job | null {
    const { headSeq } = this.#head;
    const { block, end } = restOfBlock(headSeq);
    const least = this.#options.wholeBlockFrom ?? WHOLE_BLOCK_FROM;
    if (this.#file === null || this.#blocks.has(block)) return null;
    if (this.#source.countBetween(headSeq, end, least) < least) return null;
    return buildBlock(this.#file, this.#source, this.#head, maxRows);
  }

  /** Changed rows first (they are scanned by every query until taken), then new ones. */
  #gather(maxRows: number): Batch {
    const { identity, headSeq, headLsn } = this.#head;
    const { seqs, through } = this.#source.dirtyBatch(headLsn, maxRows);
    const changes: DocChange[] = [];
    for (const seq of seqs) {
      // a later row is still to come as a new one
      if (seq <= headSeq) changes.push({ seq, after: this.#source.findDoc(seq) ?? null });
    }
    // The store may give a removed last row's number out again, and new rows are not marked: the head goes back
    // with the last row, so that whatever takes the number is a later row again
    const lastSeq = Math.min(headSeq, this.#source.maxSeq());
    if (lastSeq < headSeq) {
      for (const { seq } of this.#file!.docsBetween.all(lastSeq + 1, headSeq + 1))
        changes.push({ seq, after: null });
    }
    const room = Math.max(0, maxRows - changes.length);
    const later = room > 0 ? this.#source.docsAfter(lastSeq, room) : [];
    for (const doc of later) changes.push({ seq: doc.seq, after: doc });
    const head = { identity, headSeq: later.at(-1)?.seq ?? lastSeq, headLsn: through };
    return { changes, head, more: seqs.length >= maxRows || room === 0 || later.length >= room };
  }

  #startAnew(because: RebuildReason): void {
    this.close();
    const { indexPath, keyHex, identity } = this.#options;
    this.#take(beginAnew(indexPath, keyHex, identity, this.#source));
    this.#tell(because);
  }

  #tell(because: RebuildReason): void {
    this.#rebuilt++;
    this.#because = because;
    this.#options.onRebuild?.(because);
  }

  #take(file: IndexFile): void {
    this.#file = file;
    this.#head = file.readHead();
    this.#loadBlocks();
  }

  #loadBlocks(): void {
    this.#kinds.clear();
    this.#typed.clear();
    this.#blocks = new Map(this.#file!.blocks().map((row) => [row.block, row]));
    this.#order = [...this.#blocks.keys()].sort((a, b) => b - a);
  }
}
