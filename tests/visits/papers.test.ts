import { describe, expect, test } from 'vitest';
import { verifyStore } from '../../db/verify/laws.ts';
import { keyed, readyOrder, shotsOf, state, visitRig, type VisitRig } from './rig.ts';

const codes = { indoor: 'LZ01N260300127', outdoor: 'LZ01W260300128' };
const day = 86_400_000;

/** An order of a maker without an interface, proved and verified, as the platform got it. */
async function verified(rig: VisitRig, tag: string): Promise<string> {
  const order = await readyOrder(rig);
  rig.outlet.store.gate.run(
    { command: 'test.source', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
    (tx) => {
      const { key_id: keyId, customer_id: customerId } = tx.get<{ key_id: number; customer_id: string }>(
        'SELECT key_id, customer_id FROM work_order WHERE id = ?',
        order.id,
      )!;
      const sourceId = tx.newId();
      const inboxId = tx.insert('inbox', {
        connection_id: 'C-LZ',
        upstream_id: `LZ-${tag}`,
        content_hash: tag,
        raw_sealed: tx.seal(keyId, '{}'),
        key_id: keyId,
        state: 'applied',
        source_order_id: sourceId,
        received_at: tx.at,
      });
      tx.insert('source_order', {
        id: sourceId,
        connection_id: 'C-LZ',
        upstream_id: `LZ-${tag}`,
        upstream_status: 'verified',
        upstream_status_raw: '已核销',
        revision: '1',
        customer_id: customerId,
        canonical_sealed: tx.seal(keyId, {}),
        key_id: keyId,
        inbox_id: inboxId,
        first_seen_at: tx.at,
        last_seen_at: tx.at,
      });
      tx.insert('work_order_source', { work_order_id: order.id, source_order_id: sourceId });
      tx.update('work_order', order.id, { connection_id: 'C-LZ' });
    },
  );
  const found = await rig.out(order.id);
  const done = await rig.ask(
    rig.dispatcher,
    'visits.returnSlip',
    keyed(rig, found, codes, { shots: await shotsOf(rig, tag) }),
  );
  expect(done).toMatchObject({ verified: true, queue: 'audit' });
  return order.id;
}

const head = async (rig: VisitRig, id: string) => (await rig.ask(rig.manager, 'orders.get', { id })).order;
const target = async (rig: VisitRig, id: string) => ({ id, version: (await head(rig, id)).version });
const told = (rig: VisitRig, id: string) =>
  rig
    .all<{ step: string; state: string }>(
      "SELECT step, state FROM outbox WHERE work_order_id = ? AND step IN ('papers', 'verify') ORDER BY position",
      id,
    )
    .map((row) => `${row.step} ${row.state}`);
const sendBack = async (rig: VisitRig, id: string, more: { reason?: string; dueAt?: number | null } = {}) =>
  rig.ask(rig.dispatcher, 'visits.platformAnswer', {
    ...(await target(rig, id)),
    answer: 'refill',
    ...more,
  });
const fees = (rig: VisitRig, id: string) =>
  rig.one<{ states: string }>(
    "SELECT group_concat(DISTINCT state) AS states FROM fee_line WHERE work_order_id = ? AND state <> 'void'",
    id,
  ).states;

describe('papers the platform sends back', () => {
  test('a new photo goes there again by itself; sent back once more, put right, passed, audited', async () => {
    const rig = await visitRig(31);
    const id = await verified(rig, 'A');
    const dueAt = rig.outlet.env.now() + 2 * day;
    const back = await sendBack(rig, id, { reason: '缺完工全景照片', dueAt });
    expect(back).toMatchObject({ state: 'finished', queue: 'papers' });
    expect(await head(rig, id)).toMatchObject({
      verdict: 'refill',
      verdictDeadlineAt: dueAt,
      verdictReason: '缺完工全景照片',
      deadlineAt: dueAt,
    });
    expect(fees(rig, id)).toBe('held');
    const desk = await rig.ask(rig.dispatcher, 'visits.proofDesk', {});
    expect(desk.rows.find((row) => row.orderId === id)).toMatchObject({
      sentBack: { reason: '缺完工全景照片', dueAt },
      open: [],
    });
    // A picture alone is what was asked for: the platform hears of it, and not a second time of the code
    const hash = await rig.picture('new');
    const before = told(rig, id);
    const added = await rig.ask(rig.dispatcher, 'visits.addProof', {
      orderId: id,
      version: (await head(rig, id)).version,
      shots: [{ name: '完工全景', hash, fileName: 'new.jpg' }],
    });
    expect(added).toMatchObject({ verified: true, queue: 'audit' });
    expect(told(rig, id)).toEqual([...before, 'papers manual']);
    const sealed = rig.one<{ payload_sealed: string }>(
      "SELECT payload_sealed FROM outbox WHERE work_order_id = ? AND step = 'papers'",
      id,
    ).payload_sealed;
    const { payload } = rig.outlet.store.sealer.open<{ payload: { pictures: { hash: string }[] } }>(sealed)!;
    expect(payload.pictures.map((picture) => picture.hash)).toContain(hash);
    expect(await head(rig, id)).toMatchObject({ verdict: 'pending', verdictDeadlineAt: null });
    expect(await rig.refuse(rig.manager, 'orders.audit', await target(rig, id))).toMatchObject({
      code: 'order_guard_failed',
      params: { guard: 'verdict_passed' },
    });

    // Its answer: not enough. The clock runs again, and a correction that is no photo goes by its own key
    expect(await sendBack(rig, id, { reason: '门牌看不清', dueAt: dueAt + day })).toMatchObject({
      queue: 'papers',
    });
    expect(await head(rig, id)).toMatchObject({ verdictReason: '门牌看不清', deadlineAt: dueAt + day });
    expect(await rig.ask(rig.dispatcher, 'visits.papersSent', await target(rig, id))).toMatchObject({
      state: 'verified',
      queue: 'audit',
    });
    expect(rig.all('SELECT verdict FROM verdict WHERE work_order_id = ? AND cleared_at IS NULL', id)).toEqual(
      [],
    );
    const passed = await rig.ask(rig.dispatcher, 'visits.platformAnswer', {
      ...(await target(rig, id)),
      answer: 'passed',
    });
    expect(passed.queue).toBe('audit');
    expect(await rig.ask(rig.manager, 'orders.audit', await target(rig, id))).toMatchObject({
      state: 'audited',
    });
    expect(fees(rig, id)).not.toContain('held');
    const { timeline } = await rig.ask(rig.manager, 'orders.get', { id });
    const kinds = timeline.map((one) => one.kind);
    for (const kind of ['order.verdict', 'order.return_papers', 'order.reported_again'])
      expect(kinds).toContain(kind);
    expect(
      rig.one<{ n: number }>(
        "SELECT count(*) AS n FROM audit WHERE entity_id = ? AND action IN ('order.verdict', 'order.reported_again')",
        id,
      ).n,
    ).toBe(5);
    for (const [law, report] of Object.entries(verifyStore(rig.outlet.store.read)))
      expect(report, law).toMatchObject({ ok: true });
  }, 60_000);

  test('every step is taken back until the platform heard of it', async () => {
    const rig = await visitRig(32);
    const id = await verified(rig, 'B');
    const dueAt = rig.outlet.env.now() + day;
    const undo = (batchId: string | undefined) =>
      rig.ask(rig.dispatcher, 'orders.undo', { batchId: batchId ?? '' });

    const wrong = await sendBack(rig, id, { reason: '点错了', dueAt });
    await undo(wrong.batchId);
    expect(state(rig, id)).toMatchObject({ state: 'verified', queue: 'audit' });
    expect(await head(rig, id)).toMatchObject({ verdict: null, verdictDeadlineAt: null });
    expect(fees(rig, id)).not.toContain('held');
    expect(rig.all('SELECT id FROM verdict WHERE work_order_id = ?', id)).toEqual([]);

    await sendBack(rig, id, { reason: '缺照片', dueAt });
    const sent = await rig.ask(rig.dispatcher, 'visits.papersSent', await target(rig, id));
    await undo(sent.batchId);
    expect(state(rig, id)).toMatchObject({ state: 'finished', queue: 'papers' });
    expect(await head(rig, id)).toMatchObject({
      verdict: 'refill',
      deadlineAt: dueAt,
      verdictReason: '缺照片',
    });
    expect(told(rig, id).at(-1)).toBe('papers withdrawn');

    const again = await rig.ask(rig.dispatcher, 'visits.papersSent', await target(rig, id));
    const message = rig.one<{ id: string; version: number }>(
      "SELECT id, version FROM outbox WHERE work_order_id = ? AND step = 'papers' AND state = 'manual'",
      id,
    );
    await rig.ask(rig.dispatcher, 'platforms.doneByHand', message);
    expect(await rig.refuse(rig.dispatcher, 'orders.undo', { batchId: again.batchId ?? '' })).toMatchObject({
      code: 'undo_sent',
    });

    const passed = await rig.ask(rig.dispatcher, 'visits.platformAnswer', {
      ...(await target(rig, id)),
      answer: 'passed',
    });
    await undo(passed.batchId);
    expect(await head(rig, id)).toMatchObject({ verdict: 'pending', queue: 'audit' });
    for (const [law, report] of Object.entries(verifyStore(rig.outlet.store.read)))
      expect(report, law).toMatchObject({ ok: true });
  }, 60_000);

  test('nothing goes there while our own proof lacks something, and nobody answers for unfinished work', async () => {
    const rig = await visitRig(33);
    const id = await verified(rig, 'C');
    await sendBack(rig, id);
    expect(rig.one('SELECT deadline_at FROM work_order WHERE id = ?', id)).toEqual({ deadline_at: null });
    rig.outlet.store.gate.run(
      { command: 'test.lost', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
      (tx) => {
        const item = tx.value<string>(
          "SELECT id FROM verification WHERE work_order_id = ? AND name = '完工全景'",
          id,
        );
        tx.update('verification', item ?? '', { state: 'missing' });
      },
    );
    expect(await rig.refuse(rig.dispatcher, 'visits.papersSent', await target(rig, id))).toMatchObject({
      code: 'order_guard_failed',
      params: { guard: 'verification_met' },
    });
    expect(await head(rig, id)).toMatchObject({ verdict: 'refill', queue: 'papers' });
    const fresh = await readyOrder(rig, { phone: '13800000109' });
    expect(
      await rig.refuse(rig.dispatcher, 'visits.platformAnswer', {
        ...(await target(rig, fresh.id)),
        answer: 'refill',
      }),
    ).toMatchObject({ code: 'order_edge_missing' });
    expect(await rig.refuse(rig.dispatcher, 'visits.papersSent', await target(rig, fresh.id))).toMatchObject({
      code: 'order_guard_failed',
    });
  }, 60_000);

  test('to be done again: booked and visited anew, reported, passed; refused: the dispute', async () => {
    const rig = await visitRig(34);
    const id = await verified(rig, 'D');
    const redo = await rig.ask(rig.dispatcher, 'visits.platformAnswer', {
      ...(await target(rig, id)),
      answer: 'redo',
      reason: '支架没固定',
    });
    expect(redo).toMatchObject({ state: 'accepted', queue: 'appointment' });
    expect(redo.batchId).toBeUndefined();
    expect((await rig.ask(rig.manager, 'orders.get', { id })).machines).toMatchObject([
      { state: 'open', resultCode: null },
    ]);
    const found = await rig.out(id);
    const shots = await shotsOf(rig, 'D2');
    const done = await rig.ask(rig.dispatcher, 'visits.returnSlip', keyed(rig, found, codes, { shots }));
    expect(done).toMatchObject({ verified: true, queue: 'audit' });
    expect(await head(rig, id)).toMatchObject({ verdict: 'pending' });
    expect(
      rig.one<{ n: number }>(
        "SELECT count(*) AS n FROM outbox WHERE work_order_id = ? AND step = 'complete'",
        id,
      ).n,
    ).toBe(2);
    const refusedBy = await rig.ask(rig.dispatcher, 'visits.platformAnswer', {
      ...(await target(rig, id)),
      answer: 'refused',
    });
    expect(refusedBy).toMatchObject({ state: 'disputed', queue: 'dispute' });
    for (const [law, report] of Object.entries(verifyStore(rig.outlet.store.read)))
      expect(report, law).toMatchObject({ ok: true });
  }, 60_000);

  test('the month is closed: the verdict is written, the order waits for its papers where it is', async () => {
    const rig = await visitRig(35);
    const id = await verified(rig, 'E');
    await rig.ask(rig.manager, 'orders.audit', await target(rig, id));
    rig.outlet.store.gate.run(
      { command: 'test.close', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null },
      (tx) => {
        for (const row of tx.all<{ id: string }>('SELECT id FROM period'))
          tx.update('period', row.id, { state: 'closed' });
      },
    );
    expect(await sendBack(rig, id, { reason: '照片糊' })).toMatchObject({
      state: 'audited',
      queue: 'papers',
    });
    const added = await rig.ask(rig.dispatcher, 'visits.addProof', {
      orderId: id,
      version: (await head(rig, id)).version,
      shots: [{ name: '完工全景', hash: await rig.picture('late'), fileName: 'late.jpg' }],
    });
    expect(added).toMatchObject({ orderState: 'audited', queue: 'settlement' });
    expect(await head(rig, id)).toMatchObject({ verdict: 'pending' });
  }, 60_000);
});
