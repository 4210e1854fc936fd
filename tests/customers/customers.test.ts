import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(5);
});
afterAll(() => rig.close());

const ofNewest = () => rig.id('SELECT customer_id FROM work_order ORDER BY seq DESC LIMIT 1');

test('those served last come first, each once', async () => {
  const { customers } = await ok(rig.outlet.call(rig.manager, 'customers.recent', { limit: 5 }));
  const newest = rig.value<number>('SELECT max(received_at) FROM work_order');
  expect(customers[0]?.lastAt).toBe(newest);
  expect(customers.map((row) => row.lastAt)).toEqual(
    customers.map((row) => row.lastAt).toSorted((a, b) => b - a),
  );
  expect(new Set(customers.map((row) => row.id)).size).toBe(customers.length);
  for (const { id, lastAt, orders } of customers)
    expect({ lastAt, orders }).toEqual({
      lastAt: rig.value('SELECT max(received_at) FROM work_order WHERE customer_id = ?', id),
      orders: rig.value('SELECT count(*) FROM work_order WHERE customer_id = ?', id),
    });
});

test('a file shows how to reach the person, the machines and every order', async () => {
  const id = ofNewest();
  const file = await ok(rig.outlet.call(rig.manager, 'customers.get', { id }));
  expect(file.history).toHaveLength(
    Math.min(50, rig.value<number>('SELECT count(*) FROM work_order WHERE customer_id = ?', id)),
  );
  expect(file.orders).toBeGreaterThan(0);
  expect(file.addresses.length).toBeGreaterThan(0);
  expect(file.devices).toHaveLength(
    rig.value<number>('SELECT count(*) FROM device WHERE customer_id = ?', id),
  );
});

test('who sees only the own orders gets no list and no file of a stranger', async () => {
  const stranger = rig.id(
    `SELECT customer_id FROM work_order GROUP BY customer_id
      HAVING sum(coalesce(staff_id, '') = 'T08') = 0 ORDER BY customer_id LIMIT 1`,
  );
  const technician = rig.outlet.session({ as: 'T08', deskId: 'desk-t' });
  const scope = technician.permissions.get('customers.read');
  expect(scope).not.toBe('all');
  const list = await rig.outlet.call(technician, 'customers.recent', {});
  if (list.ok) expect(list.value.customers).toEqual([]);
  else expect(list.error.code).toBe('forbidden');
  const answer = await refused(rig.outlet.call(technician, 'customers.get', { id: stranger }));
  expect(answer.code).toBe('forbidden');
});
