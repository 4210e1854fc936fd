import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { deskRig, type DeskRig } from './rig.ts';

const day = '2026-11-24';
const person = { name: '邰若兰', phone: '13800000991', county: '凤栖区', detail: '栖云里9栋902' };

let rig: DeskRig;
beforeAll(async () => {
  rig = await deskRig();
});
afterAll(() => rig.close());

async function ok<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(JSON.stringify(got.error));
  return got.value;
}

describe('an order taken on the phone', () => {
  test('stands with everything that was said, booked in the same step', async () => {
    const { outlet, dispatcher } = rig;
    const brand = rig.id("SELECT id FROM brand WHERE payer_id = 'PY-LZ' LIMIT 1");
    const made = await ok(
      outlet.call(dispatcher, 'orders.create', {
        ...person,
        phone2: '0731-88880118',
        floor: 9,
        elevator: true,
        serviceItemId: 'AZ-KT-GJ',
        brandId: brand,
        model: 'KFR-26GW/LZA1',
        purchasedDay: '2026-11-01',
        warranty: 'in_warranty',
        wishStaffId: 'T02',
        booking: { day, slotId: 'AM2' },
      }),
    );
    const row = rig.outlet.store.read
      .prepare(
        `SELECT w.appointment_state, w.appointment_day, w.appointment_slot_id, w.payer_id, w.wish_staff_id, c.phone2, a.floor, m.brand_id, m.purchased_day
         FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id JOIN machine_line m ON m.work_order_id = w.id WHERE w.id = ?`,
      )
      .get(made.id);
    expect(row).toEqual({
      appointment_state: 'agreed',
      appointment_day: day,
      appointment_slot_id: 'AM2',
      payer_id: 'PY-LZ',
      wish_staff_id: 'T02',
      phone2: '073188880118',
      floor: 9,
      brand_id: brand,
      purchased_day: '2026-11-01',
    });
    // The user was on the phone: nothing about it is suspicious
    expect(rig.value('SELECT suspicious FROM appointment WHERE work_order_id = ?', made.id)).toBeNull();
  });

  test('a slot that is closed refuses the whole order, and nothing of it stays', async () => {
    const { outlet, dispatcher } = rig;
    outlet.store.gate.run(
      { command: 'test.close', requestId: 'close', deskId: 'test', staffId: null },
      (tx) => {
        tx.insert('slot_closed', { day, slot_id: 'EVE', reason: '', at: tx.at });
      },
    );
    const before = rig.value<number>('SELECT count(*) FROM work_order');
    expect(
      await outlet.call(dispatcher, 'orders.create', {
        ...person,
        phone: '13800000992',
        serviceItemId: 'AZ-KT-GJ',
        booking: { day, slotId: 'EVE', override: true },
      }),
    ).toMatchObject({ ok: false, error: { code: 'slot_closed' } });
    expect(rig.value('SELECT count(*) FROM work_order')).toBe(before);
  });

  test('the caller is known by the whole number, and an open order is told before a second is made', async () => {
    const { outlet, dispatcher } = rig;
    const known = await ok(outlet.call(dispatcher, 'orders.history', { phone: '138 0000 0991' }));
    expect(known.customers[0]).toMatchObject({
      name: person.name,
      detail: person.detail,
      floor: 9,
      elevator: true,
    });
    expect(known.orders).toHaveLength(1);
    expect(known.warnings).toMatchObject([{ code: 'open_order', number: known.orders[0]?.number }]);
    expect((await ok(outlet.call(dispatcher, 'orders.history', { phone: '1380000' }))).customers).toEqual([]);
    const technician = outlet.session({ as: 'T02', deskId: 'desk-c' });
    expect(await outlet.call(technician, 'orders.history', { phone: person.phone })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  test('who pays and how much is known before anything is saved', async () => {
    const { outlet, dispatcher } = rig;
    const brandId = rig.id("SELECT id FROM brand WHERE payer_id = 'PY-LZ' LIMIT 1");
    const county = rig.value<string>("SELECT name FROM division WHERE coverage = 'self' LIMIT 1");
    const asked = { serviceItemId: 'AZ-KT-GJ', brandId, county, detail: person.detail };
    const own = await ok(
      outlet.call(dispatcher, 'orders.priceOf', { ...asked, warranty: 'out_of_warranty' }),
    );
    expect(own).toMatchObject({ payerId: 'PY-USER', payerWhy: 'user', coverage: 'self' });
    expect(own.userFen).toBeGreaterThan(0);
    expect(own.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(own.userFen);
    const two = await ok(
      outlet.call(dispatcher, 'orders.priceOf', { ...asked, warranty: 'out_of_warranty', quantity: 2 }),
    );
    expect(two.userFen).toBeGreaterThan(own.userFen);
    const maker = await ok(outlet.call(dispatcher, 'orders.priceOf', { ...asked, warranty: 'in_warranty' }));
    expect(maker).toMatchObject({ payerId: 'PY-LZ', payerWhy: 'brand' });
    expect(maker.userFen).toBeLessThan(own.userFen);
  });

  test('a piece of an estate names the place', async () => {
    const estate = rig.outlet.store.read
      .prepare(
        'SELECT e.name, d.name AS county FROM estate e JOIN division d ON d.code = e.division_code LIMIT 1',
      )
      .get() as { name: string; county: string };
    const { places } = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.places', { text: estate.name.slice(0, 2) }),
    );
    expect(places).toContainEqual(
      expect.objectContaining({ kind: 'estate', estate: estate.name, county: estate.county }),
    );
  });
});

describe('review puts right in place', () => {
  test('the door, the number and the item; flags whose cause is gone are cleared, the search finds the new words', async () => {
    const { outlet, dispatcher } = rig;
    const county = rig.value<string>("SELECT name FROM division WHERE coverage = 'self' LIMIT 1");
    const made = await ok(
      outlet.call(dispatcher, 'orders.create', {
        ...person,
        phone: '13800000993',
        county: '没有区',
        serviceItemId: 'AZ-KT-GJ',
      }),
    );
    expect(
      rig.value(
        "SELECT count(*) FROM order_flag WHERE work_order_id = ? AND code = 'area_unknown' AND cleared_at IS NULL",
        made.id,
      ),
    ).toBe(1);
    const done = await ok(
      outlet.call(dispatcher, 'orders.editUser', {
        id: made.id,
        version: made.version,
        county,
        detail: '栖云里7栋701',
        phone: '13800000994',
        warranty: 'out_of_warranty',
      }),
    );
    expect(done.cleared).toContain('area_unknown');
    const { order } = await ok(outlet.call(dispatcher, 'orders.get', { id: made.id }));
    expect(order).toMatchObject({
      customerPhone: '13800000994',
      county,
      warranty: 'out_of_warranty',
    });
    const found = await ok(
      outlet.call(dispatcher, 'search.find', { text: '13800000994', kinds: ['work_order'] }),
    );
    expect(found.hits.map((hit) => hit.id)).toContain(made.id);
    expect(
      await outlet.call(dispatcher, 'orders.editUser', { id: made.id, version: made.version, name: '某人' }),
    ).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
});

test('the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
