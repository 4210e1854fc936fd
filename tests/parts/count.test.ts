import { read, utils, type WorkSheet } from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toStockKey } from '../../db/stock-balance.ts';
import { verifyStore } from '../../db/verify/laws.ts';
import { reverseMoves } from '../../main/services/parts/ledger.ts';
import type { InputOf, OutputOf } from '../../preload/contract/index.ts';
import { partsRig, testPin, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeEach(async () => {
  rig = await partsRig();
});
afterEach(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const board = { id: 'LZ-001', barcode: '2009000000018', bin: 'A1-01' };

const open = (input: Partial<InputOf<'parts.countOpen'>> = {}) =>
  rig.ok(rig.store, 'parts.countOpen', { scope: 'bin', locationId: 'K-MAIN', bins: [board.bin], ...input });
const get = async (id: string) => (await rig.ok(rig.store, 'parts.countGet', { id })).count;
const lines = async (countId: string, view: InputOf<'parts.countLines'>['view'] = 'all') =>
  (await rig.ok(rig.store, 'parts.countLines', { countId, view, limit: 500 })).rows;
const scan = (
  countId: string,
  code: string,
  rest: Partial<InputOf<'parts.countScan'>> = {},
  session = rig.store,
) => rig.ok(session, 'parts.countScan', { countId, code, ...rest });
const finish = async (countId: string, uncounted: 'zero' | 'leave' | null = null) =>
  rig.ok(rig.store, 'parts.countFinish', { countId, version: (await get(countId)).version, uncounted });
const post = async (countId: string, session = rig.manager) =>
  rig.ok(session, 'parts.countPost', { countId, version: (await get(countId)).version });
/** Counts every line as the book has it, but for the codes given. */
async function countAll(countId: string, but: Record<string, number> = {}): Promise<void> {
  for (const line of await lines(countId, 'left')) {
    const book = rig.value<number>(
      'SELECT quantity_milli FROM stock_balance b JOIN stock_count_line l ON b.part_id = l.part_id AND b.location_id = l.location_id AND b.bin = l.bin AND b.condition = l.condition AND b.lot = l.lot AND b.serial = l.serial AND b.owner_kind = l.owner_kind AND b.owner_id = l.owner_id WHERE l.id = ?',
      line.id,
    );
    await rig.ok(rig.store, 'parts.countSet', {
      lineId: line.id,
      quantityMilli: but[line.code] ?? book,
    });
  }
}
const moves = (kind: string) => rig.value<number>('SELECT count(*) / 2 FROM stock_move WHERE kind = ?', kind);
const keyOf = (partId: string, bin: string) =>
  toStockKey(
    rig.outlet.store.read
      .prepare('SELECT * FROM stock_balance WHERE part_id = ? AND bin = ? AND location_id = ?')
      .get(partId, bin, 'K-MAIN') as never,
  );

describe('one shelf, blind', () => {
  test('scans add up, the book is not shown before the counting is over, one missing piece is a loss', async () => {
    const before = rig.onHand(board.id, 'K-MAIN');
    expect(before).toBe(4000);
    const { countId, number } = await open();
    expect(number).toMatch(/PD261122\d+$/);
    for (let piece = 0; piece < 3; piece += 1)
      expect(await scan(countId, board.barcode)).toMatchObject({
        what: 'counted',
        line: { code: board.id, countedMilli: (piece + 1) * 1000, bookMilli: null },
      });
    expect((await lines(countId)).every((line) => line.bookMilli === null)).toBe(true);
    await countAll(countId);
    await finish(countId);
    expect(await get(countId)).toMatchObject({ state: 'review', differing: 1, gainFen: 0, lossFen: 9500 });
    expect(await lines(countId, 'differing')).toMatchObject([
      { code: board.id, bookMilli: 4000, countedMilli: 3000, outcome: 'missing', differenceFen: -9500 },
    ]);
    expect(rig.onHand(board.id, 'K-MAIN'), 'counting moves nothing').toBe(before);
    const posted = await post(countId, rig.store);
    expect(posted).toMatchObject({ number, shortOrders: 0 });
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(3000);
    expect([moves('count_loss'), moves('count_gain')]).toEqual([1, 0]);
    expect(await rig.ok(rig.store, 'parts.document', { id: posted.documentId })).toMatchObject({
      document: { kind: 'count', number, state: 'posted', totalFen: -9500 },
      lines: [{ code: board.id, askedMilli: 4000, doneMilli: 3000, amountFen: -9500 }],
    });
    expect(
      await rig.refused(rig.store, 'parts.countScan', { countId, code: board.barcode }),
      'a finished stocktake takes nothing more',
    ).toMatchObject({ code: 'count_step', params: { number, countState: 'posted' } });
  });

  test('an open count shows the book to who wants it', async () => {
    const { countId } = await open({ blind: false });
    expect((await lines(countId)).find((line) => line.code === board.id)?.bookMilli).toBe(4000);
  });

  test('a scan of this desk is taken back once, by this desk', async () => {
    const { countId } = await open();
    const first = await scan(countId, board.barcode);
    const second = await scan(countId, board.barcode);
    const back = (scanId: string | null, session = rig.store) => ({ session, scanId: scanId ?? '' });
    const asOther = back(first.scanId, rig.manager);
    expect(
      await rig.refused(asOther.session, 'parts.countBack', { countId, scanId: asOther.scanId }),
    ).toMatchObject({ code: 'count_scan_gone' });
    await rig.ok(rig.store, 'parts.countBack', { countId, scanId: second.scanId ?? '' });
    expect((await lines(countId)).find((line) => line.code === board.id)?.countedMilli).toBe(1000);
    expect(
      await rig.refused(rig.store, 'parts.countBack', { countId, scanId: second.scanId ?? '' }),
    ).toMatchObject({ code: 'count_scan_gone' });
    await rig.ok(rig.store, 'parts.countBack', { countId, scanId: first.scanId ?? '' });
    expect((await lines(countId, 'left')).map((line) => line.code)).toContain(board.id);
  });

  test('unnamed, the last scan of this desk that stands is taken back, one after the other', async () => {
    const { countId } = await open();
    await scan(countId, board.barcode);
    await scan(countId, '9990000000017');
    const counted = async (code: string) =>
      (await lines(countId)).find((line) => line.code === code)?.countedMilli ?? null;
    await rig.ok(rig.store, 'parts.countBack', { countId });
    expect([await counted(board.id), await counted('9990000000017')]).toEqual([1000, null]);
    await rig.ok(rig.store, 'parts.countBack', { countId });
    expect(await counted(board.id)).toBeNull();
    expect(await rig.refused(rig.store, 'parts.countBack', { countId })).toMatchObject({
      code: 'count_scan_gone',
    });
  });

  test('what nobody counted has to be said: gone or left out', async () => {
    const { countId } = await open();
    await scan(countId, board.barcode, { quantityMilli: 4000 });
    const left = (await lines(countId, 'left')).length;
    const version = (await get(countId)).version;
    if (left > 0)
      expect(await rig.refused(rig.store, 'parts.countFinish', { countId, version })).toMatchObject({
        code: 'count_uncounted',
        params: { lines: left },
      });
    await finish(countId, 'leave');
    expect((await get(countId)).lossFen).toBe(0);
    const done = await post(countId, rig.store);
    expect(done.shortOrders).toBe(0);
    expect(moves('count_loss') + moves('count_gain')).toBe(0);
  });
});

describe('later entries', () => {
  test('what is issued and received after the scan is neither loss nor gain', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 3000 });
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: board.id, quantityMilli: 1000 }],
    });
    await rig.ok(rig.store, 'parts.receive', {
      lines: [{ partId: board.id, quantityMilli: 10_000, bin: board.bin }],
    });
    await finish(countId);
    expect(await lines(countId, 'differing')).toMatchObject([
      { code: board.id, bookMilli: 4000, countedMilli: 3000, differenceFen: -9500 },
    ]);
    await post(countId, rig.store);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(12_000);
    // Entered after the posting: the finished stocktake stands as it was
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: board.id, quantityMilli: 2000 }],
    });
    expect(await lines(countId, 'differing')).toMatchObject([
      { code: board.id, bookMilli: 4000, countedMilli: 3000, differenceFen: -9500 },
    ]);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(10_000);
  });

  test('what came in while nobody counted the key is there; the rest of its book is gone', async () => {
    const { countId } = await open();
    await countAll(countId);
    const line = (await lines(countId)).find((one) => one.code === board.id);
    const { recent } = await rig.ok(rig.store, 'parts.countGet', { id: countId });
    const mine = recent.find((one) => one.code === board.id && !one.gone);
    await rig.ok(rig.store, 'parts.countBack', { countId, scanId: mine?.id ?? '' });
    await rig.ok(rig.store, 'parts.receive', {
      lines: [{ partId: board.id, quantityMilli: 5000, bin: board.bin }],
    });
    await finish(countId, 'zero');
    expect((await lines(countId, 'differing')).filter((one) => one.id === line?.id)).toMatchObject([
      { bookMilli: 9000, countedMilli: 5000, outcome: 'missing' },
    ]);
  });

  test('a pile that moved between two scans of it is recounted or decided by a person', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 1000 });
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: board.id, quantityMilli: 1000 }],
    });
    await scan(countId, board.barcode);
    await finish(countId);
    const [line] = await lines(countId, 'differing');
    expect(line).toMatchObject({ bookMilli: 3000, countedMilli: 2000 });
    const version = (await get(countId)).version;
    expect(await rig.refused(rig.manager, 'parts.countPost', { countId, version })).toMatchObject({
      code: 'count_moved_while',
      params: { partId: board.id },
    });
    await rig.ok(rig.store, 'parts.countRecount', { countId, version, lineIds: [line?.id ?? ''] });
    await scan(countId, board.barcode, { quantityMilli: 3000 });
    await finish(countId);
    expect(await lines(countId, 'differing')).toEqual([]);
    await post(countId);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(3000);
  });

  test('what was counted and then went out below the figure has to be counted again', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 2000 });
    await finish(countId);
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: board.id, quantityMilli: 3000 }],
    });
    const version = (await get(countId)).version;
    const refused = await rig.refused(rig.manager, 'parts.countPost', { countId, version });
    expect(refused).toMatchObject({ code: 'count_moved', params: { partId: board.id } });
    expect(rig.onHand(board.id, 'K-MAIN'), 'nothing half-posted').toBe(1000);
    expect((await get(countId)).state).toBe('review');
  });
});

