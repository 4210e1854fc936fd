/** The order generator and the trouble: rhythm, repeatability, and that nothing gets lost under all of it. */
import { describe, expect, it } from 'vitest';
import { day, demoOutlet, hour, pullAll, rig } from './harness.ts';
import type { Rig } from './harness.ts';
import { fakeStart } from '../support/fake-env.ts';
import { makeOrders } from '../../main/platforms/sandbox/make-orders.ts';
import type { OrderSource } from '../../main/platforms/sandbox/make-orders.ts';
import type { JsonCursor, StepMessage } from '../../main/platforms/adapter.ts';
import { quarantineReasons, intakeNotes as noteCodes } from '../../domain/orders/quarantine.ts';
import { intakeNotes as zhNotes, quarantine as zhReasons } from '../../renderer/i18n/zh/quarantine.ts';
import { intakeNotes as enNotes, quarantine as enReasons } from '../../renderer/i18n/en/quarantine.ts';

const source: OrderSource = {
  seed: 5,
  outlet: demoOutlet,
  connection: 'C-TM',
  idStyle: 'digits18',
  twin: 'C-OWN',
};
const midnight = Math.floor((fakeStart + 8 * hour) / day) * day - 8 * hour;

describe('the order generator', () => {
  it('gives the same orders in whatever slices it is asked', () => {
    const whole = makeOrders(source, midnight, midnight + 3 * day);
    const sliced = [];
    for (let at = midnight; at < midnight + 3 * day; at += 7 * 60_000 + 13) {
      sliced.push(...makeOrders(source, at, Math.min(at + 7 * 60_000 + 13, midnight + 3 * day)));
    }
    expect(sliced).toEqual(whole);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    expect(makeOrders({ ...source, seed: 6 }, midnight, midnight + day)).not.toEqual(
      makeOrders(source, midnight, midnight + day),
    );
  });

  it('keeps the outlet’s rhythm of hour, weekday and month', () => {
    const year = makeOrders(source, midnight - 365 * day, midnight);
    const perMonth = (month: number) =>
      year.filter(({ createdAt }) => new Date(createdAt + 8 * hour).getUTCMonth() + 1 === month).length;
    expect(perMonth(7) / perMonth(2)).toBeGreaterThan(2.5);
    const perHour = (wanted: number) =>
      year.filter(({ createdAt }) => new Date(createdAt + 8 * hour).getUTCHours() === wanted).length;
    expect(perHour(3)).toBe(0);
    expect(perHour(10)).toBeGreaterThan(perHour(7));
    // Twelve a day on a normal day; the factors average a little above one.
    expect(year.length / 365).toBeGreaterThan(10);
    expect(year.length / 365).toBeLessThan(16);
  });

  it('brings the situations a shop knows', () => {
    const year = makeOrders(source, midnight - 200 * day, midnight);
    const own = makeOrders(
      { ...source, connection: 'C-OWN', idStyle: 'letters' },
      midnight - 205 * day,
      midnight,
    );
    const share = (count: number) => count / year.length;
    expect(share(year.filter(({ machines }) => machines.length > 1).length)).toBeGreaterThan(0.03);
    expect(
      share(year.filter(({ changes }) => changes.some(({ kind }) => kind === 'cancel')).length),
    ).toBeGreaterThan(0.02);
    expect(year.some(({ changes }) => changes.some(({ kind }) => kind === 'address'))).toBe(true);
    expect(year.some(({ goodsExpectedAt }) => goodsExpectedAt !== null)).toBe(true);
    const households = new Set(own.map(({ customer, address }) => customer.phone + address.detail));
    expect(
      year.filter(({ customer, address }) => households.has(customer.phone + address.detail)).length,
    ).toBeGreaterThan(5);
    for (const { customer } of year) expect(customer.phone).toMatch(/^13\d0000\d{4}$/);
  });
});

