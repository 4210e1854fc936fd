import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chineseNumber,
  householdKey,
  normaliseAddress,
  parseDoor,
} from '../../../domain/customers/address.ts';
import {
  formatPhone,
  maskPhone,
  normalisePhone,
  parsePhone,
  phoneTail,
} from '../../../domain/customers/phone.ts';
import { urgencyMarks, urgencyScore } from '../../../domain/customers/rank.ts';
import { holds } from '../support.ts';

describe('phones', () => {
  it.each([
    ['13400000201', '13400000201', 'mobile', '134 0000 0201', '134****0201'],
    ['+86 134-0000-0201', '13400000201', 'mobile', '134 0000 0201', '134****0201'],
    ['0086 13400000201', '13400000201', 'mobile', '134 0000 0201', '134****0201'],
    ['１３４０００００２０１', '13400000201', 'mobile', '134 0000 0201', '134****0201'],
    ['0731-8888-0118', '073188880118', 'landline', '0731-8888-0118', '073****0118'],
    ['(010)88880118', '01088880118', 'landline', '010-8888-0118', '010****0118'],
    ['0744-8880118', '07448880118', 'landline', '0744-888-0118', '074****0118'],
    ['400-000-0118', '4000000118', 'service', '400-000-0118', '400****0118'],
    ['95118', '95118', 'service', '95118', '****18'],
    ['0731-88880118转801', '073188880118,801', 'landline', '0731-8888-0118 转 801', '073****0118'],
    ['0731-88880118-801', '073188880118,801', 'landline', '0731-8888-0118 转 801', '073****0118'],
    ['13400000201,4455', '13400000201,4455', 'virtual', '134 0000 0201 转 4455', '134****0201'],
    ['134****0201', '134****0201', 'masked', '134 **** 0201', '134****0201'],
    ['88880118', '88880118', 'unknown', '88880118', '****18'],
  ])('%s', (raw, kept, kind, shown, masked) => {
    expect(normalisePhone(raw)).toBe(kept);
    expect(parsePhone(raw)?.kind).toBe(kind);
    expect(formatPhone(raw)).toBe(shown);
    expect(maskPhone(raw)).toBe(masked);
  });

  it.each(['', '无', '12', '****', 'abc', '1340000020112345678901'])('no number in %j', (raw) => {
    expect(normalisePhone(raw)).toBeNull();
  });

  it('keeps what it kept, whatever was typed', () => {
    holds([fc.string({ unit: fc.constantFrom(...'0123456789-+ 转,*()１'), maxLength: 20 })], (raw) => {
      const once = normalisePhone(raw);
      if (once === null) return;
      expect(normalisePhone(once)).toBe(once);
      expect(normalisePhone(formatPhone(once))).toBe(once);
    });
  });

  it('a mask never gives away four digits in a row from the middle', () => {
    holds([fc.integer({ min: 13_000_000_000, max: 19_999_999_999 })], (number) => {
      const masked = maskPhone(String(number));
      expect(masked).toMatch(/^\d{3}\*{4}\d{4}$/);
      expect(phoneTail(String(number))).toBe(String(number).slice(-4));
    });
    expect(phoneTail('134****02*1')).toBeNull();
  });
});

describe('addresses', () => {
  it.each([
    ['二十', 20],
    ['十二', 12],
    ['三', 3],
    ['一二', 12],
    ['九十九', 99],
    ['百', null],
    ['', null],
  ])('%s', (text, value) => expect(chineseNumber(text)).toBe(value));

  it('one spelling for one door', () => {
    const ways = [
      '望樟路118号 栖云里三号楼二单元1501室',
      '望樟路１１８号栖云里3栋2单元1501室',
      '望樟路118号，栖云里3幢二单元1501室',
    ];
    expect(new Set(ways.map((way) => householdKey('430211', way))).size).toBe(1);
    expect(householdKey('430211', ways[0] ?? '')).not.toBe(householdKey('430211', '栖云里3栋2单元1502室'));
  });

  it('is stable', () => {
    holds([fc.string({ unit: fc.constantFrom(...'三十二号楼栋单元室１2A (,)幢路里') })], (text) => {
      const once = normaliseAddress(text);
      expect(normaliseAddress(once)).toBe(once);
    });
  });

  it.each([
    ['栖云里3栋2单元1501', { building: '3', unit: '2', floor: '15', room: '1501' }],
    ['栖云里3-2-1501', { building: '3', unit: '2', floor: '15', room: '1501' }],
    ['栖云里A座18楼', { building: 'A', unit: null, floor: '18', room: null }],
    ['望樟路118号', { building: null, unit: null, floor: null, room: null }],
  ])('%s', (text, parts) => expect(parseDoor(text)).toEqual(parts));
});

describe('urgency', () => {
  const quiet = {
    urgent: false,
    rank: 'normal' as const,
    complaint: false,
    rework: false,
    openUrges: 0,
    urges: 0,
  };
  it('shows every mark and keeps the loud above the quiet', () => {
    expect(urgencyMarks(quiet)).toEqual([]);
    expect(urgencyScore(quiet)).toBe(0);
    const loud = {
      urgent: true,
      rank: 'vip' as const,
      complaint: true,
      rework: true,
      openUrges: 2,
      urges: 3,
    };
    expect(urgencyMarks(loud)).toEqual(['urgent', 'complaint', 'rework', 'vip', 'urged']);
    expect(urgencyScore(loud)).toBeLessThanOrEqual(99);
    expect(urgencyScore({ ...quiet, openUrges: 1, urges: 1 })).toBeGreaterThan(
      urgencyScore({ ...quiet, rank: 'vip' }),
    );
  });
});
