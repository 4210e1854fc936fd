import { expect, test } from 'vitest';
import { composeSearchText, spellings, tailOf } from '../../db/search/doc-text.ts';
import { normaliseText, SEP } from '../../db/search/text.ts';

test.each([
  ['１３８ 0013　8000', '13800138000'],
  ['KFR-３５GW', 'kfr-35gw'],
  ['ﬁ㎡', 'fim2'],
  ['a\u0001b\u200bc\td', 'abcd'],
  ['ΑΣ', 'ασ'],
  ['𠮷野😀', '𠮷野😀'],
  ['\ud800x', '\ufffdx'],
])('%j is looked for as %j', (typed, meant) => {
  expect(normaliseText(typed)).toBe(meant);
  expect(normaliseText(meant)).toBe(meant);
});

test('surnames are read as surnames, in full and as initials', () => {
  expect(spellings('仇英')).toEqual(['qiuying', 'qy']);
  expect(spellings('单雄信')).toEqual(['shanxiongxin', 'sxx']);
  expect(spellings('smith')).toEqual([]);
});

test('a body holds every field once, between separators; numbers hold whole numbers and tails', () => {
  const text = composeSearchText({
    names: ['张三', '张三', null],
    numbers: ['GD-1'],
    phones: ['139-0000-1234', '(0731) 8888 999'],
    texts: ['天元区 望樟路', ''],
  });
  expect(text.body.split(SEP)).toEqual([
    '',
    'gd-1',
    '13900001234',
    '07318888999',
    '张三',
    'zhangsan',
    'zs',
    '天元区望樟路',
    '',
  ]);
  expect(text.numbers.split(SEP)).toEqual(['', 'gd-1', '13900001234', '07318888999', '1234', '8999', '']);
  expect(composeSearchText({})).toEqual({ body: SEP, numbers: SEP });
});

test('a short number has no tail', () => {
  expect(tailOf('12345')).toBe('');
  expect(tailOf('8888999')).toBe('8999');
});
