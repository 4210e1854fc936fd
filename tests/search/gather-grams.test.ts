import { expect, test } from 'vitest';
import { seeded } from '../../bench/support/orders.ts';
import { GatheredGrams } from '../../db/search/gather-grams.ts';
import { docGrams } from '../../db/search/grams.ts';
import { PairNumbers } from '../../db/search/pair-numbers.ts';
import { PlaceLists } from '../../db/search/place-lists.ts';
import { SEP, wrapBody } from '../../db/search/text.ts';

const seed = 20261122;

test('grams gathered over a block are those of its documents one by one', () => {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pieces = ['张', '伟', '株洲市', 'a', '1', '138', '😀', '𠮷', 'é', SEP, SEP + SEP];
  const text = () => Array.from({ length: below(12) }, () => pieces[below(pieces.length)]!).join('');
  const gathered = new GatheredGrams();
  const expected = new Map<string, number[]>();
  for (let place = 0; place < 3000; place += 1 + below(3)) {
    const numbers = wrapBody([String(below(50)), `gd${below(90)}`].slice(0, below(3)).join(SEP));
    const doc = { kind: ['order', 'part'][below(2)]!, body: wrapBody(text()), numbers };
    gathered.add(doc, place);
    for (const gram of docGrams(doc)) expected.set(gram, [...(expected.get(gram) ?? []), place]);
  }
  const found = new Map(Array.from(gathered.lists(), ([gram, places]) => [gram, places()]));
  expect(found.size, `seed ${seed}`).toBe(expected.size);
  expect(found).toEqual(expected);
});

test('a pair has one number however many come between, and tells its sides', () => {
  const random = seeded(seed);
  const numbers = new PairNumbers();
  const known = new Map<string, number>();
  for (let i = 0; i < 60_000; i++) {
    const left = Math.floor(random() * 400) - 1;
    const right = Math.floor(random() * 400) - 1;
    const number = numbers.numberOf(left, right);
    const before = known.get(`${left} ${right}`);
    if (before === undefined) {
      expect(number).toBe(known.size);
      known.set(`${left} ${right}`, number);
    } else if (before !== number) expect.fail(`${left} ${right} was ${before} and is ${number}`);
  }
  expect(numbers.count).toBe(known.size);
  for (const [pair, number] of known)
    if (pair !== `${numbers.leftOf(number)} ${numbers.rightOf(number)}`) expect.fail(pair);
});

test('lists of places come back rising, each place once, far lists too', () => {
  const lists = new PlaceLists();
  for (const place of [1, 1, 5, 9, 9]) for (const list of [3, 70_000]) lists.add(list, place);
  lists.add(0, 7);
  expect(lists.placesOf(3)).toEqual([1, 5, 9]);
  expect(lists.placesOf(70_000)).toEqual([1, 5, 9]);
  expect(lists.placesOf(0)).toEqual([7]);
  expect([3, 0, 4, 900_000].map((list) => lists.lengthOf(list))).toEqual([3, 1, 0, 0]);
  expect(lists.placesOf(4)).toEqual([]);
  expect(lists.placesOf(900_000)).toEqual([]);
});
