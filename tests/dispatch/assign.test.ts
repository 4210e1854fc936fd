import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import type { Session } from '../../main/services/context.ts';
import { dispatchRig, ok, refused, type DispatchRig } from './rig.ts';

let rig: DispatchRig;
let second: Session;
beforeAll(async () => {
  rig = await dispatchRig();
  second = rig.outlet.session({ as: 'S02', deskId: 'desk-z' });
});
afterAll(() => rig.close());

const unbooked = "w.appointment_state = 'none'";
const tmall = "w.connection_id = 'C-TM'";
const write = (name: string, change: Parameters<typeof rig.outlet.store.gate.run>[1]) =>
  rig.outlet.store.gate.run({ command: `test.${name}`, requestId: name, deskId: 't', staffId: null }, change);
const bookings = (id: string) =>
  rig.value<number>('SELECT count(*) FROM appointment WHERE work_order_id = ?', id);

describe('two desks', () => {
  test('give the same order at once: one wins, the other is told who has it', async () => {
    const [id = ''] = await rig.ready(1);
    const staffId = await rig.fit(id);
    const version = rig.version(id);
    const answers = await Promise.all([
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version, staffId }),
      rig.outlet.call(second, 'dispatch.assign', { id, version, staffId }),
    ]);
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    const name = rig.value<string>('SELECT name FROM staff WHERE id = ?', staffId);
    expect(answers.find((one) => !one.ok)).toMatchObject({
      error: { code: 'order_taken', params: { staffName: name } },
    });
    expect(
      rig.value("SELECT count(*) FROM assignment WHERE work_order_id = ? AND state = 'offered'", id),
    ).toBe(1);
  });

  test('30 orders from two desks in any order: none is doubled, none is lost', async () => {
    const ids = await rig.ready(30, '1', false);
    expect(ids).toHaveLength(30);
    const people = new Map<string, string>();
    for (const id of ids) {
      const { candidates } = await ok(
        rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId: id }),
      );
      const best = candidates.find((one) => one.refusals.every((refusal) => !refusal.hard));
      people.set(id, best?.staffId ?? '');
    }
    const manager = rig.outlet.session({ as: 'S01', deskId: 'desk-y' });
    const soft = [
      'skill_missing',
      'level_low',
      'area',
      'on_leave',
      'day_full',
      'slot_full',
      'parts_limit',
      'apprentice_alone',
    ];
    const give = (session: Session, id: string, version: number) =>
      rig.outlet.call(session, 'dispatch.assign', {
        id,
        version,
        staffId: people.get(id) ?? '',
        override: soft,
      });
    const asked = ids.map((id) => ({ id, version: rig.version(id) }));
    const answers = await Promise.all([
      ...asked.map((one) => give(rig.manager, one.id, one.version)),
      ...asked.toReversed().map((one) => give(manager, one.id, one.version)),
    ]);
    expect(answers.filter((one) => one.ok)).toHaveLength(30);
    for (const lost of answers.filter((one) => !one.ok))
      expect(lost).toMatchObject({ error: { code: 'order_taken' } });
    for (const id of ids) {
      expect(
        rig.value("SELECT count(*) FROM assignment WHERE work_order_id = ? AND state = 'offered'", id),
      ).toBe(1);
      expect(
        rig.value("SELECT count(*) FROM outbox WHERE work_order_id = ? AND step = 'assign'", id),
      ).toBeLessThanOrEqual(1);
    }
  });
});

