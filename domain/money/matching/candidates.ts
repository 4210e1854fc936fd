import { NO_DAY, type Sides } from './columns.ts';
import { againstCustomer, found, oneSlip, type Scale } from './evidence.ts';
import { namesAgree, numberKey, numbersIn } from './read.ts';

/** An order a row may be about. */
export interface Fit {
  order: number;
  bits: number;
  flags: number;
}

/** Orders weighed for one row at most; further ones are left out only where the list is so long that it says nothing. */
const most = 28;
/** Orders of one amount looked at for a row that names nobody: the nearest by day. */
const nearest = 12;

export interface RowNumbers {
  key: string;
  /** Orders with exactly this number. */
  exact: number[];
  /** Orders whose number stands in the note. */
  noted: number[];
}

const none: number[] = [];

export function readNumbers(sides: Sides): RowNumbers[] {
  return sides.rows.map(({ orderNo, note }) => {
    const key = numberKey(orderNo);
    const exact = key === '' ? none : ordersWith(sides, key);
    if (note === '') return { key, exact, noted: none };
    const noted: number[] = [];
    for (const number of numbersIn(note)) {
      for (const order of ordersWith(sides, number)) {
        if (!exact.includes(order) && !noted.includes(order)) noted.push(order);
      }
    }
    return { key, exact, noted };
  });
}

function ordersWith({ find }: Sides, key: string): number[] {
  const orders: number[] = [];
  for (let at = find.byOwn.first(key); at !== -1; at = find.byOwn.next(at)) orders.push(at);
  for (let at = find.bySource.first(key); at !== -1; at = find.bySource.next(at)) {
    if (!orders.includes(at)) orders.push(at);
  }
  return orders;
}

/** Orders a row may be about, the likeliest first. */
export function fitsOf(sides: Sides, numbers: readonly RowNumbers[], scale: Scale, row: number): Fit[] {
  const { key, exact, noted } = numbers[row]!;
  const weigh = (order: number): Fit => {
    const [flag, bits] = numberEvidence(sides, scale, { key, exact, noted }, order);
    return { bits: scale.weigh(row, order, flag, bits), order, flags: scale.flags };
  };
  const named = exact.length === 1 ? weigh(exact[0]!) : undefined;
  if (named !== undefined && isPlain(named) && sides.find.hasTwin[named.order] === 0) return [named];
  const orders = new Set<number>();
  gather(sides, row, orders);
  const blind = orders.size === 0 && named === undefined;
  for (const order of [...exact, ...noted]) orders.add(order);
  if (named !== undefined) orders.delete(named.order);
  if (key !== '' && exact.length === 0 && (blind || sides.theirs.tail[row]! < 0)) {
    for (const order of ordersOneSlipFrom(sides, key)) orders.add(order);
  }
  const fits = [...orders].map(weigh);
  if (named !== undefined) fits.push(named);
  const { usualDay } = scale.weights;
  const off = (fit: Fit) => Math.abs(sides.theirs.day[row]! - sides.ours.day[fit.order]! - usualDay);
  return fits.sort((a, b) => b.bits - a.bits || off(a) - off(b) || a.order - b.order);
}

/** Number and amount agree and nothing speaks against it. Without a twin nobody else needs to be looked at. */
function isPlain({ flags }: Fit): boolean {
  return (flags & found.amount) !== 0 && (flags & againstCustomer) === 0;
}

function numberEvidence(
  { find }: Sides,
  { weights }: Scale,
  { key, exact, noted }: RowNumbers,
  order: number,
): [flag: number, bits: number] {
  if (exact.includes(order)) return [found.number, weights.exactNumber - Math.log2(exact.length)];
  if (noted.includes(order)) return [found.noteNumber, weights.exactNumber - 3];
  if (key === '') return [0, 0];
  if (oneSlip(key, find.own[order]!) || oneSlip(key, find.source[order]!)) {
    // a number that is somebody else's is rarely a slip of this one
    return [found.nearNumber, weights.nearNumber + (exact.length > 0 ? weights.otherNumber : 0)];
  }
  return [0, exact.length > 0 ? weights.otherNumber : weights.unknownNumber];
}

