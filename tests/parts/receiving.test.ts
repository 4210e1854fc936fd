import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { claimOutcomesOf, claimStepsOf } from '../../domain/stock/claim.ts';
import { compareSheet } from '../../domain/stock/receive-sheet.ts';
import type { InputOf } from '../../preload/contract/index.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig, type PartsRig } from './rig.ts';

/** Two parts of one maker, one kept by serial, one by lot. */
const motor = 'LZ-007';
const board = 'LZ-005';
const bySerial = 'LZ-003';
const byLot = 'CH-044';
const hourMs = 3_600_000;
let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(53);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

let parcels = 0;
/** A parcel under way with a request of its own. */
async function sent(lines: { partId: string; quantityMilli: number }[]) {
  const order = await rig.order('T03');
  const asked = await rig.ok(rig.dispatcher, 'parts.request', { workOrderId: order.id, lines });
  parcels += 1;
  const tracking = `SF530000${parcels}`;
  await rig.ok(rig.store, 'parts.requestShip', {
    requestId: asked.requestId,
    version: 1,
    parcelNumber: tracking,
    expectedDay: '2026-11-23',
  });
  const parcelId = rig.value<string>('SELECT id FROM parcel WHERE tracking = ?', tracking);
  return { order, requestId: asked.requestId, parcelId };
}
type Line = InputOf<'parts.receiveSheet'>['lines'][number];
async function receive(parcelId: string, lines: Line[], rest: 'claim' | 'coming' = 'claim') {
  const sheet = await rig.ok(rig.store, 'parts.delivery', { kind: 'parcel', id: parcelId });
  return rig.ok(rig.store, 'parts.receiveSheet', {
    delivery: { kind: 'parcel', id: parcelId, version: sheet.version },
    rest,
    lines,
  });
}
const claim = async (id: string) => {
  const { rows } = await rig.ok(rig.store, 'parts.claims', { id });
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
};
const request = async (id: string) => {
  const { rows } = await rig.ok(rig.store, 'parts.requests', { id });
  const [row] = rows;
  if (row === undefined) throw new Error(`no request ${id}`);
  return row;
};
const lies = (partId: string, condition: string, locationId: string) =>
  rig.value<number>(
    'SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE part_id = ? AND condition = ? AND location_id = ?',
    partId,
    condition,
    locationId,
  );

test('every counted and every awaited piece stands in one place of the outcome', () => {
  const seed = 20261122;
  console.log(`seed ${seed}`);
  const random = mulberry32(seed);
  const parts = ['a', 'b', 'c'];
  const some = () => Math.floor(random() * 4) * 1000;
  const sum = (milli: Iterable<number>) => [...milli].reduce((all, one) => all + one, 0);
  for (let at = 0; at < 400; at += 1) {
    const awaited = new Map(parts.slice(0, 2).map((id) => [id, some()]));
    const counted = parts.map((partId) => ({
      partId,
      goodMilli: some(),
      brokenMilli: random() < 0.3 ? some() : 0,
      insteadOf: partId === 'c' && random() < 0.5 ? 'a' : null,
    }));
    const out = compareSheet(awaited, counted);
    const came = sum(counted.map((line) => line.goodMilli + line.brokenMilli));
    const wrong = sum(out.wrong.map((one) => one.quantityMilli));
    expect(sum(out.received.values()) + sum(out.broken.values()) + sum(out.surplus.values()) + wrong).toBe(
      came,
    );
    for (const [partId, milli] of awaited) {
      const replaced = sum(
        counted.filter((one) => one.insteadOf === partId).map((one) => one.goodMilli + one.brokenMilli),
      );
      const here = (out.received.get(partId) ?? 0) + (out.broken.get(partId) ?? 0) + replaced;
      expect((out.short.get(partId) ?? 0) + Math.min(milli, here)).toBe(milli);
    }
  }
});

