import { refusalsOf, type JobFacts, type PersonFacts } from '../../../domain/dispatch/eligibility.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getSetting, getZone, type RowReader } from '../masters.ts';

/** Orders one person takes in one slot where the outlet has not said otherwise. */
const usualSlotCapacity = 2;

export interface JobRow {
  id: string;
  division_code: string | null;
  appointment_day: string | null;
  appointment_slot_id: string | null;
  connection_id: string | null;
  service_item_id: string | null;
  address_id: string;
}

interface ItemRow {
  skill_id: string | null;
  min_level: number;
  needs_certificate_id: string | null;
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
          'SELECT skill_id, min_level, needs_certificate_id, persons, standard_minutes, category FROM service_item WHERE id = ?',
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
    brand: null,
    category: item?.category ?? null,
    partsFen: Math.round(parts),
    wantedStaffId: null,
    refusedStaffIds: [],
  };
}

/** Everyone who visits: capacity of the day, skills, cards, accounts, what the bag holds. */
export function personFacts(
  read: RowReader,
  staffId: string,
  job: JobFacts,
  order: JobRow,
  today: string,
): PersonFacts {
  const person = read.get<{
    left_day: string | null;
    daily_capacity_minutes: number;
    parts_limit_fen: number | null;
    mentor_id: string | null;
  }>('SELECT left_day, daily_capacity_minutes, parts_limit_fen, mentor_id FROM staff WHERE id = ?', staffId);
  const day = job.day ?? today;
  const taken = read.get<{ n: number; minutes: number }>(
    `SELECT count(*) AS n, coalesce(sum(coalesce(i.standard_minutes, 60) * w.machine_count), 0) AS minutes FROM work_order w
     LEFT JOIN service_item i ON i.id = w.service_item_id WHERE w.staff_id = ? AND w.appointment_day = ? AND w.id <> ? AND w.side_state IS NULL`,
    staffId,
    day,
    order.id,
  );
  const inSlot =
    job.slotCode === null
      ? 0
      : (read.get<{ n: number }>(
          'SELECT count(*) AS n FROM work_order WHERE staff_id = ? AND appointment_day = ? AND appointment_slot_id = ? AND id <> ? AND side_state IS NULL',
          staffId,
          day,
          job.slotCode,
          order.id,
        )?.n ?? 0);
  const bag = read.get<{ fen: number }>(
    "SELECT coalesce(sum(b.quantity_milli * p.cost_fen / 1000), 0) AS fen FROM stock_balance b JOIN location l ON l.id = b.location_id JOIN part p ON p.id = b.part_id WHERE l.staff_id = ? AND l.kind = 'bag'",
    staffId,
  );
  const pairs = <T>(sql: string, toEntry: (row: Record<string, string>) => [string, T]) =>
    Object.fromEntries(read.all<Record<string, string>>(sql, staffId).map(toEntry)) as Record<string, T>;
  const reserved = read.all<{ part_id: string; quantity_milli: number }>(
    "SELECT part_id, quantity_milli FROM reservation WHERE work_order_id = ? AND state = 'held'",
    order.id,
  );
  const hasParts =
    reserved.length > 0 &&
    reserved.every(
      (one) =>
        (read.get<{ n: number }>(
          "SELECT coalesce(sum(b.quantity_milli), 0) AS n FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.staff_id = ? AND b.part_id = ? AND b.condition = 'good'",
          staffId,
          one.part_id,
        )?.n ?? 0) >= one.quantity_milli,
    );
  return {
    staffId,
    active: person !== undefined && person.left_day === null,
    skills: pairs('SELECT skill_id AS k, level AS v FROM staff_skill WHERE staff_id = ?', (row) => [
      String(row.k),
      Number(row.v),
    ]),
    certificates: pairs(
      'SELECT kind_id AS k, expires_day AS v FROM staff_certificate WHERE staff_id = ?',
      (row) => [String(row.k), row.v ?? null],
    ),
    counties: read
      .all<{ code: string }>('SELECT division_code AS code FROM staff_area WHERE staff_id = ?', staffId)
      .map((row) => row.code),
    accounts: pairs(
      "SELECT connection_id AS k, card_expires_day AS v FROM worker_account WHERE staff_id = ? AND state = 'active'",
      (row) => [String(row.k), row.v ?? null],
    ),
    leave: isAbsent(read, staffId, day, job.slotCode) ? [day] : [],
    capacityMinutes: person?.daily_capacity_minutes ?? 0,
    takenMinutes: taken?.minutes ?? 0,
    slotTaken: inSlot,
    slotCapacity: getSetting<number>(read, 'outlet', 'slot_capacity', usualSlotCapacity),
    heldFen: Math.round(bag?.fen ?? 0),
    limitFen: person?.parts_limit_fen ?? null,
    knowsArea:
      (read.get<{ n: number }>(
        'SELECT count(*) AS n FROM (SELECT 1 FROM work_order WHERE staff_id = ? AND division_code IS ? AND finished_at IS NOT NULL LIMIT 5)',
        staffId,
        order.division_code,
      )?.n ?? 0) >= 5,
    hasParts,
    distanceMilliKm: null,
    jobsToday: taken?.n ?? 0,
    loadRatioMilli: 1000,
    apprenticeOf: person?.mentor_id ?? null,
  };
}

/** Away on this day: in the slot that is meant, or at all while no slot is. */
function isAbsent(read: RowReader, staffId: string, day: string, slotId: string | null): boolean {
  return (
    read.get(
      `SELECT 1 FROM shift h LEFT JOIN slot l ON l.id = ?
       WHERE h.staff_id = ? AND h.day = ? AND h.kind <> 'work' AND (l.id IS NULL OR (h.from_clock < l.to_clock AND h.to_clock > l.from_clock))`,
      slotId,
      staffId,
      day,
    ) !== undefined
  );
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
