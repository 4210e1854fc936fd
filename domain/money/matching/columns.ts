import { nameKey, numberKey, tailOf, wordKey } from './read.ts';
import type { OwnOrder, PayerRow } from './types.ts';

/** Texts of both sides as small numbers, so that comparing a pair costs no string work. 0 = empty. */
export class Words {
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly list: string[] = [''];

  idOf(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.list.length;
      this.#ids.set(text, id);
      this.list.push(text);
    }
    return id;
  }
}

/** A day that is not known. */
export const NO_DAY = -1_000_000;

/** Fields both sides have, column by column. */
export interface Columns {
  length: number;
  amount: Float64Array;
  hasAmount: Uint8Array;
  day: Int32Array;
  /** −1: not known. */
  tail: Int16Array;
  name: Int32Array;
  product: Int32Array;
  area: Int32Array;
}

export interface Dictionaries {
  names: Words;
  products: Words;
  areas: Words;
}

type Shared = Pick<OwnOrder, 'amountFen' | 'day' | 'phone' | 'name' | 'product' | 'area'>;

export function columnsOf(list: readonly Shared[], words: Dictionaries): Columns {
  const length = list.length;
  const columns: Columns = {
    length,
    amount: new Float64Array(length),
    hasAmount: new Uint8Array(length),
    day: new Int32Array(length).fill(NO_DAY),
    tail: new Int16Array(length),
    name: new Int32Array(length),
    product: new Int32Array(length),
    area: new Int32Array(length),
  };
  const key = { name: kept(nameKey), word: kept(wordKey) };
  for (let i = 0; i < length; i++) {
    const one = list[i]!;
    if (one.amountFen !== null) {
      columns.amount[i] = one.amountFen;
      columns.hasAmount[i] = 1;
    }
    if (one.day !== null) columns.day[i] = one.day;
    columns.tail[i] = tailOf(one.phone);
    columns.name[i] = words.names.idOf(key.name(one.name));
    columns.product[i] = words.products.idOf(key.word(one.product));
    columns.area[i] = words.areas.idOf(key.word(one.area));
  }
  return columns;
}

/** The same few names and products come thousands of times: each is brought to its form once. */
function kept(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let key = known.get(text);
    if (key === undefined) known.set(text, (key = of(text)));
    return key;
  };
}

/** Orders behind keys, as chains through one array: no list object per key. */
export class Chains<K> {
  readonly #first = new Map<K, number>();
  readonly #next: Int32Array;

  constructor(length: number) {
    this.#next = new Int32Array(length).fill(-1);
  }

  /** Each order at most once per instance. */
  add(key: K, order: number): void {
    const before = this.#first.get(key);
    if (before !== undefined) this.#next[order] = before;
    this.#first.set(key, order);
  }

  first(key: K): number {
    return this.#first.get(key) ?? -1;
  }

  next(order: number): number {
    return this.#next[order]!;
  }

  keys(): IterableIterator<K> {
    return this.#first.keys();
  }

  /** Orders of a key, at most `most`; null where there are more. */
  list(key: K, most: number): number[] | null {
    const found: number[] = [];
    for (let at = this.first(key); at !== -1; at = this.#next[at]!) {
      if (found.length === most) return null;
      found.push(at);
    }
    return found;
  }
}

export interface Lookups {
  /** Number keys of each order. */
  own: string[];
  source: string[];
  /** By our number and by the platform's. */
  byOwn: Chains<string>;
  bySource: Chains<string>;
  byTail: Chains<number>;
  byName: Chains<number>;
  /** Orders of an amount, by day. */
  byAmount: Map<number, Int32Array>;
  /** 1: another order has the same phone tail, name and amount. */
  hasTwin: Uint8Array;
}

export function lookupsOf(orders: readonly OwnOrder[], columns: Columns): Lookups {
  const { length } = orders;
  const byOwn = new Chains<string>(length);
  const bySource = new Chains<string>(length);
  const byTail = new Chains<number>(length);
  const byName = new Chains<number>(length);
  const amounts = new Map<number, number[]>();
  const hasTwin = new Uint8Array(length);
  const twins = new Map<number, number>();
  const own: string[] = [];
  const source: string[] = [];
  for (let i = 0; i < length; i++) {
    const order = orders[i]!;
    own.push(numberKey(order.orderNo));
    source.push(numberKey(order.sourceNo));
    if (own[i] !== '') byOwn.add(own[i]!, i);
    if (source[i] !== '' && source[i] !== own[i]) bySource.add(source[i]!, i);
    if (columns.tail[i]! >= 0) byTail.add(columns.tail[i]!, i);
    if (columns.name[i] !== 0) byName.add(columns.name[i]!, i);
    if (columns.hasAmount[i] === 1) {
      // 20, 14 and 18 bits: what falls together by chance only means one more look
      const key =
        ((columns.amount[i]! % 2 ** 20) * 2 ** 14 + columns.tail[i]! + 1) * 2 ** 18 +
        (columns.name[i]! % 2 ** 18);
      const twin = twins.get(key);
      if (twin === undefined) twins.set(key, i);
      else hasTwin[i] = hasTwin[twin] = 1;
      const list = amounts.get(columns.amount[i]!);
      if (list === undefined) amounts.set(columns.amount[i]!, [i]);
      else list.push(i);
    }
  }
  const byAmount = new Map<number, Int32Array>();
  for (const [amount, list] of amounts) {
    byAmount.set(
      amount,
      Int32Array.from(list).sort((a, b) => columns.day[a]! - columns.day[b]! || a - b),
    );
  }
  return { own, source, byOwn, bySource, byTail, byName, byAmount, hasTwin };
}

/** Rows and orders as the engine works on them. */
export interface Sides {
  orders: readonly OwnOrder[];
  rows: readonly PayerRow[];
  ours: Columns;
  theirs: Columns;
  words: Dictionaries;
  find: Lookups;
}

export function sidesOf(orders: readonly OwnOrder[], rows: readonly PayerRow[]): Sides {
  const words: Dictionaries = { names: new Words(), products: new Words(), areas: new Words() };
  const ours = columnsOf(orders, words);
  const theirs = columnsOf(rows, words);
  return { orders, rows, ours, theirs, words, find: lookupsOf(orders, ours) };
}
