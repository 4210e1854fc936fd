import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basisPoints, divRound, mulDivRound, timesMilli } from '../../../domain/money/round.ts';
import { splitEvenly, splitFen } from '../../../domain/money/split.ts';
import { holds } from '../support.ts';

describe('rounding', () => {
  it.each([
    [5, 10, 1],
    [4, 10, 0],
    [15, 10, 2],
    [-5, 10, -1],
    [-4, 10, 0],
    [-15, 10, -2],
    [25, -10, -3],
    [0, 7, 0],
  ])('%d / %d = %d', (a, b, out) => expect(divRound(a, b)).toBe(out));

  it('is symmetric about zero and off by at most half', () => {
    holds([fc.maxSafeInteger(), fc.integer({ min: 1, max: 1_000_000 })], (a, b) => {
      expect(divRound(-a, b)).toBe(-divRound(a, b) || 0);
      const off = BigInt(divRound(a, b)) * BigInt(b) - BigInt(a);
      expect((off < 0n ? -off : off) * 2n <= BigInt(b)).toBe(true);
    });
  });

  it('stays exact where a double would not', () => {
    expect(mulDivRound(9_007_199_254_740_991, 1000, 1000)).toBe(9_007_199_254_740_991);
    expect(timesMilli(1999, 2500)).toBe(4998); // 19.99 × 2.5 = 49.975
    expect(basisPoints(10_010, 500)).toBe(501); // 5 % of 100.10 = 5.005
    expect(basisPoints(-10_010, 500)).toBe(-501);
  });
});

describe('splitFen', () => {
  it('loses no fen, gives no one more than one fen beside the exact share', () => {
    holds(
      [
        fc.maxSafeInteger(),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }).filter((list) => list.some((n) => n > 0)),
      ],
      (amount, weights) => {
        const shares = splitFen(amount, weights);
        expect(shares.reduce((sum, fen) => sum + BigInt(fen), 0n)).toBe(BigInt(amount));
        const total = BigInt(weights.reduce((sum, n) => sum + n, 0));
        shares.forEach((fen, index) => {
          const weight = BigInt(weights[index] ?? 0);
          const gap = BigInt(fen) * total - BigInt(amount) * weight;
          expect((gap < 0n ? -gap : gap) < total).toBe(true);
          if (weight === 0n) expect(fen).toBe(0);
        });
      },
    );
  });

  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [8001, [60, 40], [4801, 3200]],
    [1, [1, 3], [0, 1]],
    [0, [1, 1], [0, 0]],
  ])('%d over %j', (amount, weights, out) => expect(splitFen(amount, weights)).toEqual(out));

  it('refuses what has no answer', () => {
    expect(() => splitFen(100, [])).toThrow(RangeError);
    expect(() => splitFen(100, [0, 0])).toThrow(RangeError);
    expect(() => splitFen(100, [1, -1])).toThrow(RangeError);
    expect(() => splitFen(0.5, [1])).toThrow(RangeError);
    expect(splitEvenly(10, 3)).toEqual([4, 3, 3]);
  });
});
