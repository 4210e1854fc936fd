import { Fault } from '../../../domain/kernel/fault.ts';
import type { ServiceContext } from '../context.ts';
import { checkPin } from './login.ts';
import { hashPin } from './pin.ts';

/** Changes the own PIN. One that is a single digit or a plain run is refused as `input_invalid` (`too_easy`). */
export async function setPin(
  ctx: ServiceContext,
  input: { oldPin: string; newPin: string },
): Promise<{ ok: true }> {
  const { staffId, deskId } = ctx.session;
  if (staffId === null) throw new Fault('login_needed');
  if (isEasyPin(input.newPin)) throw new Fault('input_invalid', { field: 'newPin', problem: 'too_easy' });
  await checkPin(ctx, staffId, input.oldPin);
  const hash = await hashPin(ctx.env, input.newPin);
  const done = ctx.gate.run(
    { command: 'session.setPin', requestId: ctx.requestId, deskId, staffId },
    (tx) => {
      tx.update('staff', staffId, { pin_hash: hash });
      tx.audit({ action: 'session.set_pin', entity: 'staff', entityId: staffId });
      return { ok: true as const };
    },
  );
  // Where somebody else knew the old one, that desk asks for the new one now
  for (const session of ctx.host.sessions.list())
    if (session.staffId === staffId && session.id !== ctx.session.id) ctx.host.sessions.lock(session);
  return done;
}

/** 000000, 123456, 987654: what is tried first. */
export function isEasyPin(pin: string): boolean {
  const steps = new Set<number>();
  for (let i = 1; i < pin.length; i++) steps.add((pin.charCodeAt(i) - pin.charCodeAt(i - 1) + 10) % 10);
  return steps.size === 1 && [0, 1, 9].includes([...steps][0] as number);
}
