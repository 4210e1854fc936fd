import { describe, expect, test } from 'vitest';
import { keyed, readyOrder, shotsOf, visitRig } from './rig.ts';

const codes = { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' };

describe('proof by policy', () => {
  test('a policy that names the payer goes before the item’s: code, place and a shot per machine', async () => {
    const rig = await visitRig(21);
    const order = await readyOrder(rig);
    const saved = await rig.ask(rig.manager, 'visits.savePolicy', {
      id: null,
      version: null,
      code: 'PH-LZ',
      nameZh: '澜舟安装',
      payerId: 'PY-LZ',
      serviceType: '安装',
      category: null,
      codeRequired: true,
      placeWithinM: 500,
      signature: true,
      shots: [{ nameZh: '完工全景', nameEn: 'Finished work', perMachine: true }],
    });
    expect(saved.version).toBe(1);
    const found = await rig.out(order.id);
    expect(found).toMatchObject({
      codeRequired: true,
      shots: [{ name: '完工全景', nameEn: 'Finished work', required: true, perMachine: true }],
    });
    const arrivedAt = rig.minute(90);
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, codes, {
        arrivedAt,
        verificationCode: '4471',
        codeAskedAt: arrivedAt - 60 * 60_000,
        shots: [{ name: '完工全景', hash: await rig.picture('P'), fileName: 'p.jpg' }],
      }),
    );
    expect(done.verified).toBe(false);
    expect(done.proof.filter((item) => item.state !== 'present').map((item) => item.kind)).toEqual(['place']);
    const proof = await rig.ask(rig.dispatcher, 'visits.proof', { orderId: order.id });
    expect(proof.flags).toEqual(['code_before_arrival', 'place_unknown']);
    expect(proof.photos).toMatchObject([{ name: '完工全景', atDesk: true, usedByOrder: null }]);
    const desk = await rig.ask(rig.dispatcher, 'visits.proofDesk', {});
    expect(desk.rows.find((row) => row.orderId === order.id)).toMatchObject({
      slipNumber: found.slip.number,
      open: [{ kind: 'place', state: 'missing' }],
    });
    const { rows } = await rig.ask(rig.manager, 'visits.policies', {});
    const own = rows.find((row) => row.id === saved.id)!;
    const { items: _items, ...form } = own;
    const twice = await rig.refuse(rig.manager, 'visits.savePolicy', {
      ...form,
      id: null,
      version: null,
      shots: [],
    });
    expect(twice).toMatchObject({ code: 'policy_wrong' });
  }, 60_000);

  test('a code on an open order is named with that order; the machine gets its product file', async () => {
    const rig = await visitRig(22);
    const [first, second] = [await readyOrder(rig), await readyOrder(rig)];
    const found = await rig.out(first.id);
    await rig.ask(rig.dispatcher, 'visits.returnSlip', keyed(rig, found, codes));
    expect(
      rig.one(
        'SELECT d.indoor_code, d.outdoor_code, d.repairs, d.installed_day IS NOT NULL AS installed FROM machine_line m JOIN device d ON d.id = m.device_id WHERE m.work_order_id = ?',
        first.id,
      ),
    ).toEqual({ indoor_code: codes.indoor, outdoor_code: codes.outdoor, repairs: 0, installed: 1 });
    const open = await rig.out(second.id);
    const { problems } = await rig.ask(rig.dispatcher, 'visits.checkCodes', {
      orderId: second.id,
      machines: [
        { machineLineId: open.machines[0]!.id, indoorCode: codes.indoor, outdoorCode: 'LZ01W260300555' },
      ],
    });
    expect(problems).toMatchObject([
      { place: 'indoor', code: 'used_before', params: { order: first.number, orderId: first.id } },
    ]);
  }, 60_000);

  test('a photo of another order is said with its number; a file that is no picture is refused', async () => {
    const rig = await visitRig(23);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    const { hash } = await rig.outlet.blobs.put(Buffer.from('%PDF'), {
      name: 'a.pdf',
      mime: 'application/pdf',
    });
    expect(
      await rig.refuse(
        rig.dispatcher,
        'visits.returnSlip',
        keyed(rig, found, codes, { shots: [{ name: '完工全景', hash, fileName: 'a.pdf' }] }),
      ),
    ).toMatchObject({ code: 'picture_unreadable', params: { name: 'a.pdf' } });
    expect(
      await rig.refuse(rig.dispatcher, 'blobs.offer', {
        hash,
        size: 30 * 1024 * 1024,
        name: 'big.jpg',
        mime: 'image/jpeg',
      }),
    ).toMatchObject({ code: 'picture_too_large', params: { limitMb: 25 } });
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, codes, { shots: await shotsOf(rig, 'A') }),
    );
    expect(done.verified).toBe(true);
  }, 60_000);

  test('a code put right on the order after the slip proves itself, and that was all that was missing', async () => {
    const rig = await visitRig(26);
    const order = await readyOrder(rig);
    const found = await rig.out(order.id);
    const wrong = { ...codes, outdoor: 'LZ03W260300816' };
    const done = await rig.ask(
      rig.dispatcher,
      'visits.returnSlip',
      keyed(rig, found, wrong, { shots: await shotsOf(rig, 'R') }),
    );
    expect(done.verified).toBe(false);
    expect(done.proof.filter((item) => item.state !== 'present')).toMatchObject([
      { kind: 'machine_code', name: 'outdoor', state: 'refused' },
    ]);
    const before = await rig.ask(rig.manager, 'orders.get', { id: order.id });
    await rig.ask(rig.manager, 'orders.editMachine', {
      machineId: before.machines[0]!.id,
      version: before.machines[0]!.version,
      outdoorCode: codes.outdoor,
    });
    const after = await rig.ask(rig.manager, 'orders.get', { id: order.id });
    expect(after.order.state).toBe('verified');
    const { met } = await rig.ask(rig.dispatcher, 'visits.proof', { orderId: order.id });
    expect(met).toBe(true);
  }, 60_000);
});

