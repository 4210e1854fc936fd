import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { dispatchRig, ok, refused, type DispatchRig } from './rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(7);
});
afterAll(() => rig.close());

const day = '2026-11-24';
const write = <T>(name: string, change: (tx: Tx) => T): T =>
  rig.outlet.store.gate.run({ command: `test.${name}`, requestId: name, deskId: 't', staffId: null }, change);
const offered = (id: string) =>
  rig.value<number>("SELECT count(*) FROM assignment WHERE work_order_id = ? AND state = 'offered'", id);

describe('many orders at once', () => {
  test('each has its own result; asking again with the same request does nothing twice', async () => {
    const [a = '', b = '', c = ''] = await rig.ready(3);
    const [forA, forB, forC] = [await rig.fit(a), await rig.fit(b), await rig.fit(c)];
    const input = {
      items: [
        { id: a, version: rig.version(a), staffId: forA },
        { id: b, version: rig.version(b) - 1, staffId: forB },
        { id: c, version: rig.version(c), staffId: forC },
      ],
    };
    const options = { requestId: 'many-orders-1' };
    const first = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assignMany', input, options));
    expect(first.results.map((one) => one.fault?.code ?? null)).toEqual([null, 'conflict', null]);
    const again = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assignMany', input, options));
    expect(again.results.filter((one) => one.fault === null).map((one) => one.id)).toEqual([a, c]);
    expect([offered(a), offered(b), offered(c)]).toEqual([1, 0, 1]);
    // One batch, also when it was asked twice: taken back together
    expect(again.batchId).toBe(first.batchId);
    const undone = await ok(rig.outlet.call(rig.dispatcher, 'orders.undo', { batchId: first.batchId ?? '' }));
    expect(undone.left).toEqual([]);
    expect([offered(a), offered(b), offered(c)]).toEqual([0, 0, 0]);
    for (const id of [a, b, c])
      expect(rig.value('SELECT state FROM work_order WHERE id = ?', id)).toBe('ready');
  });

  test('an order somebody has is not taken from him unless a reason was given; then it changes hands', async () => {
    const [id = ''] = await rig.ready(1);
    const { candidates } = await ok(rig.outlet.call(rig.manager, 'dispatch.candidates', { orderId: id }));
    const [from = '', to = ''] = candidates
      .filter((one) => one.refusals.length === 0)
      .map((one) => one.staffId);
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId: from }),
    );
    const give = async (reasonCode: string | null) =>
      (
        await ok(
          rig.outlet.call(rig.dispatcher, 'dispatch.assignMany', {
            items: [{ id, version: rig.version(id), staffId: to }],
            reasonCode,
          }),
        )
      ).results[0];
    const name = rig.value<string>('SELECT name FROM staff WHERE id = ?', from);
    const by = rig.value<string>("SELECT name FROM staff WHERE id = 'S02'");
    expect((await give(null))?.fault).toMatchObject({
      code: 'order_taken',
      params: { staffName: name, byName: by, clock: expect.stringMatching(/^\d\d:\d\d$/) as string },
    });
    expect((await give('J04'))?.fault).toBeNull();
    expect(rig.value('SELECT staff_id FROM work_order WHERE id = ?', id)).toBe(to);
  });
});

