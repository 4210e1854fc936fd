import { openOrderSql } from '../../../db/queries/staff.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { readerOf, type RowReader } from '../masters.ts';
import { assertMaySeePerson } from './read.ts';

export type Belongings = OutputOf<'staff.belongings'>;
export type BelongingKind = CheckedInputOf<'staff.handAll'>['kinds'][number];

/** Rows of each kind that are looked at in one go. */
const mostRows = 200;

/** What of the outlet's is with a person, row by row. */
export function belongingsOf(read: RowReader, staffId: string): Belongings {
  return {
    orders: read.all<Belongings['orders'][number]>(
      `SELECT w.id, w.number, w.title, w.appointment_day AS day FROM work_order w WHERE w.staff_id = ? AND ${openOrderSql}
       ORDER BY w.appointment_day IS NULL, w.appointment_day, w.seq LIMIT ${mostRows}`,
      staffId,
    ),
    slips: read.all<Belongings['slips'][number]>(
      `SELECT p.id, p.number, p.state, p.work_order_id AS orderId, w.number AS "order" FROM slip p JOIN work_order w ON w.id = p.work_order_id
       WHERE p.staff_id = ? AND p.state IN ('out', 'back') ORDER BY p.seq LIMIT ${mostRows}`,
      staffId,
    ),
    stock: read.all<Belongings['stock'][number]>(
      `SELECT b.id AS key, b.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, b.condition, b.serial, b.quantity_milli AS quantityMilli,
         (b.quantity_milli * p.cost_fen + 500) / 1000 AS valueFen
       FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id
       WHERE l.staff_id = ? AND l.kind = 'bag' AND b.condition <> 'old' AND b.quantity_milli > 0 ORDER BY p.code LIMIT ${mostRows}`,
      staffId,
    ),
    oldParts: read.all<Belongings['oldParts'][number]>(
      `SELECT o.id, p.name_zh AS nameZh, p.name_en AS nameEn, o.work_order_id AS orderId, w.number AS "order", o.due_day AS dueDay, o.amount_fen AS amountFen
       FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id
       WHERE o.holder_staff_id = ? AND o.state = 'with_technician' ORDER BY o.due_day IS NULL, o.due_day, o.seq LIMIT ${mostRows}`,
      staffId,
    ),
    payments: read.all<Belongings['payments'][number]>(
      `SELECT p.id, p.number, p.work_order_id AS orderId, w.number AS "order", p.method, p.amount_fen AS amountFen, p.day
       FROM payment p LEFT JOIN work_order w ON w.id = p.work_order_id
       WHERE p.staff_id = ? AND p.handover_id IS NULL AND p.method IN ('cash', 'qr') ORDER BY p.seq LIMIT ${mostRows}`,
      staffId,
    ),
    advances: read.all<Belongings['advances'][number]>(
      `SELECT id, number, amount_fen - repaid_fen AS leftFen FROM advance WHERE staff_id = ? AND state = 'paid' ORDER BY seq LIMIT ${mostRows}`,
      staffId,
    ),
    tools: read.all<Belongings['tools'][number]>(
      `SELECT id, name_zh AS nameZh, name_en AS nameEn, number, deposit_fen AS depositFen FROM staff_tool
       WHERE staff_id = ? AND returned_day IS NULL ORDER BY name_zh LIMIT ${mostRows}`,
      staffId,
    ),
  };
}

export const belongingHandlers = {
  'staff.belongings': (ctx, input) => {
    assertMaySeePerson(ctx, input.staffId);
    return belongingsOf(readerOf(ctx.read), input.staffId);
  },
} satisfies Handlers;
