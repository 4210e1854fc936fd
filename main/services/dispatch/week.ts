import { addDays, localMinutes, parseClock } from '../../../domain/time/business-day.ts';
import type { WeekParams, WeekRow } from '../../../db/queries/dispatch.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';
import { orderScope } from '../orders/scope.ts';
import { capacityOn } from '../staff/presence.ts';
import { holdOf, readDayCapacity } from './capacity.ts';
import { presences } from './people-facts.ts';

type Week = OutputOf<'dispatch.week'>;
type PersonDay = Week['people'][number]['days'][number];

interface StaffRow {
  id: string;
  name: string;
  team_id: string | null;
  minutes: number;
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0);

export const weekHandlers = {
  'dispatch.week': async (ctx, input) => {
    const { onlyStaffId, onlyTeamId } = orderScope(ctx.session, 'orders.read');
    const days = Array.from({ length: 7 }, (_, at) => addDays(input.fromDay, at));
    const rows = await ctx.host.reader<WeekRow[]>('dispatch.week', {
      fromDay: input.fromDay,
      toDay: days.at(-1) ?? input.fromDay,
      onlyStaffId,
      onlyTeamId,
    } satisfies WeekParams);
    const read = readerOf(ctx.read);
    const zone = getZone(read);
    const teamId = input.teamId ?? onlyTeamId;
    const staff = read.all<StaffRow>(
      `SELECT id, name, team_id, daily_capacity_minutes AS minutes FROM staff WHERE daily_capacity_minutes > 0 AND left_day IS NULL
       AND (? IS NULL OR team_id = ?) AND (? IS NULL OR id = ?) ORDER BY code`,
      teamId,
      teamId,
      onlyStaffId,
      onlyStaffId,
    );
    const slots = statement(
      ctx.read,
      'SELECT id, name_zh AS nameZh, name_en AS nameEn, from_clock AS fromClock, to_clock AS toClock FROM slot WHERE retired_at IS NULL ORDER BY sort',
    ).all() as Week['slots'];
    const shown = new Set(staff.map((one) => one.id));
    const own = rows.filter((row) => row.staffId !== null && shown.has(row.staffId));
    const slotIdOf = (row: WeekRow): string | null => {
      if (row.slotId !== null || row.startAt === null) return row.slotId;
      const minute = localMinutes(row.startAt, zone);
      return slots.find((slot) => minute < (parseClock(slot.toClock) ?? 0))?.id ?? slots.at(-1)?.id ?? null;
    };
    const ids = JSON.stringify([...shown]);
    const there = new Map(days.map((day) => [day, presences(read, staff, day, ids)]));
    const people = staff.map((one): Week['people'][number] => {
      const ofDay = days.map((day): PersonDay => {
        const presence = there.get(day)?.get(one.id);
        const jobs = own.filter((row) => row.day === day && row.staffId === one.id);
        return {
          day,
          jobs: sum(jobs, (row) => row.jobs),
          minutes: sum(jobs, (row) => row.minutes),
          capacityMinutes: presence === undefined ? one.minutes : capacityOn(presence, one.minutes),
          off: presence?.off ?? null,
          away: (presence?.away ?? []).map((span) => ({
            fromMinute: span.from,
            toMinute: span.to,
            kind: span.kind,
          })),
        };
      });
      return {
        staffId: one.id,
        name: one.name,
        teamId: one.team_id,
        jobs: sum(ofDay, (day) => day.jobs),
        minutes: sum(ofDay, (day) => day.minutes),
        capacityMinutes: sum(ofDay, (day) => day.capacityMinutes),
        days: ofDay,
      };
    });
    return {
      fromDay: input.fromDay,
      slots,
      people,
      days: days.map((day, at): Week['days'][number] => {
        const capacity = readDayCapacity(read, day, { teamId });
        const ofDay = people.map((person) => person.days[at]);
        const taken = (slotId: string) =>
          sum(
            own.filter((row) => row.day === day && slotIdOf(row) === slotId),
            (row) => row.jobs,
          );
        return {
          day,
          jobs: sum(ofDay, (one) => one?.jobs ?? 0),
          minutes: sum(ofDay, (one) => one?.minutes ?? 0),
          capacityMinutes: sum(ofDay, (one) => one?.capacityMinutes ?? 0),
          unassigned: sum(
            rows.filter((row) => row.day === day && row.staffId === null),
            (row) => row.jobs,
          ),
          slots: capacity.slots.map((slot) => ({
            slotId: slot.slotId,
            taken: taken(slot.slotId),
            capacity: holdOf({ people: capacity.people.filter((one) => shown.has(one.staffId)) }, slot),
            closed: slot.closed !== null,
          })),
        };
      }),
      teams: (
        statement(
          ctx.read,
          'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM team WHERE retired_at IS NULL ORDER BY code',
        ).all() as Pick<Week['teams'][number], 'id' | 'nameZh' | 'nameEn'>[]
      ).flatMap((team) => {
        const members = people.filter((person) => person.teamId === team.id);
        return members.length === 0
          ? []
          : [
              {
                ...team,
                jobs: sum(members, (one) => one.jobs),
                minutes: sum(members, (one) => one.minutes),
                capacityMinutes: sum(members, (one) => one.capacityMinutes),
              },
            ];
      }),
    };
  },
} satisfies Handlers;
