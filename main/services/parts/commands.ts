import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { applyAction, writeOrder } from '../orders/core/apply-action.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { checkApproval } from './approval.ts';
import { describeRefusal } from './bag.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { arriveParcel, receiveGoods, returnParts, scrapParts, transferParts } from './goods.ts';
import { issueParts } from './issue.ts';
import { getLocation, partParams } from './ledger.ts';
import { handInOldPart, stepOldPart } from './old-parts.ts';
import { requestParts } from './requests.ts';
import { endReservation, reserveForOrder, type ReservationRow } from './reservations.ts';
import { applyPartUse, undoPartUse } from './use.ts';

function assertOrder(tx: Tx, ctx: ServiceContext, permission: string, orderId: string): void {
  assertMayTouch(ctx, permission, getOrder(tx, orderId));
}

/** A person with the narrow form of the right moves only from and to his own bag. */
function assertPlaces(tx: Tx, ctx: ServiceContext, permission: string, ...locationIds: string[]): void {
  if (ctx.session.permissions.get(permission) === 'all') return;
  const bags = locationIds.map((id) => getLocation(tx, id).staffId);
  if (!bags.includes(ctx.session.staffId)) throw new Fault('forbidden', { action: permission });
}

export const commandHandlers = {
  'parts.reserve': (ctx, input) =>
    runCommand(ctx, 'parts.reserve', (tx) => {
      const order = getOrder(tx, input.workOrderId);
      assertMayTouch(ctx, 'parts.request', order);
      const done = reserveForOrder(tx, input);
      const { heldMilli, shortMilli } = done;
      writeOrder(
        tx,
        order,
        {},
        { kind: 'parts.reserved', params: { partId: input.partId, heldMilli, shortMilli } },
      );
      return done;
    }),
  'parts.release': (ctx, input) =>
    runCommand(ctx, 'parts.release', (tx) => {
      const row = tx.get<ReservationRow>('SELECT * FROM reservation WHERE id = ?', input.reservationId);
      if (row === undefined) throw new Fault('not_found', { entity: 'reservation', id: input.reservationId });
      const order = getOrder(tx, row.work_order_id);
      assertMayTouch(ctx, 'parts.request', order);
      const open = row.state === 'held' || row.state === 'short';
      if (!open || (input.version !== null && input.version !== row.version))
        throw new Fault('conflict', { entity: 'reservation', id: row.id });
      endReservation(tx, row, { state: 'released', reason: 'by_hand' });
      writeOrder(
        tx,
        order,
        {},
        {
          kind: 'parts.released',
          params: { partId: row.part_id, quantityMilli: row.quantity_milli },
        },
      );
      if (row.state === 'held') resumeFilled(tx, fillShorts(tx, [row.part_id]), applyAction);
      return { reservationId: row.id };
    }),
  'parts.issue': async (ctx, input) => {
    const approvedBy = await checkApproval(ctx, input.approval);
    const done = runCommand(ctx, 'parts.issue', (tx) => {
      const paper = issueParts(tx, { staffId: input.staffId, lines: input.lines, approvedBy });
      return {
        ...paper,
        refusals: paper.refusals.map((one) => describeRefusal(one, (partId) => partParams(tx, partId).part)),
      };
    });
    return done;
  },
  'parts.return': (ctx, input) => runCommand(ctx, 'parts.return', (tx) => returnParts(tx, input)),
  'parts.receive': (ctx, input) => {
    const done = runCommand(ctx, 'parts.receive', (tx) => receiveGoods(tx, input));
    ctx.host.kick('outbox');
    return done;
  },
  'parts.transfer': (ctx, input) =>
    runCommand(ctx, 'parts.transfer', (tx) => {
      assertPlaces(tx, ctx, 'stock.transfer', input.fromLocationId, input.toLocationId);
      return transferParts(tx, input);
    }),
  'parts.arrive': (ctx, input) =>
    runCommand(ctx, 'parts.arrive', (tx) => {
      const to = tx.value<string | null>(
        'SELECT to_location_id FROM document WHERE id = ?',
        input.documentId,
      );
      if (to != null) assertPlaces(tx, ctx, 'stock.transfer', to);
      return arriveParcel(tx, input);
    }),
  'parts.scrap': (ctx, input) => runCommand(ctx, 'parts.scrap', (tx) => scrapParts(tx, input)),
  'parts.use': (ctx, input) =>
    runCommand(ctx, 'parts.use', (tx) => {
      assertOrder(tx, ctx, 'slips.key', input.workOrderId);
      return applyPartUse(tx, input);
    }),
  'parts.undoUse': (ctx, input) =>
    runCommand(ctx, 'parts.undoUse', (tx) => {
      undoPartUse(tx, input.partUseId);
      return { partUseId: input.partUseId };
    }),
  'parts.handInOld': (ctx, input) =>
    runCommand(ctx, 'parts.handInOld', (tx) => ({
      items: input.items.map((item) => handInOldPart(tx, item)),
    })),
  'parts.stepOld': (ctx, { items, ...step }) =>
    runCommand(ctx, 'parts.stepOld', (tx) => ({
      items: items.map((item) => stepOldPart(tx, { ...item, ...step })),
    })),
  'parts.request': (ctx, input) => {
    const done = runCommand(ctx, 'parts.request', (tx) => {
      assertOrder(tx, ctx, 'parts.request', input.workOrderId);
      return requestParts(tx, input);
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
