import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { partsRig, type PartsRig } from './rig.ts';

const day = '2026-11-23';
let part: string;
let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(12);
  // Plenty in the store and none in a bag, or the promise would fall on the bag
  part = rig.value<string>(
    `SELECT id FROM part p WHERE tracking = 'quantity' AND kind = 'part' AND NOT EXISTS
     (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id AND b.location_id LIKE 'V-%' AND b.quantity_milli > 0) ORDER BY id LIMIT 1`,
  );
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: part, quantityMilli: 50_000 }] });
  rig.run((tx) => {
    for (const staffId of ['T03', 'T04', 'T05', 'T06'])
      tx.update('staff', staffId, { parts_limit_fen: 50_000_000 });
  });
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

/** An order of a man for the day with so much of a part promised to it. */
async function wanting(staffId: string, quantityMilli: number, partId = part): Promise<string> {
  const { id } = await rig.order(staffId, { day });
  await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId, quantityMilli });
  return id;
}
const box = (staffId: string) => rig.ok(rig.store, 'parts.staging', { day, staffId });
const ofOrder = async (staffId: string, workOrderId: string) =>
  (await box(staffId)).rows.filter((row) => row.workOrderId === workOrderId);
const paperLine = (documentId: string, workOrderId: string) =>
  rig.value<string>(
    "SELECT asked_milli || '/' || done_milli FROM document_line WHERE document_id = ? AND work_order_id = ?",
    documentId,
    workOrderId,
  );

test('the box of a man is picked by scans the evening before and handed out as its own paper in the morning', async () => {
  const first = await wanting('T03', 3000);
  const [row] = await ofOrder('T03', first);
  if (row === undefined) throw new Error('one line expected');
  expect(row).toMatchObject({ needMilli: 3000, pickedMilli: 0, state: 'open', change: null });
  const at = { staffId: 'T03', day, workOrderId: first, partId: part, bin: row.bin };
  const begun = await rig.ok(rig.store, 'parts.pick', { ...at, pickedMilli: 2000 });
  expect(await rig.refused(rig.store, 'parts.pick', { ...at, pickedMilli: 4000 })).toMatchObject({
    code: 'staging_too_many',
    params: { partId: part, needMilli: 3000 },
  });
  // Packing moves nothing: the promise holds it in the store
  const bag = () => rig.onHand(part, 'V-T03');
  const before = bag();
  expect(rig.value('SELECT count(*) FROM stock_move WHERE document_id = ?', begun.documentId)).toBe(0);
  await rig.ok(rig.store, 'parts.pickAll', { staffId: 'T03', day });
  const packed = await box('T03');
  expect(packed.rows.every((one) => one.state === 'done')).toBe(true);
  const { boxes } = await rig.ok(rig.store, 'parts.stagings', { day });
  expect(boxes.find((one) => one.staffId === 'T03')).toMatchObject({ open: 0, back: 0, changed: 0 });
  const paper = await rig.ok(rig.store, 'parts.handOut', {
    documentId: begun.documentId ?? '',
    seenMilli: packed.giveMilli,
  });
  expect(paper.number).toBe(packed.number);
  expect(paper.totalFen).toBe(packed.giveFen);
  expect(bag()).toBe(before + 3000);
  expect(paperLine(paper.documentId, first)).toBe('3000/3000');
  expect(
    rig.value(
      "SELECT count(*) FROM reservation WHERE document_id = ? AND state = 'issued'",
      paper.documentId,
    ),
  ).toBe(packed.rows.length);
  expect(
    await rig.refused(rig.store, 'parts.handOut', { documentId: paper.documentId, seenMilli: 0 }),
  ).toMatchObject({ code: 'parts_document_step' });
});

test('an order that dies after packing is marked, and the box does not leave before its part is out', async () => {
  const stays = await wanting('T04', 1000);
  const dies = await wanting('T04', 2000);
  const { documentId } = await rig.ok(rig.store, 'parts.pickAll', { staffId: 'T04', day });
  const seen = await box('T04');
  rig.run((tx) =>
    applyAction(tx, {
      orderId: dies,
      action: 'cancel',
      reasonCode: 'Q01',
      override: ['no_open_visit', 'upstream_agreed', 'upstream_open'],
    }),
  );
  const [gone] = await ofOrder('T04', dies);
  expect(gone).toMatchObject({ needMilli: 0, pickedMilli: 2000, state: 'back', change: 'gone' });
  expect(
    await rig.refused(rig.store, 'parts.handOut', {
      documentId: documentId ?? '',
      seenMilli: seen.giveMilli,
    }),
  ).toMatchObject({ code: 'staging_changed', params: { number: seen.number } });
  // Taken out by its scan: the line leaves the paper, the rest goes
  await rig.ok(rig.store, 'parts.pick', {
    staffId: 'T04',
    day,
    workOrderId: dies,
    partId: part,
    bin: gone?.bin ?? '',
    pickedMilli: 0,
  });
  expect(await ofOrder('T04', dies)).toEqual([]);
  const now = await box('T04');
  const paper = await rig.ok(rig.store, 'parts.handOut', {
    documentId: documentId ?? '',
    seenMilli: now.giveMilli,
  });
  expect(paperLine(paper.documentId, stays)).toBe('1000/1000');
  expect(rig.value('SELECT count(*) FROM document_line WHERE work_order_id = ?', dies)).toBe(0);
});

