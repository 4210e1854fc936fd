import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import type { OutputOf } from '../../preload/contract/index.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(31);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

type Place = OutputOf<'parts.placeFigures'>['places'][number];
const places = async () => (await rig.ok(rig.store, 'parts.placeFigures', {})).places;
const at = async (id: string): Promise<Place> => {
  const found = (await places()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no place ${id}`);
  return found;
};
const rows = (locationId: string) => rig.ok(rig.store, 'parts.placeRows', { locationId });
const total = (all: readonly Place[], of: keyof Place) => all.reduce((sum, one) => sum + Number(one[of]), 0);

test('each of the four figures adds up over all places to what the outlet holds, promises, asks for and owes', async () => {
  const { id } = await rig.order('T03');
  await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: id,
    hold: false,
    lines: [
      { partId: 'LZ-007', quantityMilli: 2000 },
      { partId: 'LZ-001', quantityMilli: 1000 },
    ],
  });
  await rig.ok(rig.dispatcher, 'parts.reserve', {
    workOrderId: id,
    partId: 'LZ-001',
    quantityMilli: 1000,
  });
  const all = await places();
  const owed =
    "SELECT count(*) FROM old_part WHERE state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed')";
  expect(total(all, 'oldPartsOwed')).toBe(rig.value(owed));
  expect(total(all, 'oldPartsOwed')).toBeGreaterThan(0);
  expect(total(all, 'reservedLines')).toBe(
    rig.value("SELECT count(*) FROM reservation WHERE state = 'held'"),
  );
  expect(total(all, 'requestedLines')).toBe(
    rig.value(
      "SELECT count(*) FROM parts_request_line l JOIN parts_request q ON q.id = l.request_id WHERE q.state = 'asked' AND l.received_milli < l.asked_milli",
    ),
  );
  expect(total(all, 'onHandFen')).toBe(
    rig.value(
      `SELECT sum((b.quantity_milli * p.cost_fen + 500) / 1000) FROM stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
       WHERE l.is_real = 1 AND b.quantity_milli > 0 AND b.condition <> 'old'`,
    ),
  );
});

test('the rows behind a figure are as many as it says and worth what it says', async () => {
  for (const place of await places()) {
    const behind = await rows(place.id);
    expect([place.id, new Set(behind.onHand.map((row) => row.partId)).size]).toEqual([place.id, place.parts]);
    expect(behind.onHand.reduce((sum, row) => sum + row.valueFen, 0)).toBe(place.onHandFen);
    expect(behind.reserved).toHaveLength(place.reservedLines);
    expect(behind.requested).toHaveLength(place.requestedLines);
    expect(behind.old).toHaveLength(place.oldPartsOwed);
    expect(behind.old.reduce((sum, row) => sum + row.amountFen, 0)).toBe(place.oldPartsFen);
  }
});

test('a request stands at the bag of the man who waits for it and moves with the order; what came is no longer asked for', async () => {
  const bag = (staffId: string) =>
    rig.value<string>("SELECT id FROM location WHERE kind = 'bag' AND staff_id = ?", staffId);
  const { id } = await rig.order('T01');
  const before = [await at(bag('T01')), await at(bag('T02'))].map((one) => one.requestedLines);
  const asked = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: id,
    hold: false,
    lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
  });
  const now = async () => [await at(bag('T01')), await at(bag('T02'))].map((one) => one.requestedLines);
  expect(await now()).toEqual([(before[0] ?? 0) + 1, before[1]]);
  expect((await rows(bag('T01'))).requested.find((row) => row.requestId === asked.requestId)).toMatchObject({
    partId: 'LZ-007',
    owedMilli: 1000,
    number: asked.number,
  });
  rig.run((tx) => tx.update('work_order', id, { staff_id: 'T02' }));
  expect(await now()).toEqual([before[0], (before[1] ?? 0) + 1]);
  await rig.ok(rig.store, 'parts.receive', {
    requestId: asked.requestId,
    lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
  });
  expect(await now()).toEqual(before);
});

test('a technician sees his own bag and no other place', async () => {
  const own = rig.outlet.session({ as: 'T01', deskId: 'desk-t' });
  const seen = await rig.ok(own, 'parts.placeFigures', {});
  expect(seen.places.map((one) => one.staffId)).toEqual(['T01']);
  expect(await rig.refused(own, 'parts.placeRows', { locationId: 'K-MAIN' })).toMatchObject({
    code: 'forbidden',
  });
  expect(await rig.refused(rig.store, 'parts.placeRows', { locationId: 'K-USER' })).toMatchObject({
    code: 'not_found',
  });
});
