/** Seeded chance of the sandboxes: the same seed gives the same orders and the same trouble. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [0, below). */
  below(below: number): number;
  /** True with probability `p`. */
  hit(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Index-weighted pick; weights need not sum to one. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T;
}

/** FNV-1a over UTF-16 units: spreads nearby seeds far apart. */
export function seedOf(...parts: (string | number)[]): number {
  let hash = 0x811c9dc5;
  const text = parts.join('\u0001');
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    hit: (p) => next() < p,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    weighted(items, weight) {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0);
      for (const item of items) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return items.at(-1) as (typeof items)[number];
    },
  };
}