test('a parcel as announced is one receipt: the request is received, the parcel here, the order goes on', async () => {
  const { order, requestId, parcelId } = await sent([
    { partId: motor, quantityMilli: 2000 },
    { partId: board, quantityMilli: 1000 },
  ]);
  const { rows } = await rig.ok(rig.store, 'parts.deliveries', {});
  expect(rows.find((row) => row.id === parcelId)).toMatchObject({
    kind: 'parcel',
    orders: expect.any(String),
  });
  expect(rows.some((row) => row.id === requestId)).toBe(false);
  const before = rig.onHand(motor, 'K-MAIN');
  const done = await receive(parcelId, [
    { partId: motor, goodMilli: 2000 },
    { partId: board, goodMilli: 1000 },
  ]);
  expect(done.claims).toEqual([]);
  expect(done.releasedOrders).toContainEqual(
    expect.objectContaining({ workOrderId: order.id, resumed: true }),
  );
  expect((await request(requestId)).state).toBe('received');
  expect(rig.value('SELECT state FROM parcel WHERE id = ?', parcelId)).toBe('arrived');
  expect(rig.onHand(motor, 'K-MAIN')).toBe(before + 2000);
  const paper = await rig.ok(rig.store, 'parts.document', { id: done.documentId });
  expect(paper.lines).toHaveLength(2);
});

test('short, broken, wrong and too much: apart from the stock, each a claim with the maker’s day', async () => {
  const { requestId, parcelId } = await sent([
    { partId: motor, quantityMilli: 5000 },
    { partId: board, quantityMilli: 1000 },
  ]);
  const good = rig.onHand(motor, 'K-MAIN');
  const done = await receive(parcelId, [
    { partId: motor, goodMilli: 2000, brokenMilli: 1000 },
    { partId: 'LZ-012', goodMilli: 1000, insteadOf: board },
    { partId: 'LZ-020', goodMilli: 1000 },
  ]);
  expect(done.claims.map((one) => one.kind).sort()).toEqual(['broken', 'short', 'surplus', 'wrong']);
  expect(rig.onHand(motor, 'K-MAIN')).toBe(good + 2000);
  expect(lies('LZ-012', 'inspect', 'K-MAIN')).toBe(1000);
  const made = await Promise.all(done.claims.map((one) => claim(one.id)));
  const short = made.find((one) => one.kind === 'short');
  expect(short).toMatchObject({
    partId: motor,
    quantityMilli: 2000,
    announcedMilli: 5000,
    amountFen: 22_000,
    requestId,
  });
  expect((short?.dueAt ?? 0) - (short?.at ?? 0)).toBe(24 * hourMs);
  expect(made.find((one) => one.kind === 'wrong')).toMatchObject({ partId: board, otherCode: 'LZ-012' });
  expect(await request(requestId)).toMatchObject({ state: 'short' });
  // The paper says what was asked and did not come
  const paper = await rig.ok(rig.store, 'parts.document', { id: done.documentId });
  expect(paper.lines.filter((line) => line.doneMilli === 0)).toMatchObject([
    { partId: motor, askedMilli: 2000 },
  ]);
  // A claim is told once, and what the sender refused can only end as we can end it alone
  const broken = made.find((one) => one.kind === 'broken');
  const told = await rig.ok(rig.store, 'parts.claimStep', {
    id: broken?.id ?? '',
    version: broken?.version ?? 0,
    to: 'reported',
    how: '微信',
  });
  expect(
    await rig.refused(rig.store, 'parts.claimStep', { id: told.id, version: told.version, to: 'reported' }),
  ).toMatchObject({ code: 'claim_step', params: { claimState: 'reported' } });
  const no = await rig.ok(rig.store, 'parts.claimStep', {
    id: told.id,
    version: told.version,
    to: 'refused',
  });
  const end = { id: no.id, version: no.version, to: 'settled' as const };
  expect(await rig.refused(rig.store, 'parts.claimStep', { ...end, outcome: 'sent_back' })).toMatchObject({
    code: 'claim_outcome',
  });
  const doa = rig.value<string>("SELECT id FROM location WHERE kind = 'doa'");
  const dead = lies(motor, 'doa', doa);
  const over = await rig.ok(rig.store, 'parts.claimStep', {
    ...end,
    outcome: 'written_off',
    how: '纸箱压坏',
  });
  expect([lies(motor, 'doa', doa), over.documentId === null]).toEqual([dead - 1000, false]);
  // One piece less is expected of the maker: 5 asked, 2 came, 1 given up, 2 still short
  expect((await request(requestId)).lines.find((line) => line.partId === motor)).toMatchObject({
    owedMilli: 2000,
  });
});

