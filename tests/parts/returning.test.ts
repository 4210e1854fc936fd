import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { partsRig, type PartsRig } from './rig.ts';

const part = 'LZ-001';
let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(41);
});
afterAll(() => rig.close());

const lying = (condition: string, place: string, of = part) =>
  rig.value<number>(
    'SELECT coalesce(sum(quantity_milli), 0) FROM stock_balance WHERE part_id = ? AND condition = ? AND location_id = ?',
    of,
    condition,
    place,
  );

async function give(staffId: string, quantityMilli: number, workOrderId: string | null = null) {
  return rig.ok(rig.store, 'parts.issue', { staffId, lines: [{ partId: part, quantityMilli, workOrderId }] });
}

test('one paper takes back unused, wrong, dead and opened parts; the opened one waits and is promised to nobody', async () => {
  await give('T03', 4000);
  const stored = lying('good', 'K-MAIN');
  const paper = await rig.ok(rig.store, 'parts.return', {
    staffId: 'T03',
    lines: [
      { partId: part, quantityMilli: 1000, reason: 'unused' },
      { partId: part, quantityMilli: 1000, reason: 'wrong_model' },
      { partId: part, quantityMilli: 1000, reason: 'dead', note: '通电不转' },
      { partId: part, quantityMilli: 1000, reason: 'cancelled', opened: true },
    ],
  });
  expect(lying('good', 'K-MAIN')).toBe(stored + 2000);
  expect(lying('inspect', 'K-MAIN')).toBe(1000);
  expect(lying('doa', 'K-DOA')).toBeGreaterThanOrEqual(1000);
  const { lines } = await rig.ok(rig.store, 'parts.document', { id: paper.documentId });
  expect(lines.map((line) => [line.condition, line.note])).toEqual([
    ['good', 'unused'],
    ['good', 'wrong_model'],
    ['doa', 'dead · 通电不转'],
    ['inspect', 'cancelled'],
  ]);
  // What waits for its test can neither be issued nor promised
  const all = lying('good', 'K-MAIN');
  const wanted = { staffId: 'T03', lines: [{ partId: part, quantityMilli: all + 1000 }] };
  expect(
    await rig.refused(rig.manager, 'parts.issue', { ...wanted, approval: { staffId: 'S01', pin: null } }),
  ).toMatchObject({ code: 'stock_short' });
});

test('the test makes it good, and whoever waits gets it; or dead, and its claim begins', async () => {
  const waits = async () =>
    (await rig.ok(rig.store, 'parts.inspections', {})).lines.filter((line) => line.partId === part);
  const [one] = await waits();
  expect(one).toMatchObject({ quantityMilli: 1000, locationId: 'K-MAIN' });
  const key = { partId: part, locationId: 'K-MAIN', bin: one?.bin ?? '' };
  // Everything else is taken, so that an order waits
  const { id } = await rig.order('T05');
  const free = lying('good', 'K-MAIN');
  const promised = await rig.ok(rig.dispatcher, 'parts.reserve', {
    workOrderId: id,
    partId: part,
    quantityMilli: free + 1000,
  });
  expect(promised.shortMilli).toBeGreaterThan(0);
  const before = rig.value<number>(
    "SELECT coalesce(sum(quantity_milli), 0) FROM reservation WHERE work_order_id = ? AND state = 'held'",
    id,
  );
  await rig.ok(rig.store, 'parts.inspect', { lines: [{ ...key, quantityMilli: 1000, result: 'good' }] });
  expect(
    rig.value<number>(
      "SELECT sum(quantity_milli) FROM reservation WHERE work_order_id = ? AND state = 'held'",
      id,
    ),
  ).toBe(before + 1000);
  expect(await waits()).toEqual([]);
  expect(
    await rig.refused(rig.store, 'parts.inspect', {
      lines: [{ ...key, quantityMilli: 1000, result: 'good' }],
    }),
  ).toMatchObject({ code: 'stock_short', params: { freeMilli: 0 } });

  const other = 'LZ-005';
  await rig.ok(rig.store, 'parts.issue', { staffId: 'T04', lines: [{ partId: other, quantityMilli: 1000 }] });
  await rig.ok(rig.store, 'parts.return', {
    staffId: 'T04',
    lines: [{ partId: other, quantityMilli: 1000, opened: true }],
  });
  const bin = rig.value<string>(
    "SELECT bin FROM stock_balance WHERE part_id = ? AND condition = 'inspect' AND quantity_milli > 0",
    other,
  );
  const { dead } = await rig.ok(rig.store, 'parts.inspect', {
    lines: [
      { partId: other, locationId: 'K-MAIN', bin, quantityMilli: 1000, result: 'dead', note: '插针断' },
    ],
  });
  expect(rig.value('SELECT symptom FROM dead_part WHERE id = ?', dead[0]?.id)).toBe('插针断');
  expect(lying('doa', 'K-DOA', other)).toBe(1000);
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
});

test('a return with an opened part is taken back whole: it is good in the bag again', async () => {
  await rig.ok(rig.manager, 'parts.receive', { lines: [{ partId: 'LZ-012', quantityMilli: 3000 }] });
  await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T06',
    lines: [{ partId: 'LZ-012', quantityMilli: 2000 }],
    approval: { staffId: 'S01', pin: '246810' },
  });
  const held = lying('good', 'V-T06', 'LZ-012');
  const paper = await rig.ok(rig.store, 'parts.return', {
    staffId: 'T06',
    lines: [{ partId: 'LZ-012', quantityMilli: 1000, opened: true }],
  });
  expect(lying('inspect', 'K-MAIN', 'LZ-012')).toBe(1000);
  await rig.ok(rig.store, 'parts.undoPaper', { documentId: paper.documentId });
  expect(lying('good', 'V-T06', 'LZ-012')).toBe(held);
  expect(lying('inspect', 'K-MAIN', 'LZ-012')).toBe(0);
});

test('half of a thing that is counted is refused everywhere at the counter; half a metre is not', async () => {
  const half = { partId: part, quantityMilli: 500 };
  const { id, visitId } = await rig.order('T03');
  const whole = { code: 'stock_whole', params: { partId: part, quantityMilli: 500 } };
  for (const refused of [
    rig.refused(rig.store, 'parts.issue', { staffId: 'T03', lines: [half] }),
    rig.refused(rig.dispatcher, 'parts.reserve', { workOrderId: id, ...half }),
    rig.refused(rig.store, 'parts.transfer', {
      fromLocationId: 'K-MAIN',
      toLocationId: 'V-T03',
      lines: [half],
    }),
    rig.refused(rig.manager, 'parts.use', { visitId, workOrderId: id, ...half, payer: 'payer' }),
  ])
    expect(await refused).toMatchObject(whole);
  await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T03',
    lines: [{ partId: 'CH-066', quantityMilli: 500 }],
  });
});
