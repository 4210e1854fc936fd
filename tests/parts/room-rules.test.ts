import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(4);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

/** An own, lot-kept part with one lot that is over and nothing else in the main store. */
const expired = { part: 'CH-044', lot: 'RO2411', day: '2026-11-01' };
async function letExpire(): Promise<void> {
  const id = rig.value<string>(
    'SELECT id FROM lot WHERE part_id = ? AND code = ?',
    expired.part,
    expired.lot,
  );
  rig.run((tx) => tx.update('lot', id, { expires_day: expired.day }));
}

test('goods of a maker come from its own upper store, whatever else stands in the list', async () => {
  const fromOf = (documentId: string) =>
    rig.value<string>('SELECT from_location_id FROM document WHERE id = ?', documentId);
  const moved = (documentId: string) =>
    rig.value<string>(
      'SELECT group_concat(DISTINCT location_id) FROM stock_move WHERE document_id = ? AND quantity_milli < 0',
      documentId,
    );
  const by = rig.value<string>(
    "SELECT id FROM part WHERE payer_id = 'PY-BY' AND tracking = 'quantity' LIMIT 1",
  );
  const lz = await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: 'LZ-001', quantityMilli: 1000 }] });
  expect([fromOf(lz.documentId), moved(lz.documentId)]).toEqual(['K-UP-LZ', 'K-UP-LZ']);
  const north = await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: by, quantityMilli: 1000 }] });
  expect([fromOf(north.documentId), moved(north.documentId)]).toEqual(['K-UP-BY', 'K-UP-BY']);
});

test('a request of which a part came still draws on the deposit with what is owed, and no more', async () => {
  const { id } = await rig.order('T03');
  const room = async () =>
    (await rig.ok(rig.store, 'parts.requests', {})).deposits.find((one) => one.payerId === 'PY-LZ')
      ?.headroomFen ?? 0;
  const before = await room();
  const asked = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: id,
    lines: [{ partId: 'LZ-007', quantityMilli: 2000 }],
  });
  expect(await room()).toBe(before - 22_000);
  await rig.ok(rig.store, 'parts.receive', {
    requestId: asked.requestId,
    lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
  });
  expect(rig.value('SELECT state FROM parts_request WHERE id = ?', asked.requestId)).toBe('short');
  // One piece is stock now, one is still owed: together what was asked for
  expect(await room()).toBe(before - 22_000);
  expect(rig.value('SELECT deposit_used_fen FROM parts_request WHERE id = ?', asked.requestId)).toBe(11_000);
  await rig.ok(rig.store, 'parts.receive', {
    requestId: asked.requestId,
    lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
  });
  expect(await room()).toBe(before - 22_000);
  expect(rig.value('SELECT deposit_used_fen FROM parts_request WHERE id = ?', asked.requestId)).toBe(0);
});

test('a lost old part that turns up lies on the shelf in the ledger too, and nobody bears it any more', async () => {
  const { rows } = await rig.ok(rig.store, 'parts.oldParts', { view: 'with_technician' });
  const old = rows[0];
  if (old === undefined) throw new Error('one expected');
  const shelf = () =>
    rig.value<number>(
      "SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE part_id = ? AND location_id = 'K-OLD' AND condition = 'old'",
      old.partId,
    );
  const lost = await rig.ok(rig.manager, 'parts.stepOld', {
    items: [{ id: old.id, version: old.version }],
    to: 'lost',
    bearer: 'technician',
  });
  const before = shelf();
  const found = await rig.ok(rig.store, 'parts.handInOld', {
    items: [{ id: old.id, version: lost.items[0]?.version ?? 0 }],
  });
  expect(shelf()).toBe(before + old.quantityMilli);
  expect(rig.value('SELECT bearer FROM old_part WHERE id = ?', old.id)).toBeNull();
  // … and what lies there can be scrapped, which takes it from the shelf
  await rig.ok(rig.manager, 'parts.stepOld', {
    items: [{ id: old.id, version: found.items[0]?.version ?? 0 }],
    to: 'scrapped',
  });
  expect(shelf()).toBe(before);
});

