import { expect, test } from 'vitest';
import { addStaff, testOutlet } from '../support/test-outlet.ts';

test('a person logs in and is known', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet, { pin: '510101' });
  const desk = outlet.session();
  expect(await outlet.call(desk, 'jobs.list', {})).toEqual({
    ok: false,
    error: { code: 'login_needed', params: {} },
  });
  const people = await outlet.call(desk, 'session.people', {});
  expect(people).toMatchObject({ ok: true, value: { people: [{ id }] } });
  const me = await outlet.call(desk, 'session.login', { staffId: id, pin: '510101' });
  expect(me).toMatchObject({ ok: true, value: { state: 'in', staff: { id } } });
  expect(await outlet.call(desk, 'jobs.list', {})).toEqual({ ok: true, value: { jobs: [], total: 0 } });
});
