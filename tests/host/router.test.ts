import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../domain/kernel/fault.ts';
import { maskText } from '../../main/host/mask-text.ts';
import { Router, type AnyHandler } from '../../main/host/router.ts';
import { SessionTable, type StaffProfile } from '../../main/host/sessions.ts';
import { silentLog } from '../../main/host/log.ts';
import type { ServiceContext } from '../../main/services/context.ts';
import { command, personal, query } from '../../preload/contract/define.ts';
import { fakeEnv } from '../support/fake-env.ts';

const contract = {
  'test.open': query({ input: z.object({}), output: z.object({ ok: z.boolean() }), permission: 'public' }),
  'test.read': query({
    input: z.object({ n: z.int().default(7) }),
    output: z.object({ n: z.int(), name: personal.name(), phone: personal.phone() }),
    permission: 'orders.read',
  }),
  'test.write': command({
    input: z.object({ text: z.string().max(100_000) }),
    output: z.object({ times: z.int() }),
    permission: 'orders.edit',
    maxBytes: 2000,
    perMinute: 10,
  }),
  'test.silent': query({ input: z.object({}), output: z.object({}), permission: 'anyone' }),
};

function build(handlers: Record<string, AnyHandler>, profile: Partial<StaffProfile> = {}) {
  const env = fakeEnv({ seed: 5 });
  const sessions = new SessionTable(env, (staffId) => ({
    staffId,
    teamId: null,
    roles: ['dispatcher'],
    permissions: new Map([
      ['orders.read', 'all'],
      ['orders.edit', 'all'],
      ['personal.name', 'all'],
    ]),
    language: null,
    ...profile,
  }));
  const stored = new Map<string, { inputHash: string | null; answer: unknown }>();
  const router = new Router({
    contract,
    handlers,
    sessions,
    env,
    log: silentLog(),
    maskText,
    findAnswer: (desk, id) => stored.get(`${desk} ${id}`) ?? null,
    context: (session, call) => ({ env, session, requestId: call.requestId }) as unknown as ServiceContext,
    checkOutputs: true,
  });
  const session = sessions.open({ deskId: 'd1', transport: 'in_process' });
  return { router, sessions, session, env, stored, desk: session.id };
}

const code = async (answer: Promise<{ ok: boolean }>) =>
  ((await answer) as { error?: { code: string } }).error?.code;
const read = () => ({ n: 1, name: '祁望春', phone: '13000000101' });

describe('the order of checks', () => {
  test('sender, login, permission, rate, size, schema', async () => {
    let reached = 0;
    const { router, sessions, session, desk } = build({ 'test.write': () => ({ times: ++reached }) });
    const bad = { text: 1 };
    expect(await code(router.call('nobody', 'test.write', bad))).toBe('desk_unknown');
    expect(await code(router.call(desk, 'test.unheard', bad))).toBe('unknown_channel');
    expect(await code(router.call(desk, 'test.write', bad))).toBe('login_needed');
    sessions.login(session, 's1');
    sessions.lock(session);
    expect(await code(router.call(desk, 'test.write', bad))).toBe('desk_locked');
    sessions.unlock(session);
    const huge = { text: 'x'.repeat(3000), more: Number.NaN };
    expect(await code(router.call(desk, 'test.write', { ...huge, more: 1 }))).toBe('input_too_large');
    expect(await code(router.call(desk, 'test.write', bad))).toBe('input_invalid');
    for (let i = 0; i < 8; i++) await router.call(desk, 'test.write', bad);
    expect(await code(router.call(desk, 'test.write', bad))).toBe('rate_limited');
    expect(reached).toBe(0);
  });

  test('without the permission nothing more is learnt', async () => {
    const { router, sessions, session, desk } = build(
      { 'test.write': () => ({ times: 1 }) },
      { permissions: new Map() },
    );
    sessions.login(session, 's1');
    expect(await router.call(desk, 'test.write', { text: 1 })).toEqual({
      ok: false,
      error: { code: 'forbidden', params: { action: 'orders.edit' } },
    });
  });

  test('the rate refills with time and a clock set back does not lock a desk out', async () => {
    const { router, sessions, session, desk, env } = build({ 'test.write': () => ({ times: 1 }) });
    sessions.login(session, 's1');
    const call = () => code(router.call(desk, 'test.write', { text: '' }));
    for (let i = 0; i < 10; i++) expect(await call()).toBeUndefined();
    expect(await call()).toBe('rate_limited');
    env.jump(-86_400_000);
    expect(await call()).toBe('rate_limited');
    await env.advance(12_000);
    expect(await call()).toBeUndefined();
  });
});

