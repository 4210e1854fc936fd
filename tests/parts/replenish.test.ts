import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeMovePair } from '../../db/stock-balance.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { addDays } from '../../domain/time/business-day.ts';
import { partsRig, type PartsRig } from './rig.ts';

const today = '2026-11-22';
let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(12);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const proposals = (skipped = false) => rig.ok(rig.store, 'parts.supply', { skipped });
const proposal = async (partId: string) => (await proposals()).rows.find((row) => row.partId === partId);
const orders = async (openOnly = false) => (await rig.ok(rig.store, 'parts.supplyOrders', { openOnly })).rows;

/** Pieces used by an order on an earlier day, out of what the outlet held before; the ledger's own shape. */
function usedOn(partId: string, day: string, pieces: number): void {
  const owner = rig.value<string>('SELECT owner_kind FROM part WHERE id = ?', partId);
  const payer = rig.value<string | null>('SELECT payer_id FROM part WHERE id = ?', partId);
  const key = {
    part_id: partId,
    bin: '',
    condition: 'good',
    owner_kind: owner,
    owner_id: owner === 'payer' ? (payer ?? '') : '',
    lot: '',
    serial: '',
  };
  rig.run((tx) => {
    const shared = { quantityMilli: pieces * 1000, unitCostFen: 0, day };
    const main = { ...key, location_id: 'K-MAIN' };
    const move = {
      ...shared,
      documentId: null,
      lineId: null,
      workOrderId: null,
      visitId: null,
      reversalOf: null,
    };
    writeMovePair(tx, {
      ...move,
      kind: 'opening',
      from: { ...key, location_id: 'K-LOSS' },
      to: main,
      pairId: tx.newId(),
    });
    writeMovePair(tx, {
      ...move,
      kind: 'use',
      from: main,
      to: { ...key, location_id: 'K-USER' },
      pairId: tx.newId(),
    });
  });
}

/** A maker's part kept by quantity that no rule asks for yet: nothing is wanted of it and plenty is there. */
function quietPart(payer: string, not: readonly string[] = []): string {
  const id = rig.value<string>(
    `SELECT id FROM part WHERE payer_id = ? AND tracking = 'quantity' AND unit = '个' AND id NOT IN (SELECT value FROM json_each(?))
     AND id NOT IN (SELECT part_id FROM part_unit) ORDER BY code LIMIT 1`,
    payer,
    JSON.stringify(not),
  );
  rig.run((tx) => tx.update('part', id, { min_milli: 0, max_milli: 0 }));
  return id;
}

test('use, season and lead time make a proposal whose reasons add up; what is ordered is not asked for twice', async () => {
  const partId = quietPart('PY-LZ');
  const free =
    rig.onHand(partId, 'K-MAIN') -
    rig.value<number>(
      "SELECT coalesce(sum(reserved_milli), 0) FROM stock_balance WHERE part_id = ? AND location_id = 'K-MAIN'",
      partId,
    );
  // A year ago twice as much was used in the weeks after this day as in those before it
  for (let back = 5; back <= 85; back += 20) usedOn(partId, addDays(today, -365 - back), 6);
  for (let ahead = 1; ahead <= 41; ahead += 20) usedOn(partId, addDays(today, -365 + ahead), 14);
  usedOn(partId, addDays(today, -365 - 95), 1);
  for (let back = 1; back <= 81; back += 20) usedOn(partId, addDays(today, -back), 18);
  const lead = rig.value<number | null>("SELECT lead_days FROM upper_store WHERE payer_id = 'PY-LZ'") ?? 7;
  const row = await proposal(partId);
  // 90 in 90 days; (42 / 60) ÷ (30 / 90) = 2.1 times as much ahead
  expect(row).toMatchObject({ usedMilli: 90_000, seasonMilli: 2100, leadDays: lead, payerId: 'PY-LZ' });
  const reasons = Object.fromEntries((row?.reasons ?? []).map((one) => [one.code, one.milli]));
  expect(reasons.use).toBe(2100 * lead);
  expect(reasons.free).toBe(free === 0 ? undefined : -free);
  expect(row?.reasons.reduce((sum, one) => sum + one.milli, 0)).toBe(row?.quantityMilli);
  const asked = row?.quantityMilli ?? 0;
  const { orders: made } = await rig.ok(rig.store, 'parts.supplyTake', {
    lines: [{ partId, quantityMilli: asked }],
  });
  expect(made).toMatchObject([{ lines: 1 }]);
  expect(made[0]?.number).toMatch(/^BH\d{6}/);
  expect(await proposal(partId)).toBeUndefined();
});