describe('recount', () => {
  test('differing lines are counted once more, the first figure stands beside the second', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 2000 });
    await finish(countId);
    const version = (await get(countId)).version;
    expect(await rig.ok(rig.store, 'parts.countRecount', { countId, version })).toMatchObject({ lines: 1 });
    expect(await lines(countId, 'asked')).toMatchObject([
      { code: board.id, countedMilli: null, firstMilli: null, bookMilli: null },
    ]);
    const other = (await lines(countId)).find((line) => line.code !== board.id);
    if (other)
      expect(
        await rig.refused(rig.store, 'parts.countSet', { lineId: other.id, quantityMilli: 1000 }),
      ).toMatchObject({ code: 'count_not_asked' });
    await scan(countId, board.barcode, { quantityMilli: 4000 });
    await finish(countId);
    expect((await lines(countId)).find((line) => line.code === board.id)).toMatchObject({
      firstMilli: 2000,
      countedMilli: 4000,
      outcome: 'equal',
    });
    expect(
      await rig.refused(rig.store, 'parts.countRecount', {
        countId,
        version: (await get(countId)).version,
      }),
    ).toMatchObject({ code: 'count_equal' });
  });

  test('a recount nobody makes leaves the first figure standing, with the book of its moment', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 3000 });
    await finish(countId);
    await rig.ok(rig.store, 'parts.countRecount', { countId, version: (await get(countId)).version });
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: board.id, quantityMilli: 1000 }],
    });
    await finish(countId, 'leave');
    expect(await lines(countId, 'differing')).toMatchObject([
      { code: board.id, bookMilli: 4000, countedMilli: 3000, firstMilli: null },
    ]);
  });
});

