import { covers } from '../../../../domain/access/permissions.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import {
  checkFilter,
  type FilterNode,
  type LooseNode,
  resolveFilter,
  revealsOf,
} from '../../../../domain/orders/list-filter.ts';
import { businessDay } from '../../../../domain/time/business-day.ts';
import type { ServiceContext } from '../../context.ts';
import { getZone, readerOf } from '../../masters.ts';

/**
 * Conditions from a window as one reading uses them: checked, allowed to this reader, absolute. Asking by a field that
 * the reader sees masked would tell what the mask hides. Faults: `filter_invalid`, `forbidden`.
 */
export function readConditions(ctx: ServiceContext, loose: LooseNode | null): FilterNode | null {
  if (loose === null) return null;
  const tree = checkFilter(loose);
  const { permissions, staffId } = ctx.session;
  const reach = permissions.get('orders.read') ?? 'all';
  for (const permission of revealsOf(tree))
    if (!covers(permissions.get(permission) ?? null, reach))
      throw new Fault('forbidden', { action: permission });
  const zone = getZone(readerOf(ctx.read));
  const nowMs = ctx.env.now();
  return resolveFilter(tree, { nowMs, today: businessDay(nowMs, zone), zone, staffId });
}
