import type { Tx } from '../../../db/tx.ts';
import { openOrderSql } from '../../../db/queries/staff.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { addDays, businessDay, daysBetween } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone, readerOf, type RowReader } from '../masters.ts';
import { noteTeam, ordersOfTeam, ordersOutside, putOrders } from './team-orders.ts';
import { planOf } from './plan.ts';
import { staffScope } from './read.ts';

type TeamRow = OutputOf<'staff.teams'>['teams'][number];

/** Days a team's page looks ahead. */
const daysAhead = 7;

interface RawTeam {
  id: string;
  version: number;
  code: string;
  nameZh: string;
  nameEn: string;
  kind: TeamRow['kind'];
  leaderId: string | null;
  leaderName: string | null;
  leaderNameEn: string | null;
  people: number;
  openOrders: number;
  closed: number;
}

function rawTeams(read: RowReader, id: string | null, closed: boolean): RawTeam[] {
  return read.all<RawTeam>(
    `SELECT t.id, t.version, t.code, t.name_zh AS nameZh, t.name_en AS nameEn, t.kind, t.leader_id AS leaderId, l.name AS leaderName, l.name_en AS leaderNameEn,
       t.retired_at IS NOT NULL AS closed, (SELECT count(*) FROM staff s WHERE s.team_id = t.id AND s.left_day IS NULL) AS people,
       (SELECT count(*) FROM work_order w WHERE w.team_id = t.id AND ${openOrderSql}) AS openOrders
     FROM team t LEFT JOIN staff l ON l.id = t.leader_id AND l.left_day IS NULL
     WHERE (?1 IS NULL OR t.id = ?1) AND (?2 = 1 OR t.retired_at IS NULL) ORDER BY t.retired_at IS NOT NULL, t.code`,
    id,
    closed ? 1 : 0,
  );
}

const planned = (read: RowReader, teamId: string | null, fromDay: string, days: number) =>
  planOf(read, { fromDay, days, staffId: null, teamId });

/** Today's minutes by team. */
function loadByTeam(read: RowReader, today: string): Map<string, { capacity: number; taken: number }> {
  const { people, cells } = planned(read, null, today, 1);
  const out = new Map<string, { capacity: number; taken: number }>();
  for (const person of people) {
    if (person.teamId === null) continue;
    const cell = cells.get(person.staffId)?.[0]?.cell;
    const sum = out.get(person.teamId) ?? { capacity: 0, taken: 0 };
    sum.capacity += cell?.capacityMinutes ?? 0;
    sum.taken += cell?.takenMinutes ?? 0;
    out.set(person.teamId, sum);
  }
  return out;
}

function shown(raw: RawTeam, load: { capacity: number; taken: number } | undefined): TeamRow {
  return {
    ...raw,
    closed: raw.closed === 1,
    capacityMinutes: load?.capacity ?? 0,
    takenMinutes: load?.taken ?? 0,
  };
}

/** Whoever sees one team only sees that one; whoever sees himself only sees none. */
function assertMaySee(ctx: ServiceContext, teamId: string): void {
  const { onlyStaffId, onlyTeamId } = staffScope(ctx);
  if (onlyStaffId !== null || (onlyTeamId !== null && onlyTeamId !== teamId))
    throw new Fault('forbidden', { action: 'staff.read' });
}

