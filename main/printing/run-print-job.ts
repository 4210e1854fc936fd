import type { Env } from '../../domain/kernel/env.ts';
import { type PrintJob, stepPrintJob } from './queue-machine.ts';
import type { Transport } from './transport/transport.ts';

/**
 * Sends one due job and tells every step to `keep`, which must have stored it durably when it returns (the step before
 * the first byte is what saves a slip from being printed twice after a crash).
 *
 * @param keep throws to stop before anything is sent
 * @returns the job as it was kept last
 */
export async function runPrintJob(
  job: PrintJob,
  bytes: Uint8Array,
  transport: Transport,
  keep: (job: PrintJob) => void,
  env: Pick<Env, 'now' | 'random'>,
  signal: AbortSignal,
): Promise<PrintJob> {
  let current = stepPrintJob(job, { step: 'begin' });
  keep(current);
  const result = await transport.send(bytes, signal, {
    beforeFirstByte() {
      current = stepPrintJob(current, { step: 'first_byte' });
      keep(current);
    },
  });
  current = stepPrintJob(current, { step: 'result', result, nowMs: env.now(), chance: env.random() });
  keep(current);
  return current;
}
