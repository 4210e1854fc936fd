import type { Fit } from './candidates.ts';
import { certaintyOf, confidenceOf, evidenceOf, paysAnother, type Work } from './work.ts';
import { found } from './evidence.ts';
import { onlySubset } from './sums.ts';
import type { PairingKind } from './types.ts';

/** A settled order is no rival of an open one that fits as well, but stays one of an open one that fits less. */
const settledRival = 5;

/**
 * Rows that point at one order clearly enough. Several rows of one order are its split, the same row twice, or a
 * fee with what was taken back of it; what they cannot be told to be stays open. A second round, because an order
 * that is paid no longer disputes a row with another.
 */
export function settleNamed(work: Work): void {
  for (let round = 0; round < 3; round += 1) {
    const claims = new Map<number, number[]>();
    for (const [row, fits] of work.fits.entries()) {
      if (!work.ledger.isFree(row)) continue;
      const best = clearlyBest(work, fits);
      if (best === null) continue;
      const rows = claims.get(best.order);
      if (rows === undefined) claims.set(best.order, [row]);
      else rows.push(row);
    }
    const before = work.ledger.pairedRows;
    for (const [order, rows] of claims) settleOrder(work, order, rows);
    if (work.ledger.pairedRows === before) return;
  }
}

/** The fit that is certain and stands clear of every other, or null. */
export function clearlyBest(work: Work, fits: readonly Fit[]): Fit | null {
  const [best] = fits;
  if (best === undefined || certaintyOf(work, best) < work.settings.certainBits) return null;
  for (const other of fits.slice(1)) {
    const less = work.ledger.isSettled(other.order) ? settledRival : 0;
    const margin = pays(best) && !pays(other) ? work.settings.amountMarginBits : work.settings.marginBits;
    if (best.bits - (other.bits - less) < margin) return null;
  }
  return best;
}

const pays = ({ flags }: Fit): boolean => (flags & found.amount) !== 0;

const fitOf = (work: Work, row: number, order: number): Fit =>
  work.fits[row]!.find((fit) => fit.order === order)!;

/** The fit of the row with the order, and the best other one that is still open. */
function twoBest(work: Work, row: number, order: number): [Fit, Fit | undefined] {
  const fits = work.fits[row]!;
  if (fits.length === 1) return [fits[0]!, undefined];
  const next = fits.find((fit) => fit.order !== order && !work.ledger.isSettled(fit.order));
  return [fitOf(work, row, order), next];
}

function take(work: Work, rows: number[], order: number, kind: PairingKind): void {
  if (rows.length === 1) {
    const [fit, next] = twoBest(work, rows[0]!, order);
    const confidence = confidenceOf(work, fit, next);
    work.ledger.take({ rows, orders: [order], kind, confidence, evidence: evidenceOf(fit) });
    return;
  }
  const fits = rows.map((row) => fitOf(work, row, order));
  const evidence = new Set(fits.flatMap(evidenceOf));
  const confidence = Math.min(...rows.map((row) => confidenceOf(work, ...twoBest(work, row, order))));
  work.ledger.take({ rows, orders: [order], kind, confidence, evidence: [...evidence] });
}

function settleOrder(work: Work, order: number, claiming: readonly number[]): void {
  const { theirs, ours } = work.sides;
  // nine of ten: one row, the whole fee
  if (claiming.length === 1 && ours.hasAmount[order] === 1 && !work.ledger.isNamed(order)) {
    const [row] = claiming;
    if (theirs.hasAmount[row!] === 1 && theirs.amount[row!] === ours.amount[order]) {
      take(work, [row!], order, 'one_to_one');
      return;
    }
  }
  const priced = claiming.filter((row) => theirs.hasAmount[row] === 1);
  for (const row of priced) if (theirs.amount[row]! < 0) take(work, [row], order, takenBackAs(work, row));
  if (ours.hasAmount[order] === 0) {
    // no fee of ours to add up to: number and customer alone name the order
    for (const row of priced) if (theirs.amount[row]! >= 0) take(work, [row], order, 'one_to_one');
    return;
  }
  const rows = priced.filter((row) => theirs.amount[row]! > 0);
  if (rows.length === 0 || work.ledger.isSettled(order)) return;
  const open = work.ledger.openFen(order);
  if (settleSum(work, order, rows, open)) return;
  const { distinct, repeats } = splitRepeats(work, rows);
  if (
    settleWhole(work, order, distinct, open) ||
    settleSum(work, order, distinct, open) ||
    settleNet(work, order, distinct, open)
  ) {
    for (const [row, of] of repeats) if (!work.ledger.isFree(of)) work.ledger.repeat(row, of);
    return;
  }
  const total = sumOf(work, distinct);
  if (total < open && distinct.every((row) => isNumbered(fitOf(work, row, order)))) {
    work.partials.push({ order, rows: distinct });
  }
}

