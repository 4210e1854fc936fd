import { stockPaperKinds } from '../../domain/stock/paper.ts';
import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

const documentColumns = `d.id, d.version, d.kind, d.number, d.state, d.business_day AS day, d.at, d.staff_id AS staffId, s.name AS staffName,
  f.name_zh AS fromNameZh, f.name_en AS fromNameEn, t.name_zh AS toNameZh, t.name_en AS toNameEn,
  (SELECT count(*) FROM document_line l WHERE l.document_id = d.id) AS lines, d.total_fen AS totalFen, m.name AS madeByName, a.name AS approvedByName, d.printed,
  (SELECT o.number FROM document o WHERE o.id = d.reversal_of) AS undoes, (SELECT u.number FROM document u WHERE u.reversal_of = d.id) AS undoneBy`;
const documentJoins = `FROM document d LEFT JOIN staff s ON s.id = d.staff_id LEFT JOIN location f ON f.id = d.from_location_id
  LEFT JOIN location t ON t.id = d.to_location_id LEFT JOIN staff m ON m.id = d.made_by LEFT JOIN staff a ON a.id = d.approved_by`;
const stockKinds = `d.kind IN (${stockPaperKinds.map((kind) => `'${kind}'`).join(', ')})`;

export interface PaperListParams {
  kind: string | null;
  staffId: string | null;
  openOnly: boolean;
  offset: number;
  limit: number;
}

/** Papers of the stock room, newest first. */
export function listStockPapers(db: Db, params: PaperListParams) {
  const where = `${stockKinds} AND (@kind IS NULL OR d.kind = @kind) AND (@staffId IS NULL OR d.staff_id = @staffId) AND (@open = 0 OR d.state = 'staged')`;
  const bound = { kind: params.kind, staffId: params.staffId, open: params.openOnly ? 1 : 0 };
  const rows = statement(
    db,
    `SELECT ${documentColumns} ${documentJoins} WHERE ${where} ORDER BY d.seq DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...bound, limit: params.limit, offset: params.offset });
  const total = statement(db, `SELECT count(*) FROM document d WHERE ${where}`).pluck().get(bound) as number;
  return { rows, total };
}

/** One paper with its lines; null for an unknown id. */
export function readStockPaper(db: Db, id: string) {
  const row = statement(db, `SELECT ${documentColumns}, d.head ${documentJoins} WHERE d.id = ?`).get(id) as
    | (Record<string, unknown> & { head: string })
    | undefined;
  if (row === undefined) return null;
  const { head, ...document } = row;
  const lines = statement(
    db,
    `SELECT l.id, l.line_no AS lineNo, l.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, l.condition, l.bin, l.lot, l.serial,
       l.asked_milli AS askedMilli, l.done_milli AS doneMilli, l.unit_fen AS unitFen, l.amount_fen AS amountFen, l.work_order_id AS workOrderId,
       w.number AS orderNumber, l.old_part_due AS oldPartDue, l.note
     FROM document_line l JOIN part p ON p.id = l.part_id LEFT JOIN work_order w ON w.id = l.work_order_id WHERE l.document_id = ? ORDER BY l.line_no`,
  ).all(id) as (Record<string, unknown> & { oldPartDue: number })[];
  const { parcelNumber = '' } = JSON.parse(head) as { parcelNumber?: string };
  return {
    document,
    parcelNumber,
    lines: lines.map((line) => ({ ...line, oldPartDue: line.oldPartDue === 1 })),
  };
}

/** Papers that wait for a yes, oldest first, with whose bag they come from; for one person: his bag's and his own. */
export function listWaiting(db: Db, staffId: string | null) {
  const rows = statement(
    db,
    `SELECT d.id AS documentId, d.version, d.kind, d.number, d.at, f.name_zh AS fromNameZh, f.name_en AS fromNameEn, t.name_zh AS toNameZh,
       t.name_en AS toNameEn, CASE f.kind WHEN 'bag' THEN f.staff_id END AS holderId, CASE f.kind WHEN 'bag' THEN h.name END AS holderName,
       d.made_by AS madeBy, m.name AS madeByName, coalesce(json_extract(d.head, '$.reason'), '') AS reason,
       (SELECT count(*) FROM document_line l WHERE l.document_id = d.id) AS lines, d.total_fen AS totalFen
     FROM document d JOIN location f ON f.id = d.from_location_id JOIN location t ON t.id = d.to_location_id
       LEFT JOIN staff h ON h.id = f.staff_id LEFT JOIN staff m ON m.id = d.made_by
     WHERE d.state = 'staged' AND d.kind IN ('transfer', 'scrap') AND json_extract(d.head, '$.waits') = 1
       AND (@staffId IS NULL OR f.staff_id = @staffId OR d.made_by = @staffId) ORDER BY d.seq LIMIT 500`,
  ).all({ staffId }) as {
    documentId: string;
    kind: 'transfer' | 'scrap';
    holderId: string | null;
    madeBy: string | null;
  }[];
  const first = statement(
    db,
    `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, l.asked_milli AS quantityMilli
     FROM document_line l JOIN part p ON p.id = l.part_id WHERE l.document_id = ? ORDER BY l.line_no LIMIT 5`,
  );
  return rows.map((row) => ({ ...row, first: first.all(row.documentId) }));
}

/** Opened parts that wait for their test, wherever they lie. */
export function listInspections(db: Db) {
  return statement(
    db,
    `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, b.location_id AS locationId, l.name_zh AS placeNameZh,
       l.name_en AS placeNameEn, b.bin, b.lot, b.serial, b.quantity_milli AS quantityMilli, b.updated_at AS since
     FROM stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
     WHERE b.condition = 'inspect' AND b.quantity_milli > 0 AND l.is_real = 1 ORDER BY b.updated_at LIMIT 500`,
  ).all();
}

/** Of each part a person got: the number of the last issue slip that still counts. */
export function lastIssues(db: Db, staffId: string): Map<string, string> {
  const rows = statement(
    db,
    `SELECT l.part_id AS partId, d.number, max(d.seq) FROM document d JOIN document_line l ON l.document_id = d.id
     WHERE d.staff_id = ? AND d.kind = 'issue' AND d.state = 'posted' AND d.reversal_of IS NULL GROUP BY l.part_id`,
  ).all(staffId) as { partId: string; number: string }[];
  return new Map(rows.map((row) => [row.partId, row.number]));
}
