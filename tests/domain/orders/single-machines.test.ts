import { expect, test } from 'vitest';
import type { CanonicalMachine } from '../../../domain/orders/canonical.ts';
import { singleMachines } from '../../../domain/orders/single-machines.ts';

const machine = (upstreamLineId: string, quantity: number): CanonicalMachine => ({
  upstreamLineId,
  brand: null,
  category: '空调',
  model: null,
  productName: '空调',
  quantity,
  indoorCode: null,
  outdoorCode: null,
  warranty: null,
  purchasedAt: null,
});
const shape = (...of: Parameters<typeof singleMachines>) =>
  singleMachines(...of).map((line) => [line.upstreamLineId, line.quantity]);

test('three of one kind and one of another are four lines', () => {
  expect(shape([machine('a', 3), machine('b', 1)])).toEqual([
    ['a', 1],
    ['a', 1],
    ['a', 1],
    ['b', 1],
  ]);
});

test('beyond the limit the last line of a kind stands for the rest; no machine is lost and no kind', () => {
  expect(shape([machine('a', 9_999), machine('b', 2)], 4)).toEqual([
    ['a', 1],
    ['a', 1],
    ['a', 9_997],
    ['b', 2],
  ]);
  expect(shape([machine('a', 2), machine('b', 2), machine('c', 1)], 2)).toEqual([
    ['a', 2],
    ['b', 2],
    ['c', 1],
  ]);
});