test('what comes later fills its shortage; the claim of it is settled by that receipt', async () => {
  const { requestId, parcelId } = await sent([{ partId: motor, quantityMilli: 4000 }]);
  const first = await receive(parcelId, [{ partId: motor, goodMilli: 1000 }]);
  const id = first.claims[0]?.id ?? '';
  expect(await claim(id)).toMatchObject({ kind: 'short', quantityMilli: 3000 });
  const version = () => rig.value<number>('SELECT version FROM parts_request WHERE id = ?', requestId);
  const more = (quantityMilli: number) =>
    rig.ok(rig.store, 'parts.receiveSheet', {
      delivery: { kind: 'request', id: requestId, version: version() },
      lines: [{ partId: motor, goodMilli: quantityMilli }],
    });
  const second = await more(1000);
  // The rest is claimed already: no second claim of it
  expect([second.claims, (await claim(id)).quantityMilli]).toEqual([[], 2000]);
  const third = await more(2000);
  expect(await claim(id)).toMatchObject({
    state: 'settled',
    outcome: 'sent_later',
    settledDocumentId: third.documentId,
  });
  expect((await request(requestId)).state).toBe('received');
});

test('the rest is still coming: no claim, the parcel is here in part, and a second sheet finishes it', async () => {
  const { requestId, parcelId } = await sent([{ partId: motor, quantityMilli: 3000 }]);
  const first = await receive(parcelId, [{ partId: motor, goodMilli: 1000 }], 'coming');
  expect(first.claims).toEqual([]);
  expect(rig.value('SELECT state FROM parcel WHERE id = ?', parcelId)).toBe('part_arrived');
  await receive(parcelId, [{ partId: motor, goodMilli: 2000 }]);
  expect([
    (await request(requestId)).state,
    rig.value('SELECT state FROM parcel WHERE id = ?', parcelId),
  ]).toEqual(['received', 'arrived']);
});

test('a shortage that is credited ends the request for it, and its deposit is free', async () => {
  const { requestId, parcelId } = await sent([{ partId: motor, quantityMilli: 2000 }]);
  const { claims } = await receive(parcelId, [{ partId: motor, goodMilli: 1000 }]);
  expect((await request(requestId)).depositUsedFen).toBe(11_000);
  const row = await claim(claims[0]?.id ?? '');
  await rig.ok(rig.store, 'parts.claimStep', {
    id: row.id,
    version: row.version,
    to: 'settled',
    outcome: 'credited',
  });
  expect(await request(requestId)).toMatchObject({ state: 'received', depositUsedFen: 0 });
  expect(
    await rig.refused(rig.store, 'parts.claimStep', { id: row.id, version: row.version + 1, to: 'reported' }),
  ).toMatchObject({ code: 'claim_step', params: { claimState: 'settled' } });
});

test('too many are kept as stock or sent back by parcel; a missed window is missed only when it is over', async () => {
  const { parcelId } = await sent([{ partId: motor, quantityMilli: 1000 }]);
  const { claims } = await receive(parcelId, [
    { partId: motor, goodMilli: 1000 },
    { partId: board, goodMilli: 2000 },
    { partId: 'LZ-012', goodMilli: 1000 },
  ]);
  const [one, two] = await Promise.all(claims.map((made) => claim(made.id)));
  if (one === undefined || two === undefined) throw new Error('two claims expected');
  const before = rig.onHand(board, 'K-MAIN');
  await rig.ok(rig.store, 'parts.claimStep', {
    id: one.id,
    version: one.version,
    to: 'settled',
    outcome: 'kept',
  });
  expect(rig.onHand(board, 'K-MAIN')).toBe(before + 2000);
  const late = { id: two.id, version: two.version, to: 'expired' as const };
  expect(await rig.refused(rig.store, 'parts.claimStep', late)).toMatchObject({ code: 'claim_step' });
  const apart = lies('LZ-012', 'inspect', 'K-MAIN');
  const back = await rig.ok(rig.store, 'parts.claimStep', {
    ...late,
    to: 'settled',
    outcome: 'sent_back',
    parcelNumber: 'SF53BACK',
  });
  expect(lies('LZ-012', 'inspect', 'K-MAIN')).toBe(apart - 1000);
  const paper = await rig.ok(rig.store, 'parts.document', { id: back.documentId ?? '' });
  expect(paper).toMatchObject({ parcelNumber: 'SF53BACK', document: { kind: 'parcel', state: 'staged' } });
  const again = await sent([{ partId: motor, quantityMilli: 1000 }]);
  const [short] = (await receive(again.parcelId, [])).claims;
  const row = await claim(short?.id ?? '');
  const alarms = async () =>
    new Map((await rig.ok(rig.store, 'today.get', {})).alarms.map((one) => [one.code, one.params.n]));
  const toTell = (await alarms()).get('claims_tell');
  expect(toTell).toBeGreaterThan(0);
  rig.env.jump(25 * hourMs);
  expect([(await alarms()).get('claims_tell'), (await alarms()).get('claims_over')]).toEqual([
    undefined,
    toTell,
  ]);
  expect((await rig.ok(rig.store, 'parts.claims', { view: 'over' })).rows.map((other) => other.id)).toContain(
    row.id,
  );
  await rig.ok(rig.store, 'parts.claimStep', { id: row.id, version: row.version, to: 'expired' });
  expect((await claim(row.id)).state).toBe('expired');
});

