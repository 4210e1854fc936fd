import { expect, test } from 'vitest';
import { keepDecided } from '../../renderer/ui/keep-decided.ts';

const keyOf = (item: string) => item;
const kept = (before: string, now: string, decided: string) =>
  keepDecided([...before], [...now], keyOf, (key) => decided.includes(key)).join('');

test('what is decided stays where it stood when the list is read again', () => {
  expect(kept('abcd', 'abd', 'c')).toBe('abcd');
  expect(kept('abcd', 'bcd', 'a')).toBe('abcd');
  expect(kept('abcd', '', 'abcd')).toBe('abcd');
  expect(kept('abcd', 'ad', 'bc')).toBe('abcd');
});

test('what somebody else took away goes, what came new stands where the list has it', () => {
  expect(kept('abcd', 'ad', 'b')).toBe('abd');
  expect(kept('abcd', 'xadz', 'c')).toBe('xacdz');
  expect(kept('abcd', 'dba', 'c')).toBe('dbca');
  expect(kept('abc', 'abc', 'b')).toBe('abc');
});
