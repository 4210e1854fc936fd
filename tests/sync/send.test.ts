import { afterEach, expect, test } from 'vitest';
import type { WireRequest } from '../../main/platforms/sandbox/wire.ts';
import { bookOrder } from '../../main/services/orders/commands/book.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { getOrder } from '../../main/services/orders/core/order-row.ts';
import type { Tx } from '../../db/tx.ts';
import { syncRig, type SyncRig } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;
let rig!: SyncRig;
let ourClockMs = 0;
afterEach(() => rig.close());

/** Requests of one method of Tmall. */
const to = (method: string) => (request: WireRequest) =>
  new URLSearchParams(new TextDecoder().decode(request.body)).get('method') ===
  `tmall.servicecenter.workcard.${method}`;

function setOurClock(ms: number): void {
  ourClockMs += ms;
  rig.env.jump(ms);
}

/** An approved order of Tmall that changes by nobody's hand but ours. */
async function tmallOrder() {
  ourClockMs = 0;
  rig = await syncRig({ tmall: { now: () => rig.env.now() - ourClockMs } });
  await rig.engine.pullNow('C-TM');
  const { world, trouble } = rig.sandboxes['C-TM'];
  const { read, gate, sealer } = rig.store;
  const rows = read
    .prepare(
      "SELECT w.id, s.upstream_id AS upstreamId FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id JOIN source_order s ON s.id = l.source_order_id WHERE s.connection_id = 'C-TM' AND w.state = 'received' AND w.side_state IS NULL ORDER BY w.seq",
    )
    .all() as { id: string; upstreamId: string }[];
  const order = rows.find((row) => world.cards.get(row.upstreamId)?.order.changes.length === 0);
  const card = world.cards.get(order?.upstreamId ?? '');
  if (order === undefined || card === undefined) throw new Error('no order without changes of its own');
  const run = (fn: (tx: Tx) => unknown) =>
    gate.run({ command: 'test.act', requestId: rig.env.newId(), deskId: 'd', staffId: 'S02' }, fn);
  run((tx) => applyAction(tx, { orderId: order.id, action: 'approve', override: ['flags_decided'] }));
  return {
    world,
    trouble,
    card,
    run,
    told: () => card.told.map((one) => one.step),
    hold: () =>
      run((tx) =>
        applyAction(tx, {
          orderId: order.id,
          action: 'hold',
          reasonCode: 'H01',
          params: { holdKey: 'user_later', upstream: { reasonCode: 'H01', reasonText: '用户改期' } },
        }),
      ),
    book: (inDays: number) =>
      run((tx) => {
        const startAt = rig.env.now() + inDays * 24 * hour;
        const causeCode = tx.value<string>("SELECT code FROM reason_code WHERE kind = 'reschedule'") ?? null;
        const window = { day: '', slotId: null, startAt, endAt: startAt + 2 * hour };
        bookOrder(tx, getOrder(tx, order.id), { ...window, causeCode, callId: null });
      }),
    messages: () =>
      read
        .prepare('SELECT step, state, last_fault FROM outbox WHERE work_order_id = ? ORDER BY position')
        .all(order.id) as { step: string; state: string; last_fault: string | null }[],
    /** The card as it was last pulled, in the platform's own bytes. */
    pulled: () =>
      sealer.open<string>(
        read
          .prepare('SELECT raw_sealed FROM inbox WHERE upstream_id = ? ORDER BY seq DESC')
          .pluck()
          .get(order.upstreamId) as string,
      ) ?? '',
    /** Sends for a few hours: longer than any pause between two tries. */
    async sendOn() {
      for (let round = 0; round < 8; round += 1) {
        await rig.engine.sendRound();
        await rig.env.advance(20 * minute);
      }
    },
  };
}

test('an old copy of the card beside the new one does not make a booking go out twice', async () => {
  const order = await tmallOrder();
  order.book(1);
  await order.sendOn();
  await rig.engine.pullNow('C-TM');
  const old = order.pulled();
  order.book(2);
  order.trouble.once({ kind: 'lost', when: to('reserve') });
  await rig.engine.sendRound();
  expect(order.messages().at(-1)).toMatchObject({ step: 'reserve', state: 'sending' });
  order.trouble.shape = (items) => [old, ...items];
  await order.sendOn();
  expect(order.messages().map((one) => one.state)).toEqual(['done', 'done']);
  expect(order.told()).toEqual(['reserve', 'reserve']);
});

