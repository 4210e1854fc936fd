import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { dayMs } from '../../domain/time/business-day.ts';
import type { InputOf } from '../../preload/contract/index.ts';
import { partsRig, type PartsRig } from './rig.ts';

let rig: PartsRig;
beforeAll(async () => {
  rig = await partsRig(29);
});
afterAll(async () => {
  expect(verifyStore(rig.outlet.store.read)).toMatchObject({ L4: { ok: true }, L5: { ok: true } });
  await rig.close();
});

const take = (input: Partial<InputOf<'parts.custodyTake'>> = {}) =>
  rig.ok(rig.store, 'parts.custodyTake', {
    kind: 'repair',
    name: '欧阳翠兰',
    phone: '13907330188',
    what: '电脑板',
    ...input,
  });
const read = async (id: string) => rig.ok(rig.manager, 'parts.custodyItem', { id });
const places = (number: string) =>
  rig.value<string | null>(
    "SELECT group_concat(b.location_id || '/' || b.bin || ' ' || b.quantity_milli, ', ') FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.serial = ? AND b.quantity_milli <> 0 AND l.is_real = 1",
    number,
  );
const account = (code: string) =>
  rig.value<number>(
    'SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = ?',
    code,
  );

test('a machine comes in over the counter, is repaired, waits and is fetched; every step is in the ledger and in its life', async () => {
  const taken = await take({ bin: 'R-02', accessories: '遥控器、电池', damage: '左侧有划痕' });
  expect(taken.number).toMatch(/^DG261122\d{4}$/);
  expect(places(taken.number)).toBe('K-REP/R-02 1000');
  expect((await read(taken.id)).item).toMatchObject({
    state: 'held',
    dueDay: '2026-12-22',
    ownerName: '欧阳翠兰',
    ageDays: 0,
    lateDays: -30,
  });
  // One number for the thing, its paper and its piece in the ledger: a scan means the thing
  expect(await rig.ok(rig.store, 'parts.scan', { code: taken.number })).toMatchObject({
    kind: 'custody',
    id: taken.id,
  });
  const step = (version: number, to: 'in_repair' | 'ready') =>
    rig.ok(rig.store, 'parts.custodyStep', { id: taken.id, version, to });
  const repairing = await step(taken.version, 'in_repair');
  const ready = await step(repairing.version, 'ready');
  const out = await rig.ok(rig.store, 'parts.custodyHandOut', {
    id: taken.id,
    version: ready.version,
    handedTo: '欧阳翠兰',
  });
  expect(out).toMatchObject({ state: 'handed_out', owedFen: 0 });
  expect(places(taken.number)).toBeNull();
  const { life } = await read(taken.id);
  expect(life.map((entry) => entry.kind)).toEqual([
    'custody.handed_out',
    'custody.step',
    'custody.step',
    'custody.taken',
  ]);
  expect(life[0]).toMatchObject({ words: '欧阳翠兰' });
  // A paper in and a paper out, both of the stock room
  expect(
    rig.value(
      "SELECT count(*) FROM document WHERE kind = 'custody' AND number IN (?, ?)",
      taken.number,
      out.paper,
    ),
  ).toBe(2);
  const scanned = await rig.ok(rig.store, 'parts.scan', { code: taken.number });
  expect(scanned).toMatchObject({ kind: 'custody', id: taken.id, state: 'handed_out' });
});

