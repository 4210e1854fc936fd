import { expect, test } from 'vitest';
import { oneSlip } from '../../../../domain/money/matching/evidence.ts';
import { nameKey, namesAgree, numberKey, numbersIn, tailOf } from '../../../../domain/money/matching/read.ts';
import { onlySubset } from '../../../../domain/money/matching/sums.ts';
import { readOrders, readRows } from '../../../../domain/money/matching/tables.ts';

test('numbers, tails and names in one form', () => {
  expect(numberKey(' gd２０２５-０01 ')).toBe('GD2025001');
  expect(numbersIn('合并 GD20251105-000801、GD20251105-000802')).toEqual([
    'GD20251105000801',
    'GD20251105000802',
  ]);
  expect([tailOf('138****1234'), tailOf('0731-8888 5678'), tailOf('12'), tailOf('')]).toEqual([
    1234, 5678, -1, -1,
  ]);
  expect(namesAgree(nameKey('张先生'), nameKey('张三'))).toBe('masked');
  expect(namesAgree(nameKey('张*'), nameKey('李四'))).toBe('no');
  expect(namesAgree(nameKey('张 三'), nameKey('张三'))).toBe('equal');
  expect(namesAgree(nameKey('Xu Bin'), nameKey('Xu Bin'))).toBe('equal');
});

test('one slip of the hand', () => {
  for (const other of ['GD12345679', 'GD1234567', 'GD123456788', 'GD12345687'])
    expect(oneSlip('GD12345678', other), other).toBe(true);
  for (const other of ['GD12345678', 'GD12345699', 'XX12345678', 'GD2134568'])
    expect(oneSlip('GD12345678', other), other).toBe(false);
});

test('a sum counts only if it is the only one', () => {
  expect(onlySubset([60, 40, 30], 100)).toEqual([0, 1]);
  expect(onlySubset([50, 50, 50], 100)).toBe('several');
  expect(onlySubset([10, 20], 100)).toBe(null);
  expect(onlySubset([60, 40, 100], 100, { must: [0] })?.length).toBe(2);
  expect(
    onlySubset(
      Array.from({ length: 20 }, () => 5),
      100,
    ),
  ).toHaveLength(20);
});

test('tables name the file and the line', () => {
  expect(readOrders([{ id: 'a', amount_fen: '12000', date: '2025/11/3' }], 'ours.csv')[0]).toMatchObject({
    amountFen: 12_000,
    day: 20_395,
    phone: '',
  });
  expect(readRows([{ amount_fen: '-500' }], 's.csv')[0]).toMatchObject({
    row: '1',
    amountFen: -500,
    day: null,
  });
  expect(() => readOrders([{ id: '' }], 'ours.csv')).toThrow('ours.csv, line 2: "id" is empty');
  expect(() => readOrders([{ id: 'a' }, { id: 'a' }], 'ours.csv')).toThrow(
    'line 3: id "a" stands there twice',
  );
  expect(() => readRows([{ amount_fen: '12.5' }], 's.csv')).toThrow('s.csv, line 2: "amount_fen"');
  expect(() => readRows([{ date: '2025-02-30' }], 's.csv')).toThrow('s.csv, line 2: "date" is no day');
});