test('serials and lots are asked for; two desks do not receive one delivery twice; nothing counted is refused', async () => {
  const { parcelId } = await sent([
    { partId: bySerial, quantityMilli: 2000 },
    { partId: byLot, quantityMilli: 3000 },
  ]);
  const { version } = await rig.ok(rig.store, 'parts.delivery', { kind: 'parcel', id: parcelId });
  const delivery = { kind: 'parcel' as const, id: parcelId, version };
  const attempt = (lines: Line[]) => rig.refused(rig.store, 'parts.receiveSheet', { delivery, lines });
  const lot = { partId: byLot, goodMilli: 3000, lot: 'R-53', expiresDay: '2027-08-01' };
  expect(await attempt([{ partId: bySerial, goodMilli: 2000, serials: ['A53'] }])).toMatchObject({
    code: 'stock_serial_needed',
  });
  expect(await attempt([{ ...lot, lot: '' }])).toMatchObject({ code: 'receive_lot_needed' });
  expect(
    await rig.refused(rig.store, 'parts.receiveSheet', {
      delivery: null,
      lines: [{ partId: motor, goodMilli: 0 }],
    }),
  ).toMatchObject({ code: 'receive_nothing' });
  const done = await rig.ok(rig.store, 'parts.receiveSheet', {
    delivery,
    lines: [
      { partId: bySerial, goodMilli: 1000, serials: ['A53'], brokenMilli: 1000, brokenSerials: ['B53'] },
      lot,
    ],
  });
  expect((await claim(done.claims[0]?.id ?? '')).serial).toBe('B53');
  expect(rig.value("SELECT expires_day FROM lot WHERE part_id = ? AND code = 'R-53'", byLot)).toBe(
    '2027-08-01',
  );
  expect(await attempt([lot])).toMatchObject({ code: 'conflict' });
});

test('a transfer by parcel is counted too: what did not come stays on its way, more than was sent is refused', async () => {
  // Nobody waits for it
  const free = 'LZ-001';
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: free, quantityMilli: 5000 }] });
  const way = await rig.ok(rig.store, 'parts.transfer', {
    fromLocationId: 'K-MAIN',
    toLocationId: 'K-SUB1',
    byParcel: true,
    lines: [{ partId: free, quantityMilli: 3000 }],
  });
  const head = () => rig.ok(rig.store, 'parts.delivery', { kind: 'document', id: way.documentId });
  const count = async (goodMilli: number, brokenMilli = 0) => ({
    delivery: { kind: 'document' as const, id: way.documentId, version: (await head()).version },
    lines: [{ partId: free, goodMilli, brokenMilli }],
  });
  const before = rig.onHand(free, 'K-SUB1');
  expect(await rig.refused(rig.store, 'parts.receiveSheet', await count(4000))).toMatchObject({
    code: 'receive_more',
  });
  await rig.ok(rig.store, 'parts.receiveSheet', await count(1000, 1000));
  expect(rig.onHand(free, 'K-SUB1')).toBe(before + 1000);
  expect((await head()).lines).toMatchObject([{ awaitedMilli: 1000 }]);
  const done = await rig.ok(rig.store, 'parts.receiveSheet', await count(1000));
  expect(done.state).toBe('posted');
});

test('every kind of claim can end, however far it went', () => {
  for (const kind of ['short', 'wrong', 'broken', 'surplus'] as const)
    for (const state of ['open', 'reported', 'refused', 'expired'] as const) {
      expect(claimOutcomesOf({ kind, state }).length).toBeGreaterThan(0);
      expect(claimStepsOf({ kind, state, over: true })).toContain('settled');
    }
});
