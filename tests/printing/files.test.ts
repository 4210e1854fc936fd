import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { deviceTransport } from '../../main/printing/transport/device.ts';
import { fileTransport } from '../../main/printing/transport/file.ts';
import { realTime } from './support/real-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'outlet-print-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const calm = new AbortController().signal;
const hasTerminal = spawnSync('script', ['-V']).status === 0;
const pause = () => new Promise((resolve) => setTimeout(resolve, 10));
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
    expect(await deviceTransport({ path: '/dev/null' }, realTime).send(job, calm)).toEqual({
      sent: 'all',
      sentBytes: 3000,
      confirmed: false,
    });
  });

  it.skipIf(!hasTerminal)('hands over every byte as it is', async () => {
    // A terminal of our own is a device like a serial line: what is written to it comes out at the other end.
    const line = spawn('script', ['-qfc', 'stty raw -echo; tty; exec sleep 30', '/dev/null']);
    const out: Buffer[] = [];
    line.stdout.on('data', (piece: Buffer) => out.push(piece));
    const told = () => Buffer.concat(out);
    while (!told().includes('\n')) await pause();
    const path = told().toString().trim();
    try {
      const sent = deviceTransport({ path }, realTime).send(job, calm);
      const head = told().indexOf('\n') + 1;
      while (told().length < head + job.length) await pause();
      expect(await sent).toMatchObject({ sent: 'all', sentBytes: 3000 });
      expect(new Uint8Array(told().subarray(head))).toEqual(job);
    } finally {
      line.kill('SIGKILL');
    }
  });

  it('never writes over a file', async () => {
    const path = join(folder, 'lp0');
    writeFileSync(path, 'as it was');
    expect(await deviceTransport({ path }, realTime).send(job, calm)).toMatchObject({
      sent: 'none',
      problem: 'printer_device_refused',
      params: { target: path },
    });
    expect(readFileSync(path, 'utf8')).toBe('as it was');
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
