import { useMemo } from 'react';
import { nameOf, personName } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import type { Option } from '../../ui/index.ts';
import type { StaffOptions } from './shapes.ts';

const tables = ['team', 'role', 'skill', 'certificate_kind', 'tool_kind', 'connection', 'division', 'staff'];

/** What can be chosen on a person's page; undefined until it is known. */
export function useStaffOptions(): StaffOptions | undefined {
  return useQuery('staff.options', {}, { keep: true, tables }).data;
}

/** Somebody to choose: found by both names and the initials. */
export function personOption(one: StaffOptions['people'][number], language: string): Option {
  return {
    id: one.id,
    label: personName(one, language),
    note: one.code,
    keys: `${one.name} ${one.nameEn} ${one.initials}`.toLowerCase(),
  };
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
