import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountOf,
  averageOf,
  isValued,
  mayLeave,
  nothing,
  type Worth,
  worthBack,
  worthFound,
  worthOf,
} from '../../../domain/stock/valuation.ts';

/** In and out of one part; a return brings back what one of the earlier uses took. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('buy' as const),
    milli: fc.integer({ min: 1, max: 900_000 }),
    fen: fc.nat(90_000),
  }),
  fc.record({ do: fc.constant('use' as const), milli: fc.integer({ min: 1, max: 500_000 }) }),
  fc.record({ do: fc.constant('find' as const), milli: fc.integer({ min: 1, max: 9000 }) }),
  fc.record({ do: fc.constant('back' as const), at: fc.nat(50) }),
);

test('what came in less what went out is the value, and no piece has none or less than nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let stock: Worth = nothing;
      let inFen = 0n;
      let outFen = 0n;
      const used: Worth[] = [];
      for (const one of steps) {
        if (one.do === 'use') {
          const quantityMilli = Math.min(one.milli, stock.quantityMilli);
          if (quantityMilli === 0) continue;
          const valueFen = mayLeave(stock, quantityMilli, worthOf(stock, quantityMilli));
          stock = {
            quantityMilli: stock.quantityMilli - quantityMilli,
            valueFen: stock.valueFen - valueFen,
          };
          outFen += BigInt(valueFen);
          used.push({ quantityMilli, valueFen });
        } else {
          const open = one.do === 'back' ? used.splice(one.at % Math.max(1, used.length), 1)[0] : undefined;
          if (one.do === 'back' && open === undefined) continue;
          const quantityMilli = one.do === 'back' ? (open as Worth).quantityMilli : one.milli;
          const valueFen =
            one.do === 'buy'
              ? amountOf(quantityMilli, one.fen)
              : one.do === 'find'
                ? worthFound(stock, quantityMilli, 1000)
                : worthBack(open as Worth, quantityMilli);
          stock = {
            quantityMilli: stock.quantityMilli + quantityMilli,
            valueFen: stock.valueFen + valueFen,
          };
          inFen += BigInt(valueFen);
        }
        expect(BigInt(stock.valueFen)).toBe(inFen - outFen);
        expect(stock.valueFen).toBeGreaterThanOrEqual(0);
        if (stock.quantityMilli === 0) expect(stock.valueFen).toBe(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('a use and its way back leave the value as it was, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 900_000 }),
      fc.nat(9_000_000),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 }),
      (milli, fen, cuts) => {
        const stock = { quantityMilli: milli, valueFen: fen };
        const taken = Math.floor(milli / 2);
        const valueFen = worthOf(stock, taken);
        let open: Worth = { quantityMilli: taken, valueFen };
        let back = 0;
        for (const cut of [...cuts, Number.MAX_SAFE_INTEGER]) {
          const part = Math.min(cut, open.quantityMilli);
          if (part === 0) break;
          const fenBack = worthBack(open, part);
          back += fenBack;
          open = { quantityMilli: open.quantityMilli - part, valueFen: open.valueFen - fenBack };
        }
        expect(back).toBe(valueFen);
        expect(open).toEqual(nothing);
      },
    ),
  );
});

test('33.5 m at 38.00 and a third of it again: nothing is lost between whole fen', () => {
  const stock = { quantityMilli: 33_500, valueFen: amountOf(33_500, 3800) };
  expect(stock.valueFen).toBe(127_300);
  const third = worthOf(stock, 11_167);
  expect(third).toBe(42_435);
  expect(averageOf({ quantityMilli: 33_500 - 11_167, valueFen: stock.valueFen - third })).toBe(3800);
  expect(averageOf(nothing)).toBeNull();
});

test('only our own goods in our places are worth something to us; worn-out ones are not', () => {
  const key = {
    partId: 'P',
    locationId: 'K',
    bin: '',
    condition: 'good' as const,
    ownerKind: 'own' as const,
    ownerId: '',
    lot: '',
    serial: '',
  };
  expect(isValued(key, 'bag')).toBe(true);
  expect(isValued({ ...key, condition: 'doa' }, 'doa')).toBe(true);
  expect(isValued(key, 'user')).toBe(false);
  expect(isValued({ ...key, condition: 'scrap' }, 'scrap')).toBe(false);
  expect(isValued({ ...key, condition: 'old' }, 'old_parts')).toBe(false);
  expect(isValued({ ...key, ownerKind: 'payer', ownerId: 'PY' }, 'main')).toBe(false);
});
