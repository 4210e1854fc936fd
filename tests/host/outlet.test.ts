import { describe, expect, test } from 'vitest';
import { openOutlet } from '../../main/host/outlet.ts';
import { prepareDemo } from '../../main/host/demo.ts';
import { handlers } from '../../main/services/index.ts';
import { contract } from '../../preload/contract/index.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { tempDir } from '../support/temp-dir.ts';
import { addStaff, testOutlet } from '../support/test-outlet.ts';

test('every handler answers a channel of the contract', () => {
  expect(Object.keys(handlers).filter((name) => !Object.hasOwn(contract, name))).toEqual([]);
});

describe('a repeated request', () => {
  test('gets its first answer even after a restart, and a reused id is refused', async () => {
    const dir = tempDir();
    const first = await openOutlet({ dir, env: fakeEnv({ seed: 1 }) });
    const staffId = await addStaff(first, { pin: '510101' });
    const input = { oldPin: '510101', newPin: '738291' };
    const options = { requestId: 'request-after-restart' };
    const answer = await first.call(first.session({ as: staffId }), 'session.setPin', input, options);
    expect(answer).toEqual({ ok: true, value: { ok: true } });
    await first.close();
    const second = await openOutlet({ dir, env: fakeEnv({ seed: 2, startAt: first.env.now() + 1000 }) });
    const desk = second.session({ as: staffId });
    expect(await second.call(desk, 'session.setPin', input, options)).toEqual(answer);
    const count = second.store.read
      .prepare("SELECT count(*) FROM op WHERE command = 'session.setPin'")
      .pluck()
      .get();
    expect(count).toBe(1);
    const hash = second.store.read
      .prepare("SELECT input_hash FROM op WHERE command = 'session.setPin'")
      .pluck()
      .get();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await second.callAny(desk, 'session.setLanguage', { language: 'en' }, options)).toMatchObject({
      error: { code: 'request_reused' },
    });
    await second.close();
  });

  test('of another desk is another request', async () => {
    const outlet = await testOutlet();
    const staffId = await addStaff(outlet);
    const a = outlet.session({ as: staffId, deskId: 'desk-a' });
    const b = outlet.session({ as: staffId, deskId: 'desk-b' });
    const options = { requestId: 'the-same-id' };
    expect(await outlet.call(a, 'session.setLanguage', { language: 'en' }, options)).toMatchObject({
      ok: true,
    });
    expect(await outlet.call(b, 'session.setLanguage', { language: 'zh' }, options)).toMatchObject({
      ok: true,
    });
  });
});

test('the hash of an input does not carry the PIN', async () => {
  const { hashInput, canonicalJson } = await import('../../main/host/json-guard.ts');
  const of = (input: object) => hashInput('session.setPin', canonicalJson(input));
  expect(of({ oldPin: '1111', newPin: '2222' })).toBe(of({ oldPin: '3333', newPin: '4444' }));
  expect(of({ id: 'a', pin: '1111' })).not.toBe(of({ id: 'b', pin: '1111' }));
});

test('the demo outlet opens once, and its people log in with their demo PIN', async () => {
  const outlet = await testOutlet({ seed: 9 });
  expect(await prepareDemo(outlet)).toBe(true);
  expect(await prepareDemo(outlet)).toBe(false);
  const desk = outlet.session();
  const people = await outlet.call(desk, 'session.people', {});
  expect(people.ok && people.value.people.length).toBe(12);
  const me = await outlet.call(desk, 'session.login', { staffId: 'S01', pin: '510101' });
  expect(me).toMatchObject({
    ok: true,
    value: { outlet: { demo: true }, staff: { roles: ['manager', 'team_lead'] } },
  });
  expect(outlet.ports.info.demo).toBe(true);
});

test('searching goes to the search worker and finds what was just committed', async () => {
  const outlet = await testOutlet({ synchronous: 'FULL' });
  const call = { command: 'test', requestId: outlet.env.newId(), deskId: 'd', staffId: null };
  outlet.store.gate.run(call, (tx) => {
    tx.search('order', 'o1', { title: 'WO-1', names: ['祁望春'], phones: ['13000000101'] });
  });
  const found = await outlet.ports.search<{ total: number; hits: { entityId: string }[] }>({
    type: 'query',
    request: { text: '望春', limit: 5 },
  });
  expect(found).toMatchObject({ total: 1, hits: [{ entityId: 'o1' }] });
});

test('closing twice is closing once', async () => {
  const outlet = await openOutlet({ dir: tempDir(), env: fakeEnv({ seed: 1 }) });
  await Promise.all([outlet.close(), outlet.close()]);
  await outlet.close();
});
