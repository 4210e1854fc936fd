import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { addDays, atLocal, daysBetween, parseClock } from '../../../domain/time/business-day.ts';
import { openOrderSql } from '../../../db/queries/staff.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone } from '../masters.ts';
import { noteStaff } from './person.ts';

/** The longest span that is entered at once; longer absences are a person who left. */
const maxDays = 92;

/** A team leader plans his own team, a person himself. */
export function assertMayPlan(ctx: ServiceContext, tx: Tx, staffId: string): void {
  const person = tx.get<{ team_id: string | null }>('SELECT team_id FROM staff WHERE id = ?', staffId);
  if (person === undefined) throw new Fault('not_found', { entity: 'staff', id: staffId });
  const scope = ctx.session.permissions.get('shifts.write');
  const may =
    scope === 'all' ||
    (scope === 'team' && person.team_id !== null && person.team_id === ctx.session.teamId) ||
    staffId === ctx.session.staffId;
  if (!may) throw new Fault('forbidden', { action: 'shifts.write' });
}

export const shiftHandlers = {
  'staff.saveShift': (ctx, input) =>
    runCommand(ctx, 'staff.saveShift', (tx) => {
      assertMayPlan(ctx, tx, input.staffId);
      const toDay = input.toDay ?? input.day;
      const days = daysBetween(input.day, toDay) + 1;
      if (days < 1) throw new Fault('input_invalid', { field: 'toDay', problem: 'before_start' });
      if (days > maxDays)
        throw new Fault('input_invalid', { field: 'toDay', problem: 'too_big', limit: maxDays });
      if (input.fromClock >= input.toClock)
        throw new Fault('input_invalid', { field: 'toClock', problem: 'before_start' });
      const zone = getZone(tx);
      let ordersAffected = 0;
      for (let i = 0; i < days; i += 1) {
        const day = addDays(input.day, i);
        for (const row of tx.all<{ id: string }>(
          'SELECT id FROM shift WHERE staff_id = ? AND day = ? AND from_clock < ? AND to_clock > ?',
          input.staffId,
          day,
          input.toClock,
          input.fromClock,
        ))
          tx.remove('shift', row.id);
        tx.insert('shift', {
          staff_id: input.staffId,
          day,
          from_clock: input.fromClock,
          to_clock: input.toClock,
          kind: input.kind,
          note: input.note,
        });
        if (input.kind === 'work') continue;
        ordersAffected +=
          tx.value<number>(
            `SELECT count(*) FROM work_order w WHERE w.staff_id = ? AND w.appointment_day = ? AND ${openOrderSql}
             AND w.appointment_start_at < ? AND w.appointment_end_at > ?`,
            input.staffId,
            day,
            atLocal(day, parseClock(input.toClock) ?? 1440, zone),
            atLocal(day, parseClock(input.fromClock) ?? 0, zone),
          ) ?? 0;
      }
      noteStaff(tx, input.staffId, 'staff.shift', {
        kind: input.kind,
        fromDay: input.day,
        toDay,
        fromClock: input.fromClock,
        toClock: input.toClock,
      });
      return { days, ordersAffected };
    }),

  'staff.removeShift': (ctx, input) =>
    runCommand(ctx, 'staff.removeShift', (tx) => {
      const row = tx.get<{ version: number; staff_id: string; day: string; kind: string }>(
        'SELECT version, staff_id, day, kind FROM shift WHERE id = ?',
        input.id,
      );
      if (row === undefined) throw new Fault('not_found', { entity: 'shift', id: input.id });
      assertMayPlan(ctx, tx, row.staff_id);
      if (row.version !== input.version) throw new Fault('conflict', { entity: 'shift', id: input.id });
      tx.remove('shift', input.id);
      noteStaff(tx, row.staff_id, 'staff.shift_removed', { day: row.day, kind: row.kind });
      return { id: input.id };
    }),
} satisfies Handlers;
