/**
 * Numbers for pairs of numbers, given out from 0 as pairs first come: an open hash table over plain integers. A
 * million look-ups cost a tenth of what a Map of strings or of large numbers takes, and nothing for the collector.
 */
export class PairNumbers {
  #slots = new Int32Array(1 << 12).fill(-1);
  #left = new Int32Array(1 << 11);
  #right = new Int32Array(1 << 11);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of a pair; a new one where it has none. Both are integers of 32 bits. */
  numberOf(left: number, right: number): number {
    const mask = this.#slots.length - 1;
    let slot = mix(left, right) & mask;
    for (let number = this.#slots[slot]!; number >= 0; number = this.#slots[slot]!) {
      if (this.#left[number] === left && this.#right[number] === right) return number;
      slot = (slot + 1) & mask;
    }
    const number = this.#count++;
    this.#slots[slot] = number;
    this.#left[number] = left;
    this.#right[number] = right;
    if (this.#count === this.#left.length) this.#grow();
    return number;
  }

  leftOf(number: number): number {
    return this.#left[number]!;
  }

  rightOf(number: number): number {
    return this.#right[number]!;
  }

  /** Twice the room; the slots stay half empty. */
  #grow(): void {
    const size = this.#left.length * 2;
    this.#left = enlarged(this.#left, size);
    this.#right = enlarged(this.#right, size);
    const slots = new Int32Array(size * 2).fill(-1);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#count; number++) {
      let slot = mix(this.#left[number]!, this.#right[number]!) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

function mix(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

export function enlarged(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(array);
  return larger;
}
