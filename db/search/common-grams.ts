import { BLOCK_SIZE, encodePlaces, placeOf } from './bits.ts';
import { COMMON_MAX, SHORT_MAX } from './grams.ts';
import type { BlockRow, IndexFile } from './index-file.ts';
import { PairNumbers } from './pair-numbers.ts';
import { PlaceLists } from './place-lists.ts';
import { codePoints, slicePoints } from './text.ts';

/** Documents read between two pauses. */
const SLICE = 2048;
/** Blocks with fewer documents are quick to check one by one. */
const SMALLEST = 512;

/**
 * Whether a block grew so much since its common grams were collected that they should be collected again.
 * `complete`: new documents now go to a later block.
 */
export function wantsCommonGrams(row: BlockRow, complete: boolean): boolean {
  return row.docs >= SMALLEST && row.docs >= row.commonAt * (complete ? 1.25 : 2);
}

/**
 * Collects the grams of 4–12 characters that many documents of a block share (the town, the street, the
 * product), so that a fragment is either listed or rare enough to be checked body by body. Without them
 * «株洲市天元区» would mean reading every body. Level by level: a gram can be common only where both its
 * beginning and its end are. A generator: pauses between slices, writes in one transaction at the end; the
 * caller changes nothing in the block meanwhile.
 */
export function* collectCommonGrams(file: IndexFile, row: BlockRow): Generator<void, null, void> {
  const least = leastCommon(row.docs);
  const trigrams = new Map(file.short.trigramsOver(row.block, least).map((gram, id) => [gram, id]));
  const first = row.block * BLOCK_SIZE;
  let kept: Kept[] = [];
  let levels: Ids[] = [];
  for (let from = first; from < first + BLOCK_SIZE; from += SLICE) {
    for (const { seq, body } of file.docsBetween.all(from, Math.min(from + SLICE, first + BLOCK_SIZE)))
      levels.push({ seq, ids: trigramIds(body, trigrams) });
    yield;
  }
  let count = trigrams.size;
  for (let size = SHORT_MAX + 1; size <= COMMON_MAX && count > 0; size++) {
    const level = new Level();
    const next: Ids[] = [];
    for (let from = 0; from < levels.length; from += SLICE) {
      for (const { seq, ids } of levels.slice(from, from + SLICE))
        next.push({ seq, ids: level.add(ids, seq) });
      yield;
    }
    const renamed = level.keep(least, size, kept);
    // a document without any common gram has no longer ones either
    levels = next.filter(({ ids }) => rename(ids, renamed));
    count = level.kept;
  }
  const found = new Map<string, Uint8Array>();
  for (const { seq, at, size, data } of kept)
    found.set(slicePoints(codePoints(file.doc.get(seq)!.body), at, at + size), data);
  kept = [];
  yield;
  row.commonAt = row.docs;
  file.db.transaction(() => {
    file.common.clear(row.block);
    for (const _ of file.common.fill(row.block, found, (data) => data));
    file.putBlock.run(row.block, row.docs, row.commonAt);
  })();
  return null;
}

/** Documents of a block that must share a gram for it to be listed. */
function leastCommon(docs: number): number {
  return Math.max(16, docs >>> 10);
}

/** Per position of a document the number of the gram beginning there, −1 where that is not common. */
interface Ids {
  seq: number;
  ids: Int32Array;
}

/** A common gram by one place where it stands. */
interface Kept {
  seq: number;
  at: number;
  size: number;
  data: Uint8Array;
}

/** Per position the number of the trigram beginning there, −1 where that is not common. */
function trigramIds(body: string, trigrams: ReadonlyMap<string, number>): Int32Array {
  const points = codePoints(body);
  const ids = new Int32Array(Math.max(0, points.length - SHORT_MAX + 1));
  for (let i = 0; i < ids.length; i++) ids[i] = trigrams.get(slicePoints(points, i, i + SHORT_MAX)) ?? -1;
  return ids;
}

/** Old numbers to new ones in place; whether any is left. */
function rename(ids: Int32Array, renamed: Int32Array): boolean {
  let any = false;
  for (let i = 0; i < ids.length; i++) {
    if (ids[i]! < 0) continue;
    ids[i] = renamed[ids[i]!]!;
    any ||= ids[i]! >= 0;
  }
  return any;
}

/**
 * Grams of one size, numbered. A gram is told by the numbers of its beginning and its end, one shorter: no
 * strings are made for the many that turn out rare.
 */
class Level {
  readonly #numbers = new PairNumbers();
  readonly #lists = new PlaceLists();
  /** By number: a document and a position where the gram stands. */
  readonly #seqs: number[] = [];
  readonly #ats: number[] = [];
  kept = 0;

  /** Takes the positions of one document; returns its positions one size up. */
  add(ids: Int32Array, seq: number): Int32Array {
    const out = new Int32Array(Math.max(0, ids.length - 1)).fill(-1);
    for (let i = 0; i < out.length; i++) {
      const head = ids[i]!;
      const tail = ids[i + 1]!;
      if (head < 0 || tail < 0) continue;
      const number = this.#numbers.numberOf(head, tail);
      if (number === this.#seqs.length) {
        this.#seqs.push(seq);
        this.#ats.push(i);
      }
      this.#lists.add(number, placeOf(seq));
      out[i] = number;
    }
    return out;
  }

  /** Puts the common ones into `into` and returns old number → new number, −1 for the rare. */
  keep(least: number, size: number, into: Kept[]): Int32Array {
    const renamed = new Int32Array(this.#numbers.count).fill(-1);
    for (let number = 0; number < renamed.length; number++) {
      if (this.#lists.lengthOf(number) < least) continue;
      renamed[number] = this.kept++;
      const data = encodePlaces(this.#lists.placesOf(number));
      into.push({ seq: this.#seqs[number]!, at: this.#ats[number]!, size, data });
    }
    return renamed;
  }
}
