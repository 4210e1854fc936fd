import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { staleMark } from '../../main/services/clock/recompute.ts';
import { readerOf } from '../../main/services/masters.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(21);
});
afterAll(() => rig.close());

const page = () => ok(rig.outlet.call(rig.manager, 'outlet.coverage', {}));
const stale = () => staleMark(readerOf(rig.outlet.store.read));
const areaOf = async (code: string) => {
  const area = (await page()).areas.find((one) => one.code === code);
  if (area === undefined) throw new Error(`no area ${code}`);
  return area;
};
const inputOf = ({ name: _name, openOrders: _n, ...area }: Awaited<ReturnType<typeof areaOf>>) => area;

test('tiers are kept apart, new ones are used by counties, one in use stays', async () => {
  const before = await page();
  const far = before.tiers.find((one) => one.toM !== null && one.fromM > 0);
  if (far === undefined) throw new Error('no tier');
  const { areas: _areas, code: _code, ...same } = far;
  const over = { ...same, id: null, version: null, nameZh: '重叠' };
  const no = await refused(rig.outlet.call(rig.manager, 'outlet.saveTier', over));
  expect(no.code).toBe('tier_overlaps');
  expect(
    (await refused(rig.outlet.call(rig.manager, 'outlet.saveTier', { ...same, fromM: 9, toM: 9 }))).code,
  ).toBe('input_invalid');
  const saved = await ok(
    rig.outlet.call(rig.manager, 'outlet.saveTier', { ...same, nameEn: 'Far', technicianFeeFen: 4500 }),
  );
  expect((await page()).tiers.find((one) => one.id === far.id)).toMatchObject({
    nameEn: 'Far',
    technicianFeeFen: 4500,
    version: saved.version,
  });
  expect((await refused(rig.outlet.call(rig.manager, 'outlet.saveTier', same))).code).toBe('conflict');
  expect((await refused(rig.outlet.call(rig.dispatcher, 'outlet.saveTier', same))).code).toBe('forbidden');
  // Room for one more is made by ending the last tier
  const last = before.tiers.at(-1);
  if (last === undefined || last.id === far.id) throw new Error('one tier');
  const { areas: _n, code: _c, ...end } = last;
  await ok(rig.outlet.call(rig.manager, 'outlet.saveTier', { ...end, toM: 900_000 }));
  const made = await ok(
    rig.outlet.call(rig.manager, 'outlet.saveTier', {
      nameZh: '跨省',
      fromM: 900_000,
      toM: null,
      technicianFeeFen: 20_000,
      factorMilli: 3000,
    }),
  );
  const tier = (await page()).tiers.at(-1);
  expect(tier).toMatchObject({ id: made.id, nameZh: '跨省', factorMilli: 3000, areas: 0 });
  const [area] = before.areas;
  if (area === undefined || tier === undefined) throw new Error('no area');
  await ok(rig.outlet.call(rig.manager, 'outlet.saveArea', { ...inputOf(area), tierCode: tier.code }));
  const target = { id: tier.id, version: tier.version };
  expect(await refused(rig.outlet.call(rig.manager, 'outlet.removeTier', target))).toMatchObject({
    code: 'tier_used',
    params: { name: '跨省', areas: 1 },
  });
  await ok(
    rig.outlet.call(rig.manager, 'outlet.saveArea', {
      ...inputOf(await areaOf(area.code)),
      tierCode: area.tierCode,
    }),
  );
  await ok(rig.outlet.call(rig.manager, 'outlet.removeTier', target));
  expect((await page()).tiers.map((one) => one.id)).not.toContain(tier.id);
});

test('a county says how it is served at once, to new orders and to running clocks', async () => {
  const id = rig.id(
    "SELECT w.id FROM work_order w JOIN division d ON d.code = w.division_code WHERE w.state = 'received' AND d.coverage = 'self' AND w.deadline_at IS NOT NULL LIMIT 1",
  );
  const code = rig.value<string>('SELECT division_code FROM work_order WHERE id = ?', id);
  const area = await areaOf(code);
  expect(area.openOrders).toBeGreaterThan(0);
  await ok(
    rig.outlet.call(rig.manager, 'outlet.saveArea', {
      ...inputOf(area),
      coverage: 'refuse',
      distanceM: 77_000,
      extraHours: 12,
    }),
  );
  expect(stale()).not.toBeNull();
  expect(await areaOf(code)).toMatchObject({ coverage: 'refuse', distanceM: 77_000, extraHours: 12 });
  const { places } = await ok(
    rig.outlet.call(rig.dispatcher, 'orders.places', { text: area.name, county: '' }),
  );
  expect(places.find((one) => one.kind === 'county' && one.divisionCode === code)).toMatchObject({
    coverage: 'refuse',
    distanceM: 77_000,
  });
  const old = await refused(rig.outlet.call(rig.manager, 'outlet.saveArea', inputOf(area)));
  expect(old.code).toBe('conflict');
});

