import { listRequests, readRequestLife, requestPhoto } from '../../../db/queries/requests.ts';
import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { readerOf } from '../masters.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { assertOrder, todayOf } from './access.ts';
import { approveRequest, askAgain, cancelRequest, sendBackRequest, shipRequest } from './request-steps.ts';
import { addRequestPhoto, machineCodesOf } from './request-help.ts';
import { computeHeadroom } from './request-rows.ts';
import { requestParts } from './requests.ts';
import { findSubstitutes, takeSubstitute } from './substitutes.ts';

/** A person with the narrow right takes steps only for his own orders. Faults: `forbidden`, `not_found`. */
function assertRequest(tx: Tx, ctx: ServiceContext, requestId: string): void {
  const orderId = tx.value<string>('SELECT work_order_id FROM parts_request WHERE id = ?', requestId);
  if (orderId === undefined) throw new Fault('not_found', { entity: 'parts_request', id: requestId });
  assertOrder(tx, ctx, 'parts.request', orderId);
}

/** Requests to makers, goods coming in, what should be ordered. */
export const supplyHandlers = {
  'parts.requests': (ctx, input) => {
    const read = readerOf(ctx.read);
    const names = new Map(
      read
        .all<{ id: string; name_zh: string; name_en: string }>('SELECT id, name_zh, name_en FROM payer')
        .map((row) => [row.id, row]),
    );
    return {
      ...listRequests(ctx.read, { ...input, today: todayOf(ctx) }),
      deposits: computeHeadroom(read, todayOf(ctx)).map((one) => ({
        ...one,
        nameZh: names.get(one.payerId)?.name_zh ?? one.payerId,
        nameEn: names.get(one.payerId)?.name_en ?? '',
      })),
    } as unknown as OutputOf<'parts.requests'>;
  },
  'parts.request': (ctx, input) => {
    const done = runCommand(ctx, 'parts.request', (tx) => {
      assertOrder(tx, ctx, 'parts.request', input.workOrderId);
      return requestParts(tx, input);
    });
    ctx.host.kick('outbox');
    return done;
  },
  'parts.requestApprove': (ctx, input) =>
    runCommand(ctx, 'parts.requestApprove', (tx) => approveRequest(tx, input)),
  'parts.requestShip': (ctx, input) =>
    runCommand(ctx, 'parts.requestShip', (tx) => {
      assertRequest(tx, ctx, input.requestId);
      return shipRequest(tx, input);
    }),
  'parts.requestBack': (ctx, input) =>
    runCommand(ctx, 'parts.requestBack', (tx) => {
      assertRequest(tx, ctx, input.requestId);
      return sendBackRequest(tx, input);
    }),
  'parts.requestAgain': (ctx, input) =>
    runCommand(ctx, 'parts.requestAgain', (tx) => {
      assertRequest(tx, ctx, input.requestId);
      return askAgain(tx, input);
    }),
  'parts.requestCancel': (ctx, input) =>
    runCommand(ctx, 'parts.requestCancel', (tx) => {
      assertRequest(tx, ctx, input.requestId);
      return cancelRequest(tx, input);
    }),
  'parts.requestPhoto': (ctx, input) =>
    runCommand(ctx, 'parts.requestPhoto', (tx) => {
      assertRequest(tx, ctx, input.id);
      return addRequestPhoto(tx, input);
    }),
  'parts.requestPhotoTicket': (ctx, input) => {
    const photo = requestPhoto(ctx.read, input.attachmentId);
    if (photo === undefined) throw new Fault('not_found', { entity: 'attachment', id: input.attachmentId });
    return { ticket: ctx.host.blobs.ticket(photo.hash, { name: photo.name, mime: photo.mime }) };
  },
  'parts.requestHelp': (ctx, input) => {
    const read = readerOf(ctx.read);
    const order = read.get<{ staff_id: string | null; team_id: string | null }>(
      'SELECT staff_id, team_id FROM work_order WHERE id = ?',
      input.workOrderId,
    );
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.workOrderId });
    assertMayTouch(ctx, 'orders.read', order);
    return {
      machines: machineCodesOf(read, input.workOrderId),
      substitutes: findSubstitutes(read, input.workOrderId, input.partIds),
    };
  },
  'parts.substitute': (ctx, input) => {
    const done = runCommand(ctx, 'parts.substitute', (tx) => {
      assertOrder(tx, ctx, 'parts.request', input.workOrderId);
      return takeSubstitute(tx, input);
    });
    ctx.host.kick('outbox');
    return done;
  },
  'parts.requestLife': (ctx, { id }) => ({
    entries: readRequestLife(ctx.read, id) as OutputOf<'parts.requestLife'>['entries'],
  }),
} satisfies Handlers;
