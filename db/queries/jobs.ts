import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import { statement } from './statements.ts';

export interface JobRow {
  seq: number;
  id: string;
  kind: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
  progress_milli: number | null;
  progress_code: string | null;
  result: string | null;
  fault: string | null;
  staff_id: string | null;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
}

const columns =
  'seq, id, kind, state, progress_milli, progress_code, result, fault, staff_id, created_at, started_at, ended_at';

/** `staffId` null lists everyone's jobs. Newest first. */
export interface JobListParams {
  staffId: string | null;
  active: boolean;
  offset: number;
  limit: number;
}

const mine = '(@staffId IS NULL OR staff_id = @staffId)';
const open = "(@active = 0 OR state IN ('queued', 'running'))";

export function listJobs(db: Db, params: JobListParams): { rows: JobRow[]; total: number } {
  const bound = { ...params, active: params.active ? 1 : 0 };
  const rows = statement(
    db,
    `SELECT ${columns} FROM job WHERE ${mine} AND ${open} ORDER BY seq DESC LIMIT @limit OFFSET @offset`,
  ).all(bound) as JobRow[];
  const total = statement(db, `SELECT count(*) FROM job WHERE ${mine} AND ${open}`)
    .pluck()
    .get({ staffId: bound.staffId, active: bound.active }) as number;
  return { rows, total };
}

export function findJob(db: Db, id: string): JobRow | null {
  return (statement(db, `SELECT ${columns} FROM job WHERE id = ?`).get(id) as JobRow | undefined) ?? null;
}

export const jobQueries = {
  'jobs.list': listJobs,
};

/** The shortest example of a list: everything it needs is «which numbers» and «rows for these numbers». */
export const jobSnapshots = {
  'jobs.list': {
    numbers: (db: Db, params: { state: string | null }) =>
      statement(db, 'SELECT seq FROM job WHERE (@state IS NULL OR state = @state) ORDER BY seq DESC')
        .pluck()
        .all(params) as number[],
    rows: (db: Db, numbers: readonly number[]) =>
      statement(db, `SELECT ${columns} FROM job WHERE seq IN (SELECT value FROM json_each(?))`).all(
        JSON.stringify(numbers),
      ) as JobRow[],
  },
} satisfies Record<string, SnapshotQuery>;
