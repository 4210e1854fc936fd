import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { ServiceContext } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { getLocation } from './ledger.ts';

/** Whose bag a reader may see: everyone's, or only his own. */
export function ownOnly(ctx: ServiceContext): string | null {
  return ctx.session.permissions.get('stock.read') === 'all' ? null : (ctx.session.staffId ?? '');
}

/** The business day a reader asks on. */
export const todayOf = (ctx: ServiceContext) => businessDay(ctx.env.now(), getZone(readerOf(ctx.read)));

/** Faults: `forbidden` where the right covers own orders only and this is another's; `not_found`. */
export function assertOrder(tx: Tx, ctx: ServiceContext, permission: string, orderId: string): void {
  assertMayTouch(ctx, permission, getOrder(tx, orderId));
}

/** A person with the narrow form of the right moves only from and to his own bag. */
export function assertPlaces(
  tx: Tx,
  ctx: ServiceContext,
  permission: string,
  ...locationIds: string[]
): void {
  if (ctx.session.permissions.get(permission) === 'all') return;
  const bags = locationIds.map((id) => getLocation(tx, id).staffId);
  if (!bags.includes(ctx.session.staffId)) throw new Fault('forbidden', { action: permission });
}
