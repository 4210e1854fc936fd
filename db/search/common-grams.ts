import { BLOCK_SIZE, encodePlaces, placeOf } from './bits.ts';
import { COMMON_MAX, SHORT_MAX } from './grams.ts';
import type { BlockRow, IndexFile } from './index-file.ts';
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
 * Collects the grams of 4–10 characters that many documents of a block share (the town, the street, the
 * product), so that a fragment is either listed or rare enough to be checked body by body. Without them
 * «株洲市天元区» would mean reading every body. Level by level: a gram can be common only where both its
 * beginning and its end are. A generator: pauses between slices, writes in one transaction at the end; the
 * caller changes nothing in the block meanwhile.
 */
export function* collectCommonGrams(file: IndexFile, row: BlockRow): Generator<void, void, void> {
  const least = Math.max(16, row.docs >>> 9);
  let known = new Set(file.trigramsOver.all(row.block, least));
  const marks = new Map<number, Uint8Array>();
  const found: { gram: string; data: Uint8Array }[] = [];
  for (let size = SHORT_MAX + 1; size <= COMMON_MAX && known.size > 0; size++) {
    const lists = new Map<string, number[]>();
    const first = row.block * BLOCK_SIZE;
    for (let from = first; from < first + BLOCK_SIZE; from += SLICE) {
      for (const { seq, body } of file.docsBetween.all(from, from + SLICE)) {
        gather(lists, known, marks, seq, body, size);
      }
      yield;
    }
    known = new Set();
    for (const [gram, places] of lists) {
      if (places.length < least) continue;
      known.add(gram);
      found.push({ gram, data: encodePlaces(places) });
    }
  }
  found.sort((a, b) => (a.gram < b.gram ? -1 : 1));
  row.commonAt = row.docs;
  file.db.transaction(() => {
    file.clearCommon.run(row.block);
    for (const { gram, data } of found) file.putCommon.run(row.block, gram, data);
    file.putBlock.run(row.block, row.docs, row.commonAt);
  })();
}

/** Adds the grams of one body whose beginning and end were common one level below. */
function gather(
  lists: Map<string, number[]>,
  known: ReadonlySet<string>,
  marks: Map<number, Uint8Array>,
  seq: number,
  body: string,
  size: number,
): void {
  const points = codePoints(body);
  const place = placeOf(seq);
  const starts = points.length - size + 1;
  if (starts <= 0) return;
  const before = marks.get(seq);
  const now = new Uint8Array(starts + 1);
  // common[i]: the gram one shorter that begins at i is common
  for (let i = 0; i <= starts; i++) {
    if (before !== undefined && (before[i] !== 1 || before[i + 1] !== 1)) continue;
    if (known.has(slicePoints(points, i, i + size - 1))) now[i] = 1;
  }
  marks.set(seq, now);
  for (let i = 0; i < starts; i++) {
    if (now[i] !== 1 || now[i + 1] !== 1) continue;
    const gram = slicePoints(points, i, i + size);
    const list = lists.get(gram);
    if (list === undefined) lists.set(gram, [place]);
    else if (list.at(-1) !== place) list.push(place);
  }
}

