import { afterAll, beforeAll, expect, test } from 'vitest';
import { onHandOf } from '../../db/queries/stock-card.ts';
import { toStockKey, type StockKeyRow } from '../../db/stock-balance.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(6);
});
afterAll(() => rig.close());

test('any key at any moment: the card and the sums agree with the moves up to then', async () => {
  const seed = 20261122;
  console.log(`seed ${seed}`);
  const random = mulberry32(seed);
  const moments: number[] = [];
  for (let at = 0; at < 25; at += 1) {
    rig.env.jump(1 + Math.floor(random() * 40 * 60_000));
    const partId = ['LZ-001', 'LZ-005', 'CH-066'][at % 3] as string;
    const line = { partId, quantityMilli: 1000 * (1 + Math.floor(random() * 3)) };
    if (at % 2 === 0) await rig.ok(rig.store, 'parts.receive', { lines: [line] });
    else
      await rig.ok(rig.store, 'parts.issue', {
        staffId: at % 4 === 1 ? 'T01' : 'T02',
        lines: [{ ...line, quantityMilli: 1000 }],
        approval: { staffId: 'S01', pin: '246810' },
      });
    moments.push(rig.env.now());
  }
  const { read } = rig.outlet.store;
  const moves = read.prepare('SELECT * FROM stock_move ORDER BY seq').all() as (StockKeyRow & {
    quantity_milli: number;
    at: number;
  })[];
  const keys = new Map(moves.map((move) => [JSON.stringify(toStockKey(move)), toStockKey(move)]));
  let looked = 0;
  for (const key of keys.values()) {
    if (!['LZ-001', 'LZ-005', 'CH-066'].includes(key.partId)) continue;
    for (const until of [null, ...moments.filter((_, at) => at % 6 === 0)]) {
      const sum = moves
        .filter((move) => JSON.stringify(toStockKey(move)) === JSON.stringify(key))
        .filter((move) => until === null || move.at <= until)
        .reduce((total, move) => total + move.quantity_milli, 0);
      expect(onHandOf(read, key, until)).toBe(sum);
      if (!['K-MAIN', 'V-T01'].includes(key.locationId)) continue;
      const { partId, ...rest } = key;
      const card = await rig.ok(rig.store, 'parts.card', { partId, ...rest, until, limit: 500 });
      expect(card.onHandMilli).toBe(sum);
      expect(card.rows.reduce((total, row) => total + row.quantityMilli, 0)).toBe(sum);
      expect(card.rows[0]?.afterMilli ?? 0).toBe(sum);
      looked += 1;
    }
  }
  expect(looked).toBeGreaterThan(30);
});

test('the life of a serial: in, to a man, into a machine', async () => {
  const { id, visitId } = await rig.order('T03');
  await rig.ok(rig.store, 'parts.receive', {
    lines: [{ partId: 'LZ-003', quantityMilli: 1000, serials: ['LIFE-1'] }],
  });
  const issued = await rig.ok(rig.store, 'parts.issue', {
    staffId: 'T03',
    lines: [{ partId: 'LZ-003', quantityMilli: 1000, serial: 'LIFE-1', workOrderId: id }],
    approval: { staffId: 'S01', pin: '246810' },
  });
  await rig.ok(rig.manager, 'parts.use', {
    visitId,
    workOrderId: id,
    partId: 'LZ-003',
    quantityMilli: 1000,
    fromLocationId: 'V-T03',
    payer: 'payer',
    newSerial: 'LIFE-1',
  });
  const life = await rig.ok(rig.store, 'parts.card', { partId: 'LZ-003', serial: 'LIFE-1' });
  expect(life.onHandMilli).toBe(0);
  expect(life.rows.map((row) => [row.kind, row.quantityMilli, row.afterMilli])).toEqual([
    ['use', -1000, 0],
    ['issue', 1000, 1000],
    ['issue', -1000, 0],
    ['receive', 1000, 1000],
  ]);
  expect(life.rows[0]).toMatchObject({ workOrderId: id, otherNameZh: '用户处' });
  expect(life.rows[1]).toMatchObject({ documentNumber: issued.number });
});

test('own stock is worth its moving average, to the fen, and goes back by what it brought', async () => {
  const made = await rig.ok(rig.store, 'parts.savePart', {
    id: null,
    version: null,
    code: 'W-1',
    nameZh: '铜管',
    unit: '米',
    ownerKind: 'own',
    first: { costFen: 3800, customerPriceFen: 9000 },
  });
  const look = async () => {
    const { part } = await rig.ok(rig.store, 'parts.get', { id: made.id });
    return [part.valueFen, part.costFen];
  };
  expect(await look()).toEqual([0, 3800]);
  const buy = (quantityMilli: number, unitCostFen: number) =>
    rig.ok(rig.store, 'parts.receive', { lines: [{ partId: made.id, quantityMilli, unitCostFen }] });
  await buy(33_500, 3800);
  expect(await look()).toEqual([127_300, 3800]);
  await buy(10_000, 4111);
  expect(await look()).toEqual([168_410, 3871]);
  const { id, visitId } = await rig.order('T01');
  const used = await rig.ok(rig.manager, 'parts.use', {
    visitId,
    workOrderId: id,
    partId: made.id,
    quantityMilli: 7300,
    fromLocationId: 'K-MAIN',
    payer: 'user',
  });
  expect(await look()).toEqual([168_410 - 28_262, 3871]);
  await rig.ok(rig.manager, 'parts.undoUse', { partUseId: used.partUseId });
  expect(await look()).toEqual([168_410, 3871]);
  expect(rig.value('SELECT sum(value_fen) FROM stock_value_move WHERE part_id = ?', made.id)).toBe(168_410);
});
