import { describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { keyed, readyOrder, shotsOf, state, visitRig } from './rig.ts';

describe('keying a returned slip', () => {
  test('one command finishes and verifies: visit, codes, parts from the bag, extras, money, photos, signature', async () => {
    const rig = await visitRig(1);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    expect(found).toMatchObject({
      slip: { state: 'out' },
      order: { number: order.number, staffId: 'T01', customerName: '祁望春' },
    });
    expect(found.machines[0]?.needs).toEqual(['indoor', 'outdoor']);
    const part = found.bag.find(
      (row) => row.serial === '' && row.quantityMilli >= 1000 && row.ownerKind === 'own',
    );
    expect(part).toBeDefined();
    const before = part!.quantityMilli;
    expect(found.machines[0]).toMatchObject(
      rig.one<{ productName: string; productNameEn: string }>(
        "SELECT name_zh AS productName, name_en AS productNameEn FROM service_item WHERE id = 'AZ-KT-GJ'",
      ),
    );
    const extra = found.extras.find((row) => row.priceFen > 0 && row.whoPays === 'user')!;
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        found,
        { indoor: 'lz01n260300127', outdoor: ' LZ01W260300128 ' },
        {
          parts: [
            { partId: part!.partId, quantityMilli: 1000, payer: 'outlet', fromLocationId: part!.locationId },
          ],
          extras: [{ extraChargeId: extra.id, quantityMilli: 2000 }],
          payments: [{ method: 'cash', amountFen: extra.priceFen * 2 }],
          shots: await shotsOf(rig, 'A'),
        },
      ),
    );
    expect(done).toMatchObject({
      slipState: 'keyed',
      orderState: 'verified',
      verified: true,
      queue: 'audit',
    });
    expect(done.proof.every((item) => item.state === 'present')).toBe(true);
    expect(
      rig.one('SELECT state, at_desk, keyed_by, outcome FROM visit WHERE work_order_id = ?', order.id),
    ).toMatchObject({
      state: 'ended',
      at_desk: 1,
      keyed_by: rig.dispatcher.staffId,
      outcome: 'done',
    });
    expect(rig.one('SELECT sum(share_milli) AS sum FROM visit_person')).toEqual({ sum: 1000 });
    expect(
      rig.one('SELECT indoor_code, outdoor_code, state FROM machine_line WHERE work_order_id = ?', order.id),
    ).toEqual({
      indoor_code: 'LZ01N260300127',
      outdoor_code: 'LZ01W260300128',
      state: 'finished',
    });
    const after = await rig.find(found.slip.number);
    expect(
      after.bag.find((row) => row.partId === part!.partId && row.serial === '')?.quantityMilli ?? 0,
    ).toBe(before - 1000);
    expect(after.paidFen).toBe(extra.priceFen * 2);
    expect(
      rig.one<{ n: number }>(
        "SELECT count(*) AS n FROM fee_line WHERE work_order_id = ? AND party = 'user' AND state <> 'void'",
        order.id,
      ).n,
    ).toBeGreaterThan(0);
    const evening = await rig.ask(rig.manager, 'visits.evening', {});
    expect(evening.people.find((row) => row.staffId === 'T01')).toMatchObject({
      slipsOut: 0,
      slipsKeyed: 1,
      cashFen: extra.priceFen * 2,
    });
    for (const [law, report] of Object.entries(verifyStore(rig.outlet.store.read)))
      expect(report, law).toMatchObject({ ok: true });
  }, 60_000);

  test('a code of another finished order is refused, and a code twice on one order', async () => {
    const rig = await visitRig(2);
    const first = await readyOrder(rig);
    const slip = await rig.out(first.id);
    await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, slip, { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' }),
    );
    const second = await readyOrder(rig, { phone: '13800000102' });
    const found = await rig.out(second.id);
    const used = await rig.refuse(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300129' }),
    );
    expect(used).toMatchObject({
      code: 'machine_code_used',
      params: { code: 'LZ01N260300127', order: first.number },
    });
    const twice = await rig.refuse(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, { indoor: 'LZ01N260300130', outdoor: 'LZ01N260300130' }),
    );
    expect(twice).toMatchObject({ code: 'machine_code_twice' });
    expect(state(rig, second.id)).toMatchObject({ state: 'accepted', visits: 0 });
    const live = await rig.ask(rig.dispatcher, 'visits.checkCodes', {
      orderId: second.id,
      machines: [
        { machineLineId: found.machines[0]!.id, indoorCode: 'LZ02N260300127', outdoorCode: 'LZ01N260300127' },
      ],
    });
    expect(live.problems.map((problem) => problem.code).sort()).toEqual([
      'other_model',
      'used_before',
      'wrong_place',
    ]);
  }, 60_000);

  test('one part that is not in the bag takes everything back', async () => {
    const rig = await visitRig(3);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    const tables = [
      'visit',
      'visit_machine',
      'visit_person',
      'part_use',
      'stock_move',
      'quote',
      'payment',
      'attachment',
      'verification',
      'fee_line',
      'outbox',
      'journal_entry',
    ];
    const counts = () =>
      tables.map((table) => rig.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).n);
    const shots = await shotsOf(rig, 'A');
    const before = { counts: counts(), state: state(rig, order.id) };
    const part = found.bag.find((row) => row.serial === '')!;
    const short = await rig.refuse(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        found,
        { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' },
        {
          parts: [
            { partId: part.partId, quantityMilli: 1, payer: 'outlet', fromLocationId: part.locationId },
            {
              partId: part.partId,
              quantityMilli: part.quantityMilli + 1000,
              payer: 'outlet',
              fromLocationId: part.locationId,
            },
          ],
          payments: [{ method: 'cash', amountFen: 1000 }],
          shots,
        },
      ),
    );
    expect(short.code).toBe('stock_short');
    expect({ counts: counts(), state: state(rig, order.id) }).toEqual(before);
    const again = await rig.find(found.slip.number);
    expect(again.slip).toMatchObject({ state: 'out', version: found.slip.version });
    const missing = await rig.refuse(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        found,
        { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' },
        { shots: [{ name: '完工全景', hash: 'f'.repeat(64), fileName: 'x.jpg' }] },
      ),
    );
    expect(missing.code).toBe('picture_missing');
  }, 60_000);

  test('a photo used on another order is flagged; the manager lets it go by name, the dispatcher may not', async () => {
    const rig = await visitRig(4);
    const first = await readyOrder(rig);
    await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        await rig.out(first.id),
        { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' },
        { shots: await shotsOf(rig, 'A') },
      ),
    );
    const second = await readyOrder(rig, { phone: '13800000102' });
    const shots = await shotsOf(rig, 'B');
    shots[7] = { ...shots[7]!, hash: await rig.picture('A 完工全景') };
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        await rig.out(second.id),
        { indoor: 'LZ01N260300227', outdoor: 'LZ01W260300228' },
        { shots },
      ),
    );
    expect(done).toMatchObject({ orderState: 'finished', verified: false, queue: 'slip_return' });
    const item = done.proof.find((one) => one.state !== 'present')!;
    expect(item).toMatchObject({
      kind: 'shot',
      name: '完工全景',
      state: 'repeated',
      params: { order: first.number },
    });
    const waive = {
      itemId: item.id,
      version: item.version,
      orderVersion: done.orderVersion,
      reason: '用户已走,拍不了',
    };
    expect(await rig.refuse(rig.dispatcher, 'visits.waiveProof', waive)).toMatchObject({ code: 'forbidden' });
    expect(await rig.ask(rig.manager, 'visits.waiveProof', waive)).toMatchObject({ verified: true });
    const proof = await rig.ask(rig.manager, 'visits.proof', { orderId: second.id });
    expect(proof.met).toBe(true);
    expect(proof.items.find((one) => one.id === item.id)).toMatchObject({
      state: 'waived',
      params: { was: 'repeated' },
    });
    expect(proof.photos.find((photo) => photo.name === '完工全景')?.usedByOrder).toBe(first.number);
  }, 60_000);

  test('photos that come later complete it', async () => {
    const rig = await visitRig(5);
    const order = await readyOrder(rig);
    const shots = await shotsOf(rig, 'A');
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(
        rig,
        await rig.out(order.id),
        { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' },
        { shots: shots.slice(0, 5), signed: false },
      ),
    );
    expect(done.verified).toBe(false);
    expect(done.proof.filter((item) => item.state === 'missing')).toHaveLength(5);
    const later = await rig.ask(rig.dispatcher, 'visits.addProof', {
      orderId: order.id,
      version: done.orderVersion,
      shots: shots.slice(5),
      signed: true,
    });
    expect(later.verified).toBe(true);
  }, 60_000);

  test('two desks key one slip: one wins, the other is told by whom', async () => {
    const rig = await visitRig(6);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    const input = keyed(rig, found, { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' });
    const [a, b] = await Promise.all([
      rig.outlet.call(rig.dispatcher, 'visits.returnSlip', input),
      rig.outlet.call(rig.manager, 'visits.returnSlip', { ...input, note: '另一台电脑' }),
    ]);
    const lost = [a, b].find((answer) => !answer.ok);
    expect([a, b].filter((answer) => answer.ok)).toHaveLength(1);
    expect(lost).toMatchObject({ error: { code: 'slip_keyed', params: { number: found.slip.number } } });
    expect(rig.one('SELECT count(*) AS n FROM visit')).toEqual({ n: 1 });
    const stale = await readyOrder(rig, { phone: '13800000103' });
    const other = await rig.out(stale.id);
    await rig.ask(rig.manager, 'orders.setUrgent', {
      id: stale.id,
      version: other.order.version,
      urgent: true,
    });
    expect(
      await rig.refuse(
        rig.dispatcher,
        'visits.returnSlip',
        keyed(rig, other, { indoor: 'LZ01N260300327', outdoor: 'LZ01W260300328' }),
      ),
    ).toMatchObject({ code: 'conflict' });
  }, 60_000);

  test('a slip that was read wrong, is not ours, or is void is named as such', async () => {
    const rig = await visitRig(7);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    const { number } = found.slip;
    const swapped = `${number.slice(0, -3)}${number.at(-2) === '9' ? '8' : '9'}${number.at(-3)}${number.at(-1)}`;
    expect(await rig.refuse(rig.dispatcher, 'visits.findSlip', { code: swapped })).toMatchObject({
      code: 'slip_misread',
    });
    expect(await rig.refuse(rig.dispatcher, 'visits.findSlip', { code: '6901234567892' })).toMatchObject({
      code: 'slip_unknown',
    });
    expect((await rig.find(order.number)).slip.number).toBe(number);
    const { applyAction } = await import('../../main/services/orders/core/apply-action.ts');
    rig.outlet.store.gate.run(
      { command: 'test.unassign', requestId: 'u', deskId: 'test', staffId: null },
      (tx) => {
        applyAction(tx, { orderId: order.id, action: 'unassign', reasonCode: 'J02' });
      },
    );
    const gone = await rig.find(number);
    expect(gone.slip.state).toBe('void');
    expect(
      await rig.refuse(
        rig.dispatcher,
        'visits.returnSlip',
        keyed(rig, gone, { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' }),
      ),
    ).toMatchObject({
      code: 'slip_void',
    });
    const preview = await rig.ask(rig.dispatcher, 'paper.preview', {
      kind: 'service_slip',
      id: gone.slip.id,
    });
    expect(preview.voided).toBe(true);
    expect(preview.lines.join('\n')).toContain('作废');
    const reprint = await rig.ask(rig.dispatcher, 'paper.print', {
      kind: 'service_slip',
      ids: [gone.slip.id],
    });
    expect(reprint.jobs[0]).toMatchObject({ documentNumber: number, copyNo: 2 });
    expect(rig.one('SELECT state FROM slip WHERE id = ?', gone.slip.id)).toEqual({ state: 'void' });
  }, 60_000);
});
