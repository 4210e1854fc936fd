import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounts, findAccount } from '../../../domain/money/accounts.ts';
import type { JournalLine } from '../../../domain/money/journal.ts';
import {
  assertEntry,
  checkEntry,
  compactLines,
  foldBalances,
  reverseEntry,
} from '../../../domain/money/journal.ts';
import { holds } from '../support.ts';

const day = '2026-11-21';

function line(account: string, amountFen: number, holderId: string | null = null): JournalLine {
  return { account, amountFen, holderId };
}

describe('chart of accounts', () => {
  it('has unique codes', () => {
    expect(new Set(accounts.map((account) => account.code)).size).toBe(accounts.length);
  });

  it('keeps money held for others out of income', () => {
    for (const code of ['goods_money', 'prepaid_user', 'deposit_user', 'deposit_staff', 'prepaid_cards']) {
      expect(findAccount(code)?.group).toBe('liability');
    }
  });
});

describe('journal entries', () => {
  it('passes a balanced one', () => {
    const entry = {
      day,
      kind: 'fee',
      lines: [line('receivable_payer', 13000, 'p1'), line('income_install', -13000)],
    };
    expect(checkEntry(entry)).toEqual([]);
    expect(assertEntry(entry)).toBe(entry);
  });

  it.each([
    ['no_lines', []],
    ['unbalanced', [line('cash', 100), line('income_repair', -99)]],
    ['not_integer', [line('cash', 0.5), line('income_repair', -0.5)]],
    ['zero_line', [line('cash', 0)]],
    ['unknown_account', [line('casch', 1), line('cash', -1)]],
    ['holder_missing', [line('receivable_payer', 1), line('cash', -1)]],
    ['holder_unwanted', [line('cash', 1, 'p1'), line('bank', -1)]],
  ])('refuses: %s', (code, lines) => {
    const entry = { day, kind: 'x', lines };
    expect(checkEntry(entry).map((problem) => problem.code)).toContain(code);
    expect(() => assertEntry(entry)).toThrow('journal entry refused');
  });

  const balanced = fc
    .array(
      fc.tuple(
        fc.constantFrom('cash', 'bank', 'income_repair', 'cost_parts'),
        fc.integer({ min: -1e9, max: 1e9 }),
      ),
      {
        minLength: 1,
        maxLength: 10,
      },
    )
    .map((rows) => {
      const lines = rows.filter(([, fen]) => fen !== 0).map(([account, fen]) => line(account, fen));
      const sum = lines.reduce((total, one) => total + one.amountFen, 0);
      return sum === 0 ? lines : [...lines, line('suspense', -sum)];
    })
    .filter((lines) => lines.length > 0);

  it('a reversal brings every balance back to what it was', () => {
    holds([balanced], (lines) => {
      const entry = { id: 'e1', day, kind: 'x', lines };
      const back = reverseEntry(entry, '2026-12-01');
      expect(checkEntry(back)).toEqual([]);
      expect(back.reversesId).toBe('e1');
      for (const fen of foldBalances([...lines, ...back.lines]).values()) expect(fen).toBe(0);
    });
  });

  it('putting lines together changes no balance', () => {
    holds([balanced], (lines) => {
      const nonZero = (map: Map<string, number>) => [...map].filter(([, fen]) => fen !== 0).sort();
      expect(nonZero(foldBalances(compactLines(lines)))).toEqual(nonZero(foldBalances(lines)));
    });
  });
});
