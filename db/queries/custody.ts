import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

const open = "i.state IN ('held', 'in_repair', 'ready', 'on_way')";
/** The day on which its owner is to be called: the one agreed last, else the last day to fetch it. */
const callDay = 'coalesce(i.remind_day, i.due_day)';
const views = {
  remind: `${open} AND ${callDay} <= @today`,
  open,
  repair: "i.state = 'in_repair'",
  ready: "i.state = 'ready'",
  gone: `NOT (${open})`,
} as const;
export type CustodyView = keyof typeof views;

/** `@staffId`: only things of his orders, of his hand or in his bag. */
const mine = '(@staffId IS NULL OR w.staff_id = @staffId OR i.staff_id = @staffId OR l.staff_id = @staffId)';
const tables = `custody_item i JOIN location l ON l.id = i.location_id LEFT JOIN work_order w ON w.id = i.work_order_id
  LEFT JOIN customer c ON c.id = i.customer_id`;

const row = `SELECT i.id, i.version, i.number, i.kind, i.state, i.work_order_id AS workOrderId, w.number AS orderNumber, coalesce(c.name, '') AS ownerName,
    c.phone, i.what, i.machine_code AS machineCode, i.accessories, i.damage, i.note, i.location_id AS locationId, l.name_zh AS placeNameZh,
    l.name_en AS placeNameEn, l.kind AS placeKind, h.name AS carrierName, i.bin, i.in_day AS inDay, i.due_day AS dueDay, i.reminded_at AS remindedAt,
    CASE WHEN ${open} THEN i.remind_day END AS remindDay, CASE WHEN ${open} THEN CAST(julianday(@today) - julianday(i.due_day) AS INTEGER) END AS lateDays,
    CAST(julianday(@today) - julianday(i.in_day) AS INTEGER) AS ageDays, i.fee_fen AS feeFen, i.handed_to AS handedTo, i.ended_at AS endedAt, s.name AS takenByName,
    (SELECT coalesce(sum(f.amount_fen - f.paid_fen), 0) FROM fee_line f WHERE f.work_order_id = i.work_order_id AND f.party = 'user'
      AND f.state NOT IN ('estimate', 'void', 'paid', 'waived', 'lost') AND f.amount_fen > f.paid_fen) AS owedFen
  FROM ${tables} LEFT JOIN staff s ON s.id = i.staff_id LEFT JOIN staff h ON h.id = l.staff_id`;

export interface CustodyListParams {
  view: CustodyView;
  today: string;
  staffId: string | null;
  text: string;
  offset: number;
  limit: number;
}

const found = `(@text = '' OR i.number LIKE @like ESCAPE '\\' OR i.machine_code LIKE @like ESCAPE '\\' OR i.what LIKE @like ESCAPE '\\' OR w.number LIKE @like ESCAPE '\\')`;

/** Things of users with us, whoever is to be called first on top: the latest; and how many stand in each view. */
export function listCustody(db: Db, params: CustodyListParams) {
  const { view, text, offset, limit, ...who } = params;
  const like = `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const bound = { ...who, text: text.trim(), like };
  const rows = statement(
    db,
    `${row} WHERE ${views[view]} AND ${mine} AND ${found}
     ORDER BY ${view === 'gone' ? 'i.ended_at DESC, i.seq DESC' : `${callDay} IS NULL, ${callDay}, i.seq`} LIMIT @limit OFFSET @offset`,
  ).all({ ...bound, limit, offset });
  const counts = statement(
    db,
    `SELECT ${Object.entries(views)
      .map(([name, where]) => `coalesce(sum(${where}), 0) AS "${name}"`)
      .join(', ')} FROM ${tables} WHERE ${mine} AND @today = @today`,
  ).get(who) as Record<CustodyView, number>;
  return { rows, views: counts };
}

/** One thing, or undefined; also undefined where it is none of this reader's. */
export const readCustody = (db: Db, params: { id: string; today: string; staffId: string | null }) =>
  statement(db, `${row} WHERE i.id = @id AND ${mine}`).get(params);

/** What happened to it, newest first; a person's words are sealed. */
export const custodyLife = (db: Db, id: string) =>
  statement(
    db,
    `SELECT e.seq, e.at, e.kind, e.params, e.sealed, s.name AS staffName FROM event e LEFT JOIN staff s ON s.id = e.staff_id
     WHERE e.entity = 'custody_item' AND e.entity_id = ? ORDER BY e.seq DESC LIMIT 200`,
  ).all(id) as {
    seq: number;
    at: number;
    kind: string;
    params: string;
    sealed: string | null;
    staffName: string | null;
  }[];

/** What an order says of the thing that is brought with it. */
export const custodyOrder = (db: Db, workOrderId: string) =>
  statement(
    db,
    `SELECT w.id AS workOrderId, w.number AS orderNumber, c.name AS ownerName, w.title, w.service_type AS serviceType,
       (SELECT group_concat(m.model, ' · ') FROM machine_line m WHERE m.work_order_id = w.id AND m.model <> '') AS models,
       (SELECT m.indoor_code FROM machine_line m WHERE m.work_order_id = w.id ORDER BY m.seq LIMIT 1) AS machineCode,
       (SELECT count(*) FROM custody_item i WHERE i.work_order_id = w.id AND ${open}) AS here
     FROM work_order w JOIN customer c ON c.id = w.customer_id WHERE w.id = ?`,
  ).get(workOrderId);
