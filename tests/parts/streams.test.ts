import { expect, test } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { isFault } from '../../domain/kernel/fault.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { openPackOf } from '../../main/services/parts/cutting.ts';
import { arriveParcel } from '../../main/services/parts/arrive.ts';
import { issueParts } from '../../main/services/parts/issue.ts';
import { handInOldPart } from '../../main/services/parts/old-parts.ts';
import { receiveGoods } from '../../main/services/parts/receive.ts';
import { requestParts } from '../../main/services/parts/requests.ts';
import { handOverParts, reserveForOrder } from '../../main/services/parts/reservations.ts';
import { returnParts } from '../../main/services/parts/return-parts.ts';
import { scrapParts } from '../../main/services/parts/scrap.ts';
import { transferParts } from '../../main/services/parts/transfer.ts';
import { applyPartUse, undoPartUse } from '../../main/services/parts/use.ts';
import { getOrder } from '../../main/services/orders/core/order-row.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig } from './rig.ts';
import { beginningOf, type Beginning, figuresKept, figuresRecomputed } from './figures.ts';

const people = ['T01', 'T02', 'T03', 'T04'];
const partIds = ['LZ-001', 'LZ-005', 'LZ-012', 'LZ-020', 'CH-044', 'CH-066', 'LZ-003'];
const seeds = [1, 20261122, Number(process.env.OUTLET_SEED ?? 77)];

class Died extends Error {}

/** What the test itself believes: good stock by part and place, moved by hand after each command that was accepted. */
type Belief = Map<string, number>;

