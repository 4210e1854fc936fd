import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

/** A span of business days, both included; whose orders the reader may see. */
export interface WeekParams {
  fromDay: string;
  toDay: string;
  onlyStaffId: string | null;
  onlyTeamId: string | null;
}

export interface WeekRow {
  day: string;
  staffId: string | null;
  slotId: string | null;
  startAt: number | null;
  jobs: number;
  minutes: number;
}

/** What is booked per day, person and slot; exact times outside slots come with their start, for the caller to place. */
export function weekRows(db: Db, params: WeekParams): WeekRow[] {
  return statement(
    db,
    `SELECT w.appointment_day AS day, w.staff_id AS staffId, w.appointment_slot_id AS slotId,
       CASE WHEN w.appointment_slot_id IS NULL THEN w.appointment_start_at END AS startAt,
       count(*) AS jobs, sum(coalesce(i.standard_minutes, 60) * w.machine_count) AS minutes
     FROM work_order w LEFT JOIN service_item i ON i.id = w.service_item_id
     WHERE w.appointment_day BETWEEN @fromDay AND @toDay AND w.side_state IS NULL AND w.sub_shop_id IS NULL
       AND (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)
     GROUP BY 1, 2, 3, 4`,
  ).all(params) as WeekRow[];
}

export const dispatchQueries = {
  'dispatch.week': (db: Db, params: never) => weekRows(db, params as WeekParams),
};
