import { Fault } from '../../../domain/kernel/fault.ts';
import type { ServiceContext } from '../context.ts';

/** The money of the whole outlet is for who holds the permission for all of it; narrower holders have their own pages. */
export function assertAll(ctx: Pick<ServiceContext, 'session'>, permission: string): void {
  if (ctx.session.permissions.get(permission) !== 'all') throw new Fault('forbidden', { action: permission });
}
