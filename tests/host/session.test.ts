import { describe, expect, test } from 'vitest';
import { isEasyPin } from '../../main/services/session/set-pin.ts';
import { hashPin, verifyPin } from '../../main/services/session/pin.ts';
import { fakeEnv } from '../support/fake-env.ts';
import { addStaff, testOutlet } from '../support/test-outlet.ts';

const fault = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });

test('a person finds the own name, logs in, locks, unlocks, leaves', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet, { pin: '510101', roles: ['dispatcher', 'accountant'] });
  const desk = outlet.session();
  expect(await outlet.call(desk, 'jobs.list', {})).toEqual(fault('login_needed'));
  expect(await outlet.call(desk, 'session.people', {})).toMatchObject({
    ok: true,
    value: { people: [{ id }] },
  });
  const me = await outlet.call(desk, 'session.login', { staffId: id, pin: '510101' });
  expect(me).toMatchObject({
    ok: true,
    value: { state: 'in', staff: { id, roles: ['accountant', 'dispatcher'] } },
  });
  // One login, many roles: what either role may do, together
  expect(me).toMatchObject({
    value: { staff: { permissions: { 'orders.assign': 'all', 'periods.close': 'all' } } },
  });
  expect(await outlet.call(desk, 'session.lock', {})).toMatchObject({
    value: { state: 'locked', staff: { id } },
  });
  expect(await outlet.call(desk, 'jobs.list', {})).toEqual(fault('desk_locked'));
  expect(await outlet.call(desk, 'session.unlock', { pin: '000000' })).toEqual(fault('pin_wrong'));
  expect(await outlet.call(desk, 'session.unlock', { pin: '510101' })).toMatchObject({
    value: { state: 'in' },
  });
  expect(await outlet.call(desk, 'session.logout', {})).toMatchObject({
    value: { state: 'out', staff: null },
  });
});

describe('wrong PINs', () => {
  test('are counted, then make a pause that doubles, and survive a restart of the desk', async () => {
    const outlet = await testOutlet();
    const id = await addStaff(outlet, { pin: '510101' });
    const desk = outlet.session();
    const login = (pin: string) => outlet.call(desk, 'session.login', { staffId: id, pin });
    for (const left of [4, 3, 2, 1])
      expect(await login('000001')).toMatchObject({ error: { code: 'pin_wrong', params: { left } } });
    const pause = await login('000001');
    expect(pause).toMatchObject({
      error: { code: 'pin_blocked', params: { untilMs: outlet.env.now() + 60_000 } },
    });
    // Not even the right one helps now, on any desk
    expect(await login('510101')).toEqual(fault('pin_blocked'));
    expect(await outlet.call(outlet.session(), 'session.login', { staffId: id, pin: '510101' })).toEqual(
      fault('pin_blocked'),
    );
    await outlet.env.advance(60_001);
    expect(await login('000001')).toMatchObject({
      error: { params: { untilMs: outlet.env.now() + 120_000 } },
    });
    await outlet.env.advance(120_001);
    expect(await login('510101')).toMatchObject({ ok: true });
    expect(await login('000001')).toMatchObject({ error: { params: { left: 4 } } });
  });

  test('sent all at once count one by one', async () => {
    const outlet = await testOutlet();
    const id = await addStaff(outlet);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        outlet.call(outlet.session(), 'session.login', { staffId: id, pin: '999999' }),
      ),
    );
    const codes = answers.map((answer) => (answer.ok ? 'in' : answer.error.code));
    expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'pin_blocked')).toHaveLength(16);
  });

  test('of nobody look like those of somebody', async () => {
    const outlet = await testOutlet();
    const answer = await outlet.call(outlet.session(), 'session.login', { staffId: 'nobody', pin: '123456' });
    expect(answer).toMatchObject({ error: { code: 'pin_wrong', params: { left: 4 } } });
  });

  test('leave a trail that names the person, not the PIN', async () => {
    const outlet = await testOutlet();
    const id = await addStaff(outlet);
    await outlet.call(outlet.session(), 'session.login', { staffId: id, pin: '847362' });
    const rows = outlet.store.read
      .prepare("SELECT action, entity_id, params FROM audit WHERE entity = 'staff'")
      .all();
    expect(rows).toEqual([{ action: 'session.pin_wrong', entity_id: id, params: '{"tries":1}' }]);
    const everything = JSON.stringify(outlet.store.read.prepare('SELECT * FROM op').all());
    expect(everything).not.toContain('847362');
  });
});

