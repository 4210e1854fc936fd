import type { Tx } from '../../../db/tx.ts';
import { permissions } from '../../../domain/access/permissions.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { assertSomebodyManages, assertStillIn } from './person.ts';

type Role = OutputOf<'staff.roles'>['roles'][number];
type Grants = CheckedInputOf<'staff.saveRole'>['grants'];

const narrowable = new Set<string>(permissions.filter((one) => one.scoped).map((one) => one.code));

function assertGrants(grants: Grants): void {
  const seen = new Set<string>();
  for (const { permission, scope } of grants) {
    if (seen.has(permission)) throw new Fault('input_invalid', { field: 'grants', problem: 'twice' });
    seen.add(permission);
    if (scope !== 'all' && !narrowable.has(permission))
      throw new Fault('input_invalid', { field: permission, problem: 'scope' });
  }
}

function getRole(tx: Tx, target: { id: string; version: number }): { builtin: number } {
  const row = tx.get<{ version: number; builtin: number }>(
    'SELECT version, builtin FROM role WHERE id = ?',
    target.id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'role', id: target.id });
  if (row.version !== target.version) throw new Fault('conflict', { entity: 'role', id: target.id });
  return row;
}

/** Makes the rows of a role equal to `grants`; answers what came and what went, as codes. */
function putGrants(tx: Tx, roleId: string, grants: Grants): { given: string[]; taken: string[] } {
  const wanted = new Map<string, string>(grants.map((one) => [one.permission, one.scope]));
  const given: string[] = [];
  const taken: string[] = [];
  for (const row of tx.all<{ id: string; permission: string; scope: string }>(
    'SELECT id, permission, scope FROM role_permission WHERE role_id = ?',
    roleId,
  )) {
    const scope = wanted.get(row.permission);
    wanted.delete(row.permission);
    if (scope === row.scope) continue;
    if (scope === undefined) {
      tx.remove('role_permission', row.id);
      taken.push(row.permission);
    } else {
      tx.update('role_permission', row.id, { scope });
      given.push(`${row.permission}:${scope}`);
    }
  }
  for (const [permission, scope] of wanted) {
    tx.insert('role_permission', { role_id: roleId, permission, scope });
    given.push(`${permission}:${scope}`);
  }
  return { given, taken };
}

function note(tx: Tx, roleId: string, kind: string, params: Record<string, unknown>): void {
  tx.note({ entity: 'role', entityId: roleId, kind, params });
}

export const roleHandlers = {
  'staff.roles': (ctx) => {
    const read = readerOf(ctx.read);
    const grants = read.all<Role['grants'][number] & { role: string }>(
      'SELECT role_id AS role, permission, scope FROM role_permission ORDER BY permission',
    );
    const people = read.all<Role['people'][number] & { role: string }>(
      `SELECT r.role_id AS role, s.id, s.name, s.name_en AS nameEn FROM staff_role r JOIN staff s ON s.id = r.staff_id
       WHERE s.left_day IS NULL ORDER BY s.code`,
    );
    const of = <T extends { role: string }>(rows: T[], id: string) =>
      rows.filter((row) => row.role === id).map(({ role: _role, ...row }) => row);
    return {
      roles: read
        .all<Pick<Role, 'id' | 'version' | 'nameZh' | 'nameEn'> & { builtin: number }>(
          'SELECT id, version, name_zh AS nameZh, name_en AS nameEn, builtin FROM role ORDER BY seq',
        )
        .map((row) => ({
          ...row,
          builtin: row.builtin === 1,
          people: of(people, row.id),
          grants: of(grants, row.id),
        })),
    };
  },

  'staff.saveRole': (ctx, input) =>
    runCommand(ctx, 'staff.saveRole', (tx) => {
      assertGrants(input.grants);
      const { id } = input;
      const names = { name_zh: input.nameZh, name_en: input.nameEn === '' ? input.nameZh : input.nameEn };
      if (id !== null) getRole(tx, { id, version: input.version ?? 0 });
      const roleId = id ?? tx.insert('role', { ...names, builtin: false });
      const version = id === null ? 1 : tx.update('role', id, names, { version: input.version ?? 0 });
      const changed = putGrants(tx, roleId, input.grants);
      assertSomebodyManages(tx);
      assertStillIn(tx, ctx);
      note(tx, roleId, id === null ? 'role.made' : 'role.changed', changed);
      return { id: roleId, version };
    }),

  'staff.removeRole': (ctx, input) =>
    runCommand(ctx, 'staff.removeRole', (tx) => {
      const role = getRole(tx, input);
      const held =
        tx.value<number>(
          'SELECT count(*) FROM staff_role r JOIN staff s ON s.id = r.staff_id WHERE r.role_id = ?',
          input.id,
        ) ?? 0;
      if (held > 0 || role.builtin === 1) throw new Fault('staff_role_held', { count: held });
      for (const row of tx.all<{ id: string }>('SELECT id FROM role_permission WHERE role_id = ?', input.id))
        tx.remove('role_permission', row.id);
      tx.remove('role', input.id);
      note(tx, input.id, 'role.removed', {});
      return { id: input.id };
    }),
} satisfies Handlers;
