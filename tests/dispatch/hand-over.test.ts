import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { cashOwed } from '../../main/services/money/takings.ts';
import { dispatchRig, ok, refused, type DispatchRig } from './rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(3);
});
afterAll(() => rig.close());

const write = (name: string, change: Parameters<typeof rig.outlet.store.gate.run>[1]) =>
  rig.outlet.store.gate.run({ command: `test.${name}`, requestId: name, deskId: 't', staffId: null }, change);

const owed = (staffId: string) =>
  cashOwed(
    {
      value: <T>(sql: string, ...params: unknown[]) => rig.value<T>(sql, ...params),
    } as Parameters<typeof cashOwed>[0],
    staffId,
  );
const inBag = (staffId: string, partId: string) =>
  rig.value<number>(
    "SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.kind = 'bag' AND l.staff_id = ? AND b.part_id = ? AND b.condition = 'good'",
    staffId,
    partId,
  );

interface Case {
  id: string;
  from: string;
  to: string;
  partId: string;
}

/** An order one man has with two pieces of a part issued for it, 340 yuan taken, and a slip that is out. */
async function started(name: string): Promise<Case> {
  const [id = ''] = await rig.ready(1);
  const { candidates } = await ok(rig.outlet.call(rig.manager, 'dispatch.candidates', { orderId: id }));
  const [from = '', to = ''] = candidates
    .filter((one) => one.refusals.length === 0)
    .map((one) => one.staffId);
  await ok(rig.outlet.call(rig.manager, 'dispatch.assign', { id, version: rig.version(id), staffId: from }));
  const partId = rig.id(
    "SELECT b.part_id FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = 'K-MAIN' AND b.condition = 'good' AND p.tracking = 'quantity' AND b.quantity_milli - b.reserved_milli >= 4000 AND p.cost_fen < 5000 ORDER BY p.code LIMIT 1",
  );
  write(`limit-${name}`, (tx) => {
    for (const staffId of [from, to]) tx.update('staff', staffId, { parts_limit_fen: 100_000_000 });
  });
  await ok(
    rig.outlet.call(rig.manager, 'parts.issue', {
      staffId: from,
      lines: [{ partId, quantityMilli: 2000, workOrderId: id }],
    }),
  );
  await ok(
    rig.outlet.call(rig.manager, 'money.takePayment', {
      orderId: id,
      staffId: from,
      method: 'cash',
      purpose: 'deposit',
      amountFen: 34_000,
    }),
  );
  await ok(rig.outlet.call(rig.manager, 'paper.print', { kind: 'service_slip', ids: [id] }));
  return { id, from, to, partId };
}

