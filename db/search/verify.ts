import { BLOCK_SIZE, decodeBits, encodePlaces, encodeBits, placeOf } from './bits.ts';
import { docGrams, knownCommonGrams } from './grams.ts';
import type { IndexFile, IndexHead } from './index-file.ts';
import type { SearchCheck } from './protocol.ts';
import type { SearchSource } from './source.ts';

const SLICE = 2048;

/**
 * Holds the index against the store: every document up to the head that is not marked changed must be the
 * same in both, and the lists of every `everyNth` block must be exactly what its documents give.
 */
export function checkIndex(
  source: SearchSource,
  file: IndexFile,
  head: IndexHead,
  everyNth: number,
): SearchCheck {
  const check: SearchCheck = { ok: true, checkedDocs: 0, checkedBlocks: 0, problem: null };
  source.snapshot(() => compareDocs(source, file, head, check));
  for (const [index, { block, docs }] of file.blocks().entries()) {
    if (check.problem !== null) break;
    if (index % everyNth !== 0) continue;
    check.problem = compareBlock(file, block, docs);
    check.checkedBlocks++;
  }
  check.ok = check.problem === null;
  return check;
}

function compareDocs(source: SearchSource, file: IndexFile, head: IndexHead, check: SearchCheck): void {
  const changed = new Set(source.dirtySeqs(head.headSeq, head.headLsn));
  for (let from = 0; from < head.headSeq && check.problem === null; ) {
    const rows = source.docsAfter(from, SLICE);
    const to = Math.min(rows.length < SLICE ? head.headSeq : rows.at(-1)!.seq, head.headSeq);
    const mine = new Map(file.docsBetween.all(from + 1, to + 1).map((row) => [row.seq, row]));
    for (const row of rows) {
      if (row.seq > to) break;
      const own = mine.get(row.seq);
      mine.delete(row.seq);
      if (changed.has(row.seq)) continue;
      check.checkedDocs++;
      if (own?.body !== row.body || own.kind !== row.kind || own.numbers !== row.numbers) {
        check.problem = `document ${row.seq} differs`;
        break;
      }
    }
    for (const seq of mine.keys())
      if (!changed.has(seq)) check.problem ??= `document ${seq} is no longer in the store`;
    from = to;
  }
}

function compareBlock(file: IndexFile, block: number, docs: number): string | null {
  const known = new Set(file.common.grams(block));
  const short = new Map<string, number[]>();
  const common = new Map<string, number[]>();
  let count = 0;
  const first = block * BLOCK_SIZE;
  for (let from = first; from < first + BLOCK_SIZE; from += SLICE) {
    for (const row of file.docsBetween.all(from, Math.min(from + SLICE, first + BLOCK_SIZE))) {
      count++;
      for (const gram of docGrams(row)) add(short, gram, placeOf(row.seq));
      for (const gram of knownCommonGrams(row.body, known)) add(common, gram, placeOf(row.seq));
    }
  }
  if (count !== docs) return `block ${block} counts ${docs} documents and has ${count}`;
  return (
    compareLists(block, short, file.short.rows(block)) ?? compareLists(block, common, file.common.rows(block))
  );
}

function add(lists: Map<string, number[]>, gram: string, place: number): void {
  const list = lists.get(gram);
  if (list === undefined) lists.set(gram, [place]);
  else list.push(place);
}

function compareLists(
  block: number,
  expected: Map<string, number[]>,
  stored: Iterable<{ gram: string; data: Uint8Array }>,
): string | null {
  for (const { gram, data } of stored) {
    if (gram === '') continue;
    const places = expected.get(gram);
    if (places === undefined || Buffer.compare(encodePlaces(places), encodeBits(decodeBits(data))) !== 0) {
      return `block ${block}: list of a gram of ${gram.length} characters differs`;
    }
    expected.delete(gram);
  }
  return expected.size === 0 ? null : `block ${block}: ${expected.size} lists are missing`;
}