/** Ends all open work: pulls until quiet and re-reads, as the engine would. */
async function settle(it: Rig, cursor: JsonCursor): Promise<Map<string, string>> {
  it.sandbox.trouble.calm();
  it.pass(5 * 60_000);
  const texts = new Map<string, string>();
  for (const item of (await pullAll(it, cursor)).items) texts.set(item.upstreamId, item.rawText);
  return texts;
}

describe.each(['own', 'tmall'] as const)('a day of %s with every trouble at once', (name) => {
  it.each([1, 2, 3])('seed %i: the end state is the platform’s own', async (seed) => {
    const it = rig(name, {
      seed,
      scale: 3,
      startAt: fakeStart - 6 * hour,
      settings: { pageSize: 5, ...(name === 'tmall' ? { lookbackHours: 6 } : {}) },
      misbehave: {
        seed,
        rates: {
          unseen: 0.05,
          lost: 0.05,
          limited: 0.05,
          failing: 0.05,
          failing_after: 0.03,
          truncated: 0.05,
          cut: 0.05,
          delayed: 0.05,
          repeat: 0.3,
          reorder: 0.5,
          cancel: 0.02,
          move: 0.05,
        },
      },
    });
    const held = new Map<string, string>();
    const told = new Map<string, StepMessage>();
    let cursor: JsonCursor = null;
    for (let round = 0; round < 40; round += 1) {
      it.pass(30 * 60_000);
      for (let page = 0; page < 40; page += 1) {
        try {
          const pulled = await it.platform.pullPage(cursor, it.ctx);
          for (const item of pulled.items) held.set(item.upstreamId, item.rawText);
          cursor = pulled.nextCursor;
          if (!pulled.more) break;
        } catch (error) {
          expect(error).toMatchObject({
            name: 'Fault',
            code: expect.stringMatching(/^platform_/) as unknown,
          });
        }
      }
      const id = [...held.keys()].find((candidate) => !told.has(candidate));
      if (id === undefined) continue;
      const message: StepMessage = {
        key: `assign-${id}`,
        step: 'assign',
        upstreamId: id,
        echo: {},
        at: it.clock.ms,
        payload: { worker: { accountId: 'W1', name: '张', phone: '13000000001' } },
      };
      told.set(id, message);
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const result = await it.platform.send(message, it.ctx);
        if (result.outcome === 'done' || result.outcome === 'refused') break;
        if (result.outcome === 'unknown' && it.platform.traits.readBackFirst) {
          let found = await it.platform.readBack(message, it.ctx);
          for (let again = 0; found === 'unknown' && again < 50; again += 1)
            found = await it.platform.readBack(message, it.ctx);
          if (found === 'done') break;
        }
      }
    }
    for (const [id, text] of await settle(it, cursor)) held.set(id, text);
    if (it.platform.traits.rereadOpen) {
      for (const item of (await it.platform.reread([...held.keys()], it.ctx)).items)
        held.set(item.upstreamId, item.rawText);
    }
    const world = it.sandbox.world;
    expect([...world.cards.keys()].filter((id) => !held.has(id))).toEqual([]);
    for (const [id, text] of held) {
      const read = it.platform.toCanonical(text, it.ctx.settings, 0);
      const card = world.cards.get(id);
      expect(read).toMatchObject({
        ok: true,
        order: { status: card?.status, address: { detail: card?.order.address.detail } },
      });
    }
    // However often it was sent, no step happened twice.
    for (const card of world.cards.values()) expect(card.told.length).toBeLessThanOrEqual(1);
    expect(
      [...told.keys()].filter((id) => (world.cards.get(id)?.told.length ?? 0) === 1).length,
    ).toBeGreaterThan(10);
  });
});

it('every quarantine reason and intake note has its sentence in both languages', () => {
  for (const words of [zhReasons, enReasons]) expect(Object.keys(words)).toEqual([...quarantineReasons]);
  for (const words of [zhNotes, enNotes]) expect(Object.keys(words)).toEqual([...noteCodes]);
});