describe('a week', () => {
  test('adds up: what people have per day, what is booked and given to nobody, load of slots, teams', async () => {
    const [mine = '', open = ''] = await rig.ready(2);
    const staffId = await rig.fit(mine);
    const slotId = rig.id('SELECT id FROM slot ORDER BY sort LIMIT 1');
    const before = await ok(rig.outlet.call(rig.manager, 'dispatch.week', { fromDay: day }));
    write('booked', (tx) => {
      tx.update('work_order', mine, {
        staff_id: staffId,
        appointment_day: day,
        appointment_slot_id: slotId,
        machine_count: 2,
      });
      tx.update('work_order', open, { appointment_day: day, appointment_slot_id: slotId });
    });
    const week = await ok(rig.outlet.call(rig.manager, 'dispatch.week', { fromDay: day }));
    expect(week.days.map((one) => one.day)).toHaveLength(7);
    const [first] = week.days;
    const [was] = before.days;
    expect(first?.jobs).toBe((was?.jobs ?? 0) + 1);
    expect(first?.unassigned).toBe((was?.unassigned ?? 0) + 1);
    const slot = first?.slots.find((one) => one.slotId === slotId);
    expect(slot?.taken).toBe((was?.slots.find((one) => one.slotId === slotId)?.taken ?? 0) + 1);
    expect(slot?.capacity).toBeGreaterThan(0);
    const person = week.people.find((one) => one.staffId === staffId);
    expect(person?.minutes).toBe(person?.days.reduce((total, one) => total + one.minutes, 0));
    for (const [at, one] of week.days.entries())
      expect(one.minutes).toBe(week.people.reduce((total, each) => total + (each.days[at]?.minutes ?? 0), 0));
    for (const team of week.teams)
      expect(team.jobs).toBe(
        week.people.filter((each) => each.teamId === team.id).reduce((total, each) => total + each.jobs, 0),
      );
    write('leave', (tx) => {
      tx.insert('shift', { staff_id: staffId, day, from_clock: '00:00', to_clock: '24:00', kind: 'leave' });
      tx.insert('slot_closed', { day, slot_id: slotId, reason: 'storm', at: tx.at });
    });
    const after = await ok(rig.outlet.call(rig.manager, 'dispatch.week', { fromDay: day }));
    expect(after.people.find((one) => one.staffId === staffId)?.days[0]).toMatchObject({
      off: 'leave',
      capacityMinutes: 0,
    });
    expect(after.days[0]?.slots.find((one) => one.slotId === slotId)).toMatchObject({
      closed: true,
      capacity: 0,
    });
    write('back', (tx) => {
      for (const id of [mine, open])
        tx.update('work_order', id, { staff_id: null, appointment_day: null, appointment_slot_id: null });
    });
  });
});

describe('a second visit', () => {
  test('lies at whoever was there until it has a day, then in its slot, and says which trip it is', async () => {
    const [id = ''] = await rig.ready(1);
    const staffId = await rig.fit(id);
    const board = () => ok(rig.outlet.call(rig.dispatcher, 'dispatch.day', { day }));
    expect((await board()).unassigned.find((one) => one.id === id)?.visitNo).toBe(1);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId }));
    expect((await board()).again.map((one) => one.id)).not.toContain(id);
    const slotId = rig.id('SELECT id FROM slot ORDER BY sort LIMIT 1');
    const key = rig.value<number>('SELECT key_id FROM work_order WHERE id = ?', id);
    write('was-there', (tx) => {
      const trip = { work_order_id: id, visit_no: 1, day: '2026-11-21', key_id: key };
      tx.insert('visit', { ...trip, state: 'ended', outcome: 'wait_part' });
    });
    const waiting = (await board()).again.filter((one) => one.id === id);
    expect(waiting).toMatchObject([{ staffId, visitNo: 2, appointmentDay: null }]);
    write('booked-again', (tx) => {
      tx.update('work_order', id, { appointment_day: day, appointment_slot_id: slotId });
    });
    const booked = await board();
    expect(booked.again.map((one) => one.id)).not.toContain(id);
    expect(booked.cards.find((one) => one.id === id)).toMatchObject({ slotId, visitNo: 2 });
    // Finished on the second trip: it was the second, not the third
    write('finished', (tx) => {
      tx.insert('visit', {
        work_order_id: id,
        visit_no: 2,
        day,
        key_id: key,
        state: 'ended',
        outcome: 'done',
      });
      tx.update('work_order', id, { state: 'finished' });
    });
    expect((await board()).cards.find((one) => one.id === id)?.visitNo).toBe(2);
    write('aside', (tx) => {
      tx.update('work_order', id, { appointment_day: null, appointment_slot_id: null });
    });
  });
});

