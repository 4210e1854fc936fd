import { afterAll, beforeAll, expect, test } from 'vitest';
import { featureCodes, featurePermissions, featuresOf } from '../../domain/access/features.ts';
import { permissionCodes } from '../../domain/access/permissions.ts';
import { contract } from '../../preload/contract/index.ts';
import { outlet as en } from '../../renderer/i18n/en/outlet.ts';
import { outlet as zh } from '../../renderer/i18n/zh/outlet.ts';
import { deskRig, type DeskRig } from '../orders/rig.ts';

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig(9);
});
afterAll(() => rig.close());

const turn = async (code: (typeof featureCodes)[number], enabled: boolean) => {
  const answer = await rig.outlet.call(rig.manager, 'outlet.setFeature', { code, enabled });
  expect(answer.ok).toBe(true);
};
const refusal = async (channel: string, input: unknown) => {
  const answer = await rig.outlet.callAny(rig.manager, channel, input, {
    requestId: rig.outlet.env.newId(),
  });
  return answer.ok ? null : answer.error;
};

test('a command of a part that is off is refused with the name of the part, and works again afterwards', async () => {
  const id = rig.id("SELECT id FROM work_order WHERE queue = 'intake' LIMIT 1");
  const tags = () => refusal('orders.setTags', { id, version: 1, tags: ['a'] });
  await turn('tags', false);
  expect(await tags()).toEqual({ code: 'feature_off', params: { feature: 'tags' } });
  expect(rig.value('SELECT count(*) FROM work_order_tag WHERE work_order_id = ?', id)).toBe(0);
  await turn('tags', true);
  expect((await tags())?.code).not.toBe('feature_off');
});

test('a part is told from the input where its command serves others, too', async () => {
  const order = rig.outlet.store.read
    .prepare("SELECT id, version FROM work_order WHERE queue = 'intake' LIMIT 1")
    .get() as { id: string; version: number };
  const shop = rig.id('SELECT id FROM sub_shop LIMIT 1');
  await turn('sub_shops', false);
  const given = (to: object) => refusal('dispatch.assign', { ...order, ...to });
  expect(await given({ staffId: null, subShopId: shop })).toEqual({
    code: 'feature_off',
    params: { feature: 'sub_shops' },
  });
  expect((await given({ staffId: 'T01' }))?.code).not.toBe('feature_off');
  await turn('sub_shops', true);
});

test('with a room off its permissions are nobody’s: the window offers nothing of it', async () => {
  await turn('parts', false);
  const me = await rig.outlet.call(rig.manager, 'session.me', {});
  if (!me.ok) throw new Error('me');
  expect(me.value.features).toEqual({ parts: false });
  for (const permission of featurePermissions.parts ?? [])
    expect(me.value.staff?.permissions).not.toHaveProperty(permission);
  expect(me.value.staff?.permissions).toHaveProperty('money.read');
  const found = await rig.outlet.call(rig.manager, 'search.find', { text: 'PJ', limit: 20 });
  if (!found.ok) throw new Error('find');
  expect(found.value.hits.map((hit) => hit.kind)).not.toContain('part');
  const channel = Object.entries(contract).find(
    ([, one]) => one.kind === 'command' && one.permission === 'stock.issue',
  );
  expect(channel).toBeDefined();
  await turn('parts', true);
});

test('every part is a word in both languages, and every permission it takes away exists', () => {
  expect(Object.keys(zh.feature).sort()).toEqual([...featureCodes].sort());
  expect(Object.keys(en.feature).sort()).toEqual([...featureCodes].sort());
  for (const list of Object.values(featurePermissions))
    for (const permission of list) expect(permissionCodes).toContain(permission);
  const own = (name: string) => featuresOf({ name, permission: '', input: {} });
  for (const name of ['orders.setTags', 'visits.saveVoucher', 'staff.setAccounts', 'dispatch.assignMany']) {
    expect(contract).toHaveProperty([name]);
    expect(own(name)).toHaveLength(1);
  }
});
