import type { Tx } from '../../../../db/tx.ts';
import { endStates } from '../../../../domain/orders/states.ts';
import type { PlatformMessage } from '../../../platforms/adapter.ts';
import { writeOrder } from '../../orders/core/apply-action.ts';
import { getOrder, type OrderRow, stateOf } from '../../orders/core/order-row.ts';

interface About {
  sourceOrderId: string;
  keyId: number;
  workOrderId: string | null;
}

/** The order a message is about, and the work it became; the newest where one was split. */
const aboutOf = (tx: Tx, connectionId: string, upstreamId: string): About | undefined =>
  tx.get<About>(
    `SELECT s.id AS sourceOrderId, s.key_id AS keyId, l.work_order_id AS workOrderId FROM source_order s
     LEFT JOIN work_order_source l ON l.source_order_id = s.id WHERE s.connection_id = ? AND s.upstream_id = ? ORDER BY l.work_order_id DESC LIMIT 1`,
    connectionId,
    upstreamId,
  );

/**
 * Takes one message of a platform in, once: sealed with the user's key and shown on the order. One that wants an answer
 * becomes an urge with its deadline; a complaint marks the order. About an order that is over it is only kept.
 */
export function takeMessage(tx: Tx, connectionId: string, message: PlatformMessage): void {
  const known = tx.get(
    'SELECT 1 FROM platform_message WHERE connection_id = ? AND upstream_id = ?',
    connectionId,
    message.messageId,
  );
  if (known !== undefined) return;
  const about = aboutOf(tx, connectionId, message.upstreamId);
  const keyId = about?.keyId ?? tx.newKeyId();
  const order = about?.workOrderId == null ? null : getOrder(tx, about.workOrderId);
  const id = tx.insert('platform_message', {
    connection_id: connectionId,
    source_order_id: about?.sourceOrderId ?? null,
    work_order_id: order?.id ?? null,
    upstream_id: message.messageId,
    kind: message.kind,
    direction: 'in',
    text_sealed: tx.seal(keyId, message.text),
    key_id: keyId,
    answer_due_at: order === null ? message.answerDueAt : owedOn(order, message.answerDueAt),
    at: message.at,
  });
  if (order === null)
    // A person puts it to its order; the platform's own number is what helps to find that
    tx.event({
      entity: 'platform_message',
      entityId: id,
      kind: 'platform_message.unplaced',
      params: { connectionId, upstreamNumber: message.upstreamId },
    });
  else showOnOrder(tx, order, { ...message, id });
}

/** Until when an answer is owed: about an order that is over, none is. */
const owedOn = (order: OrderRow, dueAt: number | null): number | null =>
  endStates.includes(stateOf(order)) ? null : dueAt;

/** What a message changes of the order it is about: urge, mark, event. Returns until when an answer is owed. */
export function showOnOrder(
  tx: Tx,
  order: OrderRow,
  message: Pick<PlatformMessage, 'kind' | 'text' | 'at' | 'answerDueAt'> & { id: string },
): number | null {
  const owed = owedOn(order, message.answerDueAt);
  const isUrge = message.kind === 'urge';
  if (owed !== null || isUrge)
    tx.insert('urge', {
      work_order_id: order.id,
      from_whom: 'platform',
      text: message.text,
      key_id: order.key_id,
      answer_due_at: owed,
      message_id: message.id,
      at: message.at,
    });
  const marks = {
    ...(isUrge ? { urges: order.urges + 1 } : {}),
    ...(message.kind === 'complaint' ? { complaint: true } : {}),
  };
  const params = { from: 'platform', messageKind: message.kind, n: order.urges + 1 };
  if (Object.keys(marks).length > 0)
    writeOrder(tx, order, marks, { kind: isUrge ? 'order.urged' : 'order.platform_wrote', params });
  // Words alone change nothing of the order: whoever is at work on it is not told that it changed under them.
  else {
    tx.note({
      entity: 'work_order',
      entityId: order.id,
      workOrderId: order.id,
      kind: 'order.platform_wrote',
      params,
    });
  }
  return owed;
}
