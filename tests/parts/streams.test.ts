import { expect, test, vi } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { isFault } from '../../domain/kernel/fault.ts';
import { claimOutcomesOf } from '../../domain/stock/claim.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { openPackOf } from '../../main/services/parts/cutting.ts';
import { arriveParcel } from '../../main/services/parts/arrive.ts';
import { awaitedOf, sumByPart } from '../../main/services/parts/awaited.ts';
import { type ClaimRow, stepClaim } from '../../main/services/parts/claims.ts';
import { issueParts } from '../../main/services/parts/issue.ts';
import { handInOldPart } from '../../main/services/parts/old-parts.ts';
import { receiveGoods } from '../../main/services/parts/receive.ts';
import { receiveSheet } from '../../main/services/parts/receiving.ts';
import { requestParts } from '../../main/services/parts/requests.ts';
import { handOverParts, reserveForOrder } from '../../main/services/parts/reservations.ts';
import { returnParts } from '../../main/services/parts/return-parts.ts';
import { scrapParts } from '../../main/services/parts/scrap.ts';
import { transferParts } from '../../main/services/parts/transfer.ts';
import { applyPartUse, undoPartUse } from '../../main/services/parts/use.ts';
import { getOrder } from '../../main/services/orders/core/order-row.ts';
import { openCount } from '../../main/services/parts/count/open.ts';
import { postCount, undoCount } from '../../main/services/parts/count/post.ts';
import { getCount, keyOf, linesOf } from '../../main/services/parts/count/rows.ts';
import { addScan } from '../../main/services/parts/count/scan.ts';
import { finishCount } from '../../main/services/parts/count/settle.ts';
import { bookAt, lastSeq } from '../../main/services/parts/count/what-lies.ts';
import { findDead } from '../../main/services/parts/dead-parts.ts';
import { inspectParts } from '../../main/services/parts/inspect.ts';
import { handOutBox, pickAll, stageRows, unpackBox } from '../../main/services/parts/stage.ts';
import { undoPaper } from '../../main/services/parts/undo-paper.ts';
import { askFor, carryOutWaiting, refuseWaiting } from '../../main/services/parts/waiting.ts';
import { givenMilli } from '../../domain/stock/stage.ts';
import { readerOf } from '../../main/services/masters.ts';
import { mulberry32 } from '../support/fake-env.ts';
import { partsRig } from './rig.ts';
import { beginningOf, type Beginning, figuresKept, figuresRecomputed, oldBeside } from './figures.ts';

const people = ['T01', 'T02', 'T03', 'T04'];
const partIds = ['LZ-001', 'LZ-005', 'LZ-012', 'LZ-020', 'CH-044', 'CH-066', 'LZ-003'];
const seeds = [1, 20261122, 208, Number(process.env.OUTLET_SEED ?? 77)];
/** A night of it: OUTLET_STEPS=20000 OUTLET_SEED=n npx vitest run tests/parts/streams.test.ts */
const stepCount = Number(process.env.OUTLET_STEPS ?? 260);

