import { owedOf, type RequestLine } from '../../domain/stock/request.ts';
import type { Db } from '../connection.ts';
import { oldPartsOwed } from './old-parts.ts';
import { statement } from './statements.ts';
import type { ReaderQuery } from './index.ts';

export interface PlacesParams {
  /** Only the bag of this person; null: every place. */
  staffId: string | null;
}

/**
 * Where a thing is asked for: the bag of the order's man, else the store of its sub-shop, else our own store. Every
 * request and every old part that is owed stands at one place only, so that the places add up to the outlet.
 */
const bagOf = (staff: string) =>
  `(SELECT x.id FROM location x WHERE x.kind = 'bag' AND x.staff_id = ${staff} AND x.retired_at IS NULL ORDER BY x.code LIMIT 1)`;
const subShopOf = (shop: string) =>
  `(SELECT x.id FROM location x WHERE x.kind = 'sub_shop' AND x.sub_shop_id = ${shop} AND x.retired_at IS NULL ORDER BY x.code LIMIT 1)`;
const storeOf = (kind: string) =>
  `(SELECT x.id FROM location x WHERE x.kind = '${kind}' AND x.retired_at IS NULL ORDER BY x.code LIMIT 1)`;
const askedAt = `coalesce(${bagOf('w.staff_id')}, ${subShopOf('w.sub_shop_id')}, ${storeOf('main')})`;
const owedAt = `coalesce(CASE WHEN o.state = 'with_technician' THEN ${bagOf('o.holder_staff_id')} END, o.location_id, ${storeOf('old_parts')})`;

const partColumns = `p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit`;

interface Asked extends RequestLine {
  placeId: string;
  requestId: string;
  unitFen: number;
}

/** What makers owe on open requests, line by line, at the place that waits for it. */
function readAsked(db: Db): (Asked & { owedMilli: number })[] {
  const lines = statement(
    db,
    `SELECT l.id, l.request_id AS requestId, q.number, q.state, q.expected_day AS expectedDay, q.work_order_id AS workOrderId, w.number AS orderNumber,
       ${askedAt} AS placeId, ${partColumns}, l.asked_milli AS askedMilli, l.approved_milli AS approvedMilli, l.received_milli AS receivedMilli, l.unit_fen AS unitFen
     FROM parts_request q JOIN parts_request_line l ON l.request_id = q.id JOIN part p ON p.id = l.part_id JOIN work_order w ON w.id = q.work_order_id
     WHERE q.state IN ('asked', 'sent_back', 'approved', 'shipped', 'short') ORDER BY q.seq, l.line_no`,
  ).all() as Asked[];
  return [...Map.groupBy(lines, (line) => line.requestId).values()].flatMap((own) => {
    const owed = owedOf(own);
    return own.flatMap((line, at) => {
      const owedMilli = owed[at] ?? 0;
      return owedMilli > 0 ? [{ ...line, owedMilli }] : [];
    });
  });
}

/** The four figures of every place of ours: on hand, reserved, requested, old parts owed. */
export function listPlaceFigures(db: Db, { staffId }: PlacesParams) {
  const rows = statement(
    db,
    `SELECT l.id, l.code, l.name_zh AS nameZh, l.name_en AS nameEn, l.kind, l.staff_id AS staffId, s.name AS staffName,
       (SELECT count(DISTINCT b.part_id) FROM stock_balance b WHERE b.location_id = l.id AND b.quantity_milli > 0 AND b.condition <> 'old') AS parts,
       (SELECT coalesce(sum((b.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM stock_balance b JOIN part p ON p.id = b.part_id
         WHERE b.location_id = l.id AND b.quantity_milli > 0 AND b.condition <> 'old') AS onHandFen,
       (SELECT count(*) FROM reservation r WHERE r.location_id = l.id AND r.state = 'held') AS reservedLines,
       (SELECT coalesce(sum((r.quantity_milli * p.cost_fen + 500) / 1000), 0) FROM reservation r JOIN part p ON p.id = r.part_id
         WHERE r.location_id = l.id AND r.state = 'held') AS reservedFen,
       coalesce(w.owed, 0) AS oldPartsOwed, coalesce(w.fen, 0) AS oldPartsFen, w.due AS oldestDueDay
     FROM location l LEFT JOIN staff s ON s.id = l.staff_id
     LEFT JOIN (SELECT ${owedAt} AS place, count(*) AS owed, sum(o.amount_fen) AS fen, min(o.due_day) AS due FROM old_part o WHERE ${oldPartsOwed} GROUP BY 1) w ON w.place = l.id
     WHERE l.is_real = 1 AND l.retired_at IS NULL AND (@staffId IS NULL OR l.staff_id = @staffId)
     ORDER BY CASE l.kind WHEN 'main' THEN 0 WHEN 'sub_shop' THEN 1 WHEN 'bag' THEN 2 ELSE 3 END, l.code`,
  ).all({ staffId }) as { id: string }[];
  const asked = Map.groupBy(readAsked(db), (line) => line.placeId);
  return {
    places: rows.map((row) => {
      const own = asked.get(row.id) ?? [];
      return {
        ...row,
        requestedLines: own.length,
        requestedFen: own.reduce((sum, line) => sum + Math.round((line.owedMilli * line.unitFen) / 1000), 0),
      };
    }),
  };
}

const mostRows = 500;

/** The rows behind the figures of one place, each list at most 500 long. */
export function readPlaceRows(db: Db, { locationId }: { locationId: string }) {
  const all = (sql: string) => statement(db, `${sql} LIMIT ${mostRows}`).all({ locationId });
  return {
    onHand: all(
      `SELECT ${partColumns}, b.bin, b.condition, b.owner_kind AS ownerKind, b.lot, b.serial, b.quantity_milli AS quantityMilli, b.reserved_milli AS reservedMilli,
         (b.quantity_milli * p.cost_fen + 500) / 1000 AS valueFen
       FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = @locationId AND b.quantity_milli > 0 AND b.condition <> 'old'
       ORDER BY b.condition <> 'good', p.code, b.bin, b.lot, b.serial`,
    ),
    reserved: all(
      `SELECT r.id, ${partColumns}, r.quantity_milli AS quantityMilli, r.work_order_id AS workOrderId, w.number AS orderNumber, w.appointment_day AS day, s.name AS staffName
       FROM reservation r JOIN part p ON p.id = r.part_id JOIN work_order w ON w.id = r.work_order_id LEFT JOIN staff s ON s.id = w.staff_id
       WHERE r.location_id = @locationId AND r.state = 'held' ORDER BY w.appointment_day IS NULL, w.appointment_day, r.seq`,
    ),
    requested: readAsked(db)
      .filter((line) => line.placeId === locationId)
      .slice(0, mostRows),
    old: all(
      `SELECT o.id, ${partColumns}, o.quantity_milli AS quantityMilli, o.state, o.label_number AS labelNumber, w.number AS orderNumber, o.due_day AS dueDay, o.amount_fen AS amountFen
       FROM old_part o JOIN part p ON p.id = o.part_id LEFT JOIN work_order w ON w.id = o.work_order_id
       WHERE ${oldPartsOwed} AND ${owedAt} = @locationId ORDER BY o.due_day IS NULL, o.due_day, o.seq`,
    ),
  };
}

/** Reads of places: the four figures of each, and what they are made of. */
export const placeQueries = {
  'parts.placeFigures': listPlaceFigures,
  'parts.placeRows': readPlaceRows,
} satisfies Record<string, ReaderQuery>;
