import { afterEach, expect, test } from 'vitest';
import { applyAction } from '../../main/services/orders/core/apply-action.ts';
import { syncRig, type SyncRig } from './rig.ts';

let rig: SyncRig | null = null;
afterEach(() => rig?.close());

const count = (sql: string, ...params: unknown[]) =>
  (rig as SyncRig).store.read
    .prepare(sql)
    .pluck()
    .get(...params) as number;

test('two platforms: every order arrives once, a second pull adds nothing', async () => {
  rig = await syncRig();
  const own = await rig.engine.pullNow('C-OWN');
  const tmall = await rig.engine.pullNow('C-TM');
  expect(own.fault).toBeNull();
  expect(tmall.fault).toBeNull();
  const sent = (code: 'C-OWN' | 'C-TM') => (rig as SyncRig).sandboxes[code].world.cards.size;
  expect(own.counts.created).toBeGreaterThan(5);
  expect(count("SELECT count(*) FROM source_order WHERE connection_id = 'C-OWN'")).toBe(sent('C-OWN'));
  expect(count("SELECT count(*) FROM source_order WHERE connection_id = 'C-TM'")).toBe(sent('C-TM'));
  const orders = count('SELECT count(*) FROM work_order');
  const again = await rig.engine.pullNow('C-OWN');
  await rig.engine.pullNow('C-TM');
  expect(again.counts.created).toBe(0);
  expect(count('SELECT count(*) FROM work_order')).toBe(orders);
  expect(count("SELECT count(*) FROM work_order WHERE queue <> 'intake' AND side_state IS NULL")).toBe(0);
});

test('an approved order tells its platform, once', async () => {
  rig = await syncRig();
  await rig.engine.pullNow('C-OWN');
  const order = rig.store.read
    .prepare(
      "SELECT w.id, s.upstream_id FROM work_order w JOIN work_order_source l ON l.work_order_id = w.id JOIN source_order s ON s.id = l.source_order_id WHERE w.state = 'received' AND w.side_state IS NULL AND NOT EXISTS (SELECT 1 FROM order_flag f WHERE f.work_order_id = w.id AND f.severity = 'stop') LIMIT 1",
    )
    .get() as { id: string; upstream_id: string };
  rig.store.gate.run({ command: 'test.approve', requestId: 'a', deskId: 'd', staffId: 'S02' }, (tx) => {
    applyAction(tx, { orderId: order.id, action: 'approve' });
  });
  expect(count("SELECT count(*) FROM outbox WHERE state = 'waiting'")).toBe(1);
  await rig.engine.sendRound();
  expect(count("SELECT count(*) FROM outbox WHERE state = 'done'")).toBe(1);
  expect(rig.sandboxes['C-OWN'].world.cards.get(order.upstream_id)?.told.map((step) => step.step)).toEqual([
    'accept',
  ]);
  expect(count('SELECT accepted_upstream_at IS NOT NULL FROM work_order WHERE id = ?', order.id)).toBe(1);
});