describe('found, wrong place, unknown', () => {
  test('a piece on another shelf is moved there, not booked as gain and loss', async () => {
    const { countId } = await open({ bins: [board.bin, 'A1-02'] });
    await countAll(countId, { [board.id]: 3000 });
    expect(await scan(countId, 'A1-02')).toMatchObject({ what: 'bin', bin: 'A1-02' });
    await scan(countId, board.barcode, { bin: 'A1-02' });
    await finish(countId);
    expect(await get(countId)).toMatchObject({ gainFen: 0, lossFen: 0, differing: 2 });
    expect(
      (await lines(countId, 'differing')).map((line) => [line.bin, line.outcome, line.otherBin]),
    ).toEqual([
      [board.bin, 'wrong_place', 'A1-02'],
      ['A1-02', 'wrong_place', board.bin],
    ]);
    await post(countId, rig.store);
    expect([keyOf(board.id, 'A1-02')]).toMatchObject([{ partId: board.id }]);
    expect(
      rig.value<number>(
        "SELECT quantity_milli FROM stock_balance WHERE part_id = ? AND bin = 'A1-02'",
        board.id,
      ),
    ).toBe(1000);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(4000);
    expect([moves('count_gain'), moves('count_loss')]).toEqual([0, 0]);
  });

  test('a piece that belongs to a shelf outside of the stocktake is moved from there, or booked as found on demand', async () => {
    const { countId } = await open({ bins: ['A1-02'] });
    await countAll(countId);
    await scan(countId, board.barcode, { bin: 'A1-02' });
    await finish(countId);
    const [line] = await lines(countId, 'differing');
    expect(line).toMatchObject({ outcome: 'wrong_place', otherBin: board.bin, differenceFen: 0 });
    await rig.ok(rig.store, 'parts.countDecide', {
      lineId: line?.id ?? '',
      version: line?.version ?? 0,
      decision: 'post',
    });
    expect(await get(countId)).toMatchObject({ gainFen: 9500 });
    const version = (await lines(countId, 'differing'))[0]?.version ?? 0;
    expect(
      await rig.refused(rig.store, 'parts.countDecide', {
        lineId: line?.id ?? '',
        version,
        decision: 'leave',
      }),
    ).toMatchObject({ code: 'count_reason' });
    await rig.ok(rig.store, 'parts.countDecide', { lineId: line?.id ?? '', version, decision: 'move' });
    await post(countId, rig.store);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(4000);
  });

  test('a code nobody knows is kept, named, and counts for the part once somebody says which', async () => {
    const { countId } = await open();
    await countAll(countId);
    expect(await scan(countId, '9990000000001')).toMatchObject({
      what: 'counted',
      line: { partId: null, code: '9990000000001', countedMilli: 1000 },
    });
    await scan(countId, '9990000000001', {}, rig.manager);
    await finish(countId);
    const [unknown] = await lines(countId, 'differing');
    expect(unknown).toMatchObject({ outcome: 'unknown', countedMilli: 2000 });
    await rig.ok(rig.store, 'parts.countIdentify', { lineId: unknown?.id ?? '', partId: board.id });
    expect(await lines(countId, 'differing')).toMatchObject([
      { code: board.id, bookMilli: 4000, countedMilli: 6000, outcome: 'found', differenceFen: 19_000 },
    ]);
    await post(countId);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(6000);
  });

  test('slips, people and bins of elsewhere are no parts; a bin outside of the stocktake is said', async () => {
    const { countId } = await open();
    const refused = (code: string) => rig.refused(rig.store, 'parts.countScan', { countId, code });
    expect(await refused('T03')).toMatchObject({ code: 'count_not_a_part', params: { code: 'T03' } });
    expect(await refused('A1-02')).toMatchObject({ code: 'count_bin_outside', params: { bin: 'A1-02' } });
  });
});