function teamPage(read: RowReader, id: string, today: string): OutputOf<'staff.team'> {
  const raw = rawTeams(read, id, true)[0];
  if (raw === undefined) throw new Fault('not_found', { entity: 'team', id });
  const { people, cells } = planned(read, id, today, daysAhead);
  const more = new Map(
    read
      .all<{ id: string; openOrders: number; papers: number; soonest: string | null }>(
        `SELECT s.id, (SELECT count(*) FROM work_order w WHERE w.staff_id = s.id AND ${openOrderSql}) AS openOrders,
           (SELECT count(*) FROM staff_certificate c WHERE c.staff_id = s.id) AS papers,
           (SELECT json_object('nameZh', k.name_zh, 'nameEn', k.name_en, 'day', c.expires_day) FROM staff_certificate c JOIN certificate_kind k ON k.id = c.kind_id
            WHERE c.staff_id = s.id AND c.expires_day IS NOT NULL ORDER BY c.expires_day LIMIT 1) AS soonest
         FROM staff s WHERE s.team_id = ? AND s.left_day IS NULL`,
        id,
      )
      .map((row) => [row.id, row]),
  );
  const sum = (at: number, of: 'capacityMinutes' | 'takenMinutes') =>
    people.reduce((total, person) => total + (cells.get(person.staffId)?.[at]?.cell[of] ?? 0), 0);
  return {
    team: shown(raw, { capacity: sum(0, 'capacityMinutes'), taken: sum(0, 'takenMinutes') }),
    days: Array.from({ length: daysAhead }, (_, at) => ({
      day: addDays(today, at),
      capacityMinutes: sum(at, 'capacityMinutes'),
      takenMinutes: sum(at, 'takenMinutes'),
    })),
    people: people.map((person) => {
      const cell = cells.get(person.staffId)?.[0]?.cell;
      const row = more.get(person.staffId);
      const soonest = row?.soonest == null ? null : (JSON.parse(row.soonest) as Record<string, string>);
      return {
        id: person.staffId,
        code: person.code,
        name: person.name,
        nameEn: person.nameEn,
        off: cell?.off ?? null,
        capacityMinutes: cell?.capacityMinutes ?? 0,
        takenMinutes: cell?.takenMinutes ?? 0,
        openOrders: row?.openOrders ?? 0,
        papers: row?.papers ?? 0,
        soonest:
          soonest === null
            ? null
            : {
                nameZh: soonest.nameZh ?? '',
                nameEn: soonest.nameEn ?? '',
                daysLeft: daysBetween(today, soonest.day ?? today),
              },
      };
    }),
  };
}

interface TeamTarget {
  id: string;
  version: number;
}

function getTeam(tx: Tx, target: TeamTarget, open = true): { retired_at: number | null } {
  const row = tx.get<{ version: number; retired_at: number | null }>(
    'SELECT version, retired_at FROM team WHERE id = ?',
    target.id,
  );
  if (row === undefined || (open && row.retired_at !== null))
    throw new Fault('not_found', { entity: 'team', id: target.id });
  if (row.version !== target.version) throw new Fault('conflict', { entity: 'team', id: target.id });
  return row;
}

function assertWorksHere(tx: Tx, staffId: string): void {
  if (tx.get('SELECT 1 FROM staff WHERE id = ? AND left_day IS NULL', staffId) === undefined)
    throw new Fault('not_found', { entity: 'staff', id: staffId });
}

/** Sets the team of people who are not in it yet. Answers who moved. */
function movePeople(tx: Tx, staffIds: readonly string[], teamId: string | null): string[] {
  const moved: string[] = [];
  for (const id of staffIds) {
    const row = tx.get<{ team_id: string | null }>('SELECT team_id FROM staff WHERE id = ?', id);
    if (row === undefined) throw new Fault('not_found', { entity: 'staff', id });
    if (row.team_id === teamId) continue;
    tx.update('staff', id, { team_id: teamId });
    moved.push(id);
  }
  return moved;
}

