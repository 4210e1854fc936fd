import { findPerson, type listStaff, openOrderSql, type PersonRow } from '../../../db/queries/staff.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { addDays, businessDay, daysBetween } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone, readerOf, type RowReader } from '../masters.ts';

type Document = OutputOf<'staff.get'>;

/** Who of the people a session may see: everyone, its team, itself. */
export function staffScope(ctx: ServiceContext): { onlyStaffId: string | null; onlyTeamId: string | null } {
  const scope = ctx.session.permissions.get('staff.read');
  if (scope === 'all') return { onlyStaffId: null, onlyTeamId: null };
  if (scope === 'team' && ctx.session.teamId !== null)
    return { onlyStaffId: null, onlyTeamId: ctx.session.teamId };
  return { onlyStaffId: ctx.session.staffId ?? '', onlyTeamId: null };
}

/** What of the outlet's is with this person: orders, slips, stock, old parts, money, tools. */
export function computeHoldings(read: RowReader, staffId: string): Document['holdings'] {
  const one = read.get<Document['holdings']>(
    `SELECT
      (SELECT count(*) FROM work_order w WHERE w.staff_id = ?1 AND ${openOrderSql}) AS openOrders,
      (SELECT count(*) FROM slip WHERE staff_id = ?1 AND state IN ('out', 'back')) AS slipsOut,
      (SELECT count(DISTINCT b.part_id) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.staff_id = ?1 AND l.kind = 'bag' AND b.quantity_milli > 0) AS parts,
      (SELECT coalesce(sum((b.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id
        WHERE l.staff_id = ?1 AND l.kind = 'bag' AND b.condition <> 'old' AND b.quantity_milli > 0) AS partsFen,
      (SELECT count(*) FROM old_part WHERE holder_staff_id = ?1 AND state = 'with_technician') AS oldParts,
      (SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE staff_id = ?1 AND method = 'cash' AND handover_id IS NULL) AS cashFen,
      (SELECT count(*) FROM staff_tool WHERE staff_id = ?1 AND returned_day IS NULL) AS tools,
      (SELECT coalesce(sum(amount_fen - repaid_fen), 0) FROM advance WHERE staff_id = ?1 AND state = 'paid') AS advancesFen`,
    staffId,
  );
  if (one === undefined) throw new Fault('not_found', { entity: 'staff', id: staffId });
  return one;
}

/** Refuses a person outside the scope in which the session may read people. Faults: `forbidden`, `not_found`. */
export function assertMaySeePerson(ctx: ServiceContext, id: string): void {
  const person = readerOf(ctx.read).get<{ team_id: string | null }>(
    'SELECT team_id FROM staff WHERE id = ?',
    id,
  );
  if (person === undefined) throw new Fault('not_found', { entity: 'staff', id });
  const { onlyStaffId, onlyTeamId } = staffScope(ctx);
  if ((onlyStaffId !== null && onlyStaffId !== id) || (onlyTeamId !== null && onlyTeamId !== person.team_id))
    throw new Fault('forbidden', { action: 'staff.read' });
}

function getDocument(ctx: ServiceContext, id: string): Document {
  const read = readerOf(ctx.read);
  const today = businessDay(ctx.env.now(), getZone(read));
  assertMaySeePerson(ctx, id);
  const person = findPerson(ctx.read, id, today);
  if (person === undefined) throw new Fault('not_found', { entity: 'staff', id });
  const daysLeft = <T extends { day: string | null }>({ day, ...row }: T) => ({
    ...row,
    daysLeft: day === null ? null : daysBetween(today, day),
  });
  return {
    person,
    skills: read.all(
      'SELECT x.skill_id AS skillId, k.name_zh AS nameZh, k.name_en AS nameEn, x.level FROM staff_skill x JOIN skill k ON k.id = x.skill_id WHERE x.staff_id = ? ORDER BY k.code',
      id,
    ),
    areas: read.all(
      'SELECT d.code, d.name FROM staff_area a JOIN division d ON d.code = a.division_code WHERE a.staff_id = ? ORDER BY d.code',
      id,
    ),
    certificates: read
      .all<Omit<Document['certificates'][number], 'daysLeft'> & { day: string | null }>(
        `SELECT c.kind_id AS kindId, k.name_zh AS nameZh, k.name_en AS nameEn, c.number, c.issued_day AS issuedDay, c.expires_day AS expiresDay, c.expires_day AS day
         FROM staff_certificate c JOIN certificate_kind k ON k.id = c.kind_id WHERE c.staff_id = ? ORDER BY c.expires_day IS NULL, c.expires_day, k.code`,
        id,
      )
      .map(daysLeft),
    accounts: read
      .all<Omit<Document['accounts'][number], 'daysLeft' | 'api'> & { day: string | null; api: number }>(
        `SELECT k.id AS connectionId, k.name_zh AS nameZh, k.name_en AS nameEn, k.mode = 'api' AS api, a.worker_id AS workerId, coalesce(a.real_name, '') AS realName,
           a.state, a.card_expires_day AS cardExpiresDay, a.card_expires_day AS day
         FROM connection k LEFT JOIN worker_account a ON a.connection_id = k.id AND a.staff_id = ? ORDER BY k.mode <> 'api', k.code`,
        id,
      )
      .map((row) => ({ ...daysLeft(row), api: row.api === 1 })),
    tools: read
      .all<Omit<Document['tools'][number], 'daysLeft'> & { day: string | null }>(
        `SELECT t.id, t.version, t.tool_kind_id AS kindId, t.name_zh AS nameZh, t.name_en AS nameEn, t.number, t.deposit_fen AS depositFen, t.issued_day AS issuedDay,
           coalesce(t.check_every_days, k.check_every_days) AS checkEveryDays, t.next_check_day AS nextCheckDay, t.next_check_day AS day, coalesce(k.safety, 0) AS safety
         FROM staff_tool t LEFT JOIN tool_kind k ON k.id = t.tool_kind_id WHERE t.staff_id = ? AND t.returned_day IS NULL
         ORDER BY t.next_check_day IS NULL, t.next_check_day, t.name_zh`,
        id,
      )
      .map((row) => ({ ...daysLeft(row), safety: Boolean(row.safety) })),
    mentees: read.all(
      'SELECT id, code, name, name_en AS nameEn FROM staff WHERE mentor_id = ? AND left_day IS NULL ORDER BY code',
      id,
    ),
    shifts: read.all(
      'SELECT id, version, day, from_clock AS fromClock, to_clock AS toClock, kind, note FROM shift WHERE staff_id = ? AND day >= ? ORDER BY day, from_clock LIMIT 120',
      id,
      addDays(today, -7),
    ),
    holdings: computeHoldings(read, id),
  };
}

