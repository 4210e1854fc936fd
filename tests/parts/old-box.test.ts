import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(11);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const list = async (view: 'in_store' | 'with_technician' | 'sent' | 'refused' | 'all' = 'in_store') =>
  (await rig.ok(rig.store, 'parts.oldParts', { view, limit: 500 })).rows;
const ofPayer = async (payerId: string, view: Parameters<typeof list>[0] = 'in_store') =>
  (await list(view)).filter((row) => row.payerId === payerId);
const lying = (place: string) =>
  rig.value<number>(
    "SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE location_id = ? AND condition = 'old'",
    place,
  );
const payer = async (payerId: string) => {
  const { payers } = await rig.ok(rig.store, 'parts.oldPayers', {});
  const found = payers.find((one) => one.payerId === payerId);
  if (found === undefined) throw new Error(`no payer ${payerId}`);
  return found;
};
/** Boxes what lies there of a maker and sends it in one parcel. */
async function sendAll(payerId: string) {
  const rows = await ofPayer(payerId);
  const put = await rig.ok(rig.store, 'parts.boxPut', { ids: rows.map((row) => row.id) });
  const boxId = put.items[0]?.boxId ?? '';
  const { box } = await rig.ok(rig.store, 'parts.box', { id: boxId });
  await rig.ok(rig.store, 'parts.boxClose', { id: boxId, version: box.version });
  const parcel = await rig.ok(rig.store, 'parts.parcelSend', {
    boxIds: [boxId],
    carrier: '德邦',
    tracking: 'DP7788990011',
    expectedDay: '2026-11-25',
    freightFen: 3600,
    freightBearer: 'outlet',
  });
  return { rows, boxId, parcel };
}

test('labels are scanned into the box of their maker, and nothing of another maker goes in', async () => {
  const owed = (await list('with_technician'))[0];
  if (owed === undefined) throw new Error('one expected');
  const handed = await rig.ok(rig.store, 'parts.handInOld', {
    items: [{ id: owed.id, version: owed.version }],
  });
  const label = handed.items[0]?.labelNumber ?? '';
  const first = await rig.ok(rig.store, 'parts.boxPut', { code: ` ${label.toLowerCase()} ` });
  const [one] = first.items;
  expect(one).toMatchObject({ oldPartId: owed.id, labelNumber: label });
  // The same scan again changes nothing
  expect((await rig.ok(rig.store, 'parts.boxPut', { code: label })).items).toEqual(first.items);
  const boxId = one?.boxId ?? '';
  const { box, rows, waiting, codeText } = await rig.ok(rig.store, 'parts.box', { id: boxId });
  expect([box.state, box.pieces, box.payerId]).toEqual(['open', 1, owed.payerId]);
  expect(rows.map((row) => row.id)).toEqual([owed.id]);
  expect(waiting.every((row) => row.payerId === owed.payerId && row.state === 'in_store')).toBe(true);
  expect(codeText).toBe(`${box.number}|${owed.payerId}|1/1|1\n${label}`);
  const other = (await list()).find((row) => row.payerId !== owed.payerId);
  if (other === undefined) throw new Error('one of another maker expected');
  expect(await rig.refused(rig.store, 'parts.boxPut', { boxId, ids: [other.id] })).toMatchObject({
    code: 'old_box_payer',
  });
  expect(await rig.refused(rig.store, 'parts.boxPut', { boxId, code: 'JJ000000999' })).toMatchObject({
    code: 'old_box_unknown',
    params: { code: 'JJ000000999' },
  });
  // Out again, and an empty box is not shut
  const inBox = rows[0];
  await rig.ok(rig.store, 'parts.boxTake', { items: [{ id: owed.id, version: inBox?.version ?? 0 }] });
  expect(await rig.refused(rig.store, 'parts.boxClose', { id: boxId, version: box.version })).toMatchObject({
    code: 'old_box_empty',
  });
});

