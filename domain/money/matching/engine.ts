import { fitsOf, readNumbers } from './candidates.ts';
import { sidesOf } from './columns.ts';
import { differencesOf } from './differences.ts';
import { learnWeights, Scale } from './evidence.ts';
import { Ledger } from './ledger.ts';
import { settleMerged } from './merged.ts';
import { settleNamed, settlePartials } from './named.ts';
import { settleSplits } from './splits.ts';
import { suggest } from './suggest.ts';
import type { Work } from './work.ts';
import {
  matchDefaults,
  type MatchAnswer,
  type MatchSettings,
  type OwnOrder,
  type PayerRow,
} from './types.ts';

/**
 * Pairs the rows of a payer's statement with our orders. What the evidence leaves open is left to a person with
 * suggestions: a wrong automatic pairing costs more than ten open rows. Deterministic; the order of the input decides
 * nothing but ties. `onProgress` is told the rows weighed so far.
 */
export function matchStatement(
  orders: readonly OwnOrder[],
  rows: readonly PayerRow[],
  settings: Partial<MatchSettings> = {},
  onProgress?: (rows: number) => void,
): MatchAnswer {
  const sides = sidesOf(orders, rows);
  const numbers = readNumbers(sides);
  const exact = Int32Array.from(numbers, ({ exact }) => (exact.length === 1 ? exact[0]! : -1));
  const all = { ...matchDefaults, ...settings };
  const scale = new Scale(sides, learnWeights(sides, exact), all.toleranceFen);
  const fits = rows.map((_, row) => {
    if (onProgress !== undefined && row % 2000 === 0) onProgress(row);
    return fitsOf(sides, numbers, scale, row);
  });
  const work: Work = { sides, numbers, fits, scale, ledger: new Ledger(sides), settings: all, partials: [] };
  settleNamed(work);
  settleMerged(work);
  settleSplits(work);
  settlePartials(work);
  const { ledger } = work;
  return {
    matches: ledger.pairings(),
    suggestions: suggest(work),
    differences: differencesOf(work),
    stats: {
      rows: rows.length,
      orders: orders.length,
      autoRows: ledger.pairedRows,
      comparisons: scale.comparisons,
    },
  };
}
