import { applyAction } from '../../../orders/core/apply-action.ts';
import { ingestItem } from '../../../sync/ingest/ingest-item.ts';
import { hour, retell, tell, type Stage, type Story } from './stage.ts';

/** Situation 3 · 货未签收: held for the goods yesterday; they came today, and the order waits for its appointment by itself. */
export function plantGoodsArrived(stage: Stage): void {
  const story: Story = {
    id: 'LZ7700000003',
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-26GW/LZA1'],
    household: { name: '娄女士', phone: '13800000603', estate: 5, door: '3栋702' },
    state: 'accepted',
    staffId: 'T02',
    goodsExpectedAt: stage.now - 2 * hour,
    // Assigned first, to be booked by the man once the goods are there.
    adjust(plan) {
      plan.appointments = [];
    },
  };
  const write = tell(stage, story);
  const arrived = retell(stage, story, { goodsArrivedAt: stage.now - hour });
  stage.run('goods_awaited', (tx) => {
    applyAction(tx, {
      orderId: write(tx),
      action: 'hold',
      reasonCode: 'H02',
      params: { holdKey: 'goods', nextContactAt: null },
    });
  });
  stage.run(
    'goods_arrived',
    (tx) => {
      const payerId = tx.value<string>("SELECT payer_id FROM connection WHERE id = 'C-LZ'") ?? null;
      ingestItem(tx, { id: 'C-LZ', payerId }, arrived.item, { ok: true, order: arrived.order, notes: [] });
    },
    { staffId: null },
  );
}
