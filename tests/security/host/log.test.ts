import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../domain/kernel/fault.ts';
import { openLog } from '../../../main/host/log.ts';
import { scrubError, scrubText } from '../../../main/host/scrub.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { addStaff, testOutlet } from '../../support/test-outlet.ts';

/** What must never be found in a log, in any of the ways it can get there. */
const planted = {
  name: '祁望春',
  latin: 'Qi Wangchun',
  phone: '13000000101',
  shaped: '130-0000-0101',
  address: '株洲市天元区望樟路118号栖云里1栋104',
  pin: '847362',
};

function logged(dir: string): string {
  return readdirSync(dir)
    .map((name) => readFileSync(join(dir, name), 'utf8'))
    .join('');
}

function expectClean(text: string): void {
  for (const value of Object.values(planted)) expect(text).not.toContain(value);
  expect(text).not.toMatch(/[一-鿿]/);
  expect(text).not.toMatch(/Wangchun/);
}

test('calls, faults and defects leave no personal data in the log', async () => {
  const outlet = await testOutlet();
  const id = await addStaff(outlet, { name: planted.name, pin: planted.pin });
  const desk = outlet.session({ as: id });
  const kinds: Record<string, unknown> = {
    plain: new Error(`cannot find ${planted.name} ${planted.phone} ${planted.address}`),
    latin: new Error(`no customer ${planted.latin}, ${planted.shaped}`),
    json: (() => {
      try {
        return JSON.parse(`{"name": ${planted.name}`);
      } catch (error) {
        return error;
      }
    })(),
    type: new TypeError(`Cannot read properties of undefined (reading '${planted.name}')`),
    cause: new Error('outer', { cause: new Error(planted.phone) }),
    named: Object.assign(new Error('x'), { name: planted.name, code: planted.phone }),
    stack: Object.assign(new Error('x'), {
      stack: `Error: ${planted.name}\n    at ${planted.name} (/a/${planted.phone}.ts:1:1)`,
    }),
    text: planted.name,
    object: { name: planted.name },
    fault: new Fault('conflict', { entity: planted.name, id: planted.phone }),
  };
  for (const [name, error] of Object.entries(kinds)) {
    outlet.jobs.addKind(`test.${name}`, { where: 'host', run: () => Promise.reject(error) });
    const { jobId } = await outlet.ports.startJob(`test.${name}`, planted, desk);
    await outlet.jobs.finished(jobId);
  }
  await outlet.callAny(desk, planted.name, planted);
  await outlet.callAny(desk, 'session.login', { staffId: planted.name, pin: planted.pin });
  await outlet.callAny(desk, 'jobs.get', { id: planted.phone });
  await outlet.callAny(outlet.session(), 'session.login', { staffId: id, pin: planted.pin });
  await outlet.close();
  const text = logged(join(outlet.dir, 'logs'));
  expect(text).toContain('"event":"job"');
  expectClean(text);
});

test('fields that are no codes are withheld, whoever logs them', () => {
  const dir = tempDir();
  const log = openLog({ dir, newRef: () => 'R1' });
  log.info('x', {
    name: 'Someone',
    place: planted.address,
    count: 3,
    channel: 'orders.list',
    number: planted.phone,
  });
  log.warn('x', { phone: planted.phone, text: planted.latin });
  expect(log.error('x', new Error('boom'), { note: planted.name })).toBe('R1');
  log.close();
  const text = logged(dir);
  expectClean(text);
  expect(text).not.toContain('Someone');
  expect(text).toContain('"channel":"orders.list"');
  expect(text).toContain('"count":3');
});

test('the log turns over by size, keeps five files, and is its owner’s alone', () => {
  const dir = tempDir();
  const log = openLog({ dir, newRef: () => 'R1', maxBytes: 2000 });
  for (let i = 0; i < 300; i++) log.info('event', { i });
  log.close();
  const names = readdirSync(dir).sort();
  expect(names).toEqual(['host.1.log', 'host.2.log', 'host.3.log', 'host.4.log', 'host.log']);
  for (const name of names) {
    const { size, mode } = statSync(join(dir, name));
    expect(size).toBeLessThanOrEqual(2000);
    if (process.platform !== 'win32') expect(mode & 0o077).toBe(0);
  }
  const last = readFileSync(join(dir, 'host.log'), 'utf8').trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ event: 'event', i: 299 });
});

describe('what stays readable', () => {
  test.each([
    [
      'SQLITE_CONSTRAINT: UNIQUE constraint failed: staff.code',
      'SQLITE_CONSTRAINT: UNIQUE constraint failed: staff.code',
    ],
    ['no table named work_order', 'no table named work_order'],
    ['answer of orders.list does not fit', 'answer of orders.list does not fit'],
    [`seal: key ${planted.phone} is gone`, 'seal: key · is gone'],
    [`customer "${planted.latin}" twice`, 'customer · twice'],
  ])('%s', (text, kept) => {
    expect(scrubText(text, 300)).toBe(kept);
  });

  test('frames of the program', () => {
    const { frames } = scrubError(new Error(planted.name));
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.join('\n')).toMatch(/log\.test\.ts/);
  });
});