test('an expired lot leaves for a bag or a machine by no way, but may be scrapped', async () => {
  await letExpire();
  const { part, lot, day } = expired;
  const refusal = { code: 'stock_lot_expired', params: { partId: part, lot, day } };
  const line = { partId: part, quantityMilli: 1000, lot };
  expect(await rig.refused(rig.manager, 'parts.issue', { staffId: 'T03', lines: [line] })).toMatchObject(
    refusal,
  );
  expect(
    await rig.refused(rig.manager, 'parts.transfer', {
      fromLocationId: 'K-MAIN',
      toLocationId: 'V-T03',
      lines: [line],
    }),
  ).toMatchObject(refusal);
  // Unnamed: the lot that is still good goes, and more than that is refused with the lot's name
  await rig.ok(rig.manager, 'parts.issue', {
    staffId: 'T03',
    approval: { staffId: 'S01' },
    lines: [{ partId: part, quantityMilli: 3000, fromLocationId: 'K-MAIN' }],
  });
  expect(
    rig.value(
      "SELECT group_concat(lot) FROM stock_balance WHERE part_id = ? AND location_id = 'V-T03' AND quantity_milli > 0",
      part,
    ),
  ).toBe('RO2605');
  expect(
    await rig.refused(rig.manager, 'parts.issue', {
      staffId: 'T03',
      approval: { staffId: 'S01' },
      lines: [{ partId: part, quantityMilli: 1000, fromLocationId: 'K-MAIN' }],
    }),
  ).toMatchObject(refusal);
  await rig.ok(rig.manager, 'parts.scrap', { fromLocationId: 'K-MAIN', reason: '过期', lines: [line] });
});

test('what expired in the bag is not built in: the sentence names lot and day, and it can be given back', async () => {
  await letExpire();
  const { part, lot, day } = expired;
  const { id, visitId } = await rig.order('T04');
  // It was good when it was issued
  const lotId = rig.value<string>('SELECT id FROM lot WHERE part_id = ? AND code = ?', part, lot);
  rig.run((tx) => tx.update('lot', lotId, { expires_day: '2026-12-20' }));
  const line = { partId: part, quantityMilli: 1000, lot };
  await rig.ok(rig.manager, 'parts.issue', { staffId: 'T04', approval: { staffId: 'S01' }, lines: [line] });
  await letExpire();
  expect(
    await rig.refused(rig.dispatcher, 'parts.use', {
      visitId,
      workOrderId: id,
      partId: part,
      quantityMilli: 1000,
      payer: 'user',
    }),
  ).toMatchObject({ code: 'stock_lot_expired', params: { partId: part, lot, day } });
  await rig.ok(rig.store, 'parts.return', { staffId: 'T04', lines: [line] });
  expect(rig.onHand(part, 'V-T04')).toBe(0);
});

test('an old part goes by its number only: no quantity of it is transferred or scrapped', async () => {
  const lies = "FROM stock_balance WHERE condition = 'old' AND quantity_milli > 0 ORDER BY seq LIMIT 1";
  const partId = rig.value<string>(`SELECT part_id ${lies}`);
  const locationId = rig.value<string>(`SELECT location_id ${lies}`);
  const lines = [{ partId, quantityMilli: 1000, condition: 'old' as const }];
  const refusal = { code: 'stock_old_by_number', params: { partId } };
  expect(
    await rig.refused(rig.manager, 'parts.scrap', { fromLocationId: locationId, reason: '坏', lines }),
  ).toMatchObject(refusal);
  expect(
    await rig.refused(rig.manager, 'parts.transfer', {
      fromLocationId: locationId,
      toLocationId: 'K-MAIN',
      lines,
    }),
  ).toMatchObject(refusal);
});
