import { describe, expect, test } from 'vitest';
import * as format from '../../renderer/lib/format.ts';
import { ui } from '../../renderer/i18n/zh/ui.ts';

const zone = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at('2026-11-21T08:47:00'); // a Saturday

/** The Chinese catalogue as words, without the interface. */
function words(key: string, params: Record<string, unknown> = {}): string {
  let value: unknown = ui;
  for (const part of key.replace('ui:', '').split('.')) value = (value as Record<string, unknown>)[part];
  return String(value).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));
}

describe('money', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [34_000, '340.00'],
    [31_842_000, '318,420.00'],
    [-423_500, '−4,235.00'],
    [1e10, '100,000,000.00'],
  ])('%i fen is %s', (fen, text) => expect(format.moneyText(fen)).toBe(text));

  test('what is shown can be typed back, for every amount of a seeded walk', () => {
    let seed = 20261121;
    for (let round = 0; round < 2000; round += 1) {
      seed = (seed * 48271) % 2147483647;
      const fen = (seed % 2_000_000_000) - 1_000_000_000;
      expect(format.parseMoney(format.moneyText(fen, { symbol: true })), `fen ${fen}`).toBe(fen);
      expect(format.parseMilli(format.milliText(fen)), `milli ${fen}`).toBe(fen);
    }
  });

  test.each(['', 'abc', '1.234', '1e5', 'NaN', '--1', '1.2.3', '9999999999', '１２'])(
    '%s is no amount',
    (text) => expect(format.parseMoney(text)).toBeNull(),
  );
});

test.each([
  ['13812340317', '138 1234 0317'],
  ['+86 13812340317', '138 1234 0317'],
  ['138****0317', '138 ···· 0317'],
  ['13812340317-2', '138 1234 0317 转 2'],
  ['0731-0000-0118', '0731-0000-0118'],
  ['1381234', '1381234'],
])('phone %s is shown as %s', (phone, text) => expect(format.phoneText(phone)).toBe(text));

test.each([
  [25, '剩 25 分钟'],
  [60, '剩 1 小时'],
  [179, '剩 2 小时'],
  [3 * 1440, '剩 3 天'],
  [0, '马上到时'],
  [-35, '超 35 分钟'],
  [-125, '超 2 小时'],
  [-49 * 60, '超 2 天'],
])('a deadline %i minutes away is %s', (minutes, text) =>
  expect(format.deadlineText(now + minutes * 60_000, now, words)).toBe(text),
);

test.each([
  ['2026-11-21T14:30:00', '今天 14:30'],
  ['2026-11-22T09:00:00', '明天 09:00'],
  ['2026-11-20T18:02:00', '昨天 18:02'],
  ['2026-11-26T09:00:00', '周四 09:00'],
  ['2026-11-03T09:00:00', '11-03'],
  ['2025-11-21T09:00:00', '2025-11-21'],
])('%s is shown as %s', (when, text) =>
  expect(format.dateText(at(when), { nowMs: now, zone, words })).toBe(text),
);

test('a day ends at midnight of the outlet, not of the computer', () => {
  expect(format.zonedParts(Date.UTC(2026, 10, 20, 16, 0), zone)).toEqual({
    day: '2026-11-21',
    time: '00:00',
  });
  expect(format.zonedParts(Date.UTC(2026, 10, 20, 15, 59), zone)).toEqual({
    day: '2026-11-20',
    time: '23:59',
  });
});

test.each([
  ['今天', '2026-11-21'],
  ['明天', '2026-11-22'],
  ['+2', '2026-11-23'],
  ['-1', '2026-11-20'],
  ['周六', '2026-11-21'],
  ['周一', '2026-11-23'],
  ['25', '2026-11-25'],
  ['11-30', '2026-11-30'],
  ['11/30', '2026-11-30'],
  ['1130', '2026-11-30'],
  ['1-5', '2027-01-05'],
  ['2026年2月28日', '2026-02-28'],
  ['2-30', null],
  ['31', null],
  ['13-1', null],
  ['随便', null],
  ['', null],
])('typed day %s is %s', (text, day) => expect(format.parseDay(text, '2026-11-21')).toBe(day));
