import { afterAll, beforeAll, expect, test } from 'vitest';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(47);
});
afterAll(() => rig.close());

test('an order says whose bag a forgotten part comes from; it goes on it, makes its old part, and comes off again', async () => {
  const { id, visitId } = await rig.order('T03');
  const job = await rig.ok(rig.dispatcher, 'parts.job', { workOrderId: id });
  expect(job).toMatchObject({ open: true, visitId, staffId: 'T03' });
  await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T03',
    lines: [{ partId: 'LZ-001', quantityMilli: 2000 }],
  });
  const held = rig.onHand('LZ-001', 'V-T03');
  const used = await rig.ok(rig.dispatcher, 'parts.use', {
    visitId: job.visitId ?? '',
    workOrderId: id,
    partId: 'LZ-001',
    quantityMilli: 1000,
    payer: 'payer',
  });
  expect(rig.onHand('LZ-001', 'V-T03')).toBe(held - 1000);
  expect(used.oldPartId).not.toBeNull();
  const { used: shown } = await rig.ok(rig.dispatcher, 'orders.more', { id });
  expect(shown.map((part) => part.id)).toEqual([used.partUseId]);
  await rig.ok(rig.dispatcher, 'parts.undoUse', { partUseId: used.partUseId });
  expect(rig.onHand('LZ-001', 'V-T03')).toBe(held);
  expect(rig.value('SELECT count(*) FROM old_part WHERE work_order_id = ?', id)).toBe(0);
  expect((await rig.ok(rig.dispatcher, 'orders.more', { id })).used).toEqual([]);
});

test('before anybody was there nothing can be put on an order; a closed one takes no promise', async () => {
  const made = await rig.ok(rig.manager, 'orders.create', {
    name: '冉梦溪',
    phone: '13812345670',
    detail: '沁园小区 3 栋',
    serviceItemId: rig.value<string>("SELECT id FROM service_item WHERE code LIKE 'WX-KT%' LIMIT 1"),
    model: 'KFR-35GW/LZB3',
    warranty: 'in_warranty',
    payerId: 'PY-LZ',
  });
  expect(await rig.ok(rig.dispatcher, 'parts.job', { workOrderId: made.id })).toMatchObject({
    visitId: null,
    staffId: null,
  });
  rig.run((tx) => tx.update('work_order', made.id, { side_state: 'cancelled' }));
  expect(await rig.ok(rig.dispatcher, 'parts.job', { workOrderId: made.id })).toMatchObject({ open: false });
  expect(
    await rig.refused(rig.dispatcher, 'parts.reserve', {
      workOrderId: made.id,
      partId: 'LZ-001',
      quantityMilli: 1000,
    }),
  ).toMatchObject({ code: 'parts_order_closed' });
  expect(await rig.refused(rig.dispatcher, 'parts.job', { workOrderId: 'nobody' })).toMatchObject({
    code: 'not_found',
  });
});