test('copies of one moment that disagree are read again, not decided upon', async () => {
  const order = await tmallOrder();
  order.book(1);
  order.trouble.once({ kind: 'lost', when: to('reserve') });
  await rig.engine.sendRound();
  const { shape } = order.trouble;
  order.trouble.shape = (items) => [
    ...items.map((item) => item.replace('RESERVED', 'WAIT_RESERVE')),
    ...items,
  ];
  await rig.env.advance(hour);
  await rig.engine.sendRound();
  expect(order.messages()).toMatchObject([{ state: 'sending' }]);
  order.trouble.shape = shape;
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ state: 'done' }]);
  expect(order.told()).toEqual(['reserve']);
});

test('a card pulled before Tmall took the order back tells that the step had arrived', async () => {
  const order = await tmallOrder();
  order.hold();
  order.trouble.once({ kind: 'lost', when: to('suspend') });
  await rig.engine.sendRound();
  await rig.engine.pullNow('C-TM');
  order.world.cancel(order.card.order.id);
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ step: 'suspend', state: 'done' }]);
  expect(order.told()).toEqual(['suspend']);
});

test('without it nobody can know: closed is closed, and once it is open again it is told again', async () => {
  const order = await tmallOrder();
  order.hold();
  order.trouble.once({ kind: 'lost', when: to('suspend') });
  await rig.engine.sendRound();
  order.world.cancel(order.card.order.id);
  await rig.env.advance(hour);
  order.trouble.once({ kind: 'lost', when: to('suspend') });
  await rig.engine.sendRound();
  order.card.status = 'open';
  order.card.cancelledAt = null;
  order.world.edit(order.card.order.id, {});
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ state: 'done' }]);
  expect(order.card.status).toBe('on_hold');
});

test('a try made while the clock was ahead does not wait for that hour to come again', async () => {
  const order = await tmallOrder();
  order.hold();
  order.trouble.once({ kind: 'lost', when: to('suspend') });
  await rig.engine.sendRound();
  setOurClock(18 * hour);
  order.trouble.once({ kind: 'unseen', when: to('query') });
  await rig.engine.sendRound();
  expect(order.messages()).toMatchObject([{ state: 'sending' }]);
  setOurClock(-18 * hour);
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ state: 'done' }]);
  expect(order.told()).toEqual(['suspend']);
});

test('settings broken while an answer is missing: it is read back when they are mended, not sent again', async () => {
  const order = await tmallOrder();
  order.book(1);
  order.trouble.once({ kind: 'lost', when: to('reserve') });
  await rig.engine.sendRound();
  const { settings } = rig.store.read.prepare("SELECT settings FROM connection WHERE id = 'C-TM'").get() as {
    settings: string;
  };
  order.run((tx) => tx.update('connection', 'C-TM', { settings: {} }));
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ state: 'sending' }]);
  order.run((tx) => tx.update('connection', 'C-TM', { settings: JSON.parse(settings) as object }));
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ state: 'done' }]);
  expect(order.told()).toEqual(['reserve']);
});

test('a pull made while the clock was ahead does not keep the next one waiting', async () => {
  await tmallOrder();
  setOurClock(18 * hour);
  await rig.engine.pullNow('C-TM');
  setOurClock(-18 * hour);
  await rig.engine.pullRound();
  const at = rig.store.read.prepare("SELECT last_pull_at FROM connection WHERE id = 'C-TM'").pluck().get();
  expect(at).toBeLessThanOrEqual(rig.env.now() + minute);
});

test('a message taken back while the ones before it are sent does not leave', async () => {
  const order = await tmallOrder();
  order.hold();
  const withdraw = () =>
    order.run((tx) => {
      const id = tx.value<string>("SELECT id FROM outbox WHERE state = 'waiting' AND step = 'suspend'");
      if (id !== undefined) tx.update('outbox', id, { state: 'withdrawn', done_at: tx.at });
    });
  // Somebody does so while the engine looks at the card, before the message is marked as under way.
  const { net } = rig.env;
  rig.env.net = {
    request: async (request) => {
      withdraw();
      return net.request(request);
    },
  };
  await order.sendOn();
  expect(order.messages()).toMatchObject([{ step: 'suspend', state: 'withdrawn' }]);
  expect(order.told()).toEqual([]);
});
