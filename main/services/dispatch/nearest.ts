import { refusalsOf } from '../../../domain/dispatch/eligibility.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import type { Handlers } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { jobFacts, type JobRow } from './facts.ts';
import { metres, peopleFacts } from './people-facts.ts';

interface Stop {
  staff_id: string;
  state: string;
  start_at: number | null;
  x_m: number | null;
  y_m: number | null;
}

export const nearestHandlers = {
  /**
   * Free now: not on the way to anybody nor at the door, and nothing agreed before this job would be done. From the
   * place of his last stop of the day, else from home. Whom something hard speaks against is not offered.
   */
  'dispatch.nearest': (ctx, input) => {
    const read = readerOf(ctx.read);
    const order = read.get<JobRow & { staff_id: string | null; team_id: string | null }>(
      'SELECT * FROM work_order WHERE id = ?',
      input.orderId,
    );
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
    assertMayTouch(ctx, 'orders.read', order);
    const now = ctx.env.now();
    const today = businessDay(now, getZone(read));
    const job = jobFacts(
      read,
      { ...order, appointment_day: null, appointment_slot_id: null },
      {
        day: today,
        slotId: null,
      },
    );
    const place = read.get<{ x_m: number | null; y_m: number | null }>(
      'SELECT coalesce(a.x_m, e.x_m) AS x_m, coalesce(a.y_m, e.y_m) AS y_m FROM address a LEFT JOIN estate e ON e.id = a.estate_id WHERE a.id = ?',
      order.address_id,
    );
    const stops = read.all<Stop>(
      `SELECT p.staff_id, v.state, v.planned_start_at AS start_at,
         coalesce(a.x_m, e.x_m) AS x_m, coalesce(a.y_m, e.y_m) AS y_m
       FROM visit v JOIN visit_person p ON p.visit_id = v.id JOIN work_order w ON w.id = v.work_order_id JOIN address a ON a.id = w.address_id
       LEFT JOIN estate e ON e.id = a.estate_id WHERE v.day = ? AND v.state <> 'void' AND w.id <> ? ORDER BY v.planned_start_at`,
      today,
      order.id,
    );
    const staff = new Map(
      read
        .all<{ id: string; name: string; x_m: number | null; y_m: number | null }>(
          'SELECT id, name, x_m, y_m FROM staff WHERE left_day IS NULL',
        )
        .map((row) => [row.id, row]),
    );
    const people = peopleFacts(read, job, order, today, { refusalsOnly: true }).flatMap((facts) => {
      const refusals = refusalsOf(job, facts, today);
      const one = staff.get(facts.staffId);
      if (one === undefined || refusals.some((refusal) => refusal.hard || refusal.code === 'on_leave'))
        return [];
      const own = stops.filter((stop) => stop.staff_id === facts.staffId);
      if (own.some((stop) => stop.state === 'departed' || stop.state === 'arrived')) return [];
      const next = own.find((stop) => stop.state === 'planned' && (stop.start_at ?? 0) >= now);
      const nextAt = next?.start_at ?? null;
      if (nextAt !== null && nextAt - now < job.minutes * 60_000) return [];
      const last = own.filter((stop) => stop.state === 'ended').at(-1);
      return [
        {
          staffId: one.id,
          name: one.name,
          distanceM: metres(last ?? one, place),
          nextAt,
          refusals,
        },
      ];
    });
    return {
      people: people.toSorted(
        (a, b) =>
          a.refusals.length - b.refusals.length ||
          (a.distanceM ?? Number.MAX_SAFE_INTEGER) - (b.distanceM ?? Number.MAX_SAFE_INTEGER) ||
          (a.staffId < b.staffId ? -1 : 1),
      ),
    };
  },
} satisfies Handlers;
