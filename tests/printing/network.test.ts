import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { defaultProfile, renderEscpos } from '../../main/printing/render/escpos.ts';
import type { PrinterBehaviour } from '../../main/printing/sandbox/behaviour.ts';
import { type PrinterSandbox, startPrinterSandbox } from '../../main/printing/sandbox/printer-sandbox.ts';
import { type NetworkPrinter, networkTransport } from '../../main/printing/transport/network.ts';
import { repairSlip } from './samples.ts';
import { realTime } from './support/real-time.ts';

const job = renderEscpos(serviceSlip(repairSlip), defaultProfile);
const calm = new AbortController().signal;
const open: PrinterSandbox[] = [];

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

async function printer(behaviour: Partial<PrinterBehaviour>) {
  const sandbox = await startPrinterSandbox(realTime, { behaviour });
  open.push(sandbox);
  return sandbox;
}

/** Long enough for a busy machine; tests of what never comes shorten the wait for it. */
const patience = {
  connectTimeoutMs: 10_000,
  stallTimeoutMs: 10_000,
  statusTimeoutMs: 5000,
  doneTimeoutMs: 10_000,
};

function to(port: number, more: Partial<NetworkPrinter> = {}) {
  return networkTransport({ host: '127.0.0.1', port, ...patience, ...more }, realTime);
}

async function send(behaviour: Partial<PrinterBehaviour>, waits: Partial<NetworkPrinter> = {}, bytes = job) {
  const sandbox = await printer(behaviour);
  let began = false;
  const hooks = { beforeFirstByte: () => void (began = true) };
  const result = await to(sandbox.port, waits).send(bytes, calm, hooks);
  return { result, began, sandbox };
}

describe('a printer on port 9100', () => {
  it('prints byte for byte and says so', async () => {
    const { result, sandbox } = await send({});
    expect(result).toEqual({ sent: 'all', sentBytes: job.length, confirmed: true });
    await expect.poll(() => sandbox.jobs.length).toBe(1);
    expect(Buffer.from(sandbox.jobs[0] ?? []).equals(Buffer.from(job))).toBe(true);
  });

  it.each<[string, Partial<PrinterBehaviour>, string]>([
    ['out of paper', { paper: 'out' }, 'printer_paper_out'],
    ['cover open', { cover: 'open' }, 'printer_cover_open'],
    ['something else that answers there', { status: 'garbage' }, 'printer_answer_strange'],
  ])('%s: not one byte of the job leaves', async (_, behaviour, problem) => {
    const { result, began, sandbox } = await send(behaviour);
    expect(result).toMatchObject({ sent: 'none', sentBytes: 0, problem });
    expect(began).toBe(false);
    expect(sandbox.jobs).toHaveLength(0);
  });

  it('low paper is no reason to stop', async () => {
    expect((await send({ paper: 'low' })).result).toMatchObject({ sent: 'all', confirmed: true });
  });

  it('switched off', async () => {
    const sandbox = await startPrinterSandbox(realTime);
    await sandbox.close();
    const result = await to(sandbox.port).send(job, calm);
    expect(result).toMatchObject({
      sent: 'none',
      problem: 'printer_offline',
      params: { why: 'ECONNREFUSED' },
    });
  });

  it('silent: sent, but not confirmed', async () => {
    const { result, sandbox } = await send({ status: 'silent' }, { statusTimeoutMs: 300 });
    expect(result).toEqual({ sent: 'all', sentBytes: job.length, confirmed: false });
    await expect.poll(() => sandbox.jobs.length).toBe(1);
    expect(sandbox.jobs[0]).toHaveLength(job.length);
  });

  it('asks nothing when told not to', async () => {
    const sandbox = await printer({ status: 'garbage' });
    const result = await to(sandbox.port, { status: 'never' }).send(job, calm);
    expect(result).toMatchObject({ sent: 'all', confirmed: false });
    await expect.poll(() => Buffer.from(sandbox.jobs[0] ?? []).equals(Buffer.from(job))).toBe(true);
  });

  it('does not know the last question: sent, not confirmed', async () => {
    expect((await send({ tellsDone: false }, { doneTimeoutMs: 300 })).result).toEqual({
      sent: 'all',
      sentBytes: job.length,
      confirmed: false,
    });
  });

  it('slow but working', async () => {
    const { result } = await send({ slowMs: 20 });
    expect(result).toMatchObject({ sent: 'all', confirmed: true });
  });

  it('runs out of paper on the way: a person must look', async () => {
    const { result } = await send({ paperOutAfterBytes: 500 }, { doneTimeoutMs: 500 });
    expect(result).toMatchObject({ sent: 'part', confirmed: false, problem: 'printer_paper_out' });
  });

  it.each([1, 2, 64, 1023, 1024, 1025, job.length - 1, job.length])(
    'reset after byte %i: unknown, never "failed"',
    async (at) => {
      const { result, began } = await send({ resetAfterBytes: at });
      expect(began).toBe(true);
      expect(result).toMatchObject({ sent: 'part', problem: 'printer_interrupted', confirmed: false });
    },
  );

  it('closes in the middle', async () => {
    const { result } = await send({ closeAfterBytes: 700 }, {}, new Uint8Array(200_000).fill(0x41));
    expect(result).toMatchObject({ sent: 'part', problem: 'printer_interrupted' });
  });

  it('closes its half at once, before anything was sent: nothing leaves', async () => {
    const { result, began } = await send({ halfCloses: true });
    expect(result).toMatchObject({ sent: 'none', problem: 'printer_offline' });
    expect(began).toBe(false);
  });

  it('stops reading: given up, unknown', async () => {
    const { result } = await send(
      { stallAfterBytes: 10 },
      { stallTimeoutMs: 400, statusTimeoutMs: 300 },
      new Uint8Array(8_000_000).fill(0x41),
    );
    expect(result).toMatchObject({ sent: 'part', problem: 'printer_interrupted' });
    expect(result.sentBytes).toBeLessThan(8_000_000);
  });

  it('a person stops it: before the first byte nothing left, after it unknown', async () => {
    const sandbox = await printer({ stallAfterBytes: 10 });
    const stopped = await to(sandbox.port).send(job, AbortSignal.abort());
    expect(stopped).toMatchObject({ sent: 'none' });
    const stop = new AbortController();
    const sending = to(sandbox.port).send(new Uint8Array(8_000_000), stop.signal, {
      beforeFirstByte: () => void setImmediate(() => stop.abort()),
    });
    expect(await sending).toMatchObject({ sent: 'part', problem: 'printer_interrupted' });
  });

  it('a server that talks without end is no printer', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('x'.repeat(100_000));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const result = await to(port).send(job, calm);
    server.close();
    expect(result).toMatchObject({ sent: 'none', problem: 'printer_answer_strange' });
  });
});
