import type { Db } from '../connection.ts';
import { orderRowColumns, orderRowJoins, typedOrderRow } from './orders.ts';
import { statement } from './statements.ts';

type Raw = Record<string, unknown>;

/** Everything one order's document shows, read in one go. Personal fields are whole: the router masks them. */
export interface OrderDocument {
  order: Raw & { id: string; state: string; staffId: string | null };
  teamId: string | null;
  machines: Raw[];
  flags: Raw[];
  appointments: Raw[];
  visits: Raw[];
  calls: Raw[];
  notes: Raw[];
  parts: Raw[];
  fees: Raw[];
  sources: Raw[];
  changes: Raw[];
  messages: Raw[];
  slips: Raw[];
  timeline: Raw[];
}

const orderSql = `SELECT ${orderRowColumns}, w.state AS mainState, w.reason_code AS reasonCode, w.service_item_id AS serviceItemId,
  w.service_mode AS serviceMode, w.customer_id AS customerId, c.phone2 AS customerPhone2, c.virtual_phone AS virtualPhone,
  w.division_code AS divisionCode, w.distance_m AS distanceM, w.distance_method AS distanceMethod, w.remark, w.fault_text AS faultText,
  w.upstream_number AS upstreamNumber, w.verdict, w.verdict_deadline_at AS verdictDeadlineAt,
  (SELECT v.reason FROM verdict v WHERE v.work_order_id = w.id AND v.verdict = w.verdict ORDER BY v.at DESC, v.seq DESC LIMIT 1) AS verdictReason, w.next_contact_at AS nextContactAt,
  w.parent_id AS parentId, w.goods_state AS goodsState, w.first_call_at AS firstCallAt, w.finished_at AS finishedAt, w.team_id AS teamId
  ${orderRowJoins} WHERE w.id = ?`;

/** A machine called as the catalogue calls it, with its brand or without, or as the work on it; another keeps its words. */
export const machineNameEn = `coalesce(CASE m.product_name WHEN d.name_zh THEN d.name_en WHEN b.name_zh || d.name_zh THEN b.name_en || ' ' || d.name_en WHEN i.name_zh THEN i.name_en END, '')`;

export const machineNameJoins = `LEFT JOIN product_model d ON d.model = m.model LEFT JOIN brand b ON b.id = d.brand_id
  LEFT JOIN service_item i ON i.id = m.service_item_id`;

