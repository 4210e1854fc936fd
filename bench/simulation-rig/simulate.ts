import type { TroubleRates } from '../../main/platforms/sandbox/misbehave.ts';
import type { SyncPorts } from '../../main/services/sync/ports.ts';
import { actAsPerson, resumeConnections } from './person.ts';
import { judgeWorld } from './oracle.ts';
import { SimulatedWorld } from './world.ts';

export interface SimulationResult {
  seed: number;
  /** What the oracle misses; empty when the world came out right. */
  problems: string[];
  kills: number;
  jumps: number;
  orders: number;
  told: number;
  /** Order of everything told to the platforms: the same for the same seed. */
  story: string;
}

const steps = 36;
const minute = 60_000;
const connections = ['C-OWN', 'C-TM'] as const;

/**
 * Plays one seed: a bad day with everything that can go wrong, then a calm evening, then judgement. `sabotage` runs
 * the engine with adapters that are wrong on purpose: the oracle has to notice.
 */
export async function simulate(seed: number, sabotage?: SyncPorts['platforms']): Promise<SimulationResult> {
  const world = await SimulatedWorld.open(seed, sabotage);
  try {
    const ever = { cancelled: new Set<string>() };
    // The morning is fine: what is there is worked on before the trouble begins.
    for (const connection of connections) await world.live(() => world.engine.pullNow(connection));
    for (const connection of connections) world.boxes[connection].trouble.rates = ratesOf(world.random);
    for (let step = 0; step < steps; step += 1) {
      const dice = world.random();
      if (world.random() < 0.12) world.planKill(Math.floor(world.random() * 6), world.random() < 0.5);
      if (dice < 0.2) await world.live(() => world.engine.pullNow(pick(world, connections)));
      else if (dice < 0.45) await world.live(() => world.engine.sendRound());
      else if (dice < 0.8) for (let deed = 0; deed < 4; deed += 1) actAsPerson(world);
      else if (dice < 0.86) changeUpstream(world);
      else if (dice < 0.9) {
        world.jumpClock(
          Math.round((world.random() - 0.5) * 2 * pick(world, [5 * minute, 60 * minute, 26 * 60 * minute])),
        );
      } else if (dice < 0.93) await world.reopenAfterKill();
      else resumeConnections(world);
      noteCancelled(world, ever.cancelled);
      await world.env.advance(Math.floor(world.random() * 12 * minute));
    }
    const quietAfter = await becomeCalm(world, ever.cancelled);
    const problems = [
      ...(quietAfter === null ? ['the world does not become quiet'] : []),
      ...judgeWorld(world, ever.cancelled),
    ];
    const told = connections.flatMap((connection) =>
      [...world.boxes[connection].world.cards.values()].map(
        (card) => `${card.order.id}:${card.status}:${card.told.map((one) => one.step).join('>')}`,
      ),
    );
    return {
      seed,
      problems,
      kills: world.kills,
      jumps: world.jumps,
      orders: told.length,
      told: connections.reduce(
        (sum, one) =>
          sum + [...world.boxes[one].world.cards.values()].reduce((n, card) => n + card.told.length, 0),
        0,
      ),
      story: told.join('\n'),
    };
  } finally {
    world.close();
  }
}

const pick = <T>(world: SimulatedWorld, items: readonly T[]): T =>
  items[Math.floor(world.random() * items.length)] as T;

function ratesOf(random: () => number): TroubleRates {
  const upTo = (share: number) => random() * share;
  return {
    unseen: upTo(0.1),
    lost: upTo(0.15),
    limited: upTo(0.05),
    failing: upTo(0.06),
    failing_after: upTo(0.06),
    truncated: upTo(0.06),
    cut: upTo(0.06),
    repeat: upTo(0.4),
    reorder: upTo(0.6),
    cancel: upTo(0.06),
    move: upTo(0.1),
  };
}

/** The platform, or the user at the platform, changes its mind. */
function changeUpstream(world: SimulatedWorld): void {
  const box = world.boxes[pick(world, connections)].world;
  const cards = [...box.cards.values()];
  const card = cards[Math.floor(world.random() * cards.length)];
  if (card === undefined) return;
  const dice = world.random();
  if (card.status === 'cancelled') {
    card.status = 'open';
    card.cancelledAt = null;
    box.edit(card.order.id, {});
  } else if (dice < 0.4) box.cancel(card.order.id);
  else if (dice < 0.8)
    box.changeAddress(card.order.id, { ...card.order.address, detail: `${card.order.address.detail}后门` });
  else box.edit(card.order.id, { remark: `改${Math.floor(world.random() * 99)}` });
}

const cardCount = (world: SimulatedWorld): number =>
  connections.reduce((sum, one) => sum + world.boxes[one].world.cards.size, 0);

function noteCancelled(world: SimulatedWorld, ever: Set<string>): void {
  for (const connection of connections)
    for (const card of world.boxes[connection].world.cards.values())
      if (card.status === 'cancelled') ever.add(card.order.id);
}

/** Trouble ends, people resume what stopped; answers the rounds until nothing moves, null when it never rests. */
async function becomeCalm(world: SimulatedWorld, ever: Set<string>): Promise<number | null> {
  for (const connection of connections) world.boxes[connection].trouble.calm();
  world.planKill(Number.POSITIVE_INFINITY, false);
  for (let round = 1; round <= 40; round += 1) {
    resumeConnections(world);
    let moved = false;
    const known = cardCount(world);
    for (const connection of connections) {
      const report = await world.engine.pullNow(connection);
      moved ||= report.fault !== null || report.counts.created + report.counts.changed > 0;
    }
    await world.engine.sendRound();
    noteCancelled(world, ever);
    const open = world.store.read
      .prepare(
        "SELECT count(*) FROM outbox WHERE state = 'sending' OR (state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.source_order_id = outbox.source_order_id AND p.position < outbox.position AND p.state IN ('dead', 'manual')))",
      )
      .pluck()
      .get() as number;
    // An order made during this round is not asked for yet: Tmall's last seconds are left to settle.
    if (!moved && open === 0 && known === cardCount(world) && round > 2) return round;
    await world.env.advance(16 * minute);
  }
  return null;
}
