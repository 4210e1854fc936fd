/** Bad input: whatever a platform sends ends canonical or in quarantine with a reason, and nothing throws. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { quarantineReasons } from '../../domain/orders/quarantine.ts';
import { findPlatform } from '../../main/platforms/index.ts';
import type { Canonicalized, PlatformDefinition } from '../../main/platforms/adapter.ts';
import { fenFromYuan } from '../../main/platforms/fields.ts';
import { readPhone } from '../../main/platforms/phones.ts';
import { formatGmt8, readTime } from '../../main/platforms/times.ts';
import { pullAll, rig } from './harness.ts';

const receivedAt = Date.UTC(2026, 10, 22);
const fixtures = new URL('./fixtures/', import.meta.url);

function fixture(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

function settingsOf(platform: PlatformDefinition): unknown {
  return platform.name === 'own'
    ? platform.settings.parse({ baseAddress: 'https://orders.example.com', keyId: 'k', secret: 's' })
    : platform.settings.parse({ appKey: '1', appSecret: 's', session: 't' });
}

function read(name: 'own' | 'tmall', value: unknown): Canonicalized {
  const platform = findPlatform(name) as PlatformDefinition;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return platform.toCanonical(text, settingsOf(platform), receivedAt);
}

describe('recorded payloads', () => {
  const names = readdirSync(fixtures).filter(
    (name) => name.endsWith('.json') && !name.endsWith('.canonical.json'),
  );

  it.each(names)('%s', (name) => {
    const platform = name.startsWith('own') ? 'own' : 'tmall';
    const expected = JSON.parse(fixture(name.replace('.json', '.canonical.json'))) as unknown;
    expect(read(platform, fixture(name))).toEqual(expected);
  });
});

describe.each(['own', 'tmall'] as const)('odd input to %s', (name) => {
  it.each([
    ['not JSON', '{"id":1', 'not_json'],
    ['empty', '', 'not_json'],
    ['NaN', '{"id":"1","revision":NaN}', 'number_invalid'],
    ['a list', '[1]', 'not_an_object'],
    ['null', 'null', 'not_an_object'],
    ['no id', '{}', 'id_missing'],
    ['an id of the wrong type', '{"id":{"a":1}}', 'id_missing'],
    ['an endless id', `{"id":"${'9'.repeat(500)}"}`, 'id_too_long'],
    ['a garbled id', '{"id":"\ufffd\ufffd1"}', 'text_garbled'],
    ['five million characters', `{"id":"1","x":"${'x'.repeat(5_000_000)}"}`, 'too_large'],
    ['bottomless nesting', '['.repeat(200_000), 'not_json'],
  ])('%s', (_, text, reason) => {
    expect(read(name, text)).toMatchObject({ ok: false, reason });
  });

  it('keeps a number of thirty digits digit by digit', () => {
    const digits = '123456789012345678901234567890';
    expect(read(name, `{"id":${digits}}`)).toMatchObject({ ok: true, order: { upstreamId: digits } });
  });

  it('needs nothing but an id', () => {
    expect(read(name, '{"id":"1"}')).toMatchObject({
      ok: true,
      order: { upstreamId: '1', status: 'unknown', createdAt: receivedAt, machines: [], fees: [] },
      notes: expect.arrayContaining([{ code: 'created_missing', params: {} }]) as unknown,
    });
  });

  it('every field of any type is taken or refused, never thrown at', () => {
    const odd = [
      null,
      true,
      5,
      -1,
      1e300,
      'x',
      '',
      [],
      [[]],
      {},
      { a: { b: [] } },
      '\ud800',
      '\u0000',
      '2026-02-30',
    ];
    const names = [...new Set([...allKeys(name)])];
    for (const key of names) {
      for (const value of odd) expectEnd(read(name, { id: '1', [key]: value }));
    }
  });

  it('ignores a hostile __proto__', () => {
    expect(read(name, '{"__proto__":{"id":"1"}}')).toMatchObject({ ok: false, reason: 'id_missing' });
  });
});

function allKeys(name: 'own' | 'tmall'): string[] {
  const keys: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) keys.push(key);
      walk(inner);
    }
  };
  walk(JSON.parse(fixture(`${name}-order.json`)));
  return keys;
}

function expectEnd(result: Canonicalized): void {
  if (!result.ok) {
    expect(quarantineReasons).toContain(result.reason);
    return;
  }
  const { order } = result;
  expect(order.upstreamId.length).toBeGreaterThan(0);
  for (const at of [
    order.createdAt,
    order.modifiedAt ?? 0,
    order.appointmentStartAt ?? 0,
    order.wishStartAt ?? 0,
  ]) {
    expect(Number.isSafeInteger(at)).toBe(true);
  }
  for (const { amountFen } of order.fees) expect(Number.isSafeInteger(amountFen)).toBe(true);
  for (const { quantity } of order.machines)
    expect(Number.isSafeInteger(quantity) && quantity >= 1).toBe(true);
  const text = JSON.stringify(order);
  expect(text.isWellFormed()).toBe(true);
  expect(text.length).toBeLessThan(500_000);
  expect(/\\u0000|\\ud[89a-f]/.test(text)).toBe(false);
}

describe('odd values', () => {
  const base = { id: '1', createdAt: '2026-11-20T08:00:00Z', status: 'open' };

  it('an impossible date where work hangs on it waits for a person; elsewhere it is left out', () => {
    expect(read('own', { ...base, appointment: { startAt: '2026-02-30 10:00:00' } })).toEqual({
      ok: false,
      reason: 'time_impossible',
      params: { field: 'startAt', value: '2026-02-30 10:00:00' },
    });
    expect(read('own', { ...base, goodsArrivedAt: '2026-13-01' })).toMatchObject({
      ok: true,
      order: { goodsArrivedAt: null },
      notes: [{ code: 'time_ignored', params: { field: 'goodsArrivedAt', value: '2026-13-01' } }],
    });
  });

  it('an unknown status keeps the platform’s word', () => {
    expect(read('own', { ...base, status: 'teleported' })).toMatchObject({
      ok: true,
      order: { status: 'unknown', statusRaw: 'teleported' },
      notes: [{ code: 'status_unknown', params: { value: 'teleported' } }],
    });
    // A status word that is also a name on every object must not be looked up on the prototype.
    expect(read('tmall', { id: 1, status_code: 'constructor' })).toMatchObject({
      order: { status: 'unknown' },
    });
  });

  it('a note of a megabyte is cut with a mark, emoji names stay whole, broken halves go', () => {
    const result = read('own', {
      ...base,
      remark: '长'.repeat(350_000),
      customer: { name: '👨‍👩‍👧‍👦小王🌸', phone: '13000000000' },
      faultText: `漏水\ud83d\u0007滴`,
    });
    expect(result).toMatchObject({
      ok: true,
      order: { customer: { name: '👨‍👩‍👧‍👦小王🌸' }, faultText: '漏水滴' },
      notes: expect.arrayContaining([
        { code: 'text_truncated', params: { field: 'remark', length: 350_000, limit: 2_000 } },
        { code: 'text_repaired', params: { field: 'faultText' } },
      ]) as unknown,
    });
    if (result.ok) expect(result.order.remark).toHaveLength(2_000);
  });

  it('a name in another encoding waits for a person', () => {
    const gbk = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]).toString('utf8');
    expect(read('own', { ...base, customer: { name: gbk } })).toMatchObject({
      ok: false,
      reason: 'text_garbled',
      params: { field: 'name' },
    });
  });

  it('NaN as text, fractions of a fen and absurd amounts wait for a person', () => {
    for (const amountFen of ['NaN', 12.5, 1e15, '1e5', 'Infinity']) {
      expect(read('own', { ...base, fees: [{ kind: 'a', amountFen }] })).toMatchObject({
        ok: false,
        reason: 'number_invalid',
      });
    }
    expect(read('own', { ...base, machines: [{ quantity: 'NaN' }] })).toMatchObject({
      ok: false,
      reason: 'number_invalid',
    });
    expect(read('own', { ...base, machines: Array.from({ length: 300 }, () => ({})) })).toMatchObject({
      ok: false,
      reason: 'too_many_parts',
    });
  });

  it('money by digits, times by calendar, phones by form', () => {
    expect([
      fenFromYuan('62.00'),
      fenFromYuan('0.1'),
      fenFromYuan('-3.05'),
      fenFromYuan('1.005'),
      fenFromYuan('19.990'),
    ]).toEqual([6200, 10, -305, null, 1999]);
    expect(readTime('1550669060000')).toBe(1_550_669_060_000);
    expect(readTime('1550669060')).toBe(1_550_669_060_000);
    expect(formatGmt8(1_550_669_060_000)).toBe('2019-02-20 21:24:20');
    expect(readTime('2019-02-20 21:24:20')).toBe(1_550_669_060_000);
    expect(readTime('2020/4/29 16:20:16')).toBe(Date.UTC(2020, 3, 29, 8, 20, 16));
    expect(readTime('2026-11-22T08:00:00+08:00')).toBe(Date.UTC(2026, 10, 22));
    expect(readTime('1970-01-01 08:00:00')).toBeNull();
    expect(readTime('')).toBeNull();
    expect([
      readTime('2026-02-29'),
      readTime('2026-01-01 24:01'),
      readTime('9'.repeat(30)),
      readTime('tomorrow'),
    ]).toEqual(Array.from({ length: 4 }, () => undefined));
    expect(readPhone('+86 138 0000 0000')).toEqual({ phone: '13800000000', masked: false });
    expect(readPhone('１３８００００００００')).toEqual({ phone: '13800000000', masked: false });
    expect(readPhone('138****0000')).toEqual({ phone: '138****0000', masked: true });
    expect(readPhone('17000000123 转 4567')).toEqual({ phone: '17000000123-4567', masked: false });
    expect(readPhone('0731-0000-0118')).toEqual({ phone: '0731-0000-0118', masked: false });
    expect(readPhone('无')).toEqual({ phone: null, masked: false });
  });

  it('a privacy number is no phone of the user', () => {
    expect(read('tmall', { id: 1, buyer: { mobile: '17000000123-4567' } })).toMatchObject({
      order: { customer: { phone: null, phoneMasked: true, virtualPhone: '17000000123-4567' } },
    });
  });
});

describe('fuzz', () => {
  const seed = Number(process.env['SEED'] ?? 1122);

  it.each(['own', 'tmall'] as const)('structure-aware, %s: canonical or a reason, always', async (name) => {
    const seeds = (
      await pullAll(rig(name, { scale: 4, settings: name === 'own' ? {} : { lookbackHours: 3 } }))
    ).items;
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        'NaN',
        '🌸'.repeat(300),
        '\ud800x',
        '2026-02-30',
        -5,
        1e21,
        [],
        {},
        [[{}]],
        true,
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.double(),
      fc.jsonValue(),
    );
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), with: odd }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
      fc.record({
        kind: fc.constant('digits' as const),
        at: fc.nat(),
        count: fc.integer({ min: 1, max: 40 }),
      }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
      fc.record({
        kind: fc.constant('flip' as const),
        at: fc.nat(),
        to: fc.integer({ min: 0, max: 0xffff }),
      }),
    );
    fc.assert(
      fc.property(fc.nat(), fc.array(damage, { minLength: 1, maxLength: 6 }), (pick, damages) => {
        let text = seeds[pick % seeds.length]?.rawText ?? '{}';
        for (const hit of damages) text = damaged(text, hit);
        expectEnd(read(name, text));
      }),
      { numRuns: 400, seed },
    );
  });
});

type Damage =
  | { kind: 'replace'; at: number; with?: unknown }
  | { kind: 'remove'; at: number }
  | { kind: 'cut'; at: number }
  | { kind: 'digits'; at: number; count: number }
  | { kind: 'flip'; at: number; to: number };

/** Values are replaced where they stand, so most damage leaves the shape whole. */
function damaged(text: string, hit: Damage): string {
  if (hit.kind === 'cut') return text.slice(0, hit.at % (text.length + 1));
  if (hit.kind === 'flip') {
    const at = hit.at % (text.length + 1);
    return text.slice(0, at) + String.fromCharCode(hit.to) + text.slice(at + 1);
  }
  const values = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)/g)];
  const value = values[hit.at % Math.max(1, values.length)];
  if (value === undefined) return text;
  const start = value.index + 1;
  const end = start + (value[1]?.length ?? 0);
  const replacement =
    hit.kind === 'remove'
      ? '""'
      : hit.kind === 'digits'
        ? '7'.repeat(hit.count)
        : (JSON.stringify(hit.with) ?? 'NaN');
  return text.slice(0, start) + replacement + text.slice(end);
}
