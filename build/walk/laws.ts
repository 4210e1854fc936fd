import { verifyStore } from '../../db/verify/laws.ts';
import type { LawName, LawReport } from '../../db/verify/report.ts';
import type { ConnectionCode, World } from './world.ts';

const broken = (checked: number, detail: string): LawReport => ({ ok: false, checked, detail });

/** L1 and L3 once more, from the platforms' side: what each holds against what we hold. */
function againstPlatforms(
  world: World,
  ours: Record<'L1' | 'L3', LawReport>,
): Record<'L1' | 'L3', LawReport> {
  const find = world.outlet.store.read
    .prepare('SELECT count(*) FROM source_order WHERE connection_id = ? AND upstream_id = ?')
    .pluck();
  const sent = world.outlet.store.read
    .prepare(
      "SELECT o.step FROM outbox o JOIN source_order s ON s.id = o.source_order_id WHERE s.connection_id = ? AND s.upstream_id = ? AND o.state = 'done' ORDER BY o.position",
    )
    .pluck();
  let cards = 0;
  for (const code of ['C-OWN', 'C-TM'] as ConnectionCode[]) {
    for (const card of world.platforms[code].world.cards.values()) {
      cards += 1;
      const count = find.get(code, card.order.id) as number;
      if (count !== 1) return { ...ours, L1: broken(cards, `${code} ${card.order.id}: held ${count} times`) };
      const told = card.told.map((step) => step.step).join(' ');
      const said = (sent.all(code, card.order.id) as string[]).join(' ');
      if (told !== said)
        return {
          ...ours,
          L3: broken(cards, `${code} ${card.order.id}: platform heard «${told}», we said «${said}»`),
        };
    }
  }
  return {
    L1: ours.L1.ok
      ? { ...ours.L1, detail: `${ours.L1.detail}; ${cards} cards of both platforms held once each` }
      : ours.L1,
    L3: ours.L3.ok
      ? { ...ours.L3, detail: `${ours.L3.detail}; every step heard once and in order` }
      : ours.L3,
  };
}

/** Inputs no window would send, and what each is answered. Nothing of them may be written. */
async function badInputs(world: World): Promise<LawReport> {
  const { dispatcher } = world;
  const head = world.outlet.store.gate.head;
  const tried: [string, unknown, string][] = [
    ['orders.approve', { id: '9'.repeat(30), version: 1 }, 'not_found'],
    ['orders.approve', { id: 'x', version: Number.NaN }, 'input_invalid'],
    ['orders.approve', '{"id":', 'input_invalid'],
    [
      'orders.create',
      { name: 'x', phone: '没有电话', detail: 'y', serviceItemId: 'AZ-KT-GJ' },
      'phone_unreadable',
    ],
    ['orders.book', { id: 'x', version: 1, day: '2026-02-30' }, 'input_invalid'],
    ['orders.note', { id: 'x', reach: 'inside', text: 'a'.repeat(1_000_000) }, 'input_too_large'],
    ['orders.slice', { snapshotId: 'nope', from: 0, to: 10 }, 'snapshot_gone'],
    ['orders.hold', { id: 'x', version: 1, reasonCode: { toString: 1 } }, 'input_invalid'],
    ['no.such_channel', {}, 'unknown_channel'],
    ['visits.findSlip', { code: '不是单号' }, 'slip_unknown'],
  ];
  for (const [channel, input, expected] of tried) {
    const code = await dispatcher.rawRefusal(channel, input);
    if (code !== expected)
      return broken(tried.length, `${channel}: answered ${code ?? 'yes'} instead of ${expected}`);
  }
  if (world.outlet.store.gate.head !== head) return broken(tried.length, 'a refused input was written');
  return {
    ok: true,
    checked: tried.length,
    detail: `${tried.length} bad inputs refused by name, nothing written`,
  };
}

/** The eight laws over the walk's store. */
export async function checkLaws(
  world: World,
  desks: { tried: number; told: number },
): Promise<Record<LawName, LawReport>> {
  const ours = verifyStore(world.outlet.store.read);
  const L7: LawReport =
    desks.tried > 0 && desks.tried === desks.told
      ? {
          ok: true,
          checked: desks.tried,
          detail: `${desks.tried} pairs of desks: one won, the other was told`,
        }
      : broken(desks.tried, `${desks.told} of ${desks.tried} second desks were told`);
  return { ...ours, ...againstPlatforms(world, ours), L7, L8: await badInputs(world) };
}
