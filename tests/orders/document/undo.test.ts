import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify/laws.ts';
import { beginStep, endStep, keepBatch, type UndoStep } from '../../../main/services/orders/core/undo.ts';
import { applyAction } from '../../../main/services/orders/core/apply-action.ts';
import { getOrder } from '../../../main/services/orders/core/order-row.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(5);
});
afterAll(() => rig.close());

const used = new Set<string>();
/** An order nobody has touched; each test takes another. */
function fresh(where = '1'): string {
  const ids = rig.outlet.store.read
    .prepare(
      `SELECT id FROM work_order w WHERE state = 'received' AND side_state IS NULL AND appointment_state = 'none' AND ${where}
       AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') ORDER BY seq`,
    )
    .pluck()
    .all() as string[];
  const id = ids.find((one) => !used.has(one)) ?? '';
  used.add(id);
  return id;
}
const row = (id: string) =>
  rig.outlet.store.read.prepare('SELECT * FROM work_order WHERE id = ?').get(id) as Record<string, unknown>;
const version = (id: string) => rig.version(id);
const undo = (batchId: string | undefined, session = rig.dispatcher) =>
  rig.outlet.call(session, 'orders.undo', { batchId: batchId ?? '' });
const approved = async (id: string) =>
  ok(rig.outlet.call(rig.dispatcher, 'orders.approve', { id, version: version(id) }));
const waiting = (id: string) =>
  rig.value<number>("SELECT count(*) FROM outbox WHERE work_order_id = ? AND state = 'waiting'", id);

