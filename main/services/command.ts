import type { GateCall } from '../../db/gate.ts';
import type { Tx } from '../../db/tx.ts';
import type { ServiceContext } from './context.ts';

/** The gate call of this request: its command, its request id, its desk and its person. */
export function callOf(ctx: ServiceContext, commandName: string): GateCall {
  return {
    command: commandName,
    requestId: ctx.requestId,
    deskId: ctx.session.deskId,
    staffId: ctx.session.staffId,
  };
}

/** Runs a contract command as one transaction. */
export function runCommand<T>(ctx: ServiceContext, commandName: string, fn: (tx: Tx) => T): T {
  return ctx.gate.run(callOf(ctx, commandName), fn);
}
