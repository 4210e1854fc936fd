import { openOrderSql } from '../../../db/queries/staff.ts';
import { dayMs } from '../../../domain/time/business-day.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { lateReason } from '../clock/acceptance.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { staffScope } from './read.ts';

/** Days over which unanswered offers are counted. */
const lateDays = 30;

export const openOrderHandlers = {
  'staff.openOrders': (ctx, input) => {
    const read = readerOf(ctx.read);
    const person = read.get<{ team_id: string | null }>(
      'SELECT team_id FROM staff WHERE id = ?',
      input.staffId,
    );
    if (person === undefined) throw new Fault('not_found', { entity: 'staff', id: input.staffId });
    const { onlyStaffId, onlyTeamId } = staffScope(ctx);
    if (
      (onlyStaffId !== null && onlyStaffId !== input.staffId) ||
      (onlyTeamId !== null && onlyTeamId !== person.team_id)
    )
      throw new Fault('forbidden', { action: 'staff.read' });
    const late = read.get<{ n: number }>(
      'SELECT count(*) AS n FROM assignment WHERE staff_id = ? AND reason_code = ? AND ended_at >= ?',
      input.staffId,
      lateReason,
      ctx.env.now() - lateDays * dayMs,
    );
    return {
      orders: read.all<OutputOf<'staff.openOrders'>['orders'][number]>(
        `SELECT w.id, w.number, w.title, w.appointment_day AS day FROM work_order w WHERE w.staff_id = ? AND ${openOrderSql}
         ORDER BY w.appointment_day IS NULL, w.appointment_day, w.seq LIMIT 100`,
        input.staffId,
      ),
      lateOffers: late?.n ?? 0,
    };
  },
} satisfies Handlers;
