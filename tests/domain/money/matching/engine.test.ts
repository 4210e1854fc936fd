import { describe, expect, test } from 'vitest';
import { judge } from '../../../../bench/match-truth.ts';
import { fixedNoise, makeStatement } from '../../../../bench/support/statement.ts';
import { matchStatement } from '../../../../domain/money/matching/engine.ts';
import type { OwnOrder, PayerRow } from '../../../../domain/money/matching/types.ts';

let lastId = 0;
const order = (given: Partial<OwnOrder>): OwnOrder => ({
  id: `o${++lastId}`,
  orderNo: '',
  sourceNo: '',
  amountFen: 12_000,
  day: 20_400,
  phone: '',
  name: '',
  product: '',
  area: '',
  technician: '',
  ...given,
});
const row = (given: Partial<PayerRow>): PayerRow => ({
  row: String(++lastId),
  orderNo: '',
  amountFen: 12_000,
  day: 20_403,
  phone: '',
  name: '',
  product: '',
  area: '',
  note: '',
  ...given,
});

/** A month of somebody else's orders, so that evidence has something to outweigh. */
const others = Array.from({ length: 400 }, (_, at) =>
  order({
    orderNo: `GD2025${String(at * 37).padStart(6, '0')}`,
    phone: `138${String(10_000_000 + at * 7919)}`,
    name: `客户${String.fromCharCode(0x4e00 + at)}`,
    amountFen: 5000 + (at % 40) * 250,
  }),
);
const pair = (ours: readonly OwnOrder[], theirs: readonly PayerRow[]) =>
  matchStatement([...others, ...ours], theirs);

describe('statements with known truth', () => {
  test.each([101, 102, 103])('seed %i: nothing wrong, nearly all by itself, no fen lost', (seed) => {
    const judged = judge(makeStatement(seed, 1500));
    expect(judged.wrong).toBe(0);
    expect(judged.conserved).toBe(true);
    expect(judged.automatic / judged.decided).toBeGreaterThanOrEqual(0.95);
    expect(judged.suggested / judged.left).toBeGreaterThanOrEqual(0.97);
    expect(judged.comparisons / judged.rows).toBeLessThanOrEqual(30);
  });

  test.each([
    ['no phones', { noPhone: 1 }],
    ['no names', { noName: 1 }],
    ['no numbers', { noNumber: 1 }],
    ['little of anything', { noNumber: 0.3, typo: 0.3, noPhone: 0.5, noName: 0.5, noProduct: 1, noArea: 1 }],
  ])('other payers, %s: what is left may be more, wrong is nothing', (_, noise) => {
    const judged = judge(makeStatement(211, 1500, { ...fixedNoise, ...noise }));
    expect(judged.wrong).toBe(0);
    expect(judged.conserved).toBe(true);
  });
});

test('five equal amounts are left to a person, with suggestions', () => {
  const five = Array.from({ length: 5 }, () => order({ amountFen: 7777, product: '挂机安装' }));
  const answer = pair(five, [row({ amountFen: 7777, product: '挂机安装' })]);
  expect(answer.matches).toEqual([]);
  expect(Object.values(answer.suggestions)[0]).toHaveLength(3);
});

test('a number mistyped into a neighbour does not outweigh customer and amount', () => {
  const right = order({
    orderNo: 'GD20251103-000123',
    phone: '13800001234',
    name: '周小满',
    amountFen: 9900,
  });
  const wrong = order({ orderNo: 'GD20251103-000124', phone: '13900005678', name: '王二', amountFen: 9900 });
  const line = row({ orderNo: 'GD20251103-000124', phone: '****1234', name: '周小满', amountFen: 9900 });
  const answer = pair([right, wrong], [line]);
  for (const match of answer.matches) expect(match.ids).toEqual([right.id]);
  if (answer.matches.length === 0) expect(answer.suggestions[line.row]![0]).toBe(right.id);
});

test('parts of one order by its number are a split; the whole twice is paid once and repeated once', () => {
  const one = order({ orderNo: 'GD20251104-000777', phone: '13800007777', name: '陈青', amountFen: 10_000 });
  const part = { orderNo: 'GD20251104-000777', phone: '7777', name: '陈青' };
  const split = pair([one], [row({ ...part, amountFen: 6000 }), row({ ...part, amountFen: 4000 })]);
  expect(split.matches.map(({ kind, rows }) => [kind, rows.length])).toEqual([['split', 2]]);

  const twice = pair([one], [row({ ...part, amountFen: 10_000 }), row({ ...part, amountFen: 10_000 })]);
  expect(twice.matches.map(({ kind }) => kind)).toEqual(['one_to_one']);
  expect(twice.differences.filter(({ kind }) => kind === 'duplicate')).toHaveLength(1);
});

test('one row pays two orders of a customer, when they add up in one way only', () => {
  const customer = { phone: '13800008888', name: '林雪' };
  const two = [
    order({ ...customer, orderNo: 'GD20251105-000801', amountFen: 12_000 }),
    order({ ...customer, orderNo: 'GD20251105-000802', amountFen: 9000 }),
  ];
  const line = row({ ...customer, orderNo: 'GD20251105-000801', amountFen: 21_000 });
  expect(pair(two, [line]).matches.map(({ kind, ids }) => [kind, [...ids].sort()])).toEqual([
    ['merged', two.map(({ id }) => id).sort()],
  ]);
  const third = order({ ...customer, orderNo: 'GD20251105-000803', amountFen: 9000 });
  expect(pair([...two, third], [line]).matches).toEqual([]);
});

test('money taken back stands beside the order, named by its note', () => {
  const one = order({ orderNo: 'GD20251106-000901', phone: '13800009999', name: '高远' });
  const line = { orderNo: 'GD20251106-000901', phone: '9999', name: '高远' };
  const answer = pair([one], [row(line), row({ ...line, amountFen: -3000, note: '超时扣罚' })]);
  expect(answer.matches.map(({ kind }) => kind).sort()).toEqual(['fine', 'one_to_one']);
  expect(answer.differences.find(({ kind }) => kind === 'fine')?.diffFen).toBe(-3000);
});

test('the same answer whatever order the rows come in, but for which of two equal rows is the repeat', () => {
  const { orders, rows } = makeStatement(5, 600);
  const said = new Map(rows.map(({ row: number, ...rest }) => [number, JSON.stringify(rest)]));
  const key = (list: readonly PayerRow[]) =>
    matchStatement(orders, list)
      .matches.map(({ rows: of, ids }) =>
        [...of.map((number) => said.get(number)).sort(), ...ids.toSorted()].join(),
      )
      .sort();
  expect(key(rows.toReversed())).toEqual(key(rows));
});

test('empty sides', () => {
  expect(matchStatement([], []).differences).toEqual([]);
  expect(matchStatement([], [row({})]).differences.map(({ kind }) => kind)).toEqual(['not_ours']);
  expect(matchStatement([order({})], []).differences.map(({ kind }) => kind)).toEqual(['missing']);
});
