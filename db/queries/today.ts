import type { Db } from '../connection.ts';
import { oldPartsOwed } from './old-parts.ts';
import { statement } from './statements.ts';

/** Whose orders count, and which rooms the reader may look into. */
export interface TodayParams {
  now: number;
  day: string;
  /** Last day that still counts as «soon» for certificates, and for old parts. */
  certificateDay: string;
  oldPartDay: string;
  onlyStaffId: string | null;
  onlyTeamId: string | null;
  may: {
    stock: boolean;
    money: boolean;
    staff: boolean;
    platforms: boolean;
    review: boolean;
    accounts: boolean;
  };
}

export interface QueueTile {
  queue: string;
  count: number;
  late: number;
  riskFen: number;
  nextDueAt: number | null;
}

export interface UrgentRow {
  id: string;
  number: string;
  title: string;
  machineCount: number;
  state: string;
  queue: string;
  customerName: string;
  /** A slip lies there for the next visit. */
  slips: number;
  deadlineAt: number;
  deadlineKind: string | null;
  riskFen: number;
  staffId: string | null;
  staffName: string | null;
  nextContactAt: number | null;
}

export interface DayJobRow {
  orderId: string;
  number: string;
  title: string;
  staffId: string;
  startAt: number | null;
  endAt: number | null;
  minutes: number;
  finishedAt: number | null;
  departedAt: number | null;
  arrivedAt: number | null;
  endedAt: number | null;
}

export interface PlatformRow {
  id: string;
  nameZh: string;
  nameEn: string;
  mode: string;
  pausedAt: number | null;
  lastOkAt: number | null;
  nextPullAt: number | null;
  faultSince: number | null;
  faultCode: string | null;
  failures: number;
  upstreamTotal: number | null;
  localTotal: number | null;
}

/** Orders listed under «by money»: due within a day or late. */
const urgentShown = 8;
const dayMs = 86_400_000;
const mine =
  '(@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)';
const open = "w.queue NOT IN ('done', 'cancelled')";

