import { seedOwnOutlet } from '../../../db/seed/own.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import { callOf } from '../command.ts';
import type { ServiceContext } from '../context.ts';
import { hashPin } from '../session/pin.ts';
import { isEasyPin } from '../session/set-pin.ts';

let busy = false;

/** Faults: `outlet_exists`, `input_invalid` (a PIN anyone would try first). Logs the manager in at this desk. */
export async function startOwn(
  ctx: ServiceContext,
  input: CheckedInputOf<'outlet.startOwn'>,
): Promise<OutputOf<'outlet.startOwn'>> {
  assertEmpty(ctx);
  if (isEasyPin(input.pin)) throw new Fault('input_invalid', { field: 'pin', problem: 'too_easy' });
  if (busy) throw new Fault('outlet_exists');
  busy = true;
  try {
    const pinHash = await hashPin(ctx.env, input.pin);
    assertEmpty(ctx);
    const today = businessDay(ctx.env.now());
    const made = seedOwnOutlet(
      { gate: ctx.gate, read: ctx.read },
      ctx.env,
      { ...input, pinHash, today },
      callOf(ctx, 'outlet.startOwn'),
    );
    ctx.host.sessions.login(ctx.session, made.staffId);
    return made;
  } finally {
    busy = false;
  }
}

/** First run is over once there is an outlet or one is being made. */
export function assertEmpty(ctx: Pick<ServiceContext, 'read'>): void {
  const there = ctx.read
    .prepare(
      "SELECT 1 FROM outlet UNION ALL SELECT 1 FROM job WHERE kind = 'outlet.demo' AND state IN ('queued', 'running')",
    )
    .get();
  if (there !== undefined) throw new Fault('outlet_exists');
}
