import { applyAction, writeOrder } from '../../../orders/core/apply-action.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { dayMs, tell, type Stage } from './stage.ts';

/** Situation 22 · 驳回补照片: the platform's check refused the papers; photos are due within two days. */
export function plantRefusedPapers(stage: Stage): void {
  const write = tell(stage, {
    id: 'JD7700000022',
    connection: 'C-JD',
    item: 'AZ-SUO1',
    models: ['RS-L3'],
    household: { name: '米先生', phone: '13800000622', estate: 2, door: '16栋1002' },
    state: 'verified',
    staffId: 'T07',
    daysAgo: 3,
  });
  stage.run('refused_papers', (tx) => {
    const orderId = write(tx);
    const deadlineAt = tx.at + 2 * dayMs;
    const source = tx.value<string>(
      'SELECT source_order_id FROM work_order_source WHERE work_order_id = ?',
      orderId,
    );
    tx.insert('verdict', {
      work_order_id: orderId,
      source_order_id: source ?? null,
      verdict: 'refill',
      reason: '缺完工全景照片',
      deadline_at: deadlineAt,
      at: tx.at,
    });
    writeOrder(
      tx,
      getOrder(tx, orderId),
      { verdict: 'refill', verdict_deadline_at: deadlineAt },
      { kind: 'order.verdict', params: { verdictCode: 'refill' } },
    );
    applyAction(tx, { orderId, action: 'return_papers', reasonCode: 'photo' });
  });
}
