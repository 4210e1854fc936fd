import { expect, test } from 'vitest';
import { FieldScanner } from '../../renderer/lib/field-scan.ts';

/** Types a text into a field with a pause before each key; answers what Enter ended. */
function type(text: string, gapMs: number, options: { before?: string; enterGapMs?: number } = {}) {
  const scanner = new FieldScanner();
  const field = {};
  const before = options.before ?? '';
  let atMs = 1000;
  let value = before;
  for (const key of text) {
    atMs += gapMs;
    scanner.press({ field, value, key, atMs });
    value += key;
  }
  return scanner.press({ field, value, key: 'Enter', atMs: atMs + (options.enterGapMs ?? gapMs) });
}

test('a scanner in a field is told from a hand, and what stood there before comes back', () => {
  expect(type('LZ01N260300127', 4)).toEqual({ code: 'LZ01N260300127', before: '' });
  expect(type('LZ01N260300127', 35, { before: '电机' })).toEqual({ code: 'LZ01N260300127', before: '电机' });
  expect(type('LZ01N260300127', 60)).toBeNull();
  expect(type('LZ01N260300127', 4, { enterGapMs: 400 })).toBeNull();
});

test('short bursts, other fields and other keys are no scan', () => {
  expect(type('12345', 4)).toBeNull();
  const scanner = new FieldScanner();
  const [one, two] = [{}, {}];
  for (const [at, key] of [...'ABCDEF'].entries()) scanner.press({ field: one, value: '', key, atMs: at });
  expect(scanner.press({ field: two, value: '', key: 'Enter', atMs: 7 })).toBeNull();
  for (const [at, key] of [...'ABCDEF'].entries())
    scanner.press({ field: one, value: '', key, atMs: 20 + at });
  scanner.press({ field: one, value: '', key: 'Backspace', atMs: 27 });
  expect(scanner.press({ field: one, value: '', key: 'Enter', atMs: 28 })).toBeNull();
});

test('only the end of what was typed slowly and scanned after is the scan', () => {
  const scanner = new FieldScanner();
  const field = {};
  scanner.press({ field, value: '', key: 'x', atMs: 0 });
  for (const [at, key] of [...'LZ01N2'].entries())
    scanner.press({ field, value: `x${'LZ01N2'.slice(0, at)}`, key, atMs: 500 + at });
  expect(scanner.press({ field, value: 'xLZ01N2', key: 'Enter', atMs: 510 })).toEqual({
    code: 'LZ01N2',
    before: 'x',
  });
});
