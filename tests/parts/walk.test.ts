import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { partsRig, testPin, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeEach(async () => {
  rig = await partsRig();
});
afterEach(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const states = (orderId: string) =>
  rig.outlet.store.read
    .prepare(
      'SELECT state, reason, quantity_milli AS milli FROM reservation WHERE work_order_id = ? ORDER BY seq',
    )
    .all(orderId);

describe('reserve, issue, use', () => {
  test('a part goes from shelf to bag to machine; the old part is born with day and money', async () => {
    const { id, visitId } = await rig.order('T03');
    const reserved = await rig.ok(rig.dispatcher, 'parts.reserve', {
      workOrderId: id,
      partId: 'LZ-001',
      quantityMilli: 1000,
    });
    expect(reserved).toMatchObject({ heldMilli: 1000, shortMilli: 0 });
    const draft = await rig.ok(rig.store, 'parts.issueDraft', { staffId: 'T03', day: '2026-11-22' });
    expect(draft.lines).toMatchObject([
      { partId: 'LZ-001', state: 'ready', bin: 'A1-01', oldPartDue: true, amountFen: 9500 },
    ]);
    const line = draft.lines[0];
    const issued = await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: 'LZ-001', quantityMilli: 1000, workOrderId: line?.workOrderId ?? null }],
    });
    expect(issued.number).toMatch(/LL261122\d+$/);
    expect(issued.totalFen).toBe(9500);
    expect([rig.onHand('LZ-001', 'K-MAIN'), rig.onHand('LZ-001', 'V-T03')]).toEqual([3000, 1000]);
    expect(
      (await rig.ok(rig.store, 'parts.issueDraft', { staffId: 'T03', day: '2026-11-22' })).lines,
    ).toMatchObject([{ state: 'bag' }]);

    const used = await rig.ok(rig.dispatcher, 'parts.use', {
      visitId,
      workOrderId: id,
      partId: 'LZ-001',
      quantityMilli: 1000,
      payer: 'payer',
      oldSerial: 'OLD1',
    });
    expect(rig.onHand('LZ-001', 'V-T03')).toBe(0);
    const old = rig.outlet.store.read.prepare('SELECT * FROM old_part WHERE id = ?').get(used.oldPartId);
    expect(old).toMatchObject({
      state: 'with_technician',
      holder_staff_id: 'T03',
      location_id: 'V-T03',
      due_day: '2026-12-22',
      amount_fen: 9500,
      payer_id: 'PY-LZ',
    });
    expect(states(id).filter((row) => (row as { state: string }).state !== 'released')).toEqual([]);

    await rig.ok(rig.dispatcher, 'parts.undoUse', { partUseId: used.partUseId });
    expect(rig.onHand('LZ-001', 'V-T03')).toBe(1000);
    expect(rig.value('SELECT count(*) FROM old_part WHERE id = ?', used.oldPartId)).toBe(0);
    expect(await rig.refused(rig.dispatcher, 'parts.undoUse', { partUseId: used.partUseId })).toMatchObject({
      code: 'stock_reversed',
    });
    await rig.ok(rig.dispatcher, 'parts.use', {
      visitId,
      workOrderId: id,
      partId: 'LZ-001',
      quantityMilli: 1000,
      payer: 'payer',
    });
  });

  test('outside the warranty the user pays the posted price and owes no old part', async () => {
    const { id, visitId } = await rig.order('T01');
    const used = await rig.ok(rig.dispatcher, 'parts.use', {
      visitId,
      workOrderId: id,
      partId: 'LZ-012',
      quantityMilli: 1000,
      payer: 'user',
    });
    expect(used.oldPartId).toBeNull();
    expect(used.amountFen).toBe(rig.value('SELECT customer_price_fen FROM part WHERE id = ?', 'LZ-012'));
  });

  test('what a man really used wins: the other order is promised anew from the store', async () => {
    const mine = await rig.order('T01');
    const other = await rig.order('T01');
    await rig.ok(rig.dispatcher, 'parts.reserve', {
      workOrderId: other.id,
      partId: 'LZ-012',
      quantityMilli: 2000,
    });
    expect(
      rig.value("SELECT location_id FROM reservation WHERE work_order_id = ? AND state = 'held'", other.id),
    ).toBe('V-T01');
    await rig.ok(rig.dispatcher, 'parts.use', {
      visitId: mine.visitId,
      workOrderId: mine.id,
      partId: 'LZ-012',
      quantityMilli: 1000,
      payer: 'user',
    });
    expect(
      rig.outlet.store.read
        .prepare(
          "SELECT location_id, quantity_milli FROM reservation WHERE work_order_id = ? AND state = 'held' ORDER BY location_id",
        )
        .all(other.id),
    ).toEqual([
      { location_id: 'K-MAIN', quantity_milli: 1000 },
      { location_id: 'V-T01', quantity_milli: 1000 },
    ]);
    expect(
      await rig.refused(rig.dispatcher, 'parts.use', {
        visitId: mine.visitId,
        workOrderId: mine.id,
        partId: 'LZ-012',
        quantityMilli: 9000,
        payer: 'user',
      }),
    ).toMatchObject({
      code: 'stock_short',
      params: { partId: 'LZ-012', freeMilli: 1000 },
    });
  });

  test('lots go out first-expired first, expired ones not at all', async () => {
    const { id } = await rig.order('T03');
    await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: 'CH-044', quantityMilli: 3000 });
    const lots = rig.outlet.store.read
      .prepare('SELECT lot, quantity_milli FROM reservation WHERE work_order_id = ? ORDER BY lot')
      .all(id);
    expect(lots).toEqual([
      { lot: 'RO2411', quantity_milli: 2000 },
      { lot: 'RO2605', quantity_milli: 1000 },
    ]);
    rig.env.jump(40 * 86_400_000);
    const late = await rig.order('T03', { day: '2027-01-02' });
    await rig.ok(rig.dispatcher, 'parts.release', {
      reservationId: rig.value("SELECT id FROM reservation WHERE lot = 'RO2411'"),
    });
    const got = await rig.ok(rig.dispatcher, 'parts.reserve', {
      workOrderId: late.id,
      partId: 'CH-044',
      quantityMilli: 3000,
    });
    expect(got).toMatchObject({ heldMilli: 2000, shortMilli: 1000 });
  });

  test('a unit that converts: one roll is its metres', async () => {
    const unit = rig.outlet.store.read
      .prepare('SELECT part_id, unit, per_milli FROM part_unit WHERE per_milli > 1000 LIMIT 1')
      .get() as { part_id: string; unit: string; per_milli: number };
    const before = rig.onHand(unit.part_id, 'K-MAIN');
    await rig.ok(rig.store, 'parts.receive', {
      lines: [{ partId: unit.part_id, quantityMilli: 2000, unit: unit.unit }],
    });
    expect(rig.onHand(unit.part_id, 'K-MAIN') - before).toBe(2 * unit.per_milli);
    expect(
      await rig.refused(rig.store, 'parts.receive', {
        lines: [{ partId: unit.part_id, quantityMilli: 1000, unit: '车' }],
      }),
    ).toMatchObject({ code: 'stock_unit_unknown' });
  });
});