/** Orders of the same phone; else of the same name; else of the same amount about that time. */
function gather(sides: Sides, row: number, into: Set<number>): void {
  const { find, ours, theirs } = sides;
  const room = () => into.size < most;
  const tail = theirs.tail[row]!;
  if (tail >= 0) {
    const list = find.byTail.list(tail, most);
    if (list !== null) for (const order of list) into.add(order);
    // a tail that hundreds share: only those who agree in something else
    else
      for (let at = find.byTail.first(tail); at !== -1 && room(); at = find.byTail.next(at)) {
        if (ours.name[at] === theirs.name[row] || ours.amount[at] === theirs.amount[row]) into.add(at);
      }
    if (into.size > 0 && [...into].some((order) => ours.name[order] === theirs.name[row])) return;
  }
  const name = theirs.name[row]!;
  if (name !== 0) {
    let looked = 0;
    for (let at = find.byName.first(name); at !== -1 && room() && looked < 400; at = find.byName.next(at)) {
      looked += 1;
      if (tail >= 0 && ours.tail[at]! >= 0 && ours.amount[at] !== theirs.amount[row]) continue;
      if (ours.amount[at] === theirs.amount[row] || about(sides, row, at)) into.add(at);
    }
  }
  if (into.size > 0 && (tail >= 0 || name !== 0)) return;
  const alike = find.byAmount.get(Math.abs(theirs.amount[row]!));
  if (theirs.hasAmount[row] === 0 || alike === undefined) return;
  for (const order of nearestByDay(sides, row, alike)) into.add(order);
}

/** Days apart that an order of the same name may be, where the amount differs. */
const aboutDays = 70;

function about({ ours, theirs }: Sides, row: number, order: number): boolean {
  const [a, b] = [theirs.day[row]!, ours.day[order]!];
  return a === NO_DAY || b === NO_DAY || Math.abs(a - b) <= aboutDays;
}

/** Steps from the row's day in both directions while looking for orders that agree in all the row says. */
const steps = 250;

/** Orders of the amount about the row's day: those that agree in name, product and area, then the nearest others. */
function nearestByDay(sides: Sides, row: number, byDay: Int32Array): number[] {
  const { ours, theirs } = sides;
  const day = theirs.day[row]!;
  let low = 0;
  let high = byDay.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ours.day[byDay[middle]!]! <= day) low = middle + 1;
    else high = middle;
  }
  const agreeing: number[] = [];
  const others: number[] = [];
  for (let step = 0; step < steps && agreeing.length < nearest; step += 1) {
    // from the day backwards first: a payer's row is rarely older than the visit
    for (const order of [byDay[low - 1 - step], byDay[low + step]]) {
      if (order === undefined) continue;
      if (saysNothingElse(sides, row, order)) agreeing.push(order);
      else if (others.length < nearest) others.push(order);
    }
  }
  return [...agreeing, ...others].slice(0, nearest);
}

function saysNothingElse({ ours, theirs, words }: Sides, row: number, order: number): boolean {
  for (const field of ['product', 'area'] as const) {
    const [a, b] = [theirs[field][row]!, ours[field][order]!];
    if (a !== 0 && b !== 0 && a !== b) return false;
  }
  const [name, other] = [theirs.name[row]!, ours.name[order]!];
  return name === 0 || other === 0 || namesAgree(words.names.list[name]!, words.names.list[other]!) !== 'no';
}

/** Orders whose number differs from `key` by one digit, a swap, one digit too many or one missing. */
function ordersOneSlipFrom(sides: Sides, key: string): Set<number> {
  const orders = new Set<number>();
  const look = (number: string) => {
    for (const order of ordersWith(sides, number)) orders.add(order);
  };
  for (let at = 0; at <= key.length && orders.size < most; at += 1) {
    const [before, after] = [key.slice(0, at), key.slice(at)];
    for (let digit = 0; digit < 10; digit += 1) {
      if (at < key.length && key.charCodeAt(at) - 48 !== digit) look(`${before}${digit}${after.slice(1)}`);
      look(`${before}${digit}${after}`);
    }
    if (at >= key.length) continue;
    look(before + after.slice(1));
    if (at + 1 < key.length && key[at] !== key[at + 1])
      look(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  return orders;
}
