import type { Db } from '../../db/connection.ts';
import {
  type Grants,
  type Permission,
  isPermission,
  type Scope,
  widerScope,
} from '../../domain/access/permissions.ts';
import type { StaffProfile } from './sessions.ts';

/** Grants of a role the store says nothing about (an outlet that never changed its roles). */
export type DefaultGrants = (roleId: string) => Grants;

/** Reads who a person is and what the roles grant together: the widest scope of any role counts. */
export function staffSource(read: Db, defaults: DefaultGrants): (staffId: string) => StaffProfile | null {
  const person = read.prepare(
    'SELECT team_id AS teamId, language, left_day AS leftDay FROM staff WHERE id = ?',
  );
  const rolesOf = read.prepare('SELECT role_id FROM staff_role WHERE staff_id = ? ORDER BY role_id').pluck();
  const grantsOf = read.prepare('SELECT permission, scope FROM role_permission WHERE role_id = ?');
  const isStored = read.prepare('SELECT 1 FROM role WHERE id = ?').pluck();
  return (staffId) => {
    const row = person.get(staffId) as
      | { teamId: string | null; language: 'zh' | 'en'; leftDay: string | null }
      | undefined;
    if (!row || row.leftDay !== null) return null;
    const roles = rolesOf.all(staffId) as string[];
    const permissions = new Map<string, Scope>();
    for (const role of roles) {
      const stored = grantsOf.all(role) as { permission: string; scope: Scope }[];
      const grants: [string, Scope][] =
        stored.length > 0 || isStored.get(role) === 1
          ? stored.map((grant) => [grant.permission, grant.scope])
          : (Object.entries(defaults(role)) as [Permission, Scope][]);
      for (const [permission, scope] of grants) {
        if (!isPermission(permission)) continue;
        permissions.set(permission, widerScope(permissions.get(permission) ?? null, scope) ?? scope);
      }
    }
    return { staffId, teamId: row.teamId, roles, permissions, language: row.language };
  };
}

/** Tables whose commits change what sessions may do. */
export const accessTables: ReadonlySet<string> = new Set([
  'staff',
  'staff_role',
  'role',
  'role_permission',
  'team',
]);