describe('what it must not do', () => {
  test('one key is in one stocktake at a time; a cancelled one lets go', async () => {
    const { countId, number } = await open();
    expect(
      await rig.refused(rig.store, 'parts.countOpen', { scope: 'place', locationId: 'K-MAIN' }),
    ).toMatchObject({ code: 'count_taken', params: { number } });
    await rig.ok(rig.store, 'parts.countCancel', { countId, version: (await get(countId)).version });
    const all = await rig.ok(rig.store, 'parts.countOpen', { scope: 'place', locationId: 'K-MAIN' });
    expect((await get(all.countId)).lines).toBeGreaterThan(20);
  });

  test('places that are nobody’s shelf, empty places and senseless figures are refused', async () => {
    expect(
      await rig.refused(rig.store, 'parts.countOpen', { scope: 'place', locationId: 'K-TRANSIT' }),
    ).toMatchObject({ code: 'count_place' });
    const empty = rig.value<string>(
      "SELECT id FROM location l WHERE kind IN ('bag', 'doa', 'scrap', 'sub_shop') AND NOT EXISTS (SELECT 1 FROM stock_balance b WHERE b.location_id = l.id AND b.quantity_milli > 0) LIMIT 1",
    );
    expect(
      await rig.refused(rig.store, 'parts.countOpen', { scope: 'place', locationId: empty }),
    ).toMatchObject({ code: 'count_nothing' });
    const { countId } = await open();
    const line = (await lines(countId)).find((one) => one.code === board.id);
    expect(
      await rig.refused(rig.store, 'parts.countSet', { lineId: line?.id ?? '', quantityMilli: 500 }),
    ).toMatchObject({ code: 'count_quantity', params: { countedMilli: 500 } });
    expect(
      await rig.refused(rig.store, 'parts.countSet', { lineId: line?.id ?? '', quantityMilli: -1 }),
    ).toMatchObject({ code: 'input_invalid' });
    expect(
      await rig.refused(rig.store, 'parts.countSet', { lineId: line?.id ?? '', quantityMilli: 1e12 }),
    ).toMatchObject({ code: 'input_invalid' });
  });

  test('above the amount somebody who may adjust stock says yes, by PIN at this desk', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 1000 });
    await finish(countId);
    const step = { countId, version: (await get(countId)).version };
    expect(await rig.refused(rig.store, 'parts.countPost', step)).toMatchObject({
      code: 'count_approval',
      params: { amountFen: 28_500, limitFen: 20_000 },
    });
    expect(
      await rig.refused(rig.store, 'parts.countPost', {
        ...step,
        approval: { staffId: 'S02', pin: testPin },
      }),
    ).toMatchObject({ code: 'forbidden' });
    expect(
      await rig.refused(rig.store, 'parts.countPost', {
        ...step,
        approval: { staffId: 'S01', pin: '000000' },
      }),
    ).toMatchObject({ code: 'pin_wrong' });
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(4000);
    await rig.ok(rig.store, 'parts.countPost', { ...step, approval: { staffId: 'S01', pin: testPin } });
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(1000);
    expect((await get(countId)).approvedByName).toBe(
      rig.value<string>("SELECT name FROM staff WHERE id = 'S01'"),
    );
  });
});

