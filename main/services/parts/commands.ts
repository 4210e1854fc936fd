import { Fault } from '../../../domain/kernel/fault.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { applyAction, writeOrder } from '../orders/core/apply-action.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { assertOrder, assertPlaces } from './access.ts';
import { checkApproval } from './approval.ts';
import { describeRefusal } from './bag.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { arriveParcel } from './arrive.ts';
import { issueParts } from './issue.ts';
import { partParams } from './ledger.ts';
import { receiveGoods } from './receive.ts';
import {
  assertWhole,
  endReservation,
  getPart,
  reserveForOrder,
  type ReservationRow,
} from './reservations.ts';
import { returnParts } from './return-parts.ts';
import { undoPaper } from './undo-paper.ts';
import { applyPartUse, undoPartUse } from './use.ts';

export const commandHandlers = {
  'parts.reserve': (ctx, input) =>
    runCommand(ctx, 'parts.reserve', (tx) => {
      const order = getOrder(tx, input.workOrderId);
      assertMayTouch(ctx, 'parts.request', order);
      assertWhole(tx, getPart(tx, input.partId), input.quantityMilli);
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
  'parts.arrive': (ctx, input) =>
    runCommand(ctx, 'parts.arrive', (tx) => {
      const to = tx.value<string | null>(
        'SELECT to_location_id FROM document WHERE id = ?',
        input.documentId,
      );
      if (to != null) assertPlaces(tx, ctx, 'stock.transfer', to);
      return arriveParcel(tx, input);
    }),
  'parts.undoPaper': (ctx, input) => runCommand(ctx, 'parts.undoPaper', (tx) => undoPaper(tx, input)),
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
} satisfies Handlers;
