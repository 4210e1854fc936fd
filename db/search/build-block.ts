import { BLOCK_SIZE, blockOf, encodePlaces, placeOf } from './bits.ts';
import { GatheredGrams } from './gather-grams.ts';
import type { BlockRow, IndexFile, IndexHead } from './index-file.ts';
import type { SearchSource } from './source.ts';

/** At most so many documents between two pauses: some 50 ms of work. */
const SLICE = 512;

/** A block once it is built, and how far the index reaches with it. */
export interface Built {
  row: BlockRow;
  head: IndexHead;
}

/** Row numbers from here to the end of the block `headSeq + 1` falls into. */
export const restOfBlock = (headSeq: number): { block: number; end: number } => {
  const block = blockOf(headSeq + 1);
  return { block, end: (block + 1) * BLOCK_SIZE - 1 };
};

/**
 * Builds a block that has nothing yet, from the documents after `headSeq`: their lists are gathered in memory and
 * appended in the order of their keys, each once. Slices would read, change and write most lists again every few
 * thousand documents; that made up three quarters of building an index.
 *
 * A generator: pauses between slices of its one transaction, in which questions are answered as if it had not begun
 * (its block is not among theirs, its documents are scanned). What changes meanwhile is marked in the store and taken
 * later. Null where the store's last rows went meanwhile: a new one may get their numbers, which no mark would tell, so
 * nothing of it is kept.
 */
export function* buildBlock(
  file: IndexFile,
  source: SearchSource,
  before: IndexHead,
  maxRows = SLICE,
): Generator<void, Built | null, void> {
  const { block, end } = restOfBlock(before.headSeq);
  const slice = Math.min(maxRows, SLICE);
  file.db.exec('BEGIN IMMEDIATE');
  try {
    const grams = new GatheredGrams();
    const row: BlockRow = { block, docs: 0, commonAt: 0 };
    const head = { ...before };
    for (;;) {
      const docs = source.docsAfter(head.headSeq, slice).filter((doc) => doc.seq <= end);
      for (const doc of docs) {
        file.putDoc.run(doc.seq, doc.kind, doc.body, doc.numbers);
        grams.add(doc, placeOf(doc.seq));
      }
      row.docs += docs.length;
      head.headSeq = docs.at(-1)?.seq ?? head.headSeq;
      if (docs.length < slice) break;
      yield;
    }
    yield* file.short.fill(block, grams.lists(), (places) => encodePlaces(places()));
    if (source.maxSeq() < head.headSeq) return null;
    file.putBlock.run(block, row.docs, row.commonAt);
    file.writeHead(head);
    file.db.exec('COMMIT');
    return { row, head };
  } finally {
    if (file.db.open && file.db.inTransaction) file.db.exec('ROLLBACK');
  }
}
