import type { OutputOf } from '../../../preload/contract/index.ts';
import type { ServiceContext } from '../context.ts';

type Person = OutputOf<'session.people'>['people'][number];

/** Everyone who may log in here: works in the outlet and has a PIN. Office first, then by the name's sound. */
export function listPeople(ctx: ServiceContext): Person[] {
  const rows = ctx.read
    .prepare(
      `SELECT s.id, s.code, s.name, s.name_en AS nameEn, s.name_initials AS initials,
              (SELECT json_group_array(r.role_id) FROM staff_role r WHERE r.staff_id = s.id) AS roles
         FROM staff s
        WHERE s.pin_hash IS NOT NULL AND s.left_day IS NULL
        ORDER BY s.code, s.seq
        LIMIT 200`,
    )
    .all() as (Omit<Person, 'roles'> & { roles: string })[];
  return rows.map((row) => ({ ...row, roles: JSON.parse(row.roles) as string[] }));
}

/** Everyone with a Latin name, also those who left: their names stand on old orders. */
export function listLatinNames(ctx: ServiceContext): OutputOf<'session.names'>['names'] {
  return ctx.read
    .prepare("SELECT name, name_en AS nameEn FROM staff WHERE name_en <> '' ORDER BY seq LIMIT 1000")
    .all() as OutputOf<'session.names'>['names'];
}