test('a shut box takes nothing more, can be opened until it left, and its parcel puts all of it in transit', async () => {
  const rows = await ofPayer('PY-LZ');
  const [kept, ...put] = rows;
  if (kept === undefined || put.length < 2) throw new Error('three expected');
  const open = await rig.ok(rig.store, 'parts.boxOpen', { payerId: 'PY-LZ' });
  await rig.ok(rig.store, 'parts.boxPut', { boxId: open.id, ids: put.map((row) => row.id) });
  expect(await rig.refused(rig.store, 'parts.parcelSend', { boxIds: [open.id] })).toMatchObject({
    code: 'old_box_open',
    params: { number: open.number },
  });
  const shut = await rig.ok(rig.store, 'parts.boxClose', { id: open.id, version: open.version });
  expect(await rig.refused(rig.store, 'parts.boxPut', { boxId: open.id, ids: [kept.id] })).toMatchObject({
    code: 'old_box_closed',
    params: { number: open.number },
  });
  const again = await rig.ok(rig.store, 'parts.boxClose', { ...shut, reopen: true });
  const last = await rig.ok(rig.store, 'parts.boxClose', { ...again });
  const lines = () =>
    rig.value<string>(
      "SELECT count(*) || ' ' || sum(asked_milli) || ' ' || sum(done_milli) FROM document_line WHERE document_id = ?",
      open.id,
    );
  expect(lines()).toBe(`${put.length} ${put.length * 1000} 0`);
  const [shelf, way] = [lying('K-OLD'), lying('K-TRANSIT')];
  const parcel = await rig.ok(rig.store, 'parts.parcelSend', {
    boxIds: [last.id],
    carrier: '德邦',
    tracking: 'DP1',
    expectedDay: '2026-11-24',
    freightFen: 3600,
    freightBearer: 'outlet',
  });
  expect([lying('K-OLD'), lying('K-TRANSIT')]).toEqual([shelf - put.length * 1000, way + put.length * 1000]);
  const seen = await rig.ok(rig.store, 'parts.parcel', { id: parcel.id });
  expect(seen.parcel).toMatchObject({ state: 'on_way', direction: 'out', boxes: 1, freightFen: 3600 });
  expect(seen.parcel.valueFen).toBe(put.reduce((sum, row) => sum + row.amountFen, 0));
  expect(seen.boxes).toMatchObject([
    { id: open.id, state: 'sent', boxNo: 1, boxes: 1, unanswered: put.length },
  ]);
  expect(
    await rig.refused(rig.store, 'parts.boxClose', { id: open.id, version: last.version, reopen: true }),
  ).toMatchObject({ code: 'old_box_closed' });
  // One is accepted and its line of the list says so; the list is done with when each has its answer
  const sent = (await list('sent')).filter((row) => row.boxNumber === open.number);
  const [yes, ...no] = sent;
  if (yes === undefined) throw new Error('one expected');
  await rig.ok(rig.store, 'parts.answerOld', {
    items: [{ id: yes.id, version: yes.version }],
    answer: 'accepted',
  });
  expect(lines()).toBe(`${put.length} ${put.length * 1000} 1000`);
  expect(rig.value('SELECT state FROM document WHERE id = ?', open.id)).toBe('staged');
  await rig.ok(rig.store, 'parts.answerOld', {
    items: no.map(({ id, version }) => ({ id, version })),
    answer: 'refused',
    cause: '未分板包装',
  });
  expect(rig.value('SELECT state FROM document WHERE id = ?', open.id)).toBe('posted');
  // Refused ones come back to the shelf by scan of their row, from the way
  const back = (await list('refused')).find((row) => row.id === no[0]?.id);
  if (back === undefined) throw new Error('one expected');
  const before = lying('K-OLD');
  await rig.ok(rig.store, 'parts.handInOld', { items: [{ id: back.id, version: back.version }] });
  expect(lying('K-OLD')).toBe(before + 1000);
});

