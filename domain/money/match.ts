/**
 * Statement lines against our fee lines. The order number decides; an amount alone never does: five equal amounts
 * cannot be told apart, so such lines only get suggestions for a person. Every line of either side ends in exactly one
 * case, and the cases add up to both totals.
 */
import { basisPoints } from './round.ts';
import type { DifferenceKind } from './difference.ts';
import { toHalfWidth } from './fen.ts';

export interface StatementLine {
  id: string;
  /** Order number as the payer writes it (ours or theirs); null when the file has none on this row. */
  number: string | null;
  /** What they settle, net of the deduction. */
  amountFen: number;
  /** Positive; 0 when the file names none. */
  deductionFen: number;
  deductionFor: 'fine' | 'old_part' | null;
  /** The file says "not settled". */
  refused: boolean;
  /** Coefficient of the month in basis points, where the file names one. */
  coefficientBp: number | null;
  /** Serial number of the row, where the payer gives one: equal serials are one row read twice. */
  serial: string | null;
}

export interface OurLine {
  id: string;
  orderId: string;
  /** Every number this order is known by: ours, and each source order's. */
  numbers: readonly string[];
  amountFen: number;
  /** The coefficient of the month applies to this kind. */
  coefficient: boolean;
  /** `YYYY-MM` it was expected in. */
  period: string;
}

export interface MatchCase {
  kind: DifferenceKind;
  orderId: string | null;
  number: string | null;
  statementIds: string[];
  feeIds: string[];
  oursFen: number;
  theirsFen: number;
  /** theirs − ours: below zero is money we miss. */
  diffFen: number;
  /** True: may be booked as agreed without a person. */
  automatic: boolean;
  reason: string;
  /** Orders with the same amount, for lines nobody can place by number. */
  candidates: string[];
}

export interface MatchOptions {
  /** Period of the statement, `YYYY-MM`. */
  period: string;
  /** Differences up to this are rounding. */
  toleranceFen?: number;
}

