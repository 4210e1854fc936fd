import { openClaims } from '../../domain/stock/claim.ts';
import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

const underWay = "x.state IN ('announced', 'on_way', 'part_arrived')";
const requestOpen = "q.state IN ('asked', 'approved', 'shipped', 'short')";

/**
 * What may be at the door: parcels to us, requests that travel in none of them, papers of our own on their way to a
 * place of ours. One shape: kind, id, number, from whom, the day it should be here, its orders and lines.
 */
const deliveries = `
  SELECT 'parcel' AS kind, x.id, x.seq, x.number, x.state, y.name_zh AS fromNameZh, y.name_en AS fromNameEn, x.carrier, x.tracking, x.boxes, x.expected_day AS expectedDay,
    (SELECT count(*) FROM parcel_content c WHERE c.parcel_id = x.id) AS lines,
    (SELECT group_concat(w.number, ' · ') FROM parcel_content c JOIN parts_request r ON r.id = c.request_id JOIN work_order w ON w.id = r.work_order_id WHERE c.parcel_id = x.id) AS orders
  FROM parcel x LEFT JOIN payer y ON y.id = x.payer_id WHERE x.direction = 'in' AND ${underWay}
  UNION ALL
  SELECT 'request', q.id, q.seq, q.number, q.state, y.name_zh, y.name_en, '', q.parcel_number, 1, q.expected_day,
    (SELECT count(*) FROM parts_request_line l WHERE l.request_id = q.id), w.number
  FROM parts_request q JOIN work_order w ON w.id = q.work_order_id LEFT JOIN payer y ON y.id = q.payer_id
  WHERE ${requestOpen} AND NOT EXISTS (SELECT 1 FROM parcel_content c JOIN parcel x ON x.id = c.parcel_id WHERE c.request_id = q.id AND ${underWay})
  UNION ALL
  SELECT 'document', d.id, d.seq, d.number, d.state, l.name_zh, l.name_en, coalesce(json_extract(d.head, '$.carrier'), ''), coalesce(json_extract(d.head, '$.parcelNumber'), ''), 1, NULL,
    (SELECT count(*) FROM document_line n WHERE n.document_id = d.id AND n.done_milli < n.asked_milli), NULL
  FROM document d LEFT JOIN location l ON l.id = d.from_location_id JOIN location o ON o.id = d.to_location_id
  WHERE d.kind = 'parcel' AND d.state = 'staged' AND o.is_real = 1`;

const views = {
  /** Asked and not answered yet comes some day; it can be opened, it is not looked out for. */
  due: "state NOT IN ('asked', 'approved')",
  late: 'expectedDay < @today',
  all: '1',
} as const;

export interface DeliveryParams {
  view: keyof typeof views;
  today: string;
  offset: number;
  limit: number;
}

/** Deliveries, the one that should be here longest first; and how many stand in each view. */
export function listDeliveries(db: Db, params: DeliveryParams) {
  const { view, ...bound } = params;
  const count = (where: string): number => {
    const counted = statement(db, `SELECT count(*) FROM (${deliveries}) WHERE ${where}`).pluck();
    return (where.includes('@today') ? counted.get({ today: bound.today }) : counted.get()) as number;
  };
  return {
    rows: statement(
      db,
      `SELECT kind, id, number, state, fromNameZh, fromNameEn, carrier, tracking, boxes, expectedDay, lines, orders,
         CASE WHEN expectedDay < @today THEN CAST(julianday(@today) - julianday(expectedDay) AS INTEGER) END AS lateDays
       FROM (${deliveries}) WHERE ${views[view]} ORDER BY expectedDay IS NULL, expectedDay, seq DESC LIMIT @limit OFFSET @offset`,
    ).all(bound),
    counts: { due: count(views.due), late: count(views.late), all: count(views.all) },
  };
}

const claimOpen = `g.state IN (${openClaims.map((state) => `'${state}'`).join(', ')})`;
const claimViews = {
  open: claimOpen,
  /** To be told before the window is over. */
  tell: "g.state = 'open'",
  over: "(g.state = 'open' AND g.due_at < @now)",
  all: '1',
};

export interface ClaimParams {
  view: keyof typeof claimViews;
  id: string | null;
  now: number;
  offset: number;
  limit: number;
}

/** Claims with the time their window leaves, the nearest end first; and how many stand in each view. */
export function listClaims(db: Db, params: ClaimParams) {
  const { view, ...bound } = params;
  // A statement takes only the names that stand in it
  const { now: _now, ...rest } = bound;
  const count = (where: string): number => {
    const counted = statement(db, `SELECT count(*) FROM goods_claim g WHERE ${where}`).pluck();
    return (where.includes('@now') ? counted.get({ now: bound.now }) : counted.get()) as number;
  };
  const counts = Object.fromEntries(Object.entries(claimViews).map(([name, where]) => [name, count(where)]));
  return {
    rows: statement(
      db,
      `SELECT g.id, g.version, g.number, g.kind, g.state, g.part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit,
         o.code AS otherCode, o.name_zh AS otherNameZh, o.name_en AS otherNameEn, g.lot, g.serial, g.announced_milli AS announcedMilli,
         g.quantity_milli AS quantityMilli, g.amount_fen AS amountFen, y.name_zh AS payerNameZh, y.name_en AS payerNameEn, l.name_zh AS placeNameZh,
         l.name_en AS placeNameEn, g.due_at AS dueAt, g.reported_at AS reportedAt, g.reported_how AS reportedHow, g.outcome, g.settled_at AS settledAt,
         g.settled_document_id AS settledDocumentId, g.note, g.at, g.document_id AS documentId, d.number AS documentNumber, g.request_id AS requestId,
         r.number AS requestNumber, r.work_order_id AS workOrderId, w.number AS orderNumber, x.tracking
       FROM goods_claim g JOIN part p ON p.id = g.part_id JOIN document d ON d.id = g.document_id LEFT JOIN part o ON o.id = g.other_part_id
       LEFT JOIN payer y ON y.id = g.payer_id LEFT JOIN location l ON l.id = g.location_id LEFT JOIN parts_request r ON r.id = g.request_id
       LEFT JOIN work_order w ON w.id = r.work_order_id LEFT JOIN parcel x ON x.id = g.parcel_id
       WHERE (@id IS NULL AND ${claimViews[view]}) OR g.id = @id
       ORDER BY g.state <> 'open', CASE WHEN g.state = 'open' THEN coalesce(g.due_at, 9e15) END, g.seq DESC LIMIT @limit OFFSET @offset`,
    ).all(claimViews[view].includes('@now') ? bound : rest),
    counts,
  };
}
