import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import type { Session } from '../../main/services/context.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
let desks: Session[];
beforeEach(async () => {
  rig = await partsRig();
  desks = ['desk-1', 'desk-2', 'desk-3'].map((deskId) => rig.outlet.session({ as: 'S03', deskId }));
});
afterEach(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const count = async (id: string) => (await rig.ok(rig.store, 'parts.countGet', { id })).count;
const all = async (countId: string) =>
  (await rig.ok(rig.store, 'parts.countLines', { countId, limit: 500 })).rows;

test('three desks scan one pile at once: every scan counts, a typed figure replaces its own desk’s only', async () => {
  const { countId } = await rig.ok(rig.store, 'parts.countOpen', { scope: 'place', locationId: 'K-MAIN' });
  await Promise.all(
    desks.flatMap((desk) =>
      Array.from({ length: 5 }, () => rig.ok(desk, 'parts.countScan', { countId, code: 'LZ-001' })),
    ),
  );
  const line = (await all(countId)).find((one) => one.code === 'LZ-001');
  expect(line?.countedMilli).toBe(15_000);
  await rig.ok(desks[1] as Session, 'parts.countSet', { lineId: line?.id ?? '', quantityMilli: 2000 });
  expect((await all(countId)).find((one) => one.id === line?.id)?.countedMilli).toBe(12_000);
  const seen = await rig.ok(desks[1] as Session, 'parts.countGet', { id: countId });
  expect(seen.recent.map((scan) => scan.kind)).toEqual(['set', 'add', 'add', 'add', 'add', 'add']);
  expect(seen.desks.map((desk) => desk.scans)).toEqual([5, 6, 5]);
});

test('a serial is one piece: the second desk hears that it was counted', async () => {
  const serial = rig.value<string>(
    "SELECT serial FROM stock_balance WHERE location_id = 'K-MAIN' AND serial <> '' AND quantity_milli > 0 AND condition = 'good' LIMIT 1",
  );
  const { countId } = await rig.ok(rig.store, 'parts.countOpen', { scope: 'place', locationId: 'K-MAIN' });
  await rig.ok(desks[0] as Session, 'parts.countScan', { countId, code: serial });
  expect(await rig.refused(desks[1] as Session, 'parts.countScan', { countId, code: serial })).toMatchObject({
    code: 'count_serial_twice',
    params: { serial },
  });
  const part = rig.value<string>('SELECT part_id FROM stock_balance WHERE serial = ?', serial);
  expect(await rig.refused(desks[1] as Session, 'parts.countScan', { countId, code: part })).toMatchObject({
    code: 'stock_serial_needed',
  });
});

test('one desk ends the counting while another scans: the late scan is refused, the figures stay', async () => {
  const { countId } = await rig.ok(rig.store, 'parts.countOpen', {
    scope: 'bin',
    locationId: 'K-MAIN',
    bins: ['A1-01'],
  });
  const { version } = await count(countId);
  await rig.ok(desks[0] as Session, 'parts.countFinish', { countId, version, uncounted: 'zero' });
  expect(
    await rig.refused(desks[1] as Session, 'parts.countScan', { countId, code: 'LZ-001' }),
  ).toMatchObject({
    code: 'count_step',
    params: { countState: 'review' },
  });
  expect(
    await rig.refused(desks[1] as Session, 'parts.countRecount', { countId, version }),
    'an old picture of the stocktake decides nothing',
  ).toMatchObject({ code: 'conflict' });
});

const seeds = [3, 20261122, Number(process.env.OUTLET_SEED ?? 78)];
test.each(seeds)(
  'three desks count while goods go in and out, seed %i: the book becomes what lies there, nothing else',
  async (seed) => {
    console.log(`seed ${seed}`);
    const random = mulberry32(seed);
    const upTo = (n: number) => Math.floor(random() * n);
    interface Pile {
      partId: string;
      bin: string;
      /** Whole pieces that really lie there. */
      lies: number;
      wrong: number;
      costFen: number;
    }
    // Parts with one key in the store, kept by quantity, in whole pieces: there the test knows where a move goes
    const piles: Pile[] = (
      rig.outlet.store.read
        .prepare(
          `SELECT b.part_id AS partId, max(b.bin) AS bin, sum(b.quantity_milli) / 1000 AS book, p.cost_fen AS costFen FROM stock_balance b JOIN part p ON p.id = b.part_id
           WHERE b.location_id = 'K-MAIN' AND p.tracking = 'quantity' AND b.condition = 'good' AND b.quantity_milli >= 4000 AND b.quantity_milli % 1000 = 0 AND p.unit IN ('个', '块', '只', '台', '件', '套', '支')
           GROUP BY b.part_id HAVING count(*) = 1 ORDER BY b.part_id LIMIT 12`,
        )
        .all() as { partId: string; bin: string; book: number; costFen: number }[]
    ).map(({ book, ...rest }) => {
      const wrong = upTo(5) - 2;
      return { ...rest, wrong, lies: book + wrong };
    });
    expect(piles.length).toBeGreaterThan(5);
    const bookOf = (pile: Pile) => rig.onHand(pile.partId, 'K-MAIN') / 1000;
    const { countId } = await rig.ok(rig.store, 'parts.countOpen', {
      scope: 'bin',
      locationId: 'K-MAIN',
      bins: [...new Set(piles.map((pile) => pile.bin))],
    });
    const business = async () => {
      const pile = piles[upTo(piles.length)] as Pile;
      const many = 1 + upTo(2);
      if (random() < 0.5) {
        await rig.ok(rig.store, 'parts.receive', {
          lines: [{ partId: pile.partId, quantityMilli: many * 1000, bin: pile.bin }],
        });
        pile.lies += many;
      } else if (bookOf(pile) >= many && pile.lies >= many) {
        await rig.ok(rig.manager, 'parts.issue', {
          staffId: 'T03',
          lines: [{ partId: pile.partId, quantityMilli: many * 1000 }],
          approval: { staffId: 'S01' },
        });
        pile.lies -= many;
      }
    };
    const left = new Set(piles);
    while (left.size > 0) {
      if (random() < 0.5) await business();
      const pile = [...left][upTo(left.size)] as Pile;
      left.delete(pile);
      if (pile.lies === 0) {
        const line = (await all(countId)).find((one) => one.partId === pile.partId);
        await rig.ok(desks[0] as Session, 'parts.countSet', { lineId: line?.id ?? '', quantityMilli: 0 });
        continue;
      }
      // One pile by several desks at once, each its part of it
      const first = 1 + upTo(pile.lies);
      const shares = [first, pile.lies - first].filter((share) => share > 0);
      await Promise.all(
        shares.map((share, at) =>
          rig.ok(desks[(upTo(3) + at) % 3] as Session, 'parts.countScan', {
            countId,
            code: pile.partId,
            bin: pile.bin,
            quantityMilli: share * 1000,
          }),
        ),
      );
    }
    for (let step = 0; step < 5; step += 1) await business();
    // What else lies on these shelves is left out
    await rig.ok(desks[2] as Session, 'parts.countFinish', {
      countId,
      version: (await count(countId)).version,
      uncounted: 'leave',
    });
    for (let step = 0; step < 5; step += 1) await business();
    const { gainFen, lossFen, version } = await count(countId);
    const worth = (sign: 1 | -1) =>
      piles
        .filter((pile) => pile.wrong * sign > 0)
        .reduce((fen, pile) => fen + Math.abs(pile.wrong) * pile.costFen, 0);
    expect([gainFen, lossFen]).toEqual([worth(1), worth(-1)]);
    const ledger = rig.value<number>('SELECT count(*) FROM stock_move');
    const differing = piles.filter((pile) => pile.wrong !== 0).length;
    await rig.ok(rig.manager, 'parts.countPost', { countId, version });
    for (const pile of piles) expect(bookOf(pile), pile.partId).toBe(pile.lies);
    expect(rig.value<number>('SELECT count(*) FROM stock_move') - ledger).toBe(2 * differing);
    for (let step = 0; step < 5; step += 1) await business();
    for (const pile of piles) expect(bookOf(pile), pile.partId).toBe(pile.lies);
    expect(await count(countId)).toMatchObject({ gainFen, lossFen, state: 'posted' });
  },
);
