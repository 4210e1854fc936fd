import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(12);
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: 'LZ-007', quantityMilli: 20_000 }] });
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const partId = 'LZ-007';
const dead = async (number: string) => {
  const { rows } = await rig.ok(rig.store, 'parts.dead', { view: 'all' });
  const found = rows.find((row) => row.number === number);
  if (found === undefined) throw new Error(`no dead part ${number}`);
  return found;
};
const find = async (quantityMilli = 1000) => {
  const { items } = await rig.ok(rig.store, 'parts.deadFind', {
    partId,
    locationId: 'K-MAIN',
    quantityMilli,
    symptom: '通电不亮',
  });
  return dead(items[0]?.number ?? '');
};
/** The picture's bytes were sent before; here only that they are known matters. */
const photo = async (id: string) => {
  const hash = 'c'.repeat(64);
  if (rig.value('SELECT 1 FROM blob WHERE id = ?', hash) === undefined)
    rig.run((tx) => tx.insert('blob', { id: hash, size: 10, mime: 'image/jpeg', stored_at: tx.at }));
  return rig.ok(rig.store, 'parts.deadPhoto', { id, hash, name: '不亮.jpg' });
};
type Step = 'claimed' | 'replaced' | 'credited' | 'refused' | 'expired' | 'works' | 'scrapped';
const step = async (number: string, to: Step, rest: { cause?: string; bearer?: 'outlet' } = {}) => {
  const { id, version } = await dead(number);
  return rig.refused(rig.store, 'parts.deadStep', { id, version, to, ...rest });
};
const doa = () =>
  rig.value<number>(
    "SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE part_id = ? AND condition = 'doa' AND location_id = 'K-DOA'",
    partId,
  );

test('a dead part returned from a bag begins its claim with its last day and lies among the dead ones', async () => {
  await rig.ok(rig.manager, 'parts.issue', {
    staffId: 'T03',
    approval: { staffId: 'S01' },
    lines: [{ partId, quantityMilli: 1000 }],
  });
  await rig.ok(rig.store, 'parts.return', {
    staffId: 'T03',
    lines: [{ partId, quantityMilli: 1000, reason: 'dead', note: '装前坏' }],
  });
  const { rows, views } = await rig.ok(rig.store, 'parts.dead', { view: 'claim' });
  expect(rows).toMatchObject([
    { partId, state: 'found', foundIn: 'before_use', dueDay: '2026-11-29', daysLeft: 7, symptom: '装前坏' },
  ]);
  expect(views.claim).toBe(1);
  expect(doa()).toBe(1000);
});

test('claimed with a photo, sent, replaced without a request: the deposit is as before it died', async () => {
  const room = async () =>
    (await rig.ok(rig.store, 'parts.requests', {})).deposits.find((one) => one.payerId === 'PY-LZ')
      ?.headroomFen;
  const before = await room();
  const good = rig.onHand(partId, 'K-MAIN');
  const { id, number } = await find();
  expect(rig.onHand(partId, 'K-MAIN')).toBe(good - 1000);
  expect(await step(number, 'claimed')).toMatchObject({ code: 'dead_part_photo', params: { number } });
  expect(await photo(id)).toEqual({ photos: 1 });
  expect(await step(number, 'claimed')).toBeNull();
  const { version } = await dead(number);
  const parcel = await rig.ok(rig.store, 'parts.deadSend', {
    items: [{ id, version }],
    carrier: '顺丰',
    tracking: 'SF77',
  });
  expect(await dead(number)).toMatchObject({ state: 'sent', parcelNumber: parcel.number });
  expect(await step(number, 'works')).toMatchObject({
    code: 'dead_part_step',
    params: { deadState: 'sent' },
  });
  expect(await step(number, 'replaced')).toBeNull();
  const done = await dead(number);
  expect(done.state).toBe('replaced');
  expect(rig.value('SELECT kind FROM document WHERE number = ?', done.receiptNumber)).toBe('receipt');
  expect(rig.onHand(partId, 'K-MAIN')).toBe(good);
  expect(await room()).toBe(before);
});

test('after its window the maker takes it no more; it is tested or scrapped with a cause and a bearer', async () => {
  const late = await find();
  const other = await find();
  await photo(late.id);
  rig.env.jump(8 * 86_400_000);
  expect(await step(late.number, 'claimed')).toMatchObject({
    code: 'dead_part_late',
    params: { day: '2026-11-29' },
  });
  const lying = doa();
  expect(await step(late.number, 'scrapped')).toMatchObject({ code: 'dead_part_cause' });
  expect(await step(late.number, 'scrapped', { cause: '过期未报', bearer: 'outlet' })).toBeNull();
  const good = rig.onHand(partId, 'K-MAIN');
  expect(await step(other.number, 'works')).toBeNull();
  expect(rig.onHand(partId, 'K-MAIN')).toBe(good + 1000);
  expect(doa()).toBe(lying - 2000);
});

test('refused ones come back among the dead; a lost parcel ends them with a bearer', async () => {
  const [a, b] = [await find(), await find()];
  for (const one of [a, b]) {
    await photo(one.id);
    expect(await step(one.number, 'claimed')).toBeNull();
  }
  const items = [await dead(a.number), await dead(b.number)].map(({ id, version }) => ({ id, version }));
  const parcel = await rig.ok(rig.store, 'parts.deadSend', { items });
  const lying = doa();
  expect(await step(a.number, 'refused')).toMatchObject({ code: 'dead_part_cause' });
  expect(await step(a.number, 'refused', { cause: '人为损坏' })).toBeNull();
  expect(doa()).toBe(lying + 1000);
  await rig.ok(rig.store, 'parts.parcelStep', {
    id: parcel.id,
    version: parcel.version,
    to: 'lost',
    bearer: 'outlet',
    reason: '丢件',
  });
  expect(await dead(b.number)).toMatchObject({ state: 'scrapped', bearer: 'outlet', cause: '丢件' });
});