test('lines collect on one order for each upper store until it is sent; what comes after that is its', async () => {
  const lz = quietPart('PY-LZ');
  const by = quietPart('PY-BY');
  const first = await rig.ok(rig.store, 'parts.supplyTake', {
    lines: [
      { partId: by, quantityMilli: 4000 },
      { partId: lz, quantityMilli: 1000 },
    ],
  });
  expect(first.orders).toHaveLength(2);
  const again = await rig.ok(rig.store, 'parts.supplyTake', { lines: [{ partId: by, quantityMilli: 2000 }] });
  expect(again.orders[0]?.documentId).toBe(first.orders[0]?.documentId);
  const one = async () => (await orders()).find((row) => row.id === again.orders[0]?.documentId);
  expect(await one()).toMatchObject({
    state: 'collecting',
    lines: [{ partId: by, askedMilli: 6000, cameMilli: 0 }],
  });
  const id = again.orders[0]?.documentId ?? '';
  const changed = await rig.ok(rig.store, 'parts.supplyAmount', {
    id,
    version: again.orders[0]?.version ?? 0,
    lineNo: 1,
    quantityMilli: 5000,
  });
  // Before it is sent nothing that comes can be its
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: by, quantityMilli: 1000 }] });
  rig.env.jump(60_000);
  expect(
    await rig.refused(rig.store, 'parts.supplySend', { id, version: changed.version - 1 }),
  ).toMatchObject({ code: 'conflict' });
  const sent = await rig.ok(rig.store, 'parts.supplySend', { id, version: changed.version });
  expect(await one()).toMatchObject({ state: 'sent', lines: [{ askedMilli: 5000, cameMilli: 0 }] });
  rig.env.jump(60_000);
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: by, quantityMilli: 2000 }] });
  expect(await one()).toMatchObject({ state: 'sent', lines: [{ cameMilli: 2000 }] });
  expect(
    await rig.refused(rig.store, 'parts.supplyAmount', {
      id,
      version: sent.version,
      lineNo: 1,
      quantityMilli: 1000,
    }),
  ).toMatchObject({ code: 'supply_order_over', params: { number: sent.number } });
  // The next lines for this maker begin a new order
  const next = await rig.ok(rig.store, 'parts.supplyTake', { lines: [{ partId: by, quantityMilli: 1000 }] });
  expect(next.orders[0]?.documentId).not.toBe(id);
  rig.env.jump(60_000);
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: by, quantityMilli: 3000 }] });
  expect(await one()).toMatchObject({ state: 'come', lines: [{ cameMilli: 5000 }] });
  expect(
    await rig.refused(rig.store, 'parts.supplyClose', { id, version: sent.version, reason: '不要了' }),
  ).toMatchObject({ code: 'supply_order_over' });
});

test('an order nothing more comes of is closed, one that was never sent is void; its goods are proposed again', async () => {
  const partId = quietPart('PY-LZ', [quietPart('PY-LZ')]);
  const free = rig.onHand(partId, 'K-MAIN');
  rig.run((tx) => tx.update('part', partId, { min_milli: free + 3000 }));
  const wanted = (await proposal(partId))?.quantityMilli ?? 0;
  expect(wanted).toBeGreaterThanOrEqual(3000);
  const take = async () => {
    const done = await rig.ok(rig.store, 'parts.supplyTake', { lines: [{ partId, quantityMilli: wanted }] });
    expect(await proposal(partId)).toBeUndefined();
    const [order] = done.orders;
    if (order === undefined) throw new Error('one expected');
    return { id: order.documentId, version: order.version };
  };
  const state = async (id: string) => (await orders()).find((row) => row.id === id)?.state;
  const unsent = await take();
  await rig.ok(rig.store, 'parts.supplyClose', { ...unsent, reason: '先不下' });
  expect([await state(unsent.id), (await proposal(partId))?.quantityMilli]).toEqual(['void', wanted]);
  const order = await take();
  const sent = await rig.ok(rig.store, 'parts.supplySend', order);
  await rig.ok(rig.store, 'parts.supplyClose', { id: order.id, version: sent.version, reason: '厂家缺货' });
  expect([await state(order.id), (await proposal(partId))?.quantityMilli]).toEqual(['closed', wanted]);
  const third = await take();
  const lines = (await orders()).find((row) => row.id === third.id)?.lines ?? [];
  const lineNo = lines.find((line) => line.partId === partId)?.lineNo ?? 0;
  await rig.ok(rig.store, 'parts.supplyAmount', { ...third, lineNo, quantityMilli: 0 });
  expect(await state(third.id)).toBe(lines.length === 1 ? 'void' : 'collecting');
  expect((await proposal(partId))?.quantityMilli).toBe(wanted);
});