describe('promises', () => {
  test('less than is promised: the youngest promise becomes short in the same transaction', async () => {
    const orders: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      const { id } = await rig.order('T03');
      orders.push(id);
      await rig.ok(rig.dispatcher, 'parts.reserve', {
        workOrderId: id,
        partId: board.id,
        quantityMilli: 1000,
      });
    }
    const state = (id: string) =>
      rig.value<string>(
        "SELECT group_concat(state) FROM reservation WHERE work_order_id = ? AND state IN ('held', 'short')",
        id,
      );
    expect(orders.map(state)).toEqual(['held', 'held', 'held', 'held']);
    const { countId } = await open();
    await countAll(countId, { [board.id]: 2000 });
    await finish(countId);
    const lsn = rig.value<number>('SELECT max(lsn) FROM audit');
    const posted = await post(countId);
    expect(posted.shortOrders).toBe(2);
    expect(orders.map(state)).toEqual(['held', 'held', 'short', 'short']);
    expect(
      rig.value<number>('SELECT count(DISTINCT lsn) FROM audit WHERE lsn > ?', lsn),
      'one transaction',
    ).toBe(1);
    const undone = await rig.ok(rig.manager, 'parts.countUndo', {
      countId,
      version: (await get(countId)).version,
      reason: '数错了',
    });
    expect(orders.map(state), 'what comes back goes to who waits').toEqual(['held', 'held', 'held', 'held']);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(4000);
    expect(await rig.ok(rig.store, 'parts.document', { id: posted.documentId })).toMatchObject({
      document: { state: 'void' },
    });
    expect((await get(countId)).undoDocumentId).toBe(undone.documentId);
  });

  test('a bag that holds less than was handed out: the youngest order waits for the part again', async () => {
    const orders: string[] = [];
    for (let at = 0; at < 2; at += 1) {
      const { id } = await rig.order('T03');
      orders.push(id);
      await rig.ok(rig.dispatcher, 'parts.reserve', {
        workOrderId: id,
        partId: board.id,
        quantityMilli: 1000,
      });
      await rig.ok(rig.store, 'parts.issue', {
        staffId: 'T03',
        lines: [{ partId: board.id, quantityMilli: 1000, workOrderId: id }],
      });
    }
    // Nothing but what the bag holds may stand in for it
    const rest = rig.onHand(board.id, 'K-MAIN');
    await rig.ok(rig.manager, 'parts.scrap', {
      fromLocationId: 'K-MAIN',
      reason: '测试',
      lines: [{ partId: board.id, quantityMilli: rest }],
    });
    const inBag = rig.onHand(board.id, 'V-T03');
    const { countId } = await open({ scope: 'bag', staffId: 'T03', locationId: null, bins: [] });
    await countAll(countId, { [board.id]: inBag - 1000 });
    await finish(countId);
    const posted = await post(countId);
    expect(posted.shortOrders).toBe(1);
    const open2 = (id: string) =>
      rig.value<string>(
        "SELECT group_concat(state) FROM reservation WHERE work_order_id = ? AND state IN ('issued', 'short')",
        id,
      );
    expect(orders.map(open2)).toEqual(['issued', 'short']);
  });
});

