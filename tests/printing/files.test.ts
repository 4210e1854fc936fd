import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { deviceTransport } from '../../main/printing/transport/device.ts';
import { fileTransport } from '../../main/printing/transport/file.ts';
import { realTime } from './support/real-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'outlet-print-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const calm = new AbortController().signal;
const job = Uint8Array.from({ length: 3000 }, (_, at) => at % 256);

describe('printing to a file', () => {
  it('leaves one whole file per job and no scraps', async () => {
    const to = fileTransport({ folder: join(folder, '打印', 'out'), newName: () => '派工单·0036.bin' });
    expect(await to.send(job, calm)).toEqual({ sent: 'all', sentBytes: 3000, confirmed: true });
    expect(readdirSync(join(folder, '打印', 'out'))).toEqual(['派工单·0036.bin']);
    expect(new Uint8Array(readFileSync(join(folder, '打印', 'out', '派工单·0036.bin')))).toEqual(job);
  });

  it('never writes over a file and never outside the folder', async () => {
    const again = fileTransport({ folder: join(folder, '打印', 'out'), newName: () => '派工单·0036.bin' });
    expect(await again.send(job, calm)).toMatchObject({
      sent: 'none',
      problem: 'printer_file_refused',
      params: { why: 'EEXIST' },
    });
    for (const name of ['../x.bin', '/etc/x', '.hidden', '']) {
      const result = await fileTransport({ folder, newName: () => name }).send(job, calm);
      expect(result).toMatchObject({ sent: 'none', problem: 'printer_file_refused' });
    }
  });

  it('says where it cannot write', async () => {
    writeFileSync(join(folder, 'file'), 'x');
    const result = await fileTransport({ folder: join(folder, 'file'), newName: () => 'a.bin' }).send(
      job,
      calm,
    );
    expect(result).toMatchObject({ sent: 'none', problem: 'printer_file_refused' });
  });
});

describe('a device file', () => {
  it('takes the bytes', async () => {
    const path = join(folder, 'lp0');
    writeFileSync(path, '');
    expect(await deviceTransport({ path }, realTime).send(job, calm)).toEqual({
      sent: 'all',
      sentBytes: 3000,
      confirmed: false,
    });
    expect(new Uint8Array(readFileSync(path))).toEqual(job);
    chmodSync(path, 0o600);
  });

  it('is not plugged in', async () => {
    const result = await deviceTransport({ path: join(folder, 'lp9') }, realTime).send(job, calm);
    expect(result).toMatchObject({ sent: 'none', problem: 'printer_offline', params: { why: 'ENOENT' } });
  });

  it('reports "no space" as out of paper, as the USB printer driver does', async () => {
    const result = await deviceTransport({ path: '/dev/full' }, realTime).send(job, calm);
    expect(result).toMatchObject({ sent: 'none', problem: 'printer_paper_out' });
  });
});