const sql = {
  queues: `SELECT w.queue, count(*) AS count, coalesce(sum(w.deadline_at < @now), 0) AS late,
    coalesce(sum(CASE WHEN w.deadline_at < @now THEN w.money_at_risk_fen END), 0) AS riskFen,
    min(CASE WHEN w.deadline_at >= @now THEN w.deadline_at END) AS nextDueAt
    FROM work_order w WHERE ${open} AND ${mine} GROUP BY w.queue`,
  urgent: `SELECT w.id, w.number, w.title, w.machine_count AS machineCount, coalesce(w.side_state, w.state) AS state, w.queue,
    c.name AS customerName, w.deadline_at AS deadlineAt, w.deadline_kind AS deadlineKind, w.money_at_risk_fen AS riskFen,
    w.staff_id AS staffId, s.name AS staffName, w.next_contact_at AS nextContactAt,
    (SELECT count(*) FROM slip x WHERE x.work_order_id = w.id AND x.state <> 'void') AS slips
    FROM work_order w JOIN customer c ON c.id = w.customer_id LEFT JOIN staff s ON s.id = w.staff_id
    WHERE w.deadline_at < @until AND ${open} AND ${mine} ORDER BY w.money_at_risk_fen DESC, w.deadline_at, w.seq LIMIT ${urgentShown}`,
  flags: `SELECT coalesce(sum(f.severity = 'stop'), 0) AS stop, coalesce(sum(f.code = 'duplicate'), 0) AS duplicate
    FROM order_flag f JOIN work_order w ON w.id = f.work_order_id WHERE f.cleared_at IS NULL AND w.queue = 'intake' AND ${mine}`,
  partsReady: `SELECT count(*) FROM work_order w WHERE w.queue = 'hold_part' AND ${mine}
    AND EXISTS (SELECT 1 FROM reservation r WHERE r.work_order_id = w.id AND r.state = 'held')
    AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.work_order_id = w.id AND r.state = 'short')`,
  slipsOut: "SELECT count(*) FROM slip WHERE state = 'out'",
  differences: `SELECT count(*) AS count, coalesce(sum(appeal_due_at < @now), 0) AS late,
    coalesce(sum(max(0, ours_fen - theirs_fen)), 0) AS shortFen, min(CASE WHEN appeal_due_at >= @now THEN appeal_due_at END) AS nextDueAt
    FROM difference WHERE state = 'open'`,
  oldParts: `SELECT coalesce(sum(o.due_day < @day), 0) AS late, coalesce(sum(CASE WHEN o.due_day < @day THEN o.amount_fen END), 0) AS riskFen,
    coalesce(sum(o.due_day >= @day AND o.due_day <= @oldPartDay), 0) AS soon, coalesce(sum(CASE WHEN o.due_day >= @day AND o.due_day <= @oldPartDay THEN o.amount_fen END), 0) AS soonFen
    FROM old_part o WHERE ${oldPartsOwed}`,
  platforms: `SELECT id, name_zh AS nameZh, name_en AS nameEn, mode, paused_at AS pausedAt, last_ok_at AS lastOkAt, next_pull_at AS nextPullAt,
    fault_since AS faultSince, json_extract(last_fault, '$.code') AS faultCode, failures, upstream_total AS upstreamTotal, local_total AS localTotal
    FROM connection ORDER BY paused_at IS NOT NULL, mode <> 'api', code`,
  outbox: `SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')) AS waiting, (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead,
    (SELECT count(*) FROM inbox WHERE state = 'quarantined') AS quarantined`,
  people: `SELECT s.id AS staffId, s.name, s.name_en AS nameEn, s.daily_capacity_minutes AS capacityMinutes FROM staff s
    WHERE s.daily_capacity_minutes > 0 AND s.left_day IS NULL AND (@onlyStaffId IS NULL OR s.id = @onlyStaffId) AND (@onlyTeamId IS NULL OR s.team_id = @onlyTeamId) ORDER BY s.code`,
  leave: `SELECT staff_id AS staffId, from_clock AS fromClock, to_clock AS toClock, kind FROM shift WHERE day = @day AND kind <> 'work' ORDER BY from_clock`,
  jobs: `SELECT w.id AS orderId, w.number, w.title, w.staff_id AS staffId, w.appointment_start_at AS startAt, w.appointment_end_at AS endAt,
    coalesce(i.standard_minutes, 60) * w.machine_count AS minutes, w.finished_at AS finishedAt, v.departed_at AS departedAt, v.arrived_at AS arrivedAt, v.ended_at AS endedAt
    FROM work_order w LEFT JOIN service_item i ON i.id = w.service_item_id
    LEFT JOIN visit v ON v.work_order_id = w.id AND v.day = @day AND v.state <> 'void' AND v.visit_no = (SELECT max(x.visit_no) FROM visit x WHERE x.work_order_id = w.id AND x.state <> 'void')
    WHERE w.appointment_day = @day AND w.staff_id IS NOT NULL AND (w.side_state IS NULL OR w.side_state = 'disputed') AND w.appointment_state <> 'none'
    ORDER BY w.appointment_start_at, w.seq`,
  visits: `SELECT count(*) FROM work_order w WHERE w.appointment_day = @day AND w.side_state IS NULL AND w.appointment_state = 'agreed' AND ${mine}`,
  certificates: `SELECT s.name, k.name_zh AS kindZh, k.name_en AS kindEn, x.expires_day AS day FROM staff_certificate x JOIN staff s ON s.id = x.staff_id
    JOIN certificate_kind k ON k.id = x.kind_id WHERE x.expires_day <= @certificateDay AND s.left_day IS NULL ORDER BY x.expires_day`,
  tools: 'SELECT count(*) FROM staff_tool WHERE returned_day IS NULL AND next_check_day <= @day',
  accounts: `SELECT s.name, a.state, a.card_expires_day AS day, k.name_zh AS platformZh, k.name_en AS platformEn FROM worker_account a
    JOIN staff s ON s.id = a.staff_id JOIN connection k ON k.id = a.connection_id
    WHERE s.left_day IS NULL AND (a.card_expires_day <= @certificateDay OR a.state = 'suspended') ORDER BY a.card_expires_day IS NULL, a.card_expires_day`,
  // Only an outlet that works by patterns can have a gap in them
  patternGap: `SELECT s.name FROM staff s WHERE s.daily_capacity_minutes > 0 AND s.left_day IS NULL
    AND EXISTS (SELECT 1 FROM shift_pattern WHERE retired_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM shift_pattern p WHERE p.retired_at IS NULL AND p.from_day <= @day AND (p.to_day IS NULL OR p.to_day >= @day)
      AND (p.staff_id = s.id OR p.team_id = s.team_id OR (p.staff_id IS NULL AND p.team_id IS NULL))) ORDER BY s.code`,
  slotsClosed: `SELECT count(*) AS n, min(c.day) AS day,
    coalesce(sum((SELECT count(*) FROM work_order w WHERE w.appointment_day = c.day AND w.appointment_slot_id = c.slot_id AND w.appointment_state = 'agreed' AND w.side_state IS NULL AND w.finished_at IS NULL)), 0) AS orders
    FROM slot_closed c WHERE c.day >= @day AND c.day <= @oldPartDay AND c.reopened_at IS NULL AND c.team_id IS NULL AND coalesce(c.capacity, 0) = 0`,
  stockLow: `SELECT p.name_zh AS partZh, p.name_en AS partEn, count(*) OVER () AS n FROM part p
    LEFT JOIN (SELECT b.part_id, sum(b.quantity_milli - b.reserved_milli) AS free FROM stock_balance b JOIN location l ON l.id = b.location_id
    WHERE b.condition = 'good' AND l.kind = 'main' GROUP BY b.part_id) h ON h.part_id = p.id
    WHERE p.min_milli > 0 AND p.retired_at IS NULL AND coalesce(h.free, 0) < p.min_milli ORDER BY coalesce(h.free, 0) * 1.0 / p.min_milli, p.code LIMIT 1`,
  custodyDue: `SELECT count(*) FROM custody_item i WHERE i.state IN ('held', 'in_repair', 'ready', 'on_way') AND coalesce(i.remind_day, i.due_day) <= @day`,
  backup: "SELECT max(ended_at) FROM job WHERE kind = 'outlet.backup' AND state = 'done'",
  urges: 'SELECT count(*) FROM urge WHERE answered_at IS NULL AND answer_due_at < @now',
  halted: "SELECT 1 FROM meta WHERE key = 'outbox_halted'",
  since: 'SELECT min(created_at) FROM outlet',
} as const;