describe('undo and samples', () => {
  test('a posted stocktake is taken back once, in its open month only, not by the storekeeper', async () => {
    const { countId } = await open();
    await countAll(countId, { [board.id]: 5000 });
    await finish(countId);
    await post(countId, rig.store);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(5000);
    const step = { countId, version: (await get(countId)).version, reason: '重复' };
    expect(await rig.refused(rig.store, 'parts.countUndo', step)).toMatchObject({ code: 'forbidden' });
    rig.run((tx) => {
      const id = tx.value<string>("SELECT id FROM period WHERE id = '2026-11'");
      if (id === undefined)
        tx.insert('period', {
          id: '2026-11',
          from_day: '2026-11-01',
          to_day: '2026-11-30',
          state: 'soft_closed',
        });
      else tx.update('period', '2026-11', { state: 'soft_closed' });
    });
    expect(await rig.refused(rig.manager, 'parts.countUndo', step)).toMatchObject({ code: 'period_closed' });
    rig.run((tx) => tx.update('period', '2026-11', { state: 'open' }));
    await rig.ok(rig.manager, 'parts.countUndo', step);
    expect(rig.onHand(board.id, 'K-MAIN')).toBe(4000);
    expect(
      await rig.refused(rig.manager, 'parts.countUndo', {
        ...step,
        version: (await get(countId)).version,
      }),
    ).toMatchObject({ code: 'count_step' });
    const pair = rig.value<string>(
      'SELECT pair_id FROM stock_count_line WHERE count_id = ? AND pair_id IS NOT NULL',
      countId,
    );
    expect(() => rig.run((tx) => reverseMoves(tx, pair))).toThrow(/stock_reversed/);
  });

  test('a sample has as many parts as asked for and asks for no others', async () => {
    const { countId } = await open({ scope: 'sample', bins: [], sampleSize: 3 });
    const parts = new Set((await lines(countId)).map((line) => line.partId));
    expect(parts.size).toBe(3);
    const other = rig.value<string>(
      "SELECT part_id FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = 'K-MAIN' AND b.quantity_milli > 0 AND p.tracking = 'quantity' AND NOT EXISTS (SELECT 1 FROM stock_count_line l WHERE l.count_id = ? AND l.part_id = b.part_id) LIMIT 1",
      countId,
    );
    expect(await rig.refused(rig.store, 'parts.countScan', { countId, code: other })).toMatchObject({
      code: 'count_outside',
    });
  });

  test('the list names what is open first, with how far it is', async () => {
    const first = await open();
    await countAll(first.countId);
    await finish(first.countId);
    await post(first.countId, rig.store);
    const second = await open({ bins: ['A1-02'], title: '月底' });
    const { rows, total }: OutputOf<'parts.countList'> = await rig.ok(rig.store, 'parts.countList', {});
    expect(total).toBe(2);
    expect(rows.map((row) => [row.id, row.state, row.counted])).toEqual([
      [second.countId, 'open', 0],
      [first.countId, 'posted', rows[1]?.lines],
    ]);
  });
});

