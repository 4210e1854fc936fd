import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { partsRig, type PartsRig } from './rig.ts';

/** A maker's part at 110.00 and one of the other maker's. */
const motor = 'LZ-007';
let north = '';
let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(41);
  north = rig.value("SELECT id FROM part WHERE payer_id = 'PY-BY' AND tracking = 'quantity' LIMIT 1");
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read).L4).toMatchObject({ ok: true });
  await rig.close();
});

const read = async (id: string) => {
  const { rows } = await rig.ok(rig.store, 'parts.requests', { id });
  const [row] = rows;
  if (row === undefined) throw new Error(`no request ${id}`);
  return row;
};
const roomOf = async (payerId: string) => {
  const { deposits } = await rig.ok(rig.store, 'parts.requests', {});
  const found = deposits.find((one) => one.payerId === payerId);
  if (found === undefined) throw new Error(`no deposit at ${payerId}`);
  return found.headroomFen;
};
async function ask(quantityMilli = 2000) {
  const order = await rig.order('T03');
  const asked = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: order.id,
    machineCode: 'LZ05N260300909',
    faultText: '内风机不转',
    lines: [{ partId: motor, quantityMilli }],
  });
  return { order, requestId: asked.requestId, version: 1 };
}
const waiting = (orderId: string) =>
  rig.value<number>(
    "SELECT coalesce(sum(quantity_milli), 0) FROM reservation WHERE work_order_id = ? AND state = 'short'",
    orderId,
  );

test('parts of two makers are two requests, each on its own deposit', async () => {
  const order = await rig.order('T03');
  const before = [await roomOf('PY-LZ'), await roomOf('PY-BY')];
  const cost = rig.value<number>('SELECT cost_fen FROM part WHERE id = ?', north);
  const done = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: order.id,
    lines: [
      { partId: motor, quantityMilli: 1000 },
      { partId: north, quantityMilli: 2000 },
    ],
  });
  expect(done.requests.map((one) => [one.payerId, one.depositUsedFen])).toEqual([
    ['PY-LZ', 11_000],
    ['PY-BY', 2 * cost],
  ]);
  expect(done.requests[0]?.requestId).toBe(done.requestId);
  expect([await roomOf('PY-LZ'), await roomOf('PY-BY')]).toEqual([
    (before[0] ?? 0) - 11_000,
    (before[1] ?? 0) - 2 * cost,
  ]);
  const { rows } = await rig.ok(rig.store, 'parts.requests', { workOrderId: order.id });
  expect(rows.map((row) => row.lines.map((line) => line.partId))).toEqual([[north], [motor]]);
});

test('a maker says yes to less: the deposit carries only that, and with that the request is received', async () => {
  const { requestId, version } = await ask();
  const before = await roomOf('PY-LZ');
  const over = await rig.refused(rig.manager, 'parts.requestApprove', {
    requestId,
    version,
    lines: [{ lineNo: 1, quantityMilli: 3000 }],
  });
  expect(over).toMatchObject({ code: 'request_more', params: { askedMilli: 2000 } });
  expect(
    await rig.refused(rig.manager, 'parts.requestApprove', {
      requestId,
      version,
      lines: [{ lineNo: 1, quantityMilli: 0 }],
    }),
  ).toMatchObject({ code: 'request_nothing' });
  // The storekeeper keeps the steps, the yes is the manager's
  expect(await rig.refused(rig.store, 'parts.requestApprove', { requestId, version })).toMatchObject({
    code: 'forbidden',
  });
  const yes = await rig.ok(rig.manager, 'parts.requestApprove', {
    requestId,
    version,
    lines: [{ lineNo: 1, quantityMilli: 1000 }],
  });
  expect(yes).toMatchObject({ state: 'approved', depositUsedFen: 11_000 });
  expect(await roomOf('PY-LZ')).toBe(before + 11_000);
  await rig.ok(rig.store, 'parts.receive', { requestId, lines: [{ partId: motor, quantityMilli: 1000 }] });
  expect(await read(requestId)).toMatchObject({ state: 'received', depositUsedFen: 0 });
});

