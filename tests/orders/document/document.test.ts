import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify/laws.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(9);
});
afterAll(() => rig.close());

const used = new Set<string>();
function fresh(where = '1'): string {
  const ids = rig.outlet.store.read
    .prepare(
      `SELECT id FROM work_order w WHERE state = 'received' AND side_state IS NULL AND appointment_state = 'none' AND ${where}
       AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') ORDER BY seq`,
    )
    .pluck()
    .all() as string[];
  const id = ids.find((one) => !used.has(one)) ?? '';
  used.add(id);
  return id;
}
const version = (id: string) => rig.version(id);
const target = (id: string) => ({ id, version: version(id) });
const desk = () => rig.dispatcher;
const document = (id: string) => ok(rig.outlet.call(desk(), 'orders.get', { id }));
const more = (id: string) => ok(rig.outlet.call(desk(), 'orders.more', { id }));
const approve = (id: string) => ok(rig.outlet.call(desk(), 'orders.approve', target(id)));
const kinds = async (id: string) => (await document(id)).timeline.map((one) => one.kind);

/** Solved on the phone: the shortest honest way to a finished order. */
async function finished(where = '1'): Promise<string> {
  const id = fresh(where);
  await approve(id);
  await ok(rig.outlet.call(desk(), 'orders.logCall', { id, result: 'connected', seconds: 60 }));
  await ok(rig.outlet.call(desk(), 'orders.solveByPhone', { ...target(id), resultCode: 'taught' }));
  return id;
}

test('a document names machine and sub-shop in both languages; what is not of the catalogue keeps its words', async () => {
  const one = <T>(sql: string) => rig.outlet.store.read.prepare(sql).get() as T;
  const shop = one<{ id: string; nameZh: string; nameEn: string }>(
    'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM sub_shop LIMIT 1',
  );
  const model = one<{ model: string; nameZh: string; nameEn: string }>(
    'SELECT model, name_zh AS nameZh, name_en AS nameEn FROM product_model WHERE name_en <> name_zh LIMIT 1',
  );
  const id = fresh();
  const called = async (productName: string) => {
    rig.outlet.store.gate.run(
      {
        command: 'test.write',
        requestId: rig.outlet.env.newId(),
        deskId: desk().deskId,
        staffId: desk().staffId,
      },
      (tx) => {
        const [line] = tx.all<{ id: string }>('SELECT id FROM machine_line WHERE work_order_id = ?', id);
        tx.update('machine_line', line?.id ?? '', { model: model.model, product_name: productName });
        tx.update('work_order', id, { sub_shop_id: shop.id, staff_id: null });
      },
    );
    const { machines, order } = await document(id);
    expect(order).toMatchObject({ subShopNameZh: shop.nameZh, subShopNameEn: shop.nameEn });
    return machines.find((machine) => machine.model === model.model)?.productNameEn;
  };
  expect(await called(model.nameZh)).toBe(model.nameEn);
  expect(await called('用户自己买的机器')).toBe('');
});

