import type { Fit } from './candidates.ts';
import { paysAnother, sameCustomer, surelySameCustomer, takeSum, type Work } from './work.ts';
import { found } from './evidence.ts';
import { onlySubset } from './sums.ts';

/** Orders of one customer that one row may have paid together, at most. */
const most = 14;

/**
 * One row that pays several orders: those of the customer (or named in its note) that add up to it in one way only,
 * and with the order whose number it bears among them.
 */
export function settleMerged(work: Work): void {
  const { sides, ledger, settings } = work;
  for (const [row, fits] of work.fits.entries()) {
    if (!ledger.isFree(row) || sides.theirs.hasAmount[row] === 0) continue;
    const amount = sides.theirs.amount[row]!;
    const group = groupOf(work, row, fits);
    if (group === null || paysAnother(work, row, fits)) continue;
    const open = group.filter(({ order }) => ledger.openFen(order) > 0 && sides.ours.hasAmount[order] === 1);
    if (open.length < 2) continue;
    const must = open.flatMap(({ flags }, at) =>
      (flags & (found.number | found.noteNumber)) !== 0 ? [at] : [],
    );
    const amounts = open.map(({ order }) => ledger.openFen(order));
    const chosen = onlySubset(amounts, amount, { tolerance: settings.toleranceFen, least: 2, must });
    if (!Array.isArray(chosen)) continue;
    const paid = chosen.map((at) => open[at]!);
    // an order half paid elsewhere is not one to add up
    if (paid.some(({ order }) => ledger.isNamed(order))) continue;
    const orders = paid.map(({ order }) => order);
    takeSum(work, 'merged', { rows: [row], orders, fits: paid, numbered: must.length > 0 });
  }
}

/** Orders the row may have paid together: all of its customer, and those it names. Null: nothing ties them together. */
function groupOf(work: Work, row: number, fits: readonly Fit[]): Fit[] | null {
  const amount = work.sides.theirs.amount[row]!;
  if (amount <= 0) return null;
  const numbered = fits.filter(({ flags }) => (flags & (found.number | found.noteNumber)) !== 0);
  if (numbered.length > 1) {
    const sum = numbered.reduce((total, { order }) => total + work.sides.ours.amount[order]!, 0);
    if (Math.abs(sum - amount) <= work.settings.toleranceFen) return numbered;
  }
  const own = fits.filter((fit) => sameCustomer(fit) || numbered.includes(fit));
  const [best] = own;
  if (best === undefined || own.length > most || !own.some(surelySameCustomer)) return null;
  // somebody else's number on the row: then the number, too, has to be explained first
  if (numbered.some((fit) => !sameCustomer(fit))) return null;
  return own;
}