describe('an order changes hands', () => {
  test('what is asked: parts in the bag, money not handed in, slips; then all of it moves in one step', async () => {
    const { id, from, to, partId } = await started('all');
    const check = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOverCheck', { orderId: id, staffId: to }),
    );
    expect(check).toMatchObject({ fromStaffId: from, overLimit: null, oldParts: 0 });
    expect(check.parts).toMatchObject([{ partId, quantityMilli: 2000 }]);
    expect(check.payments).toMatchObject([{ method: 'cash', amountFen: 34_000 }]);
    expect(check.slips).toHaveLength(1);
    const before = {
      from: inBag(from, partId),
      to: inBag(to, partId),
      cashFrom: owed(from),
      cashTo: owed(to),
    };
    const done = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOver', {
        id,
        version: rig.version(id),
        staffId: to,
        reasonCode: 'J04',
        reservationIds: check.parts.map((part) => part.reservationId),
        paymentIds: check.payments.map((payment) => payment.id),
      }),
    );
    expect(done).toMatchObject({ state: 'dispatched', staffId: to });
    expect(inBag(from, partId)).toBe(before.from - 2000);
    expect(inBag(to, partId)).toBe(before.to + 2000);
    expect(owed(from)).toBe(before.cashFrom - 34_000);
    expect(owed(to)).toBe(before.cashTo + 34_000);
    expect(
      rig.value(
        "SELECT l.staff_id FROM reservation r JOIN location l ON l.id = r.location_id WHERE r.work_order_id = ? AND r.state = 'issued'",
        id,
      ),
    ).toBe(to);
    const slips = rig.outlet.store.read
      .prepare('SELECT number, state, staff_id AS staffId FROM slip WHERE work_order_id = ? ORDER BY seq')
      .all(id);
    expect(slips).toMatchObject([{ state: 'void' }, { number: done.slipNumber, state: 'made', staffId: to }]);
    const kept = JSON.parse(
      rig.value<string>("SELECT hand_over FROM assignment WHERE work_order_id = ? AND state = 'offered'", id),
    ) as Record<string, unknown>;
    expect(kept).toMatchObject({ fromStaffId: from, toStaffId: to, parts: 1, cashFen: 34_000 });
    // What the receiver hands in is asked of him from now on
    const hand = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOverCheck', { orderId: id, staffId: from }),
    );
    expect(hand.payments).toHaveLength(1);
    expect(hand.fromStaffId).toBe(to);
  });

  test('what nobody agreed to move stays where it is', async () => {
    const { id, from, to, partId } = await started('none');
    const before = { from: inBag(from, partId), cash: owed(from) };
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOver', {
        id,
        version: rig.version(id),
        staffId: to,
        reasonCode: 'J04',
      }),
    );
    expect(inBag(from, partId)).toBe(before.from);
    expect(owed(from)).toBe(before.cash);
    expect(
      rig.value("SELECT count(*) FROM reservation WHERE work_order_id = ? AND state = 'issued'", id),
    ).toBe(1);
  });

  test('where nothing but the order went over, it is taken back by undo; else the next hand-over is the way', async () => {
    const [id = ''] = await rig.ready(1);
    const { candidates } = await ok(rig.outlet.call(rig.manager, 'dispatch.candidates', { orderId: id }));
    const [from = '', to = ''] = candidates
      .filter((one) => one.refusals.length === 0)
      .map((one) => one.staffId);
    const version = () => rig.version(id);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: version(), staffId: from }));
    const handed = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOver', {
        id,
        version: version(),
        staffId: to,
        reasonCode: 'J04',
      }),
    );
    expect(handed.batchId).toBeTypeOf('string');
    await ok(rig.outlet.call(rig.dispatcher, 'orders.undo', { batchId: handed.batchId ?? '' }));
    expect(rig.value('SELECT staff_id FROM work_order WHERE id = ?', id)).toBe(from);
    const slow = await started('no-undo');
    const moved = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOver', {
        id: slow.id,
        version: rig.version(slow.id),
        staffId: slow.to,
        reasonCode: 'J04',
      }),
    );
    // His slip was out: it is void now, and no key makes it good again
    expect(moved.batchId).toBeUndefined();
  });

  test('money handed in meanwhile: nothing moves at all, and it is said', async () => {
    const { id, from, to, partId } = await started('late');
    const check = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOverCheck', { orderId: id, staffId: to }),
    );
    const day = rig.value<string>('SELECT day FROM payment WHERE work_order_id = ?', id);
    const due = owed(from);
    await ok(rig.outlet.call(rig.manager, 'money.handIn', { staffId: from, day, cashFen: due }));
    const before = inBag(from, partId);
    const no = await refused(
      rig.outlet.call(rig.dispatcher, 'dispatch.handOver', {
        id,
        version: rig.version(id),
        staffId: to,
        reasonCode: 'J04',
        reservationIds: check.parts.map((part) => part.reservationId),
        paymentIds: check.payments.map((payment) => payment.id),
      }),
    );
    expect(no.code).toBe('hand_over_changed');
    expect(inBag(from, partId)).toBe(before);
    expect(rig.value('SELECT staff_id FROM work_order WHERE id = ?', id)).toBe(from);
  });

  test("over the receiver's parts limit: said beforehand, refused, passed by name", async () => {
    const { id, to } = await started('limit');
    write('tight', (tx) => tx.update('staff', to, { parts_limit_fen: 1 }));
    const check = await ok(
      rig.outlet.call(rig.manager, 'dispatch.handOverCheck', { orderId: id, staffId: to }),
    );
    expect(check.overLimit).toMatchObject({ limitFen: 1 });
    const change = {
      id,
      version: rig.version(id),
      staffId: to,
      reasonCode: 'J04',
      reservationIds: check.parts.map((part) => part.reservationId),
    };
    expect((await refused(rig.outlet.call(rig.manager, 'dispatch.handOver', change))).code).toBe(
      'issue_over_limit',
    );
    const done = await ok(
      rig.outlet.call(rig.manager, 'dispatch.handOver', { ...change, override: ['parts_limit'] }),
    );
    expect(done.staffId).toBe(to);
  });

  test('to a sub-shop the parts go into its store, promised to the order; the money stays with the man', async () => {
    const { id, from, partId } = await started('shop');
    const shop = rig.id("SELECT sub_shop_id FROM location WHERE kind = 'sub_shop' LIMIT 1");
    const check = await ok(rig.outlet.call(rig.manager, 'dispatch.handOverCheck', { orderId: id }));
    const cash = owed(from);
    await ok(
      rig.outlet.call(rig.manager, 'dispatch.handOver', {
        id,
        version: rig.version(id),
        subShopId: shop,
        reasonCode: 'J04',
        reservationIds: check.parts.map((part) => part.reservationId),
        override: ['area', 'skill_missing'],
      }),
    );
    expect(
      rig.outlet.store.read
        .prepare(
          "SELECT l.kind, r.quantity_milli AS milli FROM reservation r JOIN location l ON l.id = r.location_id WHERE r.work_order_id = ? AND r.part_id = ? AND r.state = 'held'",
        )
        .all(id, partId),
    ).toEqual([{ kind: 'sub_shop', milli: 2000 }]);
    expect(owed(from)).toBe(cash);
  });

  test('the laws of the store hold after all of it', () => {
    const report = verifyStore(rig.outlet.store.read);
    for (const [law, found] of Object.entries(report)) expect(found, law).toMatchObject({ ok: true });
  });
});
