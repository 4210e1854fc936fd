import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readJson } from '../../main/platforms/json/read-json.ts';
import { sliceItems } from '../../main/platforms/json/slice-items.ts';
import { rawIdOf } from '../../main/platforms/raw-items.ts';

const isItems = (path: readonly string[]): boolean => path.at(-1) === 'items';
const seed = Number(process.env['SEED'] ?? 77);

describe('cutting items out of a page', () => {
  it('gives every item its own text and an envelope without them, for any JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (items, rest) => {
        const { items: _, ...others } = rest as Record<string, unknown>;
        const text = JSON.stringify(
          { ...others, a: { b: [1, '"]', {}] }, items, z: '\\"[' },
          null,
          items.length % 2,
        );
        const sliced = sliceItems(text, isItems);
        expect(sliced?.items.map((item) => JSON.parse(item) as unknown)).toEqual(
          JSON.parse(JSON.stringify(items)),
        );
        expect(JSON.parse(sliced?.envelope ?? '')).toEqual(
          JSON.parse(JSON.stringify({ ...others, a: { b: [1, '"]', {}] }, items: [], z: '\\"[' })),
        );
      }),
      { numRuns: 200, seed },
    );
  });

  it('a broken item leaves its neighbours whole', () => {
    const sliced = sliceItems('{"items":[{"id":1},{"id":NaN},{"id":"\\q"},{"id":4}],"more":false}', isItems);
    expect(sliced?.items).toEqual(['{"id":1}', '{"id":NaN}', '{"id":"\\q"}', '{"id":4}']);
    expect(sliced?.envelope).toBe('{"items":[],"more":false}');
  });

  it('no page cut short is ever taken for whole', () => {
    const text = '{"a":[1,{"b":"]"}],"items":[{"id":"1","c":[1]},{"id":"2"}],"next":"p2","more":true}';
    for (let at = 0; at < text.length; at += 1)
      expect(sliceItems(text.slice(0, at), isItems), `${at}`).toBeNull();
    expect(sliceItems(text, isItems)?.items).toHaveLength(2);
  });

  it('never hangs or throws on damaged text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\ 1a'.split('')), maxLength: 60 }),
        (text) => {
          sliceItems(text, () => true);
        },
      ),
      { numRuns: 2_000, seed },
    );
  });
});

describe('integers', () => {
  it('keep their digits wherever they stand', () => {
    const long = '111111111111111123';
    expect(readJson(`{"id":${long}}`)).toEqual({ id: long });
    expect(readJson(`{"ids" : [ ${long}, -${long},1]}`)).toEqual({ ids: [long, `-${long}`, 1] });
    expect(readJson('{"a":12.50,"b":1e5,"c":123456789012345}')).toEqual({
      a: '12.50',
      b: '1e5',
      c: 123456789012345,
    });
    expect(readJson('{"at":"2026-11-22T00:00:00.000Z"}')).toEqual({ at: '2026-11-22T00:00:00.000Z' });
  });

  it('the id is read off the same as by parsing', () => {
    expect(rawIdOf('{"id":111111111111111123,"x":1}', 'id')).toBe('111111111111111123');
    expect(rawIdOf('{"id":"A 1","buyer":{"id":"B"}}', 'id')).toBe('A 1');
    expect(rawIdOf('{"id":"A\\u0031"}', 'id')).toBe('A1');
    expect(rawIdOf('{"buyer":{"id":"B"},"id":7}', 'id')).toBe('7');
    expect(rawIdOf('{"id":NaN}', 'id')).toBe('');
  });
});
