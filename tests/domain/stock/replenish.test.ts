import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  expectedUse,
  proposeSupply,
  seasonOf,
  spreadReceipts,
  type SupplyFacts,
} from '../../../domain/stock/replenish.ts';

const seed = 20261122;
const none: SupplyFacts = {
  usedMilli: 0,
  lastYear: null,
  leadDays: 7,
  minMilli: 0,
  maxMilli: 0,
  waitingMilli: 0,
  placesMilli: 0,
  freeMilli: 0,
  comingMilli: 0,
  requestedMilli: 0,
  packMilli: 1000,
};
const milli = fc.nat(400_000);
const facts: fc.Arbitrary<SupplyFacts> = fc.record({
  usedMilli: milli,
  lastYear: fc.option(fc.record({ beforeMilli: milli, afterMilli: milli })),
  leadDays: fc.nat(60),
  minMilli: milli,
  maxMilli: fc.oneof(fc.constant(0), milli),
  waitingMilli: milli,
  placesMilli: fc.nat(9000),
  freeMilli: milli,
  comingMilli: milli,
  requestedMilli: milli,
  packMilli: fc.constantFrom(1000, 3000, 10_000, 33_500),
});
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

test('the reasons add up to what is proposed, in whole packs, and to nothing wanted where nothing is', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const { quantityMilli, packs, reasons } = proposeSupply(one);
      expect(quantityMilli).toBe(packs * one.packMilli);
      const total = sum(reasons.map((reason) => reason.milli));
      if (packs > 0) expect(total).toBe(quantityMilli);
      else expect(total).toBeLessThanOrEqual(0);
    }),
    { seed },
  );
});

test('what is ordered as proposed is not proposed again', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const { quantityMilli } = proposeSupply(one);
      expect(proposeSupply({ ...one, comingMilli: one.comingMilli + quantityMilli }).packs).toBe(0);
    }),
    { seed },
  );
});

test('more use, minimum or waiting never asks for less; more on the shelf or under way never for more', () => {
  const more = fc.constantFrom('usedMilli', 'minMilli', 'waitingMilli', 'placesMilli', 'leadDays' as const);
  const less = fc.constantFrom('freeMilli', 'comingMilli', 'requestedMilli' as const);
  fc.assert(
    fc.property(facts, more, less, fc.nat(50_000), (one, up, down, by) => {
      const now = proposeSupply(one).quantityMilli;
      expect(proposeSupply({ ...one, [up]: one[up] + by }).quantityMilli).toBeGreaterThanOrEqual(now);
      expect(proposeSupply({ ...one, [down]: one[down] + by }).quantityMilli).toBeLessThanOrEqual(now);
    }),
    { seed },
  );
});

test('with what is ordered the shelf covers use and minimum, or stands within a pack of its maximum', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const { quantityMilli, seasonMilli } = proposeSupply(one);
      const here = one.freeMilli + one.comingMilli + one.requestedMilli + quantityMilli;
      const promised = one.waitingMilli + one.placesMilli;
      const goal = expectedUse(one.usedMilli, seasonMilli, one.leadDays) + one.minMilli + promised;
      if (one.maxMilli === 0) expect(here).toBeGreaterThanOrEqual(goal);
      else expect(here).toBeGreaterThanOrEqual(Math.min(goal, one.maxMilli + promised));
      if (one.maxMilli > 0 && quantityMilli > 0)
        expect(here - promised).toBeLessThan(one.maxMilli + one.packMilli);
    }),
    { seed },
  );
});

test('twice as much used ahead as behind, a year ago, doubles what is expected; too little says nothing', () => {
  expect(seasonOf({ beforeMilli: 90_000, afterMilli: 120_000 })).toBe(2000);
  expect(seasonOf({ beforeMilli: 90_000, afterMilli: 0 })).toBe(250);
  expect(seasonOf({ beforeMilli: 4000, afterMilli: 90_000 })).toBeNull();
  expect(seasonOf(null)).toBeNull();
  const summer = { beforeMilli: 90_000, afterMilli: 120_000 };
  // 90 in 90 days, twice of that for 7 days: 14
  expect(proposeSupply({ ...none, usedMilli: 90_000, lastYear: summer })).toEqual({
    quantityMilli: 14_000,
    packs: 14,
    seasonMilli: 2000,
    reasons: [{ code: 'use', milli: 14_000 }],
  });
});

test('a roll is bought whole, a full shelf is not overfilled, what is owed on requests counts', () => {
  expect(proposeSupply({ ...none, minMilli: 40_000, freeMilli: 10_000, packMilli: 30_000 })).toMatchObject({
    packs: 1,
    reasons: [
      { code: 'minimum', milli: 40_000 },
      { code: 'free', milli: -10_000 },
    ],
  });
  expect(
    proposeSupply({ ...none, minMilli: 5000, maxMilli: 5000, usedMilli: 90_000, freeMilli: 2000 }),
  ).toMatchObject({
    quantityMilli: 3000,
    reasons: [
      { code: 'use', milli: 7000 },
      { code: 'minimum', milli: 5000 },
      { code: 'free', milli: -2000 },
      { code: 'maximum', milli: -7000 },
    ],
  });
  expect(proposeSupply({ ...none, waitingMilli: 2000, requestedMilli: 2000 }).packs).toBe(0);
});

test('receipts go to the oldest order that was there before them; none gets more than it named', () => {
  const orders = fc.array(fc.record({ orderedMilli: fc.integer({ min: 1, max: 9000 }), at: fc.nat(20) }), {
    maxLength: 6,
  });
  const receipts = fc.array(fc.record({ milli: fc.integer({ min: 1, max: 9000 }), at: fc.nat(20) }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(orders, receipts, (made, got) => {
      const open = made.map((one, at) => ({ ...one, id: `o${at}`, partId: 'P' }));
      const came = spreadReceipts(open, got);
      expect([...came.keys()]).toEqual(open.map((one) => one.id));
      for (const one of open) {
        expect(came.get(one.id)).toBeLessThanOrEqual(one.orderedMilli);
        const after = sum(got.filter((receipt) => receipt.at >= one.at).map((receipt) => receipt.milli));
        expect(came.get(one.id)).toBeLessThanOrEqual(after);
      }
      expect(sum([...came.values()])).toBeLessThanOrEqual(sum(got.map((receipt) => receipt.milli)));
    }),
    { seed },
  );
  expect([
    ...spreadReceipts(
      [
        { id: 'new', partId: 'P', orderedMilli: 3000, at: 5 },
        { id: 'old', partId: 'P', orderedMilli: 2000, at: 1 },
      ],
      [
        { milli: 3000, at: 6 },
        { milli: 9000, at: 0 },
      ],
    ),
  ]).toEqual([
    ['new', 1000],
    ['old', 2000],
  ]);
});
