import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

export interface OldPartParams {
  view: 'owed' | 'with_technician' | 'in_store' | 'sent' | 'refused' | 'all';
  staffId: string | null;
  payerId: string | null;
  today: string;
  offset: number;
  limit: number;
}

/** Old parts a maker still waits for, wherever they lie; also what the first screen counts. */
export const oldPartsOwed =
  "o.state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed')";

const oldViews: Record<OldPartParams['view'], string> = {
  owed: oldPartsOwed,
  with_technician: "o.state = 'with_technician'",
  in_store: "o.state IN ('in_store', 'boxed')",
  sent: "o.state = 'in_transit'",
  refused: "o.state IN ('refused', 'appealed')",
  all: '1',
};

/** Old parts with days left and money at risk, the most urgent first, and how many stand in each view. */
export function listOldParts(db: Db, params: OldPartParams) {
  const { view, ...bound } = params;
  const mine =
    '(@staffId IS NULL OR o.holder_staff_id = @staffId) AND (@payerId IS NULL OR o.payer_id = @payerId)';
  const rows = statement(
    db,
    `SELECT o.id, o.version, o.state, o.quantity_milli AS quantityMilli, o.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit,
       o.work_order_id AS workOrderId, w.number AS orderNumber, o.payer_id AS payerId, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
       o.holder_staff_id AS staffId, s.name AS staffName, l.name_zh AS locationNameZh, l.name_en AS locationNameEn, o.label_number AS labelNumber,
       o.replaced_day AS replacedDay, o.due_day AS dueDay, CAST(julianday(o.due_day) - julianday(@today) AS INTEGER) AS daysLeft,
       o.amount_fen AS amountFen, o.reason
     FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id LEFT JOIN payer y ON y.id = o.payer_id
     LEFT JOIN staff s ON s.id = o.holder_staff_id LEFT JOIN location l ON l.id = o.location_id
     WHERE ${oldViews[view]} AND ${mine} ORDER BY o.due_day IS NULL, o.due_day, o.seq LIMIT @limit OFFSET @offset`,
  ).all(bound);
  const { limit: _limit, offset: _offset, ...filter } = bound;
  const { today: _today, ...who } = filter;
  const sums = statement(
    db,
    `SELECT count(*) AS total, coalesce(sum(o.amount_fen), 0) AS atRiskFen, coalesce(sum(CASE WHEN o.due_day < @today THEN o.amount_fen END), 0) AS lateFen
     FROM old_part o WHERE ${oldViews[view]} AND ${mine}`,
  ).get(filter) as { total: number; atRiskFen: number; lateFen: number };
  const views = Object.fromEntries(
    Object.entries(oldViews).map(([name, where]) => [
      name,
      statement(db, `SELECT count(*) FROM old_part o WHERE ${where} AND ${mine}`).pluck().get(who) as number,
    ]),
  );
  return { rows, ...sums, views };
}

export const oldPartQueries = {
  'parts.oldParts': listOldParts,
};
