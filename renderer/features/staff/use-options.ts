import { useMemo } from 'react';
import { useQuery } from '../../lib/query.tsx';
import { nameOf, type StaffOptions } from './shapes.ts';

const tables = ['team', 'role', 'skill', 'certificate_kind', 'tool_kind', 'connection', 'division', 'staff'];

/** What can be chosen on a person's page; undefined until it is known. */
export function useStaffOptions(): StaffOptions | undefined {
  return useQuery('staff.options', {}, { keep: true, tables }).data;
}

/** Roles as their rows call them: an outlet renames them and makes its own. */
export function useRoleNames(language: string): (roles: readonly string[]) => string {
  const options = useStaffOptions();
  return useMemo(() => {
    const known = new Map((options?.roles ?? []).map((role) => [role.id, nameOf(role, language)]));
    return (roles) =>
      roles
        .map((role) => known.get(role) ?? '')
        .filter(Boolean)
        .join(' · ');
  }, [options, language]);
}