describe('rare edges', () => {
  test('back to review, and approved again', async () => {
    const id = fresh();
    await approve(id);
    expect((await ok(rig.outlet.call(desk(), 'orders.recheck', target(id)))).state).toBe('in_review');
    expect((await approve(id)).state).toBe('ready');
  });

  test('solved by phone needs a call that got through; every machine gets the result', async () => {
    const id = fresh();
    await approve(id);
    expect(
      await refused(
        rig.outlet.call(desk(), 'orders.solveByPhone', { ...target(id), resultCode: 'no_fault_found' }),
      ),
    ).toMatchObject({ code: 'order_guard_failed', params: { guard: 'call_logged' } });
    expect((await document(id)).machines.every((one) => one.state === 'open')).toBe(true);
    await ok(rig.outlet.call(desk(), 'orders.logCall', { id, result: 'connected' }));
    const done = await ok(
      rig.outlet.call(desk(), 'orders.solveByPhone', { ...target(id), resultCode: 'no_fault_found' }),
    );
    // The call is its proof: no slip is waited for
    expect(done).toMatchObject({ state: 'verified', queue: 'audit' });
    expect((await document(id)).machines.every((one) => one.resultCode === 'no_fault_found')).toBe(true);
  });

  test('reopened: machines are open again, the finish is gone', async () => {
    const id = await finished();
    const done = await ok(
      rig.outlet.call(desk(), 'orders.reopen', { ...target(id), reasonCode: 'work_incomplete' }),
    );
    expect(done.state).toBe('accepted');
    const { order, machines } = await document(id);
    expect(order.finishedAt).toBeNull();
    expect(machines.every((one) => one.state === 'open' && one.resultCode === null)).toBe(true);
  });

  test('a dispute begins and ends where it began; its words are a note of the house', async () => {
    const id = await finished();
    const begun = await ok(
      rig.outlet.call(desk(), 'orders.dispute', {
        ...target(id),
        reasonCode: 'papers_refused',
        text: '平台说照片不清',
      }),
    );
    expect(begun).toMatchObject({ state: 'disputed', queue: 'dispute' });
    expect((await document(id)).notes[0]).toMatchObject({ reach: 'inside', text: '平台说照片不清' });
    expect((await ok(rig.outlet.call(desk(), 'orders.resolveDispute', target(id)))).state).toBe('verified');
  });

  test('rework opens an order that points here and is found by search', async () => {
    const id = await finished();
    const done = await ok(rig.outlet.call(desk(), 'orders.rework', target(id)));
    expect(done.state).toBe('verified');
    const child = await document(done.childId);
    expect(child.order).toMatchObject({
      parentId: id,
      isRework: true,
      state: 'ready',
      number: done.childNumber,
    });
    expect(
      rig.value("SELECT count(*) FROM search_doc WHERE kind = 'work_order' AND entity_id = ?", done.childId),
    ).toBe(1);
  });

  test('a cancelled order revives with a cause', async () => {
    const id = fresh('w.connection_id IS NOT NULL');
    await ok(rig.outlet.call(desk(), 'orders.cancel', { ...target(id), reasonCode: 'Q01' }));
    const done = await ok(
      rig.outlet.call(desk(), 'orders.revive', { ...target(id), reasonCode: 'user_again' }),
    );
    expect(done.state).toBe('in_review');
    expect(
      await refused(rig.outlet.call(desk(), 'orders.revive', { ...target(id), reasonCode: 'user_again' })),
    ).toMatchObject({ code: 'order_edge_missing' });
  });

  test('intercepted and open again upstream: restored by hand', async () => {
    const id = fresh("w.connection_id = 'C-OWN'");
    const upstream = rig.value<string>('SELECT upstream_number FROM work_order WHERE id = ?', id);
    rig.sandboxes['C-OWN'].world.cancel(upstream);
    await rig.engine.pullNow('C-OWN');
    expect(await refused(rig.outlet.call(desk(), 'orders.restore', target(id)))).toMatchObject({
      code: 'order_guard_failed',
      params: { guard: 'upstream_open' },
    });
  });
});

describe('who presses, follows, is told', () => {
  test('an urge counts, has a deadline and is answered once', async () => {
    const id = fresh("w.connection_id = 'C-OWN'");
    const dueAt = rig.env.now() + 1_800_000;
    const { urgeId } = await ok(
      rig.outlet.call(desk(), 'orders.urge', {
        id,
        fromWhom: 'platform',
        text: '用户很急',
        answerDueAt: dueAt,
      }),
    );
    const [urge] = (await more(id)).urges;
    expect(urge).toMatchObject({ id: urgeId, text: '用户很急', answerDueAt: dueAt, upstream: true });
    expect((await document(id)).order.urges).toBe(1);
    const answer = { urgeId, version: urge?.version ?? 1, text: '今天下午上门' };
    expect((await ok(rig.outlet.call(desk(), 'orders.answerUrge', answer))).told).toBe(1);
    expect(await refused(rig.outlet.call(rig.manager, 'orders.answerUrge', answer))).toMatchObject({
      code: 'conflict',
    });
    expect(
      rig.value("SELECT count(*) FROM outbox WHERE work_order_id = ? AND step = 'urge_answer'", id),
    ).toBe(1);
    expect((await more(id)).urges[0]).toMatchObject({
      answer: '今天下午上门',
      answeredBy: expect.any(String),
    });
  });

  test('watching is a switch; escalation climbs and names who was told', async () => {
    const id = fresh();
    await ok(rig.outlet.call(desk(), 'orders.watch', { id, watching: true }));
    await ok(rig.outlet.call(desk(), 'orders.watch', { id, watching: true }));
    expect(await more(id)).toMatchObject({ watching: true, watchers: [{ staffId: 'S02' }] });
    await ok(rig.outlet.call(desk(), 'orders.watch', { id, watching: false }));
    expect((await more(id)).watching).toBe(false);
    await ok(rig.outlet.call(desk(), 'orders.escalate', { id, toStaffId: 'S01', cause: 'late' }));
    const second = await ok(
      rig.outlet.call(desk(), 'orders.escalate', { id, toStaffId: 'S01', cause: 'complaint' }),
    );
    expect(second.level).toBe(2);
    expect((await more(id)).escalations.map((one) => one.cause)).toEqual(['complaint', 'late']);
  });
});

