import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { getLocationOf, moveStock } from '../../main/services/parts/ledger.ts';
import { getPart, ownerIdOf } from '../../main/services/parts/reservations.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(8);
});
afterAll(() => rig.close());

const has = (staffId: string) => ok(rig.outlet.call(rig.manager, 'staff.belongings', { staffId }));
const kinds = ['orders', 'slips', 'stock', 'oldParts', 'money', 'advances', 'tools'] as const;
const hand = (staffId: string, toStaffId: string, reasonCode = 'J01') =>
  rig.outlet.call(rig.manager, 'staff.handAll', { staffId, toStaffId, kinds: [...kinds], reasonCode });

describe('somebody leaves', () => {
  test('what is with him opens row by row, goes to one other person, and he is out at once', async () => {
    const [id = ''] = await rig.ready(1, "w.appointment_state = 'none'");
    const staffId = await rig.fit(id);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId }));
    const { candidates } = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId: id }));
    const toStaffId =
      candidates.find((one) => one.staffId !== staffId && one.refusals.length === 0)?.staffId ?? '';
    rig.outlet.store.gate.run(
      { command: 'test.cash', requestId: 'cash', deskId: 'test', staffId: null },
      (tx) => {
        const partId = tx.value<string>("SELECT id FROM part WHERE owner_kind = 'own' LIMIT 1") ?? '';
        const bag = tx.value<string>("SELECT id FROM location WHERE kind = 'bag' AND staff_id = ?", staffId);
        const part = getPart(tx, partId);
        const key = {
          partId,
          locationId: getLocationOf(tx, 'user'),
          bin: '',
          condition: 'old' as const,
          ownerKind: part.owner_kind,
          ownerId: ownerIdOf(part),
          lot: '',
          serial: '',
        };
        moveStock(tx, {
          kind: 'old_in',
          from: key,
          to: { ...key, locationId: bag ?? '' },
          quantityMilli: 1000,
          workOrderId: id,
        });
        tx.insert('old_part', {
          part_id: partId,
          work_order_id: id,
          quantity_milli: 1000,
          state: 'with_technician',
          location_id: bag,
          holder_staff_id: staffId,
          amount_fen: 5000,
          at: tx.at,
        });
        // The paper of an order he is through with lies in his car; an advance is half worked off
        const done = tx.get<{ id: string }>('SELECT id FROM work_order WHERE staff_id IS NULL LIMIT 1');
        tx.insert('slip', {
          number: 'PG-TEST-1',
          work_order_id: done?.id,
          staff_id: staffId,
          day: '2026-11-21',
          state: 'out',
          at: tx.at,
        });
        tx.insert('advance', {
          number: 'JZ-TEST-1',
          staff_id: staffId,
          amount_fen: 80_000,
          repaid_fen: 30_000,
          state: 'paid',
          at: tx.at,
        });
      },
    );
    await ok(
      rig.outlet.call(rig.manager, 'money.takePayment', {
        orderId: id,
        staffId,
        method: 'cash',
        purpose: 'prepayment',
        amountFen: 12_300,
      }),
    );
    const before = await has(staffId);
    expect(before.orders.map((one) => one.id)).toContain(id);
    expect(before.stock.length).toBeGreaterThan(0);
    expect(before.oldParts).toHaveLength(1);
    expect(before.payments).toMatchObject([{ amountFen: 12_300, method: 'cash' }]);
    expect(before.tools.length).toBeGreaterThan(0);
    expect(before.slips.map((one) => one.number)).toContain('PG-TEST-1');
    expect(before.advances).toMatchObject([{ number: 'JZ-TEST-1', leftFen: 50_000 }]);
    const owed = (id: string) =>
      rig.value<number>(
        "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = 'advance_staff' AND party_id = ?",
        id,
      );
    const [owedBefore, theyOwed] = [owed(staffId), owed(toStaffId)];
    const theirs = await has(toStaffId);
    const valueOf = (rows: { valueFen: number }[]) => rows.reduce((sum, row) => sum + row.valueFen, 0);

    const person = {
      id: staffId,
      version: rig.value<number>('SELECT version FROM staff WHERE id = ?', staffId),
    };
    const leave = { ...person, leftDay: '2026-11-22' };
    expect((await refused(rig.outlet.call(rig.manager, 'staff.leave', leave))).code).toBe('staff_has_things');

    const done = await ok(hand(staffId, toStaffId));
    const after = await has(staffId);
    expect(after.orders).toHaveLength(done.left.filter((one) => one.kind === 'orders').length);
    expect(rig.value('SELECT staff_id FROM work_order WHERE id = ?', id)).toBe(toStaffId);
    expect(after).toMatchObject({
      slips: [],
      stock: [],
      oldParts: [],
      payments: [],
      advances: [],
      tools: [],
    });
    expect(owed(staffId)).toBe(owedBefore - 50_000);
    expect(owed(toStaffId)).toBe(theyOwed + 50_000);
    const now = await has(toStaffId);
    expect(valueOf(now.stock)).toBe(valueOf(theirs.stock) + valueOf(before.stock));
    expect(now.payments.some((one) => one.amountFen === 12_300)).toBe(true);
    expect(now.slips.map((one) => one.number)).toContain('PG-TEST-1');
    expect(now.advances.map((one) => one.number)).toContain('JZ-TEST-1');
    expect(now.oldParts.length).toBe(theirs.oldParts.length + 1);
    expect(now.tools.length).toBe(theirs.tools.length + before.tools.length);

    for (const order of after.orders)
      await ok(
        rig.outlet.call(rig.manager, 'staff.passOrders', {
          orderIds: [order.id],
          toStaffId: null,
          reasonCode: 'J01',
        }),
      );
    const open = rig.outlet.session({ as: staffId, deskId: 'desk-t' });
    expect((await rig.outlet.call(open, 'session.me', {})).ok).toBe(true);
    await ok(rig.outlet.call(rig.manager, 'staff.leave', { ...leave, handedOver: true }));
    expect((await ok(rig.outlet.call(open, 'session.me', {}))).state).toBe('out');
  });

  test('nothing goes to oneself, to nobody, or without a known reason; a dispatcher may not', async () => {
    expect((await refused(hand('T01', 'T01'))).params.problem).toBe('itself');
    expect((await refused(hand('T01', 'nobody'))).code).toBe('not_found');
    expect((await refused(hand('T01', 'T02', 'XX'))).code).toBe('reason_unknown');
    expect(
      (
        await refused(
          rig.outlet.call(rig.dispatcher, 'staff.handAll', {
            staffId: 'T01',
            toStaffId: 'T02',
            kinds: ['tools'],
            reasonCode: 'J01',
          }),
        )
      ).code,
    ).toBe('forbidden');
  });

  test('the laws hold afterwards', () => {
    expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
  });
});