test('a man brings it back in his bag, a carrier too; nobody at home, it lies with us again', async () => {
  const taken = await take({ kind: 'new_goods', what: '壁挂机一套', name: '文静', phone: '' });
  expect(places(taken.number)).toBe('K-CUST/ 1000');
  const step = (version: number, input: Partial<InputOf<'parts.custodyStep'>>) =>
    rig.ok(rig.store, 'parts.custodyStep', { id: taken.id, version, to: 'on_way', ...input });
  const out = await step(taken.version, { staffId: 'T07' });
  expect(places(taken.number)).toBe('V-T07/ 1000');
  expect((await read(taken.id)).item).toMatchObject({ state: 'on_way', carrierName: expect.any(String) });
  const back = await step(out.version, { to: 'ready', bin: 'C-1' });
  expect(places(taken.number)).toBe('K-CUST/C-1 1000');
  const sent = await step(back.version, {});
  expect(places(taken.number)).toBe('K-TRANSIT/ 1000');
  await rig.ok(rig.store, 'parts.custodyHandOut', { id: taken.id, version: sent.version, handedTo: '文静' });
  expect(places(taken.number)).toBeNull();
  // New goods are not repaired
  const other = await take({ kind: 'new_goods', what: '烟机', name: '文静' });
  expect(
    await rig.refused(rig.store, 'parts.custodyStep', { id: other.id, version: 1, to: 'in_repair' }),
  ).toMatchObject({ code: 'custody_step', params: { number: other.number, custodyState: 'held' } });
});

test('what is owed is said before it goes: the fee is met or waived with a word, the rest of the order too', async () => {
  const { id: workOrderId, visitId } = await rig.order('T05');
  rig.run((tx) =>
    tx.insert('fee_line', {
      work_order_id: workOrderId,
      visit_id: visitId,
      party: 'user',
      party_id: tx.value<string>('SELECT customer_id FROM work_order WHERE id = ?', workOrderId),
      fee_kind: 'repair',
      name: '维修费',
      unit_fen: 8000,
      amount_fen: 8000,
      paid_fen: 3000,
      state: 'open',
      at: tx.at,
    }),
  );
  const taken = await take({ workOrderId, name: '', phone: '', feeFen: 2000, machineCode: 'KB-778201' });
  const item = (await read(taken.id)).item;
  expect(item).toMatchObject({ owedFen: 5000, feeFen: 2000, ownerName: '冉梦溪', workOrderId });
  const out = (input: Partial<InputOf<'parts.custodyHandOut'>>) => ({
    id: taken.id,
    version: taken.version,
    handedTo: '冉先生',
    ...input,
  });
  const refused = (input: Partial<InputOf<'parts.custodyHandOut'>>) =>
    rig.refused(rig.store, 'parts.custodyHandOut', out(input));
  expect(await refused({ handedTo: ' ' })).toMatchObject({ code: 'custody_who' });
  expect(await refused({ reason: '熟人' })).toMatchObject({
    code: 'custody_owed',
    params: { amountFen: 7000 },
  });
  expect(await refused({ fee: 'cash' })).toMatchObject({ code: 'custody_owed', params: { amountFen: 5000 } });
  expect(
    await rig.refused(rig.store, 'parts.custodyTake', {
      kind: 'repair',
      name: '甲',
      what: '柜机',
      machineCode: 'KB-778201',
    }),
  ).toMatchObject({
    code: 'custody_here',
    params: { number: taken.number },
  });
  const [drawer, income] = [account('cash_with_staff'), account('income_other_service')];
  const done = await rig.ok(rig.store, 'parts.custodyHandOut', out({ fee: 'cash', reason: '月底一起结' }));
  expect([account('cash_with_staff') - drawer, account('income_other_service') - income]).toEqual([
    2000, -2000,
  ]);
  // Taken back inside the open month: the thing lies where it lay, the money is booked back, the paper is void
  const back = await rig.ok(rig.store, 'parts.custodyUndo', {
    id: taken.id,
    version: done.version,
    reason: '拿错了',
  });
  expect(back.state).toBe('held');
  expect(places(taken.number)).toBe('K-REP/ 1000');
  expect([account('cash_with_staff'), account('income_other_service')]).toEqual([drawer, income]);
  expect(rig.value('SELECT state FROM document WHERE number = ?', done.paper)).toBe('void');
  const waived = { id: taken.id, version: back.version, handedTo: '冉梦溪', fee: 'waived' as const };
  expect(await rig.refused(rig.store, 'parts.custodyHandOut', { ...waived, reason: '' })).toMatchObject({
    code: 'custody_owed',
  });
  const again = await rig.ok(rig.store, 'parts.custodyHandOut', { ...waived, reason: '店长同意' });
  rig.run((tx) => {
    tx.insert('period', { id: '2025-02', from_day: '2025-02-01', to_day: '2025-02-28', state: 'closed' });
    const paper = tx.value<string>('SELECT id FROM document WHERE number = ?', again.paper) ?? '';
    tx.update('document', paper, { business_day: '2025-02-10' });
  });
  expect(
    await rig.refused(rig.store, 'parts.custodyUndo', { id: taken.id, version: again.version, reason: '' }),
  ).toMatchObject({ code: 'period_closed', params: { period: '2025-02' } });
});

