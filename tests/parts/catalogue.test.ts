import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { fitsSerialPattern, isSerialPattern } from '../../domain/stock/part-check.ts';
import { applyPrice, dueParts } from '../../main/services/parts/prices.ts';
import { readerOf } from '../../main/services/masters.ts';
import type { InputOf, OutputOf } from '../../preload/contract/index.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(5);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const fresh = {
  id: null,
  version: null,
  code: 'NEW-1',
  nameZh: '排水软管',
  nameEn: 'Drain hose',
  category: '辅材',
  unit: '米',
  ownerKind: 'own' as const,
  barcodes: ['6901234500017', '6901234500024'],
  models: ['KFR-35GW/LZB3'],
  units: [{ unit: '卷', perMilli: 30_000, lossMilli: 500 }],
  levels: [{ locationId: 'V-T01', minMilli: 2000, maxMilli: 9000, leadDays: 3 }],
  substitutes: [{ partId: 'CH-044', rule: 'forbidden' as const, note: '不可代' }],
  first: { costFen: 380, customerPriceFen: 800 },
};

/** What the editor would send back unchanged. */
function draftOf({ part, ...rest }: OutputOf<'parts.catalogue'>): InputOf<'parts.savePart'> {
  const { id, version, costFen: _c, customerPriceFen: _p, retiredAt: _r, onHandMilli: _o, ...fields } = part;
  return {
    ...fields,
    id,
    version,
    ownerKind: part.ownerKind as 'own',
    barcodes: rest.barcodes,
    models: rest.models,
    units: rest.units,
    substitutes: rest.substitutes.map(({ partId, rule, note }) => ({ partId, rule, note })),
    levels: rest.levels.map(({ nameZh: _z, nameEn: _e, onHandMilli: _h, ...level }) => level),
  };
}

test('a part is made with all that hangs on it, found by any of its barcodes, changed and retired', async () => {
  const made = await rig.ok(rig.store, 'parts.savePart', fresh);
  expect(made).toMatchObject({ created: true, version: 1 });
  const read = () => rig.ok(rig.store, 'parts.catalogue', { id: made.id });
  const first = await read();
  expect(first).toMatchObject({
    part: { code: 'NEW-1', unit: '米', costFen: 380, customerPriceFen: 800, retiredAt: null },
    barcodes: fresh.barcodes,
    models: fresh.models,
    units: fresh.units,
    levels: [{ locationId: 'V-T01', minMilli: 2000, maxMilli: 9000, leadDays: 3, onHandMilli: 0 }],
    substitutes: [{ partId: 'CH-044', rule: 'forbidden', note: '不可代' }],
  });
  for (const code of fresh.barcodes)
    expect(await rig.ok(rig.store, 'parts.scan', { code })).toMatchObject({ kind: 'part', partId: made.id });
  const { parts } = await rig.ok(rig.store, 'parts.find', { text: 'psrg' });
  expect(parts.map((part) => part.code)).toContain('NEW-1');
  // Unchanged content changes nothing but the version; a save from an older one is a conflict
  const again = await rig.ok(rig.store, 'parts.savePart', draftOf(first));
  expect(again.version).toBe(2);
  expect(await read()).toEqual({ ...first, part: { ...first.part, version: 2 } });
  expect(await rig.refused(rig.store, 'parts.savePart', draftOf(first))).toMatchObject({ code: 'conflict' });
  const next = draftOf(await read());
  await rig.ok(rig.store, 'parts.savePart', { ...next, barcodes: ['6901234500024'], models: [], levels: [] });
  expect(await read()).toMatchObject({ barcodes: ['6901234500024'], models: [], levels: [] });
  expect(await rig.ok(rig.store, 'parts.scan', { code: '6901234500017' })).toMatchObject({ kind: 'unknown' });

  const target = { id: made.id, version: (await read()).part.version };
  await rig.ok(rig.store, 'parts.retirePart', { ...target, retired: true });
  const open = async (view: 'all' | 'retired') =>
    (await rig.ok(rig.store, 'parts.open', { filter: { text: 'NEW-1', view } })).total;
  expect([await open('all'), await open('retired')]).toEqual([0, 1]);
  await rig.ok(rig.store, 'parts.retirePart', { id: made.id, version: target.version + 1, retired: false });
  expect(await open('all')).toBe(1);
});

