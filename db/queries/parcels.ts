import type { Db } from '../connection.ts';
import type { ReaderQuery } from './index.ts';
import { statement } from './statements.ts';

const underWay = "x.state IN ('announced', 'on_way', 'part_arrived')";
const late = `(${underWay} AND x.expected_day < @today)`;
const parcelViews = {
  under_way: underWay,
  late,
  out: "x.direction = 'out'",
  in: "x.direction = 'in'",
  all: '1',
};

const parcelRow = `SELECT x.id, x.version, x.number, x.direction, x.state, x.payer_id AS payerId, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
    l.name_zh AS toNameZh, l.name_en AS toNameEn, x.carrier, x.tracking, x.boxes, x.contents, x.value_fen AS valueFen, x.freight_fen AS freightFen,
    x.freight_bearer AS freightBearer, x.sent_day AS sentDay, x.expected_day AS expectedDay,
    CASE WHEN ${underWay} THEN CAST(julianday(@today) - julianday(x.sent_day) AS INTEGER) END AS ageDays,
    CASE WHEN ${underWay} THEN CAST(julianday(@today) - julianday(x.expected_day) AS INTEGER) END AS lateDays,
    x.arrived_at AS arrivedAt, x.reason, x.at
  FROM parcel x LEFT JOIN payer y ON y.id = x.payer_id LEFT JOIN location l ON l.id = x.to_location_id`;

export interface ParcelParams {
  view: keyof typeof parcelViews;
  today: string;
  offset: number;
  limit: number;
}

/** Parcels, the latest delay first among those under way, and how many stand in each view. */
export function listParcels(db: Db, params: ParcelParams) {
  const { view, ...bound } = params;
  const { today } = bound;
  const count = (where: string): number => {
    const counted = statement(db, `SELECT count(*) FROM parcel x WHERE ${where}`).pluck();
    return (where.includes('@today') ? counted.get({ today }) : counted.get()) as number;
  };
  const views = Object.fromEntries(Object.entries(parcelViews).map(([name, where]) => [name, count(where)]));
  return {
    rows: statement(
      db,
      `${parcelRow} WHERE ${parcelViews[view]} ORDER BY ${underWay} DESC, x.expected_day IS NULL, CASE WHEN ${underWay} THEN x.expected_day END, x.seq DESC
       LIMIT @limit OFFSET @offset`,
    ).all(bound),
    total: views[view] ?? 0,
    views,
  };
}

export const readParcel = (db: Db, params: { id: string; today: string }) =>
  statement(db, `${parcelRow} WHERE x.id = @id`).get(params);

/** Requests a parcel answers, with their parts in words. */
export const requestsOfParcel = (db: Db, parcelId: string) =>
  statement(
    db,
    `SELECT r.id, r.number, r.state, r.work_order_id AS workOrderId, w.number AS orderNumber,
       (SELECT group_concat(p.code || ' ' || p.name_zh, ' · ') FROM parts_request_line n JOIN part p ON p.id = n.part_id WHERE n.request_id = r.id) AS parts
     FROM parcel_content c JOIN parts_request r ON r.id = c.request_id JOIN work_order w ON w.id = r.work_order_id WHERE c.parcel_id = ? ORDER BY r.seq`,
  ).all(parcelId);

/** Reads of parcels, dead parts and exchanges. */
export const parcelQueries = {} satisfies Record<string, ReaderQuery>;
