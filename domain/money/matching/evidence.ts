import { NO_DAY, type Columns, type Sides } from './columns.ts';
import { namesAgree } from './read.ts';

/**
 * How much a pair of row and order speaks for being one thing, in bits: for each field log2 of how much likelier the
 * finding is for a true pair than for a chance one (Fellegi and Sunter, 1969). What is likely is learned from this
 * very statement: from the rows whose number is known, and from how often each value occurs among our orders. A tail
 * that five customers share weighs less than one nobody shares; a product every second order has weighs one bit.
 */

/** What was found of a pair; `not*` where both sides say something and it differs. */
export const found = {
  number: 1,
  nearNumber: 2,
  noteNumber: 4,
  amount: 8,
  rounded: 16,
  net: 32,
  tail: 64,
  name: 128,
  maskedName: 256,
  product: 512,
  area: 1024,
  day: 2048,
  notAmount: 4096,
  notTail: 8192,
  notName: 16_384,
  notProduct: 32_768,
  notArea: 65_536,
  notDay: 131_072,
} as const;

export type Finding = keyof typeof found;

export const customerOf = found.tail | found.name | found.maskedName;
export const againstCustomer = found.notTail | found.notName;

/** Findings of a pair in words, strongest first as listed in `found`. */
export function wordsOf(flags: number): readonly Finding[] {
  let words = known.get(flags);
  if (words === undefined) {
    words = (Object.keys(found) as Finding[]).filter((key) => (flags & found[key]) !== 0);
    known.set(flags, words);
  }
  return words;
}

/** A few hundred combinations serve any number of pairs. */
const known = new Map<number, readonly Finding[]>();

/** How days between order and row fall, as upper bounds. */
const dayBounds = [-8, -1, 0, 3, 10, 31, 62, 400, Number.POSITIVE_INFINITY];
const bucketOf = (offset: number): number => dayBounds.findIndex((bound) => offset <= bound);

export interface Weights {
  /** log2 of the number of orders: what a pair has to outweigh. */
  prior: number;
  exactNumber: number;
  nearNumber: number;
  /** The row's number belongs to another order. */
  otherNumber: number;
  unknownNumber: number;
  agree: { tail: number; name: number; product: number; area: number; amount: number };
  against: { tail: number; name: number; product: number; area: number; amount: number };
  day: Float64Array;
  /** The middle of the days between order and row. */
  usualDay: number;
  /** Shares that payers keep, as parts of one. */
  rates: number[];
  counts: { tail: Int32Array; name: Int32Array; product: Int32Array; area: Int32Array };
  surnames: Map<string, number>;
}

type Field = 'tail' | 'name' | 'product' | 'area' | 'amount';

/** Until enough rows with a known number were seen. */
const defaults: Record<Field, number> = { tail: 0.98, name: 0.97, product: 0.95, area: 0.95, amount: 0.85 };
const sampled = 4000;
const log2 = Math.log2;
const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Weights for these two sides; `exact[row]` is the only order with the row's number, or below zero. */
export function learnWeights(sides: Sides, exact: Int32Array): Weights {
  const { ours, theirs } = sides;
  const n = Math.max(1, ours.length);
  const counts = {
    tail: countsOf(ours.tail, 10_000),
    name: countsOf(ours.name, sides.words.names.list.length),
    product: countsOf(ours.product, sides.words.products.list.length),
    area: countsOf(ours.area, sides.words.areas.list.length),
  };
  const surnames = new Map<string, number>();
  for (const [id, count] of counts.name.entries()) {
    const first = sides.words.names.list[id]?.slice(0, 1) ?? '';
    if (count > 0) surnames.set(first, (surnames.get(first) ?? 0) + count);
  }
  const pairs = samplePairs(exact);
  const share = learnShares(sides, pairs);
  const amountCounts = [...sides.find.byAmount.values()].map((list) => list.length);
  const chance: Record<Field, number> = {
    tail: chanceOf(counts.tail, n),
    name: chanceOf(counts.name, n),
    product: chanceOf(counts.product, n),
    area: chanceOf(counts.area, n),
    amount: chanceOf(amountCounts, n),
  };
  const agree = {} as Weights['agree'];
  const against = {} as Weights['against'];
  for (const field of Object.keys(defaults) as Field[]) {
    agree[field] = log2(share[field]);
    against[field] = within(log2((1 - share[field]) / Math.max(0.02, 1 - chance[field])), -8, 0);
  }
  const prior = log2(n + 1);
  const density = numberDensity(sides);
  const days = learnDays(sides, pairs);
  return {
    prior,
    // one number in ten is mistyped or another's; how often that meets an order of ours is `density`
    exactNumber: prior + Math.min(14, log2(1 / (0.1 * density.hit + 2 ** -14))),
    nearNumber: Math.min(prior + 4, log2((n + 1) / (1 / 16 + 9 * density.length * density.hit))),
    otherNumber: -6,
    unknownNumber: -1,
    agree,
    against,
    day: days.weights,
    usualDay: days.usual,
    rates: learnRates(ours, theirs, pairs),
    counts,
    surnames,
  };
}

