import { Fault } from '../../../../domain/kernel/fault.ts';
import { statement } from '../../../../db/queries/statements.ts';
import type { Tx } from '../../../../db/tx.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { showOnOrder } from '../../sync/ingest/messages.ts';
import type { OrderRow } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';

type Stray = OutputOf<'orders.strayMessages'>['messages'][number];

interface StrayRow extends Omit<Stray, 'text' | 'order'> {
  sealed: string;
  connectionId: string;
  sourceOrderId: string | null;
}

const strayed = "m.work_order_id IS NULL AND m.answered_at IS NULL AND m.direction = 'in'";

const listSql = `SELECT m.id, m.version, m.kind, m.text_sealed AS sealed, m.at, m.answer_due_at AS answerDueAt,
  m.connection_id AS connectionId, m.source_order_id AS sourceOrderId, c.name_zh AS connectionNameZh, c.name_en AS connectionNameEn,
  (SELECT json_extract(e.params, '$.upstreamNumber') FROM event e WHERE e.entity = 'platform_message' AND e.entity_id = m.id
    AND e.kind = 'platform_message.unplaced' ORDER BY e.seq LIMIT 1) AS upstreamNumber
  FROM platform_message m JOIN connection c ON c.id = m.connection_id WHERE ${strayed} ORDER BY m.at DESC, m.seq DESC LIMIT 100`;

/** The order a platform may mean: it came after the message, or became work only later. */
const meantSql = `SELECT w.id, w.number, w.title FROM source_order s JOIN work_order_source l ON l.source_order_id = s.id
  JOIN work_order w ON w.id = l.work_order_id
  WHERE s.id = @sourceOrderId OR s.connection_id = @connectionId AND s.upstream_id = @upstreamNumber
  ORDER BY w.seq DESC LIMIT 1`;

const sees = (ctx: ServiceContext): boolean => ctx.session.permissions.get('orders.read') === 'all';

/** Only an order of the same platform: what is answered there goes back to it. */
const placeSql = `SELECT * FROM work_order WHERE (number = @number OR upstream_number = @number)
  AND (connection_id = @connectionId OR id IN (SELECT l.work_order_id FROM work_order_source l
    JOIN source_order s ON s.id = l.source_order_id WHERE s.connection_id = @connectionId))
  ORDER BY number = @number DESC, seq DESC LIMIT 1`;

interface Kept {
  id: string;
  connectionId: string;
  kind: 'urge' | 'note' | 'ticket' | 'complaint';
  sealed: string;
  answerDueAt: number | null;
  at: number;
}

/** A message of no order that still waits. Faults: `not_found`; `conflict` when somebody else has seen to it. */
function keptMessage(tx: Tx, id: string, version: number): Kept {
  const row = tx.get<Kept & { version: number; waits: number }>(
    `SELECT m.id, m.version, m.connection_id AS connectionId, m.kind, m.text_sealed AS sealed, m.answer_due_at AS answerDueAt, m.at, (${strayed}) AS waits FROM platform_message m WHERE m.id = ?`,
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'platform_message', id });
  if (row.version !== version || row.waits === 0)
    throw new Fault('conflict', { entity: 'platform_message', id });
  return row;
}

/** Letters of platforms about orders nobody here knows: put to an order by a person, or put aside. */
export const strayHandlers = {
  'orders.strayMessages': (ctx) => {
    if (!sees(ctx)) return { messages: [] };
    const rows = statement(ctx.read, listSql).all() as StrayRow[];
    return {
      messages: rows.map(({ sealed, connectionId, sourceOrderId, ...row }) => ({
        ...row,
        text: ctx.host.seal.open<string>(sealed) ?? '',
        order: (statement(ctx.read, meantSql).get({
          connectionId,
          sourceOrderId,
          upstreamNumber: row.upstreamNumber,
        }) ?? null) as Stray['order'],
      })),
    };
  },
  'orders.placeMessage': (ctx, input) =>
    runCommand(ctx, 'orders.placeMessage', (tx) => {
      const { sealed, connectionId, ...message } = keptMessage(tx, input.id, input.version);
      const number = input.number.trim();
      const order = tx.get<OrderRow>(placeSql, { number, connectionId });
      if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: number });
      assertMayTouch(ctx, 'orders.edit', order);
      const text = ctx.host.seal.open<string>(sealed) ?? '';
      const owed = showOnOrder(tx, order, { ...message, text });
      // From now on it is the user's: whoever is erased takes it along
      tx.update('platform_message', message.id, {
        work_order_id: order.id,
        answer_due_at: owed,
        text_sealed: tx.seal(order.key_id, text),
        key_id: order.key_id,
      });
      return { id: message.id, orderId: order.id, number: order.number };
    }),
  'orders.dropMessage': (ctx, input) =>
    runCommand(ctx, 'orders.dropMessage', (tx) => {
      if (!sees(ctx)) throw new Fault('forbidden', { action: 'orders.read' });
      const { id } = keptMessage(tx, input.id, input.version);
      tx.update('platform_message', id, { answered_at: tx.at, answered_by: tx.staffId });
      tx.note({ entity: 'platform_message', entityId: id, kind: 'platform_message.dropped' });
      return { id };
    }),
} satisfies Handlers;
