import type { Tx } from '../../../db/tx.ts';

/** Kinds of things whose writers put them into the index one by one (orders and people have writers of their own). */
export type IndexedThing = 'device' | 'slip' | 'document' | 'receipt';

/** Makes a paper or a machine findable by any piece of its numbers. Empty numbers are left out. */
export function searchThing(
  tx: Tx,
  kind: IndexedThing,
  id: string,
  numbers: readonly (string | null | undefined)[],
  texts: readonly string[] = [],
): void {
  tx.search(kind, id, { title: numbers.find(Boolean) ?? '', numbers, texts });
}
