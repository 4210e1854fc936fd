import type { LocationKind } from '../../domain/stock/key.ts';
import type { OldPartState } from '../../domain/stock/old-part.ts';
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

/** Charged by the maker, so that its statement will deduct it; named there already once a difference of the order says so. */
const charged = "(o.state = 'charged' AND o.bearer IS NOT 'payer')";
const deducted =
  "EXISTS (SELECT 1 FROM difference f WHERE f.kind = 'old_part' AND f.work_order_id = o.work_order_id AND f.payer_id = o.payer_id)";
const chargedFen = `coalesce((SELECT a.amount_fen FROM old_part_answer a WHERE a.old_part_id = o.id AND a.answer IN ('charged', 'appeal_lost', 'passed_on')
  ORDER BY a.seq DESC LIMIT 1), o.amount_fen)`;

/** One row as the lists of the room show it; `@today` counts its days. */
const oldRow = `SELECT o.id, o.version, o.state, o.quantity_milli AS quantityMilli, o.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit,
       o.work_order_id AS workOrderId, w.number AS orderNumber, o.payer_id AS payerId, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
       o.holder_staff_id AS staffId, s.name AS staffName, l.name_zh AS locationNameZh, l.name_en AS locationNameEn, o.label_number AS labelNumber,
       o.replaced_day AS replacedDay, o.due_day AS dueDay, CAST(julianday(o.due_day) - julianday(@today) AS INTEGER) AS daysLeft,
       o.amount_fen AS amountFen, o.reason, o.bearer, d.number AS boxNumber,
       CASE WHEN o.state IN ('refused', 'appealed') THEN (SELECT a.due_day FROM old_part_answer a WHERE a.old_part_id = o.id ORDER BY a.seq DESC LIMIT 1) END AS answerDueDay
     FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id LEFT JOIN payer y ON y.id = o.payer_id
     LEFT JOIN staff s ON s.id = o.holder_staff_id LEFT JOIN location l ON l.id = o.location_id LEFT JOIN document d ON d.id = o.box_document_id`;

