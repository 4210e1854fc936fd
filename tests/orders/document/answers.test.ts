import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../../db/verify/laws.ts';
import { nextNumber } from '../../../main/services/numbers.ts';
import { dispatchRig, ok, refused, type DispatchRig } from '../../dispatch/rig.ts';

let rig: DispatchRig;
beforeAll(async () => {
  rig = await dispatchRig(21);
});
afterAll(() => rig.close());

const used = new Set<string>();
function fresh(where = '1'): string {
  const ids = rig.outlet.store.read
    .prepare(
      `SELECT id FROM work_order w WHERE state = 'received' AND side_state IS NULL AND ${where}
       AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') ORDER BY seq`,
    )
    .pluck()
    .all() as string[];
  const id = ids.find((one) => !used.has(one)) ?? '';
  used.add(id);
  return id;
}
const target = (id: string) => ({ id, version: rig.version(id) });
const document = (id: string) => ok(rig.outlet.call(rig.dispatcher, 'orders.get', { id }));
const more = (id: string) => ok(rig.outlet.call(rig.dispatcher, 'orders.more', { id }));

/** An order that waits for the user's word on a quote of two lines. */
async function quoted(validMs = 86_400_000): Promise<{ id: string; quoteId: string }> {
  const id = fresh();
  await ok(rig.outlet.call(rig.dispatcher, 'orders.approve', target(id)));
  await ok(rig.outlet.call(rig.dispatcher, 'orders.hold', { ...target(id), reasonCode: 'H06' }));
  const quoteId = rig.outlet.store.gate.run(
    { command: 'test.quote', requestId: `quote ${id}`, deskId: 'test', staffId: null },
    (tx) => {
      const made = tx.insert('quote', {
        work_order_id: id,
        number: nextNumber(tx, 'BJ', '2026-11-22'),
        state: 'given',
        total_fen: 31_000,
        valid_until: tx.at + validMs,
        at: tx.at,
      });
      for (const [at, fen] of [26_000, 5_000].entries())
        tx.insert('quote_line', {
          quote_id: made,
          line_no: at + 1,
          name: '主板更换',
          quantity_milli: 1000,
          unit_fen: fen,
          amount_fen: fen,
        });
      return made;
    },
  ) as string;
  return { id, quoteId };
}
const decide = (quoteId: string, agree: boolean, how: 'signed' | 'recorded' | null = null, version = 1) =>
  rig.outlet.call(rig.dispatcher, 'orders.decideQuote', { quoteId, version, agree, how });

test('a yes needs its proof, ends the wait, stands in the timeline, and is given once', async () => {
  const { id, quoteId } = await quoted();
  expect((await document(id)).order).toMatchObject({ state: 'on_hold', queue: 'hold_quote' });
  expect((await more(id)).quotes[0]).toMatchObject({ state: 'given', totalFen: 31_000, lines: [{}, {}] });
  expect(await refused(decide(quoteId, true))).toMatchObject({ code: 'quote_proof_missing' });
  expect(await ok(decide(quoteId, true, 'recorded'))).toMatchObject({ quoteState: 'agreed', state: 'ready' });
  expect((await more(id)).quotes[0]).toMatchObject({ state: 'agreed', agreedHow: 'recorded' });
  const kinds = (await document(id)).timeline.map((one) => one.kind);
  expect(kinds.slice(0, 2)).toEqual(['order.resume', 'order.quote_agreed']);
  expect(await refused(decide(quoteId, false))).toMatchObject({ code: 'quote_decided' });
});

test('a no ends the wait too; a quote past its date takes no yes; another hold is left alone', async () => {
  const no = await quoted();
  expect(await ok(decide(no.quoteId, false))).toMatchObject({ quoteState: 'refused', state: 'ready' });
  const late = await quoted(-1);
  expect(await refused(decide(late.quoteId, true, 'signed'))).toMatchObject({ code: 'quote_expired' });
  expect((await document(late.id)).order.state).toBe('on_hold');
  const other = await quoted();
  await ok(rig.outlet.call(rig.dispatcher, 'orders.resume', target(other.id)));
  await ok(
    rig.outlet.call(rig.dispatcher, 'orders.hold', {
      ...target(other.id),
      reasonCode: 'H03',
      nextContactAt: rig.env.now() + 3_600_000,
    }),
  );
  expect((await ok(decide(other.quoteId, true, 'signed'))).state).toBe('on_hold');
});

test('whoever saw to what was handed up is named; the order stands as high as what is open', async () => {
  const id = fresh();
  for (const cause of ['late', 'money'] as const)
    await ok(rig.outlet.call(rig.dispatcher, 'orders.escalate', { id, toStaffId: 'S01', cause }));
  const level = () => rig.value<number>('SELECT escalated_level FROM work_order WHERE id = ?', id);
  expect(level()).toBe(2);
  const [second, first] = (await more(id)).escalations;
  const answer = (one: typeof first) =>
    rig.outlet.call(rig.manager, 'orders.answerEscalation', {
      escalationId: one?.id ?? '',
      version: one?.version ?? 0,
    });
  expect(await ok(answer(second))).toMatchObject({ level: 1 });
  expect(level()).toBe(1);
  expect(await refused(answer(second))).toMatchObject({ code: 'conflict' });
  expect(await ok(answer(first))).toMatchObject({ level: 0 });
  expect((await more(id)).escalations[0]).toMatchObject({
    answeredAt: rig.env.now(),
    answeredBy: expect.any(String),
  });
});

test('what the order said, its open machines follow; one that was set apart stays', async () => {
  const id = fresh('(SELECT count(*) FROM machine_line m WHERE m.work_order_id = w.id) > 1');
  const [, second] = (await document(id)).machines;
  await ok(
    rig.outlet.call(rig.dispatcher, 'orders.editMachine', {
      machineId: second?.id ?? '',
      version: second?.version ?? 1,
      warranty: 'joint',
    }),
  );
  const now = (await document(id)).order;
  const warranty = now.warranty === 'extended' ? 'out_of_warranty' : 'extended';
  await ok(
    rig.outlet.call(rig.dispatcher, 'orders.editUser', { ...target(id), warranty, payerId: 'PY-USER' }),
  );
  const { order, machines } = await document(id);
  expect(order).toMatchObject({ warranty, payerId: 'PY-USER' });
  expect(machines.slice(0, 2).map((one) => one.warranty)).toEqual([warranty, 'joint']);
});

test('the booking names who made it and the call that proves it', async () => {
  const id = fresh("w.appointment_state = 'none'");
  await ok(rig.outlet.call(rig.dispatcher, 'orders.approve', target(id)));
  const { callId } = await ok(
    rig.outlet.call(rig.dispatcher, 'orders.logCall', { id, result: 'connected', seconds: 42 }),
  );
  const startAt = rig.env.now() + 26 * 3_600_000;
  await ok(
    rig.outlet.call(rig.dispatcher, 'orders.book', {
      ...target(id),
      day: '2026-11-23',
      startAt,
      endAt: startAt + 7_200_000,
      callId,
      override: true,
    }),
  );
  expect((await document(id)).appointments[0]).toMatchObject({
    changeNo: 1,
    source: 'call',
    staffName: expect.any(String),
    call: { id: callId, seconds: 42, staffName: expect.any(String), evidence: 0 },
  });
});

test('the store keeps its laws', () => {
  expect(Object.entries(verifyStore(rig.outlet.store.read)).filter(([, law]) => !law.ok)).toEqual([]);
});
