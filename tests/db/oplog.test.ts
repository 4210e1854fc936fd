import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OperationLog, type LogRecord } from '../../db/oplog.ts';
import { tempDir } from '../support/temp-dir.ts';

const key = '3c'.repeat(32);
const record = (lsn: number): LogRecord => ({
  lsn,
  epoch: 1,
  outlet: 'o',
  desk: 'd',
  staff: null,
  request: `r${lsn}`,
  command: 'test',
  version: 1,
  at: lsn,
  rows: [{ t: 'customer', o: 'i', k: [`c${lsn}`], c: { name: '祁望春' } }],
});

function filled(count: number): { dir: string; file: string; sizes: number[] } {
  const dir = join(tempDir(), 'oplog');
  const log = new OperationLog(dir, key);
  const sizes = Array.from({ length: count }, (_, index) => {
    const packed = log.pack(record(index + 1));
    log.append([{ lsn: index + 1, packed }]);
    return packed.length;
  });
  log.close();
  return { dir, file: join(dir, readdirSync(dir)[0] ?? ''), sizes };
}
const lsns = (log: OperationLog) => [...log.read()].map((one) => one.lsn);

test('a torn end is cut off at every byte, whole entries before it stay, and the next one fits behind', () => {
  const { dir, file, sizes } = filled(3);
  const whole = readFileSync(file);
  const before = (sizes[0] ?? 0) + (sizes[1] ?? 0);
  for (let at = before; at < whole.length; at += 1) {
    writeFileSync(file, whole.subarray(0, at));
    const log = new OperationLog(dir, key);
    expect(log.head, `cut at ${at}`).toBe(2);
    log.append([{ lsn: 3, packed: log.pack(record(3)) }]);
    expect(lsns(log)).toEqual([1, 2, 3]);
    log.close();
  }
});

test('damage before the end is named with its place and offset, and nothing is changed', () => {
  const { dir, file, sizes } = filled(3);
  const whole = readFileSync(file);
  for (const at of [0, 5, 9, 40, (sizes[0] ?? 0) + 30]) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 16;
    writeFileSync(file, bytes);
    expect(() => new OperationLog(dir, key), `byte ${at}`).toThrow('log_damaged');
    expect(readFileSync(file).equals(bytes)).toBe(true);
  }
});

test('no word of a row can be read without the key', () => {
  const { file } = filled(2);
  expect(readFileSync(file).includes(Buffer.from('祁望春'))).toBe(false);
  expect(readFileSync(file).includes(Buffer.from('customer'))).toBe(false);
});

test('a file that was begun and never written to is an empty one', () => {
  const { dir, file } = filled(2);
  writeFileSync(join(dir, '000000000003.log'), '');
  const log = new OperationLog(dir, key);
  expect(log.head).toBe(2);
  log.append([{ lsn: 3, packed: log.pack(record(3)) }]);
  expect(lsns(log)).toEqual([1, 2, 3]);
  expect([...log.read(2)].map((one) => one.lsn)).toEqual([3]);
  log.close();
  truncateSync(file, readFileSync(file).length - 1);
  // Only the last file may end in the middle: here an entry between two whole ones is gone.
  const again = new OperationLog(dir, key);
  expect(() => [...again.read()]).toThrow('log_damaged');
  again.close();
  expect(existsSync(file)).toBe(true);
});