/** Old parts with days left and money at risk, the most urgent first, and how many stand in each view. */
export function listOldParts(db: Db, params: OldPartParams) {
  const { view, ...bound } = params;
  const mine =
    '(@staffId IS NULL OR o.holder_staff_id = @staffId) AND (@payerId IS NULL OR o.payer_id = @payerId)';
  const rows = statement(
    db,
    `${oldRow}
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

/** The old parts of a box as its list names them, or those of a payer that wait on the shelf for one. */
export function listBoxParts(db: Db, params: { boxId: string; today: string }) {
  return statement(db, `${oldRow} WHERE o.box_document_id = @boxId ORDER BY o.label_number, o.seq`).all(
    params,
  );
}

export function listForBox(db: Db, params: { payerId: string; today: string }) {
  return statement(
    db,
    `${oldRow} WHERE o.payer_id = @payerId AND o.state = 'in_store' ORDER BY o.due_day IS NULL, o.due_day, o.seq LIMIT 500`,
  ).all(params);
}

const boxState = `CASE d.state WHEN 'staged' THEN 'sent' WHEN 'posted' THEN 'answered' WHEN 'void' THEN 'void'
  ELSE CASE WHEN json_extract(d.head, '$.closedAt') IS NULL THEN 'open' ELSE 'closed' END END`;
const boxRow = `SELECT d.id, d.version, d.number, ${boxState} AS state, y.id AS payerId, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
    json_extract(d.head, '$.boxNo') AS boxNo, json_extract(d.head, '$.boxes') AS boxes, json_extract(d.head, '$.month') AS month,
    CASE WHEN d.state = 'draft' THEN (SELECT count(*) FROM old_part o WHERE o.box_document_id = d.id)
      ELSE (SELECT count(*) FROM document_line n WHERE n.document_id = d.id) END AS pieces,
    (SELECT count(*) FROM old_part o WHERE o.box_document_id = d.id AND o.state IN ('boxed', 'in_transit')) AS unanswered,
    CASE WHEN d.state = 'draft' THEN (SELECT coalesce(sum(o.amount_fen), 0) FROM old_part o WHERE o.box_document_id = d.id) ELSE d.total_fen END AS amountFen,
    (SELECT min(o.due_day) FROM old_part o WHERE o.box_document_id = d.id AND o.state IN ('boxed', 'in_transit')) AS firstDueDay,
    x.id AS parcelId, x.number AS parcelNumber, x.tracking, d.at
  FROM document d JOIN payer y ON y.id = json_extract(d.head, '$.payerId')
  LEFT JOIN parcel_content c ON c.document_id = d.id LEFT JOIN parcel x ON x.id = c.parcel_id
  WHERE d.kind = 'old_return'`;

const boxViews = {
  packing: "d.state = 'draft'",
  sent: "d.state IN ('staged', 'posted')",
  all: '1',
};

export function listBoxes(
  db: Db,
  params: { view: keyof typeof boxViews; payerId: string | null; offset: number; limit: number },
) {
  const { view, ...bound } = params;
  const { payerId } = bound;
  const where = `${boxViews[view]} AND (@payerId IS NULL OR y.id = @payerId)`;
  return {
    rows: statement(db, `${boxRow} AND ${where} ORDER BY d.seq DESC LIMIT @limit OFFSET @offset`).all(bound),
    total: statement(
      db,
      `SELECT count(*) FROM document d JOIN payer y ON y.id = json_extract(d.head, '$.payerId') WHERE d.kind = 'old_return' AND ${where}`,
    )
      .pluck()
      .get({ payerId }) as number,
    waiting: statement(
      db,
      `SELECT y.id AS payerId, y.name_zh AS nameZh, y.name_en AS nameEn, count(*) AS pieces, sum(o.amount_fen) AS amountFen, min(o.due_day) AS firstDueDay
       FROM old_part o JOIN payer y ON y.id = o.payer_id WHERE o.state = 'in_store' GROUP BY y.id ORDER BY min(o.due_day), y.seq`,
    ).all(),
  };
}

export const readBox = (db: Db, id: string) => statement(db, `${boxRow} AND d.id = ?`).get(id);
export const boxesOfParcel = (db: Db, parcelId: string) =>
  statement(db, `${boxRow} AND x.id = ? ORDER BY boxNo`).all(parcelId);

export function listAnswers(db: Db, oldPartId: string) {
  return statement(
    db,
    `SELECT a.id, a.answer, a.cause, a.note, a.due_day AS dueDay, a.amount_fen AS amountFen, a.bearer, d.number AS boxNumber, x.number AS parcelNumber,
       s.name AS staffName, a.at
     FROM old_part_answer a LEFT JOIN document d ON d.id = a.document_id LEFT JOIN parcel x ON x.id = a.parcel_id LEFT JOIN staff s ON s.id = a.staff_id
     WHERE a.old_part_id = ? ORDER BY a.seq DESC`,
  ).all(oldPartId);
}

/**
 * What was taken off machines, from the ledger alone: pieces that came from users, and what the outlet opened with. A part
 * that belongs to no payer has its old parts counted by the use that bore them.
 */
const usesSql = `SELECT p.payer_id AS "of", -sum(b.quantity_milli) AS quantityMilli FROM stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
    WHERE b.condition = 'old' AND l.kind = 'user' AND p.payer_id IS NOT NULL GROUP BY p.payer_id
  UNION ALL
  SELECT p.payer_id, -sum(m.quantity_milli) FROM stock_move m JOIN part p ON p.id = m.part_id
    WHERE m.part_id IN (SELECT part_id FROM old_part) AND m.location_id IN (SELECT id FROM location WHERE kind IN ('loss', 'upper'))
    AND m.condition = 'old' AND m.kind = 'opening' AND p.payer_id IS NOT NULL GROUP BY p.payer_id
  UNION ALL
  SELECT o.payer_id, sum(u.quantity_milli) FROM part_use u JOIN old_part o ON o.id = u.old_part_id JOIN part p ON p.id = o.part_id
    WHERE u.reversed_at IS NULL AND p.payer_id IS NULL AND o.payer_id IS NOT NULL GROUP BY o.payer_id`;

/** Both sides of the sum, per payer, and the money on them. */
export function readOldPayers(db: Db, today: string) {
  const uses = statement(db, usesSql).all() as { of: string; quantityMilli: number }[];
  const parts = statement(
    db,
    `SELECT coalesce(p.payer_id, o.payer_id) AS "of", o.state, l.kind AS place, sum(o.quantity_milli) AS quantityMilli FROM old_part o
     JOIN part p ON p.id = o.part_id LEFT JOIN location l ON l.id = o.location_id WHERE coalesce(p.payer_id, o.payer_id) IS NOT NULL GROUP BY 1, 2, 3`,
  ).all() as { of: string; state: OldPartState; place: LocationKind | null; quantityMilli: number }[];
  const money = statement(
    db,
    `SELECT y.id AS payerId, y.name_zh AS nameZh, y.name_en AS nameEn,
       coalesce(sum(${oldPartsOwed}), 0) AS owed, coalesce(sum(CASE WHEN ${oldPartsOwed} THEN o.amount_fen END), 0) AS atRiskFen,
       coalesce(sum(CASE WHEN ${oldPartsOwed} AND o.due_day < @today THEN o.amount_fen END), 0) AS lateFen,
       min(CASE WHEN ${oldPartsOwed} THEN o.due_day END) AS nextDueDay,
       coalesce(sum(o.state IN ('refused', 'appealed')), 0) AS refused,
       min(CASE WHEN o.state = 'refused' THEN (SELECT a.due_day FROM old_part_answer a WHERE a.old_part_id = o.id ORDER BY a.seq DESC LIMIT 1) END) AS appealDueDay,
       coalesce(sum(CASE WHEN ${charged} AND NOT ${deducted} THEN ${chargedFen} END), 0) AS expectedDeductionFen,
       coalesce(sum(CASE WHEN ${charged} AND ${deducted} THEN ${chargedFen} END), 0) AS deductedFen
     FROM old_part o JOIN payer y ON y.id = o.payer_id GROUP BY y.id ORDER BY atRiskFen DESC, y.seq`,
  ).all({ today }) as Record<string, unknown>[];
  return { uses, parts, money };
}

export const oldPartQueries = {
  'parts.oldParts': listOldParts,
};
