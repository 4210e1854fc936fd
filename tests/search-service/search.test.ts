import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskRig, type DeskRig } from '../orders/rig.ts';

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig(5);
});
afterAll(() => rig.close());

const find = async (
  as: string,
  text: string,
  kinds: ('work_order' | 'customer' | 'part' | 'staff')[] = [],
) => {
  const session = rig.outlet.session({ as, deskId: `desk-${as}` });
  const answer = await rig.outlet.call(session, 'search.find', { text, kinds, limit: 50 });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const sample = () =>
  rig.outlet.store.read
    .prepare(
      `SELECT w.id, w.number, c.name, c.phone FROM work_order w JOIN customer c ON c.id = w.customer_id WHERE c.phone IS NOT NULL LIMIT 1`,
    )
    .get() as { id: string; number: string; name: string; phone: string };

test('a fragment of name, number or phone finds the order, with what is needed to know it again', async () => {
  const order = sample();
  for (const text of [order.name, order.number, order.phone, order.phone.slice(2, 9)]) {
    const { hits } = await find('S01', text, ['work_order']);
    expect(hits.map((hit) => hit.id)).toContain(order.id);
  }
  const hit = (await find('S01', order.number)).hits.find((one) => one.id === order.id);
  expect(hit).toMatchObject({ kind: 'work_order', code: order.number, name: order.name, orderId: order.id });
});

test('a customer is found by name and phone, through whatever order', async () => {
  const order = sample();
  const owner = rig.outlet.store.read.prepare('SELECT customer_id FROM work_order WHERE id = ?').pluck();
  for (const text of [order.name, order.phone.slice(-4)]) {
    const { hits } = await find('S01', text, ['customer']);
    expect(hits.map((hit) => hit.id)).toContain(owner.get(order.id));
    expect(hits.every((hit) => hit.kind === 'customer')).toBe(true);
  }
});

test('a reader with masks finds whole numbers and tails, never a fragment or a name', async () => {
  const order = sample();
  const masked = 'S04';
  const session = rig.outlet.session({ as: masked, deskId: 'desk-look' });
  expect(session.permissions.has('personal.phone')).toBe(false);
  expect((await find(masked, order.phone.slice(-4))).hits.map((hit) => hit.id)).toContain(order.id);
  expect((await find(masked, order.number)).hits.map((hit) => hit.id)).toContain(order.id);
  for (const text of [order.name, order.phone.slice(2, 9)])
    expect((await find(masked, text, ['work_order'])).hits).toEqual([]);
  const [hit] = (await find(masked, order.number)).hits;
  expect(hit?.phone).not.toBe(order.phone);
  expect(hit?.address ?? '').toMatch(/\*/);
});

test('parts and people are found by name by whoever may see them', async () => {
  const part = rig.outlet.store.read.prepare('SELECT id, name_zh FROM part LIMIT 1').get() as {
    id: string;
    name_zh: string;
  };
  expect((await find('S04', part.name_zh)).hits.map((hit) => hit.id)).toContain(part.id);
  expect((await find('S01', 'T02')).hits.map((hit) => hit.kind)).toContain('staff');
});

test('a technician finds his own orders only, and is not told of others', async () => {
  const order = sample();
  expect(await find('T02', order.number, ['work_order'])).toMatchObject({ hits: [], total: 0 });
});

test('choices: reasons by kind, slots, items, names in both languages', async () => {
  const answer = await rig.outlet.call(rig.dispatcher, 'search.choices', {});
  if (!answer.ok) throw new Error('choices');
  const kinds = new Set(answer.value.reasons.map((reason) => reason.kind));
  for (const kind of ['hold', 'reschedule', 'cancel', 'send_back']) expect([...kinds]).toContain(kind);
  expect(answer.value.reasons.find((reason) => reason.code === 'H03')?.needsNextCall).toBe(true);
  expect(answer.value.slots.length).toBeGreaterThan(3);
  expect(answer.value.people.length).toBeGreaterThan(5);
});