test('the reminder list: the latest first, a call is written down and moves it to the day agreed', async () => {
  const early = await take({ what: '油烟机电机', name: '段女士', dueDay: '2026-11-24' });
  const late = await take({ what: '净水器主机', name: '彭先生', dueDay: '2026-11-23' });
  const reminded = async () =>
    (await rig.ok(rig.store, 'parts.custody', { view: 'remind' })).rows.map((row) => row.id);
  expect(await reminded()).toEqual([]);
  rig.env.jump(3 * dayMs);
  expect(await reminded()).toEqual([late.id, early.id]);
  const { alarms } = await rig.ok(rig.store, 'today.get', {});
  expect(alarms).toContainEqual(expect.objectContaining({ code: 'custody_due', params: { n: 2 } }));
  expect((await read(late.id)).item.lateDays).toBe(2);
  const remind = { id: late.id, version: late.version };
  expect(await rig.refused(rig.store, 'parts.custodyRemind', { ...remind, note: ' ' })).toMatchObject({
    code: 'custody_reason',
  });
  expect(
    await rig.refused(rig.store, 'parts.custodyRemind', { ...remind, note: '来', nextDay: '2026-11-20' }),
  ).toMatchObject({ code: 'custody_due' });
  await rig.ok(rig.store, 'parts.custodyRemind', { ...remind, note: '下周来取', nextDay: '2026-11-30' });
  expect(await reminded()).toEqual([early.id]);
  const { item, life } = await read(late.id);
  expect(item).toMatchObject({ remindDay: '2026-11-30', remindedAt: expect.any(Number) });
  expect(life[0]).toMatchObject({ kind: 'custody.reminded', words: '下周来取' });
  // The words are sealed with the owner's key and stand nowhere in the clear
  expect(rig.value("SELECT count(*) FROM event WHERE entity_id = ? AND params LIKE '%下周%'", late.id)).toBe(
    0,
  );
});

test('lost and scrapped want a reason and leave the shelf; nothing of a user is stock of ours', async () => {
  const lost = await take({ what: '遥控器', name: '甲' });
  const end = (id: string, to: 'lost' | 'scrapped', reason: string) => ({ id, version: 1, to, reason });
  expect(await rig.refused(rig.store, 'parts.custodyEnd', end(lost.id, 'lost', ''))).toMatchObject({
    code: 'custody_reason',
  });
  await rig.ok(rig.store, 'parts.custodyEnd', end(lost.id, 'lost', '搬库时不见了'));
  const scrapped = await take({ what: '旧冷凝器', kind: 'old_machine', name: '乙' });
  await rig.ok(rig.store, 'parts.custodyEnd', end(scrapped.id, 'scrapped', '用户说不要了'));
  expect(places(lost.number)).toBeNull();
  expect(places(scrapped.number)).toBe('K-SCRAP/ 1000');
  const kept = await take({ what: '挂机', name: '丙' });
  const part = rig.value<string>("SELECT id FROM part WHERE owner_kind = 'custody'");
  // Neither promised, issued, transferred nor scrapped as stock: only its own steps move it
  for (const [channel, input] of [
    ['parts.transfer', { fromLocationId: 'K-REP', toLocationId: 'K-MAIN' }],
    ['parts.scrap', { fromLocationId: 'K-REP', reason: '坏' }],
  ] as const)
    expect(
      await rig.refused(rig.manager, channel, {
        ...input,
        lines: [{ partId: part, quantityMilli: 1000, serial: kept.number }],
      } as never),
    ).not.toBeNull();
  expect(places(kept.number)).toBe('K-REP/ 1000');
  expect(rig.value("SELECT count(*) FROM stock_value WHERE owner_kind = 'custody'")).toBe(0);
});

