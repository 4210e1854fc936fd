import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(6);
});
afterAll(() => rig.close());

const roles = async () => (await ok(rig.outlet.call(rig.manager, 'staff.roles', {}))).roles;
const role = async (id: string) => {
  const found = (await roles()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no role ${id}`);
  return found;
};
type Role = Awaited<ReturnType<typeof role>>;
const save = (one: Role, grants: Role['grants']) =>
  rig.outlet.call(rig.manager, 'staff.saveRole', {
    id: one.id,
    version: one.version,
    nameZh: one.nameZh,
    nameEn: one.nameEn,
    grants: grants as never,
  });

describe('roles as rows', () => {
  test('a right taken away or given is followed by open sessions at once', async () => {
    const list = () => rig.outlet.call(rig.dispatcher, 'staff.list', {});
    expect((await list()).ok).toBe(true);
    for (const id of ['dispatcher', 'service']) {
      const one = await role(id);
      await ok(
        save(
          one,
          one.grants.filter((grant) => grant.permission !== 'staff.read'),
        ),
      );
    }
    expect((await refused(list())).code).toBe('forbidden');
    const one = await role('dispatcher');
    await ok(save(one, [...one.grants, { permission: 'staff.read', scope: 'all' }]));
    expect((await list()).ok).toBe(true);
    expect(
      rig.value("SELECT count(*) FROM audit WHERE action = 'role.changed' AND entity_id = 'dispatcher'"),
    ).toBe(2);
  });

  test('nobody shuts himself out, and somebody always manages', async () => {
    const manager = await role('manager');
    const without = manager.grants.filter((grant) => grant.permission !== 'roles.write');
    expect((await refused(save(manager, without))).code).toBe('staff_last_manager');
    await ok(
      rig.outlet.call(rig.manager, 'staff.setRoles', {
        id: 'S03',
        version: rig.value<number>("SELECT version FROM staff WHERE id = 'S03'"),
        roles: ['manager', 'storekeeper'],
      }),
    );
    const own = { id: 'S01', version: rig.value<number>("SELECT version FROM staff WHERE id = 'S01'") };
    expect(
      (await refused(rig.outlet.call(rig.manager, 'staff.setRoles', { ...own, roles: ['dispatcher'] }))).code,
    ).toBe('staff_lock_out');
    expect(rig.value("SELECT count(*) FROM staff_role WHERE staff_id = 'S01' AND role_id = 'manager'")).toBe(
      1,
    );
  });

  test('a role of one’s own: made, held, not removed while it is held; a scope that makes no sense is refused', async () => {
    const grants = [{ permission: 'orders.read' as const, scope: 'team' as const }];
    const make = (more: { permission: 'orders.read' | 'orders.create'; scope: 'own' | 'team' | 'all' }[]) =>
      rig.outlet.call(rig.manager, 'staff.saveRole', { nameZh: '学徒', nameEn: 'Trainee', grants: more });
    expect((await refused(make([{ permission: 'orders.create', scope: 'own' }]))).params.problem).toBe(
      'scope',
    );
    expect((await refused(make([...grants, ...grants]))).params.problem).toBe('twice');
    const { id } = await ok(make(grants));
    await ok(
      rig.outlet.call(rig.manager, 'staff.setRoles', {
        id: 'T04',
        version: rig.value<number>("SELECT version FROM staff WHERE id = 'T04'"),
        roles: [id],
      }),
    );
    expect((await role(id)).people.map((one) => one.id)).toEqual(['T04']);
    const remove = async () =>
      rig.outlet.call(rig.manager, 'staff.removeRole', { id, version: (await role(id)).version });
    expect(await refused(remove())).toMatchObject({ code: 'staff_role_held', params: { count: 1 } });
    const builtin = await role('counter');
    expect(
      (
        await refused(
          rig.outlet.call(rig.manager, 'staff.removeRole', { id: 'counter', version: builtin.version }),
        )
      ).code,
    ).toBe('staff_role_held');
    await ok(
      rig.outlet.call(rig.manager, 'staff.setRoles', {
        id: 'T04',
        version: rig.value<number>("SELECT version FROM staff WHERE id = 'T04'"),
        roles: ['technician'],
      }),
    );
    await ok(remove());
    expect((await roles()).some((one) => one.id === id)).toBe(false);
    expect((await refused(rig.outlet.call(rig.dispatcher, 'staff.roles', {}))).code).toBe('forbidden');
  });
});
