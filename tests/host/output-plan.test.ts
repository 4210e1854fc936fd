import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { applyOutputPlan, compileOutputPlan, masksOf, type Masking } from '../../main/host/output-plan.ts';
import { maskText } from '../../main/host/mask-text.ts';
import { personal } from '../../preload/contract/define.ts';

const hidden: Masking = { reveal: () => false, maskText };
const shown: Masking = { reveal: () => true, maskText };
const phoneOnly: Masking = { reveal: (kind) => kind === 'phone', maskText };

function masked(schema: z.ZodType, value: unknown, masking = hidden): unknown {
  return applyOutputPlan(compileOutputPlan(schema), value, masking);
}

describe('masks', () => {
  test('reach every place a schema can put a text', () => {
    const schema = z.object({
      plain: z.string(),
      name: personal.name(),
      maybe: personal.phone().nullable(),
      absent: personal.phone().optional(),
      preset: personal.name().default('x'),
      list: z.array(personal.phone()),
      rows: z.array(z.object({ address: personal.address() })),
      byId: z.record(z.string(), personal.name()),
      pair: z.tuple([z.number(), personal.phone()]),
      kept: personal.name().readonly(),
      piped: z.string().pipe(personal.phone()),
      short: personal.name().max(20),
    });
    const value = {
      plain: '祁望春',
      name: '祁望春',
      maybe: null,
      preset: '蓝小筝',
      list: ['13000000101'],
      rows: [{ address: '株洲市天元区栖云里3栋1204' }],
      byId: { a: '岑大江' },
      pair: [1, '13000000102'],
      kept: '岑大江',
      piped: '13000000103',
      short: '鲁添平',
    };
    expect(masked(schema, value)).toEqual({
      plain: '祁望春',
      name: '祁**',
      maybe: null,
      preset: '蓝**',
      list: ['130****0101'],
      rows: [{ address: '株洲市天元区****' }],
      byId: { a: '岑**' },
      pair: [1, '130****0102'],
      kept: '岑**',
      piped: '130****0103',
      short: '鲁**',
    });
    expect(masked(schema, value, shown)).toEqual(value);
    expect(masked(schema, value, phoneOnly)).toMatchObject({ name: '祁**', list: ['13000000101'] });
  });

  test('of a union follow the branch that fits, and all branches that fit', () => {
    const user = z.object({ kind: z.literal('user'), name: personal.name() });
    const shop = z.object({ kind: z.literal('shop'), name: z.string() });
    const schema = z.array(z.discriminatedUnion('kind', [user, shop]));
    expect(
      masked(schema, [
        { kind: 'user', name: '祁望春' },
        { kind: 'shop', name: '晨禾' },
      ]),
    ).toEqual([
      { kind: 'user', name: '祁**' },
      { kind: 'shop', name: '晨禾' },
    ]);
    const vague = z.union([z.object({ a: z.string() }), z.object({ a: personal.name(), b: z.string() })]);
    expect(masked(vague, { a: '祁望春', b: 'x' })).toEqual({ a: '祁**' });
    expect(masked(z.union([z.string(), personal.phone()]), '13000000101')).toBe('130****0101');
    expect(masked(z.union([user, shop]), { kind: 'neither', name: '祁望春' })).toBeNull();
  });

  test('reach into recursive schemas', () => {
    interface Node {
      name: string;
      children: Node[];
    }
    const node: z.ZodType<Node> = z.object({ name: personal.name(), children: z.lazy(() => z.array(node)) });
    const tree = { name: '祁望春', children: [{ name: '岑大江', children: [] }] };
    expect(masked(node, tree)).toEqual({ name: '祁**', children: [{ name: '岑**', children: [] }] });
    expect([...masksOf(compileOutputPlan(node))]).toEqual(['name']);
  });

  test('never change the row a service keeps', () => {
    const row = Object.freeze({ name: '祁望春', rows: Object.freeze([Object.freeze({ name: '岑大江' })]) });
    const schema = z.object({ name: personal.name(), rows: z.array(z.object({ name: personal.name() })) });
    expect(masked(schema, row)).toEqual({ name: '祁**', rows: [{ name: '岑**' }] });
    expect(row.name).toBe('祁望春');
  });
});

describe('unknown keys', () => {
  test('never leave, at any depth, for anybody', () => {
    const schema = z.object({ id: z.string(), rows: z.array(z.object({ id: z.string() })) });
    const value = { id: 'a', pin_hash: 'x', rows: [{ id: 'b', phone: '13000000101' }] };
    expect(masked(schema, value, shown)).toEqual({ id: 'a', rows: [{ id: 'b' }] });
  });

  test('of an open object are walked by its catch-all', () => {
    const schema = z.object({ id: z.string() }).catchall(personal.name());
    expect(masked(schema, { id: 'a', who: '祁望春' })).toEqual({ id: 'a', who: '祁**' });
  });

  test('a value that needs no change is handed on as it is', () => {
    const value = { id: 'a', rows: [{ id: 'b' }] };
    const schema = z.object({ id: z.string(), rows: z.array(z.object({ id: z.string() })) });
    expect(masked(schema, value)).toBe(value);
  });

  test('z.json() is passed through whole', () => {
    const value = { result: { deep: [{ a: 1 }] } };
    expect(masked(z.object({ result: z.json().nullable() }), value)).toBe(value);
  });

  test('a __proto__ key of a record does not become a prototype', () => {
    const value = JSON.parse('{"__proto__":{"admin":true},"a":"祁望春"}') as unknown;
    const out = masked(z.record(z.string(), personal.name()), value) as object;
    expect(Object.getPrototypeOf(out)).toBe(Object.prototype);
    expect(out).toEqual({ a: '祁**' });
  });
});

test('a schema kind nobody thought of is refused when the program starts', () => {
  expect(() => compileOutputPlan(z.object({ when: z.date() }))).toThrow('date');
  expect(() => compileOutputPlan(z.map(z.string(), z.string()))).toThrow('map');
});
