import { findFragment, type Bodies, type Found, type FragmentFound } from './match.ts';
import type { IndexFile } from './index-file.ts';
import { codePoints, slicePoints } from './text.ts';

/** As many people type at once. */
const KEPT = 8;
/** Bodies kept of one fragment: some 150 bytes each. */
const BODIES = 1024;

/**
 * What the last fragments were found in: with the next letter it is among that, and what had to be read to know is not
 * read again. Holds for one state of the index and is dropped with it.
 */
export class Typed {
  readonly #kept = new Map<string, { found: Found; bodies: Bodies }>();

  /** As `findFragment`; `kinds` names what `within` holds. The documents found are not to be changed. */
  find(
    file: IndexFile,
    blocks: readonly number[],
    fragment: string,
    { kinds, within }: { kinds: string; within: Found | null },
  ): FragmentFound {
    const points = codePoints(fragment);
    const before = this.#kept.get(`${kinds}\n${slicePoints(points, 0, points.length - 1)}`);
    const answer = findFragment(file, blocks, fragment, before?.found ?? within, before?.bodies);
    this.#keep(`${kinds}\n${fragment}`, answer);
    return answer;
  }

  clear(): void {
    this.#kept.clear();
  }

  #keep(name: string, { found, bodies }: FragmentFound): void {
    this.#kept.delete(name);
    if (this.#kept.size === KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(name, { found, bodies: bodies.size > BODIES ? new Map() : bodies });
  }
}