/** Order numbers as keys: half-width, no spaces or sheet apostrophe, upper case. Leading zeros stay: they count. */
export function normaliseNumber(text: string): string {
  return toHalfWidth(text)
    .replace(/[\s'’`]/g, '')
    .toUpperCase();
}

function sum(lines: readonly { amountFen: number }[]): number {
  return lines.reduce((total, line) => total + line.amountFen, 0);
}

/** Second and later rows that repeat a serial, or (without serials) number, amount and deduction, once ours is met. */
function splitDuplicates(
  theirs: readonly StatementLine[],
  oursFen: number,
): [StatementLine[], StatementLine[]] {
  const kept: StatementLine[] = [];
  const doubled: StatementLine[] = [];
  const serials = new Set<string>();
  for (const line of theirs) {
    if (line.serial !== null && serials.has(line.serial)) {
      doubled.push(line);
      continue;
    }
    if (line.serial !== null) serials.add(line.serial);
    kept.push(line);
  }
  if (kept.length > 1 && sum(kept) !== oursFen) {
    const first = kept[0];
    const same = kept.every(
      (line) =>
        line.amountFen === first?.amountFen && line.deductionFen === first.deductionFen && !line.refused,
    );
    if (first !== undefined && same && first.amountFen + first.deductionFen === oursFen) {
      return [[first], [...doubled, ...kept.slice(1)]];
    }
  }
  return [kept, doubled];
}

function classify(
  theirs: readonly StatementLine[],
  ours: readonly OurLine[],
  options: MatchOptions,
): { kind: DifferenceKind; reason: string } {
  const oursFen = sum(ours);
  const theirsFen = sum(theirs);
  const deduction = theirs.reduce((total, line) => total + line.deductionFen, 0);
  if (theirsFen === oursFen && deduction === 0) {
    const late = ours.every((line) => line.period < options.period);
    return late
      ? { kind: 'cross_month', reason: 'earlier_period' }
      : { kind: 'equal', reason: 'number_and_amount' };
  }
  if (theirs.some((line) => line.refused) && theirsFen <= 0) return { kind: 'unpaid', reason: 'refused' };
  if (deduction > 0 && theirsFen + deduction === oursFen) {
    const oldPart = theirs.some((line) => line.deductionFen > 0 && line.deductionFor === 'old_part');
    return oldPart ? { kind: 'old_part', reason: 'deduction' } : { kind: 'fine', reason: 'deduction' };
  }
  const rate = theirs.find((line) => line.coefficientBp !== null)?.coefficientBp ?? null;
  if (rate !== null && rate !== 10_000) {
    const under = sum(ours.filter((line) => line.coefficient));
    const expected = oursFen - under + basisPoints(under, rate);
    if (Math.abs(theirsFen + deduction - expected) <= (options.toleranceFen ?? 1)) {
      return { kind: 'coefficient', reason: 'coefficient' };
    }
  }
  if (deduction === 0 && Math.abs(theirsFen - oursFen) <= (options.toleranceFen ?? 1)) {
    return { kind: 'rounding', reason: 'within_tolerance' };
  }
  if (theirsFen === 0) return { kind: 'unpaid', reason: 'zero' };
  if (theirsFen < 0) return { kind: 'fine', reason: 'negative' };
  return theirsFen < oursFen ? { kind: 'short', reason: 'less' } : { kind: 'over', reason: 'more' };
}

function toCase(
  theirs: readonly StatementLine[],
  ours: readonly OurLine[],
  rest: Pick<MatchCase, 'kind' | 'orderId' | 'number' | 'automatic' | 'reason'> & { candidates?: string[] },
): MatchCase {
  const oursFen = sum(ours);
  const theirsFen = sum(theirs);
  return {
    candidates: [],
    ...rest,
    statementIds: theirs.map((line) => line.id),
    feeIds: ours.map((line) => line.id),
    oursFen,
    theirsFen,
    diffFen: theirsFen - oursFen,
  };
}

const automaticKinds: readonly DifferenceKind[] = ['equal', 'rounding', 'cross_month'];

/**
 * Matches one statement. `ours` are the payer's open fee lines up to the period (earlier ones carried over by name).
 * A number known to two orders (a merged sister order) is never guessed: both go to a person.
 */
export function computeMatches(
  theirs: readonly StatementLine[],
  ours: readonly OurLine[],
  options: MatchOptions,
): MatchCase[] {
  const orders = new Map<string, OurLine[]>();
  const orderByNumber = new Map<string, Set<string>>();
  for (const line of ours) {
    orders.set(line.orderId, [...(orders.get(line.orderId) ?? []), line]);
    for (const number of line.numbers) {
      const key = normaliseNumber(number);
      orderByNumber.set(key, (orderByNumber.get(key) ?? new Set()).add(line.orderId));
    }
  }

  const byOrder = new Map<string, StatementLine[]>();
  const stray: { line: StatementLine; reason: string; known: string[] }[] = [];
  for (const line of theirs) {
    const key = line.number === null ? '' : normaliseNumber(line.number);
    const found = key === '' ? undefined : orderByNumber.get(key);
    if (key === '') stray.push({ line, reason: 'no_number', known: [] });
    else if (found === undefined) stray.push({ line, reason: 'number_unknown', known: [] });
    else if (found.size > 1) stray.push({ line, reason: 'number_of_several_orders', known: [...found] });
    else for (const orderId of found) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), line]);
  }

  const cases: MatchCase[] = [];
  for (const [orderId, all] of byOrder) {
    const mine = orders.get(orderId) ?? [];
    const [kept, doubled] = splitDuplicates(all, sum(mine));
    const { kind, reason } = classify(kept, mine, options);
    const automatic = automaticKinds.includes(kind);
    cases.push(toCase(kept, mine, { kind, orderId, number: kept[0]?.number ?? null, automatic, reason }));
    for (const line of doubled) {
      const reason = line.serial === null ? 'same_row' : 'same_serial';
      cases.push(
        toCase([line], [], { kind: 'duplicate', orderId, number: line.number, automatic: false, reason }),
      );
    }
  }

  const open = [...orders].filter(([orderId]) => !byOrder.has(orderId));
  for (const { line, reason, known } of stray) {
    const sameAmount = open.filter(([, mine]) => sum(mine) === line.amountFen).map(([orderId]) => orderId);
    const candidates = known.length > 0 ? known : sameAmount;
    const kind = reason === 'number_unknown' ? 'not_ours' : 'unplaced';
    cases.push(
      toCase([line], [], { kind, orderId: null, number: line.number, automatic: false, reason, candidates }),
    );
  }
  for (const [orderId, mine] of open) {
    cases.push(
      toCase([], mine, { kind: 'missing', orderId, number: null, automatic: false, reason: 'no_line' }),
    );
  }
  return cases;
}

export interface MatchTotals {
  oursFen: number;
  theirsFen: number;
  diffFen: number;
  byKind: Partial<Record<DifferenceKind, { count: number; diffFen: number }>>;
}

/** Three totals that tie: theirs = ours + all differences. */
export function totalOf(cases: readonly MatchCase[]): MatchTotals {
  const totals: MatchTotals = { oursFen: 0, theirsFen: 0, diffFen: 0, byKind: {} };
  for (const one of cases) {
    totals.oursFen += one.oursFen;
    totals.theirsFen += one.theirsFen;
    totals.diffFen += one.diffFen;
    const entry = (totals.byKind[one.kind] ??= { count: 0, diffFen: 0 });
    entry.count += 1;
    entry.diffFen += one.diffFen;
  }
  return totals;
}

/**
 * The identity of a row in a payer's file: loading the file again changes nothing, a corrected row is a new one.
 * `occurrence` counts equal rows within one file (0, 1, …), so that two real equal rows stay two.
 */
export function rowKey(
  payerCode: string,
  period: string,
  cells: readonly string[],
  occurrence: number,
): string {
  return JSON.stringify([payerCode, period, cells.map((cell) => toHalfWidth(cell).trim()), occurrence]);
}