function countsOf(values: Int32Array | Int16Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const value of values) if (value > 0 || (value === 0 && size === 10_000)) counts[value]! += 1;
  return counts;
}

/** Chance that two orders drawn by lot agree. */
function chanceOf(counts: Iterable<number>, n: number): number {
  let sum = 0;
  for (const count of counts) sum += (count / n) ** 2;
  return Math.min(0.98, sum);
}

/** Evenly spread over the statement, so that no part of it decides alone. */
function samplePairs(exact: Int32Array): [row: number, order: number][] {
  const step = Math.max(1, Math.floor(exact.length / sampled));
  const pairs: [number, number][] = [];
  for (let row = 0; row < exact.length; row += step) if (exact[row]! >= 0) pairs.push([row, exact[row]!]);
  return pairs;
}

function learnShares(
  { ours, theirs, words }: Sides,
  pairs: readonly [number, number][],
): Record<Field, number> {
  const seen: Record<Field, [agree: number, both: number]> = {
    tail: [0, 0],
    name: [0, 0],
    product: [0, 0],
    area: [0, 0],
    amount: [0, 0],
  };
  const note = (field: Field, agrees: boolean) => {
    seen[field][1] += 1;
    if (agrees) seen[field][0] += 1;
  };
  for (const [row, order] of pairs) {
    if (theirs.tail[row]! >= 0 && ours.tail[order]! >= 0) note('tail', theirs.tail[row] === ours.tail[order]);
    const names = [theirs.name[row]!, ours.name[order]!] as const;
    if (names[0] !== 0 && names[1] !== 0) {
      note('name', namesAgree(words.names.list[names[0]]!, words.names.list[names[1]]!) !== 'no');
    }
    for (const field of ['product', 'area'] as const) {
      const [a, b] = [theirs[field][row]!, ours[field][order]!];
      const { list } = field === 'product' ? words.products : words.areas;
      if (a !== 0 && b !== 0) note(field, a === b || oneHoldsOther(list[a]!, list[b]!));
    }
    if (theirs.hasAmount[row] === 1 && ours.hasAmount[order] === 1 && theirs.amount[row]! > 0) {
      note('amount', theirs.amount[row] === ours.amount[order]);
    }
  }
  const share = {} as Record<Field, number>;
  for (const field of Object.keys(defaults) as Field[]) {
    const [agree, both] = seen[field];
    share[field] = both < 20 ? defaults[field] : within((agree + 1) / (both + 2), 0.3, 0.998);
  }
  return share;
}

/** Days between order and row: how much likelier each stretch is for true pairs than for any row with any order. */
function learnDays(
  { ours, theirs }: Sides,
  pairs: readonly [number, number][],
): { weights: Float64Array; usual: number } {
  const true_ = new Float64Array(dayBounds.length).fill(0.5);
  const chance = new Float64Array(dayBounds.length).fill(0.5);
  const offsets: number[] = [];
  for (const [row, order] of pairs) {
    if (theirs.day[row] === NO_DAY || ours.day[order] === NO_DAY) continue;
    const offset = theirs.day[row]! - ours.day[order]!;
    offsets.push(offset);
    true_[bucketOf(offset)]! += 1;
  }
  let at = 1;
  for (let i = 0; i < 4000 && ours.length > 0 && theirs.length > 0; i++) {
    // a step that meets both sides evenly; no chance generator, so that the answer is the same every time
    at = (at * 48_271) % 2_147_483_647;
    const row = at % theirs.length;
    const order = Math.floor(at / theirs.length) % ours.length;
    if (theirs.day[row] === NO_DAY || ours.day[order] === NO_DAY) continue;
    chance[bucketOf(theirs.day[row]! - ours.day[order]!)]! += 1;
  }
  const weights = new Float64Array(dayBounds.length);
  if (offsets.length < 20) {
    // nothing learned: a row before its order is odd, long after it is late
    return { weights: Float64Array.from([-4, -1, 1, 1, 1, 0, -1, -3, -5]), usual: 3 };
  }
  const sum = (list: Float64Array) => list.reduce((total, value) => total + value, 0);
  const [all, any] = [sum(true_), sum(chance)];
  for (let i = 0; i < weights.length; i++) {
    weights[i] = within(log2(true_[i]! / all / (chance[i]! / any)), -6, 5);
  }
  offsets.sort((a, b) => a - b);
  return { weights, usual: offsets[offsets.length >> 1]! };
}

