import { Fault } from '../../../../domain/kernel/fault.ts';
import {
  deviceHistorySql,
  incomingSql,
  readOrderMore,
  readTimeline,
} from '../../../../db/queries/order-more.ts';
import { statement } from '../../../../db/queries/statements.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../../context.ts';
import { readerOf } from '../../masters.ts';
import type { OrderRow } from '../core/order-row.ts';
import { assertMayTouch } from '../scope.ts';
import { clocksOf } from './clocks.ts';
import { findUndo } from './undo.ts';

type ReadRow = OrderRow & { arrived_at: number | null; verified_at: number | null };

/** The order of a document this person may read. Faults: `not_found`, `forbidden`. */
function readable(ctx: ServiceContext, id: string): ReadRow {
  const order = statement(ctx.read, 'SELECT * FROM work_order WHERE id = ?').get(id) as ReadRow | undefined;
  if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id });
  assertMayTouch(ctx, 'orders.read', order);
  return order;
}

export const moreHandlers = {
  'orders.more': (ctx, input) => {
    const order = readable(ctx, input.id);
    const rest = readOrderMore(ctx.read, order.id) as Omit<
      OutputOf<'orders.more'>,
      'clocks' | 'watching' | 'undo' | 'incoming'
    >;
    const incoming = statement(ctx.read, incomingSql).all(order.id) as {
      id: string;
      kind: string;
      sealed: string;
      at: number;
      answerDueAt: number | null;
      answeredAt: number | null;
      answeredBy: string | null;
    }[];
    return {
      ...rest,
      clocks: clocksOf(readerOf(ctx.read), order, ctx.env.now()),
      watching: rest.watchers.some((one) => one.staffId === ctx.session.staffId),
      undo: findUndo(ctx.read, order.id, order.version, ctx.session),
      incoming: incoming.map(({ sealed, ...message }) => ({
        ...message,
        text: ctx.host.seal.open<string>(sealed) ?? '',
      })),
    };
  },
  'orders.deviceHistory': (ctx, input) => {
    const order = readable(ctx, input.id);
    return {
      rows: statement(ctx.read, deviceHistorySql).all(order.id) as OutputOf<'orders.deviceHistory'>['rows'],
    };
  },
  'orders.timeline': (ctx, input) => {
    const order = readable(ctx, input.id);
    return readTimeline(ctx.read, { ...input, id: order.id }) as unknown as OutputOf<'orders.timeline'>;
  },
  'orders.photoTicket': (ctx, input) => {
    const photo = statement(
      ctx.read,
      "SELECT a.entity, a.entity_id AS entityId, a.file_name AS name, a.blob_id AS hash, b.mime FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.id = ? AND a.entity IN ('work_order', 'call_log')",
    ).get(input.attachmentId) as
      | { entity: string; entityId: string; name: string; hash: string; mime: string }
      | undefined;
    if (photo === undefined) throw new Fault('not_found', { entity: 'attachment', id: input.attachmentId });
    const orderId =
      photo.entity === 'work_order'
        ? photo.entityId
        : (statement(ctx.read, 'SELECT work_order_id FROM call_log WHERE id = ?')
            .pluck()
            .get(photo.entityId) as string | null);
    readable(ctx, orderId ?? '');
    return { ticket: ctx.host.blobs.ticket(photo.hash, { name: photo.name, mime: photo.mime }) };
  },
} satisfies Handlers;
