import { openRequests, owedOf, type RequestLine } from '../../domain/stock/request.ts';
import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

const open = `q.state IN (${openRequests.map((state) => `'${state}'`).join(', ')})`;
const late = `(${open} AND q.expected_day < @today)`;

export interface RequestParams {
  openOnly: boolean;
  lateOnly: boolean;
  id: string | null;
  workOrderId: string | null;
  today: string;
  offset: number;
  limit: number;
}

/** Requests for parts with their lines; the late ones by the day they should have been here, the rest newest first. */
export function listRequests(db: Db, params: RequestParams) {
  const where = `(@id IS NULL AND (@late = 0 OR ${late}) AND (@open = 0 OR ${open}) AND (@workOrderId IS NULL OR q.work_order_id = @workOrderId) OR q.id = @id)`;
  const bound = {
    open: params.openOnly ? 1 : 0,
    late: params.lateOnly ? 1 : 0,
    id: params.id,
    workOrderId: params.workOrderId,
    today: params.today,
  };
  const rows = statement(
    db,
    `SELECT q.id, q.version, q.number, q.state, q.work_order_id AS workOrderId, w.number AS orderNumber, q.payer_id AS payerId, y.name_zh AS payerNameZh,
       y.name_en AS payerNameEn, q.machine_code AS machineCode, q.fault_text AS faultText, q.parcel_number AS parcelNumber, q.expected_day AS expectedDay,
       CASE WHEN ${late} THEN CAST(julianday(@today) - julianday(q.expected_day) AS INTEGER) END AS lateDays, q.reason,
       q.deposit_used_fen AS depositUsedFen, q.at,
       (SELECT json_group_array(json_object('id', a.id, 'name', a.file_name)) FROM attachment a WHERE a.entity = 'parts_request' AND a.entity_id = q.id) AS photos
     FROM parts_request q JOIN work_order w ON w.id = q.work_order_id LEFT JOIN payer y ON y.id = q.payer_id
     WHERE ${where} ORDER BY CASE WHEN @late = 1 THEN q.expected_day END, q.seq DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...bound, limit: params.limit, offset: params.offset }) as (Record<string, unknown> & {
    id: string;
    photos: string;
  })[];
  const total = statement(db, `SELECT count(*) FROM parts_request q WHERE ${where}`)
    .pluck()
    .get(bound) as number;
  const lateCount = statement(db, `SELECT count(*) FROM parts_request q WHERE ${late}`)
    .pluck()
    .get({ today: params.today }) as number;
  const lines = statement(
    db,
    `SELECT l.line_no AS lineNo, l.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, l.asked_milli AS askedMilli,
       l.approved_milli AS approvedMilli, l.shipped_milli AS shippedMilli, l.received_milli AS receivedMilli, l.unit_fen AS unitFen
     FROM parts_request_line l JOIN part p ON p.id = l.part_id WHERE l.request_id = ? ORDER BY l.line_no`,
  );
  return {
    rows: rows.map((row) => {
      const own = lines.all(row.id) as RequestLine[];
      const owed = owedOf(own);
      return {
        ...row,
        photos: JSON.parse(row.photos) as unknown,
        lines: own.map((line, at) => ({ ...line, owedMilli: owed[at] ?? 0 })),
      };
    }),
    total,
    late: lateCount,
  };
}

/** What happened to one request, newest first. */
export const readRequestLife = (db: Db, id: string) =>
  statement(
    db,
    `SELECT e.id, e.at, e.kind, s.name AS staffName, coalesce(json_extract(e.params, '$.reason'), '') AS reason,
       coalesce(json_extract(e.params, '$.parcelNumber'), '') AS parcelNumber
     FROM event e LEFT JOIN staff s ON s.id = e.staff_id WHERE e.entity = 'parts_request' AND e.entity_id = ? ORDER BY e.seq DESC LIMIT 100`,
  ).all(id);

/** The file behind a picture of a request. */
export const requestPhoto = (db: Db, attachmentId: string) =>
  statement(
    db,
    "SELECT a.file_name AS name, a.blob_id AS hash, b.mime FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.id = ? AND a.entity = 'parts_request'",
  ).get(attachmentId) as { name: string; hash: string; mime: string } | undefined;