/** Shares kept by the payer that come again and again: 5 % platform fee, 0.6 % card fee. */
function learnRates(ours: Columns, theirs: Columns, pairs: readonly [number, number][]): number[] {
  const seen = new Map<number, number>();
  for (const [row, order] of pairs) {
    const [paid, fee] = [theirs.amount[row]!, ours.amount[order]!];
    if (theirs.hasAmount[row] === 0 || ours.hasAmount[order] === 0 || paid <= 0 || paid >= fee) continue;
    const rate = Math.round((1 - paid / fee) * 1000) / 1000;
    if (rate <= 0 || rate > 0.3 || Math.abs(paid - fee * (1 - rate)) > 1) continue;
    seen.set(rate, (seen.get(rate) ?? 0) + 1);
  }
  const least = Math.max(3, pairs.length * 0.002);
  return [...seen].flatMap(([rate, count]) => (count >= least ? [rate] : []));
}

/** How often a number with one digit changed is another order's: in a row of running numbers, often. */
function numberDensity({ orders, find }: Pick<Sides, 'orders' | 'find'>): { hit: number; length: number } {
  const step = Math.max(1, Math.floor(orders.length / 400));
  let tries = 0;
  let hits = 0;
  let length = 0;
  for (let i = 0; i < orders.length; i += step) {
    const key = find.own[i]! || find.source[i]!;
    length += key.length;
    for (let at = Math.max(0, key.length - 8); at < key.length; at += 1) {
      const digit = key.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) continue;
      const other = `${key.slice(0, at)}${(digit + 1 + (i % 9)) % 10}${key.slice(at + 1)}`;
      tries += 1;
      if (find.byOwn.first(other) !== -1 || find.bySource.first(other) !== -1) hits += 1;
    }
  }
  const many = Math.max(1, Math.ceil(orders.length / step));
  return { hit: tries === 0 ? 0 : hits / tries, length: length / many };
}

export function oneHoldsOther(a: string, b: string): boolean {
  return a.length >= 2 && b.length >= 2 && (a.includes(b) || b.includes(a));
}

/** At most one character wrong, missing, too many, or two neighbours swapped. Not equal. */
export function oneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 5) return false;
  // both the first and the last character differ: no single slip does that
  if (a[0] !== b[0] && a[a.length - 1] !== b[b.length - 1]) return false;
  let at = 0;
  const least = Math.min(a.length, b.length);
  while (at < least && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (a.length === b.length) {
    if (a.slice(at + 1) === b.slice(at + 1)) return true;
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  }
  return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
}

/** Bits and findings of one pair. `numberFlags`: what the caller knows of the numbers. */
export class Scale {
  readonly #sides: Sides;
  readonly weights: Weights;
  readonly #tolerance: number;
  readonly #words = new Map<number, boolean>();
  comparisons = 0;
  /** Findings of the last pair weighed. */
  flags = 0;

  constructor(sides: Sides, weights: Weights, toleranceFen: number) {
    this.#sides = sides;
    this.weights = weights;
    this.#tolerance = toleranceFen;
  }

