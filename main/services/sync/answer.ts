import type { Tx } from '../../../db/tx.ts';
import type { UpstreamStep } from '../../../domain/orders/canonical.ts';
import { findEdge } from '../../../domain/orders/life.ts';
import { applyAction, writeOrder } from '../orders/core/apply-action.ts';
import { getOrder, stateOf } from '../orders/core/order-row.ts';

/** What a platform's answer to a step does to our order. Applied once, in the transaction that marks the message. */
export function applyUpstreamAnswer(
  tx: Tx,
  answer: { step: UpstreamStep; workOrderId: string | null; sourceOrderId: string; accepted: boolean },
): void {
  if (answer.workOrderId === null) return;
  const order = getOrder(tx, answer.workOrderId);
  const { accepted, step } = answer;
  if (accepted && step === 'accept' && order.accepted_upstream_at === null) {
    writeOrder(
      tx,
      order,
      { accepted_upstream_at: tx.at },
      { kind: 'upstream.accepted', params: { sourceOrderId: answer.sourceOrderId } },
    );
    return;
  }
  if (step === 'send_back' && stateOf(order) === 'sent_back') {
    const action = accepted ? 'send_back_agreed' : 'send_back_refused';
    if (findEdge('sent_back', action) !== null)
      applyAction(tx, { orderId: order.id, action, params: { upstreamAgreed: accepted } });
    return;
  }
  if (!accepted) {
    tx.insert('order_flag', {
      work_order_id: order.id,
      code: 'upstream_refused_step',
      params: { step },
      severity: 'warn',
      raised_at: tx.at,
    });
  }
  tx.event({
    entity: 'work_order',
    entityId: order.id,
    workOrderId: order.id,
    kind: accepted ? 'upstream.done' : 'upstream.refused',
    params: { step },
  });
}
