import { timesMilli } from '../../../domain/money/round.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf, type RowReader } from '../masters.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { undoable } from '../orders/core/undo.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { slipToPrint } from '../paper/slips.ts';
import { refusalsFor } from '../parts/bag.ts';
import { answer, giveIn } from './assign.ts';

type Check = OutputOf<'dispatch.handOverCheck'>;

interface OrderFacts {
  id: string;
  number: string;
  staff_id: string | null;
  team_id: string | null;
  sub_shop_id: string | null;
}

/** What the first man has for the order: parts in his bag, money not handed in, papers, photos, old parts. */
function checkOf(read: RowReader, order: OrderFacts, toStaffId: string | null): Check {
  const parts = read.all<Check['parts'][number] & { costFen: number }>(
    `SELECT r.id AS reservationId, r.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, r.quantity_milli AS quantityMilli,
       r.lot, r.serial, p.cost_fen AS costFen FROM reservation r JOIN part p ON p.id = r.part_id JOIN location l ON l.id = r.location_id
     WHERE r.work_order_id = ? AND r.state = 'issued' AND l.kind = 'bag' AND l.staff_id = ? ORDER BY r.seq`,
    order.id,
    order.staff_id,
  );
  const over =
    toStaffId === null || parts.length === 0
      ? undefined
      : refusalsFor(
          read,
          toStaffId,
          parts.map((part) => ({
            partId: part.partId,
            valueFen: timesMilli(part.costFen, part.quantityMilli),
            oldPartReturn: false,
          })),
        ).find((refusal) => refusal.code === 'over_limit');
  const count = (sql: string, ...params: unknown[]) => read.get<{ n: number }>(sql, ...params)?.n ?? 0;
  return {
    fromStaffId: order.staff_id,
    fromName: nameOf(read, order.staff_id),
    toName: nameOf(read, toStaffId),
    parts: parts.map(({ costFen, ...part }) => ({
      ...part,
      valueFen: timesMilli(costFen, part.quantityMilli),
    })),
    overLimit: over?.code === 'over_limit' ? over.params : null,
    promised: count(
      `SELECT count(*) AS n FROM reservation r JOIN location l ON l.id = r.location_id
       WHERE r.work_order_id = ? AND r.state = 'held' AND l.kind IN ('bag', 'sub_shop')`,
      order.id,
    ),
    payments: read.all<Check['payments'][number]>(
      `SELECT id, number, method, amount_fen AS amountFen, at FROM payment
       WHERE work_order_id = ? AND staff_id = ? AND handover_id IS NULL AND method IN ('cash', 'qr') ORDER BY at, seq`,
      order.id,
      order.staff_id,
    ),
    shots: count(
      "SELECT count(*) AS n FROM attachment WHERE entity = 'work_order' AND entity_id = ?",
      order.id,
    ),
    slips: read.all<Check['slips'][number]>(
      "SELECT number, state FROM slip WHERE work_order_id = ? AND state IN ('made', 'out', 'back') ORDER BY seq",
      order.id,
    ),
    oldParts: count(
      "SELECT count(*) AS n FROM old_part WHERE work_order_id = ? AND holder_staff_id IS ? AND state = 'with_technician'",
      order.id,
      order.staff_id,
    ),
  };
}

const nameOf = (read: RowReader, staffId: string | null): string | null =>
  staffId === null
    ? null
    : (read.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', staffId)?.name ?? null);

export const handOverHandlers = {
  'dispatch.handOverCheck': (ctx, input) => {
    const read = readerOf(ctx.read);
    const order = read.get<OrderFacts>(
      'SELECT id, number, staff_id, team_id, sub_shop_id FROM work_order WHERE id = ?',
      input.orderId,
    );
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
    assertMayTouch(ctx, 'orders.assign', order);
    return checkOf(read, order, input.staffId);
  },

  'dispatch.handOver': (ctx, input) => {
    const { reservationIds, paymentIds, reasonCode, ...to } = input;
    const done = runCommand(ctx, 'dispatch.handOver', (tx) => {
      const wasOut =
        tx.get(
          "SELECT 1 FROM slip WHERE work_order_id = ? AND state IN ('made', 'out', 'back')",
          input.id,
        ) !== undefined;
      const moves = { reservationIds, paymentIds };
      const give = (undoId?: string) => giveIn(tx, ctx, 'reassign', { ...to, moves }, reasonCode, undoId);
      // Parts, money and papers that changed hands are not fetched back by a key: then the next hand-over is the way
      if (wasOut || reservationIds.length + paymentIds.length > 0) {
        const order = give();
        return { ...answer(order), slipNumber: wasOut ? slipToPrint(tx, order).number : null };
      }
      const { order, batchId } = undoable(tx, getOrder(tx, input.id), 'reassign', give);
      return { ...answer(order), slipNumber: null, batchId };
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
