import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { addDays, businessDay } from '../../domain/time/business-day.ts';
import { dispatchRig, ok, refused, type DispatchRig } from './rig.ts';

let rig: DispatchRig;
const call = (...of: Parameters<DispatchRig['outlet']['call']>) => ok(rig.outlet.call(...of));
const day = (days: number) => addDays(businessDay(rig.env.now()), days);
/** Trips of an order that are not void, and who leads them. */
const trips = (id: string) =>
  rig.outlet.store.read
    .prepare(
      `SELECT v.visit_no AS no, v.state, v.day, v.slot_id AS slotId, v.planned_start_at = w.appointment_start_at AS inWindow, p.staff_id AS staffId
       FROM visit v JOIN work_order w ON w.id = v.work_order_id JOIN visit_person p ON p.visit_id = v.id AND p.part = 'lead'
       WHERE v.work_order_id = ? AND v.state <> 'void' ORDER BY v.visit_no`,
    )
    .all(id);
const count = (id: string) => rig.value<number>('SELECT visits FROM work_order WHERE id = ?', id);
const book = (id: string, days: number, slotId: string) =>
  call(rig.dispatcher, 'orders.book', {
    id,
    version: rig.version(id),
    day: day(days),
    slotId,
    causeCode: rig.value("SELECT code FROM reason_code WHERE kind = 'reschedule' ORDER BY code"),
  });
const give = (
  id: string,
  staffId: string,
  more: { day?: string; slotId?: string; causeCode?: string | null } = {},
) =>
  ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId, ...more }));
const assign = async (id: string) => {
  const staffId = await rig.fit(id);
  await give(id, staffId);
  return staffId;
};

beforeAll(async () => {
  rig = await dispatchRig(7);
}, 120_000);
afterAll(() => rig.close());

describe('the planned visit follows booking and assignment', () => {
  test('booked first or given first: one trip, moved by a change of either', async () => {
    const [first = '', second = ''] = await rig.ready(2, "w.appointment_state = 'none'");
    await book(first, 1, 'AM2');
    expect(trips(first)).toEqual([]);
    const leader = await assign(first);
    const planned = { no: 1, state: 'planned', day: day(1), slotId: 'AM2', inWindow: 1, staffId: leader };
    expect(trips(first)).toEqual([planned]);
    expect(count(first)).toBe(1);
    await book(first, 2, 'PM1');
    expect(trips(first)).toEqual([{ ...planned, day: day(2), slotId: 'PM1' }]);
    const { candidates } = (await call(rig.dispatcher, 'dispatch.candidates', { orderId: first })) as {
      candidates: { staffId: string; refusals: unknown[] }[];
    };
    const other = candidates.find((one) => one.refusals.length === 0 && one.staffId !== leader)?.staffId;
    await call(rig.dispatcher, 'dispatch.reassign', {
      id: first,
      version: rig.version(first),
      staffId: other ?? '',
      reasonCode: 'J04',
    });
    expect(trips(first)).toEqual([{ ...planned, day: day(2), slotId: 'PM1', staffId: other }]);
    expect(count(first)).toBe(1);

    const man = await assign(second);
    expect(trips(second)).toEqual([]);
    await book(second, 1, 'PM2');
    expect(trips(second)).toEqual([{ ...planned, slotId: 'PM2', staffId: man }]);
  }, 60_000);

  test('taken back, held, cancelled: nobody goes; given or booked again: the next trip', async () => {
    const [back = '', held = '', dead = ''] = await rig.ready(3, "w.appointment_state = 'none'");
    for (const id of [back, held, dead]) {
      await book(id, 1, 'AM1');
      await assign(id);
      expect(count(id)).toBe(1);
    }
    await call(rig.dispatcher, 'dispatch.unassign', {
      id: back,
      version: rig.version(back),
      reasonCode: 'J04',
    });
    expect([trips(back), count(back)]).toEqual([[], 0]);
    const leader = await assign(back);
    expect(trips(back)).toMatchObject([{ no: 2, state: 'planned', day: day(1), staffId: leader }]);

    await call(rig.dispatcher, 'orders.hold', { id: held, version: rig.version(held), reasonCode: 'H03' });
    expect([trips(held), count(held)]).toEqual([[], 0]);
    await call(rig.dispatcher, 'orders.resume', { id: held, version: rig.version(held) });
    expect(trips(held)).toEqual([]);
    await book(held, 3, 'PM1');
    expect(trips(held)).toMatchObject([{ no: 2, day: day(3), slotId: 'PM1' }]);

    const reasonCode = rig.value<string>("SELECT code FROM reason_code WHERE kind = 'cancel' ORDER BY code");
    await call(rig.manager, 'orders.cancel', { id: dead, version: rig.version(dead), reasonCode });
    expect([trips(dead), count(dead)]).toEqual([[], 0]);
    for (const [law, report] of Object.entries(verifyStore(rig.outlet.store.read)))
      expect(report.ok, `${law} ${report.detail}`).toBe(true);
  }, 60_000);
});