/** Everything the first screen shows, read in one go in a reader. Personal fields are whole: the router masks them. */
export function readToday(db: Db, params: TodayParams) {
  const bound = {
    now: params.now,
    until: params.now + dayMs,
    day: params.day,
    certificateDay: params.certificateDay,
    oldPartDay: params.oldPartDay,
    onlyStaffId: params.onlyStaffId,
    onlyTeamId: params.onlyTeamId,
  };
  const named = (text: string) => {
    const used = Object.entries(bound).filter(([name]) => new RegExp(`@${name}\\b`).test(text));
    return Object.fromEntries(used);
  };
  const all = <T>(text: string) => statement(db, text).all(named(text)) as T[];
  const get = <T>(text: string) => statement(db, text).get(named(text)) as T | undefined;
  const count = (text: string) => (statement(db, text).pluck().get(named(text)) as number | null) ?? 0;
  const { may } = params;
  return {
    queues: all<QueueTile>(sql.queues),
    flags: get<{ stop: number; duplicate: number }>(sql.flags) ?? { stop: 0, duplicate: 0 },
    partsReady: count(sql.partsReady),
    slipsOut: count(sql.slipsOut),
    differences: may.money
      ? get<{ count: number; late: number; shortFen: number; nextDueAt: number | null }>(sql.differences)
      : undefined,
    oldParts: may.stock
      ? get<{ late: number; riskFen: number; soon: number; soonFen: number }>(sql.oldParts)
      : undefined,
    urgent: all<UrgentRow>(sql.urgent),
    visits: count(sql.visits),
    people: all<{ staffId: string; name: string; nameEn: string; capacityMinutes: number }>(sql.people),
    leave: all<{ staffId: string; fromClock: string; toClock: string; kind: string }>(sql.leave),
    jobs: all<DayJobRow>(sql.jobs),
    platforms: may.platforms ? all<PlatformRow>(sql.platforms) : [],
    outbox: get<{ waiting: number; dead: number; quarantined: number }>(sql.outbox) ?? {
      waiting: 0,
      dead: 0,
      quarantined: 0,
    },
    lastBackupAt: (statement(db, sql.backup).pluck().get() as number | null) ?? null,
    outletSince: (statement(db, sql.since).pluck().get() as number | null) ?? null,
    certificates: may.staff
      ? all<{ name: string; kindZh: string; kindEn: string; day: string }>(sql.certificates)
      : [],
    tools: may.staff ? count(sql.tools) : 0,
    custodyDue: may.stock ? count(sql.custodyDue) : 0,
    stockLow: may.stock ? get<{ partZh: string; partEn: string; n: number }>(sql.stockLow) : undefined,
    accounts:
      may.staff && may.accounts
        ? all<{ name: string; state: string; day: string | null; platformZh: string; platformEn: string }>(
            sql.accounts,
          )
        : [],
    patternGap: may.staff ? all<{ name: string }>(sql.patternGap) : [],
    slotsClosed: get<{ n: number; day: string | null; orders: number }>(sql.slotsClosed) ?? {
      n: 0,
      day: null,
      orders: 0,
    },
    urges: count(sql.urges),
    halted: count(sql.halted) === 1,
  };
}
export type TodayFacts = ReturnType<typeof readToday>;

export const todayQueries = { 'today.read': readToday };
