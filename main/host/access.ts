import type { MaskKind } from '../../preload/contract/define.ts';
import type { Scope } from '../../domain/access/permissions.ts';
import { covers } from '../../domain/access/permissions.ts';
import type { Session } from '../services/context.ts';
import type { Masking } from './output-plan.ts';

/** Which permission shows a kind of personal field whole. */
export const revealedBy: Record<MaskKind, string> = {
  name: 'personal.name',
  phone: 'personal.phone',
  address: 'personal.address',
  code: 'personal.id_number',
  text: 'personal.phone',
};

/** May this session call a channel with this permission? «public» and «anyone» are answered by the router. */
export function holds(session: Session, permission: string): boolean {
  return session.permissions.has(permission);
}

/**
 * A reader sees a personal field whole when the permission that reveals it reaches at least as far as the rows
 * this channel may show: a leader who reads the team's orders but may see phones of own orders only gets masks.
 */
export function maskingFor(
  session: Session,
  channelPermission: string,
  maskText: (kind: MaskKind, text: string) => string,
): Masking {
  const reach: Scope =
    session.permissions.get(channelPermission) ?? session.permissions.get('orders.read') ?? 'all';
  return {
    reveal: (kind) => covers(session.permissions.get(revealedBy[kind]) ?? null, reach),
    maskText,
  };
}
