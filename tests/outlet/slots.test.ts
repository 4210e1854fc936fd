import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

const day = '2026-11-24';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(13);
});
afterAll(() => rig.close());

const form = () => ok(rig.outlet.call(rig.manager, 'outlet.slots', { fromDay: '2026-11-22' }));
const roomOf = async (orderId: string, slotId: string, on = day) =>
  (await ok(rig.outlet.call(rig.dispatcher, 'orders.freeSlots', { orderId, day: on }))).slots.find(
    (slot) => slot.slotId === slotId,
  );

test('a slot is closed with a reason, its bookings are counted, and it opens again', async () => {
  const [id = '', booked = ''] = await rig.ready(2);
  const { slots } = await form();
  const slotId = slots[1]?.id ?? '';
  await ok(
    rig.outlet.call(rig.manager, 'orders.book', {
      id: booked,
      version: rig.version(booked),
      day,
      slotId,
      override: true,
    }),
  );
  const closing = { fromDay: day, toDay: day, slotIds: [slotId], reason: '全员培训' };
  const done = await ok(rig.outlet.call(rig.dispatcher, 'outlet.closeSlots', closing));
  expect(done.booked).toBeGreaterThanOrEqual(1);
  expect(await roomOf(id, slotId)).toMatchObject({ closed: true, left: 0, reason: '全员培训' });
  const no = await refused(
    rig.outlet.call(rig.manager, 'orders.book', {
      id,
      version: rig.version(id),
      day,
      slotId,
      override: true,
    }),
  );
  expect(no).toMatchObject({ code: 'slot_closed', params: { day } });
  // Said twice it is the same closure, with the last reason
  await ok(rig.outlet.call(rig.manager, 'outlet.closeSlots', { ...closing, reason: '停电' }));
  const { closures } = await form();
  expect(closures).toHaveLength(1);
  expect(closures[0]).toMatchObject({ day, slotId, teamId: null, capacity: null, reason: '停电' });
  expect(closures[0]?.booked).toBe(done.booked);
  expect(closures[0]?.staffName).not.toBeNull();
  const opening = { id: closures[0]?.id ?? '', version: closures[0]?.version ?? 0 };
  await ok(rig.outlet.call(rig.manager, 'outlet.openSlot', opening));
  expect((await form()).closures).toEqual([]);
  expect((await roomOf(id, slotId))?.closed).toBe(false);
  expect((await refused(rig.outlet.call(rig.manager, 'outlet.openSlot', opening))).code).toBe('not_found');
});

test('several slots of several days hold fewer orders; yesterday cannot be closed', async () => {
  const [id = ''] = await rig.ready(1);
  const { slots } = await form();
  const [a = '', b = ''] = slots.map((slot) => slot.id);
  const done = await ok(
    rig.outlet.call(rig.manager, 'outlet.closeSlots', {
      fromDay: '2026-12-01',
      toDay: '2026-12-03',
      slotIds: [a, b],
      capacity: 1,
    }),
  );
  expect(done.closed).toBe(6);
  for (const on of ['2026-12-01', '2026-12-03'])
    expect(await roomOf(id, a, on)).toMatchObject({ left: 1, closed: false });
  expect(
    (
      await refused(
        rig.outlet.call(rig.manager, 'outlet.closeSlots', {
          fromDay: '2026-11-21',
          toDay: day,
          slotIds: [a],
        }),
      )
    ).code,
  ).toBe('appointment_past');
  expect(
    (
      await refused(
        rig.outlet.call(rig.manager, 'outlet.closeSlots', { fromDay: day, toDay: day, slotIds: ['?'] }),
      )
    ).code,
  ).toBe('not_found');
});

test('a team’s leader closes for the team only', async () => {
  const staffId = rig.id(
    "SELECT id FROM staff s WHERE team_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff_role r WHERE r.staff_id = s.id AND r.role_id <> 'technician') LIMIT 1",
  );
  rig.outlet.store.gate.run({ command: 'test.lead', requestId: 'lead', deskId: 't', staffId: null }, (tx) =>
    tx.insert('staff_role', { staff_id: staffId, role_id: 'team_lead' }),
  );
  const lead = rig.outlet.session({ as: staffId, deskId: 'desk-c' });
  const teamId = rig.value<string>('SELECT team_id FROM staff WHERE id = ?', staffId);
  const slotId = (await form()).slots[0]?.id ?? '';
  const input = { fromDay: '2026-12-05', toDay: '2026-12-05', slotIds: [slotId] };
  expect((await refused(rig.outlet.call(lead, 'outlet.closeSlots', input))).code).toBe('forbidden');
  await ok(rig.outlet.call(lead, 'outlet.closeSlots', { ...input, teamId }));
});

test('orders per person and slot: of the outlet, of one slot; two who set it at once hear of each other', async () => {
  const [id = ''] = await rig.ready(1);
  const now = await form();
  const on = '2026-12-08';
  const [first] = now.slots;
  if (first === undefined) throw new Error('no slot');
  const before = await roomOf(id, first.id, on);
  const saved = await ok(
    rig.outlet.call(rig.manager, 'outlet.saveSlots', {
      usual: now.usual + 1,
      usualVersion: now.usualVersion,
      slots: [{ id: first.id, version: first.version, capacity: 1 }],
    }),
  );
  const after = await roomOf(id, first.id, on);
  expect(after?.left).toBeLessThan(before?.left ?? 0);
  expect(after?.left).toBe(after?.people);
  const again = await form();
  expect(again).toMatchObject({ usual: now.usual + 1, usualVersion: saved.usualVersion });
  const stale = { usual: 5, usualVersion: now.usualVersion, slots: [] };
  expect((await refused(rig.outlet.call(rig.manager, 'outlet.saveSlots', stale))).code).toBe('conflict');
  const dispatcher = rig.outlet.call(rig.dispatcher, 'outlet.saveSlots', stale);
  expect((await refused(dispatcher)).code).toBe('forbidden');
});

test('the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
