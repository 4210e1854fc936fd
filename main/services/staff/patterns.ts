import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { addDays, businessDay } from '../../../domain/time/business-day.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone } from '../masters.ts';
import { clockMinutes } from './plan.ts';
import { assertMayPlan } from './shifts.ts';

interface Owner {
  staff_id: string | null;
  team_id: string | null;
}

/** A pattern of one person by whoever plans that person, of a team by its leader, of the outlet by who plans everybody. */
function assertMayPattern(ctx: ServiceContext, tx: Tx, owner: Owner): void {
  if (owner.staff_id !== null) return assertMayPlan(ctx, tx, owner.staff_id);
  const scope = ctx.session.permissions.get('shifts.write');
  const may =
    scope === 'all' || (scope === 'team' && owner.team_id !== null && owner.team_id === ctx.session.teamId);
  if (!may) throw new Fault('forbidden', { action: 'shifts.write' });
  if (owner.team_id !== null && tx.get('SELECT 1 FROM team WHERE id = ?', owner.team_id) === undefined)
    throw new Fault('not_found', { entity: 'team', id: owner.team_id });
}

function assertCycle(cycle: readonly (readonly { from: string; to: string }[])[]): void {
  cycle.forEach((spans, at) => {
    let end = -1;
    for (const span of spans) {
      const [from, to] = [clockMinutes(span.from), clockMinutes(span.to)];
      if (from < 0 || to <= from)
        throw new Fault('calendar_wrong', { place: `weekly.${at + 1}`, problem: 'bad_span' });
      if (from < end) throw new Fault('calendar_wrong', { place: `weekly.${at + 1}`, problem: 'overlap' });
      end = to;
    }
  });
}

function getPattern(tx: Tx, target: { id: string; version: number }): Owner & { from_day: string } {
  const row = tx.get<Owner & { version: number; from_day: string }>(
    'SELECT version, staff_id, team_id, from_day FROM shift_pattern WHERE id = ? AND retired_at IS NULL',
    target.id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'shift_pattern', id: target.id });
  if (row.version !== target.version) throw new Fault('conflict', { entity: 'shift_pattern', id: target.id });
  return row;
}

function note(tx: Tx, id: string, kind: string, owner: Owner, days: Record<string, unknown>): void {
  const params = { staffId: owner.staff_id, teamId: owner.team_id, ...days };
  tx.note({ entity: 'shift_pattern', entityId: id, kind, params });
}

export const patternHandlers = {
  'staff.savePattern': (ctx, input) =>
    runCommand(ctx, 'staff.savePattern', (tx) => {
      if (input.staffId !== null && input.teamId !== null)
        throw new Fault('input_invalid', { field: 'teamId', problem: 'twice' });
      if (input.toDay !== null && input.toDay < input.fromDay)
        throw new Fault('input_invalid', { field: 'toDay', problem: 'before_start' });
      assertCycle(input.cycle);
      const owner: Owner = { staff_id: input.staffId, team_id: input.teamId };
      assertMayPattern(ctx, tx, owner);
      const row = {
        ...owner,
        name_zh: input.nameZh,
        name_en: input.nameEn,
        from_day: input.fromDay,
        to_day: input.toDay,
        cycle_days: input.cycle.length,
        body: input.cycle,
      };
      const { id } = input;
      const known = id === null ? null : getPattern(tx, { id, version: input.version ?? 0 });
      if (known !== null) assertMayPattern(ctx, tx, known);
      const today = businessDay(tx.at, getZone(tx));
      // What people worked by stays as it was: from a later day on another row rules
      const follows = known !== null && known.from_day < today && input.fromDay > known.from_day;
      if (id !== null && follows)
        tx.update(
          'shift_pattern',
          id,
          { to_day: addDays(input.fromDay, -1) },
          { version: input.version ?? 0 },
        );
      const isNew = id === null || follows;
      const patternId = isNew ? tx.insert('shift_pattern', row) : id;
      const version = isNew ? 1 : tx.update('shift_pattern', id, row, { version: input.version ?? 0 });
      note(tx, patternId, 'staff.pattern', owner, {
        fromDay: input.fromDay,
        toDay: input.toDay,
        days: input.cycle.length,
      });
      return { id: patternId, version };
    }),

  'staff.removePattern': (ctx, input) =>
    runCommand(ctx, 'staff.removePattern', (tx) => {
      const row = getPattern(tx, input);
      assertMayPattern(ctx, tx, row);
      const today = businessDay(tx.at, getZone(tx));
      const patch = row.from_day < today ? { to_day: addDays(today, -1) } : { retired_at: tx.at };
      tx.update('shift_pattern', input.id, patch, { version: input.version });
      note(tx, input.id, 'staff.pattern_ended', row, { fromDay: row.from_day });
      return { id: input.id };
    }),
} satisfies Handlers;
