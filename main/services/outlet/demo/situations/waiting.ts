import { writeOrder, applyAction } from '../../../orders/core/apply-action.ts';
import { getOrder } from '../../../orders/core/order-row.ts';
import { hour, tell, type Stage } from './stage.ts';

/** Beside the file's list · 平台催单: the platform urges and wants an answer within two hours. */
export function plantUrged(stage: Stage): void {
  const write = tell(stage, {
    id: 'JD7700000031',
    connection: 'C-JD',
    item: 'AZ-JS',
    models: ['RO600-MLN1'],
    household: { name: '从女士', phone: '13800000631', estate: 3, door: '10栋302' },
    state: 'ready',
  });
  stage.run('urged', (tx) => {
    const orderId = write(tx);
    const order = getOrder(tx, orderId);
    const text = '用户催上门,请两小时内回复';
    const wanted = {
      work_order_id: orderId,
      key_id: order.key_id,
      answer_due_at: tx.at + 2 * hour,
      at: tx.at,
    };
    const messageId = tx.insert('platform_message', {
      ...wanted,
      connection_id: 'C-JD',
      upstream_id: 'JD7700000031-M1',
      kind: 'urge',
      direction: 'in',
      text_sealed: tx.seal(order.key_id, text),
    });
    tx.insert('urge', { ...wanted, from_whom: 'platform', text, message_id: messageId });
    writeOrder(tx, order, { urges: 1, urgent: 1 }, { kind: 'order.urgent', params: { urgent: true } });
  });
}

/** Beside the file's list · 联系不上: three calls at three times of day, nobody answered. */
export function plantUnreachable(stage: Stage): void {
  const write = tell(stage, {
    id: 'LZ7700000032',
    connection: 'C-LZ',
    item: 'AZ-KT-LJ3',
    models: ['KFR-50LW/LZC1'],
    household: { name: '苗先生', phone: '13800000632', estate: 4, door: '2栋1701' },
    state: 'ready',
    adjust(plan) {
      plan.calls = [20, 8, 3].map((hours) => ({
        at: stage.now - hours * hour,
        result: 'no_answer' as const,
        seconds: null,
        nextAt: null,
      }));
      plan.lastAt = stage.now - 3 * hour;
    },
  });
  stage.run('unreachable', (tx) => {
    applyAction(tx, {
      orderId: write(tx),
      action: 'hold',
      reasonCode: 'H04',
      params: { holdKey: 'unreachable', nextContactAt: stage.now + 14 * hour },
    });
  });
}
