import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PaperRig, paperRig, readyOrder } from './rig.ts';

const look = async (rig: PaperRig, id: string) =>
  (await rig.ask(rig.dispatcher, 'paper.preview', { kind: 'service_slip', id })).lines.join('\n');
const version = (rig: PaperRig, id: string) =>
  rig.one<{ version: number }>('SELECT version FROM work_order WHERE id = ?', id).version;
const slips = (rig: PaperRig, orderId: string) =>
  rig.all<{ number: string; state: string; void_reason: string | null }>(
    'SELECT number, state, void_reason FROM slip WHERE work_order_id = ? ORDER BY seq',
    orderId,
  );
const print = (rig: PaperRig, id: string) =>
  rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: [id] });
const run = (rig: PaperRig, work: Parameters<PaperRig['outlet']['store']['gate']['run']>[1]) =>
  rig.outlet.store.gate.run(
    { command: 'test.rows', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
    work,
  );

test('a corrected telephone voids the slip; the next says which it stands for and why', async () => {
  const rig = await paperRig({ seed: 61 });
  const order = await readyOrder(rig);
  const [first] = (await print(rig, order.id)).jobs;
  expect(slips(rig, order.id)).toMatchObject([{ state: 'out' }]);
  await rig.ask(rig.dispatcher, 'orders.editUser', {
    id: order.id,
    version: version(rig, order.id),
    phone: '13800000177',
  });
  expect(slips(rig, order.id)).toEqual([
    { number: first!.documentNumber, state: 'void', void_reason: 'door_changed' },
  ]);
  // What waited in the queue would have printed the old number
  expect(rig.one('SELECT state FROM print_job WHERE id = ?', first!.jobId)).toEqual({ state: 'cancelled' });
  const [second] = (await print(rig, order.id)).jobs;
  expect(second!.documentNumber).not.toBe(first!.documentNumber);
  expect(await look(rig, order.id)).toContain(`替换已作废的 ${first!.documentNumber}`);
  expect((await look(rig, order.id)).replaceAll(/\s/gu, '')).toContain('用户或地址已改');
  const old = rig.one<{ id: string }>('SELECT id FROM slip WHERE number = ?', first!.documentNumber);
  const again = await rig.ask(rig.dispatcher, 'paper.preview', { kind: 'service_slip', id: old.id });
  expect(again.voided).toBe(true);
  expect(again.lines.join('\n')).toContain('作废原因: 用户或地址已改');
  expect(rig.all('SELECT number, replaces, void_reason FROM paper_record ORDER BY seq')).toEqual([
    { number: first!.documentNumber, replaces: null, void_reason: 'door_changed' },
    { number: second!.documentNumber, replaces: first!.documentNumber, void_reason: null },
  ]);
}, 60_000);

test('another time and another machine void it too; a code keyed or an order made urgent does not', async () => {
  const rig = await paperRig({ seed: 62 });
  const order = await readyOrder(rig);
  const slot = rig.one<{ id: string }>(
    'SELECT id FROM slot WHERE retired_at IS NULL ORDER BY sort LIMIT 1',
  ).id;
  const book = (day: string, causeCode: string | null) =>
    rig.ask(rig.dispatcher, 'orders.book', {
      id: order.id,
      version: version(rig, order.id),
      day,
      slotId: slot,
      causeCode,
      override: true,
    });
  await book('2026-11-25', null);
  await print(rig, order.id);
  const machine = () =>
    rig.one<{ id: string; version: number }>(
      'SELECT id, version FROM machine_line WHERE work_order_id = ?',
      order.id,
    );
  const editMachine = (change: Record<string, unknown>) => {
    const { id, version: seen } = machine();
    return rig.ask(rig.dispatcher, 'orders.editMachine', { machineId: id, version: seen, ...change });
  };
  await editMachine({ indoorCode: 'LZ01N260300127' });
  run(rig, (tx) => tx.update('work_order', order.id, { urgent: true }));
  await print(rig, order.id);
  expect(slips(rig, order.id)).toMatchObject([{ state: 'out' }]);
  const cause = rig.one<{ code: string }>(
    "SELECT code FROM reason_code WHERE kind = 'reschedule' ORDER BY sort LIMIT 1",
  ).code;
  await book('2026-11-26', cause);
  expect(slips(rig, order.id)).toMatchObject([{ state: 'void', void_reason: 'time_changed' }]);
  await print(rig, order.id);
  await editMachine({ quantity: 2 });
  expect(slips(rig, order.id)).toMatchObject([
    { state: 'void', void_reason: 'time_changed' },
    { state: 'void', void_reason: 'work_changed' },
  ]);
}, 60_000);

test('three parts are three papers of one printing, each with its name', async () => {
  const rig = await paperRig({ seed: 63 });
  const order = await readyOrder(rig);
  const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', {
    kind: 'service_slip',
    ids: [order.id],
    threeParts: true,
  });
  expect(jobs.map((job) => job.copyNo)).toEqual([1, 1, 1]);
  expect(new Set(jobs.map((job) => job.documentNumber)).size).toBe(1);
  expect(rig.one('SELECT copies FROM slip WHERE work_order_id = ?', order.id)).toEqual({ copies: 1 });
  await rig.round();
  const folder = join(rig.outlet.dir, 'prints', '80mm');
  const papers = readdirSync(folder).map((name) =>
    new TextDecoder('gb18030').decode(readFileSync(join(folder, name))),
  );
  const names = ['存根联(白)', '结算联(红)', '用户联(黄)'];
  expect(papers).toHaveLength(3);
  for (const name of names)
    expect(
      papers.filter((paper) => paper.includes(name)),
      name,
    ).toHaveLength(1);
}, 60_000);