test('sent with number and day, the parcel stands among those under way; a second request travels in it; late is late', async () => {
  const one = await ask();
  const two = await ask(1000);
  const ship = (of: typeof one, expectedDay: string, version = of.version) =>
    rig.ok(rig.store, 'parts.requestShip', {
      requestId: of.requestId,
      version,
      parcelNumber: 'SF41000001',
      carrier: '顺丰',
      expectedDay,
    });
  const sent = await ship(one, '2026-11-21');
  expect(sent.state).toBe('shipped');
  await ship(two, '2026-11-21');
  const parcels = rig.value<string>(
    "SELECT group_concat(x.state || ' ' || x.expected_day || ' ' || (SELECT count(*) FROM parcel_content c WHERE c.parcel_id = x.id)) FROM parcel x WHERE x.tracking = 'SF41000001'",
  );
  expect(parcels).toBe('on_way 2026-11-21 2');
  const late = await rig.ok(rig.store, 'parts.requests', { lateOnly: true });
  expect(late.rows.map((row) => [row.id, row.lateDays])).toEqual([
    [two.requestId, 1],
    [one.requestId, 1],
  ]);
  expect(late.late).toBe(2);
  // A later day is told: late no more, and the parcel waits for it too
  await ship(one, '2026-11-25', sent.version);
  expect((await read(one.requestId)).lateDays).toBeNull();
  expect(rig.value("SELECT expected_day FROM parcel WHERE tracking = 'SF41000001'")).toBe('2026-11-25');
  expect(rig.value('SELECT count(*) FROM parcel_content WHERE request_id = ?', one.requestId)).toBe(1);
});

test('sent back with a reason, put right and asked again: the figures follow, the story is told', async () => {
  const { order, requestId, version } = await ask();
  const before = await roomOf('PY-LZ');
  const back = await rig.ok(rig.store, 'parts.requestBack', { requestId, version, reason: '条码照片看不清' });
  expect(await read(requestId)).toMatchObject({ state: 'sent_back', reason: '条码照片看不清' });
  expect(
    await rig.refused(rig.store, 'parts.requestShip', { requestId, version: back.version }),
  ).toMatchObject({ code: 'request_step', params: { requestState: 'sent_back' } });
  expect(waiting(order.id)).toBe(2000);
  const again = await rig.ok(rig.store, 'parts.requestAgain', {
    requestId,
    version: back.version,
    machineCode: 'LZ05N260300910',
    lines: [{ lineNo: 1, quantityMilli: 1000 }],
  });
  expect(again).toMatchObject({ state: 'asked', depositUsedFen: 11_000 });
  expect([await roomOf('PY-LZ'), waiting(order.id)]).toEqual([before + 11_000, 1000]);
  expect(
    await rig.refused(rig.store, 'parts.requestBack', { requestId, version: back.version, reason: 'x' }),
  ).toMatchObject({ code: 'conflict' });
  const { entries } = await rig.ok(rig.store, 'parts.requestLife', { id: requestId });
  expect(entries.map((entry) => [entry.kind, entry.reason])).toEqual([
    ['parts.request_again', ''],
    ['parts.request_sent_back', '条码照片看不清'],
    ['parts.requested', ''],
  ]);
  expect(
    rig.value<number>(
      "SELECT count(*) FROM event WHERE work_order_id = ? AND kind LIKE 'parts.request%'",
      order.id,
    ),
  ).toBe(3);
});

test('asked again for more than the deposit carries is refused, and nothing of it is kept', async () => {
  const { requestId, version } = await ask(1000);
  const back = await rig.ok(rig.store, 'parts.requestBack', { requestId, version, reason: '数量不对' });
  const refusal = await rig.refused(rig.store, 'parts.requestAgain', {
    requestId,
    version: back.version,
    lines: [{ lineNo: 1, quantityMilli: 100_000_000 }],
  });
  expect(refusal).toMatchObject({ code: 'parts_deposit_short' });
  expect(await read(requestId)).toMatchObject({ state: 'sent_back', depositUsedFen: 11_000 });
});

test('the request of a dead order is taken back and its deposit is free; what is on its way still comes, as stock', async () => {
  const dead = await ask();
  const sent = await ask(1000);
  const before = await roomOf('PY-LZ');
  await rig.ok(rig.store, 'parts.requestShip', {
    requestId: sent.requestId,
    version: 1,
    parcelNumber: 'SF41000002',
  });
  for (const { order } of [dead, sent])
    rig.run((tx) =>
      applyAction(tx, {
        orderId: order.id,
        action: 'cancel',
        reasonCode: 'Q01',
        override: ['no_open_visit', 'upstream_agreed', 'upstream_open'],
      }),
    );
  expect(await read(dead.requestId)).toMatchObject({ state: 'cancelled', depositUsedFen: 0 });
  expect(await read(sent.requestId)).toMatchObject({ state: 'shipped', depositUsedFen: 11_000 });
  expect(await roomOf('PY-LZ')).toBe(before + 22_000);
  const stock = rig.onHand(motor, 'K-MAIN');
  await rig.ok(rig.store, 'parts.receive', {
    requestId: sent.requestId,
    lines: [{ partId: motor, quantityMilli: 1000 }],
  });
  expect(rig.onHand(motor, 'K-MAIN')).toBe(stock + 1000);
  expect((await read(sent.requestId)).state).toBe('received');
});

