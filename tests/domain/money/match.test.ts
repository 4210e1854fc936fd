import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceKinds, differenceWords } from '../../../domain/money/difference.ts';
import type { OurLine, StatementLine } from '../../../domain/money/match.ts';
import { computeMatches, normaliseNumber, rowKey, totalOf } from '../../../domain/money/match.ts';
import {
  isSettled,
  parties,
  settlementStates,
  settlementSteps,
  settlementWith,
  sumSettlement,
} from '../../../domain/money/settlement.ts';
import { holds } from '../support.ts';

const period = '2026-10';

function theirs(
  id: string,
  number: string | null,
  amountFen: number,
  rest: Partial<StatementLine> = {},
): StatementLine {
  return {
    id,
    number,
    amountFen,
    deductionFen: 0,
    deductionFor: null,
    refused: false,
    coefficientBp: null,
    serial: null,
    ...rest,
  };
}

function ours(id: string, orderId: string, amountFen: number, rest: Partial<OurLine> = {}): OurLine {
  return { id, orderId, numbers: [orderId], amountFen, coefficient: true, period, ...rest };
}

function kinds(left: StatementLine[], right: OurLine[]): string[] {
  return computeMatches(left, right, { period })
    .map((one) => one.kind)
    .sort();
}

describe('statement matching', () => {
  it.each<[string, StatementLine[], OurLine[], string[]]>([
    ['equal', [theirs('s1', 'A1', 100)], [ours('f1', 'A1', 100)], ['equal']],
    [
      'several fee lines on one row',
      [theirs('s1', 'A1', 150)],
      [ours('f1', 'A1', 100), ours('f2', 'A1', 50)],
      ['equal'],
    ],
    [
      'several rows on one order',
      [theirs('s1', 'A1', 100), theirs('s2', 'A1', 50)],
      [ours('f1', 'A1', 150)],
      ['equal'],
    ],
    ['number as a person types it', [theirs('s1', " 'a１ ", 100)], [ours('f1', 'A1', 100)], ['equal']],
    ['a fen is rounding', [theirs('s1', 'A1', 101)], [ours('f1', 'A1', 100)], ['rounding']],
    ['short', [theirs('s1', 'A1', 80)], [ours('f1', 'A1', 100)], ['short']],
    ['over', [theirs('s1', 'A1', 130)], [ours('f1', 'A1', 100)], ['over']],
    ['refused', [theirs('s1', 'A1', 0, { refused: true })], [ours('f1', 'A1', 100)], ['unpaid']],
    [
      'fined',
      [theirs('s1', 'A1', 90, { deductionFen: 10, deductionFor: 'fine' })],
      [ours('f1', 'A1', 100)],
      ['fine'],
    ],
    [
      'old part',
      [theirs('s1', 'A1', 5, { deductionFen: 95, deductionFor: 'old_part' })],
      [ours('f1', 'A1', 100)],
      ['old_part'],
    ],
    [
      'coefficient',
      [theirs('s1', 'A1', 95_00 + 20_00, { coefficientBp: 9500 })],
      [ours('f1', 'A1', 100_00), ours('f2', 'A1', 20_00, { coefficient: false })],
      ['coefficient'],
    ],
    [
      'last month',
      [theirs('s1', 'A1', 100)],
      [ours('f1', 'A1', 100, { period: '2026-09' })],
      ['cross_month'],
    ],
    ['not there', [], [ours('f1', 'A1', 100)], ['missing']],
    ['not ours', [theirs('s1', 'B7', 100)], [ours('f1', 'A1', 100)], ['missing', 'not_ours']],
    [
      'one row twice',
      [theirs('s1', 'A1', 100), theirs('s2', 'A1', 100)],
      [ours('f1', 'A1', 100)],
      ['duplicate', 'equal'],
    ],
    [
      'one serial twice',
      [theirs('s1', 'A1', 100, { serial: '9' }), theirs('s2', 'A1', 100, { serial: '9' })],
      [ours('f1', 'A1', 100)],
      ['duplicate', 'equal'],
    ],
    [
      'equal rows that together are right',
      [theirs('s1', 'A1', 50), theirs('s2', 'A1', 50)],
      [ours('f1', 'A1', 100)],
      ['equal'],
    ],
    ['no number', [theirs('s1', null, 100)], [ours('f1', 'A1', 100)], ['missing', 'unplaced']],
  ])('%s', (_, left, right, out) => expect(kinds(left, right)).toEqual(out));

  it('an amount alone is never matched, only suggested', () => {
    const right = ['A1', 'A2', 'A3', 'A4', 'A5'].map((id) => ours(`f${id}`, id, 100));
    const cases = computeMatches([theirs('s1', null, 100)], right, { period });
    const placed = cases.find((one) => one.statementIds.includes('s1'));
    expect(placed).toMatchObject({ kind: 'unplaced', orderId: null, automatic: false });
    expect(placed?.candidates).toHaveLength(5);
  });

  it('a number of two orders goes to a person with both named', () => {
    const right = [
      ours('f1', 'A1', 60, { numbers: ['A1', 'TB9'] }),
      ours('f2', 'A2', 40, { numbers: ['A2', 'TB9'] }),
    ];
    const placed = computeMatches([theirs('s1', 'TB9', 100)], right, { period })[0];
    expect(placed).toMatchObject({
      kind: 'unplaced',
      reason: 'number_of_several_orders',
      candidates: ['A1', 'A2'],
    });
  });

  it('only equal things are booked without a person', () => {
    const line = fc.record({
      number: fc.option(fc.constantFrom('A1', 'A2', 'A3', 'B1')),
      amount: fc.constantFrom(0, 100, 101, 150, -20),
      serial: fc.option(fc.constantFrom('1', '2')),
      deduction: fc.constantFrom(0, 0, 10),
      refused: fc.boolean(),
    });
    const fee = fc.record({
      order: fc.constantFrom('A1', 'A2', 'A3', 'A4'),
      amount: fc.constantFrom(50, 100, 150),
      last: fc.boolean(),
    });
    holds([fc.array(line, { maxLength: 8 }), fc.array(fee, { maxLength: 8 })], (lines, fees) => {
      const left = lines.map((one, n) =>
        theirs(`s${n}`, one.number, one.amount, {
          serial: one.serial,
          deductionFen: one.deduction,
          refused: one.refused,
        }),
      );
      const right = fees.map((one, n) =>
        ours(`f${n}`, one.order, one.amount, { period: one.last ? '2026-09' : period }),
      );
      const cases = computeMatches(left, right, { period });
      // every line of either side in exactly one case
      expect(cases.flatMap((one) => one.statementIds).sort()).toEqual(left.map((one) => one.id).sort());
      expect(cases.flatMap((one) => one.feeIds).sort()).toEqual(right.map((one) => one.id).sort());
      // and the totals tie
      const totals = totalOf(cases);
      expect(totals.theirsFen).toBe(left.reduce((sum, one) => sum + one.amountFen, 0));
      expect(totals.oursFen).toBe(right.reduce((sum, one) => sum + one.amountFen, 0));
      expect(totals.theirsFen - totals.oursFen).toBe(totals.diffFen);
      for (const one of cases) {
        expect(differenceKinds).toContain(one.kind);
        if (one.automatic) {
          expect(Math.abs(one.diffFen)).toBeLessThanOrEqual(1);
          expect(one.orderId).not.toBeNull();
          expect(one.statementIds.length).toBeGreaterThan(0);
        }
        if (!differenceWords[one.kind].settled) expect(one.automatic).toBe(false);
      }
    });
  });

  it('leading zeros are part of a number, blanks are not', () => {
    expect(normaliseNumber(' 00 12a')).toBe('0012A');
    expect(normaliseNumber('12A')).not.toBe(normaliseNumber('012A'));
  });

  it('a row read twice has one key, two equal rows of one file have two', () => {
    expect(rowKey('PY', period, ['A1 ', '１００'], 0)).toBe(rowKey('PY', period, ['A1', '100'], 0));
    expect(rowKey('PY', period, ['A1'], 0)).not.toBe(rowKey('PY', period, ['A1'], 1));
  });
});

