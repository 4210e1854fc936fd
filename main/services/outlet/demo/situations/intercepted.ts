import { applyAction } from '../../../orders/core/apply-action.ts';
import { tell, type Stage } from './stage.ts';

/** Situation 6 · 空跑: the platform took the order back while the man stood at the door. */
export function plantIntercepted(stage: Stage): void {
  const write = tell(stage, {
    id: 'JD7700000006',
    connection: 'C-JD',
    item: 'AZ-RR',
    models: ['JSQ30-ML16G'],
    household: { name: '阎先生', phone: '13800000606', estate: 7, door: '5栋1802' },
    state: 'accepted',
    staffId: 'T05',
    onSite: true,
  });
  stage.run('intercepted', (tx) => {
    const orderId = write(tx);
    const source = tx.get<{ id: string }>(
      'SELECT source_order_id AS id FROM work_order_source WHERE work_order_id = ?',
      orderId,
    );
    if (source !== undefined)
      tx.update('source_order', source.id, {
        upstream_status: 'cancelled',
        cancelled_at: tx.at,
        closed_upstream: true,
      });
    applyAction(tx, { orderId, action: 'intercept', reasonCode: 'platform_cancelled' });
  });
}
