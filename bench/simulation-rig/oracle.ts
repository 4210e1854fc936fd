import { verifyStore } from '../../db/verify/laws.ts';
import type { CanonicalOrder } from '../../domain/orders/canonical.ts';
import type { SandboxCard } from '../../main/platforms/sandbox/world.ts';
import type { SimulatedWorld } from './world.ts';

interface SourceRow {
  id: string;
  upstream_id: string;
  canonical_sealed: string;
  cancelled_at: number | null;
}
interface MessageRow {
  step: string;
  state: string;
  payload_sealed: string;
  last_fault: string | null;
}
interface OrderRow {
  id: string;
  state: string;
}

/**
 * What must be true when all is quiet, read off the platforms' own books and never off ours: every order of theirs is
 * here once and as they last wrote it, they were told exactly what we mean to have told them, in that order, and
 * nobody is on the way to an order they took back.
 */
export function judgeWorld(world: SimulatedWorld, everCancelled: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  for (const connection of ['C-OWN', 'C-TM'] as const) {
    const cards = world.boxes[connection].world.cards;
    const rows = world.store.read
      .prepare(
        'SELECT id, upstream_id, canonical_sealed, cancelled_at FROM source_order WHERE connection_id = ?',
      )
      .all(connection) as SourceRow[];
    const here = new Map(rows.map((row) => [row.upstream_id, row]));
    if (here.size !== rows.length) problems.push(`${connection}: an order is here twice`);
    for (const row of rows)
      if (!cards.has(row.upstream_id))
        problems.push(`${connection} ${row.upstream_id}: not an order of theirs`);
    for (const [id, card] of cards) {
      const row = here.get(id);
      if (row === undefined) problems.push(`${connection} ${id}: never arrived`);
      else
        problems.push(
          ...judgeOrder(world, card, row, everCancelled.has(id)).map(
            (what) => `${connection} ${id}: ${what}`,
          ),
        );
    }
  }
  const quarantined = world.store.read
    .prepare("SELECT count(*) FROM inbox WHERE state = 'quarantined'")
    .pluck()
    .get() as number;
  if (quarantined > 0)
    problems.push(`${quarantined} payloads in quarantine, the platforms sent none that is broken`);
  for (const [law, { ok, detail }] of Object.entries(verifyStore(world.store.read)))
    if (!ok) problems.push(`${law}: ${detail}`);
  if (world.store.log.head !== world.store.gate.head)
    problems.push('the operation log ends elsewhere than the store');
  return problems;
}

function judgeOrder(
  world: SimulatedWorld,
  card: SandboxCard,
  row: SourceRow,
  everCancelled: boolean,
): string[] {
  const { read, sealer } = world.store;
  const problems: string[] = [];
  const canonical = sealer.open<CanonicalOrder>(row.canonical_sealed);
  if (canonical === null) return ['cannot be opened'];
  if (canonical.address.detail !== card.order.address.detail)
    problems.push(`address ${canonical.address.detail}, theirs ${card.order.address.detail}`);
  if (canonical.remark !== card.order.remark)
    problems.push(`remark ${canonical.remark}, theirs ${card.order.remark}`);
  const cancelled = card.status === 'cancelled';
  if ((canonical.status === 'cancelled') !== cancelled || (row.cancelled_at !== null) !== cancelled)
    problems.push(`we say ${canonical.status}, they say ${card.status}`);

  const messages = read
    .prepare(
      'SELECT step, state, payload_sealed, last_fault FROM outbox WHERE source_order_id = ? ORDER BY position',
    )
    .all(row.id) as MessageRow[];
  const done = messages.filter((one) => one.state === 'done');
  // What nobody on our side could know is no fault of ours (docs/crash.md).
  const hidden = world.onlooker.unknowable(card.order.id);
  const told = card.told.filter((_, place) => !hidden.has(place));
  const said = told.map((one) => one.step).join('>');
  const meant = done.map((one) => one.step).join('>');
  if (said !== meant) problems.push(`they were told ${said || 'nothing'}, we meant ${meant || 'nothing'}`);
  else problems.push(...judgeSlots(world, told, done));
  const wasClosed =
    everCancelled || card.told.some((one) => one.step === 'refuse' || one.step === 'send_back');
  for (const dead of messages.filter((one) => one.state === 'dead'))
    if (!wasClosed) problems.push(`${dead.step} was given up though the order was open: ${dead.last_fault}`);

  const orders = read
    .prepare(
      'SELECT w.id, coalesce(w.side_state, w.state) AS state FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id WHERE l.source_order_id = ?',
    )
    .all(row.id) as OrderRow[];
  for (const order of orders) {
    if (cancelled && !['intercepted', 'cancelled', 'closed'].includes(order.state))
      problems.push(`cancelled there, ${order.state} here`);
    if (!everCancelled && order.state === 'intercepted')
      problems.push('intercepted though they never cancelled it');
  }
  return problems;
}

/** The window they hold is the one of the message, not a neighbour's. */
function judgeSlots(
  world: SimulatedWorld,
  steps: SandboxCard['told'],
  done: readonly MessageRow[],
): string[] {
  return done.flatMap((message, index) => {
    const sealed = world.store.sealer.open<{ payload: { slotStartAt?: number } }>(message.payload_sealed);
    const told = steps[index]?.detail.slot?.startAt;
    return message.step === 'reserve' && told !== sealed?.payload.slotStartAt
      ? [`reserve ${index} tells another window`]
      : [];
  });
}
