import { getOrder } from '../../../orders/core/order-row.ts';
import { tell, type Stage, type Story } from './stage.ts';

const shared = {
  item: 'AZ-KT-GJ',
  models: ['KFR-35GW/LZB3'],
  household: { name: '尤先生', phone: '13800000601', estate: 0, door: '3栋1204' },
};

/** Tmall's order of the two. */
export const duplicateStory: Story = {
  ...shared,
  id: '770000000000000001',
  connection: 'C-TM',
  state: 'ready',
};

/** Situation 1 · 重复: the same household and the same machine sent by a platform and by the maker. */
export function plantDuplicate(stage: Stage): void {
  const first = tell(stage, duplicateStory);
  const second = tell(stage, { ...shared, id: 'LZ7700000001', connection: 'C-LZ', state: 'received' });
  stage.run('duplicate', (tx) => {
    const known = getOrder(tx, first(tx));
    tx.insert('order_flag', {
      work_order_id: second(tx),
      code: 'duplicate',
      params: { number: known.number, connectionId: known.connection_id },
      severity: 'warn',
      raised_at: tx.at,
    });
  });
}