  weigh(row: number, order: number, numberFlags: number, numberBits: number): number {
    this.comparisons += 1;
    const { ours, theirs } = this.#sides;
    const { agree, against, counts } = this.weights;
    const n = ours.length;
    let flags = numberFlags;
    let bits = numberBits;

    const tails = [theirs.tail[row]!, ours.tail[order]!] as const;
    if (tails[0] >= 0 && tails[1] >= 0) {
      if (tails[0] === tails[1]) {
        flags |= found.tail;
        bits += agree.tail + log2(n / counts.tail[tails[1]]!);
      } else {
        flags |= found.notTail;
        bits += against.tail;
      }
    }
    bits += this.#weighName(row, order);
    flags |= this.flags;
    const priced = this.#weighAmount(row, order);
    flags |= this.flags;
    bits += priced;
    // a product often has one price: what the price has said already, the product does not say again
    bits += this.#weighWord('product', row, order, priced > 1 ? 2 : 6);
    flags |= this.flags;
    bits += this.#weighWord('area', row, order, 4);
    flags |= this.flags;
    if (theirs.day[row] !== NO_DAY && ours.day[order] !== NO_DAY) {
      const weight = this.weights.day[bucketOf(theirs.day[row]! - ours.day[order]!)]!;
      bits += weight;
      flags |= weight <= -3 ? found.notDay : weight > 0 ? found.day : 0;
    }
    this.flags = flags;
    return bits;
  }

  #weighName(row: number, order: number): number {
    const { ours, theirs, words } = this.#sides;
    const [a, b] = [theirs.name[row]!, ours.name[order]!];
    this.flags = 0;
    if (a === 0 || b === 0) return 0;
    const [mine, yours] = [words.names.list[b]!, words.names.list[a]!];
    const how = namesAgree(yours, mine);
    if (how === 'no') {
      this.flags = found.notName;
      return this.weights.against.name;
    }
    const n = ours.length;
    if (how === 'equal') {
      this.flags = found.name;
      return this.weights.agree.name + log2(n / this.weights.counts.name[b]!);
    }
    this.flags = found.maskedName;
    const surname = this.weights.surnames.get(mine.slice(0, 1)) ?? n;
    return this.weights.agree.name + Math.min(8, log2(n / Math.max(1, surname)));
  }

  #weighAmount(row: number, order: number): number {
    const { ours, theirs, find } = this.#sides;
    this.flags = 0;
    if (theirs.hasAmount[row] === 0 || ours.hasAmount[order] === 0) return 0;
    const fee = ours.amount[order]!;
    const paid = Math.abs(theirs.amount[row]!);
    const back = theirs.amount[row]! < 0;
    const apart = Math.abs(paid - fee);
    if (apart <= this.#tolerance) {
      this.flags = found.amount;
      const alike = find.byAmount.get(fee)?.length ?? 1;
      return (back ? log2(0.5) : this.weights.agree.amount) + log2(ours.length / alike);
    }
    if (apart <= 100 && apart <= fee * 0.02) {
      this.flags = found.rounded;
      return 1;
    }
    if (!back && paid < fee) {
      for (const rate of this.weights.rates) {
        if (Math.abs(paid - fee * (1 - rate)) > 1) continue;
        this.flags = found.net;
        return 1;
      }
    }
    this.flags = found.notAmount;
    return back ? -1 : Math.max(-4, this.weights.against.amount);
  }

  #weighWord(field: 'product' | 'area', row: number, order: number, most: number): number {
    const { ours, theirs, words } = this.#sides;
    const [a, b] = [theirs[field][row]!, ours[field][order]!];
    this.flags = 0;
    if (a === 0 || b === 0) return 0;
    const { list } = field === 'product' ? words.products : words.areas;
    if (a !== b && !this.#held(field, a, b, list)) {
      this.flags = field === 'product' ? found.notProduct : found.notArea;
      return this.weights.against[field];
    }
    this.flags = field === 'product' ? found.product : found.area;
    const bits = this.weights.agree[field] + log2(ours.length / this.weights.counts[field][b]!);
    return Math.min(a === b ? most : most / 2, bits);
  }

  /** A few hundred kinds of words: each pair of them is compared once. */
  #held(field: 'product' | 'area', a: number, b: number, list: readonly string[]): boolean {
    const key = (a * 2 ** 24 + b) * 2 + (field === 'area' ? 1 : 0);
    let held = this.#words.get(key);
    if (held === undefined) this.#words.set(key, (held = oneHoldsOther(list[a]!, list[b]!)));
    return held;
  }
}
