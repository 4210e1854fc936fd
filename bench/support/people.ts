import type { Db } from '../../db/connection.ts';

/** A person of the demo outlet whose roles give all of these permissions for everyone's orders. */
export function personWith(db: Db, permissions: readonly string[]): string {
  const found = db
    .prepare(
      `SELECT r.staff_id FROM staff_role r JOIN role_permission p ON p.role_id = r.role_id
       WHERE p.scope = 'all' AND p.permission IN (SELECT value FROM json_each(?))
       GROUP BY r.staff_id ORDER BY count(DISTINCT p.permission) DESC, r.staff_id LIMIT 1`,
    )
    .pluck()
    .get(JSON.stringify(permissions)) as string | undefined;
  if (found === undefined) throw new Error(`nobody may ${permissions.join(', ')}`);
  return found;
}

export const readerOfAll = (db: Db): string =>
  personWith(db, ['orders.read', 'personal.name', 'personal.phone', 'personal.address']);
