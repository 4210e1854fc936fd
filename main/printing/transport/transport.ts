import type { FaultCode } from '../../../domain/kernel/fault-codes.ts';
import type { FaultParams } from '../../../domain/kernel/fault.ts';

/** What became of one sending. */
export interface SendResult {
  /**
   * `none`: not one byte of the job left, it may be sent again. `all`: every byte was taken. `part`: it broke off in
   * between, or the printer complained afterwards: nobody but a person at the printer knows what is on the paper.
   */
  sent: 'none' | 'part' | 'all';
  sentBytes: number;
  /** The printer itself said, after the last byte, that it had worked through the job. */
  confirmed: boolean;
  problem?: FaultCode;
  params?: FaultParams;
}

export interface SendHooks {
  /** Called once, before the first byte of the job may leave. Whoever keeps the queue notes it down here. */
  beforeFirstByte?: () => void;
}

/** A way to a printer. Never throws for what a printer can do; only for defects of the program. */
export interface Transport {
  /** How the printer is named in sentences. */
  readonly name: string;
  send(job: Uint8Array, signal: AbortSignal, hooks?: SendHooks): Promise<SendResult>;
}

/** Nothing left. */
export function notSent(problem: FaultCode, params: FaultParams): SendResult {
  return { sent: 'none', sentBytes: 0, confirmed: false, problem, params };
}
