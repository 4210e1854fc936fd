/**
 * Double entry in integer fen (L5). Debits are positive, credits negative, so an entry balances when its lines sum
 * to zero. Entries are never edited: a reversal is a new entry that points at the one it reverses.
 */
import type { Account, AccountCode } from './accounts.ts';
import { findAccount } from './accounts.ts';

export interface JournalLine {
  account: AccountCode;
  /** Id of the payer, person, sub-shop or user the account is kept for; null where it is kept for no one. */
  holderId: string | null;
  /** Signed: debit > 0, credit < 0. Never 0. */
  amountFen: number;
  /** The fee line, statement line or document this line comes from, so that any total opens to its rows. */
  sourceId?: string | null;
}

export interface JournalEntry {
  /** Business day in the outlet's zone, `YYYY-MM-DD`; decides the period. */
  day: string;
  kind: string;
  lines: JournalLine[];
  reversesId?: string | null;
}

export type JournalProblem =
  | { code: 'no_lines' }
  | { code: 'not_integer'; line: number }
  | { code: 'zero_line'; line: number }
  | { code: 'unknown_account'; line: number; account: string }
  | { code: 'holder_missing'; line: number; account: string }
  | { code: 'holder_unwanted'; line: number; account: string }
  | { code: 'unbalanced'; sumFen: number };

/** Everything wrong with an entry; empty when it may be posted. `find` resolves accounts an outlet added. */
export function checkEntry(
  entry: JournalEntry,
  find: (code: string) => Account | null = findAccount,
): JournalProblem[] {
  const problems: JournalProblem[] = [];
  if (entry.lines.length === 0) problems.push({ code: 'no_lines' });
  let sum = 0n;
  entry.lines.forEach((line, index) => {
    if (!Number.isSafeInteger(line.amountFen)) {
      problems.push({ code: 'not_integer', line: index });
      return;
    }
    if (line.amountFen === 0) problems.push({ code: 'zero_line', line: index });
    sum += BigInt(line.amountFen);
    const account = find(line.account);
    if (account === null) problems.push({ code: 'unknown_account', line: index, account: line.account });
    else if (account.holder === 'none' && line.holderId !== null) {
      problems.push({ code: 'holder_unwanted', line: index, account: line.account });
    } else if (account.holder !== 'none' && line.holderId === null) {
      problems.push({ code: 'holder_missing', line: index, account: line.account });
    }
  });
  if (sum !== 0n) problems.push({ code: 'unbalanced', sumFen: Number(sum) });
  return problems;
}

/** Throws when an entry may not be posted: that is a defect of the program, not of the person. */
export function assertEntry(
  entry: JournalEntry,
  find: (code: string) => Account | null = findAccount,
): JournalEntry {
  const problems = checkEntry(entry, find);
  if (problems.length > 0) throw new Error(`journal entry refused: ${JSON.stringify(problems)}`);
  return entry;
}

/** The entry that takes another back, line by line, dated on the day it is made. */
export function reverseEntry(entry: JournalEntry & { id: string }, day: string): JournalEntry {
  return {
    day,
    kind: entry.kind,
    reversesId: entry.id,
    lines: entry.lines.map((line) => ({ ...line, amountFen: -line.amountFen })),
  };
}

/** Lines on the same account, holder and source put together; lines that cancel out disappear. */
export function compactLines(lines: readonly JournalLine[]): JournalLine[] {
  const sums = new Map<string, JournalLine>();
  for (const line of lines) {
    const key = JSON.stringify([line.account, line.holderId, line.sourceId ?? null]);
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { ...line });
    else known.amountFen += line.amountFen;
  }
  return [...sums.values()].filter((line) => line.amountFen !== 0);
}

/** Balances by account and holder; the key is `account|holderId`. Signed as in the journal. */
export function foldBalances(lines: Iterable<JournalLine>): Map<string, number> {
  const balances = new Map<string, number>();
  for (const line of lines) {
    const key = `${line.account}|${line.holderId ?? ''}`;
    balances.set(key, (balances.get(key) ?? 0) + line.amountFen);
  }
  return balances;
}