describe('reveal', () => {
  test('whole only by asking with a reason; audited and told in the timeline', async () => {
    const id = fresh("w.customer_id IN (SELECT id FROM customer WHERE phone NOT LIKE '%*%')");
    const accountant = rig.outlet.session({ as: 'S04', deskId: 'desk-k' });
    const seen = await ok(rig.outlet.call(accountant, 'orders.get', { id }));
    const whole = rig.value<string>(
      'SELECT c.phone FROM customer c JOIN work_order w ON w.customer_id = c.id WHERE w.id = ?',
      id,
    );
    expect(JSON.stringify(seen)).not.toContain(whole);
    expect(JSON.stringify(await ok(rig.outlet.call(accountant, 'orders.more', { id })))).not.toContain(whole);
    const { values } = await ok(
      rig.outlet.call(accountant, 'orders.reveal', { id, fields: ['phone'], reason: 'call_user' }),
    );
    expect(values).toEqual({ phone: whole });
    expect(
      rig.value(
        "SELECT count(*) FROM audit WHERE action = 'order.revealed' AND entity_id = ? AND staff_id = 'S04'",
        id,
      ),
    ).toBe(1);
    const line = (await document(id)).timeline[0];
    expect(line).toMatchObject({ kind: 'order.revealed', params: { fields: 'phone', cause: 'call_user' } });
    expect(JSON.stringify(line)).not.toContain(whole);
  });

  test('ten a minute, then a pause', async () => {
    const id = fresh();
    const greedy = rig.outlet.session({ as: 'S04', deskId: 'desk-greedy' });
    const ask = () => rig.outlet.call(greedy, 'orders.reveal', { id, fields: ['name'], reason: 'complaint' });
    for (let i = 0; i < 10; i += 1) await ok(ask());
    expect(await refused(ask())).toMatchObject({ code: 'rate_limited' });
  });

  test('not for orders out of reach', async () => {
    const technician = rig.outlet.session({ as: 'T02', deskId: 'desk-t' });
    expect(
      await refused(
        rig.outlet.call(technician, 'orders.reveal', { id: fresh(), fields: ['phone'], reason: 'visit' }),
      ),
    ).toMatchObject({ code: 'forbidden' });
  });
});

