import {
  refusalsOf,
  shopRefusalsOf,
  type JobFacts,
  type PersonFacts,
  type Refusal,
} from '../../../domain/dispatch/eligibility.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone, type RowReader } from '../masters.ts';
import { peopleFacts } from './people-facts.ts';

export interface JobRow {
  id: string;
  division_code: string | null;
  appointment_day: string | null;
  appointment_slot_id: string | null;
  connection_id: string | null;
  service_item_id: string | null;
  address_id: string;
  /** The technician the user asked for, and those he does not want, as JSON. */
  wish_staff_id?: string | null;
  refused_staff?: string | null;
}

interface ItemRow {
  skill_id: string | null;
  min_level: number;
  needs_certificate_id: string | null;
  needs_tool_kind_id: string | null;
  tool_safety: number | null;
  persons: number;
  standard_minutes: number;
  category: string;
}

/** What an order asks of whoever takes it. `day` and `slotId` stand for a booking that is only being tried. */
export function jobFacts(
  read: RowReader,
  order: JobRow,
  wish: { day: string | null; slotId: string | null } = { day: null, slotId: null },
): JobFacts {
  const item =
    order.service_item_id === null
      ? undefined
      : read.get<ItemRow>(
          `SELECT i.skill_id, i.min_level, i.needs_certificate_id, i.needs_tool_kind_id, k.safety AS tool_safety, i.persons, i.standard_minutes, i.category
           FROM service_item i LEFT JOIN tool_kind k ON k.id = i.needs_tool_kind_id WHERE i.id = ?`,
          order.service_item_id,
        );
  const count =
    read.get<{ n: number }>(
      'SELECT coalesce(sum(quantity), 1) AS n FROM machine_line WHERE work_order_id = ?',
      order.id,
    )?.n ?? 1;
  const parts =
    read.get<{ fen: number }>(
      "SELECT coalesce(sum(r.quantity_milli * p.cost_fen / 1000), 0) AS fen FROM reservation r JOIN part p ON p.id = r.part_id WHERE r.work_order_id = ? AND r.state = 'held'",
      order.id,
    )?.fen ?? 0;
  const needsAccount =
    order.connection_id !== null &&
    read.get("SELECT 1 FROM connection WHERE id = ? AND mode = 'api'", order.connection_id) !== undefined &&
    read.get('SELECT 1 FROM worker_account WHERE connection_id = ?', order.connection_id) !== undefined;
  return {
    skills: item?.skill_id == null ? [] : [{ skill: item.skill_id, minLevel: item.min_level }],
    certificates: item?.needs_certificate_id == null ? [] : [item.needs_certificate_id],
    countyCode: order.division_code,
    day: wish.day ?? order.appointment_day,
    slotCode: wish.slotId ?? order.appointment_slot_id,
    minutes: (item?.standard_minutes ?? 60) * Math.max(1, count),
    persons: item?.persons ?? 1,
    connectionId: needsAccount ? order.connection_id : null,
    tools:
      item?.needs_tool_kind_id == null
        ? []
        : [{ tool: item.needs_tool_kind_id, safety: item.tool_safety === 1 }],
    category: item?.category ?? null,
    partsFen: Math.round(parts),
    wantedStaffId: order.wish_staff_id ?? null,
    refusedStaffIds: idsOf(order.refused_staff),
  };
}

function idsOf(json: string | null | undefined): string[] {
  const value: unknown = json == null || json === '' ? [] : JSON.parse(json);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** One person for one order; see `peopleFacts` for everybody at once. */
export function personFacts(
  read: RowReader,
  staffId: string,
  job: JobFacts,
  order: JobRow,
  today: string,
): PersonFacts {
  const [facts] = peopleFacts(read, job, order, today, { staffIds: [staffId], refusalsOnly: true });
  if (facts === undefined) throw new Fault('not_found', { entity: 'staff', id: staffId });
  return facts;
}

/** Ids of people who visit users, in the order of their codes. */
export function visitingStaff(read: RowReader, teamId: string | null = null): string[] {
  return read
    .all<{ id: string }>(
      'SELECT id FROM staff WHERE daily_capacity_minutes > 0 AND left_day IS NULL AND (? IS NULL OR team_id = ?) ORDER BY code',
      teamId,
      teamId,
    )
    .map((row) => row.id);
}

/** Everything against one person for one order, as the guard and the board both see it. */
export function refusalsFor(
  read: RowReader,
  order: JobRow,
  staffId: string,
  nowMs: number,
  wish?: { day: string | null; slotId: string | null },
) {
  const today = businessDay(nowMs, getZone(read));
  const job = jobFacts(read, order, wish);
  return refusalsOf(job, personFacts(read, staffId, job, order, today), today);
}

interface ShopRow {
  id: string;
  counties: string;
  skills: string;
  retired_at: number | null;
}

/** Everything against each sub-shop for a job; its skills are kept by code, a job's by id. */
export function shopRefusals(read: RowReader, job: JobFacts, onlyId: string | null = null) {
  const rows = read.all<ShopRow>(
    'SELECT id, counties, skills, retired_at FROM sub_shop WHERE (? IS NULL OR id = ?) ORDER BY code',
    onlyId,
    onlyId,
  );
  const ids = new Map(
    read.all<{ id: string; code: string }>('SELECT id, code FROM skill').map((row) => [row.code, row.id]),
  );
  return rows.map((row) => ({
    subShopId: row.id,
    refusals: shopRefusalsOf(job, {
      active: row.retired_at === null,
      counties: idsOf(row.counties),
      skills: idsOf(row.skills).map((code) => ids.get(code) ?? code),
    }),
  }));
}

/** Everything against one sub-shop for one order; one nobody knows is no partner of ours. */
export function shopRefusalsFor(read: RowReader, order: JobRow, subShopId: string): Refusal[] {
  const [found] = shopRefusals(read, jobFacts(read, order), subShopId);
  return found?.refusals ?? [{ code: 'inactive', params: {}, hard: true }];
}
