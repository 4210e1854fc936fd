import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InputOf } from '../../preload/contract/index.ts';
import { searchThing } from '../../main/services/search/index-thing.ts';
import { pickFair } from '../../domain/search/pick-fair.ts';
import { deskRig, type DeskRig } from '../orders/rig.ts';

type Kind = NonNullable<InputOf<'search.find'>['kinds']>[number];

let rig: DeskRig;
let order: { id: string; number: string; customer_id: string; name: string; phone: string };
const code = 'KFR35GW7788990012';
beforeAll(async () => {
  rig = await deskRig(6);
  const { store, env } = rig.outlet;
  order = store.read
    .prepare(
      `SELECT w.id, w.number, w.customer_id, c.name, c.phone FROM work_order w JOIN customer c ON c.id = w.customer_id WHERE c.phone IS NOT NULL LIMIT 1`,
    )
    .get() as typeof order;
  store.gate.run({ command: 'test.things', requestId: 'things', deskId: 'test', staffId: null }, (tx) => {
    const key = tx.value<number>('SELECT key_id FROM work_order WHERE id = ?', order.id);
    const at = env.now();
    const device = tx.insert('device', {
      customer_id: order.customer_id,
      key_id: key,
      model: 'KFR-35GW/A1',
      indoor_code: code,
    });
    searchThing(tx, 'device', device, [code, null], ['KFR-35GW/A1']);
    const line = tx.value<string>('SELECT id FROM machine_line WHERE work_order_id = ? LIMIT 1', order.id);
    tx.update('machine_line', line ?? '', { device_id: device });
    const document = tx.insert('document', {
      kind: 'issue',
      number: 'LL261122-0007',
      state: 'posted',
      business_day: '2026-11-22',
      staff_id: 'T02',
      at,
    });
    searchThing(tx, 'document', document, ['LL261122-0007']);
    const payment = tx.insert('payment', {
      number: 'SK261122-0003',
      receipt_number: 'SJ261122-0009',
      work_order_id: order.id,
      method: 'cash',
      purpose: 'fee',
      amount_fen: 5000,
      at,
      day: '2026-11-22',
    });
    searchThing(tx, 'receipt', payment, ['SK261122-0003', 'SJ261122-0009']);
    tx.insert('pay_slip', {
      number: 'GZ261122-0001',
      staff_id: 'T02',
      period: '2026-10',
      state: 'draft',
      due_fen: 1,
      deducted_fen: 0,
      net_fen: 1,
      at,
    });
    tx.insert('statement', {
      payer_id: 'PY-LZ',
      number: 'ZD261122-0001',
      period: '2026-10',
      file_hash: 'x',
      state: 'imported',
      at,
    });
    for (const [name, owner, shared] of [
      ['我的急单', 'S01', false],
      ['大家的急单', 'S02', true],
      ['别人的急单', 'S02', false],
    ] as const)
      tx.insert('saved_view', { area: 'orders', name, owner_id: owner, shared, body: {} });
  });
});
afterAll(() => rig.close());

const find = async (as: string, text: string, kinds: Kind[] = []) => {
  const session = rig.outlet.session({ as, deskId: `desk-${as}` });
  const answer = await rig.outlet.call(session, 'search.find', { text, kinds, limit: 50 });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.hits;
};
const kindsOf = async (as: string, text: string) => new Set((await find(as, text)).map((hit) => hit.kind));

test('every kind is found by a piece of its number, its name, its pinyin initials', async () => {
  const team = rig.outlet.store.read.prepare('SELECT name_zh FROM team LIMIT 1').pluck().get() as string;
  const shop = rig.outlet.store.read.prepare('SELECT name_zh FROM sub_shop LIMIT 1').pluck().get() as string;
  const brand = rig.outlet.store.read.prepare('SELECT name_zh FROM brand LIMIT 1').pluck().get() as string;
  const payer = rig.value<string>("SELECT name_zh FROM payer WHERE id = 'PY-LZ'");
  for (const [text, kind] of [
    [code.slice(4, 12), 'device'],
    ['1122-0007', 'document'],
    ['SJ261122-0009', 'receipt'],
    ['122-0003', 'receipt'],
    ['gz2611', 'pay_slip'],
    [payer.slice(0, 3), 'statement'],
    ['dj', 'view'],
    [team, 'team'],
    [shop.slice(0, 2), 'sub_shop'],
    [brand, 'brand'],
  ] as const)
    expect(await kindsOf('S01', text), text).toContain(kind);
});

test('a user is found beside his orders and opens as himself; the code of a machine leads to him', async () => {
  const users = (await find('S01', order.name)).filter((hit) => hit.kind === 'customer');
  expect(users.map((hit) => hit.id)).toContain(order.customer_id);
  expect(new Set(users.map((hit) => hit.id)).size).toBe(users.length);
  const [device] = await find('S01', code, ['device']);
  expect(device).toMatchObject({ code, customerId: order.customer_id, orderId: order.id });
  // Words of the work itself find orders, not whoever ordered it
  const title = rig.value<string>('SELECT title FROM work_order WHERE id = ?', order.id);
  expect((await find('S01', title)).some((hit) => hit.kind === 'customer')).toBe(false);
});