describe('refusals', () => {
  test('without a worker account upstream: hard, also for the manager with every right', async () => {
    const [id = ''] = await rig.ready(1, tmall);
    const staffId = await rig.fit(id);
    const account = rig.id(
      "SELECT id FROM worker_account WHERE staff_id = ? AND connection_id = 'C-TM'",
      staffId,
    );
    write('suspend', (tx) => tx.update('worker_account', account, { state: 'suspended' }));
    const no = await refused(
      rig.outlet.call(rig.manager, 'dispatch.assign', {
        id,
        version: rig.version(id),
        staffId,
        override: ['account_missing'],
      }),
    );
    expect(no).toMatchObject({
      code: 'order_guard_failed',
      params: { guard: 'technician_eligible', reason: 'account_missing' },
    });
    write('resume', (tx) =>
      tx.update('worker_account', account, { state: 'active', card_expires_day: '2026-01-31' }),
    );
    expect(
      (
        await refused(
          rig.outlet.call(rig.manager, 'dispatch.assign', {
            id,
            version: rig.version(id),
            staffId,
            override: ['account_expired'],
          }),
        )
      ).params.reason,
    ).toBe('account_expired');
    write('renew', (tx) => tx.update('worker_account', account, { card_expires_day: null }));
    expect(rig.value('SELECT state FROM work_order WHERE id = ?', id)).toBe('ready');
  });

  test('a certificate that has ended: hard', async () => {
    const [id = ''] = await rig.ready(1);
    const staffId = await rig.fit(id);
    const item = rig.id('SELECT service_item_id FROM work_order WHERE id = ?', id);
    const before = rig.value<string | null>(
      'SELECT needs_certificate_id FROM service_item WHERE id = ?',
      item,
    );
    const kind = rig.id('SELECT id FROM certificate_kind ORDER BY code DESC LIMIT 1');
    write('need', (tx) => tx.update('service_item', item, { needs_certificate_id: kind }));
    const known = rig.id(
      'SELECT id FROM staff_certificate WHERE staff_id = ? AND kind_id = ?',
      staffId,
      kind,
    );
    write('lapse', (tx) => {
      if (known) tx.update('staff_certificate', known, { expires_day: '2026-11-01' });
      else tx.insert('staff_certificate', { staff_id: staffId, kind_id: kind, expires_day: '2026-11-01' });
    });
    const no = await refused(
      rig.outlet.call(rig.manager, 'dispatch.assign', {
        id,
        version: rig.version(id),
        staffId,
        override: ['certificate_expired', 'certificate_missing'],
      }),
    );
    expect(no.params.reason).toBe('certificate_expired');
    write('unneed', (tx) => tx.update('service_item', item, { needs_certificate_id: before }));
  });

  test('a person who left: hard', async () => {
    const [id = ''] = await rig.ready(1);
    const staffId = await rig.fit(id);
    write('left', (tx) => tx.update('staff', staffId, { left_day: '2026-11-20' }));
    expect(
      (
        await refused(
          rig.outlet.call(rig.manager, 'dispatch.assign', {
            id,
            version: rig.version(id),
            staffId,
            override: ['inactive'],
          }),
        )
      ).params.reason,
    ).toBe('inactive');
    write('back', (tx) => tx.update('staff', staffId, { left_day: null }));
  });

  test('a soft one is named by the board, refused without the right, passed with it and kept in the log', async () => {
    const [id = ''] = await rig.ready(1, unbooked);
    const day = '2026-11-26';
    const staffId = await rig.fit(id, day, 'PM1');
    await ok(
      rig.outlet.call(rig.dispatcher, 'staff.saveShift', {
        staffId,
        day,
        fromClock: '13:00',
        toClock: '24:00',
        kind: 'leave',
      }),
    );
    const say = { id, version: rig.version(id), staffId, day, slotId: 'PM1' };
    const { candidates } = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId: id, day, slotId: 'PM1' }),
    );
    expect(candidates.find((one) => one.staffId === staffId)?.refusals).toMatchObject([
      { code: 'on_leave', hard: false },
    ]);
    // The morning of the same day is free.
    await rig.fit(id, day, 'AM1');
    expect((await refused(rig.outlet.call(rig.dispatcher, 'dispatch.assign', say))).params.reason).toBe(
      'on_leave',
    );
    expect(
      (await refused(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { ...say, override: ['on_leave'] })))
        .code,
    ).toBe('forbidden');
    // Refused at the last step: the booking of the same step is gone with it.
    expect(bookings(id)).toBe(0);
    expect(rig.value('SELECT appointment_state FROM work_order WHERE id = ?', id)).toBe('none');
    expect(rig.value("SELECT count(*) FROM outbox WHERE work_order_id = ? AND step = 'reserve'", id)).toBe(0);
    const done = await ok(
      rig.outlet.call(rig.manager, 'dispatch.assign', { ...say, override: ['on_leave'] }),
    );
    expect(done).toMatchObject({ state: 'dispatched', staffId });
    expect(bookings(id)).toBe(1);
  });
});