test('what can not be kept is refused with its name, and nothing of it is kept', async () => {
  const ofLz = rig.value<string>("SELECT barcode FROM part_barcode WHERE part_id = 'LZ-001'");
  const code = async (change: Partial<InputOf<'parts.savePart'>>) => {
    const fault = await rig.refused(rig.store, 'parts.savePart', {
      ...fresh,
      code: 'NEW-2',
      barcodes: [],
      ...change,
    });
    expect(rig.value("SELECT count(*) FROM part WHERE code = 'NEW-2'")).toBe(0);
    return fault;
  };
  expect(await code({ barcodes: ['690', ofLz] })).toMatchObject({
    code: 'part_barcode_taken',
    params: { barcode: ofLz, part: expect.stringContaining('LZ-001') },
  });
  expect(await code({ code: 'LZ-001' })).toMatchObject({ code: 'part_code_taken' });
  expect(await code({ models: ['NO-SUCH'] })).toMatchObject({
    code: 'part_model_unknown',
    params: { model: 'NO-SUCH' },
  });
  const wrong = async (change: Partial<InputOf<'parts.savePart'>>) => (await code(change))?.params.problem;
  expect(await wrong({ code: ' ' })).toBe('part_code');
  expect(await wrong({ nameZh: ' ' })).toBe('part_name');
  expect(await wrong({ unit: '' })).toBe('part_unit');
  expect(await wrong({ ownerKind: 'payer' })).toBe('part_payer');
  expect(await wrong({ serialPattern: 'LZ*##' })).toBe('part_pattern');
  expect(await wrong({ minMilli: 2000, maxMilli: 1000 })).toBe('part_limits');
  expect(await wrong({ units: [{ unit: '卷', perMilli: 0 }] })).toBe('part_pack');
  expect(await wrong({ units: [{ unit: '米', perMilli: 1000 }] })).toBe('part_pack');
  expect(await wrong({ levels: [{ locationId: 'V-T01', minMilli: 2000, maxMilli: 1000 }] })).toBe(
    'part_level',
  );
  expect(await wrong({ substitutes: [{ partId: 'LZ-001' }, { partId: 'LZ-001' }] })).toBe('part_substitute');

  const lz = await rig.ok(rig.store, 'parts.catalogue', { id: 'LZ-001' });
  expect(await rig.refused(rig.store, 'parts.savePart', { ...draftOf(lz), unit: '箱' })).toMatchObject({
    code: 'part_has_stock',
    params: { location: '网点总库' },
  });
  const out = { id: 'LZ-001', version: lz.part.version, retired: true };
  expect(await rig.refused(rig.store, 'parts.retirePart', out)).toMatchObject({ code: 'part_has_stock' });
  expect(await rig.refused(rig.dispatcher, 'parts.savePart', fresh)).toMatchObject({ code: 'forbidden' });
});

