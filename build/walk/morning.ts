import { addDays } from '../../domain/time/business-day.ts';
import type { World } from './world.ts';

/** Pulls both platforms until everything has arrived, whatever they do meanwhile. */
export async function pullAll(world: World): Promise<number> {
  const wanted = world.platforms['C-OWN'].world.cards.size + world.platforms['C-TM'].world.cards.size;
  const count = () =>
    world.outlet.store.read.prepare('SELECT count(*) FROM source_order').pluck().get() as number;
  for (let round = 0; round < 400; round += 1) {
    await world.engine.pullNow('C-OWN');
    await world.engine.pullNow('C-TM');
    if (count() >= wanted) break;
    // A platform that said «later» is asked later.
    world.travelTo(world.env.now() + 60_000);
  }
  return count();
}

/** Reviews what arrived: flags decided, duplicates cancelled, goods not delivered put on hold, the rest released. */
export async function reviewAll(world: World): Promise<number> {
  const { dispatcher } = world;
  let decided = 0;
  for (const row of await dispatcher.listOrders(['intake'])) {
    const { order, flags } = await dispatcher.call('orders.get', { id: row.id });
    const open = flags.filter((flag) => flag.clearedAt === null);
    if (open.some((flag) => flag.code === 'duplicate') && decided % 3 === 0) {
      await dispatcher.call('orders.cancel', { id: order.id, version: order.version, reasonCode: 'Q03' });
    } else if (open.some((flag) => flag.code === 'area_uncovered')) {
      await dispatcher.call('orders.sendBack', { id: order.id, version: order.version, reasonCode: 'T01' });
    } else {
      const approved = await dispatcher.call('orders.approve', {
        id: order.id,
        version: order.version,
        decidedFlags: open.map((flag) => flag.id),
      });
      if (open.some((flag) => flag.code === 'goods_awaited')) {
        await dispatcher.call('orders.hold', {
          id: order.id,
          version: approved.version,
          reasonCode: 'H02',
          nextContactAt: world.env.now() + 86_400_000,
        });
      }
    }
    decided += 1;
  }
  return decided;
}

/** First calls: most reach the user at once, some at the second try. */
export async function callAll(world: World): Promise<number> {
  const { dispatcher } = world;
  let calls = 0;
  for (const row of await dispatcher.listOrders(['dispatch'])) {
    if (calls % 9 === 0) {
      await dispatcher.call('orders.logCall', {
        id: row.id,
        result: 'no_answer',
        nextCallAt: world.env.now() + 3_600_000,
      });
      calls += 1;
    }
    await dispatcher.call('orders.logCall', { id: row.id, result: 'connected', seconds: 30 + (calls % 50) });
    calls += 1;
  }
  return calls;
}

/**
 * Books and assigns until `wanted` orders have somebody: day by day, slot by slot, the best of those who may take
 * it. Orders that came booked keep their day where someone is free then.
 */
export async function assignAll(world: World, wanted: number): Promise<number> {
  const { dispatcher } = world;
  const { slots } = await dispatcher.call('dispatch.day', { day: world.today() });
  let assigned = 0;
  let at = 0;
  for (const row of await dispatcher.listOrders(['dispatch'])) {
    if (assigned >= wanted) break;
    for (let tries = 0; tries < 40; tries += 1) {
      const place = at + tries;
      const slot = slots[place % slots.length];
      const day = addDays(world.today(), 1 + (Math.floor(place / slots.length / 2) % 12));
      if (slot === undefined) break;
      const { candidates } = await dispatcher.call('dispatch.candidates', {
        orderId: row.id,
        day,
        slotId: slot.id,
      });
      const best = candidates.find((one) => one.refusals.length === 0);
      if (best === undefined) continue;
      const { order } = await dispatcher.call('orders.get', { id: row.id });
      const booked = order.appointmentState === 'agreed';
      const given = await dispatcher.call('dispatch.assign', {
        id: row.id,
        version: order.version,
        staffId: best.staffId,
        day,
        slotId: slot.id,
        causeCode: booked ? 'G02' : null,
      });
      await dispatcher.call('dispatch.accept', { id: row.id, version: given.version });
      assigned += 1;
      at += 1;
      break;
    }
  }
  return assigned;
}

/** The second desk acts on an order the first has just taken: it is told so, and nothing of it is written. */
export async function twoDesks(world: World): Promise<{ tried: number; told: number }> {
  const { dispatcher, manager } = world;
  let tried = 0;
  let told = 0;
  for (const row of (await dispatcher.listOrders(['dispatch'])).slice(0, 20)) {
    tried += 1;
    const [first, second] = await Promise.all([
      dispatcher.refusal('orders.setUrgent', { id: row.id, version: row.version, urgent: true }),
      manager.refusal('orders.cancel', { id: row.id, version: row.version, reasonCode: 'Q01' }),
    ]);
    if ([first, second].filter((code) => code === null).length === 1 && [first, second].includes('conflict'))
      told += 1;
  }
  return { tried, told };
}
