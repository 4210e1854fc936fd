import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { isPermission, permissionCodes } from '../../domain/access/permissions.ts';
import { maskText } from '../../main/host/mask-text.ts';
import { silentLog } from '../../main/host/log.ts';
import { compileOutputPlan, masksOf } from '../../main/host/output-plan.ts';
import { type AnyHandler, Router } from '../../main/host/router.ts';
import { SessionTable } from '../../main/host/sessions.ts';
import type { ServiceContext } from '../../main/services/context.ts';
import type { AnyChannel } from '../../preload/contract/define.ts';
import { contract } from '../../preload/contract/index.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { holdsText, markOf, NoSample, propertiesOf, sampleOf } from '../support/sample.ts';

const channels = Object.entries(contract as Record<string, AnyChannel>);

/** A router over the whole contract whose handlers only note that they were reached. */
function build(answer: (name: string) => unknown, reveal: boolean) {
  const env = fakeEnv({ seed: 11 });
  const reached: string[] = [];
  const sessions = new SessionTable(env, (staffId) => ({
    staffId,
    teamId: null,
    roles: [],
    permissions: new Map(
      permissionCodes.filter((code) => reveal || !code.startsWith('personal.')).map((code) => [code, 'all']),
    ),
    language: 'zh',
  }));
  const handlers: Record<string, AnyHandler> = {};
  for (const [name] of channels) {
    handlers[name] = () => {
      reached.push(name);
      return answer(name);
    };
  }
  const router = new Router({
    contract,
    handlers,
    sessions,
    env,
    log: silentLog(),
    maskText,
    findAnswer: () => null,
    context: (session) => ({ env, session }) as unknown as ServiceContext,
    checkOutputs: false,
  });
  const session = sessions.open({ deskId: 'd', transport: 'in_process' });
  sessions.login(session, 's');
  // Every call of these tests comes in one instant; the bucket must not stand between them and the schema
  const call = async (name: string, input: unknown) => {
    await env.advance(60_000);
    return router.call(session.id, name, input);
  };
  return { call, reached };
}

function findSample(schema: z.ZodType, marked: string | null = null): unknown {
  try {
    return sampleOf(schema, marked);
  } catch (error) {
    if (error instanceof NoSample) return undefined;
    throw error;
  }
}

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;
let deep: unknown = 1;
for (let i = 0; i < 100; i++) deep = { deep };

/** What no channel may take, whatever its schema. */
const neverGood: [string, unknown][] = [
  ['a number', 1],
  ['a text', 'x'],
  ['true', true],
  ['a list', [1]],
  ['NaN inside', { a: Number.NaN }],
  ['Infinity inside', { a: Number.POSITIVE_INFINITY }],
  ['a function inside', { a: () => 1 }],
  ['a big integer inside', { a: 10n }],
  ['a Date inside', { a: new Date(0) }],
  ['a Map inside', { a: new Map() }],
  ['a class instance inside', { a: new (class Odd {})() }],
  ['a cycle', cyclic],
  ['a hundred levels', deep],
  ['an own __proto__', JSON.parse('{"__proto__":{"admin":true}}')],
  ['constructor.prototype', JSON.parse('{"constructor":{"prototype":{"admin":true}}}')],
];

/** One value of every kind of JSON, and the kinds of wrong numbers and texts people and programs send. */
const wrongValues: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  'x',
  '😀',
  '2026-02-30',
  [],
  [null],
  {},
  { a: 1 },
];

describe.each(channels)('%s', (name, channel) => {
  test('has a permission the access rules know', () => {
    expect(['public', 'anyone'].includes(channel.permission) || isPermission(channel.permission)).toBe(true);
    expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
    // Only who is at the desk may be asked before a login
    if (channel.permission === 'public') expect(name).toMatch(/^(session|outlet)\./);
  });

  test('refuses what is no JSON object of its kind', async () => {
    const { call, reached } = build(() => ({}), true);
    for (const [label, input] of neverGood) {
      const answer = await call(name, input);
      expect(answer, label).toMatchObject({ ok: false, error: { code: 'input_invalid' } });
    }
    const huge = await call(name, { a: 'x'.repeat((channel.maxBytes ?? 65_536) + 1) });
    expect(huge).toMatchObject({ ok: false, error: { code: 'input_too_large' } });
    expect(reached).toEqual([]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  test('refuses each field that is missing or of a wrong kind', async () => {
    const base = findSample(channel.input) as Record<string, unknown> | undefined;
    if (base === undefined || !channel.input.safeParse(base).success) return;
    const shape = (channel.input._zod.def as unknown as { shape?: Record<string, z.ZodType> }).shape ?? {};
    const { call, reached } = build(() => ({}), true);
    for (const [key, field] of Object.entries(shape)) {
      const tries = wrongValues
        .filter((value) => !field.safeParse(value).success)
        .map((value) => ({ ...base, [key]: value }));
      if (!field.safeParse(undefined).success) {
        const { [key]: _gone, ...rest } = base;
        tries.push(rest);
      }
      for (const input of tries) {
        const answer = await call(name, input);
        expect(answer, JSON.stringify(input)).toMatchObject({ ok: false, error: { code: 'input_invalid' } });
      }
    }
    expect(reached).toEqual([]);
    await call(name, base);
    expect(reached).toEqual([name]);
  });

  test('marks the personal fields of its answer', () => {
    const telling = /(^|[a-z])(phone|mobile|address|customerName|userName|idNumber)$/i;
    const open = [...propertiesOf(channel.output)]
      .filter(
        (property) => telling.test(property.key) && holdsText(property.schema) && !markOf(property.schema),
      )
      .map((property) => property.path)
      .filter((path) => !isOwnBusiness(name, path));
    expect(open).toEqual([]);
  });

  test('shows nothing marked to a reader without the permission', async () => {
    if (masksOf(compileOutputPlan(channel.output)).size === 0) return;
    const planted = '祁望春13000000101栖云里';
    const answer = findSample(channel.output, planted);
    const input = findSample(channel.input);
    if (answer === undefined || input === undefined) return;
    const masked = build(() => answer, false);
    expect(JSON.stringify(await masked.call(name, input))).not.toContain(planted);
    const whole = build(() => answer, true);
    expect(JSON.stringify(await whole.call(name, input))).toContain(planted);
  });
});

/** Numbers and addresses that are no person's: the outlet's own, a platform's, a printer's. */
function isOwnBusiness(channel: string, path: string): boolean {
  if (/^(outlet|platforms|paper|sync)\./.test(channel))
    return /(^|\.)(outlet|phone|address|complaintPhone|printer.*|baseAddress)$/.test(path);
  return channel.startsWith('session.') && path.startsWith('outlet.');
}

test('every channel can be tried with a good input', () => {
  const without = channels
    .filter(([, channel]) => {
      const sample = findSample(channel.input);
      return sample === undefined || !channel.input.safeParse(sample).success;
    })
    .map(([name]) => name);
  // Schemas with rules across fields need none; a growing list means the generator fell behind
  expect(without.length).toBeLessThanOrEqual(Math.ceil(channels.length / 10));
});
