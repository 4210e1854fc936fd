import type { Grants } from '../../domain/access/permissions.ts';
import { seededRoles } from '../../domain/access/roles.ts';

/** What a role may do in a store that holds no row of it yet. Unknown roles may do nothing. */
export function defaultGrants(roleId: string): Grants {
  return seededRoles.find((role) => role.code === roleId)?.grants ?? {};
}
