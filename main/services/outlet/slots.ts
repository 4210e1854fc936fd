import { Fault } from '../../../domain/kernel/fault.ts';
import {
  addDays,
  businessDay,
  daysBetween,
  localMinutes,
  parseClock,
} from '../../../domain/time/business-day.ts';
import type { Tx } from '../../../db/tx.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { usualSlotCapacity } from '../dispatch/people-facts.ts';
import { getSetting, getZone, readerOf, type RowReader } from '../masters.ts';
import { putSetting } from './settings.ts';

type Form = OutputOf<'outlet.slots'>;
type Closure = Omit<Form['closures'][number], 'booked'>;

/** Rows written in one command: a month of a few slots; more is a holiday and belongs into the calendar. */
const mostRows = 200;

interface Booked {
  day: string;
  slotId: string | null;
  startAt: number | null;
  teamId: string | null;
}

/**
 * Orders of ours booked on some days, counted by slot, for everybody or one team. An exact time counts in the slot it
 * begins in.
 */
function bookings(read: RowReader, fromDay: string, toDay: string) {
  const zone = getZone(read);
  const slots = read
    .all<{ id: string; from_clock: string; to_clock: string }>('SELECT id, from_clock, to_clock FROM slot')
    .map((row) => ({ id: row.id, from: parseClock(row.from_clock) ?? 0, to: parseClock(row.to_clock) ?? 0 }));
  const rows = read
    .all<Booked>(
      `SELECT w.appointment_day AS day, w.appointment_slot_id AS slotId, w.appointment_start_at AS startAt, s.team_id AS teamId
       FROM work_order w LEFT JOIN staff s ON s.id = w.staff_id
       WHERE w.appointment_day BETWEEN ? AND ? AND w.side_state IS NULL AND w.sub_shop_id IS NULL`,
      fromDay,
      toDay,
    )
    .map((row) => {
      if (row.slotId !== null || row.startAt === null) return row;
      const minute = localMinutes(row.startAt, zone);
      return { ...row, slotId: slots.find((slot) => minute >= slot.from && minute < slot.to)?.id ?? null };
    });
  return (day: string, slotId: string, teamId: string | null): number =>
    rows.filter(
      (row) => row.day === day && row.slotId === slotId && (teamId === null || row.teamId === teamId),
    ).length;
}

/** Whoever plans everybody closes for everybody; a team's leader for his team. */
function assertMayClose(ctx: ServiceContext, teamId: string | null): void {
  const scope = ctx.session.permissions.get('shifts.write');
  const may = scope === 'all' || (scope === 'team' && teamId !== null && teamId === ctx.session.teamId);
  if (!may) throw new Fault('forbidden', { action: 'shifts.write' });
}

function getClosure(tx: Tx, id: string): { day: string; slot_id: string; team_id: string | null } {
  const row = tx.get<{ day: string; slot_id: string; team_id: string | null }>(
    'SELECT day, slot_id, team_id FROM slot_closed WHERE id = ? AND reopened_at IS NULL',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'slot_closed', id });
  return row;
}

function note(tx: Tx, slotId: string, kind: string, params: Record<string, unknown>): void {
  tx.note({ entity: 'slot', entityId: slotId, kind, params });
}

