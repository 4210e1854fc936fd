import { isFault } from '../../domain/kernel/fault.ts';
import type { OrderAction } from '../../domain/orders/life.ts';
import { bookOrder } from '../../main/services/orders/commands/book.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { getOrder } from '../../main/services/orders/core/order-row.ts';
import type { SimulatedWorld } from './world.ts';

type Deed =
  | 'book'
  | Extract<
      OrderAction,
      | 'approve'
      | 'assign'
      | 'accept'
      | 'unassign'
      | 'hold'
      | 'resume'
      | 'cancel'
      | 'send_back'
      | 'confirm_interception'
    >;

const deeds: readonly [Deed, number][] = [
  ['approve', 8],
  ['book', 6],
  ['assign', 6],
  ['accept', 2],
  ['unassign', 1],
  ['hold', 2],
  ['resume', 2],
  ['cancel', 1],
  ['send_back', 1],
  ['confirm_interception', 1],
];

/** Somebody at the desk does one thing to one order. Refusals are part of the day and change nothing. */
export function actAsPerson(world: SimulatedWorld): void {
  const { store, env, random } = world;
  const ids = store.read
    .prepare("SELECT id FROM work_order WHERE coalesce(side_state, '') <> 'cancelled' ORDER BY seq")
    .pluck()
    .all() as string[];
  const id = ids[Math.floor(random() * ids.length)];
  if (id === undefined) return;
  let left = random() * deeds.reduce((sum, [, weight]) => sum + weight, 0);
  const deed = deeds.find(([, weight]) => (left -= weight) < 0)?.[0] ?? 'approve';
  const inDays = 1 + Math.floor(random() * 3);
  const people = store.read
    .prepare(
      'SELECT a.staff_id FROM worker_account a JOIN work_order w ON w.connection_id = a.connection_id WHERE w.id = ? ORDER BY a.staff_id',
    )
    .pluck()
    .all(id) as string[];
  const staffId = people[Math.floor(random() * people.length)] ?? 'T01';
  try {
    store.gate.run(
      { command: `test.${deed}`, requestId: env.newId(), deskId: 'desk-a', staffId: 'S02' },
      (tx) => {
        if (deed === 'book') {
          // No two bookings are alike, so that one told twice shows.
          const startAt = Math.floor(tx.at / 60_000) * 60_000 + inDays * 86_400_000 + tx.lsn * 60_000;
          const cause =
            tx.value<string>("SELECT code FROM reason_code WHERE kind = 'reschedule' ORDER BY code") ?? null;
          bookOrder(tx, getOrder(tx, id), {
            day: '',
            slotId: null,
            startAt,
            endAt: startAt + 7_200_000,
            causeCode: cause,
            callId: null,
          });
          return;
        }
        applyAction(tx, {
          orderId: id,
          action: deed,
          reasonCode: 'H01',
          params: { holdKey: 'user_later', staffId, upstream: { reasonCode: 'H01', reasonText: '用户改期' } },
          ...(deed === 'assign'
            ? { patch: { staff_id: staffId }, override: ['technician_eligible' as const] }
            : {}),
          ...(deed === 'approve' ? { override: ['flags_decided' as const] } : {}),
        });
      },
    );
  } catch (error) {
    if (!isFault(error)) throw error;
  }
}

/** A person looks at connections that stopped and presses «resume». */
export function resumeConnections(world: SimulatedWorld): void {
  const { store, env } = world;
  const paused = store.read
    .prepare(
      "SELECT id FROM connection WHERE mode = 'api' AND paused_at IS NOT NULL AND id IN ('C-OWN', 'C-TM')",
    )
    .pluck()
    .all() as string[];
  if (paused.length === 0) return;
  store.gate.run(
    { command: 'test.resume', requestId: env.newId(), deskId: 'desk-a', staffId: 'S01' },
    (tx) => {
      for (const id of paused) tx.update('connection', id, { paused_at: null, next_pull_at: null });
    },
  );
}