describe('around the slip', () => {
  test('a pile comes back one after another; the evening’s rows stand behind the numbers', async () => {
    const rig = await visitRig(24);
    const orders = [await readyOrder(rig), await readyOrder(rig)];
    const found = [await rig.out(orders[0]!.id), await rig.out(orders[1]!.id)];
    const before = await rig.ask(rig.manager, 'visits.eveningOf', { staffId: 'T01' });
    expect(before.slips.filter((slip) => slip.state === 'out')).toHaveLength(2);
    const numbers = found.map((one) => one.slip.number);
    const { rows } = await rig.ask(rig.dispatcher, 'visits.backMany', {
      codes: [numbers[0]!, 'PG000000X', numbers[0]!.toLowerCase(), numbers[1]!],
    });
    expect(rows.map((row) => row.result)).toEqual(['back', 'slip_unknown', 'already', 'back']);
    const after = await rig.ask(rig.manager, 'visits.eveningOf', { staffId: 'T01' });
    expect(after.slips.map((slip) => slip.state)).toEqual(['back', 'back']);
    const person = (await rig.ask(rig.manager, 'visits.evening', {})).people.find(
      (row) => row.staffId === 'T01',
    );
    expect(person).toMatchObject({ slipsOut: 0, slipsBack: 2 });
    expect(after.oldParts).toHaveLength(person?.oldParts ?? 0);
  }, 60_000);

  test('a half-typed slip is in the host’s memory for its person alone', async () => {
    const rig = await visitRig(25);
    const slipId = 'S-1';
    await rig.ask(rig.dispatcher, 'visits.keepDraft', { slipId, text: '{"note":"半张"}' });
    expect(await rig.ask(rig.dispatcher, 'visits.draft', { slipId })).toEqual({ text: '{"note":"半张"}' });
    expect(await rig.ask(rig.manager, 'visits.draft', { slipId })).toEqual({ text: null });
    await rig.ask(rig.dispatcher, 'visits.keepDraft', { slipId, text: '' });
    expect(await rig.ask(rig.dispatcher, 'visits.draft', { slipId })).toEqual({ text: null });
  }, 60_000);

  test('a paper voucher goes out, comes back, is sent and accepted; no step is skipped', async () => {
    const rig = await visitRig(26);
    const order = await readyOrder(rig);
    const kind = 'install_card' as const;
    const out = await rig.ask(rig.dispatcher, 'visits.saveVoucher', {
      kind,
      number: 'az0001',
      step: 'issue',
      staffId: 'T01',
      orderNumber: order.number,
    });
    expect(out).toMatchObject({ state: 'out', holder: 'technician' });
    expect(
      await rig.refuse(rig.dispatcher, 'visits.saveVoucher', { kind, number: 'AZ0001', step: 'accept' }),
    ).toMatchObject({ code: 'voucher_step' });
    const list = await rig.ask(rig.dispatcher, 'visits.vouchers', { staffId: 'T01' });
    expect(list.rows).toMatchObject([{ number: 'AZ0001', orderNumber: order.number, state: 'out' }]);
    for (const [step, holder] of [
      ['back', 'outlet'],
      ['send', 'payer'],
      ['accept', 'payer'],
    ] as const)
      expect(
        await rig.ask(rig.dispatcher, 'visits.saveVoucher', { kind, number: 'AZ0001', step }),
      ).toMatchObject({ holder });
    expect(
      await rig.refuse(rig.dispatcher, 'visits.saveVoucher', { kind, number: 'AZ0001', step: 'register' }),
    ).toMatchObject({ code: 'voucher_twice' });
  }, 60_000);

  test('photos of a desk’s folder wait there once each until one is used', async () => {
    const rig = await visitRig(27);
    const hash = await rig.picture('folder');
    const first = await rig.ask(rig.dispatcher, 'visits.inboxAdd', { hash, fileName: 'IMG_1.jpg' });
    const again = await rig.ask(rig.dispatcher, 'visits.inboxAdd', { hash, fileName: 'IMG_1.jpg' });
    expect(again.id).toBe(first.id);
    await rig.ask(rig.dispatcher, 'visits.watchFolder', { folder: '微信照片' });
    expect(await rig.ask(rig.dispatcher, 'visits.inbox', {})).toMatchObject({
      folder: '微信照片',
      rows: [{ fileName: 'IMG_1.jpg', hash }],
    });
    await rig.ask(rig.dispatcher, 'visits.inboxMark', { ids: [first.id], state: 'used' });
    expect((await rig.ask(rig.dispatcher, 'visits.inbox', {})).rows).toEqual([]);
  }, 60_000);
});
