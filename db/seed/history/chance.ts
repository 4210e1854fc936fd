/** Seeded chance of the history: the same seed and the same order give the same fate, whatever else is planned. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [from, to]. */
  between(from: number, to: number): number;
  hit(share: number): boolean;
  pick<T>(items: readonly T[]): T;
}

export function chanceOf(...parts: (string | number)[]): Chance {
  let state = 0x811c9dc5;
  for (const sign of parts.join('\u0001')) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  next();
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    hit: (share) => next() < share,
    pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number],
  };
}
