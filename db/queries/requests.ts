import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

/** Requests for parts with their lines, open ones first. */
export function listRequests(
  db: Db,
  params: { openOnly: boolean; workOrderId: string | null; offset: number; limit: number },
) {
  const where = `(@open = 0 OR q.state IN ('draft', 'asked', 'sent_back', 'approved', 'shipped', 'short')) AND (@workOrderId IS NULL OR q.work_order_id = @workOrderId)`;
  const bound = { open: params.openOnly ? 1 : 0, workOrderId: params.workOrderId };
  const rows = statement(
    db,
    `SELECT q.id, q.version, q.number, q.state, q.work_order_id AS workOrderId, w.number AS orderNumber, q.payer_id AS payerId, y.name_zh AS payerNameZh,
       y.name_en AS payerNameEn, q.machine_code AS machineCode, q.deposit_used_fen AS depositUsedFen, q.at
     FROM parts_request q JOIN work_order w ON w.id = q.work_order_id LEFT JOIN payer y ON y.id = q.payer_id
     WHERE ${where} ORDER BY q.seq DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...bound, limit: params.limit, offset: params.offset }) as (Record<string, unknown> & {
    id: string;
  })[];
  const total = statement(db, `SELECT count(*) FROM parts_request q WHERE ${where}`)
    .pluck()
    .get(bound) as number;
  const lines = statement(
    db,
    `SELECT l.line_no AS lineNo, l.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, l.asked_milli AS askedMilli,
       l.received_milli AS receivedMilli, l.unit_fen AS unitFen
     FROM parts_request_line l JOIN part p ON p.id = l.part_id WHERE l.request_id = ? ORDER BY l.line_no`,
  );
  return { rows: rows.map((row) => ({ ...row, lines: lines.all(row.id) })), total };
}