test('what is put off is out of the list till its day, with the reason, and comes back by itself', async () => {
  const [row] = (await proposals()).rows;
  if (row === undefined) throw new Error('one expected');
  const { partId } = row;
  expect(
    await rig.refused(rig.store, 'parts.supplySkip', { partId, untilDay: today, reason: '' }),
  ).toMatchObject({ code: 'supply_day_past', params: { day: today } });
  await rig.ok(rig.store, 'parts.supplySkip', { partId, untilDay: addDays(today, 2), reason: '换新款' });
  expect(await proposal(partId)).toBeUndefined();
  expect(await proposals(true)).toMatchObject({
    rows: [{ partId, untilDay: addDays(today, 2), skipReason: '换新款' }],
    skipped: 1,
  });
  rig.env.jump(3 * 86_400_000);
  expect((await proposal(partId))?.untilDay).toBeNull();
  expect((await proposals(true)).rows).toEqual([]);
});

test('what bags and sub-shops lack to their own minimum, what orders wait for and what is requested all count', async () => {
  const partId = quietPart('PY-LZ', [quietPart('PY-LZ'), 'LZ-001', 'LZ-002', 'LZ-003']);
  const bag = rig.value<string>("SELECT id FROM location WHERE kind = 'bag' AND staff_id = 'T03'");
  const lacks = rig.onHand(partId, bag) + 2000;
  rig.run((tx) => {
    tx.update('part', partId, { min_milli: rig.onHand(partId, 'K-MAIN') + 1000 });
    tx.insert('part_level', { part_id: partId, location_id: bag, min_milli: lacks });
    tx.insert('part_level', {
      part_id: partId,
      location_id: 'K-MAIN',
      min_milli: rig.onHand(partId, 'K-MAIN') + 1000,
      lead_days: 20,
    });
  });
  const { id } = await rig.order('T03');
  const before = await proposal(partId);
  expect(before).toMatchObject({ leadDays: 20, leadFrom: 'part' });
  const codes = (row: typeof before) =>
    Object.fromEntries((row?.reasons ?? []).map((one) => [one.code, one.milli]));
  expect(codes(before)).toMatchObject({ places: 2000 });
  await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: id,
    hold: false,
    lines: [{ partId, quantityMilli: 1000 }],
  });
  const after = await proposal(partId);
  expect(codes(after).requested).toBe((codes(before).requested ?? 0) - 1000);
  expect(codes(after).waiting).toBe((codes(before).waiting ?? 0) + 1000);
  expect(after?.quantityMilli).toBe(before?.quantityMilli);
});

test('goods that lie: near their end by lot and place, long not used, never used, with the money in them', async () => {
  const idle = (view: 'expiring' | 'slow' | 'unused') => rig.ok(rig.store, 'parts.supplyIdle', { view });
  const lot = rig.value<string>("SELECT id FROM lot WHERE part_id = 'CH-044' LIMIT 1");
  rig.run((tx) => tx.update('lot', lot, { expires_day: addDays(today, 30) }));
  const expiring = await idle('expiring');
  expect(expiring.rows.find((row) => row.partId === 'CH-044')).toMatchObject({
    expiresDay: addDays(today, 30),
    daysLeft: 27,
  });
  expect(expiring.valueFen).toBe(expiring.rows.reduce((sum, row) => sum + row.valueFen, 0));
  const unused = (await idle('unused')).rows;
  const [never] = unused;
  if (never === undefined) throw new Error('one expected');
  expect(never.lastUseDay).toBeNull();
  expect(unused.map((row) => row.valueFen)).toEqual(unused.map((row) => row.valueFen).sort((a, b) => b - a));
  usedOn(never.partId, addDays(today, -200), 1);
  expect((await idle('unused')).rows.some((row) => row.partId === never.partId)).toBe(false);
  expect((await idle('slow')).rows.find((row) => row.partId === never.partId)).toMatchObject({
    lastUseDay: addDays(today, -200),
    quantityMilli: never.quantityMilli,
  });
  usedOn(never.partId, addDays(today, -3), 1);
  expect((await idle('slow')).rows.some((row) => row.partId === never.partId)).toBe(false);
});

test('a bad quantity, a part that is not there, a person without the right: one sentence each, nothing ordered', async () => {
  const before = (await orders()).length;
  const take = (session: typeof rig.store, partId: string, quantityMilli: number) =>
    rig.refused(session, 'parts.supplyTake', { lines: [{ partId, quantityMilli }] });
  expect(await take(rig.store, 'nothing', 1000)).toMatchObject({ code: 'not_found' });
  expect(await take(rig.store, 'LZ-001', 1e9)).toMatchObject({ code: 'input_invalid' });
  expect(await take(rig.dispatcher, 'LZ-001', 1000)).toMatchObject({ code: 'forbidden' });
  expect(await orders()).toHaveLength(before);
});