describe('the way of an order', () => {
  test('book and assign in one step, accept, change hands with a reason, take back', async () => {
    const [id = ''] = await rig.ready(1, unbooked);
    const day = '2026-11-24';
    const staffId = await rig.fit(id, day, 'AM2');
    const given = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.assign', {
        id,
        version: rig.version(id),
        staffId,
        day,
        slotId: 'AM2',
      }),
    );
    const board = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.day', { day }));
    expect(board.cards.find((card) => card.id === id)).toMatchObject({ staffId, slotId: 'AM2' });
    expect(board.people.find((person) => person.staffId === staffId)?.takenMinutes).toBeGreaterThan(0);
    expect(board.unassigned.some((card) => card.id === id)).toBe(false);
    const technician = rig.outlet.session({ as: staffId, deskId: 'desk-t' });
    const accepted = await ok(rig.outlet.call(technician, 'dispatch.accept', { id, version: given.version }));
    expect(accepted.state).toBe('accepted');
    const { candidates } = await ok(rig.outlet.call(rig.dispatcher, 'dispatch.candidates', { orderId: id }));
    const other = candidates.find((one) => one.refusals.length === 0 && one.staffId !== staffId);
    const change = { id, version: accepted.version, staffId: other?.staffId ?? '' };
    expect(
      (await refused(rig.outlet.call(rig.dispatcher, 'dispatch.reassign', { ...change, reasonCode: 'XX' })))
        .code,
    ).toBe('reason_unknown');
    const moved = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.reassign', { ...change, reasonCode: 'J04' }),
    );
    expect(moved).toMatchObject({ state: 'dispatched', staffId: other?.staffId });
    const back = await ok(
      rig.outlet.call(rig.dispatcher, 'dispatch.unassign', {
        id,
        version: moved.version,
        reasonCode: 'J04',
      }),
    );
    expect(back).toMatchObject({ state: 'ready', staffId: null });
    expect(
      rig.outlet.store.read
        .prepare('SELECT state FROM assignment WHERE work_order_id = ? ORDER BY assign_no')
        .pluck()
        .all(id),
    ).toEqual(['replaced', 'returned']);
  });

  test('upstream hears our worker id of that platform', async () => {
    const [id = ''] = await rig.ready(1, tmall);
    const staffId = await rig.fit(id);
    await ok(rig.outlet.call(rig.dispatcher, 'dispatch.assign', { id, version: rig.version(id), staffId }));
    const sealed = rig.value<string>(
      "SELECT payload_sealed FROM outbox WHERE work_order_id = ? AND step = 'assign'",
      id,
    );
    const told = rig.outlet.store.sealer.open<{ payload: { worker: { accountId: string; name: string } } }>(
      sealed,
    );
    expect(told?.payload.worker).toMatchObject({
      accountId: rig.value(
        "SELECT worker_id FROM worker_account WHERE staff_id = ? AND connection_id = 'C-TM'",
        staffId,
      ),
      name: rig.value('SELECT name FROM staff WHERE id = ?', staffId),
    });
  });

  test('the chat text names the order and never the full number of the user', async () => {
    const [id = ''] = await rig.ready(1);
    const { text } = await ok(rig.outlet.call(rig.manager, 'dispatch.text', { orderId: id }));
    expect(text).toContain(rig.value<string>('SELECT number FROM work_order WHERE id = ?', id));
    const phone = rig.value<string>(
      'SELECT phone FROM customer c JOIN work_order w ON w.customer_id = c.id WHERE w.id = ?',
      id,
    );
    expect(text).not.toContain(phone);
  });

  test('a technician sees his own row of the board only', async () => {
    const technician = rig.outlet.session({ as: 'T03', deskId: 'desk-u' });
    const board = await ok(rig.outlet.call(technician, 'dispatch.day', { day: '2026-11-24' }));
    expect(board.people.map((person) => person.staffId)).toEqual(['T03']);
    expect(board.unassigned).toEqual([]);
    expect(board.cards.every((card) => card.staffId === 'T03')).toBe(true);
  });

  test('the laws hold afterwards', () => {
    expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
  });
});