describe('answers', () => {
  test('are masked by what the reader holds, and follow a change of roles at once', async () => {
    const { router, sessions, session, desk } = build({ 'test.read': read });
    sessions.login(session, 's1');
    expect(await router.call(desk, 'test.read', {})).toEqual({
      ok: true,
      value: { n: 1, name: '祁望春', phone: '130****0101' },
    });
  });

  test('are masked when the reveal reaches less far than the rows', async () => {
    const narrow = new Map<string, 'own' | 'team' | 'all'>([
      ['orders.read', 'team'],
      ['personal.name', 'team'],
      ['personal.phone', 'own'],
    ]);
    const { router, sessions, session, desk } = build({ 'test.read': read }, { permissions: narrow });
    sessions.login(session, 's1');
    expect(await router.call(desk, 'test.read', {})).toMatchObject({
      value: { name: '祁望春', phone: '130****0101' },
    });
  });

  test('that do not fit their schema are defects, not answers', async () => {
    const { router, sessions, session, desk } = build({
      'test.read': () => ({ n: 'one', name: '祁望春', phone: '' }),
    });
    sessions.login(session, 's1');
    const answer = await router.call(desk, 'test.read', {});
    expect(answer).toEqual({ ok: false, error: { code: 'internal', params: { ref: expect.any(String) } } });
  });

  test('defaults are filled in before the handler sees the input', async () => {
    const { router, sessions, session, desk } = build({
      'test.read': (_ctx, input: { n: number }) => ({ ...read(), n: input.n }),
    });
    sessions.login(session, 's1');
    expect(await router.call(desk, 'test.read', undefined)).toMatchObject({ value: { n: 7 } });
  });
});

describe('what a handler throws', () => {
  test.each([
    new Error('customer 祁望春 13000000101'),
    new TypeError('x'),
    'text',
    null,
    undefined,
    { code: 'forbidden' },
    Object.assign(new Error('x'), { name: 'Fault', code: 'made_up', params: {} }),
  ])('%s reaches the window as a reference only', async (thrown) => {
    const { router, sessions, session, desk } = build({
      'test.read': () => {
        throw thrown;
      },
    });
    sessions.login(session, 's1');
    const answer = await router.call(desk, 'test.read', {});
    expect(answer).toEqual({ ok: false, error: { code: 'internal', params: { ref: expect.any(String) } } });
    expect(JSON.stringify(answer)).not.toMatch(/祁|1300/);
  });

  test('a fault keeps its code, and flat params only', async () => {
    const { router, sessions, session, desk } = build({
      'test.read': () => {
        throw new Fault('conflict', { entity: 'work_order', id: 'a', deep: { a: 1 } as never });
      },
    });
    sessions.login(session, 's1');
    expect(await router.call(desk, 'test.read', {})).toEqual({
      ok: false,
      error: { code: 'conflict', params: { entity: 'work_order', id: 'a' } },
    });
  });
});

describe('request ids', () => {
  const id = 'request-0001';

  test('the same id again is the first answer; with another input it is refused', async () => {
    let times = 0;
    const { router, sessions, session, desk } = build({ 'test.write': () => ({ times: ++times }) });
    sessions.login(session, 's1');
    const first = await router.call(desk, 'test.write', { text: 'a' }, { requestId: id });
    expect(await router.call(desk, 'test.write', { text: 'a' }, { requestId: id })).toEqual(first);
    expect(times).toBe(1);
    expect(await code(router.call(desk, 'test.write', { text: 'b' }, { requestId: id }))).toBe(
      'request_reused',
    );
  });

  test('two at once are one', async () => {
    let times = 0;
    const { router, sessions, session, desk } = build({
      'test.write': async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return { times: ++times };
      },
    });
    sessions.login(session, 's1');
    const both = await Promise.all(
      [1, 2].map(() => router.call(desk, 'test.write', { text: 'a' }, { requestId: id })),
    );
    expect(both).toEqual([
      { ok: true, value: { times: 1 } },
      { ok: true, value: { times: 1 } },
    ]);
  });

  test('a fault is not remembered: nothing was written', async () => {
    let times = 0;
    const { router, sessions, session, desk } = build({
      'test.write': () => {
        if (++times === 1) throw new Fault('disk_full');
        return { times };
      },
    });
    sessions.login(session, 's1');
    expect(await code(router.call(desk, 'test.write', { text: 'a' }, { requestId: id }))).toBe('disk_full');
    expect(await router.call(desk, 'test.write', { text: 'a' }, { requestId: id })).toMatchObject({
      value: { times: 2 },
    });
  });

  test('what the store remembers from before a restart is the answer', async () => {
    const { router, sessions, session, desk, stored } = build({ 'test.write': () => ({ times: 99 }) });
    sessions.login(session, 's1');
    stored.set(`d1 ${id}`, { inputHash: null, answer: { times: 3 } });
    expect(await router.call(desk, 'test.write', { text: 'a' }, { requestId: id })).toEqual({
      ok: true,
      value: { times: 3 },
    });
    stored.set('d1 request-0002', { inputHash: 'of something else', answer: { times: 3 } });
    expect(await code(router.call(desk, 'test.write', { text: 'a' }, { requestId: 'request-0002' }))).toBe(
      'request_reused',
    );
  });

  test.each(['', 'short', 'x'.repeat(65), '../../../etc', 'a b c d e f g'])(
    'the id «%s» is no id',
    async (bad) => {
      const { router, sessions, session, desk } = build({ 'test.write': () => ({ times: 1 }) });
      sessions.login(session, 's1');
      expect(await code(router.call(desk, 'test.write', { text: 'a' }, { requestId: bad }))).toBe(
        'input_invalid',
      );
    },
  );
});
