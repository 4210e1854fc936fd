import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulberry32 } from '../../bench/support/fake-env.ts';
import { receipt } from '../../main/printing/documents/money/receipt.ts';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { papers } from '../../main/printing/layout/papers.ts';
import { isWaiting, newPrintJob, type PrintJob, stepPrintJob } from '../../main/printing/queue-machine.ts';
import { defaultProfile, renderEscpos } from '../../main/printing/render/escpos.ts';
import { runPrintJob } from '../../main/printing/run-print-job.ts';
import type { PrinterBehaviour } from '../../main/printing/sandbox/behaviour.ts';
import { type PrinterSandbox, startPrinterSandbox } from '../../main/printing/sandbox/printer-sandbox.ts';
import { deviceTransport } from '../../main/printing/transport/device.ts';
import { fileTransport } from '../../main/printing/transport/file.ts';
import { networkTransport } from '../../main/printing/transport/network.ts';
import type { Transport } from '../../main/printing/transport/transport.ts';
import { tempDir } from '../support/temp-dir.ts';
import { paidReceipt, repairSlip } from './samples.ts';
import { realTime } from './support/real-time.ts';

/** SEED=n cuts the long papers elsewhere; the short one is cut at every byte it has. */
const seed = Number(process.env.SEED ?? 20261122);
console.log(`any byte: SEED=${seed}`);

const short = renderEscpos(receipt(paidReceipt), { ...defaultProfile, roll: papers.roll58 });
const long = renderEscpos(serviceSlip(repairSlip), defaultProfile);
const env = { now: () => 1_000, random: () => 0.5 };
const calm = new AbortController().signal;
let printer: PrinterSandbox;

beforeAll(async () => {
  printer = await startPrinterSandbox(realTime);
});
afterAll(() => printer.close());

const good: Partial<PrinterBehaviour> = {
  resetAfterBytes: null,
  closeAfterBytes: null,
  stallAfterBytes: null,
  paperOutAfterBytes: null,
  paper: 'ok',
};

/** Long enough for a busy machine: only what is seen on the line ends a wait. */
const patience = {
  connectTimeoutMs: 20_000,
  stallTimeoutMs: 20_000,
  statusTimeoutMs: 20_000,
  doneTimeoutMs: 20_000,
};
const line = () => networkTransport({ host: printer.host, port: printer.port, ...patience }, realTime);

/** The job as the store has it, whatever happens to the program at that moment. */
async function runStored(bytes: Uint8Array, transport: Transport, signal = calm): Promise<PrintJob> {
  let stored: PrintJob = newPrintJob;
  await runPrintJob(stored, bytes, transport, (job) => void (stored = job), env, signal);
  return stored;
}

/** Nobody sends it again by himself: not now, and not after the program came up again. */
function expectLeftToAPerson(job: PrintJob, at: string): void {
  expect(isWaiting(job), at).toBe(false);
  expect(isWaiting(stepPrintJob(job, { step: 'restart' })), at).toBe(false);
}

/** Seeded offsets of a long paper and the bytes round its pieces. */
function offsets(length: number, count: number): number[] {
  const random = mulberry32(seed);
  const some = Array.from({ length: count }, () => 1 + Math.floor(random() * length));
  const edges = [1, 2, 1023, 1024, 1025, length - 1, length].filter((at) => at <= length);
  return [...new Set([...edges, ...some])];
}