test.each(seeds)('random business commands, seed %i: sums, promises and papers agree', async (seed) => {
  console.log(`seed ${seed}`);
  const random = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const rig = await partsRig(seed);
  const { read } = rig.outlet.store;
  const beginning = beginningOf(read);
  const orders: { id: string; visitId: string; staffId: string; open: boolean }[] = [];
  const uses: string[] = [];
  const belief: Belief = new Map();
  const key = (partId: string, place: string) => `${partId} ${place}`;
  for (const row of read
    .prepare(
      "SELECT part_id AS partId, location_id AS place, sum(quantity_milli) AS milli FROM stock_balance WHERE condition = 'good' GROUP BY part_id, location_id",
    )
    .all() as { partId: string; place: string; milli: number }[])
    belief.set(key(row.partId, row.place), row.milli);
  const shift = (partId: string, from: string, to: string, milli: number) => {
    belief.set(key(partId, from), (belief.get(key(partId, from)) ?? 0) - milli);
    belief.set(key(partId, to), (belief.get(key(partId, to)) ?? 0) + milli);
  };
  for (let at = 0; at < 14; at += 1) {
    const staffId = pick(people);
    orders.push({ ...(await rig.order(staffId)), staffId, open: true });
  }
  const amount = () => pick([1000, 1000, 2000, 3000, 500, 12_000, -1000, 0, 1_000_000_000]);
  const serialAt = (place: string) =>
    rig.value<string | undefined>(
      "SELECT serial FROM stock_balance WHERE part_id = 'LZ-003' AND location_id = ? AND quantity_milli > 0 AND condition = 'good'",
      place,
    ) ?? 'NONE';
  let serials = 0;
  let accepted = 0;
  const parcels: { documentId: string; partId: string; to: string; milli: number }[] = [];

  // Now and then the command dies after its work and before its commit: nothing of it may be left
  let dies = false;
  let died = 0;
  const run = <T>(fn: (tx: Tx) => T): T =>
    rig.run((tx) => {
      const done = fn(tx);
      if (dies) throw new Died();
      return done;
    });
  const steps: (() => void)[] = [
    () => {
      const order = pick(orders);
      run((tx) =>
        reserveForOrder(tx, { workOrderId: order.id, partId: pick(partIds), quantityMilli: amount() }),
      );
    },
    () => {
      const order = pick(orders);
      const partId = pick(partIds);
      const quantityMilli = amount();
      const line = {
        partId,
        quantityMilli,
        workOrderId: random() < 0.6 ? order.id : null,
        fromLocationId: null,
        lot: null,
        serial: null,
        note: '',
      };
      run((tx) => issueParts(tx, { staffId: order.staffId, lines: [line], approvedBy: 'S01' }));
      shift(partId, 'K-MAIN', `V-${order.staffId}`, quantityMilli);
    },
    () => {
      const order = pick(orders);
      const partId = pick(partIds);
      const quantityMilli = partId === 'LZ-003' ? 1000 : amount();
      const from = random() < 0.8 ? `V-${order.staffId}` : 'K-MAIN';
      const newSerial = partId === 'LZ-003' ? serialAt(from) : '';
      const used = run((tx) =>
        applyPartUse(tx, {
          visitId: order.visitId,
          workOrderId: order.id,
          machineLineId: null,
          partId,
          quantityMilli,
          fromLocationId: from,
          payer: pick(['payer', 'user', 'outlet'] as const),
          newSerial,
        }),
      );
      uses.push(used.partUseId);
      shift(partId, from, 'K-USER', quantityMilli);
    },
    () => {
      const id = uses.splice(Math.floor(random() * uses.length), 1)[0];
      if (id === undefined) return;
      const row = read
        .prepare('SELECT part_id, quantity_milli, pair_id FROM part_use WHERE id = ?')
        .get(id) as {
        part_id: string;
        quantity_milli: number;
        pair_id: string;
      };
      const from = rig.value<string>(
        'SELECT location_id FROM stock_move WHERE pair_id = ? AND quantity_milli < 0 LIMIT 1',
        row.pair_id,
      );
      run((tx) => undoPartUse(tx, id));
      shift(row.part_id, 'K-USER', from, row.quantity_milli);
    },
    () => {
      const staffId = pick(people);
      const partId = pick(partIds);
      const quantityMilli = amount();
      const dead = random() < 0.2;
      const line = {
        partId,
        quantityMilli,
        workOrderId: null,
        reason: dead ? ('dead' as const) : ('unused' as const),
        bin: '',
        note: '',
      };
      run((tx) => returnParts(tx, { staffId, toLocationId: null, lines: [line] }));
      if (dead)
        belief.set(
          key(partId, `V-${staffId}`),
          (belief.get(key(partId, `V-${staffId}`)) ?? 0) - quantityMilli,
        );
      else shift(partId, `V-${staffId}`, 'K-MAIN', quantityMilli);
    },
    () => {
      const partId = pick(partIds);
      const quantityMilli = partId === 'LZ-003' ? 1000 : amount();
      serials += 1;
      run((tx) =>
        receiveGoods(tx, {
          toLocationId: null,
          requestId: null,
          parcelNumber: '',
          lines: [
            {
              partId,
              quantityMilli,
              unit: null,
              bin: null,
              lot: partId === 'CH-044' ? `NEW-${serials % 3}` : '',
              expiresDay: partId === 'CH-044' ? '2027-06-30' : null,
              serials: partId === 'LZ-003' ? [`SN-${serials}`] : [],
              unitCostFen: Math.floor(random() * 30_000),
              note: '',
            },
          ],
        }),
      );
      belief.set(key(partId, 'K-MAIN'), (belief.get(key(partId, 'K-MAIN')) ?? 0) + quantityMilli);
    },
    () => {
      const partId = pick(partIds);
      const quantityMilli = amount();
      const byParcel = random() < 0.5;
      const to = pick(['K-SUB1', 'V-T01', 'V-T02']);
      const transit = rig.value<string>(
        "SELECT id FROM location WHERE kind = 'transit' ORDER BY code LIMIT 1",
      );
      const line = {
        partId,
        quantityMilli,
        condition: 'good' as const,
        bin: '',
        lot: '',
        serial: '',
        note: '',
      };
      const done = run((tx) =>
        transferParts(tx, {
          fromLocationId: 'K-MAIN',
          toLocationId: to,
          byParcel,
          parcelNumber: '',
          lines: [line],
        }),
      );
      shift(partId, 'K-MAIN', byParcel ? transit : to, quantityMilli);
      if (byParcel) parcels.push({ documentId: done.documentId, partId, to, milli: quantityMilli });
    },
    () => {
      const parcel = parcels.shift();
      if (parcel === undefined) return;
      const lines = read
        .prepare(
          'SELECT line_no AS lineNo, asked_milli AS quantityMilli FROM document_line WHERE document_id = ?',
        )
        .all(parcel.documentId) as { lineNo: number; quantityMilli: number }[];
      const version = rig.value<number>('SELECT version FROM document WHERE id = ?', parcel.documentId);
      run((tx) => arriveParcel(tx, { documentId: parcel.documentId, version, lines }));
      const transit = rig.value<string>(
        "SELECT id FROM location WHERE kind = 'transit' ORDER BY code LIMIT 1",
      );
      shift(parcel.partId, transit, parcel.to, parcel.milli);
    },
    () => {
      const partId = pick(partIds);
      const quantityMilli = amount();
      const line = {
        partId,
        quantityMilli,
        condition: 'good' as const,
        bin: '',
        lot: '',
        serial: '',
        note: '',
      };
      run((tx) => scrapParts(tx, { fromLocationId: 'K-MAIN', reason: 'test', lines: [line] }));
      belief.set(key(partId, 'K-MAIN'), (belief.get(key(partId, 'K-MAIN')) ?? 0) - quantityMilli);
    },
    () => {
      const old = read
        .prepare("SELECT id, version FROM old_part WHERE state = 'with_technician' ORDER BY seq LIMIT 1")
        .get() as { id: string; version: number } | undefined;
      if (old !== undefined) run((tx) => handInOldPart(tx, old));
    },
    () => {
      const order = pick(orders);
      run((tx) =>
        requestParts(tx, {
          workOrderId: order.id,
          machineCode: '',
          faultText: '',
          hold: random() < 0.5,
          lines: [{ partId: pick(partIds), quantityMilli: amount() }],
        }),
      );
    },
    () => {
      const order = pick(orders);
      const to = pick(people);
      run((tx) => {
        handOverParts(tx, getOrder(tx, order.id), to, null);
        tx.update('work_order', order.id, { staff_id: to });
      });
      order.staffId = to;
    },
    () => {
      // A pack of the roll is opened; it holds a little more or less than it should
      const actualMilli = pick([19_400, 19_980, 20_000, 20_250, 0, 90_000]);
      const pack = {
        partId: 'CH-066',
        locationId: 'K-MAIN',
        lot: '',
        unit: '卷',
        packs: 1,
        actualMilli,
        note: '',
      };
      const bin = rig.value<string>(
        "SELECT bin FROM stock_balance WHERE part_id = 'CH-066' AND location_id = 'K-MAIN' AND condition = 'good' ORDER BY quantity_milli DESC LIMIT 1",
      );
      const { lossMilli } = run((tx) => openPackOf(tx, { ...pack, bin }));
      shift('CH-066', 'K-MAIN', 'K-LOSS', lossMilli);
    },
    () => {
      if (random() < 0.6) return;
      const order = pick(orders);
      run((tx) =>
        applyAction(tx, {
          orderId: order.id,
          action: 'cancel',
          reasonCode: 'Q01',
          override: ['no_open_visit', 'upstream_agreed', 'upstream_open'],
        }),
      );
      order.open = false;
    },
  ];
  for (let at = 0; at < 220; at += 1) {
    dies = random() < 0.12;
    try {
      pick(steps)();
      accepted += 1;
    } catch (error) {
      // A refusal must leave nothing behind; anything else is a defect.
      if (error instanceof Died) died += 1;
      else if (!isFault(error)) throw error;
    }
    if (at % 20 === 19) compare(rig, belief, beginning);
  }
  compare(rig, belief, beginning);
  expect(accepted).toBeGreaterThan(80);
  expect(died).toBeGreaterThan(3);
  expect(
    rig.value<number>("SELECT count(*) FROM stock_move WHERE kind IN ('cut_loss', 'cut_gain')"),
  ).toBeGreaterThan(0);
  expect(rig.value<number>('SELECT count(*) FROM stock_value')).toBeGreaterThan(1);
  const stuck = rig.value<number>(
    "SELECT count(*) FROM reservation r JOIN work_order w ON w.id = r.work_order_id WHERE r.state IN ('held', 'short') AND (w.side_state = 'cancelled' OR w.state IN ('finished', 'verified', 'audited', 'closed'))",
  );
  expect(stuck).toBe(0);
  await rig.close();
});

function compare(rig: Awaited<ReturnType<typeof partsRig>>, belief: Belief, beginning: Beginning): void {
  const { read } = rig.outlet.store;
  const moves = read
    .prepare(
      "SELECT part_id AS partId, location_id AS place, quantity_milli AS milli FROM stock_move WHERE condition = 'good'",
    )
    .all() as { partId: string; place: string; milli: number }[];
  const sums = new Map<string, number>();
  for (const move of moves)
    sums.set(`${move.partId} ${move.place}`, (sums.get(`${move.partId} ${move.place}`) ?? 0) + move.milli);
  const outside = /^(?:K-LOSS|K-UPPER)$|LOSS|UPPER/;
  for (const [what, milli] of belief) {
    if (outside.test(what)) continue;
    expect(sums.get(what) ?? 0, what).toBe(milli);
  }
  expect(verifyStore(read).L4).toMatchObject({ ok: true });
  expect(figuresKept(read)).toEqual(figuresRecomputed(read, beginning));
  const twice = read
    .prepare(
      "SELECT part_id, serial, count(*) AS n FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.serial <> '' AND b.quantity_milli > 0 AND l.is_real = 1 GROUP BY part_id, serial HAVING n > 1",
    )
    .all();
  expect(twice).toEqual([]);
}