test('prices have days: a planned one counts when its day comes, an old order keeps what it was charged', async () => {
  const { id, visitId } = await rig.order('T01');
  const onPart = () =>
    rig.value<string>("SELECT cost_fen || ' ' || customer_price_fen FROM part WHERE id = 'LZ-001'");
  const before = await rig.ok(rig.store, 'parts.catalogue', { id: 'LZ-001' });
  const { costFen, customerPriceFen } = before.part;
  await rig.ok(rig.manager, 'parts.use', {
    visitId,
    workOrderId: id,
    partId: 'LZ-001',
    quantityMilli: 1000,
    fromLocationId: 'K-MAIN',
    payer: 'user',
  });
  const set = (fromDay: string, price: number) =>
    rig.ok(rig.store, 'parts.setPrice', {
      partId: 'LZ-001',
      fromDay,
      costFen: costFen + price,
      customerPriceFen: customerPriceFen + price,
    });
  const day = rig.value<string>('SELECT business_day FROM stock_move ORDER BY seq DESC LIMIT 1');
  const later = new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10);
  expect(await set(later, 5000)).toMatchObject({ applied: false });
  expect(onPart()).toBe(`${costFen} ${customerPriceFen}`);
  expect(await set(day, 100)).toMatchObject({ applied: true });
  expect(onPart()).toBe(`${costFen + 100} ${customerPriceFen + 100}`);
  const past = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  expect(
    await rig.refused(rig.store, 'parts.setPrice', {
      partId: 'LZ-001',
      fromDay: past,
      costFen: 1,
      customerPriceFen: 1,
    }),
  ).toMatchObject({ code: 'part_price_past' });
  const due = () => dueParts(readerOf(rig.outlet.store.read), rig.env.now());
  expect(due()).toEqual([]);
  rig.env.jump(3 * 86_400_000);
  expect(due()).toEqual(['LZ-001']);
  rig.run((tx) => applyPrice(tx, 'LZ-001'));
  expect(due()).toEqual([]);
  expect(onPart()).toBe(`${costFen + 5000} ${customerPriceFen + 5000}`);
  const now = await rig.ok(rig.store, 'parts.catalogue', { id: 'LZ-001' });
  expect(now.prices.map((price) => price.customerPriceFen)).toEqual([
    customerPriceFen + 5000,
    customerPriceFen + 100,
    customerPriceFen,
  ]);
  expect(now.uses[0]).toMatchObject({ workOrderId: id, unitFen: customerPriceFen });
});

test('a roll that is short gives its loss to the ledger, an absurd measure does not', async () => {
  const made = await rig.ok(rig.store, 'parts.savePart', {
    ...fresh,
    code: 'NEW-3',
    barcodes: [],
    substitutes: [],
  });
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: made.id, quantityMilli: 2000, unit: '卷' }] });
  expect(rig.onHand(made.id, 'K-MAIN')).toBe(60_000);
  const open = { partId: made.id, locationId: 'K-MAIN', unit: '卷', packs: 1, actualMilli: 29_400 };
  expect(await rig.ok(rig.store, 'parts.openPack', open)).toMatchObject({
    lossMilli: 600,
    expectedMilli: 500,
  });
  expect(rig.onHand(made.id, 'K-MAIN')).toBe(59_400);
  expect(await rig.ok(rig.store, 'parts.openPack', { ...open, actualMilli: 30_100 })).toMatchObject({
    lossMilli: -100,
  });
  expect(rig.onHand(made.id, 'K-MAIN')).toBe(59_500);
  expect(await rig.refused(rig.store, 'parts.openPack', { ...open, actualMilli: 90_000 })).toMatchObject({
    code: 'pack_measure',
  });
  expect(await rig.refused(rig.store, 'parts.openPack', { ...open, unit: '瓶' })).toMatchObject({
    code: 'stock_unit_unknown',
  });
  expect(rig.value('SELECT sum(quantity_milli) FROM stock_move WHERE part_id = ?', made.id)).toBe(0);
});

test('a serial that is not written like the part’s own does not come in', async () => {
  const part = await rig.ok(rig.store, 'parts.catalogue', { id: 'LZ-003' });
  await rig.ok(rig.store, 'parts.savePart', { ...draftOf(part), serialPattern: 'LZ@####*' });
  const line = (serial: string) => ({
    lines: [{ partId: 'LZ-003', quantityMilli: 1000, serials: [serial] }],
  });
  expect(await rig.refused(rig.store, 'parts.receive', line('6901234567'))).toMatchObject({
    code: 'stock_serial_pattern',
    params: { serial: '6901234567', pattern: 'LZ@####*' },
  });
  await rig.ok(rig.store, 'parts.receive', line('lzA20261'));
  expect(['LZ@####*', '##', 'A-?'].every(isSerialPattern)).toBe(true);
  expect(['', '*', 'A*B', 'A B', '#'.repeat(41)].some(isSerialPattern)).toBe(false);
  expect(fitsSerialPattern('A-?#', 'a-z9')).toBe(true);
  expect(fitsSerialPattern('A-?#', 'a-z9x')).toBe(false);
});
