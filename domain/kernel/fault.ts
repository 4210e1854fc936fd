import type { FaultCode } from './fault-codes.ts';

export type FaultParams = Record<string, string | number | boolean | null>;

/**
 * Something a person can act on: a code of the closed set and the values its sentence needs.
 * The sentence itself is made at the window, in the reader's language. Anything else that is thrown
 * is a defect of the program and reaches the window as `internal`.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly params: FaultParams;
  constructor(code: FaultCode, params: FaultParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}

/** True for faults raised in this realm or carried over from a worker (where the prototype is lost). */
export function isFault(error: unknown): error is Fault {
  return (
    error instanceof Fault ||
    (error instanceof Error && error.name === 'Fault' && typeof (error as Partial<Fault>).code === 'string')
  );
}