describe('undo of an assignment', () => {
  const giveOn = async (id: string, days: number, causeCode: string | null) =>
    give(id, await rig.fit(id, day(days), 'AM2'), { day: day(days), slotId: 'AM2', causeCode });
  const undo = ({ batchId }: { batchId?: string | undefined }) =>
    rig.outlet.call(rig.dispatcher, 'orders.undo', { batchId: batchId ?? '' });
  const booking = (id: string) =>
    rig.outlet.store.read
      .prepare(
        'SELECT appointment_state AS state, appointment_day AS day, appointment_slot_id AS slotId, appointment_changes AS changes FROM work_order WHERE id = ?',
      )
      .get(id);
  const messages = (id: string) =>
    rig.outlet.store.read
      .prepare("SELECT step, state FROM outbox WHERE work_order_id = ? AND step IN ('assign', 'reserve')")
      .all(id);

  test('a booking made in the same step goes with it, and what was not sent is withdrawn', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    await ok(undo(await giveOn(id, 2, null)));
    expect(booking(id)).toMatchObject({ state: 'none', day: null });
    expect(messages(id)).toEqual([
      { step: 'reserve', state: 'withdrawn' },
      { step: 'assign', state: 'withdrawn' },
    ]);
    expect(trips(id)).toEqual([]);
  }, 60_000);

  test('an earlier booking is the user’s: it stays, and a change made in the same step is put back', async () => {
    const [kept = '', moved = ''] = await rig.ready(2, "w.appointment_state = 'none'");
    for (const id of [kept, moved]) await book(id, 1, 'PM1');
    await ok(undo(await give(kept, await rig.fit(kept))));
    const before = { state: 'agreed', day: day(1), slotId: 'PM1', changes: 0 };
    expect(booking(kept)).toEqual(before);
    const given = await giveOn(
      moved,
      3,
      rig.value("SELECT code FROM reason_code WHERE kind = 'reschedule' ORDER BY code"),
    );
    expect(booking(moved)).toEqual({ ...before, day: day(3), slotId: 'AM2', changes: 1 });
    await ok(undo(given));
    expect(booking(moved)).toEqual(before);
  }, 60_000);

  test('what the platform has been told stays, and undo says so', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none' AND w.connection_id = 'C-OWN'");
    const given = await giveOn(id, 2, null);
    // A step waits ten seconds at home before it is told.
    rig.env.jump(11_000);
    await rig.engine.sendRound();
    expect(await refused(undo(given))).toMatchObject({ code: 'undo_sent' });
    expect(booking(id)).toMatchObject({ state: 'agreed', day: day(2), slotId: 'AM2' });
    expect(messages(id)).toMatchObject([
      { step: 'reserve', state: 'done' },
      { step: 'assign', state: 'done' },
    ]);
  }, 60_000);
});
