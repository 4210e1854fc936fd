import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { mulberry32 } from '../../bench/support/fake-env.ts';
import { formatInstant } from '../../main/printing/documents/format.ts';
import { cleanText } from '../../main/printing/layout/clean.ts';
import { charCells, isZeroWidth, textCells } from '../../main/printing/layout/width.ts';
import { encodeChinese, isWithinGbk } from '../../main/printing/render/gb18030.ts';

function* characters(): Generator<string> {
  for (let code = 0x20; code <= 0x10ffff; code += code < 0x30000 ? 1 : 97)
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
}
const marks = /^[\p{Mn}\p{Me}\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\u{e0000}-\u{e01ef}]$/u;

test('every character takes the cells of its kind, asked once or again', () => {
  const wrong: string[] = [];
  for (const char of characters()) {
    const code = char.codePointAt(0) ?? 0;
    const cells = code < 0x7f ? 1 : code === 0x7f || marks.test(char) ? 0 : 2;
    if (charCells(char) !== cells || charCells(char) !== cells || textCells(`a${char}`) !== 1 + cells)
      wrong.push(char);
    if (isZeroWidth(char) !== (cells === 0 && code > 0x7f)) wrong.push(char);
  }
  expect(wrong).toEqual([]);
});

test('a character is cleaned alone as beside one that must be cleaned', () => {
  const wrong: string[] = [];
  for (const char of characters()) if (cleanText(`\u0007${char}`) !== cleanText(char)) wrong.push(char);
  expect(wrong).toEqual([]);
});

test('every character has the bytes of GB18030, and two of them exactly when it is within GBK', () => {
  const wrong: string[] = [];
  for (const char of characters()) {
    const sent = [...cleanText(char)].filter((one) => !isZeroWidth(one));
    const expected = iconv.encode(sent.join(''), 'gb18030');
    if (Buffer.compare(encodeChinese(char), expected) !== 0) wrong.push(char);
    const within = sent.every((one) => iconv.encode(one, 'gb18030').length <= 2);
    if (isWithinGbk(char) !== within) wrong.push(char);
  }
  expect(wrong).toEqual([]);
  expect(new TextDecoder('gb18030').decode(encodeChinese('𠮷·a'))).toBe('𠮷·a');
  expect(Buffer.from(encodeChinese('𠮷·a')).toString('hex')).toBe('9534b235a1a461');
});

test('an instant stands on paper as the zone has it, the hour of a change of clocks included', () => {
  const seed = 4_221_122;
  const random = mulberry32(seed);
  const change = Date.UTC(2026, 9, 25, 1, 0); // Berlin goes back at this instant
  for (const zone of ['Asia/Shanghai', 'Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns', 'UTC']) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (let at = 0; at < 300; at += 1) {
      const near = change + Math.floor((random() - 0.5) * 14_400_000);
      const far = Date.UTC(2000, 0, 1) + Math.floor(random() * 1.5e12);
      for (const instant of [near, far])
        expect(formatInstant(instant, zone), `${seed} ${zone} ${instant}`).toBe(format.format(instant));
    }
  }
});
