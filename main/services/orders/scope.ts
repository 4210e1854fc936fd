import { Fault } from '../../../domain/kernel/fault.ts';
import type { ServiceContext, Session } from '../context.ts';
import type { OrderRow } from './core/order-row.ts';

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