/** Slots of the day, what fits into one, and where on single days less or nothing does. */
export const slotHandlers = {
  'outlet.slots': (ctx, input) => {
    const read = readerOf(ctx.read);
    const toDay = addDays(input.fromDay, input.days - 1);
    const closures = read.all<Closure>(
      `SELECT c.id, c.version, c.day, c.slot_id AS slotId, c.team_id AS teamId, c.capacity, c.reason, s.name AS staffName, c.at
       FROM slot_closed c JOIN slot l ON l.id = c.slot_id LEFT JOIN staff s ON s.id = c.staff_id
       WHERE c.day BETWEEN ? AND ? AND c.reopened_at IS NULL ORDER BY c.day, l.sort, c.seq LIMIT 400`,
      input.fromDay,
      toDay,
    );
    const booked = bookings(read, input.fromDay, toDay);
    return {
      usual: getSetting<number>(read, 'outlet', 'slot_capacity', usualSlotCapacity),
      usualVersion:
        read.get<{ version: number }>(
          "SELECT version FROM setting WHERE scope = 'outlet' AND key = 'slot_capacity'",
        )?.version ?? 0,
      slots: read.all<Form['slots'][number]>(
        `SELECT id, version, name_zh AS nameZh, name_en AS nameEn, from_clock AS fromClock, to_clock AS toClock, capacity
         FROM slot WHERE retired_at IS NULL ORDER BY sort, code`,
      ),
      closures: closures.map((one) => ({ ...one, booked: booked(one.day, one.slotId, one.teamId) })),
      teams: read.all(
        'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM team WHERE retired_at IS NULL ORDER BY code',
      ),
    };
  },

  'outlet.saveSlots': (ctx, input) =>
    runCommand(ctx, 'outlet.saveSlots', (tx) => {
      for (const { id, version, capacity } of input.slots) {
        const row = tx.get<{ capacity: number | null }>('SELECT capacity FROM slot WHERE id = ?', id);
        if (row === undefined) throw new Fault('not_found', { entity: 'slot', id });
        if (row.capacity === capacity) continue;
        tx.update('slot', id, { capacity }, { version });
        note(tx, id, 'outlet.slot_capacity', { was: row.capacity, capacity });
      }
      const usual = getSetting<number>(tx, 'outlet', 'slot_capacity', usualSlotCapacity);
      const usualVersion =
        usual === input.usual
          ? input.usualVersion
          : putSetting(tx, 'outlet', 'slot_capacity', input.usual, input.usualVersion);
      return { usualVersion };
    }),

  'outlet.closeSlots': (ctx, input) =>
    runCommand(ctx, 'outlet.closeSlots', (tx) => {
      assertMayClose(ctx, input.teamId);
      const today = businessDay(tx.at, getZone(tx));
      if (input.fromDay < today) throw new Fault('appointment_past', { day: input.fromDay });
      const count = daysBetween(input.fromDay, input.toDay) + 1;
      if (count < 1) throw new Fault('input_invalid', { field: 'toDay', problem: 'before_start' });
      if (count * input.slotIds.length > mostRows)
        throw new Fault('input_invalid', { field: 'toDay', problem: 'too_big', limit: mostRows });
      const { teamId, capacity, reason } = input;
      const standing = bookings(tx, input.fromDay, input.toDay);
      let booked = 0;
      for (const slotId of input.slotIds) {
        if (tx.get('SELECT 1 AS yes FROM slot WHERE id = ? AND retired_at IS NULL', slotId) === undefined)
          throw new Fault('not_found', { entity: 'slot', id: slotId });
        for (let at = 0; at < count; at += 1) {
          const day = addDays(input.fromDay, at);
          const body = { capacity, reason, staff_id: tx.staffId, at: tx.at };
          const known = tx.get<{ id: string }>(
            'SELECT id FROM slot_closed WHERE day = ? AND slot_id = ? AND team_id IS ? AND reopened_at IS NULL',
            day,
            slotId,
            teamId,
          );
          if (known === undefined)
            tx.insert('slot_closed', { day, slot_id: slotId, team_id: teamId, ...body });
          else tx.update('slot_closed', known.id, body);
          const there = standing(day, slotId, teamId);
          booked += capacity === null ? there : Math.max(0, there - capacity);
        }
        note(tx, slotId, 'outlet.slot_closed', {
          fromDay: input.fromDay,
          toDay: input.toDay,
          teamId,
          capacity,
          reason,
        });
      }
      return { closed: count * input.slotIds.length, booked };
    }),

  'outlet.openSlot': (ctx, input) =>
    runCommand(ctx, 'outlet.openSlot', (tx) => {
      const row = getClosure(tx, input.id);
      assertMayClose(ctx, row.team_id);
      tx.update('slot_closed', input.id, { reopened_at: tx.at }, { version: input.version });
      note(tx, row.slot_id, 'outlet.slot_opened', { day: row.day, teamId: row.team_id });
      return { id: input.id };
    }),
} satisfies Handlers;