describe('what is refused', () => {
  test('quantities that are none', async () => {
    const { id } = await rig.order('T03');
    for (const quantityMilli of [0, -1000, 1_000_000_000_000, 1.5, Number.NaN]) {
      expect(
        await rig.refused(rig.dispatcher, 'parts.reserve', {
          workOrderId: id,
          partId: 'LZ-001',
          quantityMilli,
        }),
      ).toMatchObject({ code: 'input_invalid' });
      expect(
        await rig.refused(rig.store, 'parts.issue', {
          staffId: 'T03',
          lines: [{ partId: 'LZ-001', quantityMilli }],
        }),
      ).toMatchObject({ code: 'input_invalid' });
    }
    expect(
      await rig.refused(rig.store, 'parts.issue', {
        staffId: 'T03',
        lines: [{ partId: 'LZ-001', quantityMilli: 100_000_000 }],
      }),
    ).not.toBeNull();
  });

  test('two desks issuing the last piece: one is told what is left', async () => {
    const input = { staffId: 'T03', lines: [{ partId: 'LZ-020', quantityMilli: 1000 }] };
    const other = rig.outlet.session({ as: 'S03', deskId: 'desk-x' });
    const answers = await Promise.all([
      rig.refused(rig.store, 'parts.issue', input),
      rig.refused(other, 'parts.issue', { ...input, staffId: 'T04' }),
    ]);
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    expect(answers.find((one) => one !== null)).toMatchObject({
      code: 'stock_short',
      params: { partId: 'LZ-020', freeMilli: 0 },
    });
  });

  test('a piece promised to an order is not handed out for another', async () => {
    const { id } = await rig.order('T04');
    await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: 'LZ-020', quantityMilli: 1000 });
    expect(
      await rig.refused(rig.store, 'parts.issue', {
        staffId: 'T03',
        lines: [{ partId: 'LZ-020', quantityMilli: 1000 }],
      }),
    ).toMatchObject({ code: 'stock_short' });
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T04',
      lines: [{ partId: 'LZ-020', quantityMilli: 1000, workOrderId: id }],
    });
  });

  test('a serial that is already out says where it is; a used one too', async () => {
    const serial = 'LZZB2604100231';
    expect(
      await rig.refused(rig.manager, 'parts.issue', {
        staffId: 'T01',
        lines: [{ partId: 'LZ-003', quantityMilli: 1000, serial: 'NO-SUCH' }],
      }),
    ).toMatchObject({ code: 'stock_short' });
    await rig.ok(rig.manager, 'parts.issue', {
      staffId: 'T01',
      approval: { staffId: 'S01' },
      lines: [{ partId: 'LZ-003', quantityMilli: 1000, serial }],
    });
    const bagName = rig.value<string>("SELECT name_zh FROM location WHERE id = 'V-T01'");
    expect(
      await rig.refused(rig.manager, 'parts.issue', {
        staffId: 'T04',
        approval: { staffId: 'S01' },
        lines: [{ partId: 'LZ-003', quantityMilli: 1000, serial }],
      }),
    ).toMatchObject({
      code: 'stock_serial_elsewhere',
      params: { serial, location: bagName },
    });
    expect(
      await rig.refused(rig.store, 'parts.receive', {
        lines: [{ partId: 'LZ-003', quantityMilli: 1000, serials: [serial] }],
      }),
    ).toMatchObject({ code: 'stock_serial_elsewhere' });
    expect(
      await rig.refused(rig.store, 'parts.receive', { lines: [{ partId: 'LZ-003', quantityMilli: 1000 }] }),
    ).toMatchObject({ code: 'stock_serial_needed' });
    const { id, visitId } = await rig.order('T04');
    const use = { visitId, workOrderId: id, partId: 'LZ-003', quantityMilli: 1000, payer: 'payer' as const };
    expect(await rig.refused(rig.dispatcher, 'parts.use', use)).toMatchObject({
      code: 'stock_serial_needed',
    });
    expect(await rig.refused(rig.dispatcher, 'parts.use', { ...use, newSerial: serial })).toMatchObject({
      code: 'stock_serial_elsewhere',
      params: { location: bagName },
    });
    await rig.ok(rig.dispatcher, 'parts.use', { ...use, newSerial: serial, fromLocationId: 'V-T01' });
    expect(
      await rig.refused(rig.dispatcher, 'parts.use', { ...use, newSerial: serial, fromLocationId: 'V-T01' }),
    ).toMatchObject({ code: 'stock_serial_elsewhere' });
  });

  test('over the limit, and a new one while the old one is owed: the manager says yes with his PIN or it stays', async () => {
    const { id, visitId } = await rig.order('T03');
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: 'LZ-001', quantityMilli: 1000, workOrderId: id }],
    });
    await rig.ok(rig.dispatcher, 'parts.use', {
      visitId,
      workOrderId: id,
      partId: 'LZ-001',
      quantityMilli: 1000,
      payer: 'payer',
    });
    const again = { staffId: 'T03', lines: [{ partId: 'LZ-001', quantityMilli: 1000 }] };
    expect(await rig.refused(rig.store, 'parts.issue', again)).toMatchObject({
      code: 'issue_old_part_owed',
      params: { partId: 'LZ-001', count: 1 },
    });
    expect(
      await rig.refused(rig.store, 'parts.issue', { ...again, approval: { staffId: 'S03' } }),
    ).toMatchObject({ code: 'forbidden' });
    expect(
      await rig.refused(rig.store, 'parts.issue', { ...again, approval: { staffId: 'S01', pin: '000000' } }),
    ).toMatchObject({ code: 'pin_wrong' });
    expect(
      await rig.refused(rig.store, 'parts.issue', { ...again, approval: { staffId: 'S02', pin: testPin } }),
    ).toMatchObject({ code: 'forbidden' });
    const done = await rig.ok(rig.store, 'parts.issue', {
      ...again,
      approval: { staffId: 'S01', pin: testPin },
    });
    expect(done.refusals).toMatchObject([{ code: 'old_part_owed' }]);
    expect(rig.value('SELECT approved_by FROM document WHERE id = ?', done.documentId)).toBe('S01');
    rig.run((tx) => tx.update('staff', 'T04', { parts_limit_fen: 100 }));
    expect(
      await rig.refused(rig.store, 'parts.issue', {
        staffId: 'T04',
        lines: [{ partId: 'LZ-002', quantityMilli: 1000 }],
      }),
    ).toMatchObject({ code: 'issue_over_limit', params: { limitFen: 100 } });
    expect(rig.onHand('LZ-002', 'V-T04')).toBe(0);
  });

  test('the order goes to another man: what was promised from the first bag is promised from the second places', async () => {
    const { id } = await rig.order('T01');
    await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: 'LZ-012', quantityMilli: 1000 });
    const held = () =>
      rig.value<string>("SELECT location_id FROM reservation WHERE work_order_id = ? AND state = 'held'", id);
    expect(held()).toBe('V-T01');
    rig.run((tx) =>
      applyAction(tx, {
        orderId: id,
        action: 'reassign',
        reasonCode: 'J01',
        params: { staffId: 'T03' },
        override: ['technician_eligible', 'no_open_visit'],
      }),
    );
    expect(held()).toBe('K-MAIN');
  });

  test('nothing is promised to an order that is over, and what was promised is free again', async () => {
    const { id } = await rig.order('T03');
    await rig.ok(rig.dispatcher, 'parts.reserve', { workOrderId: id, partId: 'LZ-001', quantityMilli: 4000 });
    const waits = await rig.order('T04');
    expect(
      await rig.ok(rig.dispatcher, 'parts.reserve', {
        workOrderId: waits.id,
        partId: 'LZ-001',
        quantityMilli: 2000,
      }),
    ).toMatchObject({ heldMilli: 0, shortMilli: 2000 });
    rig.run((tx) =>
      applyAction(tx, {
        orderId: id,
        action: 'cancel',
        reasonCode: 'Q01',
        override: ['no_open_visit', 'upstream_agreed', 'upstream_open'],
      }),
    );
    expect(states(id)).toMatchObject([{ state: 'released', reason: 'cancel' }]);
    expect(states(waits.id)).toMatchObject([
      { state: 'released', reason: 'filled' },
      { state: 'held', milli: 2000 },
    ]);
    expect(
      await rig.refused(rig.dispatcher, 'parts.reserve', {
        workOrderId: id,
        partId: 'LZ-001',
        quantityMilli: 1000,
      }),
    ).toMatchObject({ code: 'parts_order_closed' });
  });
});

