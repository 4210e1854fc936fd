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

const deadOpen = "d.state IN ('found', 'claimed', 'sent', 'refused', 'expired')";
const deadViews = {
  open: deadOpen,
  claim: "d.state = 'found'",
  sent: "d.state IN ('claimed', 'sent')",
  all: '1',
};

/** New parts found dead, with the days left to claim them and the pictures there are. */
export function listDead(
  db: Db,
  params: { view: keyof typeof deadViews; today: string; offset: number; limit: number },
) {
  const { view, ...bound } = params;
  const rows = statement(
    db,
    `SELECT d.id, d.version, d.number, d.state, d.found_in AS foundIn, d.quantity_milli AS quantityMilli, d.part_id AS partId, p.code, p.name_zh AS nameZh,
       p.name_en AS nameEn, p.unit, p.tracking, d.serial, d.lot, d.payer_id AS payerId, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
       w.number AS orderNumber, d.work_order_id AS workOrderId, s.name AS finderName, d.found_day AS foundDay, d.due_day AS dueDay,
       CASE WHEN d.state = 'found' THEN CAST(julianday(d.due_day) - julianday(@today) AS INTEGER) END AS daysLeft,
       d.symptom, d.cause, d.bearer, d.amount_fen AS amountFen, d.parcel_id AS parcelId, x.number AS parcelNumber, r.number AS receiptNumber,
       (SELECT json_group_array(json_object('id', a.id, 'name', a.file_name, 'at', a.at)) FROM attachment a WHERE a.entity = 'dead_part' AND a.entity_id = d.id) AS photos
     FROM dead_part d JOIN part p ON p.id = d.part_id LEFT JOIN payer y ON y.id = d.payer_id LEFT JOIN work_order w ON w.id = d.work_order_id
     LEFT JOIN staff s ON s.id = d.finder_id LEFT JOIN parcel x ON x.id = d.parcel_id LEFT JOIN document r ON r.id = d.replaced_document_id
     WHERE ${deadViews[view]} ORDER BY d.state <> 'found', d.due_day IS NULL, d.due_day, d.seq DESC LIMIT @limit OFFSET @offset`,
  ).all(bound) as { photos: string }[];
  const count = (where: string) =>
    statement(db, `SELECT count(*) FROM dead_part d WHERE ${where}`).pluck().get() as number;
  const views = Object.fromEntries(Object.entries(deadViews).map(([name, where]) => [name, count(where)]));
  return {
    rows: rows.map((row) => ({ ...row, photos: JSON.parse(row.photos) as unknown })),
    total: views[view] ?? 0,
    atRiskFen: statement(db, `SELECT coalesce(sum(d.amount_fen), 0) FROM dead_part d WHERE ${deadOpen}`)
      .pluck()
      .get() as number,
    views,
  };
}

export const deadPhoto = (db: Db, attachmentId: string) =>
  statement(
    db,
    "SELECT a.file_name AS name, a.blob_id AS hash, b.mime FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.id = ? AND a.entity = 'dead_part'",
  ).get(attachmentId) as { name: string; hash: string; mime: string } | undefined;

const exchangeViews = { owed: "e.state IN ('planned', 'swapped', 'in_store', 'on_way')", all: '1' };

/** Machines exchanged at users'. */
export function listExchanges(
  db: Db,
  params: { view: keyof typeof exchangeViews; offset: number; limit: number },
) {
  const { view, ...bound } = params;
  const count = (where: string) =>
    statement(db, `SELECT count(*) FROM machine_exchange e WHERE ${where}`).pluck().get() as number;
  return {
    rows: statement(
      db,
      `SELECT e.id, e.version, e.state, e.work_order_id AS workOrderId, w.number AS orderNumber, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
         e.borne_by AS borneBy, e.duty, e.due_day AS dueDay, e.out_model AS outModel, e.out_code AS outCode, e.in_model AS inModel, e.in_code AS inCode,
         e.reason, e.at
       FROM machine_exchange e JOIN work_order w ON w.id = e.work_order_id LEFT JOIN payer y ON y.id = e.payer_id
       WHERE ${exchangeViews[view]} ORDER BY e.due_day IS NULL, e.due_day, e.seq DESC LIMIT @limit OFFSET @offset`,
    ).all(bound),
    views: { owed: count(exchangeViews.owed), all: count(exchangeViews.all) },
  };
}

/** Reads of parcels, dead parts and exchanges. */
export const parcelQueries = {} satisfies Record<string, ReaderQuery>;