const rowsOf = {
  machines: `SELECT m.id, m.line_no AS lineNo, m.version, m.product_name AS productName, ${machineNameEn} AS productNameEn, m.category, m.model, m.quantity,
    m.indoor_code AS indoorCode, m.outdoor_code AS outdoorCode, m.warranty, m.state, m.result_code AS resultCode
    FROM machine_line m ${machineNameJoins} WHERE m.work_order_id = ? ORDER BY m.line_no`,
  flags:
    'SELECT id, code, severity, params, cleared_at AS clearedAt FROM order_flag WHERE work_order_id = ? ORDER BY seq',
  appointments: `SELECT a.id, a.change_no AS changeNo, a.state, a.day, a.start_at AS startAt, a.end_at AS endAt, a.reason_code AS reasonCode,
    a.fault_of AS faultOf, a.source, a.suspicious, b.name AS clearedBy, a.cleared_at AS clearedAt, s.name AS staffName, a.at,
    a.call_id AS callId, l.at AS callAt, l.seconds AS callSeconds, p.name AS callBy,
    (SELECT count(*) FROM attachment t WHERE t.entity = 'call_log' AND t.entity_id = a.call_id) AS evidence
    FROM appointment a LEFT JOIN staff s ON s.id = a.staff_id LEFT JOIN staff b ON b.id = a.cleared_by
    LEFT JOIN call_log l ON l.id = a.call_id LEFT JOIN staff p ON p.id = l.staff_id WHERE a.work_order_id = ? ORDER BY a.change_no`,
  visits: `SELECT id, version, visit_no AS visitNo, state, day, outcome, departed_at AS departedAt, arrived_at AS arrivedAt, ended_at AS endedAt, at_desk AS atDesk
    FROM visit WHERE work_order_id = ? ORDER BY visit_no`,
  calls: `SELECT l.id, l.at, l.direction, l.result, l.seconds, s.name AS staffName, l.next_call_at AS nextCallAt, l.note
    FROM call_log l LEFT JOIN staff s ON s.id = l.staff_id WHERE l.work_order_id = ? ORDER BY l.at DESC`,
  notes: `SELECT n.id, n.at, n.reach, n.text, s.name AS staffName FROM note n LEFT JOIN staff s ON s.id = n.staff_id WHERE n.work_order_id = ? ORDER BY n.seq DESC`,
  parts: `SELECT r.id, r.part_id AS partId, p.name_zh AS nameZh, p.name_en AS nameEn, r.quantity_milli AS quantityMilli, p.unit, r.state,
    l.name_zh AS locationNameZh, r.bin FROM reservation r JOIN part p ON p.id = r.part_id JOIN location l ON l.id = r.location_id WHERE r.work_order_id = ? ORDER BY r.seq`,
  fees: `SELECT id, party, party_id AS partyId, fee_kind AS feeKind, name, quantity_milli AS quantityMilli, unit_fen AS unitFen, amount_fen AS amountFen,
    state, rule_code AS ruleCode, rule_version AS ruleVersion FROM fee_line WHERE work_order_id = ? AND state <> 'void' ORDER BY party, seq`,
  sources: `SELECT s.id, k.name_zh AS connectionNameZh, k.name_en AS connectionNameEn, s.upstream_id AS upstreamId, s.upstream_status AS status,
    s.upstream_status_raw AS statusRaw, s.cancelled_at AS cancelledAt FROM work_order_source w JOIN source_order s ON s.id = w.source_order_id
    JOIN connection k ON k.id = s.connection_id WHERE w.work_order_id = ?`,
  changes: `SELECT h.id, h.version, h.kind, h.fields, h.at FROM source_change h JOIN work_order_source w ON w.source_order_id = h.source_order_id
    WHERE w.work_order_id = ? AND h.state = 'open' ORDER BY h.seq`,
  messages: `SELECT id, version, step, state, attempts, done_at AS doneAt, json_extract(last_fault, '$.code') AS faultCode, position FROM outbox WHERE work_order_id = ? ORDER BY seq`,
  slips: 'SELECT id, number, state, copies FROM slip WHERE work_order_id = ? ORDER BY seq',
  timeline: `SELECT e.seq, e.at, e.kind, e.params, s.name AS staffName FROM event e LEFT JOIN staff s ON s.id = e.staff_id WHERE e.work_order_id = ? ORDER BY e.seq DESC LIMIT 200`,
} as const;

const peopleSql =
  'SELECT p.staff_id AS staffId, s.name, p.part, p.share_milli AS shareMilli FROM visit_person p JOIN staff s ON s.id = p.staff_id WHERE p.visit_id = ? ORDER BY p.seq';

/** The call that proves a booking as one thing, or none. */
function withCall({ callId, callAt, callSeconds, callBy, evidence, ...row }: Raw): Raw {
  const call =
    callId === null ? null : { id: callId, at: callAt, seconds: callSeconds, staffName: callBy, evidence };
  return { ...row, call };
}

export function readOrderDocument(db: Db, id: string): OrderDocument | null {
  const order = statement(db, orderSql).get(id) as (Raw & { seq: number }) | undefined;
  if (order === undefined) return null;
  const all = (sql: string) => statement(db, sql).all(id) as Raw[];
  const { teamId, ...shown } = typedOrderRow(order);
  const parsed = (rows: Raw[], column: string) =>
    rows.map((row) => ({ ...row, [column]: JSON.parse(String(row[column])) as unknown }));
  return {
    order: shown as unknown as OrderDocument['order'],
    teamId: (teamId as string | null) ?? null,
    machines: all(rowsOf.machines),
    flags: parsed(all(rowsOf.flags), 'params'),
    appointments: all(rowsOf.appointments).map(withCall),
    visits: all(rowsOf.visits).map((visit) => ({
      ...visit,
      atDesk: visit.atDesk === 1,
      people: statement(db, peopleSql).all(visit.id),
    })),
    calls: all(rowsOf.calls),
    notes: all(rowsOf.notes),
    parts: all(rowsOf.parts),
    fees: all(rowsOf.fees),
    sources: all(rowsOf.sources),
    changes: parsed(all(rowsOf.changes), 'fields'),
    messages: all(rowsOf.messages),
    slips: all(rowsOf.slips),
    timeline: parsed(all(rowsOf.timeline), 'params'),
  };
}
