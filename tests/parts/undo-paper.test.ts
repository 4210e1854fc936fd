import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
let part: string;
beforeAll(async () => {
  rig = await partsRig(13);
  part = rig.value<string>(
    `SELECT id FROM part p WHERE tracking = 'quantity' AND kind = 'part' AND NOT EXISTS
     (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id AND b.location_id LIKE 'V-%' AND b.quantity_milli > 0) ORDER BY id LIMIT 1`,
  );
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: part, quantityMilli: 20_000 }] });
  rig.run((tx) => tx.update('staff', 'T03', { parts_limit_fen: 50_000_000 }));
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const inStore = () => rig.onHand(part, 'K-MAIN');
const inBag = () => rig.onHand(part, 'V-T03');
const claims = (orderId: string) =>
  rig.value<string>(
    "SELECT group_concat(state || ' ' || location_id || ' ' || quantity_milli, '; ') FROM reservation WHERE work_order_id = ? AND state <> 'released'",
    orderId,
  );
const undo = (documentId: string) => rig.ok(rig.store, 'parts.undoPaper', { documentId, reason: '发错人' });

test('an issue taken back lies in the store again and is promised to its order as before', async () => {
  const { id } = await rig.order('T03');
  await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: part, quantityMilli: 2000 });
  const before = [inStore(), inBag(), claims(id)];
  const issued = await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T03',
    lines: [
      { partId: part, quantityMilli: 2000, workOrderId: id },
      { partId: part, quantityMilli: 1000 },
    ],
  });
  expect(claims(id)).toBe('issued V-T03 2000');
  const back = await undo(issued.documentId);
  expect(back).toMatchObject({ undoes: issued.number, totalFen: issued.totalFen });
  expect([inStore(), inBag(), claims(id)]).toEqual(before);
  const { document } = await rig.ok(rig.store, 'parts.document', { id: issued.documentId });
  expect(document).toMatchObject({ state: 'void', undoneBy: back.number, undoes: null });
  // Each move has its counter-move, on a paper of its own
  expect(
    rig.value(
      'SELECT sum(quantity_milli) FROM stock_move WHERE document_id IN (?, ?) AND location_id = ?',
      issued.documentId,
      back.documentId,
      'V-T03',
    ),
  ).toBe(0);
  for (const documentId of [issued.documentId, back.documentId])
    expect(await rig.refused(rig.store, 'parts.undoPaper', { documentId })).toMatchObject({
      code: 'paper_not_undoable',
    });
});

test('the one piece there is goes back to the order it was issued for, and whoever was promised it in the bag waits', async () => {
  const only = rig.value<string>(
    `SELECT id FROM part p WHERE tracking = 'quantity' AND kind = 'part' AND NOT EXISTS
     (SELECT 1 FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = p.id AND b.condition = 'good'
      AND b.quantity_milli > 0 AND l.is_real = 1) AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.part_id = p.id) ORDER BY id LIMIT 1`,
  );
  expect(only).toBeTypeOf('string');
  const [first, second] = [await rig.order('T03'), await rig.order('T03')];
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: only, quantityMilli: 1000 }] });
  await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: first.id, partId: only, quantityMilli: 1000 });
  const issued = await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T03',
    lines: [{ partId: only, quantityMilli: 1000, workOrderId: first.id }],
  });
  await rig.ok(rig.dispatcher, 'parts.reserve', {
    workOrderId: second.id,
    partId: only,
    quantityMilli: 1000,
  });
  expect(claims(second.id)).toBe('held V-T03 1000');
  await undo(issued.documentId);
  expect(claims(first.id)).toBe('held K-MAIN 1000');
  expect(claims(second.id)).toBe('short K-MAIN 1000');
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
});

test('a return taken back: the man has it for his order again', async () => {
  const { id } = await rig.order('T03');
  await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: part, quantityMilli: 2000 });
  await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T03',
    lines: [{ partId: part, quantityMilli: 2000, workOrderId: id }],
  });
  const before = [inStore(), inBag(), claims(id)];
  const returned = await rig.ok(rig.store, 'parts.return', {
    staffId: 'T03',
    lines: [{ partId: part, quantityMilli: 2000, workOrderId: id, reason: 'unused' }],
  });
  expect(claims(id)).toBeNull();
  await undo(returned.documentId);
  expect([inStore(), inBag(), claims(id)]).toEqual(before);
});

test('a transfer and a scrap are taken back; goods that went on are named, and nothing is half undone', async () => {
  const [stored, bagged] = [inStore(), inBag()];
  const moved = await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'V-T03',
    lines: [{ partId: part, quantityMilli: 3000 }],
  });
  await undo(moved.documentId);
  const scrapped = await rig.ok(rig.manager, 'parts.scrap', {
    fromLocationId: 'K-MAIN',
    reason: '压扁',
    lines: [{ partId: part, quantityMilli: 1000 }],
  });
  await undo(scrapped.documentId);
  expect([inStore(), inBag()]).toEqual([stored, bagged]);
  const again = await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'V-T03',
    lines: [{ partId: part, quantityMilli: 3000 }],
  });
  await rig.ok(rig.manager, 'parts.transfer', {
    fromLocationId: 'V-T03',
    toLocationId: 'V-T04',
    lines: [{ partId: part, quantityMilli: inBag() }],
  });
  expect(await rig.refused(rig.store, 'parts.undoPaper', { documentId: again.documentId })).toMatchObject({
    code: 'stock_short',
    params: { partId: part, freeMilli: 0 },
  });
  expect(rig.value('SELECT state FROM document WHERE id = ?', again.documentId)).toBe('posted');
});

test('what was promised to another order meanwhile gives way and is promised anew', async () => {
  const moved = await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'V-T05',
    lines: [{ partId: part, quantityMilli: 2000 }],
  });
  const { id } = await rig.order('T05');
  await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: part, quantityMilli: 2000 });
  expect(claims(id)).toBe('held V-T05 2000');
  await undo(moved.documentId);
  expect(claims(id)).toBe('held K-MAIN 2000');
});

test('a paper of a closed month stays; a receipt is not taken back by this way', async () => {
  const moved = await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'V-T06',
    lines: [{ partId: part, quantityMilli: 1000 }],
  });
  rig.run((tx) => {
    tx.insert('period', { id: '2025-01', from_day: '2025-01-01', to_day: '2025-01-31', state: 'closed' });
    tx.update('document', moved.documentId, { business_day: '2025-01-30' });
  });
  expect(await rig.refused(rig.store, 'parts.undoPaper', { documentId: moved.documentId })).toMatchObject({
    code: 'period_closed',
    params: { period: '2025-01' },
  });
  const receipt = await rig.ok(rig.store, 'parts.receive', {
    lines: [{ partId: part, quantityMilli: 1000 }],
  });
  expect(await rig.refused(rig.store, 'parts.undoPaper', { documentId: receipt.documentId })).toMatchObject({
    code: 'paper_not_undoable',
    params: { number: receipt.number },
  });
});
