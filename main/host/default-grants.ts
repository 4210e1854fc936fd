import { type Grants, permissionCodes } from '../../domain/access/permissions.ts';

/** What a role may do in a store that holds no grants of it yet. */
export function defaultGrants(roleId: string): Grants {
  if (roleId !== 'manager') return {};
  return Object.fromEntries(permissionCodes.map((code) => [code, 'all']));
}