test('a reader with masks finds every kind by whole numbers and tails only, and reads no name', async () => {
  expect((await find('S04', code, ['device'])).map((hit) => hit.code)).toEqual([code]);
  expect(await find('S04', code.slice(0, 12), ['device'])).toEqual([]);
  expect(await find('S04', order.name, ['work_order', 'device', 'customer'])).toEqual([]);
  expect(await find('S04', order.phone.slice(1, 8), ['work_order', 'device', 'customer'])).toEqual([]);
  const seen = await find('S04', order.phone.slice(-4));
  expect(seen.map((hit) => hit.kind)).toContain('work_order');
  for (const hit of seen) expect(`${hit.phone ?? ''} ${hit.address ?? ''}`).not.toContain(order.phone);
});

test('a kind is only for whoever may read it; a view only for its owner unless shared', async () => {
  for (const text of ['LL261122-0007', 'SJ261122-0009', 'GZ261122-0001', 'ZD261122-0001'])
    expect(await find('T02', text), text).toEqual([]);
  expect(await kindsOf('S03', 'LL261122-0007')).toContain('document');
  expect(await kindsOf('S03', 'SJ261122-0009')).not.toContain('receipt');
  expect(await find('T05', code)).toEqual([]);
  const names = (await find('S01', '急单', ['view'])).map((hit) => hit.titleZh);
  expect(names.sort()).toEqual(['大家的急单', '我的急单'].sort());
});

test('work of the catalogue is named in English however many machines it is for; other words stay', async () => {
  const { id, zh, en } = rig.outlet.store.read
    .prepare(
      "SELECT w.id, i.name_zh AS zh, i.name_en AS en FROM work_order w JOIN service_item i ON i.id = w.service_item_id WHERE i.name_en <> '' LIMIT 1",
    )
    .get() as { id: string; zh: string; en: string };
  const number = rig.value<string>('SELECT number FROM work_order WHERE id = ?', id);
  for (const [title, said] of [
    [zh, en],
    [`${zh} ×2`, `${en} ×2`],
    [`${zh}换件`, `${zh}换件`],
  ] as const) {
    rig.outlet.store.gate.run(
      { command: 'test.title', requestId: title, deskId: 'test', staffId: null },
      (tx) => tx.update('work_order', id, { title }),
    );
    const [hit] = await find('S01', number, ['work_order']);
    expect(hit, title).toMatchObject({ titleZh: title, titleEn: said });
  }
});

test('a printed slip is found at once by its number', async () => {
  const { outlet, dispatcher } = rig;
  const document = await outlet.call(dispatcher, 'orders.get', { id: order.id });
  if (!document.ok) throw new Error('get');
  const { version } = document.value.order;
  const decidedFlags = document.value.flags.map((flag) => flag.id);
  await outlet.call(dispatcher, 'orders.approve', { id: order.id, version, decidedFlags });
  await outlet.call(dispatcher, 'paper.print', { kind: 'service_slip', ids: [order.id] });
  const slip = outlet.store.read
    .prepare('SELECT number FROM slip WHERE work_order_id = ?')
    .pluck()
    .get(order.id) as string;
  const [hit] = await find('S02', slip.slice(-6), ['slip']);
  expect(hit).toMatchObject({ code: slip, orderId: order.id, detail: order.number });
});

test('kinds an outlet does not use are not found', async () => {
  const team = rig.outlet.store.read.prepare('SELECT name_zh FROM team LIMIT 1').pluck().get() as string;
  await rig.outlet.call(rig.manager, 'outlet.setFeature', { code: 'teams', enabled: false });
  await rig.outlet.call(rig.manager, 'outlet.setFeature', { code: 'parts', enabled: false });
  expect(await kindsOf('S01', team)).not.toContain('team');
  expect(await find('S01', 'LL261122-0007')).toEqual([]);
});

test('of questions typed into one box only the newest is answered', async () => {
  const session = rig.outlet.session({ as: 'S01', deskId: 'desk-box' });
  const typed = await Promise.all(
    ['1', '12', '122', order.number].map((text) =>
      rig.outlet.call(session, 'search.find', { text, kinds: ['work_order'], box: 'palette' }),
    ),
  );
  const answers = typed.map((answer) => (answer.ok ? answer.value : null));
  expect(answers.map((answer) => answer?.overtaken)).toEqual([false, true, true, false]);
  expect(answers.at(-1)?.hits.map((hit) => hit.code)).toContain(order.number);
});

test('a crowd of one kind leaves places to the others, and the order stays', () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ kind: at === 39 ? 'staff' : 'slip', at }));
  const picked = pickFair(rows, 10);
  expect(picked).toHaveLength(10);
  expect(picked.map((row) => row.at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 39]);
});
