import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../db/tx.ts';
import { peopleFacts } from '../../main/services/dispatch/people-facts.ts';
import { jobFacts, personFacts, type JobRow } from '../../main/services/dispatch/facts.ts';
import { readerOf, type RowReader } from '../../main/services/masters.ts';
import { dispatchRig, ok, refused, type DispatchRig } from './rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(5);
});
afterAll(() => rig.close());

const today = '2026-11-22';
const day = '2026-11-24';
const write = <T>(name: string, change: (tx: Tx) => T): T =>
  rig.outlet.store.gate.run({ command: `test.${name}`, requestId: name, deskId: 't', staffId: null }, change);
const candidatesOf = (orderId: string, slotId: string | null = null) =>
  ok(rig.outlet.call(rig.manager, 'dispatch.candidates', { orderId, day, slotId }));
const one = async (orderId: string, staffId: string, slotId: string | null = null) =>
  (await candidatesOf(orderId, slotId)).candidates.find((each) => each.staffId === staffId);
const slot = () => rig.id('SELECT id FROM slot ORDER BY sort LIMIT 1');

describe('what is known of people for an order', () => {
  test('everybody at once says the same as each by himself, in as many statements as for one', async () => {
    const [id = ''] = await rig.ready(1);
    let asked = 0;
    const base = readerOf(rig.outlet.store.read);
    const read: RowReader = {
      get: (sql, ...params) => (asked++, base.get(sql, ...params)),
      all: (sql, ...params) => (asked++, base.all(sql, ...params)),
    };
    const order = read.get<JobRow>('SELECT * FROM work_order WHERE id = ?', id);
    if (order === undefined) throw new Error('no order');
    const job = jobFacts(read, order, { day, slotId: slot() });
    asked = 0;
    const all = peopleFacts(read, job, order, today, { refusalsOnly: true });
    const statements = asked;
    expect(all.length).toBeGreaterThan(5);
    for (const person of all) expect(personFacts(read, person.staffId, job, order, today)).toEqual(person);
    asked = 0;
    personFacts(read, all[0]?.staffId ?? '', job, order, today);
    expect(statements).toBeLessThanOrEqual(asked);
  });

  test('whom the user asked for comes first, whom he refused is said and needs a yes', async () => {
    const [id = ''] = await rig.ready(1);
    const able = (await candidatesOf(id)).candidates.filter((each) => each.refusals.length === 0);
    const [first = able[0], last = able[0]] = [able[0], able.at(-1)];
    write('wish', (tx) =>
      tx.update('work_order', id, {
        wish_staff_id: last?.staffId,
        refused_staff: [first?.staffId],
      }),
    );
    const { candidates } = await candidatesOf(id);
    expect(candidates[0]?.staffId).toBe(last?.staffId);
    expect(candidates[0]?.reasons).toContainEqual({ code: 'wanted', points: 100 });
    expect((await one(id, first?.staffId ?? ''))?.refusals).toMatchObject([{ code: 'user_refused' }]);
    const no = await refused(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id,
        version: rig.version(id),
        staffId: first?.staffId,
      }),
    );
    expect(no.params.reason).toBe('user_refused');
  });

  test('the way is from his nearest other job of the day, from home while he has none', async () => {
    const [id = '', other = ''] = await rig.ready(2);
    const staffId = await rig.fit(id);
    const place = rig.id('SELECT address_id FROM work_order WHERE id = ?', id);
    const next = rig.id('SELECT address_id FROM work_order WHERE id = ?', other);
    write('places', (tx) => {
      tx.update('address', place, { x_m: 0, y_m: 0 });
      tx.update('address', next, { x_m: 300, y_m: 400 });
      tx.update('staff', staffId, { x_m: 0, y_m: 9000 });
    });
    const busy = rig.value<number>(
      'SELECT count(*) FROM work_order WHERE staff_id = ? AND appointment_day = ?',
      staffId,
      day,
    );
    if (busy === 0) expect((await one(id, staffId))?.distanceM).toBe(9000);
    write('beside', (tx) => tx.update('work_order', other, { staff_id: staffId, appointment_day: day }));
    expect((await one(id, staffId))?.distanceM).toBe(500);
    expect((await one(id, staffId))?.reasons.map((reason) => reason.code)).toContain('near');
    write('away', (tx) => tx.update('work_order', other, { staff_id: null, appointment_day: null }));
  });

  test('a slot holds what the person, the slot or the outlet says, in this order; a closed one is said', async () => {
    const [id = '', other = ''] = await rig.ready(2);
    const staffId = await rig.fit(id, day, slot());
    const slotId = slot();
    write('full', (tx) => {
      tx.update('work_order', other, {
        staff_id: staffId,
        appointment_day: day,
        appointment_slot_id: slotId,
      });
      tx.update('slot', slotId, { capacity: 1 });
    });
    const codes = async () => (await one(id, staffId, slotId))?.refusals.map((refusal) => refusal.code);
    expect(await codes()).toContain('slot_full');
    write('wide', (tx) => tx.update('staff', staffId, { slot_capacity: 9 }));
    expect(await codes()).not.toContain('slot_full');
    write('closed', (tx) =>
      tx.insert('slot_closed', { day, slot_id: slotId, reason: 'storm', staff_id: 'S01', at: tx.at }),
    );
    expect(await codes()).toContain('slot_closed');
    write('freed', (tx) => {
      tx.update('work_order', other, { staff_id: null, appointment_day: null, appointment_slot_id: null });
      tx.update('slot', slotId, { capacity: null });
    });
  });

  test('a slot lowered for a team is full once the team has as many there; other teams and the order itself do not count', async () => {
    const [id = '', other = ''] = await rig.ready(2);
    const slotId = rig.id('SELECT id FROM slot ORDER BY sort LIMIT 1 OFFSET 1');
    const staffId = await rig.fit(id, day, slotId);
    const teamId = rig.value<string>('SELECT team_id FROM staff WHERE id = ?', staffId);
    const stands = (orderId: string, who: string | null) =>
      write(`stands ${orderId} ${who}`, (tx) =>
        tx.update('work_order', orderId, {
          staff_id: who,
          appointment_day: day,
          appointment_slot_id: slotId,
        }),
      );
    const there = rig.value<number>(
      `SELECT count(*) FROM work_order w JOIN staff s ON s.id = w.staff_id WHERE w.appointment_day = ? AND w.appointment_slot_id = ?
       AND w.side_state IS NULL AND s.team_id = ?`,
      day,
      slotId,
      teamId,
    );
    const closure = write('lowered', (tx) =>
      tx.insert('slot_closed', {
        day,
        slot_id: slotId,
        team_id: teamId,
        capacity: there + 1,
        reason: '',
        at: tx.at,
      }),
    );
    const limit = async () =>
      (await one(id, staffId, slotId))?.refusals.find((refusal) => refusal.code === 'slot_limit');
    expect(await limit()).toBeUndefined();
    stands(other, null);
    expect(await limit()).toBeUndefined();
    const colleague = rig.id(
      'SELECT id FROM staff WHERE team_id = ? AND id <> ? AND left_day IS NULL LIMIT 1',
      teamId,
      staffId,
    );
    stands(other, colleague);
    expect(await limit()).toMatchObject({ hard: false, params: { limit: there + 1 } });
    const give = { id, version: rig.version(id), staffId, day, slotId };
    const no = await refused(rig.outlet.call(rig.dispatcher, 'dispatch.assign', give));
    expect(no.params.reason).toBe('slot_limit');
    const week = await ok(rig.outlet.call(rig.manager, 'dispatch.week', { fromDay: day, teamId }));
    expect(week.days[0]?.slots.find((each) => each.slotId === slotId)?.capacity).toBe(there + 1);
    // Said for everybody it counts all, and says nothing to an order that stands there already
    write('for all', (tx) => tx.update('slot_closed', closure, { team_id: null, capacity: 1 }));
    expect(await limit()).toMatchObject({ params: { limit: 1 } });
    stands(id, null);
    expect(await limit()).toBeUndefined();
    write('freed again', (tx) => {
      for (const orderId of [id, other])
        tx.update('work_order', orderId, {
          staff_id: null,
          appointment_day: null,
          appointment_slot_id: null,
        });
      tx.remove('slot_closed', closure);
    });
  });

  test('safety gear the work needs is hard, another tool a note; an inspection that is over counts as none', async () => {
    const [id = ''] = await rig.ready(1);
    const staffId = await rig.fit(id);
    const item = rig.id('SELECT service_item_id FROM work_order WHERE id = ?', id);
    const kind = write('kind', (tx) => {
      const made = tx.insert('tool_kind', {
        code: 'TEST',
        name_zh: '安全带',
        name_en: 'harness',
        safety: true,
      });
      tx.update('service_item', item, { needs_tool_kind_id: made });
      return made;
    });
    expect((await one(id, staffId))?.refusals).toContainEqual({
      code: 'tool_missing',
      hard: true,
      params: { tool: kind, nameZh: '安全带', nameEn: 'harness' },
    });
    const tool = write('given', (tx) =>
      tx.insert('staff_tool', {
        staff_id: staffId,
        name_zh: '安全带',
        tool_kind_id: kind,
        next_check_day: '2026-11-23',
      }),
    );
    expect((await one(id, staffId))?.refusals).toMatchObject([{ code: 'tool_unchecked', hard: true }]);
    write('checked', (tx) => tx.update('staff_tool', tool, { next_check_day: day }));
    expect((await one(id, staffId))?.refusals).toEqual([]);
    write('plain', (tx) => {
      tx.update('staff_tool', tool, { returned_day: today });
      tx.update('tool_kind', kind, { safety: false });
    });
    expect((await one(id, staffId))?.refusals).toMatchObject([{ code: 'tool_missing', hard: false }]);
    write('unneeded', (tx) => tx.update('service_item', item, { needs_tool_kind_id: null }));
  });

  test('a sub-shop is asked for its counties and skills, and may be sent there all the same by name', async () => {
    const [id = ''] = await rig.ready(1);
    const order = rig.outlet.store.read
      .prepare('SELECT division_code AS county FROM work_order WHERE id = ?')
      .get(id) as { county: string };
    const shop = rig.id('SELECT id FROM sub_shop ORDER BY code LIMIT 1');
    const skills = rig.value<string>('SELECT skills FROM sub_shop WHERE id = ?', shop);
    write('shop', (tx) => tx.update('sub_shop', shop, { counties: ['000000'], skills: [] }));
    const asked = (await candidatesOf(id)).shops.find((each) => each.subShopId === shop);
    expect(asked?.refusals.map((refusal) => refusal.code)).toEqual(['area']);
    const to = { id, version: rig.version(id), subShopId: shop };
    expect((await refused(rig.outlet.call(rig.dispatcher, 'dispatch.assign', to))).params.reason).toBe(
      'area',
    );
    write('near', (tx) =>
      tx.update('sub_shop', shop, { counties: [order.county], skills: JSON.parse(skills) as string[] }),
    );
    write('all', (tx) => tx.update('sub_shop', shop, { skills: [] }));
    const done = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', to));
    expect(done).toMatchObject({ state: 'dispatched', staffId: null });
  });
});
