import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWaiting,
  mostAttempts,
  newPrintJob,
  type PrintJob,
  type PrintJobStep,
  retryDelayMs,
  stepPrintJob,
} from '../../main/printing/queue-machine.ts';
import { runPrintJob } from '../../main/printing/run-print-job.ts';
import { notSent, type Transport } from '../../main/printing/transport/transport.ts';
import { seededRun } from './support/seed.ts';

const begun = stepPrintJob(newPrintJob, { step: 'begin' });
const offline = notSent('printer_offline', { printer: 'p', why: 'ECONNREFUSED' });
const half = {
  sent: 'part' as const,
  sentBytes: 10,
  confirmed: false,
  problem: 'printer_interrupted' as const,
};

describe('a print job', () => {
  it('tries again later when nothing left, with growing pauses, and asks a person in the end', () => {
    let job: PrintJob = newPrintJob;
    let nowMs = 0;
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      job = stepPrintJob(stepPrintJob(job, { step: 'begin' }), {
        step: 'result',
        result: offline,
        nowMs,
        chance: 0.5,
      });
      if (job.retryAtMs === null) break;
      pauses.push(job.retryAtMs - nowMs);
      nowMs = job.retryAtMs;
    }
    expect(pauses.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(Math.max(...pauses)).toBe(300_000);
    expect(job).toMatchObject({ state: 'failed', retryAtMs: null, problem: 'printer_offline' });
    expect(isWaiting(job)).toBe(false);
    expect(stepPrintJob(job, { step: 'print_again' })).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('after a restart: sends again what had not begun, asks about what had', () => {
    expect(stepPrintJob(begun, { step: 'restart' })).toMatchObject({ state: 'queued' });
    const wrote = stepPrintJob(begun, { step: 'first_byte' });
    const found = stepPrintJob(wrote, { step: 'restart' });
    expect(found).toMatchObject({ state: 'unknown' });
    expect(isWaiting(found)).toBe(false);
    expect(stepPrintJob(found, { step: 'came_out' })).toMatchObject({ state: 'sent', confirmed: true });
    expect(stepPrintJob(found, { step: 'print_again' })).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('refuses steps that do not fit', () => {
    const sent: PrintJob = { ...newPrintJob, state: 'sent' };
    for (const step of ['begin', 'cancel', 'print_again', 'first_byte'] as const) {
      expect(() => stepPrintJob(sent, { step })).toThrow(expect.objectContaining({ code: 'print_job_step' }));
    }
  });

  it('stopped under way: before the first byte it is cancelled, after it a person has to look', () => {
    expect(stepPrintJob(begun, { step: 'cancel' })).toMatchObject({ state: 'cancelled' });
    const wrote = stepPrintJob(begun, { step: 'first_byte' });
    const stopped = stepPrintJob(wrote, { step: 'cancel' });
    expect(stopped).toMatchObject({ state: 'unknown', problem: 'print_stopped' });
    expect(isWaiting(stopped)).toBe(false);
    expect(stepPrintJob(stopped, { step: 'cancel' })).toMatchObject({ state: 'cancelled' });
  });

  it('retry pauses stay within a fifth of their plan', () => {
    expect(retryDelayMs(1, 0)).toBe(4_000);
    expect(retryDelayMs(1, 0.999999)).toBe(6_000);
    expect(retryDelayMs(40, 0.5)).toBe(300_000);
  });

  it('whatever happens: once a byte may have left, it is not due again before a person said so', () => {
    const step: fc.Arbitrary<PrintJobStep> = fc.oneof(
      fc.constantFrom<PrintJobStep>(
        { step: 'begin' },
        { step: 'first_byte' },
        { step: 'restart' },
        { step: 'cancel' },
      ),
      fc
        .constantFrom(offline, half, { sent: 'all' as const, sentBytes: 99, confirmed: true })
        .map((result): PrintJobStep => ({ step: 'result', result, nowMs: 0, chance: 0 })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let job = newPrintJob;
        let left = false;
        for (const next of steps) {
          // a transport that reported the first byte cannot say later that nothing left
          if (next.step === 'result' && next.result.sent === 'none' && job.wrote) continue;
          const before = job;
          try {
            job = stepPrintJob(job, next);
          } catch {
            continue;
          }
          if (next.step === 'first_byte') left = true;
          if (next.step === 'result' && before.state === 'sending' && next.result.sent !== 'none')
            left = true;
          if (left) expect(isWaiting(job)).toBe(false);
        }
      }),
      seededRun(500),
    );
  });
});

describe('running a job', () => {
  const env = { now: () => 1_000, random: () => 0.5 };
  const signal = new AbortController().signal;
  const bytes = Uint8Array.of(1, 2, 3);

  it('notes the first byte before it leaves', async () => {
    const log: string[] = [];
    const transport: Transport = {
      name: 'p',
      async send(_job, _signal, hooks) {
        hooks?.beforeFirstByte?.();
        log.push('byte');
        return { sent: 'all', sentBytes: 3, confirmed: true };
      },
    };
    await runPrintJob(
      newPrintJob,
      bytes,
      transport,
      (job) => void log.push(`${job.state}${job.wrote ? '+' : ''}`),
      env,
      signal,
    );
    expect(log).toEqual(['sending', 'sending+', 'byte', 'sent+']);
  });

  it('sends nothing when the note cannot be kept', async () => {
    let left = false;
    const transport: Transport = {
      name: 'p',
      async send(_job, _signal, hooks) {
        hooks?.beforeFirstByte?.();
        left = true;
        return { sent: 'all', sentBytes: 3, confirmed: true };
      },
    };
    const keep = (job: PrintJob) => {
      if (job.wrote) throw new Error('disk full');
    };
    await expect(runPrintJob(newPrintJob, bytes, transport, keep, env, signal)).rejects.toThrow('disk full');
    expect(left).toBe(false);
  });
});