const sumOf = ({ sides }: Work, rows: readonly number[]): number =>
  rows.reduce((total, row) => total + sides.theirs.amount[row]!, 0);

const isNumbered = ({ flags }: Fit): boolean => (flags & (found.number | found.noteNumber)) !== 0;

/** Rows that make up the open fee, in the only way they can. */
function settleSum(work: Work, order: number, rows: readonly number[], open: number): boolean {
  const amounts = rows.map((row) => work.sides.theirs.amount[row]!);
  const chosen = onlySubset(amounts, open, { tolerance: work.settings.toleranceFen });
  if (!Array.isArray(chosen)) return false;
  const paying = chosen.map((at) => rows[at]!);
  // the number has to tie parts together: three rows of one customer may be three other things
  if (paying.length > 1 && !paying.every((row) => isNumbered(fitOf(work, row, order)))) return false;
  take(work, paying, order, paying.length === 1 && !work.ledger.isNamed(order) ? 'one_to_one' : 'split');
  return true;
}

/** Several rows each of the whole fee: the one with the number, else the earlier of two with it; the others are repeats. */
function settleWhole(work: Work, order: number, rows: readonly number[], open: number): boolean {
  const { theirs } = work.sides;
  const whole = rows.filter(
    (row) =>
      Math.abs(theirs.amount[row]! - open) <= work.settings.toleranceFen ||
      (fitOf(work, row, order).flags & found.rounded) !== 0,
  );
  const [only] = whole;
  if (only === undefined) return false;
  if (whole.length === 1) {
    take(work, [only], order, 'one_to_one');
    return true;
  }
  const numbered = whole.filter((row) => isNumbered(fitOf(work, row, order)));
  const [first] = numbered.sort((a, b) => theirs.day[a]! - theirs.day[b]! || a - b);
  if (first === undefined) return false;
  // a number mistyped into the neighbour's: the customer's other order of this amount wants one of these rows
  if (whole.some((row) => paysAnother(work, row, work.fits[row]!, order))) return false;
  take(work, [first], order, 'one_to_one');
  for (const row of whole) if (row !== first) work.ledger.repeat(row, first);
  return true;
}

/** Less than the fee by a share this payer keeps of many. */
function settleNet(work: Work, order: number, rows: readonly number[], open: number): boolean {
  if (work.ledger.isNamed(order)) return false;
  const paid = sumOf(work, rows);
  const isNet = work.scale.weights.rates.some((rate) => Math.abs(paid - open * (1 - rate)) <= rows.length);
  if (!isNet || !rows.every((row) => rows.length === 1 || isNumbered(fitOf(work, row, order)))) return false;
  take(work, [...rows], order, 'net');
  return true;
}

/** What is left with a number but too little money: tied to its order, and a person sees what is missing. */
export function settlePartials(work: Work): void {
  for (const { order, rows } of work.partials) {
    const free = rows.filter((row) => work.ledger.isFree(row));
    if (free.length === 0 || work.ledger.isSettled(order) || sumOf(work, free) > work.ledger.openFen(order))
      continue;
    if (free.some((row) => paysAnother(work, row, work.fits[row]!, order))) continue;
    take(work, free, order, 'partial');
  }
}

const fineWords = /罚|扣|考核|违约|投诉|超时|fine|penalt/i;

function takenBackAs({ sides }: Work, row: number): PairingKind {
  return fineWords.test(sides.rows[row]!.note) ? 'fine' : 'refund';
}

/** Rows that say the same in every field are one row twice. */
function splitRepeats(
  { sides }: Work,
  rows: readonly number[],
): { distinct: number[]; repeats: [row: number, of: number][] } {
  const first = new Map<string, number>();
  const distinct: number[] = [];
  const repeats: [number, number][] = [];
  for (const row of rows) {
    const { row: _, ...fields } = sides.rows[row]!;
    const key = JSON.stringify(fields);
    const of = first.get(key);
    if (of !== undefined) repeats.push([row, of]);
    else {
      first.set(key, row);
      distinct.push(row);
    }
  }
  return { distinct, repeats };
}
