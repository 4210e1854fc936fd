import { matchStatement } from '../domain/money/matching/engine.ts';
import type { OwnOrder, PayerRow } from '../domain/money/matching/types.ts';
import { figure, lineOf, type BenchLine, type BenchOptions } from './support/line.ts';
import { makeStatement, type TrueStatement } from './support/statement.ts';

const seeds = 20;
const lines = 5000;
const fullLines = 100_000;

export interface Judged {
  rows: number;
  /** Rows the data decide, and those of them that were paired without a person. */
  decided: number;
  automatic: number;
  wrong: number;
  /** Rows left that are ours, and those whose order is among the first three suggestions. */
  left: number;
  suggested: number;
  comparisons: number;
  conserved: boolean;
}

/**
 * Statements with known truth. The ratio is the share of rows the data decide that still go to a person (goal ≤ 5 %);
 * ok only if no automatic pairing is wrong in any seed, at least 99 % of the others have their order among three
 * suggestions, no fen is lost and a row is compared with 30 orders at most on average.
 */
export async function* run({ full, log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  const all: Judged[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) all.push(judge(makeStatement(seed, lines)));
  yield lineFrom('match-truth', all, { seeds: `1-${seeds}`, lines });
  if (full !== true) return;
  log?.(`one of ${fullLines} lines`);
  yield lineFrom('match-truth.large', [judge(makeStatement(seeds + 1, fullLines))], {
    seeds: seeds + 1,
    lines: fullLines,
  });
}

function lineFrom(name: string, all: readonly Judged[], figures: Record<string, unknown>): BenchLine {
  const sum = (of: (one: Judged) => number) => all.reduce((total, one) => total + of(one), 0);
  const shares = all.map((one) => one.automatic / one.decided);
  const wrong = sum((one) => one.wrong);
  const suggested = sum((one) => one.suggested) / sum((one) => one.left);
  const comparisons = sum((one) => one.comparisons) / sum((one) => one.rows);
  const holds = wrong === 0 && suggested >= 0.99 && comparisons <= 30 && all.every((one) => one.conserved);
  return lineOf(
    name,
    1 - Math.min(...shares),
    0.05,
    {
      ...figures,
      automaticWorst: figure(Math.min(...shares)),
      automatic: figure(sum((one) => one.automatic) / sum((one) => one.decided)),
      wrong,
      leftRows: sum((one) => one.left),
      amongThree: figure(suggested),
      comparisonsPerLine: figure(comparisons),
      conserved: all.every((one) => one.conserved),
    },
    holds,
  );
}

export function judge(statement: TrueStatement): Judged {
  const { orders, rows, truth, undecided } = statement;
  const answer = matchStatement(orders, rows);
  const paired = new Map<string, string[]>();
  for (const match of answer.matches) {
    for (const row of match.rows) paired.set(row, [...(paired.get(row) ?? []), ...match.ids]);
  }
  const byId = new Map(orders.map((order) => [order.id, order]));
  const judged: Judged = {
    rows: rows.length,
    decided: 0,
    automatic: 0,
    wrong: 0,
    left: 0,
    suggested: 0,
    comparisons: answer.stats.comparisons,
    conserved: conserves(orders, rows, answer.differences),
  };
  for (const row of rows) {
    const real = truth.get(row.row) ?? [];
    const ids = paired.get(row.row);
    const decided = !undecided.has(row.row);
    if (decided) judged.decided += 1;
    if (ids !== undefined) {
      const right = ids.length === real.length && ids.every((id) => real.includes(id));
      if (!right) judged.wrong += 1;
      else if (decided) judged.automatic += 1;
      continue;
    }
    if (real.length === 0) continue;
    judged.left += 1;
    const offered = answer.suggestions[row.row] ?? [];
    const among = offered.some((id) => real.includes(id) || (!decided && saysTheSame(row, byId.get(id)!)));
    if (among) judged.suggested += 1;
  }
  return judged;
}

/** Of orders alike in all a row says, any is as right as another: no order of theirs can be told from it. */
function saysTheSame(row: PayerRow, order: OwnOrder): boolean {
  return (
    row.amountFen === order.amountFen &&
    (row.product === '' || row.product === order.product) &&
    (row.area === '' || row.area === order.area)
  );
}

function conserves(
  orders: readonly OwnOrder[],
  rows: readonly PayerRow[],
  differences: readonly { diffFen: number }[],
): boolean {
  const sum = (list: readonly { amountFen: number | null }[]) =>
    list.reduce((total, one) => total + (one.amountFen ?? 0), 0);
  return differences.reduce((total, { diffFen }) => total + diffFen, 0) === sum(rows) - sum(orders);
}
