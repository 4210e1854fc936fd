import type { GateCall } from '../../db/gate.ts';
import type { Store } from '../../db/store.ts';
import type { Tx } from '../../db/tx.ts';
import { eraseHandlers } from '../../main/services/customers/erase.ts';
import type { ServiceContext } from '../../main/services/context.ts';
import { bookOrder } from '../../main/services/orders/commands/book.ts';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { getOrder } from '../../main/services/orders/core/order-row.ts';
import { reserveForOrder } from '../../main/services/parts/reservations.ts';
import type { FakeEnv } from '../support/fake-env.ts';
import { runStock } from './stock-operations.ts';
import type { Mark } from './trace.ts';
import { syncOver, type Boxes } from './world.ts';

interface Setting {
  store: Store;
  env: FakeEnv;
  boxes: Boxes;
  round: number;
  mark: (mark: Mark) => void;
}

/** Pull a page, approve, book, assign, tell the platform, a day of the stock room; then a person's data is deleted. */
export async function runOperations({ store, env, round, mark }: Setting): Promise<void> {
  const engine = syncOver(store, env);
  const answer = (name: string, requestId?: string) =>
    mark({ kind: 'answer', name, lsn: store.gate.head, ...(requestId === undefined ? {} : { requestId }) });
  const person = <T>(name: string, fn: (tx: Tx) => T): T => {
    const call: GateCall = { command: name, requestId: env.newId(), deskId: 'desk-a', staffId: 'S02' };
    const done = store.gate.run(call, fn);
    answer(name, call.requestId);
    return done;
  };
  if (round > 1) env.jump(2 * 3_600_000);
  await engine.pullNow('C-OWN');
  answer('pull');
  const id = store.read
    .prepare(
      "SELECT id FROM work_order w WHERE state = 'received' AND side_state IS NULL AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') ORDER BY seq",
    )
    .pluck()
    .get() as string;
  person('orders.approve', (tx) => void applyAction(tx, { orderId: id, action: 'approve' }));
  person('orders.book', (tx) => {
    const when = {
      day: '2026-11-23',
      slotId: 'AM',
      startAt: env.now() + 86_400_000,
      endAt: env.now() + 93_600_000,
    };
    bookOrder(tx, getOrder(tx, id), { ...when, slotId: null, causeCode: null, callId: null });
  });
  person('orders.assign', (tx) => {
    applyAction(tx, {
      orderId: id,
      action: 'assign',
      params: { staffId: 'T01' },
      patch: { staff_id: 'T01' },
      override: ['technician_eligible'],
    });
  });
  await engine.sendRound();
  answer('send');
  const part = store.read
    .prepare(
      "SELECT b.part_id FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = 'K-MAIN' AND b.serial = '' AND b.condition = 'good' AND b.lot = '' AND p.old_part_return = 0 AND b.quantity_milli - b.reserved_milli >= 1000 ORDER BY b.seq",
    )
    .pluck()
    .get() as string;
  person(
    'parts.reserve',
    (tx) => void reserveForOrder(tx, { workOrderId: id, partId: part, quantityMilli: 1000 }),
  );
  runStock({ store, person, orderId: id, partId: part });
  eraseSomebody({ store, env, mark, person });
}

/** A customer without work is entered and deleted again: rows cleared, then the key destroyed, then the answer. */
function eraseSomebody(
  to: Pick<Setting, 'store' | 'env' | 'mark'> & { person: <T>(name: string, fn: (tx: Tx) => T) => T },
): void {
  const { store, env } = to;
  const made = to.person('test.customer', (tx) => {
    const keyId = tx.newKeyId();
    const id = tx.insert('customer', {
      key_id: keyId,
      name: '祁望春',
      phone: '13000000101',
      created_at: tx.at,
    });
    tx.event({
      entity: 'customer',
      entityId: id,
      kind: 'customer.made',
      personal: { keyId, value: { name: '祁望春' } },
    });
    return { id, keyId };
  });
  const version = store.read
    .prepare('SELECT version FROM customer WHERE id = ?')
    .pluck()
    .get(made.id) as number;
  const ctx = {
    env,
    requestId: env.newId(),
    session: { deskId: 'desk-a', staffId: 'S01' },
    gate: store.gate,
    read: store.read,
    host: { seal: store, kick() {} },
  } as unknown as ServiceContext;
  eraseHandlers['customers.erase'](ctx, { id: made.id, version });
  to.mark({ kind: 'erased', name: 'customers.erase', lsn: store.gate.head, keyId: made.keyId });
}
