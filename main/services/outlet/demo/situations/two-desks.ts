import { isFault } from '../../../../../domain/kernel/fault.ts';
import { applyAction } from '../../../orders/core/apply-action.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 25 · 两台电脑同时派: one order, two dispatchers; the second is told that it has changed and leaves a word. */
export function plantTwoDesks(stage: Stage): void {
  const write = tell(stage, {
    id: 'JD7700000025',
    connection: 'C-JD',
    item: 'AZ-JS',
    models: ['RO600-MLN1'],
    household: { name: '郗先生', phone: '13800000625', estate: 3, door: '7栋1602' },
    state: 'ready',
  });
  stage.run('two_desks', (tx) => void write(tx));
  const order = stage.store.read
    .prepare("SELECT id, version FROM work_order WHERE upstream_number = 'JD7700000025'")
    .get() as { id: string; version: number };
  const assign = (name: string, by: { staffId: string; deskId: string }, staffId: string) =>
    stage.run(
      name,
      (tx) => {
        const action = 'assign' as const;
        // Both saw the order as it was before either gave it away.
        applyAction(tx, { orderId: order.id, action, version: order.version, params: { staffId } });
      },
      by,
    );
  assign('two_desks_first', { staffId: 'S02', deskId: 'desk-1' }, 'T05');
  try {
    assign('two_desks_second', { staffId: 'S03', deskId: 'desk-2' }, 'T04');
  } catch (error) {
    if (!isFault(error) || error.code !== 'conflict') throw error;
  }
  stage.run(
    'two_desks_note',
    (tx) => {
      const { key_id } = getOrder(tx, order.id);
      tx.insert('note', {
        work_order_id: order.id,
        reach: 'inside',
        text: '两台电脑同时派,另一台先派给了鄢建桥,以那边为准。',
        staff_id: tx.staffId,
        at: tx.at,
        key_id,
      });
      tx.event({
        entity: 'work_order',
        entityId: order.id,
        workOrderId: order.id,
        kind: 'order.noted',
        params: { reach: 'inside' },
      });
      tx.audit({ action: 'order.noted', entity: 'work_order', entityId: order.id });
    },
    { staffId: 'S03', deskId: 'desk-2' },
  );
}
