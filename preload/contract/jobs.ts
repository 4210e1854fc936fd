import { z } from 'zod';
import { type AnyChannel, command, field, query } from './define.ts';

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;

const job = z.object({
  id: field.id(),
  kind: z.string(),
  state: z.enum(jobStates),
  /** Thousandths done; null while nobody knows. */
  progressMilli: z.number().nullable(),
  /** What it is doing, as a code the window has words for. */
  progressCode: z.string().nullable(),
  /** Of the kind's own making: counts, blob hashes. */
  result: z.json().nullable(),
  fault: z.object({ code: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
  staffId: z.string().nullable(),
  canCancel: z.boolean(),
  createdAt: field.instant(),
  startedAt: field.instant().nullable(),
  endedAt: field.instant().nullable(),
});

/** Channels of the area «jobs»: long work with progress and cancel. A person sees the own jobs, `jobs.run` all. */
export const jobs = {
  'jobs.list': query({
    input: z.object({ active: z.boolean().default(false), ...field.page() }),
    output: z.object({ jobs: z.array(job), total: z.number() }),
    permission: 'anyone',
  }),
  'jobs.get': query({ input: z.object({ id: field.id() }), output: job, permission: 'anyone' }),
  /** `cancelled: false` when it had ended already. */
  'jobs.cancel': command({
    input: z.object({ id: field.id() }),
    output: z.object({ cancelled: z.boolean() }),
    permission: 'anyone',
  }),
} as const satisfies Record<string, AnyChannel>;
