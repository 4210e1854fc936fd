import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFen, formatMilli, parseFen, parseMilli } from '../../../domain/money/fen.ts';
import { upperCaseFen } from '../../../domain/money/upper-case.ts';
import { holds } from '../support.ts';

describe('parseFen', () => {
  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['0.01', 1],
    ['.5', 50],
    ['12.', 1200],
    ['1,234.50', 123450],
    ['1,234,567.89', 123456789],
    ['１２３．４５', 12345],
    ['￥1，234.00', 123400],
    ['¥12.00', 1200],
    ['-¥12.00', -1200],
    ['88元', 8800],
    ['88.5元整', 8850],
    ['(12.30)', -1230],
    ['（１２．３０）', -1230],
    ['12.30-', -1230],
    ['－12.30', -1230],
    ['+3', 300],
    ['12.5000', 1250],
    [' 12 ', 1200],
    ['-0', 0],
    ['-0.00', 0],
    ['007', 700],
  ])('reads %s', (text, fen) => expect(parseFen(text)).toBe(fen));

  it.each([
    '',
    '.',
    '-',
    '元',
    '1.005',
    '1,23.00',
    '12,34',
    '1.1E+11',
    '1e3',
    'NaN',
    'Infinity',
    '12 34x',
    '--5',
    '(-5)',
    '()',
    '0x10',
    '1.2.3',
    '壹元',
    '99999999999999999999',
  ])('refuses %s', (text) => expect(parseFen(text)).toBeNull());

  it('reads back what it writes', () => {
    holds(
      [fc.maxSafeInteger(), fc.boolean()],
      (fen, grouped) => parseFen(formatFen(fen, { grouped })) === (fen || 0),
    );
    holds([fc.maxSafeInteger()], (milli) => parseMilli(formatMilli(milli)) === (milli || 0));
  });

  it('agrees with integer arithmetic on any two-decimal text', () => {
    holds([fc.nat(1_000_000_000), fc.nat(99)], (yuan, cents) => {
      expect(parseFen(`${yuan}.${String(cents).padStart(2, '0')}`)).toBe(yuan * 100 + cents);
    });
  });

  it('never throws and never gives a fraction', () => {
    holds([fc.string()], (text) => {
      const fen = parseFen(text);
      return fen === null || Number.isSafeInteger(fen);
    });
  });
});

describe('upperCaseFen', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [150, '壹元伍角整'],
    [123456, '壹仟贰佰叁拾肆元伍角陆分'],
    [140950, '壹仟肆佰零玖元伍角整'],
    [32504, '叁佰贰拾伍元零肆分'],
    [1640902, '壹万陆仟肆佰零玖元零贰分'],
    [1000000, '壹万元整'],
    [1000100, '壹万零壹元整'],
    [10010000, '壹拾万零壹佰元整'],
    [10700053, '壹拾万柒仟元伍角叁分'],
    [10000000000, '壹亿元整'],
    [10000000100, '壹亿零壹元整'],
    [600003714, '陆佰万零叁拾柒元壹角肆分'],
    [-1250, '负壹拾贰元伍角整'],
  ])('%d', (fen, text) => expect(upperCaseFen(fen)).toBe(text));

  /** A reader of our own, to check the writer over many amounts. */
  function readUpper(text: string): number {
    const negative = text.startsWith('负');
    let rest = negative ? text.slice(1) : text;
    rest = rest.replace('整', '');
    const [yuanText, tail] = rest.includes('元') ? rest.split('元') : ['', rest];
    const digit = (char: string) => '零壹贰叁肆伍陆柒捌玖'.indexOf(char);
    let total = 0;
    let group = 0;
    let current = 0;
    for (const char of yuanText ?? '') {
      if (char === '亿') {
        total = (total + group + current) * 100_000_000;
        group = 0;
        current = 0;
      } else if (char === '万') {
        total += (group + current) * 10_000;
        group = 0;
        current = 0;
      } else if ('拾佰仟'.includes(char)) {
        group += current * { 拾: 10, 佰: 100, 仟: 1000 }[char as '拾' | '佰' | '仟'];
        current = 0;
      } else current = digit(char);
    }
    let fen = (total + group + current) * 100;
    const jiao = /(.)角/.exec(tail ?? '');
    const cent = /(.)分/.exec(tail ?? '');
    if (jiao !== null) fen += digit(jiao[1] ?? '零') * 10;
    if (cent !== null) fen += digit(cent[1] ?? '零');
    return negative ? -fen : fen;
  }

  it('means the amount it was given', () => {
    holds([fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 })], (fen) => {
      expect(readUpper(upperCaseFen(fen))).toBe(fen);
    });
  });
});