describe('goods', () => {
  test('a request draws on the deposit, the order waits; goods in fill it and it goes on', async () => {
    const { id } = await rig.order('T03');
    const asked = await rig.ok(rig.dispatcher, 'parts.request', {
      workOrderId: id,
      machineCode: 'LZ12345678',
      lines: [{ partId: 'LZ-007', quantityMilli: 1000 }],
    });
    expect(asked).toMatchObject({ depositUsedFen: 11_000, held: true });
    expect(rig.value('SELECT side_state FROM work_order WHERE id = ?', id)).toBe('on_hold');
    const list = await rig.ok(rig.store, 'parts.requests', { workOrderId: id });
    expect(list.rows).toMatchObject([
      { number: asked.number, state: 'asked', lines: [{ partId: 'LZ-007', receivedMilli: 0 }] },
    ]);
    const received = await rig.ok(rig.store, 'parts.receive', {
      requestId: asked.requestId,
      parcelNumber: 'SF1',
      lines: [{ partId: 'LZ-007', quantityMilli: 2000 }],
    });
    expect(received.releasedOrders).toMatchObject([{ workOrderId: id, resumed: true }]);
    expect(rig.value('SELECT state FROM work_order WHERE id = ? AND side_state IS NULL', id)).toBe(
      'accepted',
    );
    expect(rig.value('SELECT state FROM parts_request WHERE id = ?', asked.requestId)).toBe('received');
    expect(
      await rig.refused(rig.dispatcher, 'parts.request', {
        workOrderId: id,
        lines: [{ partId: 'LZ-009', quantityMilli: 99_000 }],
      }),
    ).toMatchObject({ code: 'parts_deposit_short' });
  });

  test('return: unused goes back to its shelf, a dead one to its own place; a parcel stands in transit until it arrives', async () => {
    const { id } = await rig.order('T03');
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: 'LZ-005', quantityMilli: 2000, workOrderId: id }],
    });
    await rig.ok(rig.store, 'parts.return', {
      staffId: 'T03',
      lines: [
        { partId: 'LZ-005', quantityMilli: 1000, workOrderId: id },
        { partId: 'LZ-005', quantityMilli: 1000, reason: 'dead' },
      ],
    });
    expect(rig.onHand('LZ-005', 'K-MAIN')).toBe(2000);
    expect(
      rig.value(
        "SELECT quantity_milli FROM stock_balance WHERE part_id = 'LZ-005' AND condition = 'doa' AND location_id = 'K-DOA'",
      ),
    ).toBe(1000);
    expect(
      await rig.refused(rig.store, 'parts.return', {
        staffId: 'T03',
        lines: [{ partId: 'LZ-005', quantityMilli: 1000 }],
      }),
    ).toMatchObject({ code: 'stock_short' });
    const parcel = await rig.ok(rig.store, 'parts.transfer', {
      fromLocationId: 'K-MAIN',
      toLocationId: 'K-SUB1',
      byParcel: true,
      lines: [{ partId: 'LZ-005', quantityMilli: 2000 }],
    });
    expect(parcel.state).toBe('staged');
    const version = () => rig.value<number>('SELECT version FROM document WHERE id = ?', parcel.documentId);
    expect(
      (
        await rig.ok(rig.store, 'parts.arrive', {
          documentId: parcel.documentId,
          version: version(),
          lines: [{ lineNo: 1, quantityMilli: 1000 }],
        })
      ).state,
    ).toBe('staged');
    expect(
      await rig.refused(rig.store, 'parts.arrive', {
        documentId: parcel.documentId,
        version: version(),
        lines: [{ lineNo: 1, quantityMilli: 2000 }],
      }),
    ).toMatchObject({ code: 'stock_quantity' });
    expect(
      (
        await rig.ok(rig.store, 'parts.arrive', {
          documentId: parcel.documentId,
          version: version(),
          lines: [{ lineNo: 1, quantityMilli: 1000 }],
        })
      ).state,
    ).toBe('posted');
    expect(rig.onHand('LZ-005', 'K-SUB1')).toBe(2000);
  });

  test('own parts cost their moving average after goods came in', async () => {
    const own = rig.outlet.store.read
      .prepare(
        "SELECT p.id, p.cost_fen AS cost FROM part p WHERE p.owner_kind = 'own' AND p.tracking = 'quantity' AND p.cost_fen > 100 LIMIT 1",
      )
      .get() as { id: string; cost: number };
    const before = rig.value<number>(
      'SELECT sum(b.quantity_milli) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = ? AND l.is_real = 1',
      own.id,
    );
    await rig.ok(rig.store, 'parts.receive', {
      lines: [{ partId: own.id, quantityMilli: before, unitCostFen: own.cost + 100 }],
    });
    expect(rig.value('SELECT cost_fen FROM part WHERE id = ?', own.id)).toBe(own.cost + 50);
  });
});