test('cancelled by hand with a reason: nothing is expected of it, no step fits it any more', async () => {
  const { order, requestId, version } = await ask();
  const done = await rig.ok(rig.store, 'parts.requestCancel', { requestId, version, reason: '仓库找到了' });
  expect(done).toMatchObject({ state: 'cancelled', depositUsedFen: 0 });
  expect(waiting(order.id)).toBe(2000);
  for (const channel of ['parts.requestShip', 'parts.requestAgain'] as const)
    expect(await rig.refused(rig.store, channel, { requestId, version: done.version })).toMatchObject({
      code: 'request_step',
    });
});

test('an order whose part came is called for that reason, until somebody has spoken with the user', async () => {
  const { order, requestId } = await ask(1000);
  const causes = async () =>
    (await rig.ok(rig.dispatcher, 'orders.callQueue', { view: 'due', limit: 300 })).rows
      .filter((row) => row.id === order.id)
      .map((row) => row.cause);
  rig.run((tx) => tx.update('work_order', order.id, { appointment_state: 'none', appointment_day: null }));
  expect(rig.value('SELECT side_state FROM work_order WHERE id = ?', order.id)).toBe('on_hold');
  expect(await causes()).toEqual([]);
  const came = await rig.ok(rig.store, 'parts.receive', {
    requestId,
    lines: [{ partId: motor, quantityMilli: 100_000 }],
  });
  expect(came.releasedOrders).toContainEqual(
    expect.objectContaining({ workOrderId: order.id, resumed: true }),
  );
  expect(await causes()).toEqual(['part']);
  rig.env.jump(60_000);
  await rig.ok(rig.dispatcher, 'orders.logCall', { id: order.id, result: 'connected' });
  expect(await causes()).toEqual(['unbooked']);
});

test('the parcel a request came in is here in part, and wholly once none of its requests waits', async () => {
  const one = await ask(1000);
  const two = await ask(1000);
  for (const { requestId, version } of [one, two])
    await rig.ok(rig.store, 'parts.requestShip', { requestId, version, parcelNumber: 'SF41000003' });
  const state = () => rig.value("SELECT state FROM parcel WHERE tracking = 'SF41000003'");
  const receive = (requestId: string) =>
    rig.ok(rig.store, 'parts.receive', { requestId, lines: [{ partId: motor, quantityMilli: 1000 }] });
  expect(state()).toBe('on_way');
  await receive(one.requestId);
  expect(state()).toBe('part_arrived');
  await receive(two.requestId);
  expect(state()).toBe('arrived');
});

test('the machine’s code is read off its plate as it stands there; what is no code is refused', async () => {
  const order = await rig.order('T03');
  const lines = [{ partId: motor, quantityMilli: 1000 }];
  expect(
    await rig.refused(rig.dispatcher, 'parts.request', {
      workOrderId: order.id,
      machineCode: '看不清',
      lines,
    }),
  ).toMatchObject({ code: 'request_code' });
  const asked = await rig.ok(rig.dispatcher, 'parts.request', {
    workOrderId: order.id,
    machineCode: ' ｌｚ05n2603 00909 ',
    lines,
  });
  const stored = (id: string) => rig.value('SELECT machine_code FROM parts_request WHERE id = ?', id);
  expect(stored(asked.requestId)).toBe('LZ05N260300909');
  rig.run((tx) =>
    tx.update('machine_line', rig.value('SELECT id FROM machine_line WHERE work_order_id = ?', order.id), {
      indoor_code: 'LZ05N2603A',
    }),
  );
  const help = await rig.ok(rig.manager, 'parts.requestHelp', { workOrderId: order.id });
  expect(help.machines).toHaveLength(1);
  // Whoever sees only a masked code leaves it to the order
  const again = await rig.ok(rig.dispatcher, 'parts.request', { workOrderId: order.id, lines });
  expect(stored(again.requestId)).toBe('LZ05N2603A');
});