/** Towns of a city stand under its name; the package of names is big and only needed here. */
async function divisionsOf(read: RowReader): Promise<OutputOf<'staff.options'>['divisions']> {
  const rows = read.all<{ code: string; name: string; parentCode: string | null }>(
    'SELECT code, name, parent_code AS parentCode FROM division ORDER BY code',
  );
  const { areaList } = await import('@vant/area-data');
  return rows.map((row) => {
    const cityCode = (row.parentCode ?? row.code).slice(0, 4);
    const known = rows.find((one) => one.code.startsWith(cityCode) && one.code.length === 4)?.name;
    return {
      code: row.code,
      name: row.name,
      cityCode,
      city:
        known ??
        areaList.city_list[`${cityCode}00`] ??
        areaList.province_list[`${cityCode.slice(0, 2)}0000`] ??
        '',
    };
  });
}

const options = async (read: RowReader): Promise<OutputOf<'staff.options'>> => ({
  teams: read.all(
    'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM team WHERE retired_at IS NULL ORDER BY code',
  ),
  roles: read.all('SELECT id, name_zh AS nameZh, name_en AS nameEn FROM role ORDER BY seq'),
  skills: read
    .all<{ id: string; nameZh: string; nameEn: string; levels: string }>(
      'SELECT id, name_zh AS nameZh, name_en AS nameEn, levels FROM skill ORDER BY code',
    )
    .map((row) => ({ ...row, levels: Math.max(1, (JSON.parse(row.levels) as unknown[]).length) })),
  certificateKinds: read.all(
    'SELECT id, name_zh AS nameZh, name_en AS nameEn, kind FROM certificate_kind ORDER BY kind, code',
  ),
  toolKinds: read.all(
    'SELECT id, name_zh AS nameZh, name_en AS nameEn, check_every_days AS checkEveryDays FROM tool_kind WHERE retired_at IS NULL ORDER BY code',
  ),
  people: read
    .all<Omit<OutputOf<'staff.options'>['people'][number], 'visiting'> & { visiting: number }>(
      'SELECT id, code, name, name_en AS nameEn, name_initials AS initials, daily_capacity_minutes > 0 AS visiting FROM staff WHERE left_day IS NULL ORDER BY code LIMIT 500',
    )
    .map((row) => ({ ...row, visiting: row.visiting === 1 })),
  connections: read
    .all<{ id: string; nameZh: string; nameEn: string; api: number }>(
      "SELECT id, name_zh AS nameZh, name_en AS nameEn, mode = 'api' AS api FROM connection ORDER BY mode <> 'api', code",
    )
    .map((row) => ({ ...row, api: row.api === 1 })),
  chatTemplates: read.all(
    'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM chat_template WHERE retired_at IS NULL ORDER BY code',
  ),
  divisions: await divisionsOf(read),
});

export const readHandlers = {
  'staff.list': async (ctx, input) => ({
    people: await ctx.host.reader<PersonRow[]>('staff.list', {
      left: input.left,
      today: businessDay(ctx.env.now(), getZone(readerOf(ctx.read))),
      ...staffScope(ctx),
    } satisfies Parameters<typeof listStaff>[1]),
  }),
  'staff.options': (ctx) => options(readerOf(ctx.read)),
  'staff.get': (ctx, input) => getDocument(ctx, input.id),
} satisfies Handlers;