test('the slip of a finished visit says what was done, used and taken', async () => {
  const rig = await paperRig({ seed: 64 });
  const order = await readyOrder(rig);
  const { jobs } = await print(rig, order.id);
  run(rig, (tx) => {
    const keyId = tx.value<number>('SELECT key_id FROM work_order WHERE id = ?', order.id)!;
    const line = tx.value<string>('SELECT id FROM machine_line WHERE work_order_id = ?', order.id)!;
    const fault = tx.get<{ id: string; code: string }>('SELECT id, code FROM fault ORDER BY seq LIMIT 1')!;
    const result = tx.value<string>(
      "SELECT code FROM reason_code WHERE kind = 'finish_result' ORDER BY sort LIMIT 1",
    )!;
    const device = tx.insert('device', { bought_at: '栖云商场', invoice_number: 'FP-778' });
    tx.update('machine_line', line, {
      device_id: device,
      fault_id: fault.id,
      measure: '换主板·调试',
      result_code: result,
    });
    tx.insert('note', {
      work_order_id: order.id,
      reach: 'technician',
      text: '车停东门',
      at: tx.at,
      key_id: keyId,
    });
    const known = tx.value<string>('SELECT visit_id FROM slip WHERE work_order_id = ?', order.id);
    const visit =
      known ?? tx.insert('visit', { work_order_id: order.id, visit_no: 1, day: '2026-11-22', key_id: keyId });
    tx.update('visit', visit, { state: 'ended', arrived_at: tx.at - 3_600_000, ended_at: tx.at });
    tx.update('slip', tx.value<string>('SELECT id FROM slip WHERE work_order_id = ?', order.id)!, {
      state: 'back',
      visit_id: visit,
    });
    tx.insert('part_use', {
      visit_id: visit,
      work_order_id: order.id,
      part_id: 'LZ-001',
      quantity_milli: 1000,
      unit_fen: 9500,
      amount_fen: 9500,
      payer: 'user',
      at: tx.at,
    });
    for (const [kind, fen] of [
      ['call_out', 3000],
      ['parts', 9500],
      ['holiday', 2000],
    ] as const)
      tx.insert('fee_line', {
        work_order_id: order.id,
        visit_id: visit,
        party: 'user',
        fee_kind: kind,
        unit_fen: fen,
        amount_fen: fen,
        state: 'open',
        at: tx.at,
      });
    const pay = (number: string, purpose: string, fen: number) =>
      tx.insert('payment', {
        number,
        work_order_id: order.id,
        visit_id: visit,
        method: 'qr',
        purpose,
        amount_fen: fen,
        at: tx.at,
        day: '2026-11-22',
      });
    pay('SJ2611220001', 'fee', 14_500);
    pay('SJ2611220002', 'goods_for_others', 88_000);
  });
  const slip = rig.one<{ id: string }>('SELECT id FROM slip WHERE number = ?', jobs[0]!.documentNumber);
  const text = (
    await rig.ask(rig.manager, 'paper.preview', { kind: 'service_slip', id: slip.id })
  ).lines.join('\n');
  for (const words of [
    '栖云商场',
    'FP-778',
    '车停东门',
    '换主板·调试',
    'LZ-001',
    '￥145.00',
    '壹佰肆拾伍元整',
    '扫码■',
    'SJ2611220001',
    '880.00',
    '保外',
  ])
    expect(text, words).toContain(words);
  // 上门 30.00, 材料 95.00, the holiday among 其他 20.00: nothing lost on the way to the total
  for (const money of ['30.00', '95.00', '20.00']) expect(text).toContain(money);
  expect(text).toMatch(/到达时间 2026-\d\d-\d\d \d\d:\d\d/u);
}, 60_000);