describe('a step taken back', () => {
  test('approval: back to review, flags open again, the platform is told nothing', async () => {
    const id = fresh("w.connection_id = 'C-OWN'");
    const done = await approved(id);
    expect(waiting(id)).toBeGreaterThan(0);
    const back = await ok(undo(done.batchId));
    expect(back.orders[0]).toMatchObject({ id, state: 'in_review', queue: 'intake' });
    expect(waiting(id)).toBe(0);
    expect(row(id)['accepted_upstream_at']).toBeNull();
    await rig.engine.sendRound();
    expect(rig.value("SELECT count(*) FROM outbox WHERE work_order_id = ? AND state = 'done'", id)).toBe(0);
    expect(await refused(undo(done.batchId))).toMatchObject({ code: 'undo_done' });
    const { timeline } = await ok(rig.outlet.call(rig.dispatcher, 'orders.get', { id }));
    expect(timeline[0]).toMatchObject({ kind: 'order.undone', params: { action: 'approve' } });
  });

  test('once the message left the house it is refused, and says so', async () => {
    const id = fresh("w.connection_id = 'C-OWN'");
    const done = await approved(id);
    rig.env.jump(11_000);
    await rig.engine.sendRound();
    expect(await refused(undo(done.batchId))).toMatchObject({
      code: 'undo_sent',
      params: { number: row(id)['number'] },
    });
    expect(row(id)['state']).toBe('ready');
  });

  test('within its ten seconds at home a message is not sent', async () => {
    const id = fresh("w.connection_id = 'C-OWN'");
    const done = await approved(id);
    await rig.engine.sendRound();
    expect(waiting(id)).toBeGreaterThan(0);
    await ok(undo(done.batchId));
  });

  test('two desks: what another touched since stays, and its name is told', async () => {
    const id = fresh("w.connection_id IS NULL OR w.connection_id = 'C-TM'");
    const done = await approved(id);
    await ok(rig.outlet.call(rig.manager, 'orders.setUrgent', { id, version: version(id), urgent: true }));
    const name = rig.value<string>("SELECT name FROM staff WHERE id = 'S01'");
    expect(await refused(undo(done.batchId))).toMatchObject({
      code: 'undo_touched',
      params: { staffName: name },
    });
    expect(row(id)).toMatchObject({ state: 'ready', urgent: 1 });
  });

  test('another desk may take it back; whoever may not do it may not undo it', async () => {
    const id = fresh();
    const done = await approved(id);
    const technician = rig.outlet.session({ as: 'T02', deskId: 'desk-t' });
    expect(await refused(undo(done.batchId, technician))).toMatchObject({ code: 'forbidden' });
    expect((await ok(undo(done.batchId, rig.manager))).orders[0]?.state).toBe('in_review');
  });

  test('hold of a given and booked order: person, time, trip and clock are as before', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    used.add(id);
    const staffId = await rig.fit(id, '2026-11-23', 'AM2');
    await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id,
        version: version(id),
        staffId,
        day: '2026-11-23',
        slotId: 'AM2',
      }),
    );
    const before = row(id);
    const held = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.hold', {
        id,
        version: version(id),
        reasonCode: 'H03',
        nextContactAt: rig.env.now() + 86_400_000,
      }),
    );
    expect(row(id)['appointment_state']).toBe('none');
    await ok(undo(held.batchId));
    const after = row(id);
    for (const name of [
      'state',
      'side_state',
      'queue',
      'staff_id',
      'appointment_start_at',
      'visits',
      'deadline_at',
    ])
      expect([name, after[name]]).toEqual([name, before[name]]);
    expect(
      rig.value("SELECT count(*) FROM assignment WHERE work_order_id = ? AND state = 'offered'", id),
    ).toBe(1);
    expect(rig.value("SELECT count(*) FROM visit WHERE work_order_id = ? AND state = 'planned'", id)).toBe(1);
  });

  test('resume goes back to the same hold', async () => {
    const id = fresh();
    await approved(id);
    const next = rig.env.now() + 86_400_000;
    const held = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.hold', {
        id,
        version: version(id),
        reasonCode: 'H04',
        nextContactAt: next,
      }),
    );
    const on = await ok(rig.outlet.call(rig.dispatcher, 'orders.resume', { id, version: held.version }));
    await ok(undo(on.batchId));
    expect(row(id)).toMatchObject({
      side_state: 'on_hold',
      queue: 'hold_unreachable',
      next_contact_at: next,
    });
  });

  test('assignment with its booking, a change of hands, a booking of its own', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    used.add(id);
    const staffId = await rig.fit(id);
    const booked = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.book', {
        id,
        version: version(id),
        day: '2026-11-25',
        slotId: 'AM1',
      }),
    );
    const given = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: version(id), staffId }),
    );
    const { candidates } = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId: id }));
    const other =
      candidates.find((one) => one.refusals.length === 0 && one.staffId !== staffId)?.staffId ?? '';
    const handed = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.reassign', {
        id,
        version: version(id),
        staffId: other,
        reasonCode: 'J04',
      }),
    );
    expect(row(id)['staff_id']).toBe(other);
    await ok(undo(handed.batchId, rig.manager));
    expect(row(id)).toMatchObject({ state: 'dispatched', staff_id: staffId, visits: 1 });
    // The step before was touched by the one taken back: it stays, and says who did that.
    expect((await refused(undo(given.batchId))).code).toBe('undo_touched');
    expect((await refused(undo(booked.batchId))).code).toBe('undo_touched');

    const [next = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    const both = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id: next,
        version: version(next),
        staffId: await rig.fit(next, '2026-11-25', 'PM1'),
        day: '2026-11-25',
        slotId: 'PM1',
      }),
    );
    await ok(undo(both.batchId));
    expect(row(next)).toMatchObject({ state: 'ready', staff_id: null, appointment_state: 'none', visits: 0 });
    const alone = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.book', {
        id: next,
        version: version(next),
        day: '2026-11-25',
        slotId: 'AM2',
      }),
    );
    await ok(undo(alone.batchId));
    expect(row(next)).toMatchObject({ appointment_state: 'none', appointment_start_at: null });
    expect(
      rig.value(
        "SELECT count(*) FROM outbox WHERE work_order_id = ? AND state = 'waiting' AND step <> 'accept'",
        next,
      ),
    ).toBe(0);
  });

  test('urgency, rank and a note; a note is taken back whatever happened to the order since', async () => {
    const id = fresh();
    const urgent = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.setUrgent', { id, version: version(id), urgent: true }),
    );
    await ok(undo(urgent.batchId));
    expect(row(id)['urgent']).toBe(0);
    const rank = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.setRank', { id, version: version(id), rank: 2 }),
    );
    await ok(undo(rank.batchId));
    expect(row(id)['rank']).toBe(0);
    const note = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.note', { id, reach: 'platform', text: '门禁要登记' }),
    );
    await ok(rig.outlet.call(rig.manager, 'orders.setUrgent', { id, version: version(id), urgent: true }));
    await ok(undo(note.batchId));
    const { notes } = await ok(rig.outlet.call(rig.dispatcher, 'orders.get', { id }));
    expect(notes).toEqual([]);
    expect(waiting(id)).toBe(0);
  });

  test('the document offers the newest step only, and none once it cannot be', async () => {
    const id = fresh();
    const done = await approved(id);
    const more = () => ok(rig.outlet.call(rig.dispatcher, 'orders.more', { id }));
    expect((await more()).undo).toMatchObject({ batchId: done.batchId, action: 'approve' });
    const rank = await ok(
      rig.outlet.call(rig.dispatcher, 'orders.setRank', { id, version: version(id), rank: 1 }),
    );
    expect((await more()).undo).toMatchObject({ batchId: rank.batchId, action: 'rank' });
    await ok(undo(rank.batchId));
    expect((await more()).undo).toBeNull();
  });
});

describe('many orders in one batch', () => {
  test('all that nobody touched come back; the others are named with their reason', async () => {
    const ids = [fresh(), fresh(), fresh()];
    let batchId = '';
    rig.outlet.store.gate.run(
      { command: 'test.bulk', requestId: 'bulk-1', deskId: 'desk-a', staffId: 'S02' },
      (tx) => {
        batchId = tx.newId();
        const steps: UndoStep[] = [];
        for (const id of ids) {
          const order = getOrder(tx, id);
          const step = beginStep(tx, order, 'approve');
          const after = applyAction(tx, { orderId: id, action: 'approve', params: { undoId: batchId } });
          steps.push(endStep(tx, step, after));
        }
        keepBatch(tx, batchId, 'orders.bulk', steps);
      },
    );
    await ok(
      rig.outlet.call(rig.manager, 'orders.setUrgent', {
        id: ids[1] ?? '',
        version: version(ids[1] ?? ''),
        urgent: true,
      }),
    );
    const done = await ok(undo(batchId));
    expect(done.orders.map((one) => one.id).toSorted()).toEqual([ids[0], ids[2]].toSorted());
    expect(done.left).toMatchObject([{ id: ids[1], code: 'undo_touched' }]);
    expect(await refused(undo(batchId))).toMatchObject({ code: 'undo_done' });
  });
});

test('and the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
