/** Documents of one block as a bitmap, and how it is stored: gaps where sparse, the bitmap where dense. */

/** Documents in a block: its bitmap (3,876 bytes) still lies inside one encrypted 4 KB page of the file. */
export const BLOCK_SIZE = 31_008;
const WORDS = BLOCK_SIZE / 32;
const BITMAP_BYTES = WORDS * 4;
const GAPS = 0;
const BITMAP = 1;

export type Bits = Uint32Array;

export const emptyBits = (): Bits => new Uint32Array(WORDS);
export const blockOf = (seq: number) => Math.floor(seq / BLOCK_SIZE);
export const placeOf = (seq: number) => seq % BLOCK_SIZE;

export function setBit(bits: Bits, place: number): void {
  bits[place >>> 5]! |= 1 << (place & 31);
}

export function clearBit(bits: Bits, place: number): void {
  bits[place >>> 5]! &= ~(1 << (place & 31));
}

export function hasBit(bits: Bits, place: number): boolean {
  return ((bits[place >>> 5]! >>> (place & 31)) & 1) === 1;
}

export function andInto(target: Bits, other: Bits): void {
  for (let i = 0; i < WORDS; i++) target[i]! &= other[i]!;
}

export function andNotInto(target: Bits, other: Bits): void {
  for (let i = 0; i < WORDS; i++) target[i]! &= ~other[i]!;
}

export function orInto(target: Bits, other: Bits): void {
  for (let i = 0; i < WORDS; i++) target[i]! |= other[i]!;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < WORDS; i++) {
    let word = bits[i]!;
    if (word === 0) continue;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}

/** Places from low to high. */
export function placesOf(bits: Bits): number[] {
  const places: number[] = [];
  for (let i = 0; i < WORDS; i++) {
    let word = bits[i]!;
    while (word !== 0) {
      const low = 31 - Math.clz32(word & -word);
      places.push(i * 32 + low);
      word &= word - 1;
    }
  }
  return places;
}

/** At most `limit` places from high to low. */
export function lastPlacesOf(bits: Bits, limit: number): number[] {
  const places: number[] = [];
  for (let i = WORDS - 1; i >= 0 && places.length < limit; i--) {
    let word = bits[i]!;
    while (word !== 0 && places.length < limit) {
      const high = 31 - Math.clz32(word);
      places.push(i * 32 + high);
      word = (word & ~(1 << high)) >>> 0;
    }
  }
  return places;
}

/** Bytes for a non-empty bitmap: a mark, then variable-length gaps, or the bitmap where that is shorter. */
export function encodeBits(bits: Bits): Uint8Array {
  return encodePlaces(placesOf(bits));
}

/** Like `encodeBits`, from rising places. */
export function encodePlaces(places: readonly number[]): Uint8Array {
  if (places.length < BITMAP_BYTES) {
    const out = new Uint8Array(1 + places.length * 2);
    let length = 1;
    let last = -1;
    for (const place of places) {
      const gap = place - last - 1;
      last = place;
      // gaps stay below 2^15: two bytes always do
      if (gap < 128) out[length++] = gap;
      else {
        out[length++] = 128 | (gap & 127);
        out[length++] = gap >>> 7;
      }
    }
    if (length <= BITMAP_BYTES) return out.subarray(0, length);
  }
  const out = new Uint8Array(1 + BITMAP_BYTES);
  out[0] = BITMAP;
  for (const place of places) out[1 + (place >>> 3)]! |= 1 << (place & 7);
  return out;
}

/** Adds the stored documents to `target`. */
export function decodeInto(target: Bits, data: Uint8Array): void {
  if (data[0] === GAPS) {
    let place = -1;
    for (let i = 1; i < data.length; i++) {
      const byte = data[i]!;
      place += 1 + (byte < 128 ? byte : (byte & 127) | (data[++i]! << 7));
      target[place >>> 5]! |= 1 << (place & 31);
    }
    return;
  }
  for (let i = 0; i < WORDS; i++) {
    const at = 1 + i * 4;
    target[i]! |= data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
  }
}

export function decodeBits(data: Uint8Array): Bits {
  const bits = emptyBits();
  decodeInto(bits, data);
  return bits;
}