test('a new PIN needs the old one and must not be the first anyone tries', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet, { pin: '510101' });
  const desk = outlet.session({ as: id });
  const set = (oldPin: string, newPin: string) => outlet.call(desk, 'session.setPin', { oldPin, newPin });
  expect(await set('510102', '738291')).toEqual(fault('pin_wrong'));
  expect(await set('510101', '123456')).toMatchObject({
    error: { code: 'input_invalid', params: { problem: 'too_easy' } },
  });
  expect(await set('510101', '738291')).toEqual({ ok: true, value: { ok: true } });
  const again = outlet.session();
  expect(await outlet.call(again, 'session.login', { staffId: id, pin: '510101' })).toEqual(
    fault('pin_wrong'),
  );
  expect(await outlet.call(again, 'session.login', { staffId: id, pin: '738291' })).toMatchObject({
    ok: true,
  });
  expect(['000000', '123456', '987654', '890123'].every(isEasyPin)).toBe(true);
  expect(['510101', '112233', '738291'].some(isEasyPin)).toBe(false);
});

test('the language is kept with the person', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet);
  const desk = outlet.session({ as: id });
  expect(await outlet.call(desk, 'session.setLanguage', { language: 'en' })).toMatchObject({
    value: { language: 'en' },
  });
  expect(await outlet.call(outlet.session({ as: id }), 'session.me', {})).toMatchObject({
    value: { language: 'en' },
  });
});

test('what roles may do changes under a running session, and who left is out', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet, { roles: ['dispatcher'] });
  const desk = outlet.session({ as: id });
  const write = (fn: Parameters<typeof outlet.store.gate.run>[1]) =>
    outlet.store.gate.run({ command: 'test', requestId: outlet.env.newId(), deskId: 'd', staffId: null }, fn);
  expect(outlet.sessions.find(desk.id)?.permissions.get('orders.assign')).toBe('all');
  const grant = outlet.store.read
    .prepare("SELECT id FROM role_permission WHERE role_id = 'dispatcher' AND permission = 'orders.assign'")
    .pluck()
    .get() as string;
  write((tx) => tx.remove('role_permission', grant));
  expect(outlet.sessions.find(desk.id)?.permissions.has('orders.assign')).toBe(false);
  write((tx) => void tx.update('staff', id, { left_day: '2026-11-22' }));
  expect(await outlet.call(desk, 'jobs.list', {})).toEqual(fault('login_needed'));
  expect(await outlet.call(desk, 'session.login', { staffId: id, pin: '510101' })).toMatchObject({
    ok: false,
  });
});

test('PIN hashes: Argon2id with a salt of its own, scrypt readable too, nonsense never right', async () => {
  const env = fakeEnv({ seed: 3 });
  const [one, two] = [await hashPin(env, '510101'), await hashPin(env, '510101')];
  expect(one).toMatch(/^\$argon2id\$/);
  expect(one).not.toBe(two);
  expect([await verifyPin(one, '510101'), await verifyPin(one, '510102')]).toEqual([true, false]);
  const { scryptSync } = await import('node:crypto');
  const salt = Buffer.alloc(16, 7);
  const stored = `scrypt$${salt.toString('hex')}$${scryptSync('510101', salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 }).toString('hex')}`;
  expect([await verifyPin(stored, '510101'), await verifyPin(stored, '510102')]).toEqual([true, false]);
  for (const bad of ['', 'x', 'scrypt$', '$argon2id$']) expect(await verifyPin(bad, '510101')).toBe(false);
});
