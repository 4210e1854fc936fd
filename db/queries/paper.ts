import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

const jobColumns = `j.id, j.version, j.document_kind AS kind, j.document_id AS documentId, j.document_number AS documentNumber,
  j.work_order_id AS orderId, w.number AS orderNumber, j.copy_no AS copyNo, j.state, j.confirmed, j.attempts, j.not_before AS retryAt,
  j.fault, j.printer_id AS printerId, p.name AS printerName, s.name AS staffName, j.at, j.ended_at AS endedAt`;

export interface JobListParams {
  states: string[];
  printerId: string | null;
  documentId: string | null;
  onlyStaffId: string | null;
  onlyTeamId: string | null;
  offset: number;
  limit: number;
}

/** Print jobs, newest first, with how many stand in each state. */
function listJobs(db: Db, params: JobListParams) {
  const { states, offset, limit, ...rest } = params;
  const bound = { ...rest, states: JSON.stringify(states), any: states.length === 0 ? 1 : 0 };
  const mine = `(@printerId IS NULL OR j.printer_id = @printerId) AND (@documentId IS NULL OR j.document_id = @documentId)
    AND (@onlyStaffId IS NULL OR j.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR j.staff_id IN (SELECT id FROM staff WHERE team_id = @onlyTeamId))`;
  const where = `${mine} AND (@any = 1 OR j.state IN (SELECT value FROM json_each(@states)))`;
  const rows = statement(
    db,
    `SELECT ${jobColumns} FROM print_job j LEFT JOIN work_order w ON w.id = j.work_order_id LEFT JOIN printer p ON p.id = j.printer_id
     LEFT JOIN staff s ON s.id = j.staff_id WHERE ${where} ORDER BY j.seq DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...bound, offset, limit }) as (Record<string, unknown> & {
    confirmed: unknown;
    fault: string | null;
  })[];
  const counts = statement(
    db,
    `SELECT j.state, count(*) AS n FROM print_job j WHERE ${mine} GROUP BY j.state`,
  ).all({
    printerId: bound.printerId,
    documentId: bound.documentId,
    onlyStaffId: bound.onlyStaffId,
    onlyTeamId: bound.onlyTeamId,
  }) as { state: string; n: number }[];
  return {
    rows: rows.map((row) => ({
      ...row,
      confirmed: row.confirmed === 1,
      fault: row.fault === null ? null : (JSON.parse(row.fault) as unknown),
    })),
    total: counts
      .filter((one) => states.length === 0 || states.includes(one.state))
      .reduce((sum, one) => sum + one.n, 0),
    counts: Object.fromEntries(counts.map((one) => [one.state, one.n])),
  };
}

function listPrinters(db: Db, params: { retired: boolean }) {
  const printers = statement(
    db,
    `SELECT p.id, p.version, p.name, p.kind, p.target, p.paper, p.chinese, p.desk_id AS deskId, d.name AS deskName, p.offset_x AS offsetX,
         p.offset_y AS offsetY, p.state, p.state_at AS stateAt,
         coalesce((SELECT s.body ->> '$.paperLow' FROM printer_status s WHERE s.printer_id = p.id), 0) AS paperLow, p.retired_at AS retiredAt,
         (SELECT count(*) FROM print_job j WHERE j.printer_id = p.id AND j.state IN ('queued', 'sending', 'failed', 'unknown')) AS waiting
       FROM printer p LEFT JOIN desk d ON d.id = p.desk_id WHERE ? = 1 OR p.retired_at IS NULL ORDER BY p.retired_at IS NOT NULL, p.seq`,
  ).all(params.retired ? 1 : 0) as { paperLow: number }[];
  return {
    printers: printers.map((row) => ({ ...row, paperLow: row.paperLow === 1 })),
    routes: statement(
      db,
      'SELECT id, version, document_kind AS kind, desk_id AS deskId, staff_id AS staffId, printer_id AS printerId, copies FROM print_route ORDER BY document_kind, seq',
    ).all(),
  };
}

/** Slips of a day against its orders: none may stand apart. */
function countDay(db: Db, { day }: { day: string }) {
  const number = (sql: string, ...params: unknown[]) =>
    statement(db, sql)
      .pluck()
      .get(...params) as number;
  const group = (sql: string, ...params: unknown[]) =>
    Object.fromEntries(
      (statement(db, sql).all(...params) as { state: string; n: number }[]).map((row) => [row.state, row.n]),
    );
  // Orders somebody goes to on this day; phone solutions and shop work carry no slip.
  const going = `FROM work_order w WHERE w.appointment_day = @day AND w.staff_id IS NOT NULL AND w.side_state IS NULL AND w.service_mode = 'on_site'
    AND w.state IN ('dispatched', 'accepted', 'finished', 'verified', 'audited', 'closed')`;
  const hasSlip = "EXISTS (SELECT 1 FROM slip s WHERE s.work_order_id = w.id AND s.state <> 'void')";
  const slips = group('SELECT state, count(*) AS n FROM slip WHERE day = ? GROUP BY state', day);
  const jobs = group(
    "SELECT j.state, count(*) AS n FROM print_job j JOIN slip s ON s.id = j.document_id WHERE j.document_kind = 'service_slip' AND s.day = ? GROUP BY j.state",
    day,
  );
  return {
    day,
    orders: number(`SELECT count(*) ${going}`, { day }),
    withSlip: number(`SELECT count(*) ${going} AND ${hasSlip}`, { day }),
    slips: {
      made: slips.made ?? 0,
      out: slips.out ?? 0,
      back: slips.back ?? 0,
      keyed: slips.keyed ?? 0,
      void: slips.void ?? 0,
    },
    jobs: {
      waiting: (jobs.queued ?? 0) + (jobs.sending ?? 0),
      sent: jobs.sent ?? 0,
      failed: jobs.failed ?? 0,
      unknown: jobs.unknown ?? 0,
    },
    ordersWithout: statement(
      db,
      `SELECT w.id AS orderId, w.number ${going} AND NOT ${hasSlip} ORDER BY w.seq LIMIT 50`,
    ).all({ day }),
    slipsNotPrinted: statement(
      db,
      `SELECT s.id AS slipId, s.number FROM slip s WHERE s.day = ? AND s.state IN ('made', 'out') AND NOT EXISTS
         (SELECT 1 FROM print_job j WHERE j.document_kind = 'service_slip' AND j.document_id = s.id AND j.state = 'sent') ORDER BY s.seq LIMIT 50`,
    ).all(day),
    toCallBack: statement(
      db,
      `SELECT s.id AS slipId, s.number, s.work_order_id AS orderId, p.name AS staffName FROM slip s JOIN staff p ON p.id = s.staff_id
       WHERE s.day = ? AND s.state = 'void' AND s.out_at IS NOT NULL AND s.back_at IS NULL ORDER BY s.seq LIMIT 50`,
    ).all(day),
  };
}

export const paperQueries = {
  'paper.jobs': listJobs,
  'paper.printers': listPrinters,
  'paper.count': countDay,
};
