import { expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { keyOfRecovery } from '../../main/services/outlet/recovery.ts';
import { testOutlet } from '../support/test-outlet.ts';

const own = {
  name: '望江路服务站',
  county: '天元区',
  address: '望江路1号',
  phone: '0731-0000-0200',
  managerName: '祁望春',
  pin: '730419',
  trades: ['air_conditioner' as const],
};

test('an outlet of one’s own: made once, its manager in at once and again by PIN', async () => {
  const outlet = await testOutlet({ seed: 31 });
  const window = outlet.session();
  expect(await outlet.call(window, 'outlet.startOwn', { ...own, pin: '123456' })).toMatchObject({
    ok: false,
    error: { code: 'input_invalid', params: { field: 'pin' } },
  });
  const made = await outlet.call(window, 'outlet.startOwn', own);
  if (!made.ok) throw new Error(made.error.code);
  expect(await outlet.call(window, 'session.me', {})).toMatchObject({
    ok: true,
    value: { state: 'in', outlet: { nameZh: own.name, demo: false }, staff: { id: made.value.staffId } },
  });
  for (const again of ['outlet.startDemo', 'outlet.startOwn'] as const)
    expect(await outlet.callAny(window, again, again === 'outlet.startDemo' ? {} : own)).toMatchObject({
      ok: false,
      error: { code: 'outlet_exists' },
    });
  const other = outlet.session();
  expect(
    await outlet.call(other, 'session.login', { staffId: made.value.staffId, pin: own.pin }),
  ).toMatchObject({ ok: true });
  const read = outlet.store.read;
  const count = (table: string) => read.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  for (const table of ['slot', 'reason_code', 'account', 'period', 'role', 'location'])
    expect(count(table), table).toBeGreaterThan(0);
  expect(read.prepare('SELECT DISTINCT category FROM service_item').pluck().all()).toEqual(['空调']);
  for (const table of ['work_order', 'part', 'price_rule', 'brand']) expect(count(table), table).toBe(0);
  expect(read.prepare('SELECT max(customer_price_fen) FROM service_item').pluck().get()).toBe(0);
  for (const [law, report] of Object.entries(verifyStore(read)))
    expect(report.ok, `${law} ${report.detail}`).toBe(true);
});

test('the recovery key opens the store, is counted, and is kept in no answer', async () => {
  const outlet = await testOutlet({ seed: 32 });
  const window = outlet.session();
  await outlet.call(window, 'outlet.startOwn', own);
  expect(await outlet.call(window, 'outlet.recoveryKey', { pin: '999998' })).toMatchObject({
    ok: false,
    error: { code: 'pin_wrong' },
  });
  const shown = await outlet.call(window, 'outlet.recoveryKey', { pin: own.pin });
  if (!shown.ok) throw new Error(shown.error.code);
  expect(shown.value).toMatchObject({ shownBefore: 0 });
  const typed = shown.value.groups.join(' ').toLowerCase();
  expect(keyOfRecovery(typed)).toBe(outlet.store.key);
  expect(keyOfRecovery(typed.replace(/^./, (sign) => (sign === '0' ? '1' : '0')))).toBeNull();
  expect(await outlet.call(window, 'outlet.recoveryKey', { pin: own.pin })).toMatchObject({
    ok: true,
    value: { shownBefore: 1 },
  });
  const answers = outlet.store.read
    .prepare('SELECT answer FROM op WHERE answer IS NOT NULL')
    .pluck()
    .all()
    .join('\n');
  expect(answers).not.toContain(shown.value.groups[3]);
});

test('calendar, switches and the outlet’s data: saved with their version, refused where wrong', async () => {
  const outlet = await testOutlet({ seed: 33 });
  const window = outlet.session();
  await outlet.call(window, 'outlet.startOwn', own);
  const form = await outlet.call(window, 'outlet.calendar', {});
  if (!form.ok) throw new Error(form.error.code);
  expect(form.value.version).toBe(0);
  const calendar = { ...form.value.calendar, days: [{ day: '2027-02-06', spans: [] }] };
  expect(await outlet.call(window, 'outlet.saveCalendar', { version: 0, calendar })).toMatchObject({
    ok: true,
    value: { version: 1 },
  });
  expect(await outlet.call(window, 'outlet.saveCalendar', { version: 0, calendar })).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  const wrong = { ...calendar, weekly: calendar.weekly.map(() => [{ from: '18:00', to: '08:00' }]) };
  expect(await outlet.call(window, 'outlet.saveCalendar', { version: 1, calendar: wrong })).toMatchObject({
    ok: false,
    error: { code: 'calendar_wrong' },
  });
  await outlet.call(window, 'outlet.setFeature', { code: 'reports', enabled: false });
  expect(await outlet.call(window, 'session.me', {})).toMatchObject({
    ok: true,
    value: { features: { reports: false } },
  });
});

test('a checked copy is made in a child and listed with its age', async () => {
  const outlet = await testOutlet({ seed: 34 });
  const window = outlet.session();
  await outlet.call(window, 'outlet.startOwn', own);
  const started = await outlet.call(window, 'outlet.backupNow', {});
  if (!started.ok) throw new Error(started.error.code);
  await outlet.jobs.finished(started.value.jobId);
  const made = await outlet.call(window, 'jobs.get', { id: started.value.jobId });
  expect(made).toMatchObject({ ok: true, value: { state: 'done' } });
  const listed = await outlet.call(window, 'outlet.backups', {});
  if (!listed.ok) throw new Error(listed.error.code);
  expect(listed.value.copies.map((copy) => copy.kind)).toEqual(['hand']);
  const check = await outlet.call(window, 'outlet.checkStore', {});
  if (!check.ok) throw new Error(check.error.code);
  await outlet.jobs.finished(check.value.jobId);
  const job = await outlet.call(window, 'jobs.get', { id: check.value.jobId });
  expect(job).toMatchObject({ ok: true, value: { state: 'done', result: { ok: true } } });
});
