import type { Permission } from '../../../domain/access/permissions.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { readerOf } from '../masters.ts';
import type { ServiceContext } from '../context.ts';
import { checkPin } from '../session/login.ts';

/**
 * Who said yes, to an issue over the limit or to whatever else `needed` names: the reader himself where he may, or another person who may and gives his
 * PIN at this desk. Null where nobody was named. Faults: `forbidden`, `pin_wrong`, `pin_blocked`.
 */
export async function checkApproval(
  ctx: ServiceContext,
  approval: { staffId: string; pin: string | null } | null,
  needed: Permission = 'stock.issue_over_limit',
): Promise<string | null> {
  if (approval === null) return null;
  if (approval.staffId === ctx.session.staffId) {
    if (!ctx.session.permissions.has(needed)) throw new Fault('forbidden', { action: needed });
    return approval.staffId;
  }
  if (approval.pin === null) throw new Fault('pin_wrong', { left: 0 });
  await checkPin(ctx, approval.staffId, approval.pin);
  const grant = readerOf(ctx.read).get(
    'SELECT 1 AS yes FROM staff_role r JOIN role_permission p ON p.role_id = r.role_id WHERE r.staff_id = ? AND p.permission = ?',
    approval.staffId,
    needed,
  );
  if (grant === undefined) throw new Fault('forbidden', { action: needed });
  return approval.staffId;
}

/**
 * Who said yes to taking goods out of `holderId`'s bag: he himself, at this desk with his PIN or on his own page, or
 * somebody who may say yes to issues over the limit. Null where nobody did: then it waits.
 * Faults: `forbidden`, `pin_wrong`, `pin_blocked`.
 */
export async function checkConsent(
  ctx: ServiceContext,
  approval: { staffId: string; pin: string | null } | null,
  holderId: string,
): Promise<string | null> {
  const me = ctx.session.staffId;
  if (approval === null || approval.staffId === me) {
    const may = me === holderId || ctx.session.permissions.has('stock.issue_over_limit');
    if (!may && approval !== null) throw new Fault('forbidden', { action: 'stock.transfer' });
    return may ? me : null;
  }
  if (approval.staffId !== holderId) return checkApproval(ctx, approval);
  if (approval.pin === null) throw new Fault('pin_wrong', { left: 0 });
  await checkPin(ctx, holderId, approval.pin);
  return holderId;
}