test('a county of the province is added by its code; one in the table is not added twice; a shop is named', async () => {
  const { areas } = await ok(rig.outlet.call(rig.manager, 'outlet.moreAreas', {}));
  const known = (await page()).areas.map((one) => one.code);
  const [more] = areas;
  if (more === undefined) throw new Error('no county left');
  expect(known).not.toContain(more.code);
  const { subShops } = await page();
  const blank = {
    code: more.code,
    distanceM: 180_000,
    tierCode: null,
    coverage: 'sub_shop' as const,
    subShopId: subShops[0]?.id ?? null,
    extraHours: 0,
  };
  const no = await refused(
    rig.outlet.call(rig.manager, 'outlet.saveArea', { ...blank, subShopId: 'nobody' }),
  );
  expect(no).toMatchObject({ code: 'not_found', params: { entity: 'sub_shop' } });
  await ok(rig.outlet.call(rig.manager, 'outlet.saveArea', blank));
  expect(await areaOf(more.code)).toMatchObject({
    name: more.name,
    distanceM: 180_000,
    coverage: 'sub_shop',
    subShopId: subShops[0]?.id,
    openOrders: 0,
  });
  expect(await refused(rig.outlet.call(rig.manager, 'outlet.saveArea', blank))).toMatchObject({
    code: 'area_known',
    params: { name: more.name },
  });
  const nowhere = { ...blank, code: '000000' };
  expect((await refused(rig.outlet.call(rig.manager, 'outlet.saveArea', nowhere))).code).toBe('not_found');
});

test('a county is taken out again when nothing needs it, and put back as it was; one in use says what uses it', async () => {
  const remove = (area: { id: string; version: number }) =>
    rig.outlet.call(rig.manager, 'outlet.removeArea', { id: area.id, version: area.version });
  const { areas } = await ok(rig.outlet.call(rig.manager, 'outlet.moreAreas', {}));
  const [more] = areas;
  if (more === undefined) throw new Error('no county left');
  const blank = {
    distanceM: 99_000,
    tierCode: null,
    coverage: 'refuse' as const,
    subShopId: null,
    extraHours: 3,
  };
  await ok(rig.outlet.call(rig.manager, 'outlet.saveArea', { ...blank, code: more.code }));
  const added = await areaOf(more.code);
  const person = rig.id('SELECT id FROM staff WHERE daily_capacity_minutes > 0 ORDER BY code LIMIT 1');
  const write = (name: string, change: (tx: Tx) => void) =>
    rig.outlet.store.gate.run(
      { command: `test.${name}`, requestId: name, deskId: 't', staffId: null },
      change,
    );
  write('goes-there', (tx) => {
    tx.insert('staff_area', { staff_id: person, division_code: more.code });
  });
  expect(await refused(remove(added))).toMatchObject({
    code: 'area_used',
    params: { name: more.name, use: 'people', n: 1 },
  });
  write('goes-no-more', (tx) => {
    tx.remove('staff_area', rig.id('SELECT id FROM staff_area WHERE division_code = ?', more.code));
  });
  expect(await refused(remove({ ...added, version: added.version + 1 }))).toMatchObject({ code: 'conflict' });
  const target = { id: added.id, version: added.version };
  expect((await refused(rig.outlet.call(rig.dispatcher, 'outlet.removeArea', target))).code).toBe(
    'forbidden',
  );
  await ok(remove(added));
  expect((await page()).areas.map((one) => one.code)).not.toContain(more.code);
  // What the window's undo asks for
  await ok(rig.outlet.call(rig.manager, 'outlet.saveArea', { ...inputOf(added), id: null, version: null }));
  const { id: _id, version: _version, ...same } = added;
  expect(await areaOf(more.code)).toMatchObject(same);
  const own = rig.value<string>('SELECT division_code FROM outlet');
  expect((await refused(remove(await areaOf(own)))).code).toBe('area_own');
  const busy = (await page()).areas.find((one) => one.openOrders > 0 && one.code !== own);
  if (busy === undefined) throw new Error('no county with work');
  const no = await refused(remove(busy));
  expect(no).toMatchObject({ code: 'area_used', params: { name: busy.name, use: 'orders' } });
  expect(Number(no.params.n)).toBeGreaterThanOrEqual(busy.openOrders);
});

test('the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
