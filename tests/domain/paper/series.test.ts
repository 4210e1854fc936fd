import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuidV7, uuidV7 } from '../../../domain/kernel/ids.ts';
import {
  checkCharacter,
  counterKey,
  epochLetters,
  formatNumber,
  hasValidCheck,
  seriesDefaults,
} from '../../../domain/paper/series.ts';
import { holds } from '../support.ts';

const slip = { prefix: 'PG', width: 4, daily: true, check: false };

describe('document numbers', () => {
  it('prefix, day, running number; the epoch shows after a restore', () => {
    expect(formatNumber(slip, { day: '2026-11-21', running: 42, epoch: 1 })).toBe('PG2611210042');
    expect(formatNumber(slip, { day: '2026-11-21', running: 42, epoch: 2 })).toBe('PG261121A0042');
    expect(formatNumber(slip, { shop: 'CH', day: '2026-11-21', running: 123_456, epoch: 1 })).toBe(
      'CHPG261121123456',
    );
    expect(() => formatNumber(slip, { day: '2026-11-21', running: 0, epoch: 1 })).toThrow(RangeError);
  });

  it('epochs have letters of their own', () => {
    const seen = Array.from({ length: 800 }, (_, n) => epochLetters(n + 1));
    expect(new Set(seen).size).toBe(800);
    expect([seen[0], seen[1], seen[26], seen[27]]).toEqual(['', 'A', 'Z', 'AA']);
  });

  it('two documents never share a number', () => {
    const parts = fc.record({
      day: fc.constantFrom('2026-11-21', '2026-11-22', '2027-01-01'),
      running: fc.integer({ min: 1, max: 200_000 }),
      epoch: fc.integer({ min: 1, max: 40 }),
    });
    holds([parts, parts], (a, b) => {
      const same = a.day === b.day && a.running === b.running && a.epoch === b.epoch;
      expect(formatNumber(slip, a) === formatNumber(slip, b)).toBe(same);
    });
    const prefixes = Object.values(seriesDefaults).map((format) => format.prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(counterKey('slip', slip, '2026-11-21', 1)).not.toBe(counterKey('slip', slip, '2026-11-22', 1));
  });

  it('the check character notices one wrong digit and two swapped ones', () => {
    holds([fc.integer({ min: 1, max: 9999 }), fc.nat(20), fc.nat(9)], (running, place, digit) => {
      const good = formatNumber({ ...slip, check: true }, { day: '2026-11-21', running, epoch: 1 });
      expect(hasValidCheck(good)).toBe(true);
      const at = 2 + (place % (good.length - 3));
      const wrong = good.slice(0, at) + digit + good.slice(at + 1);
      if (wrong !== good) expect(hasValidCheck(wrong), wrong).toBe(false);
      const swapped = good.slice(0, at) + good[at + 1] + good[at] + good.slice(at + 2);
      if (swapped !== good && at + 1 < good.length - 1) expect(hasValidCheck(swapped), swapped).toBe(false);
    });
    expect(checkCharacter('PG2611210042')).toMatch(/^[\dX]$/);
  });
});

describe('ids', () => {
  it('are version 7 with the time in front and all other bits from the bytes', () => {
    holds(
      [fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 10, maxLength: 16 })],
      (ms, bytes) => {
        const id = uuidV7(ms, bytes);
        expect(isUuidV7(id)).toBe(true);
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(ms);
      },
    );
    expect(
      uuidV7(0x017f22e279b0, Uint8Array.from([0xcc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])),
    ).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
    expect(() => uuidV7(-1, new Uint8Array(10))).toThrow(RangeError);
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError);
  });
});