export const teamHandlers = {
  'staff.teams': (ctx, input) => {
    const read = readerOf(ctx.read);
    const { onlyStaffId, onlyTeamId } = staffScope(ctx);
    if (onlyStaffId !== null) return { teams: [] };
    const load = loadByTeam(read, businessDay(ctx.env.now(), getZone(read)));
    return { teams: rawTeams(read, onlyTeamId, input.closed).map((raw) => shown(raw, load.get(raw.id))) };
  },

  'staff.team': (ctx, input) => {
    assertMaySee(ctx, input.id);
    const read = readerOf(ctx.read);
    return teamPage(read, input.id, businessDay(ctx.env.now(), getZone(read)));
  },

  'staff.saveTeam': (ctx, input) =>
    runCommand(ctx, 'staff.saveTeam', (tx) => {
      const { id } = input;
      const version = input.version ?? 0;
      if (id !== null) getTeam(tx, { id, version });
      const other = tx.get<{ name_zh: string }>(
        'SELECT name_zh FROM team WHERE code = ? AND id IS NOT ?',
        input.code,
        id,
      );
      if (other !== undefined)
        throw new Fault('staff_team_code_taken', { code: input.code, name: other.name_zh });
      if (input.leaderId !== null) assertWorksHere(tx, input.leaderId);
      const row = {
        code: input.code,
        name_zh: input.nameZh,
        name_en: input.nameEn === '' ? input.nameZh : input.nameEn,
        kind: input.kind,
        leader_id: input.leaderId,
      };
      const teamId = id ?? tx.insert('team', row);
      const next = id === null ? 1 : tx.update('team', id, row, { version });
      noteTeam(tx, teamId, id === null ? 'team.made' : 'team.changed', {
        kind: input.kind,
        leaderId: input.leaderId,
      });
      return { id: teamId, version: next };
    }),

  'staff.setTeamPeople': async (ctx, input) => {
    const done = runCommand(ctx, 'staff.setTeamPeople', (tx) => {
      getTeam(tx, input);
      for (const id of input.staffIds) assertWorksHere(tx, id);
      const out = tx
        .all<{ id: string }>('SELECT id FROM staff WHERE team_id = ?', input.id)
        .map((row) => row.id)
        .filter((id) => !input.staffIds.includes(id));
      const gone = movePeople(tx, out, null);
      const come = movePeople(tx, input.staffIds, input.id);
      const version = tx.update('team', input.id, {}, { version: input.version });
      noteTeam(tx, input.id, 'team.people', { come, gone });
      return { id: input.id, version };
    });
    return {
      ...done,
      orders: await putOrders(ctx, 'staff.setTeamPeople', ordersOutside(readerOf(ctx.read), input.id)),
    };
  },

  'staff.closeTeam': async (ctx, input) => {
    const done = runCommand(ctx, 'staff.closeTeam', (tx) => {
      getTeam(tx, input);
      const { toTeamId } = input;
      if (toTeamId === input.id) throw new Fault('input_invalid', { field: 'toTeamId', problem: 'itself' });
      if (
        toTeamId !== null &&
        tx.get('SELECT 1 FROM team WHERE id = ? AND retired_at IS NULL', toTeamId) === undefined
      )
        throw new Fault('not_found', { entity: 'team', id: toTeamId });
      const people = tx.all<{ id: string }>('SELECT id FROM staff WHERE team_id = ?', input.id);
      movePeople(
        tx,
        people.map((row) => row.id),
        toTeamId,
      );
      for (const row of tx.all<{ id: string }>(
        'SELECT id FROM shift_pattern WHERE team_id = ? AND retired_at IS NULL AND (to_day IS NULL OR to_day >= ?)',
        input.id,
        businessDay(tx.at, getZone(tx)),
      ))
        tx.update('shift_pattern', row.id, { retired_at: tx.at });
      const version = tx.update('team', input.id, { retired_at: tx.at }, { version: input.version });
      noteTeam(tx, input.id, 'team.closed', { toTeamId, people: people.length });
      return { id: input.id, version, people: people.length };
    });
    const moved = ordersOfTeam(readerOf(ctx.read), input.id, input.toTeamId);
    return { ...done, orders: await putOrders(ctx, 'staff.closeTeam', moved) };
  },

  'staff.reopenTeam': (ctx, input) =>
    runCommand(ctx, 'staff.reopenTeam', (tx) => {
      getTeam(tx, input, false);
      const version = tx.update('team', input.id, { retired_at: null }, { version: input.version });
      noteTeam(tx, input.id, 'team.reopened', {});
      return { id: input.id, version };
    }),
} satisfies Handlers;
