import type { Fit, RowNumbers } from './candidates.ts';
import type { Sides } from './columns.ts';
import { found, wordsOf, type Scale } from './evidence.ts';
import type { Ledger } from './ledger.ts';
import type { MatchSettings } from './types.ts';

/** What every step of matching works on. */
export interface Work {
  sides: Sides;
  numbers: readonly RowNumbers[];
  /** Per row the orders it may be about, likeliest first. */
  fits: readonly Fit[][];
  scale: Scale;
  ledger: Ledger;
  settings: MatchSettings;
  /** Rows that pay part of an order, by their number: taken at the end, when nothing else has explained them. */
  partials: { order: number; rows: number[] }[];
}

/** Bits by which a fit outweighs that any order might be meant. */
export const certaintyOf = (work: Work, fit: Fit): number => fit.bits - work.scale.weights.prior;

/** Chance that a fit is right, from its bits and those of the next. */
export function confidenceOf(work: Work, fit: Fit, next: Fit | undefined): number {
  const against = 2 ** -certaintyOf(work, fit) + (next === undefined ? 0 : 2 ** (next.bits - fit.bits));
  return Math.round((1 / (1 + against)) * 10_000) / 10_000;
}

export const evidenceOf = (fit: Fit): readonly string[] => wordsOf(fit.flags);

/** Same customer as far as both sides say: a name or phone agrees and neither speaks against it. */
export function sameCustomer({ flags }: Pick<Fit, 'flags'>): boolean {
  const agrees = (flags & (found.tail | found.name)) !== 0;
  return agrees && (flags & (found.notTail | found.notName)) === 0;
}

/** Phone and name both agree, or one of them with the number: enough to add amounts up over. */
export function surelySameCustomer(fit: Pick<Fit, 'flags'>): boolean {
  if (!sameCustomer(fit)) return false;
  const both = (fit.flags & found.tail) !== 0 && (fit.flags & (found.name | found.maskedName)) !== 0;
  return both || (fit.flags & (found.number | found.noteNumber)) !== 0;
}

/**
 * Whether some other open order of the customer would be paid by the row exactly: then sums and parts are only a
 * second explanation of it.
 */
export function paysAnother(
  { sides, ledger }: Work,
  row: number,
  fits: readonly Fit[],
  order?: number,
): boolean {
  const amount = sides.theirs.amount[row]!;
  return fits.some(
    (fit) =>
      fit.order !== order &&
      sameCustomer(fit) &&
      !ledger.isSettled(fit.order) &&
      amount === ledger.openFen(fit.order),
  );
}

/** What adds up over one customer is never surer than this, and without a number never taken below that. */
const sumBounds = { most: 0.999, least: 0.99 };

/**
 * Takes rows and orders that add up in one way only, one fit for each part of the sum. `numbered`: a number names one
 * of them; without it every part has to be the customer's beyond doubt.
 */
export function takeSum(
  work: Work,
  kind: 'merged' | 'split',
  sum: { rows: number[]; orders: number[]; fits: readonly Fit[]; numbered: boolean },
): void {
  const { rows, orders, fits, numbered } = sum;
  const confidence = Math.min(sumBounds.most, ...fits.map((fit) => confidenceOf(work, fit, undefined)));
  if (!numbered && confidence < sumBounds.least) return;
  work.ledger.take({
    rows,
    orders,
    kind,
    confidence,
    evidence: ['sum', ...new Set(fits.flatMap(evidenceOf))],
  });
}
