import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareStage, givenMilli, type StagedLine, type StageNeed } from '../../../domain/stock/stage.ts';

const key = (workOrderId: string, partId: string) => ({
  workOrderId,
  partId,
  bin: 'A1',
  lot: '',
  serial: '',
});
const need = (order: string, part: string, quantityMilli: number): StageNeed => ({
  ...key(order, part),
  quantityMilli,
});
const line = (order: string, part: string, askedMilli: number, pickedMilli: number): StagedLine => ({
  ...key(order, part),
  askedMilli,
  pickedMilli,
});

test('a box tells what to put in, what to take out, and what changed after it was packed', () => {
  const rows = compareStage(
    [line('W1', 'P', 1000, 1000), line('W2', 'P', 2000, 2000), line('W3', 'P', 1000, 1000)],
    [need('W1', 'P', 1000), need('W2', 'P', 1000), need('W4', 'P', 3000)],
  );
  expect(rows.map(({ workOrderId, state, change }) => [workOrderId, state, change])).toEqual([
    ['W1', 'done', null],
    ['W2', 'back', 'less'],
    ['W4', 'open', 'new'],
    ['W3', 'back', 'gone'],
  ]);
  // Nothing is packed yet: nothing has changed
  expect(compareStage([], [need('W1', 'P', 1000)])).toMatchObject([{ state: 'open', change: null }]);
});

test('what is given is never more than needed nor more than packed, and nothing needed or packed is lost', () => {
  const small = fc.integer({ min: 0, max: 5 }).map((n) => n * 1000);
  const which = fc.record({ order: fc.constantFrom('W1', 'W2', 'W3'), part: fc.constantFrom('P', 'Q') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(which, small, small), { maxLength: 8 }),
      fc.array(fc.tuple(which, small), { maxLength: 8 }),
      (packed, wanted) => {
        const lines = packed.map(([at, asked, picked]) => line(at.order, at.part, asked, picked));
        const needs = wanted.map(([at, milli]) => need(at.order, at.part, milli));
        const rows = compareStage(lines, needs);
        const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
        expect(sum(rows.map((row) => row.needMilli))).toBe(sum(needs.map((one) => one.quantityMilli)));
        expect(sum(rows.map((row) => row.pickedMilli))).toBe(sum(lines.map((one) => one.pickedMilli)));
        for (const row of rows) {
          expect(givenMilli(row)).toBe(Math.min(row.needMilli, row.pickedMilli));
          expect(row.state === 'back').toBe(row.pickedMilli > givenMilli(row));
        }
      },
    ),
    { seed: 20261122 },
  );
});
