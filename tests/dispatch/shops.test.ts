import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatchRig, ok, type DispatchRig } from './rig.ts';

let rig: DispatchRig;
let id = '';
const shop = 'SUB1';
beforeAll(async () => {
  rig = await dispatchRig(9);
  [id = ''] = await rig.ready(1, '1', false);
  await ok(
    rig.outlet.call(rig.manager, 'dispatch.assign', {
      id,
      version: rig.version(id),
      subShopId: shop,
      override: ['area', 'skill_missing'],
    }),
  );
}, 120_000);
afterAll(() => rig.close());

const lies = async () => ok(rig.outlet.call(rig.dispatcher, 'dispatch.shops', {}));
const own = async () => {
  const { shops, orders } = await lies();
  return { shop: shops.find((one) => one.id === shop), order: orders.find((one) => one.id === id) };
};

test('what lies with a sub-shop: not answered, over its time, taken', async () => {
  const given = await own();
  expect(given.shop).toMatchObject({ unanswered: 1 });
  expect(given.order).toMatchObject({ subShopId: shop, state: 'dispatched', acceptedAt: null });
  const due = rig.value<number>('SELECT accept_due_at FROM work_order WHERE id = ?', id);
  expect(given.order?.acceptDueAt).toBe(due);
  // One truth for when an offer ends
  expect(rig.value('SELECT accept_due_at FROM assignment WHERE work_order_id = ?', id)).toBeNull();
  const late = given.shop?.late ?? 0;
  rig.env.jump(due - rig.env.now() + 1000);
  expect((await own()).shop?.late).toBeGreaterThanOrEqual(late);
  expect((await own()).order?.isLate).toBe(true);
  await ok(rig.outlet.call(rig.dispatcher, 'dispatch.accept', { id, version: rig.version(id) }));
  const taken = await own();
  expect(taken.shop).toMatchObject({ jobs: 1, unanswered: 0 });
  expect(taken.order).toMatchObject({ state: 'accepted', acceptDueAt: null });
  expect(taken.order?.acceptedAt).not.toBeNull();
});

test('what it refuses waits on the board again', async () => {
  const [next = ''] = await rig.ready(1, '1', false);
  await ok(
    rig.outlet.call(rig.manager, 'dispatch.assign', {
      id: next,
      version: rig.version(next),
      subShopId: shop,
      override: ['area', 'skill_missing'],
    }),
  );
  await ok(
    rig.outlet.call(rig.dispatcher, 'dispatch.decline', {
      id: next,
      version: rig.version(next),
      reasonCode: 'J04',
    }),
  );
  expect((await lies()).orders.some((order) => order.id === next)).toBe(false);
  expect(rig.value('SELECT queue FROM work_order WHERE id = ?', next)).toBe('dispatch');
});

test('a technician sees nothing of what sub-shops have', async () => {
  const technician = rig.outlet.session({ as: 'T01', deskId: 'desk-t' });
  expect((await ok(rig.outlet.call(technician, 'dispatch.shops', {}))).orders).toEqual([]);
});

test('a text is shown on an order of the outlet before it is saved, in the language asked for', async () => {
  const show = (text: string, language: 'zh' | 'en', skip = 0) =>
    ok(rig.outlet.call(rig.manager, 'dispatch.previewText', { text, language, skip }));
  const zh = await show('{单号} {标题}', 'zh');
  expect(zh.unknown).toEqual(['标题']);
  expect(zh.text).toBe(zh.number);
  const numbers = await Promise.all([0, 1, 2].map(async (skip) => (await show('{tail}', 'en', skip)).number));
  expect(new Set(numbers).size).toBeGreaterThan(1);
});

test('who saves over another is told, what both wrote stays apart', async () => {
  const { templates } = await ok(rig.outlet.call(rig.manager, 'dispatch.templates', {}));
  expect(templates.map((one) => one.nameEn)).toEqual(['Brief', 'With way and price']);
  const [brief] = templates;
  if (brief === undefined) throw new Error('nothing seeded');
  const { id: templateId, version, staffIds: _none, ...words } = brief;
  const save = (staffIds: string[], retire = false, at = version) =>
    rig.outlet.call(rig.manager, 'dispatch.saveTemplate', {
      id: templateId,
      version: at,
      ...words,
      staffIds,
      retire,
    });
  const saved = await ok(save(['T01']));
  expect((await save(['T02'])).ok).toBe(false);
  expect(rig.value("SELECT chat_template_id FROM staff WHERE id = 'T02'")).toBeNull();
  const gone = await ok(save([], true, saved.version));
  expect(rig.value("SELECT chat_template_id FROM staff WHERE id = 'T01'")).toBeNull();
  await ok(save(['T01'], false, gone.version));
  expect(rig.value("SELECT chat_template_id FROM staff WHERE id = 'T01'")).toBe(templateId);
});
