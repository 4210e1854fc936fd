import { enlarged } from './pair-numbers.ts';

/**
 * Many lists of rising places, written to in any order of lists: each entry is two integers and knows the one before
 * it in its list, so a list of one costs eight bytes.
 */
export class PlaceLists {
  /** Last entry of each list, −1 where it has none. */
  #last = new Int32Array(1 << 11).fill(-1);
  #lengths = new Int32Array(1 << 11);
  #places = new Int32Array(1 << 13);
  #before = new Int32Array(1 << 13);
  #count = 0;

  /** `place` is not below those the list holds; the same one again changes nothing. */
  add(list: number, place: number): void {
    if (list >= this.#last.length) {
      const known = this.#last.length;
      const size = Math.max(known * 2, list + 1);
      this.#last = enlarged(this.#last, size).fill(-1, known);
      this.#lengths = enlarged(this.#lengths, size);
    }
    const last = this.#last[list]!;
    if (last >= 0 && this.#places[last] === place) return;
    if (this.#count === this.#places.length) {
      this.#places = enlarged(this.#places, this.#count * 2);
      this.#before = enlarged(this.#before, this.#count * 2);
    }
    this.#places[this.#count] = place;
    this.#before[this.#count] = last;
    this.#last[list] = this.#count++;
    this.#lengths[list]!++;
  }

  lengthOf(list: number): number {
    return this.#lengths[list] ?? 0;
  }

  /** Rising; empty where nothing was added. */
  placesOf(list: number): number[] {
    const places = Array.from<number>({ length: this.lengthOf(list) });
    let at = places.length;
    for (let entry = this.#last[list] ?? -1; entry >= 0; entry = this.#before[entry]!)
      places[--at] = this.#places[entry]!;
    return places;
  }
}