test('a request carries its pictures; one whose bytes never came is refused', async () => {
  const { requestId } = await ask(1000);
  const hash = 'ab'.repeat(32);
  const photo = { id: requestId, hash, name: 'plate.jpg' };
  expect(await rig.refused(rig.store, 'parts.requestPhoto', photo)).toMatchObject({
    code: 'picture_missing',
  });
  rig.run((tx) => tx.insert('blob', { id: hash, size: 3, mime: 'image/jpeg', stored_at: tx.at }));
  expect(await rig.ok(rig.store, 'parts.requestPhoto', photo)).toEqual({ photos: 1 });
  expect((await read(requestId)).photos.map((one) => one.name)).toEqual(['plate.jpg']);
});

test('another part stands in where the rule lets it: free ones are kept for the order, which goes on', async () => {
  const other = 'LZ-020';
  await rig.ok(rig.store, 'parts.receive', { lines: [{ partId: other, quantityMilli: 9000 }] });
  const { order } = await ask(2000);
  const rule = (to: string) =>
    rig.run((tx) => {
      for (const table of ['part_substitute', 'part_substitute_rule'])
        for (const row of tx.all<{ id: string }>(
          `SELECT id FROM ${table} WHERE part_id = ? AND other_part_id = ?`,
          motor,
          other,
        ))
          tx.remove(table, row.id);
      tx.insert('part_substitute', { part_id: motor, other_part_id: other, note: '' });
      tx.insert('part_substitute_rule', { part_id: motor, other_part_id: other, rule: to });
    });
  const take = { workOrderId: order.id, partId: motor, otherPartId: other, quantityMilli: 2000 };
  expect(await rig.refused(rig.store, 'parts.substitute', take)).toMatchObject({
    code: 'substitute_forbidden',
  });
  rule('forbidden');
  expect(await rig.refused(rig.store, 'parts.substitute', take)).toMatchObject({
    code: 'substitute_forbidden',
  });
  rule('asks');
  expect(await rig.refused(rig.store, 'parts.substitute', take)).toMatchObject({ code: 'substitute_asks' });
  const help = await rig.ok(rig.store, 'parts.requestHelp', { workOrderId: order.id, partIds: [motor] });
  const shown = help.substitutes.find((one) => one.partId === other);
  expect(shown).toMatchObject({ forPartId: motor, rule: 'asks' });
  expect(
    await rig.refused(rig.store, 'parts.substitute', {
      ...take,
      quantityMilli: (shown?.freeMilli ?? 0) + 1000,
      agreed: true,
    }),
  ).toMatchObject({ code: 'substitute_short' });
  expect(waiting(order.id)).toBe(2000);
  expect(await rig.ok(rig.store, 'parts.substitute', { ...take, agreed: true })).toEqual({
    heldMilli: 2000,
    resumed: true,
  });
  expect(waiting(order.id)).toBe(0);
  expect(rig.value('SELECT side_state FROM work_order WHERE id = ?', order.id)).toBeNull();
});

test('what came in part is still asked for in the man’s figures', async () => {
  const lines = async () =>
    (await rig.ok(rig.manager, 'parts.bags', {})).bags.find((bag) => bag.staffId === 'T03')?.requestedLines ??
    0;
  const before = await lines();
  const { requestId } = await ask(2000);
  expect(await lines()).toBe(before + 1);
  await rig.ok(rig.store, 'parts.receive', { requestId, lines: [{ partId: motor, quantityMilli: 1000 }] });
  expect((await read(requestId)).state).toBe('short');
  expect(await lines()).toBe(before + 1);
});

test('a booked order whose part came is called too, unless it was booked since or the user knows', async () => {
  const { order, requestId } = await ask(1000);
  const causes = async () =>
    (await rig.ok(rig.dispatcher, 'orders.callQueue', { view: 'due', limit: 300 })).rows
      .filter((row) => row.id === order.id)
      .map((row) => row.cause);
  rig.run((tx) => tx.update('work_order', order.id, { appointment_state: 'agreed' }));
  expect(await causes()).toEqual([]);
  rig.env.jump(60_000);
  await rig.ok(rig.store, 'parts.receive', { requestId, lines: [{ partId: motor, quantityMilli: 100_000 }] });
  expect(await causes()).toEqual(['part']);
  rig.env.jump(60_000);
  await rig.ok(rig.dispatcher, 'orders.logCall', { id: order.id, result: 'connected' });
  expect(await causes()).toEqual([]);
});
