import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { ServiceContext, Session } from '../context.ts';
import { getOrder, type OrderRow } from './core/order-row.ts';

/** Whose orders a session may see for a permission: everyone's, its team's or its own. */
export function orderScope(
  session: Session,
  permission: string,
): { onlyStaffId: string | null; onlyTeamId: string | null } {
  const scope = session.permissions.get(permission);
  if (scope === 'all') return { onlyStaffId: null, onlyTeamId: null };
  if (scope === 'team' && session.teamId !== null) return { onlyStaffId: null, onlyTeamId: session.teamId };
  // A session without a person sees nothing rather than everything.
  return { onlyStaffId: session.staffId ?? '', onlyTeamId: null };
}

/** Refuses orders outside the scope the session holds for a permission. Faults: `forbidden`. */
export function assertMayTouch(
  ctx: ServiceContext,
  permission: string,
  order: Pick<OrderRow, 'staff_id' | 'team_id'>,
): void {
  const { onlyStaffId, onlyTeamId } = orderScope(ctx.session, permission);
  if (onlyStaffId !== null && order.staff_id !== onlyStaffId)
    throw new Fault('forbidden', { action: permission });
  if (onlyTeamId !== null && order.team_id !== onlyTeamId)
    throw new Fault('forbidden', { action: permission });
}

/**
 * The order a person is about to change: one the session may touch, as the person saw it. Faults: `not_found`,
 * `forbidden`, `conflict`.
 */
export function orderToChange(
  ctx: ServiceContext,
  tx: Tx,
  permission: string,
  seen: { id: string; version: number },
): OrderRow {
  const order = getOrder(tx, seen.id);
  assertMayTouch(ctx, permission, order);
  if (order.version !== seen.version) throw new Fault('conflict', { entity: 'work_order', id: order.id });
  return order;
}
