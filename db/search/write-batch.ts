import {
  blockOf,
  clearBit,
  countBits,
  decodeBits,
  emptyBits,
  encodeBits,
  encodePlaces,
  placeOf,
  setBit,
} from './bits.ts';
import { docGrams, knownCommonGrams } from './grams.ts';
import type { IndexedDoc } from './grams.ts';
import type { BlockRow, IndexFile } from './index-file.ts';

/** One document as it is to be from now on; `after` null: gone. */
export interface DocChange {
  seq: number;
  after: IndexedDoc | null;
}

/** What one block is to gain and lose: gram → places, lost ones as `~place`. */
interface BlockEdit {
  short: Map<string, number[]>;
  common: Map<string, number[]>;
  known: Set<string>;
  docs: number;
}

/**
 * Puts changes into the index; the caller holds the transaction. Returns the blocks touched, with their
 * document counts brought up to date. What a document was is read from the index itself.
 */
export function applyChanges(
  file: IndexFile,
  blocks: Map<number, BlockRow>,
  changes: Iterable<DocChange>,
): Set<number> {
  const edits = new Map<number, BlockEdit>();
  for (const { seq, after } of changes) {
    const block = blockOf(seq);
    let edit = edits.get(block);
    if (edit === undefined) {
      edit = { short: new Map(), common: new Map(), known: new Set(file.common.grams(block)), docs: 0 };
      edits.set(block, edit);
    }
    const before = file.doc.get(seq);
    const place = placeOf(seq);
    note(edit.short, before && docGrams(before), after && docGrams(after), place);
    note(
      edit.common,
      before && knownCommonGrams(before.body, edit.known),
      after && knownCommonGrams(after.body, edit.known),
      place,
    );
    if (after !== null) file.putDoc.run(seq, after.kind, after.body, after.numbers);
    else if (before !== undefined) file.dropDoc.run(seq);
    edit.docs += (after === null ? 0 : 1) - (before === undefined ? 0 : 1);
  }
  for (const [block, edit] of edits) {
    writeEdits(file, block, edit.short, false);
    writeEdits(file, block, edit.common, true);
    const row = blocks.get(block) ?? { block, docs: 0, commonAt: 0 };
    row.docs += edit.docs;
    blocks.set(block, row);
    file.putBlock.run(block, row.docs, row.commonAt);
  }
  return new Set(edits.keys());
}

function note(
  into: Map<string, number[]>,
  before: Set<string> | null | undefined,
  after: Set<string> | null | undefined,
  place: number,
): void {
  for (const gram of after ?? []) if (!before?.has(gram)) push(into, gram, place);
  for (const gram of before ?? []) if (!after?.has(gram)) push(into, gram, ~place);
}

function push(into: Map<string, number[]>, gram: string, place: number): void {
  const list = into.get(gram);
  if (list === undefined) into.set(gram, [place]);
  else list.push(place);
}

function writeEdits(file: IndexFile, block: number, edits: Map<string, number[]>, isCommon: boolean): void {
  const table = isCommon ? file.common : file.short;
  const keyed = Array.from(edits, ([gram, places]) => ({ key: table.keyOf(block, gram), gram, places }));
  // in key order: neighbours share a page
  keyed.sort((a, b) => a.key - b.key);
  for (const { gram, places } of keyed)
    table.change(block, gram, (stored) => {
      if (stored === undefined && rising(places)) return encodePlaces(places);
      const bits = stored === undefined ? emptyBits() : decodeBits(stored);
      for (const place of places) {
        if (place >= 0) setBit(bits, place);
        else clearBit(bits, ~place);
      }
      return countBits(bits) > 0 ? encodeBits(bits) : null;
    });
}

/** Only gains, in rising order: what a new block mostly sees. */
function rising(places: readonly number[]): boolean {
  let last = -1;
  for (const place of places) {
    if (place <= last) return false;
    last = place;
  }
  return true;
}
