import { onTestFinished } from 'vitest';
import { defaultGrants } from '../../main/host/default-grants.ts';
import { openOutlet, type OpenOutletOptions, type Outlet } from '../../main/host/outlet.ts';
import { hashPin } from '../../main/services/session/pin.ts';
import { fakeEnv, type FakeEnv } from './fake-env.ts';
import { tempDir } from './temp-dir.ts';

/** An outlet on a fresh store in a folder of its own, closed with the test. Not durable: tests of crashes ask for more. */
export async function testOutlet(
  options: Partial<OpenOutletOptions> & { seed?: number } = {},
): Promise<Outlet & { env: FakeEnv }> {
  const { seed, ...rest } = options;
  const env = fakeEnv({ seed: seed ?? 1 });
  const outlet = await openOutlet({ dir: tempDir(), env, synchronous: 'OFF', ...rest });
  onTestFinished(() => outlet.close());
  return outlet as Outlet & { env: FakeEnv };
}

let people = 0;

/** Adds a person with roles and a PIN; answers the id. Roles are made when the store does not know them. */
export async function addStaff(
  outlet: Outlet,
  options: {
    name?: string;
    roles?: string[];
    pin?: string;
    grants?: Record<string, 'own' | 'team' | 'all'>;
  } = {},
): Promise<string> {
  const id = outlet.env.newId();
  const hash = await hashPin(outlet.env, options.pin ?? '510101');
  const call = { command: 'test.staff', requestId: outlet.env.newId(), deskId: outlet.deskId, staffId: null };
  outlet.store.gate.run(call, (tx) => {
    tx.insert('staff', { id, code: `P${++people}`, name: options.name ?? '祁望春', pin_hash: hash });
    const roles = options.roles ?? ['manager'];
    const own = options.grants ? [...roles, `only-${id}`] : roles;
    for (const role of own) {
      if (!tx.get('SELECT 1 AS yes FROM role WHERE id = ?', role)) {
        tx.insert('role', { id: role, name_zh: role, name_en: role });
        for (const [permission, scope] of Object.entries(defaultGrants(role))) {
          tx.insert('role_permission', { role_id: role, permission, scope });
        }
      }
      tx.insert('staff_role', { staff_id: id, role_id: role });
    }
    for (const [permission, scope] of Object.entries(options.grants ?? {})) {
      tx.insert('role_permission', { role_id: `only-${id}`, permission, scope });
    }
  });
  return id;
}
