import { certaintyOf, type Work } from './work.ts';
import type { OpenDifference, OpenKind } from './types.ts';

/** A row whose best order is not even as likely as chance belongs to nobody of ours. */
const strangerBits = -2;

/**
 * What is between the two sides. Every row and every order is in exactly one difference (or in an equal pairing, which
 * is one, too), so that the differences add up to theirs − ours to the fen.
 */
export function differencesOf(work: Work): OpenDifference[] {
  const { sides, ledger } = work;
  const list: OpenDifference[] = [];
  const add = (kind: OpenKind, rows: readonly number[], orders: readonly number[], diffFen: number) =>
    list.push({
      kind,
      rows: rows.map((row) => sides.rows[row]!.row),
      ids: orders.map((order) => sides.orders[order]!.id),
      diffFen,
    });
  const counted = new Set<number>();
  const paired = new Set<number>();
  const paid = new Map<string | number, { rows: number[]; orders: readonly number[]; net: boolean }>();
  for (const { rows, orders, kind } of ledger.entries()) {
    for (const row of rows) paired.add(row);
    if (kind === 'refund' || kind === 'fine') {
      add(kind, rows, orders, sum(sides.theirs.amount, rows));
      continue;
    }
    const key = orders.length === 1 ? orders[0]! : orders.join();
    const group = paid.get(key) ?? { rows: [], orders, net: false };
    group.rows.push(...rows);
    group.net ||= kind === 'net';
    paid.set(key, group);
  }
  for (const { rows, orders, net } of paid.values()) {
    const diff = sum(sides.theirs.amount, rows) - sum(sides.ours.amount, orders);
    add(kindOf(work, diff, net), rows, orders, diff);
    for (const order of orders) counted.add(order);
  }
  for (const [row, fits] of work.fits.entries()) {
    if (paired.has(row)) continue;
    const amount = sides.theirs.amount[row]!;
    if (ledger.repeats.has(row)) add('duplicate', [row], [], amount);
    else if (fits[0] === undefined || certaintyOf(work, fits[0]) < strangerBits)
      add('not_ours', [row], [], amount);
    else add('unplaced', [row], [], amount);
  }
  for (let order = 0; order < sides.orders.length; order += 1) {
    if (!counted.has(order)) add('missing', [], [order], -sides.ours.amount[order]!);
  }
  return list;
}

function kindOf({ settings }: Work, diff: number, net: boolean): OpenKind {
  if (diff === 0) return 'equal';
  if (Math.abs(diff) <= settings.toleranceFen) return 'rounding';
  if (net) return 'net';
  return diff < 0 ? 'short' : 'over';
}

const sum = (amounts: Float64Array, at: readonly number[]): number =>
  at.reduce((total, index) => total + amounts[index]!, 0);