test('the sheet: every line by shelf, blind without the book, settled with sums another reader computes too', async () => {
  const { countId, number } = await open({ bins: [board.bin, 'A1-02'] });
  const sheet = async () => {
    const { jobId } = await rig.ok(rig.store, 'parts.countExport', { countId, language: 'zh' });
    await rig.outlet.jobs.finished(jobId);
    const job = await rig.ok(rig.store, 'jobs.get', { id: jobId });
    expect(job).toMatchObject({ state: 'done', result: { name: `盘点表-${number}.xlsx` } });
    expect(await rig.refused(rig.manager, 'parts.countTicket', { jobId })).toMatchObject({
      code: 'not_found',
    });
    await rig.ok(rig.store, 'parts.countTicket', { jobId });
    const { hash } = job.result as { hash: string };
    const book = read(Buffer.from(await rig.outlet.ports.blobs.get(hash)), { type: 'buffer' });
    return utils.sheet_to_json<(string | number)[]>(book.Sheets[number] as WorkSheet, {
      header: 1,
      defval: '',
    });
  };
  const blind = await sheet();
  expect(blind[0]?.[0]).toContain(number);
  const head = blind[3] ?? [];
  const column = (name: string) => head.indexOf(name);
  const rowOf = (rows: (string | number)[][], code: string) =>
    rows.find((row) => row[column('编码')] === code) ?? [];
  expect(blind.slice(4, -1)).toHaveLength((await lines(countId)).length);
  expect(blind.slice(4, -1).every((row) => row[column('账面')] === '')).toBe(true);
  await countAll(countId, { [board.id]: 3000 });
  await finish(countId);
  const settled = await sheet();
  const row = rowOf(settled, board.id);
  expect([row[column('账面')], row[column('实盘')], row[column('差异')], row[column('差异金额')]]).toEqual([
    4, 3, -1, -95,
  ]);
  expect(row[column('结果')]).toBe('盘亏');
  expect(settled.at(-1)?.[column('差异金额')]).toBe(-95);
});
