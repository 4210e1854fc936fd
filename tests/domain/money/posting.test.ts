import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeKinds } from '../../../domain/money/fee-kinds.ts';
import type { JournalLine } from '../../../domain/money/journal.ts';
import { checkEntry, foldBalances } from '../../../domain/money/journal.ts';
import {
  postDifference,
  postFees,
  postHandIn,
  postHeldForOthers,
  postPayerPaid,
  postPayHold,
  postPayOut,
  postTaken,
} from '../../../domain/money/posting.ts';
import { parties } from '../../../domain/money/settlement.ts';
import { holds } from '../support.ts';

function fits(lines: JournalLine[]): void {
  if (lines.length > 0) expect(checkEntry({ day: '2026-11-22', kind: 'x', lines })).toEqual([]);
}

const fen = fc.integer({ min: -1_000_000, max: 1_000_000 });

describe('posting', () => {
  it('any fee of any kind and party balances, on known accounts with the right holder', () => {
    const fee = fc.record({
      id: fc.constant('f1'),
      party: fc.constantFrom(...parties),
      kind: fc.constantFrom(...feeKinds.map((kind) => kind.code), 'something_new'),
      amountFen: fen,
      holderId: fc.constantFrom('h1', 'h2'),
    });
    holds([fc.array(fee, { maxLength: 10 })], (fees) => {
      const lines = postFees(fees);
      fits(lines);
      for (const line of lines) expect(line.sourceId).toBe('f1');
    });
  });

  it('so does everything else', () => {
    holds(
      [
        fen,
        fen,
        fc.constantFrom('rounding', 'short', 'over', 'unpaid', 'missing', 'fine', 'coefficient', 'old_part'),
        fc.boolean(),
      ],
      (a, b, kind, pass) => {
        fits(postTaken('u1', 't1', 'cash', a, 's'));
        fits(postTaken('u1', 't1', 'merchant_qr', a, 's'));
        fits(postHandIn('t1', a, 's'));
        fits(postPayerPaid('p1', a, b, 's'));
        fits(postPayHold('t1', a, 's'));
        fits(
          postDifference({
            payerId: 'p1',
            diffFen: a,
            kind,
            passToStaffId: pass ? 't1' : null,
            sourceId: 's',
          }),
        );
        for (const account of ['goods_money', 'prepaid_user', 'deposit_user'] as const) {
          const lines = postHeldForOthers(account, 'h1', 't1', a, 's');
          fits(lines);
          expect(lines.some((line) => line.account.startsWith('income'))).toBe(false);
        }
        fits(
          postPayOut({
            staffId: 't1',
            dueFen: a,
            advanceFen: b,
            recoverFen: 100,
            depositFen: 50_000,
            cashHeldFen: 0,
            from: 'bank',
            sourceId: 's',
          }).lines,
        );
      },
    );
  });

  it('one order from fee to money: every receivable and payable ends at zero', () => {
    const lines = [
      ...postFees([
        { id: 'f1', party: 'payer', kind: 'install', amountFen: 13_000, holderId: 'p1' },
        { id: 'f2', party: 'payer', kind: 'commission', amountFen: -650, holderId: 'p1' },
        { id: 'f3', party: 'user', kind: 'material', amountFen: 34_000, holderId: 'u1' },
        { id: 'f4', party: 'technician', kind: 'piece', amountFen: 8000, holderId: 't1' },
      ]),
      ...postTaken('u1', 't1', 'cash', 34_000, 'v1'),
      ...postHandIn('t1', 30_000, 'h1'),
      ...postDifference({ payerId: 'p1', diffFen: -1000, kind: 'fine', passToStaffId: 't1', sourceId: 'd1' }),
      ...postPayerPaid('p1', 10_850, 500, 'b1'),
    ];
    const slip = postPayOut({
      staffId: 't1',
      dueFen: 8000,
      advanceFen: 0,
      recoverFen: 1000,
      depositFen: 0,
      cashHeldFen: 4000,
      from: 'bank',
      sourceId: 'g1',
    });
    expect(slip.paidFen).toBe(3000);
    const balances = foldBalances([...lines, ...slip.lines]);
    for (const key of [
      'receivable_payer|p1',
      'receivable_user|u1',
      'payable_staff|t1',
      'cash_with_staff|t1',
      'recoverable_staff|t1',
    ]) {
      expect(balances.get(key), key).toBe(0);
    }
    expect(balances.get('cost_commission|')).toBe(650);
    expect(balances.get('retention_held_by_payer|p1')).toBe(500);
    expect([...balances.values()].reduce((sum, one) => sum + one, 0)).toBe(0);
  });
});