describe('old parts and bags', () => {
  test('handed in with a label once; a lost one leaves the bag; figures follow', async () => {
    const list = await rig.ok(rig.store, 'parts.oldParts', { view: 'with_technician' });
    expect(list.rows.length).toBeGreaterThan(1);
    expect(list.rows.map((row) => row.daysLeft)).toEqual(
      [...list.rows.map((row) => row.daysLeft)].sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
    const [first, second] = list.rows;
    if (first === undefined || second === undefined) throw new Error('two expected');
    const done = await rig.ok(rig.store, 'parts.handInOld', {
      items: [{ id: first.id, version: first.version }],
    });
    expect(done.items[0]?.labelNumber).toMatch(/JJ261122/);
    expect(
      await rig.refused(rig.store, 'parts.handInOld', {
        items: [{ id: first.id, version: done.items[0]?.version ?? 1 }],
      }),
    ).toMatchObject({ code: 'old_part_step' });
    // Several in one step or none of them: the first lies in the store by now, in another version
    const { version } = first;
    expect(
      await rig.refused(rig.manager, 'parts.stepOld', {
        items: [
          { id: second.id, version: second.version },
          { id: first.id, version },
        ],
        to: 'charged',
        bearer: 'technician',
      }),
    ).toMatchObject({ code: 'conflict' });
    expect(
      (await rig.ok(rig.store, 'parts.oldParts', { view: 'with_technician' })).rows.map((row) => row.id),
    ).toContain(second.id);
    await rig.ok(rig.manager, 'parts.stepOld', {
      items: [{ id: second.id, version: second.version }],
      to: 'lost',
      bearer: 'technician',
      reason: '搬家时丢失',
    });
    const after = await rig.ok(rig.store, 'parts.oldParts', { view: 'with_technician' });
    expect(after.total).toBe(list.total - 2);
    expect(after.atRiskFen).toBe(list.atRiskFen - first.amountFen - second.amountFen);
  });

  test("a man sees his own bag, not another's", async () => {
    const man = rig.outlet.session({ as: 'T01', deskId: 'desk-t' });
    const { bags } = await rig.ok(man, 'parts.bags', {});
    expect(bags.map((bag) => bag.staffId)).toEqual(['T01']);
    expect(await rig.refused(man, 'parts.bag', { staffId: 'T02' })).toMatchObject({ code: 'forbidden' });
    expect((await rig.ok(rig.store, 'parts.bags', {})).bags.length).toBeGreaterThan(4);
  });

  test('the card looks back: a later entry does not change what stood there', async () => {
    const then = rig.env.now();
    rig.env.jump(3_600_000);
    await rig.ok(rig.store, 'parts.issue', {
      staffId: 'T03',
      lines: [{ partId: 'LZ-001', quantityMilli: 1000 }],
    });
    const now = await rig.ok(rig.store, 'parts.card', { partId: 'LZ-001', locationId: 'K-MAIN' });
    expect(now).toMatchObject({
      onHandMilli: 3000,
      rows: [
        {
          kind: 'issue',
          quantityMilli: -1000,
          afterMilli: 3000,
          otherNameZh: expect.stringContaining('蒙立冬'),
        },
        { kind: 'opening' },
      ],
    });
    const past = await rig.ok(rig.store, 'parts.card', {
      partId: 'LZ-001',
      locationId: 'K-MAIN',
      until: then,
    });
    expect(past).toMatchObject({ onHandMilli: 4000, total: 1 });
  });

  test('parts are suggested by model, found by initials and barcode; scans are told apart', async () => {
    const { id } = await rig.order('T03', { model: 'KFR-35GW/LZB3' });
    const { parts } = await rig.ok(rig.dispatcher, 'parts.suggest', { workOrderId: id });
    expect(parts.map((part) => part.partId)).toContain('LZ-002');
    expect((await rig.ok(rig.dispatcher, 'parts.find', { text: '2009000000018' })).parts).toMatchObject([
      { partId: 'LZ-001' },
    ]);
    const scan = async (code: string) => (await rig.ok(rig.store, 'parts.scan', { code })).kind;
    expect([
      await scan('2009000000018'),
      await scan('T01'),
      await scan('LZZB2604100231'),
      await scan('xx'),
    ]).toEqual(['part', 'staff', 'serial', 'unknown']);
    const opened = await rig.ok(rig.store, 'parts.open', { filter: { view: 'low' } });
    const { rows } = await rig.ok(rig.store, 'parts.slice', {
      snapshotId: opened.snapshotId,
      from: 0,
      to: 50,
    });
    expect(rows.every((row) => row !== null && row.storeMilli < row.minMilli)).toBe(true);
    expect((await rig.ok(rig.store, 'parts.get', { id: 'LZ-001' })).balances).toMatchObject([
      { locationKind: 'main', quantityMilli: 4000 },
      { locationKind: 'old_parts', condition: 'old' },
      { locationKind: 'sub_shop' },
    ]);
  });
});