test('an order added after packing shows as new; what the storekeeper did not see does not go', async () => {
  await wanting('T05', 1000);
  const { documentId } = await rig.ok(rig.store, 'parts.pickAll', { staffId: 'T05', day });
  const seen = await box('T05');
  const late = await wanting('T05', 2000);
  expect(await ofOrder('T05', late)).toMatchObject([{ state: 'open', change: 'new', needMilli: 2000 }]);
  await rig.ok(rig.store, 'parts.pickAll', { staffId: 'T05', day });
  expect(
    await rig.refused(rig.store, 'parts.handOut', {
      documentId: documentId ?? '',
      seenMilli: seen.giveMilli,
    }),
  ).toMatchObject({ code: 'staging_changed' });
  // Issued past the box at the counter: the box asks for it no longer, and nothing is given twice
  const before = rig.onHand(part, 'V-T05');
  await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T05',
    lines: [{ partId: part, quantityMilli: 2000, workOrderId: late }],
  });
  expect(await ofOrder('T05', late)).toEqual([]);
  const rest = await box('T05');
  await rig.ok(rig.store, 'parts.handOut', { documentId: documentId ?? '', seenMilli: rest.giveMilli });
  expect(rig.onHand(part, 'V-T05')).toBe(before + 2000 + rest.giveMilli);
});

test('another piece than the promised one may go: the promise follows the piece', async () => {
  const board = 'LZ-003';
  expect(rig.value('SELECT tracking FROM part WHERE id = ?', board)).toBe('serial');
  await rig.ok(rig.store, 'parts.receive', {
    lines: [{ partId: board, quantityMilli: 2000, serials: ['LZZB2699000001', 'LZZB2699000002'] }],
  });
  const id = await wanting('T03', 1000, board);
  const [row] = await ofOrder('T03', id);
  const other = rig.value<string>(
    "SELECT serial FROM stock_balance WHERE location_id = 'K-MAIN' AND part_id = ? AND quantity_milli = 1000 AND reserved_milli = 0 AND serial <> ? LIMIT 1",
    board,
    row?.serial ?? '',
  );
  const at = {
    staffId: 'T03',
    day,
    workOrderId: id,
    partId: board,
    bin: row?.bin ?? '',
    lot: row?.lot ?? '',
  };
  await rig.ok(rig.store, 'parts.pick', {
    ...at,
    serial: row?.serial ?? '',
    pickedMilli: 1000,
    instead: other,
  });
  expect(await ofOrder('T03', id)).toMatchObject([{ serial: other, state: 'done' }]);
  expect(rig.value("SELECT serial FROM reservation WHERE work_order_id = ? AND state = 'held'", id)).toBe(
    other,
  );
  expect(
    await rig.refused(rig.store, 'parts.pick', {
      ...at,
      serial: other,
      pickedMilli: 1000,
      instead: 'NEVER-SEEN',
    }),
  ).toMatchObject({ code: 'stock_short' });
});

test('a box nobody took can be unpacked: nothing moves, its number stays used, the promise stands', async () => {
  const { documentId, number, version } = await box('T03');
  if (documentId === null || number === null || version === null) throw new Error('a box expected');
  const { left } = await rig.ok(rig.store, 'parts.stagings', { day: '2026-11-24' });
  expect(left.find((one) => one.documentId === documentId)).toMatchObject({ day, staffId: 'T03' });
  await rig.ok(rig.store, 'parts.unpack', { documentId, version, reason: '' });
  expect(rig.value('SELECT state FROM document WHERE id = ?', documentId)).toBe('void');
  expect((await box('T03')).documentId).toBeNull();
  expect(await rig.refused(rig.store, 'parts.handOut', { documentId, seenMilli: 0 })).toMatchObject({
    code: 'parts_document_step',
    params: { number },
  });
});

test('an empty box is not handed out', async () => {
  const id = await wanting('T06', 1000);
  const [row] = await ofOrder('T06', id);
  const at = { staffId: 'T06', day, workOrderId: id, partId: part, bin: row?.bin ?? '' };
  const { documentId } = await rig.ok(rig.store, 'parts.pick', { ...at, pickedMilli: 1000 });
  await rig.ok(rig.store, 'parts.pick', { ...at, pickedMilli: 0 });
  expect(
    await rig.refused(rig.store, 'parts.handOut', { documentId: documentId ?? '', seenMilli: 0 }),
  ).toMatchObject({ code: 'staging_empty' });
});
