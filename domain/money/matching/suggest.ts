import type { Fit } from './candidates.ts';
import { certaintyOf, type Work } from './work.ts';
import { found } from './evidence.ts';

/** An order somebody has paid in full is still offered, behind the open ones that fit about as well. */
const settledBehind = 4;
/** Fits with less than this are no help to anybody. */
const hopeless = -14;

/** Per row without an automatic pairing the orders a person should look at, best first. */
export function suggest(work: Work): Record<string, string[]> {
  const { sides, ledger } = work;
  const given: Record<string, string[]> = {};
  const paired = new Set(ledger.entries().flatMap(({ rows }) => rows));
  for (const [row, fits] of work.fits.entries()) {
    if (paired.has(row)) continue;
    const worth = (fit: Fit) =>
      fit.bits - (ledger.isSettled(fit.order) ? settledBehind : 0) + fitsMoney(work, row, fit);
    const list = fits.filter((fit) => certaintyOf(work, fit) > hopeless);
    list.sort((a, b) => worth(b) - worth(a));
    given[sides.rows[row]!.row] = list
      .slice(0, work.settings.suggestions)
      .map(({ order }) => sides.orders[order]!.id);
  }
  return given;
}

/** A row may be part of the fee, or the fee part of the row: then it may still be the one. */
function fitsMoney({ sides, ledger }: Work, row: number, { order, flags }: Fit): number {
  if ((flags & found.notAmount) === 0 || sides.theirs.amount[row]! <= 0) return 0;
  return sides.theirs.amount[row]! === ledger.openFen(order) ? 4 : 0;
}