describe('a network printer', () => {
  it.each(['resetAfterBytes', 'closeAfterBytes'] as const)(
    'cut off by %s at every byte of a receipt: begun once, left to a person',
    async (how) => {
      for (let at = 1; at <= short.length; at += 1) {
        const before = printer.begun;
        printer.behave({ ...good, [how]: at });
        const job = await runStored(short, line());
        expect(printer.begun - before, `${how} ${at}`).toBe(1);
        expect(job.state, `${how} ${at}`).toBe('unknown');
        expectLeftToAPerson(job, `${how} ${at}`);
      }
    },
    120_000,
  );

  it('out of paper, and broken off, anywhere in a long slip', async () => {
    for (const [nth, at] of offsets(long.length, 40).entries())
      for (const how of ['resetAfterBytes', 'closeAfterBytes', 'paperOutAfterBytes'] as const) {
        if (how === 'paperOutAfterBytes' && nth > 16) continue; // each waits for an answer that never comes
        const before = printer.begun;
        printer.behave({ ...good, [how]: at });
        // A printer without paper never says it is done: that wait has to end.
        const to = networkTransport(
          { host: printer.host, port: printer.port, ...patience, doneTimeoutMs: 80 },
          realTime,
        );
        const job = await runStored(long, how === 'paperOutAfterBytes' ? to : line());
        expect(printer.begun - before, `${how} ${at}`).toBe(1);
        expect(job.state, `${how} ${at}`).toBe('unknown');
        expectLeftToAPerson(job, `${how} ${at}`);
      }
  }, 120_000);

  it('stopped by a person or by the end of the program while the printer stands still at any byte', async () => {
    for (const at of offsets(long.length, 40)) {
      const before = printer.begun;
      const stalls = printer.stalls;
      printer.behave({ ...good, stallAfterBytes: at });
      const stop = new AbortController();
      const running = runStored(long, line(), stop.signal);
      while (printer.stalls === stalls) await new Promise((resolve) => setImmediate(resolve));
      stop.abort(new Error('stopped'));
      const job = await running;
      expect(printer.begun - before).toBe(1);
      expect(job.state, `${at}`).toBe('unknown');
      expectLeftToAPerson(job, `${at}`);
    }
  }, 120_000);

  it('in the middle of a run: the papers before are whole, the next begins on a line of its own', async () => {
    printer.behave(good);
    const run = networkTransport({ host: printer.host, port: printer.port, ...patience }, realTime);
    try {
      for (const at of offsets(short.length, 12)) {
        const before = printer.jobs.length;
        expect((await runStored(short, run)).state).toBe('sent');
        // Bytes are counted from the beginning of a line, and this one is kept from paper to paper.
        const fresh = networkTransport({ host: printer.host, port: printer.port, ...patience }, realTime);
        expect((await runStored(short, fresh)).confirmed).toBe(true);
        printer.behave({ ...good, resetAfterBytes: short.length + at });
        expect((await runStored(short, fresh)).state).toBe('unknown');
        printer.behave(good);
        expect(await runStored(short, fresh)).toMatchObject({ state: 'sent', confirmed: true });
        fresh.close();
        const papersNow = printer.jobs.slice(before).map((job) => job.length);
        expect(papersNow).toEqual([short.length, short.length, at, short.length]);
      }
    } finally {
      run.close();
    }
  }, 60_000);
});

describe('a program that dies between two durable steps', () => {
  /** What the store holds when the program dies at the n-th writing of the job, and what it does when it is back. */
  async function dieAt(nth: number, bytes: Uint8Array, transport: () => Transport): Promise<PrintJob[]> {
    let stored: PrintJob = newPrintJob;
    let writings = 0;
    const dying = runPrintJob(
      stored,
      bytes,
      transport(),
      (job) => {
        writings += 1;
        if (writings === nth) throw new Error('killed');
        stored = job;
      },
      env,
      calm,
    );
    await expect(dying).rejects.toThrow('killed');
    const found = stepPrintJob(stored, { step: 'restart' });
    if (!isWaiting(found)) return [found];
    let again = found;
    await runPrintJob(found, bytes, transport(), (job) => void (again = job), env, calm);
    return [found, again];
  }

  it('a network printer begins the paper once', async () => {
    printer.behave(good);
    for (const [nth, states] of [
      [1, ['queued', 'sent']],
      [2, ['queued', 'sent']],
      [3, ['unknown']],
    ] as const) {
      const before = printer.begun;
      expect((await dieAt(nth, short, line)).map((job) => job.state)).toEqual(states);
      expect(printer.begun - before).toBe(1);
    }
  });

  it('a printer to file leaves one whole file', async () => {
    for (const [nth, states] of [
      [1, ['queued', 'sent']],
      [2, ['queued', 'sent']],
      [3, ['unknown']],
    ] as const) {
      const folder = tempDir();
      let name = 0;
      const to = () => fileTransport({ folder, newName: () => `${(name += 1)}.bin` });
      expect((await dieAt(nth, long, to)).map((job) => job.state)).toEqual(states);
      expect(readdirSync(folder)).toHaveLength(1);
    }
  });
});

describe.skipIf(spawnSync('script', ['-V']).status !== 0)('a device', () => {
  /** More than a terminal keeps for its reader, so that the end of the reader is felt on the way. */
  const much = new Uint8Array(200_000).fill(0x41);

  it('that goes away at any byte leaves the paper to a person', async () => {
    const random = mulberry32(seed);
    for (let round = 0; round < 8; round += 1) {
      const at = Math.floor(random() * 60_000);
      const reader = spawn('script', ['-qfc', 'stty raw -echo; tty; exec sleep 30', '/dev/null']);
      let told = Buffer.alloc(0);
      reader.stdout.on('data', (piece: Buffer) => {
        told = Buffer.concat([told, piece]);
        if (told.length > at + 40) reader.kill('SIGKILL');
      });
      const gone = new Promise((resolve) => reader.once('exit', resolve));
      try {
        while (!told.includes('\n')) await new Promise((resolve) => setTimeout(resolve, 5));
        const path = told.subarray(0, told.indexOf('\n')).toString().trim();
        const job = await runStored(much, deviceTransport({ path }, realTime));
        expect(job.state, `${at}`).toBe('unknown');
        expect(job.sentBytes).toBeLessThan(much.length);
        expectLeftToAPerson(job, `${at}`);
      } finally {
        reader.kill('SIGKILL');
        await gone;
      }
    }
  }, 60_000);
});