vi.setConfig({ testTimeout: Math.max(30_000, stepCount * 100) });

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
  /** Papers that may be taken back, with what each moved by the test's own reckoning. */
  const papers: { documentId: string; partId: string; from: string; to: string; milli: number }[] = [];
  const asked: { documentId: string; partId: string; from: string; to: string; milli: number }[] = [];
  const opened: { partId: string; staffId: string; milli: number }[] = [];
  let count: { countId: string; shifts: { partId: string; milli: number }[]; state: string } | null = null;
  const boxes = new Map<string, string>();
  const seen = new Map<string, number>();
  const did = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  const versionOf = (table: 'document' | 'stock_count', id: string) =>
    rig.value<number>(`SELECT version FROM ${table} WHERE id = ?`, id);
  /** Something a man really holds, so that most of what is tried with bags is accepted. */
  const held = (): { staffId: string; partId: string } => {
    const rows = read
      .prepare(
        "SELECT l.staff_id AS staffId, b.part_id AS partId FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.kind = 'bag' AND l.staff_id IN ('T01', 'T02', 'T03', 'T04') AND b.condition = 'good' AND b.quantity_milli > 0 AND b.part_id <> 'LZ-003' ORDER BY b.seq",
      )
      .all() as { staffId: string; partId: string }[];
    return rows.length === 0 || random() < 0.2
      ? { staffId: pick(people), partId: pick(partIds) }
      : pick(rows);
  };
  const lineOf = (partId: string, quantityMilli: number) => ({
    partId,
    quantityMilli,
    condition: 'good' as const,
    bin: '',
    lot: '',
    serial: '',
    note: '',
  });
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
      const paper = run((tx) => issueParts(tx, { staffId: order.staffId, lines: [line], approvedBy: 'S01' }));
      const to = `V-${order.staffId}`;
      shift(partId, 'K-MAIN', to, quantityMilli);
      papers.push({ documentId: paper.documentId, partId, from: 'K-MAIN', to, milli: quantityMilli });
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
      const { staffId, partId } = held();
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
      const isOpened = !dead && random() < 0.3;
      const paper = run((tx) =>
        returnParts(tx, { staffId, toLocationId: null, lines: [{ ...line, opened: isOpened }] }),
      );
      const bag = `V-${staffId}`;
      if (isOpened) {
        did('opened');
        shift(partId, bag, 'INSPECT', quantityMilli);
        opened.push({ partId, staffId, milli: quantityMilli });
      } else if (!dead)
        papers.push({
          documentId: paper.documentId,
          partId,
          from: bag,
          to: 'K-MAIN',
          milli: quantityMilli,
        });
      if (isOpened) return;
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
      if (!byParcel)
        papers.push({ documentId: done.documentId, partId, from: 'K-MAIN', to, milli: quantityMilli });
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
      const wanted = read
        .prepare(
          `SELECT q.id, q.version, l.part_id AS partId FROM parts_request q JOIN parts_request_line l ON l.request_id = q.id
           WHERE q.state IN ('asked', 'approved', 'shipped', 'short') AND l.part_id <> 'LZ-003' ORDER BY q.seq LIMIT 1`,
        )
        .get() as { id: string; version: number; partId: string } | undefined;
      if (wanted === undefined) return;
      const { id, version, partId } = wanted;
      const owed = sumByPart(awaitedOf(readerOf(read), { kind: 'request', id })).get(partId) ?? 0;
      const goodMilli = Math.max(0, amount());
      run((tx) =>
        receiveSheet(tx, {
          delivery: { kind: 'request', id, version },
          toLocationId: null,
          rest: random() < 0.7 ? 'claim' : 'coming',
          parcelNumber: '',
          lines: [
            {
              partId,
              goodMilli,
              brokenMilli: random() < 0.4 ? 1000 : 0,
              insteadOf: null,
              serials: [],
              brokenSerials: [],
              lot: partId === 'CH-044' ? 'SHEET' : '',
              expiresDay: null,
              bin: null,
              unitCostFen: null,
              note: '',
            },
          ],
        }),
      );
      belief.set(key(partId, 'K-MAIN'), (belief.get(key(partId, 'K-MAIN')) ?? 0) + Math.min(goodMilli, owed));
      did('sheet');
    },
    () => {
      const claim = read
        .prepare(
          "SELECT id, version, kind, state, part_id, quantity_milli FROM goods_claim WHERE state = 'open' ORDER BY seq LIMIT 1",
        )
        .get() as
        | Pick<ClaimRow, 'id' | 'version' | 'kind' | 'state' | 'part_id' | 'quantity_milli'>
        | undefined;
      if (claim === undefined) return;
      const outcome = pick(claimOutcomesOf(claim));
      const { id, version } = claim;
      run((tx) => stepClaim(tx, { id, version, to: 'settled', outcome, how: '', parcelNumber: '' }));
      did(`claim ${outcome}`);
      if (outcome === 'kept')
        belief.set(
          key(claim.part_id, 'K-MAIN'),
          (belief.get(key(claim.part_id, 'K-MAIN')) ?? 0) + claim.quantity_milli,
        );
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
      // A paper is taken back; goods that went on are refused
      const at = Math.floor(random() * papers.length);
      const paper = papers[at];
      if (paper === undefined) return;
      run((tx) => undoPaper(tx, { documentId: paper.documentId, version: null, reason: 'test' }));
      papers.splice(at, 1);
      shift(paper.partId, paper.to, paper.from, paper.milli);
      did('undone');
    },
    () => {
      // Out of another's bag: asked now, said yes or no to later
      const { staffId, partId } = held();
      const from = `V-${staffId}`;
      const to = pick(['K-SUB1', 'K-MAIN', ...people.map((one) => `V-${one}`)]);
      const milli = pick([1000, 1000, 2000, 500]);
      const paper = run((tx) =>
        askFor(tx, 'transfer', {
          fromLocationId: from,
          toLocationId: to,
          staffId: null,
          reason: '',
          lines: [lineOf(partId, milli)],
        }),
      );
      asked.push({ documentId: paper.documentId, partId, from, to, milli });
      did('asked');
    },
    () => {
      const paper = asked[0];
      if (paper === undefined) return;
      const { documentId } = paper;
      if (random() < 0.25) {
        run((tx) => refuseWaiting(tx, { documentId, version: null, reason: 'no' }));
        asked.shift();
        return;
      }
      asked.push(asked.shift() as typeof paper);
      run((tx) => carryOutWaiting(tx, { documentId, version: null, approvedBy: 'S01' }));
      asked.pop();
      shift(paper.partId, paper.from, paper.to, paper.milli);
      papers.push(paper);
      did('carried');
    },
    () => {
      const one = opened[0];
      if (one === undefined) return;
      const key = read
        .prepare(
          "SELECT bin, lot, serial, min(quantity_milli, ?) AS milli FROM stock_balance WHERE part_id = ? AND location_id = 'K-MAIN' AND condition = 'inspect' AND quantity_milli > 0 LIMIT 1",
        )
        .get(one.milli, one.partId) as { bin: string; lot: string; serial: string; milli: number };
      const good = random() < 0.6;
      run((tx) =>
        inspectParts(tx, [
          {
            partId: one.partId,
            locationId: 'K-MAIN',
            bin: key.bin,
            lot: key.lot,
            serial: key.serial,
            quantityMilli: key.milli,
            result: good ? 'good' : 'dead',
            note: 'test',
          },
        ]),
      );
      if (good) shift(one.partId, 'INSPECT', 'K-MAIN', key.milli);
      one.milli -= key.milli;
      if (one.milli <= 0) opened.shift();
      did('inspected');
    },
    () => {
      const partId = pick(partIds);
      const quantityMilli = pick([1000, 2000, 50_000]);
      const serial = partId === 'LZ-003' ? serialAt('K-MAIN') : '';
      run((tx) =>
        findDead(tx, {
          partId,
          locationId: 'K-MAIN',
          quantityMilli: serial === '' ? quantityMilli : 1000,
          serial,
          lot: '',
          symptom: 'test',
        }),
      );
      shift(partId, 'K-MAIN', 'DEAD', serial === '' ? quantityMilli : 1000);
      did('dead');
    },
    () => {
      // A box is packed the evening before, handed over in the morning, or put back
      const staffId = pick(people);
      const day = '2026-11-22';
      const packed = boxes.get(staffId);
      if (packed === undefined) {
        const done = run((tx) => pickAll(tx, { staffId, day }));
        if (done.documentId !== null) boxes.set(staffId, done.documentId);
        return;
      }
      boxes.delete(staffId);
      if (random() < 0.2) {
        run((tx) =>
          unpackBox(tx, { documentId: packed, version: versionOf('document', packed), reason: 'test' }),
        );
        return;
      }
      const rows = stageRows(readerOf(read), day, staffId);
      const seenMilli = rows.reduce((sum, row) => sum + givenMilli(row), 0);
      run((tx) => handOutBox(tx, { documentId: packed, seenMilli, approvedBy: 'S01' }));
      for (const row of rows)
        if (givenMilli(row) > 0) shift(row.partId, 'K-MAIN', `V-${staffId}`, givenMilli(row));
      did('handed');
    },
    () => {
      // A shelf is counted while everything else goes on: opened and counted, posted later, sometimes taken back
      if (count === null) {
        const partId = pick(partIds.filter((id) => id !== 'LZ-003'));
        const bin = rig.value<string | undefined>(
          "SELECT bin FROM stock_balance WHERE part_id = ? AND location_id = 'K-MAIN' AND condition = 'good' AND quantity_milli > 0 LIMIT 1",
          partId,
        );
        if (bin === undefined) return;
        const shifts: { partId: string; milli: number }[] = [];
        const countId = run((tx) => {
          const opening = { scope: 'bin' as const, locationId: 'K-MAIN', staffId: null, sampleSize: null };
          const made = openCount(tx, { ...opening, bins: [bin], blind: true, title: '' }, random);
          const row = getCount(tx, made.countId, ['open']);
          for (const line of linesOf(tx, made.countId)) {
            const lies = keyOf(line);
            if (lies === null) continue;
            const book = bookAt(tx, lies, lastSeq(tx));
            const whole = lies.serial === '' && lies.condition === 'good' && book >= 1000;
            const by = whole ? pick([0, 0, -1000, 1000]) : 0;
            addScan(tx, row, line, { kind: 'set', quantityMilli: book + by, code: line.code });
            if (by !== 0) shifts.push({ partId: lies.partId, milli: by });
          }
          finishCount(tx, {
            countId: made.countId,
            version: tx.value<number>('SELECT version FROM stock_count WHERE id = ?', made.countId) ?? 0,
            uncounted: 'leave',
          });
          return made.countId;
        });
        count = { countId, shifts, state: 'review' };
        return;
      }
      const { countId, shifts } = count;
      const version = versionOf('stock_count', countId);
      if (count.state === 'review') {
        run((tx) => postCount(tx, { countId, version, reason: '', approvedBy: 'S01' }));
        for (const one of shifts) shift(one.partId, 'K-LOSS', 'K-MAIN', one.milli);
        did('counted');
        count = { countId, shifts, state: 'posted' };
        return;
      }
      count = null;
      if (random() < 0.5) return;
      run((tx) => undoCount(tx, { countId, version, reason: 'test' }));
      for (const one of shifts) shift(one.partId, 'K-MAIN', 'K-LOSS', one.milli);
      did('uncounted');
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
  for (let at = 0; at < stepCount; at += 1) {
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
  console.log(
    `seed ${seed}: ${accepted} accepted, ${died} died, ${JSON.stringify(Object.fromEntries(seen))}`,
  );
  expect(
    rig.value<number>("SELECT count(*) FROM stock_move WHERE kind IN ('cut_loss', 'cut_gain')"),
  ).toBeGreaterThan(0);
  expect(rig.value<number>('SELECT count(*) FROM stock_value')).toBeGreaterThan(0);
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
  const outside = /LOSS|UPPER|INSPECT|DEAD/;
  for (const [what, milli] of belief) {
    if (outside.test(what)) continue;
    expect(sums.get(what) ?? 0, what).toBe(milli);
  }
  const { L4 } = verifyStore(read);
  expect(L4.ok, L4.detail).toBe(true);
  expect(figuresKept(read)).toEqual(figuresRecomputed(read, beginning));
  expect(oldBeside(read)).toEqual(beginning.oldBeside);
  const twice = read
    .prepare(
      "SELECT part_id, serial, count(*) AS n FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.serial <> '' AND b.quantity_milli > 0 AND l.is_real = 1 GROUP BY part_id, serial HAVING n > 1",
    )
    .all();
  expect(twice).toEqual([]);
}
