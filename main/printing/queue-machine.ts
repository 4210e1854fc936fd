import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import { Fault, type FaultParams } from '../../domain/kernel/fault.ts';
import type { PrintJobState } from '../../domain/paper/kinds.ts';
import type { SendResult } from './transport/transport.ts';

/**
 * The life of one print job. The store keeps these fields; only the steps below change them.
 *
 * queued → sending → sent | failed | unknown, and cancelled from anywhere nothing was printed. The point of it: a job of
 * which a single byte may have left is never sent again unless a person who looked at the paper says so.
 */
export interface PrintJob {
  state: PrintJobState;
  /** Sendings begun so far. */
  attempts: number;
  /** While sending: true from the moment before the first byte leaves. */
  wrote: boolean;
  /** When a failed job may be tried again; null = waits for a person. UTC ms. */
  retryAtMs: number | null;
  /** The printer said it is done (only in `sent`), or a person did. */
  confirmed: boolean;
  sentBytes: number;
  problem: FaultCode | null;
  params: FaultParams;
}

export const newPrintJob: PrintJob = {
  state: 'queued',
  attempts: 0,
  wrote: false,
  retryAtMs: null,
  confirmed: false,
  sentBytes: 0,
  problem: null,
  params: {},
};

export type PrintJobStep =
  | { step: 'begin' }
  | { step: 'first_byte' }
  | { step: 'result'; result: SendResult; nowMs: number /** In [0, 1). */; chance: number }
  /** The program came up again and finds the job like this. */
  | { step: 'restart' }
  /** A person: the paper is there and whole. */
  | { step: 'came_out' }
  /** A person: print it (again). */
  | { step: 'print_again' }
  | { step: 'cancel' };

const firstRetryMs = 5_000;
const longestRetryMs = 300_000;
/** No retry lies further ahead than this; one that does was set by a clock that has been put back since. */
export const latestRetryMs = longestRetryMs * 1.2;
/** After so many sendings without a byte a person is asked. */
export const mostAttempts = 12;

/** Milliseconds until the next try after `attempts` failures: doubling with jitter of a fifth, at most five minutes. */
export function retryDelayMs(attempts: number, chance: number): number {
  const plain = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(plain * (0.8 + 0.4 * chance));
}

/** True while it may be sent without a person being asked; the loop picks the same rows. */
export const isWaiting = (job: PrintJob): boolean =>
  job.state === 'queued' || (job.state === 'failed' && job.retryAtMs !== null);

/** The job after one step. @throws Fault `print_job_step` when the step does not fit its state. */
export function stepPrintJob(job: PrintJob, step: PrintJobStep): PrintJob {
  switch (step.step) {
    case 'begin':
      need(job, step, isWaiting(job));
      return {
        ...job,
        state: 'sending',
        wrote: false,
        attempts: job.attempts + 1,
        retryAtMs: null,
        problem: null,
        params: {},
      };
    case 'first_byte':
      need(job, step, job.state === 'sending');
      return { ...job, wrote: true };
    case 'result':
      need(job, step, job.state === 'sending');
      return afterSending(job, step.result, step.nowMs, step.chance);
    case 'restart':
      if (job.state !== 'sending') return job;
      if (!job.wrote) return { ...job, state: 'queued' };
      return { ...job, state: 'unknown', problem: 'printer_interrupted' };
    case 'came_out':
      need(job, step, job.state === 'unknown' || job.state === 'sent');
      return { ...job, state: 'sent', confirmed: true, problem: null, params: {} };
    case 'print_again':
      need(job, step, job.state === 'unknown' || job.state === 'failed');
      return {
        ...job,
        state: 'queued',
        attempts: 0,
        wrote: false,
        sentBytes: 0,
        retryAtMs: null,
        problem: null,
        params: {},
      };
    case 'cancel':
      need(job, step, job.state !== 'sent' && job.state !== 'cancelled');
      // Stopped with bytes under way: what is on the paper only a person can see.
      if (job.state === 'sending' && job.wrote)
        return { ...job, state: 'unknown', problem: 'print_stopped', params: {} };
      return { ...job, state: 'cancelled', retryAtMs: null };
  }
}

function afterSending(job: PrintJob, result: SendResult, nowMs: number, chance: number): PrintJob {
  const told = { sentBytes: result.sentBytes, problem: result.problem ?? null, params: result.params ?? {} };
  if (result.sent === 'all' && result.problem === undefined) {
    return { ...job, ...told, state: 'sent', confirmed: result.confirmed };
  }
  if (result.sent !== 'none') return { ...job, ...told, state: 'unknown' };
  const again = job.attempts < mostAttempts;
  return {
    ...job,
    ...told,
    wrote: false,
    state: 'failed',
    retryAtMs: again ? nowMs + retryDelayMs(job.attempts, chance) : null,
  };
}

function need(job: PrintJob, step: PrintJobStep, fits: boolean): void {
  if (!fits) throw new Fault('print_job_step', { state: job.state, step: step.step });
}
