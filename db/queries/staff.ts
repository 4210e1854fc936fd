import { daysBetween } from '../../domain/time/business-day.ts';
import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

/** Connections that ask for a worker account: an interface, and at least one person known there. */
const accountConnections =
  "SELECT k.id FROM connection k WHERE k.mode = 'api' AND EXISTS (SELECT 1 FROM worker_account a WHERE a.connection_id = k.id)";

/** Work that is neither done nor stopped for good: somebody has to go there. */
export const openOrderSql =
  "w.state IN ('dispatched', 'accepted') AND (w.side_state IS NULL OR w.side_state IN ('on_hold', 'intercepted'))";

const rowColumns = `s.id, s.version, s.code, s.name, s.name_en AS nameEn, s.name_initials AS initials, s.phone, s.team_id AS teamId,
  t.name_zh AS teamNameZh, t.name_en AS teamNameEn, s.daily_capacity_minutes AS capacityMinutes, s.left_day AS leftDay,
  s.pin_hash IS NOT NULL AND s.left_day IS NULL AS canLogIn,
  (SELECT json_group_array(r.role_id) FROM (SELECT role_id FROM staff_role WHERE staff_id = s.id ORDER BY role_id) r) AS roles,
  (SELECT count(*) FROM work_order w WHERE w.staff_id = s.id AND ${openOrderSql}) AS openOrders,
  CASE WHEN s.daily_capacity_minutes = 0 THEN 0 ELSE (SELECT count(*) FROM (${accountConnections}) n WHERE NOT EXISTS
    (SELECT 1 FROM worker_account a WHERE a.staff_id = s.id AND a.connection_id = n.id AND a.state = 'active')) END AS accountsMissing,
  (SELECT h.kind FROM shift h WHERE h.staff_id = s.id AND h.day = @today AND h.kind <> 'work' ORDER BY h.from_clock LIMIT 1) AS absent,
  (SELECT json_object('nameZh', k.name_zh, 'nameEn', k.name_en, 'day', c.expires_day) FROM staff_certificate c
    JOIN certificate_kind k ON k.id = c.kind_id WHERE c.staff_id = s.id AND c.expires_day IS NOT NULL ORDER BY c.expires_day LIMIT 1) AS soonest,
  (SELECT min(x.next_check_day) FROM staff_tool x WHERE x.staff_id = s.id AND x.returned_day IS NULL) AS toolDay, s.insurance_until_day AS insuranceDay`;

export interface PersonRow {
  id: string;
  version: number;
  code: string;
  name: string;
  nameEn: string;
  initials: string;
  phone: string;
  teamId: string | null;
  teamNameZh: string | null;
  teamNameEn: string | null;
  roles: string[];
  capacityMinutes: number;
  openOrders: number;
  soonest: { nameZh: string; nameEn: string; day: string; daysLeft: number } | null;
  accountsMissing: number;
  toolDaysLeft: number | null;
  insuranceDaysLeft: number | null;
  absent: string | null;
  canLogIn: boolean;
  leftDay: string | null;
}

export function personRow(
  { toolDay, insuranceDay, ...raw }: Record<string, unknown>,
  today: string,
): PersonRow {
  const left = (day: unknown) => (typeof day === 'string' ? daysBetween(today, day) : null);
  const soonest =
    raw.soonest === null
      ? null
      : (JSON.parse(raw.soonest as string) as { nameZh: string; nameEn: string; day: string });
  return {
    ...(raw as unknown as PersonRow),
    roles: JSON.parse(raw.roles as string) as string[],
    canLogIn: raw.canLogIn === 1,
    toolDaysLeft: left(toolDay),
    insuranceDaysLeft: left(insuranceDay),
    soonest: soonest === null ? null : { ...soonest, daysLeft: daysBetween(today, soonest.day) },
  };
}

/** People of the outlet. `today` is the business day that absences and days left are reckoned from. */
export function listStaff(
  db: Db,
  params: { left: boolean; today: string; onlyStaffId: string | null; onlyTeamId: string | null },
): PersonRow[] {
  const rows = statement(
    db,
    `SELECT ${rowColumns} FROM staff s LEFT JOIN team t ON t.id = s.team_id
     WHERE (@left = 1 OR s.left_day IS NULL) AND (@onlyStaffId IS NULL OR s.id = @onlyStaffId) AND (@onlyTeamId IS NULL OR s.team_id = @onlyTeamId)
     ORDER BY s.left_day IS NOT NULL, s.code, s.seq LIMIT 500`,
  ).all({ ...params, left: params.left ? 1 : 0 }) as Record<string, unknown>[];
  return rows.map((row) => personRow(row, params.today));
}

/** Employment that is called like the person's pay scheme has its English name; other words stay as they were written. */
const employmentEn = `coalesce((SELECT y.name_en FROM pay_scheme y WHERE y.id = s.pay_scheme_id
       AND (y.name_zh = s.employment OR json_extract(y.body, '$.for_employment') = s.employment)), '')`;

/** One person with the particulars of the document; undefined when there is none. */
export function findPerson(db: Db, id: string, today: string): (PersonRow & PersonMore) | undefined {
  const row = statement(
    db,
    `SELECT ${rowColumns}, s.duties, s.employment, ${employmentEn} AS employmentEn, s.mentor_id AS mentorId, m.name AS mentorName, s.parts_limit_fen AS partsLimitFen,
       s.cash_limit_fen AS cashLimitFen, s.joined_day AS joinedDay, s.pin_blocked_until AS pinBlockedUntil,
       s.employment_kind AS employmentKind, s.slot_capacity AS slotCapacity, s.lead_share_milli AS leadShareMilli, s.insurance_until_day AS insuranceUntil,
       (SELECT c.id FROM chat_template c WHERE c.id = s.chat_template_id AND c.retired_at IS NULL) AS chatTemplateId
     FROM staff s LEFT JOIN team t ON t.id = s.team_id LEFT JOIN staff m ON m.id = s.mentor_id WHERE s.id = @id`,
  ).get({ id, today }) as Record<string, unknown> | undefined;
  return row === undefined ? undefined : (personRow(row, today) as PersonRow & PersonMore);
}

export interface PersonMore {
  duties: string;
  employment: string;
  employmentEn: string;
  mentorId: string | null;
  mentorName: string | null;
  partsLimitFen: number | null;
  cashLimitFen: number | null;
  joinedDay: string | null;
  pinBlockedUntil: number | null;
  employmentKind: 'employee' | 'piece' | 'partner' | 'apprentice' | 'part_time';
  slotCapacity: number | null;
  leadShareMilli: number | null;
  insuranceUntil: string | null;
  chatTemplateId: string | null;
}

export const staffQueries = {
  'staff.list': listStaff,
};