describe('texts for a chat', () => {
  test('in English the work is called by its English name, with its number of machines', async () => {
    await rig.ready(1);
    const { number } = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.previewText', { text: '{number}', language: 'en' }),
    );
    const id = rig.value<string>('SELECT id FROM work_order WHERE number = ?', number);
    const item = (column: string) =>
      rig.value<string>(
        `SELECT i.${column} FROM work_order w JOIN service_item i ON i.id = w.service_item_id WHERE w.id = ?`,
        id,
      );
    rig.outlet.store.gate.run(
      { command: 'test.title', requestId: 'two machines', deskId: 'test', staffId: null },
      (tx) => tx.update('work_order', id, { title: `${item('name_zh')} ×2` }),
    );
    const say = async (language: 'zh' | 'en') =>
      (await ok(rig.outlet.call(rig.dispatcher, 'dispatch.previewText', { text: '{title}', language }))).text;
    expect(await say('en')).toBe(`${item('name_en')} ×2`);
    expect(await say('zh')).toBe(`${item('name_zh')} ×2`);
  });

  test('by the template of whoever has the order; several in one; copying is remembered', async () => {
    const [a = '', b = ''] = await rig.ready(2);
    const staffId = await rig.fit(a);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id: a, version: rig.version(a), staffId }));
    const number = (id: string) => rig.value<string>('SELECT number FROM work_order WHERE id = ?', id);
    const usual = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.text', { orderId: a }));
    expect(usual.text.startsWith(number(a))).toBe(true);
    const wrong = await refused(
      rig.outlet.call(rig.manager, 'dispatch.saveTemplate', { nameZh: '错', textZh: '{电 话}' }),
    );
    expect(wrong).toMatchObject({ code: 'input_invalid', params: { problem: '{电 话}' } });
    const saved = await ok(
      rig.outlet.call(rig.manager, 'dispatch.saveTemplate', {
        nameZh: '短的',
        textZh: '【{单号尾号}】{地址}',
        staffIds: [staffId],
      }),
    );
    const { text } = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.text', { orderId: a, also: [b] }));
    const parts = text.split('\n\n');
    expect(parts).toHaveLength(2);
    expect(parts).toContainEqual(expect.stringMatching(`^【${number(a).slice(-4)}】`));
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.copied', { orderIds: [a] }));
    expect(
      rig.value<number>(
        "SELECT text_copied_at FROM assignment WHERE work_order_id = ? AND state = 'offered'",
        a,
      ),
    ).toBeGreaterThan(0);
    const { templates } = await ok(rig.outlet.call(rig.manager, 'dispatch.templates', {}));
    expect(templates.filter((one) => one.id === saved.id)).toMatchObject([{ staffIds: [staffId] }]);
    await ok(
      rig.outlet.call(rig.manager, 'dispatch.saveTemplate', {
        id: saved.id,
        version: templates[0]?.version,
        nameZh: '短的',
        textZh: '【{单号尾号}】{地址}',
        retire: true,
      }),
    );
    expect(rig.value('SELECT chat_template_id FROM staff WHERE id = ?', staffId)).toBeNull();
  });
});

describe('nearest for an urgent job', () => {
  test('nobody under way, nobody with something hard against him; the nearest first', async () => {
    const [id = ''] = await rig.ready(1);
    const place = rig.id('SELECT address_id FROM work_order WHERE id = ?', id);
    const first = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.nearest', { orderId: id }));
    expect(first.people.length).toBeGreaterThan(1);
    const clean = first.people.filter((one) => one.refusals.length === 0);
    const last = clean.at(-1)?.staffId ?? '';
    write('homes', (tx) => {
      tx.update('address', place, { x_m: 0, y_m: 0 });
      for (const [at, one] of clean.entries())
        tx.update('staff', one.staffId, { x_m: 0, y_m: one.staffId === last ? 100 : 5000 + at });
    });
    const { people } = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.nearest', { orderId: id }));
    expect(people[0]).toMatchObject({ staffId: last, distanceM: 100 });
    for (const one of people) expect(one.refusals.every((refusal) => !refusal.hard)).toBe(true);
  });
});