describe('corrections', () => {
  test('user and place: the difference is sealed, fields are named, the order is found by the new number', async () => {
    const id = fresh();
    const done = await ok(
      rig.outlet.call(desk(), 'orders.editUser', {
        ...target(id),
        name: '欧阳明',
        phone: '139 0000 4321',
        detail: '栖云里 8栋302',
        county: '天元区',
        remark: '门口有狗',
        warranty: 'extended',
      }),
    );
    const { order, timeline } = await document(id);
    expect(order).toMatchObject({
      version: done.version,
      customerName: '欧阳明',
      customerPhone: '13900004321',
      remark: '门口有狗',
      warranty: 'extended',
    });
    expect(timeline[0]).toMatchObject({
      kind: 'order.edited',
      params: { fields: 'name,phone,address,remark,warranty' },
    });
    expect(JSON.stringify(timeline)).not.toContain('13900004321');
    const { results } = await ok(rig.outlet.call(desk(), 'search.find', { text: '13900004321' })).then(
      (found) => ({ results: JSON.stringify(found) }),
    );
    expect(results).toContain(order.number);
    expect(
      await refused(
        rig.outlet.call(rig.manager, 'orders.editUser', { id, version: done.version - 1, remark: 'x' }),
      ),
    ).toMatchObject({ code: 'conflict' });
    expect(
      await refused(rig.outlet.call(desk(), 'orders.editUser', { ...target(id), phone: '没有电话' })),
    ).toMatchObject({ code: 'phone_unreadable' });
  });

  test('a machine: model and code; a code of another machine here is refused', async () => {
    const id = fresh('(SELECT count(*) FROM machine_line m WHERE m.work_order_id = w.id) > 1');
    const [first, second] = (await document(id)).machines;
    const done = await ok(
      rig.outlet.call(desk(), 'orders.editMachine', {
        machineId: first?.id ?? '',
        version: first?.version ?? 1,
        model: 'KFR-35GW',
        indoorCode: ' zz 900 1234567 ',
        purchasedDay: '2024-05-01',
      }),
    );
    expect(done.version).toBe((first?.version ?? 0) + 1);
    expect((await document(id)).machines[0]).toMatchObject({
      model: 'KFR-35GW',
      indoorCode: expect.stringMatching(/^ZZ9/),
    });
    expect(rig.value('SELECT indoor_code FROM machine_line WHERE id = ?', first?.id)).toBe('ZZ9001234567');
    expect(
      await refused(
        rig.outlet.call(desk(), 'orders.editMachine', {
          machineId: second?.id ?? '',
          version: second?.version ?? 1,
          indoorCode: 'ZZ9001234567',
        }),
      ),
    ).toMatchObject({ code: 'machine_code_twice' });
    expect(await kinds(id)).toContain('order.machine_edited');
  });
});

describe('what the document shows beside its head', () => {
  test('all clocks with pauses, the history of a device, the timeline by pages and groups', async () => {
    const id = fresh("w.connection_id = 'C-OWN'");
    await approve(id);
    const { clocks } = await more(id);
    expect(clocks.length).toBeGreaterThan(1);
    const held = await ok(
      rig.outlet.call(desk(), 'orders.hold', {
        ...target(id),
        reasonCode: 'H03',
        nextContactAt: rig.env.now() + 86_400_000,
      }),
    );
    expect((await more(id)).clocks.some((one) => one.pausedBy === 'user_later')).toBe(true);
    await ok(rig.outlet.call(desk(), 'orders.resume', { id, version: held.version }));
    const page = (before: number | null, group: 'all' | 'state' = 'all') =>
      ok(rig.outlet.call(desk(), 'orders.timeline', { id, before, group, limit: 2 }));
    const first = await page(null);
    expect(first).toMatchObject({ more: true });
    const second = await page(first.entries[1]?.seq ?? 0);
    expect(second.entries[0]?.seq).toBeLessThan(first.entries[1]?.seq ?? 0);
    expect((await page(null, 'state')).entries.map((one) => one.kind)).toEqual([
      'order.resume',
      'order.hold',
    ]);

    // Another kind of work on the same machine: two installations of one machine would be refused
    const kind = rig.value<string>('SELECT service_type FROM work_order WHERE id = ?', id);
    const other = fresh(
      `w.service_type ${['安装', '送装'].includes(kind ?? '') ? "NOT IN ('安装', '送装')" : `<> '${kind}'`}`,
    );
    for (const each of [id, other]) {
      const machine = (await document(each)).machines[0];
      await ok(
        rig.outlet.call(desk(), 'orders.editMachine', {
          machineId: machine?.id ?? '',
          version: machine?.version ?? 1,
          outdoorCode: 'HIST0001',
        }),
      );
    }
    const { rows } = await ok(rig.outlet.call(desk(), 'orders.deviceHistory', { id }));
    expect(rows.map((one) => one.orderId)).toEqual([other]);
    expect((await more(id)).machines[0]?.earlier).toBe(1);
  });
});

test('and the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