test('bad input is one sentence and leaves nothing', async () => {
  const before = rig.value<number>('SELECT count(*) FROM custody_item');
  const refused = (input: Partial<InputOf<'parts.custodyTake'>>) =>
    rig.refused(rig.store, 'parts.custodyTake', { kind: 'repair', name: '丁', what: '主板', ...input });
  expect(await refused({ name: ' ' })).toMatchObject({ code: 'custody_owner' });
  expect(await refused({ phone: '不知道' })).toMatchObject({ code: 'phone_unreadable' });
  expect(await refused({ locationId: 'K-MAIN' })).toMatchObject({ code: 'custody_place' });
  expect(await refused({ dueDay: '2026-01-01' })).toMatchObject({ code: 'custody_due' });
  expect(await refused({ workOrderId: 'none' })).toMatchObject({ code: 'not_found' });
  expect(rig.value<number>('SELECT count(*) FROM custody_item')).toBe(before);
  const taken = await take({ name: '戊' });
  await rig.ok(rig.store, 'parts.custodyStep', { id: taken.id, version: 1, to: 'in_repair' });
  expect(
    await rig.refused(rig.store, 'parts.custodyStep', { id: taken.id, version: 1, to: 'ready' }),
  ).toMatchObject({ code: 'conflict' });
});

test('a reader without the right to phones sees masks, and may look once with a reason that is kept; an erased user is gone', async () => {
  const taken = await take({ name: '司马晓岚', phone: '13787412233', note: '电话 13787412233' });
  const accountant = rig.outlet.session({ as: 'S04', deskId: 'desk-a' });
  const { item } = await rig.ok(accountant, 'parts.custodyItem', { id: taken.id });
  expect(item).toMatchObject({ ownerName: '司马晓岚', phone: '137****2233', note: '****' });
  await rig.ok(rig.store, 'parts.custodyRemind', { id: taken.id, version: 1, note: '明天来' });
  expect((await rig.ok(accountant, 'parts.custodyItem', { id: taken.id })).life[0]).toMatchObject({
    kind: 'custody.reminded',
    words: '****',
  });
  expect(
    await rig.refused(accountant, 'parts.custodyReveal', { id: taken.id, reason: 'call_user' }),
  ).toMatchObject({ code: 'forbidden' });
  const shown = await rig.ok(rig.store, 'parts.custodyReveal', { id: taken.id, reason: 'call_user' });
  expect(shown).toEqual({
    values: { name: '司马晓岚', phone: '13787412233', note: '电话 13787412233' },
    said: ['明天来'],
  });
  expect((await read(taken.id)).life[0]).toMatchObject({
    kind: 'custody.revealed',
    params: { cause: 'call_user' },
  });
  // A technician sees what he has to do with, nobody else's
  const stranger = rig.outlet.session({ as: 'T06', deskId: 'desk-t' });
  expect(await rig.refused(stranger, 'parts.custodyItem', { id: taken.id })).toMatchObject({
    code: 'not_found',
  });
  const customer = rig.value<string>('SELECT customer_id FROM custody_item WHERE id = ?', taken.id);
  const version = rig.value<number>('SELECT version FROM customer WHERE id = ?', customer);
  await rig.ok(rig.manager, 'customers.erase', { id: customer, version });
  expect((await read(taken.id)).item).toMatchObject({ ownerName: '', note: '', accessories: '' });
});