describe('settlement', () => {
  const line = fc.record({
    party: fc.constantFrom(...parties),
    amountFen: fc.integer({ min: -5000, max: 5000 }),
    state: fc.constantFrom(...settlementStates),
    paidFen: fc.constant(0),
  });

  it('due is paid, open, held or given up', () => {
    holds([fc.array(line), fc.constantFrom(...parties)], (lines, party) => {
      const sum = sumSettlement(party, lines);
      expect(sum.paidFen + sum.openFen + sum.heldFen + sum.goneFen).toBe(sum.dueFen);
    });
  });

  it('an order is settled exactly when it is with every party', () => {
    holds([fc.array(line)], (lines) => {
      const done = parties.every((party) => ['nothing', 'paid'].includes(settlementWith(party, lines)));
      expect(isSettled(lines)).toBe(done);
    });
  });

  it('a hold is always shown and paid is final', () => {
    const base = { party: 'payer' as const, amountFen: 100, paidFen: 0 };
    expect(
      settlementWith('payer', [
        { ...base, state: 'held' },
        { ...base, state: 'paid' },
      ]),
    ).toBe('held');
    expect(
      settlementWith('payer', [
        { ...base, state: 'open' },
        { ...base, state: 'paid' },
      ]),
    ).toBe('partly_paid');
    expect(
      settlementWith('payer', [
        { ...base, state: 'in_statement' },
        { ...base, state: 'agreed' },
      ]),
    ).toBe('in_statement');
    expect(settlementSteps.paid).toEqual([]);
  });
});
