import { expect, test } from 'vitest';
import { inLanguage, nameOf, personName } from '../../renderer/lib/names.ts';

test.each([
  ['zh', '空调', 'Air conditioner', '空调'],
  ['en', '空调', 'Air conditioner', 'Air conditioner'],
  // No English name was given: the Chinese one is better than none
  ['en', '空调', '', '空调'],
  ['en', '空调', null, '空调'],
  ['en', '空调', undefined, '空调'],
  // A Chinese page never shows the English name, not even where the Chinese one is missing
  ['zh', '', 'Air conditioner', ''],
  ['zh', null, 'Air conditioner', ''],
  ['en', null, null, ''],
])('%s of %s and %s is «%s»', (language, zh, en, said) => expect(inLanguage(language, zh, en)).toBe(said));

test('a row and a person are called in the reader’s language, nobody by nothing', () => {
  const row = { nameZh: '晨禾服务站', nameEn: 'Chenhe Station' };
  expect([nameOf(row, 'zh'), nameOf(row, 'en')]).toEqual(['晨禾服务站', 'Chenhe Station']);
  const person = { name: '顾晓雯', nameEn: 'Gu Xiaowen' };
  expect([personName(person, 'zh'), personName(person, 'en')]).toEqual(['顾晓雯', 'Gu Xiaowen']);
  expect(personName({ name: '顾晓雯', nameEn: '' }, 'en')).toBe('顾晓雯');
  expect([nameOf(undefined, 'en'), nameOf(null, 'zh'), personName(undefined, 'en')]).toEqual(['', '', '']);
});
