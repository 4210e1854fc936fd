import type { Fit } from './candidates.ts';
import { paysAnother, surelySameCustomer, takeSum, type Work } from './work.ts';
import { onlySubset } from './sums.ts';

interface Solution {
  order: number;
  rows: number[];
}

/** Rows of one customer looked at for one order, at most. */
const most = 14;

/**
 * Rows without a number that together pay one order of their customer, or what is open of it. Taken only where no
 * row of the answer fits into another answer, too.
 */
export function settleSplits(work: Work): void {
  const solutions: Solution[] = [];
  const uses = new Map<number, number>();
  for (const [order, rows] of looseRows(work)) {
    if (rows.length > most) continue;
    const open = work.ledger.openFen(order);
    const amounts = rows.map((row) => work.sides.theirs.amount[row]!);
    const least = work.ledger.isNamed(order) ? 1 : 2;
    const chosen = onlySubset(amounts, open, { tolerance: work.settings.toleranceFen, least });
    if (chosen === null) continue;
    // several ways to pay it still use these rows up for every other order
    const used = chosen === 'several' ? rows : chosen.map((at) => rows[at]!);
    for (const row of used) uses.set(row, (uses.get(row) ?? 0) + 1);
    if (chosen !== 'several') solutions.push({ order, rows: used });
  }
  for (const { order, rows } of solutions) {
    if (rows.some((row) => uses.get(row) !== 1)) continue;
    const fits = rows.map((row) => work.fits[row]!.find((fit) => fit.order === order)!);
    takeSum(work, 'split', { rows, orders: [order], fits, numbered: false });
  }
}

/** Per order with something open: free rows surely of its customer that pay less than that. */
function looseRows(work: Work): Map<number, number[]> {
  const { sides, ledger } = work;
  const byOrder = new Map<number, number[]>();
  const pending = new Map(
    work.partials.flatMap(({ order, rows }) => rows.map((row) => [row, order] as const)),
  );
  for (const [row, fits] of work.fits.entries()) {
    const amount = sides.theirs.amount[row]!;
    if (!ledger.isFree(row) || sides.theirs.hasAmount[row] === 0 || amount <= 0) continue;
    for (const fit of fits) {
      if (!mayPay(work, fit, amount)) continue;
      if (paysAnother(work, row, fits, fit.order)) continue;
      // a row with a number pays part of that order or none
      const named = pending.get(row);
      if (named !== undefined && named !== fit.order) continue;
      const rows = byOrder.get(fit.order);
      if (rows === undefined) byOrder.set(fit.order, [row]);
      else rows.push(row);
    }
  }
  return byOrder;
}

function mayPay({ sides, ledger }: Work, fit: Fit, amount: number): boolean {
  const { order } = fit;
  return sides.ours.hasAmount[order] === 1 && surelySameCustomer(fit) && amount <= ledger.openFen(order);
}
