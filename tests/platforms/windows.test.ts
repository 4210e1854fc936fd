/** The creation windows against cards that appear late, clocks that jump and pages that shift. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { demoOutlet, hour, idsOf, pullAll, rig } from './harness.ts';
import type { Rig } from './harness.ts';
import { makeOrders } from '../../main/platforms/sandbox/make-orders.ts';
import type { SandboxOrder } from '../../main/platforms/sandbox/shapes.ts';
import type { JsonCursor } from '../../main/platforms/adapter.ts';
import { fakeStart } from '../support/fake-env.ts';

const minute = 60_000;

function order(createdAt: number, number: number): SandboxOrder {
  const source = { seed: 3, outlet: demoOutlet, connection: 'C-TM', idStyle: 'digits18' as const, scale: 20 };
  const [first] = makeOrders(source, fakeStart, fakeStart + hour);
  return {
    ...(first as SandboxOrder),
    id: `90000000000${String(number).padStart(7, '0')}`,
    createdAt,
    changes: [],
  };
}

function quiet(settings: Record<string, unknown> = {}): Rig {
  return rig('tmall', { rhythm: false, settings: { pageSize: 2, lookbackHours: 1, ...settings } });
}

describe('windows', () => {
  it('a card that appears on a page already read is read too', async () => {
    const it = quiet({ lookbackHours: 2 });
    const from = it.clock.ms - 100 * minute;
    for (let n = 0; n < 9; n += 1) it.sandbox.world.add(order(from + n * 20_000, n));
    let isAdded = false;
    const { items } = await pullAll(it, null, (page) => {
      // Newest first: the late card stands on the page that has just been read.
      if (page.length > 0 && !isAdded) it.sandbox.world.add(order(from + 210_000, 100));
      isAdded ||= page.length > 0;
    });
    expect(idsOf(items)).toEqual([...it.sandbox.world.cards.keys()].sort());
  });

  it('goes back over the last two minutes for cards that arrive late', async () => {
    const it = quiet();
    const { cursor } = await pullAll(it);
    const late = order(Number(cursor?.['doneMs']) - minute, 1);
    it.sandbox.world.add(late);
    it.pass(3 * minute);
    expect(idsOf((await pullAll(it, cursor)).items)).toEqual([late.id]);
  });

  it('never moves past the platform’s own time, whatever our clock says', async () => {
    const it = quiet();
    await pullAll(it);
    it.env.jump(9 * hour);
    const { cursor } = await pullAll(it);
    expect(Number(cursor?.['doneMs'])).toBeLessThanOrEqual(it.clock.ms - 30_000);
    it.env.jump(-30 * hour);
    const back = await pullAll(it, cursor);
    expect(Number(back.cursor?.['doneMs'])).toBeLessThanOrEqual(it.clock.ms - 30_000);
    expect(Number(back.cursor?.['doneMs'])).toBeGreaterThan(it.clock.ms - 5 * minute);
  });

  it('catches up after days without the network, one window after another', async () => {
    const it = quiet();
    const { cursor } = await pullAll(it);
    for (let n = 0; n < 60; n += 1) it.sandbox.world.add(order(it.clock.ms + n * 47 * minute, n));
    it.pass(60 * 47 * minute);
    const { items } = await pullAll(it, cursor);
    expect(idsOf(items)).toEqual([...it.sandbox.world.cards.keys()].sort());
  });

  it('without a Date header it stays behind by more than the tolerance', async () => {
    const it = quiet();
    const inner = it.env.net;
    it.env.net = {
      request: async (request) => {
        const { date: _, ...headers } = (await inner.request(request)).headers;
        return { ...(await inner.request(request)), headers };
      },
    };
    const { cursor } = await pullAll(it);
    expect(Number(cursor?.['doneMs'])).toBeLessThanOrEqual(it.clock.ms - 11 * minute);
  });

  it('skips no card under any mix of arrivals, jumps, faults and restarts', async () => {
    const seed = Number(process.env['SEED'] ?? 20_261_122);
    const move = fc.oneof(
      fc.record({ kind: fc.constant('arrive' as const), backMs: fc.integer({ min: 0, max: 80_000 }) }),
      fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -40 * hour, max: 40 * hour }) }),
      fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 50 * minute }) }),
      fc.record({ kind: fc.constant('pull' as const), pages: fc.integer({ min: 1, max: 6 }) }),
      fc.record({
        kind: fc.constant('trouble' as const),
        what: fc.constantFrom('lost', 'cut', 'limited', 'failing', 'truncated'),
      }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 60 }), async (moves) => {
        const it = quiet();
        let cursor: JsonCursor = null;
        let number = 0;
        const seen = new Set<string>();
        const pull = async (pages: number): Promise<boolean> => {
          for (let page = 0; page < pages; page += 1) {
            try {
              const pulled = await it.platform.pullPage(cursor, it.ctx);
              for (const { upstreamId } of pulled.items) seen.add(upstreamId);
              cursor = pulled.nextCursor;
              if (!pulled.more) return true;
            } catch (error) {
              expect(error).toMatchObject({ name: 'Fault' });
            }
          }
          return false;
        };
        await pull(200);
        for (const step of moves) {
          if (step.kind === 'arrive') it.sandbox.world.add(order(it.clock.ms - step.backMs, (number += 1)));
          else if (step.kind === 'jump') it.env.jump(step.ms);
          else if (step.kind === 'pass') it.pass(step.ms);
          else if (step.kind === 'pull') await pull(step.pages);
          else if (step.kind === 'trouble') it.sandbox.trouble.once({ kind: step.what as 'lost' });
          else it.ctx.memory = { skewMs: null };
        }
        it.pass(2 * minute);
        for (let round = 0; round < 50 && !(await pull(50)); round += 1);
        await pull(50);
        expect([...it.sandbox.world.cards.keys()].filter((id) => !seen.has(id))).toEqual([]);
      }),
      { numRuns: 60, seed },
    );
  });
});