test('refused with a cause, appealed within the window only, lost and charged: the money names who bears it', async () => {
  const before = await payer('PY-ML');
  expect(before.differsMilli).toBe(0);
  const { rows } = await sendAll('PY-ML');
  const [a, b] = rows;
  if (a === undefined || b === undefined) throw new Error('two expected');
  const now = async (id: string) => {
    const row = (await list('all')).find((one) => one.id === id);
    if (row === undefined) throw new Error('gone');
    return { id, version: row.version };
  };
  const answer = async (
    id: string,
    rest: {
      answer: 'refused' | 'appealed' | 'appeal_lost' | 'appeal_won' | 'passed_on' | 'accepted';
      cause?: string;
      bearer?: 'technician' | 'outlet';
    },
  ) => rig.refused(rig.manager, 'parts.answerOld', { items: [await now(id)], ...rest });
  expect(await answer(a.id, { answer: 'refused' })).toMatchObject({ code: 'old_part_cause' });
  expect(await answer(a.id, { answer: 'appealed' })).toMatchObject({
    code: 'old_part_step',
    params: { from: 'in_transit', to: 'appealed' },
  });
  expect(await answer(a.id, { answer: 'refused', cause: '缺标签' })).toBeNull();
  expect(await answer(b.id, { answer: 'refused', cause: '缺标签' })).toBeNull();
  // The window of this maker is five days
  expect((await payer('PY-ML')).appealDueDay).toBe('2026-11-27');
  expect(await answer(a.id, { answer: 'appealed' })).toBeNull();
  expect(await answer(a.id, { answer: 'appeal_lost' })).toMatchObject({ code: 'old_part_bearer' });
  expect(await answer(a.id, { answer: 'appeal_lost', cause: '申诉不通过', bearer: 'technician' })).toBeNull();
  const owes = () =>
    rig.value<number>(
      "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = 'recoverable_staff' AND party_id = ?",
      a.staffId,
    );
  expect(owes()).toBe(a.amountFen);
  expect(
    rig.value(
      "SELECT amount_fen || ' ' || state FROM fine WHERE reason_code = 'old_part' AND staff_id = ?",
      a.staffId,
    ),
  ).toBe(`${a.amountFen} confirmed`);
  expect(await payer('PY-ML')).toMatchObject({ expectedDeductionFen: a.amountFen, differsMilli: 0 });
  // Borne by the outlet after all: the man's debt goes, the expected deduction stays
  expect(await answer(a.id, { answer: 'passed_on', bearer: 'outlet' })).toBeNull();
  expect(owes()).toBe(0);
  expect(await payer('PY-ML')).toMatchObject({ expectedDeductionFen: a.amountFen });
  const { answers } = await rig.ok(rig.store, 'parts.oldAnswers', { id: a.id });
  expect(answers.map((one) => [one.answer, one.bearer])).toEqual([
    ['passed_on', 'outlet'],
    ['appeal_lost', 'technician'],
    ['appealed', null],
    ['refused', null],
  ]);
  // Eight days later the other may not be appealed any more
  rig.env.jump(8 * 86_400_000);
  expect(await answer(b.id, { answer: 'appealed' })).toMatchObject({
    code: 'old_part_appeal_over',
    params: { day: '2026-11-27' },
  });
  expect((await payer('PY-ML')).differsMilli).toBe(0);
});

test('a parcel under way is late by the days, keeps the reason of its delay, and lost ones lose what was in them', async () => {
  const { rows, parcel } = await sendAll('PY-ZN');
  const under = async (view: 'late' | 'under_way') =>
    (await rig.ok(rig.store, 'parts.parcels', { view })).rows.find((row) => row.id === parcel.id);
  // Sent on the 30th, expected on the 25th by its sheet
  expect(await under('late')).toMatchObject({ lateDays: 5, ageDays: 0 });
  const changed = await rig.ok(rig.store, 'parts.parcelChange', {
    id: parcel.id,
    version: parcel.version,
    carrier: '德邦',
    tracking: 'DP2',
    expectedDay: '2026-12-03',
    reason: '大雪封路',
  });
  expect(await under('late')).toBeUndefined();
  expect(await under('under_way')).toMatchObject({ reason: '大雪封路', tracking: 'DP2', lateDays: -3 });
  const way = lying('K-TRANSIT');
  await rig.ok(rig.store, 'parts.parcelStep', {
    id: parcel.id,
    version: changed.version,
    to: 'lost',
    bearer: 'outlet',
    reason: '承运人丢失',
  });
  expect(lying('K-TRANSIT')).toBe(way - rows.length * 1000);
  expect(await payer('PY-ZN')).toMatchObject({
    lostMilli: rows.length * 1000,
    heldMilli: 0,
    differsMilli: 0,
  });
  expect(
    await rig.refused(rig.store, 'parts.parcelStep', {
      id: parcel.id,
      version: changed.version + 1,
      to: 'arrived',
    }),
  ).toMatchObject({ code: 'parcel_step', params: { parcelState: 'lost' } });
});

test('a parcel announced by the sender names its requests and arrives in parts', async () => {
  const { id } = await rig.order('T03');
  const asked = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: id,
    lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
  });
  const parcel = await rig.ok(rig.store, 'parts.parcelAnnounce', {
    payerId: 'PY-LZ',
    boxes: 2,
    carrier: '顺丰',
    tracking: 'SF100',
    sentDay: '2026-11-21',
    expectedDay: '2026-11-24',
    requestIds: [asked.requestId],
  });
  expect((await rig.ok(rig.store, 'parts.parcel', { id: parcel.id })).requests).toMatchObject([
    { id: asked.requestId, parts: expect.stringContaining('LZ-007') },
  ]);
  const part = await rig.ok(rig.store, 'parts.parcelStep', {
    id: parcel.id,
    version: parcel.version,
    to: 'part_arrived',
    reason: '先到一箱',
  });
  const done = await rig.ok(rig.store, 'parts.parcelStep', {
    id: parcel.id,
    version: part.version,
    to: 'arrived',
  });
  expect(done.state).toBe('arrived');
  expect((await rig.ok(rig.store, 'parts.parcel', { id: parcel.id })).parcel.reason).toBe('先到一箱');
});
