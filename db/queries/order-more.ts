import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

type Raw = Record<string, unknown>;

const rowsOf = {
  tags: 'SELECT tag FROM work_order_tag WHERE work_order_id = ? ORDER BY tag',
  watchers:
    'SELECT r.staff_id AS staffId, s.name FROM watcher r JOIN staff s ON s.id = r.staff_id WHERE r.work_order_id = ? ORDER BY r.seq',
  escalations: `SELECT e.id, e.version, e.level, e.cause, s.name AS toName, e.at, e.answered_at AS answeredAt, b.name AS answeredBy
    FROM order_escalation e LEFT JOIN staff s ON s.id = e.to_staff_id LEFT JOIN staff b ON b.id = e.answered_by
    WHERE e.work_order_id = ? ORDER BY e.answered_at IS NOT NULL, e.seq DESC`,
  quotes: `SELECT id, version, number, state, total_fen AS totalFen, valid_until AS validUntil, agreed_how AS agreedHow, agreed_at AS agreedAt, at
    FROM quote WHERE work_order_id = ? ORDER BY seq DESC`,
  urges: `SELECT u.id, u.version, u.from_whom AS fromWhom, u.text, u.at, u.answer_due_at AS answerDueAt, u.answered_at AS answeredAt,
    s.name AS answeredBy, u.answer, u.from_whom = 'platform' AS upstream FROM urge u LEFT JOIN staff s ON s.id = u.answered_by
    WHERE u.work_order_id = ? ORDER BY u.answered_at IS NOT NULL, u.seq DESC`,
  // The warranty of the device's own file; earlier: finished orders with one of its codes
  machines: `SELECT m.id, b.name_zh AS brandNameZh, b.name_en AS brandNameEn, i.name_zh AS serviceItemZh, i.name_en AS serviceItemEn,
    m.payer_id AS payerId, coalesce(m.purchased_day, d.purchased_day) AS purchasedDay, d.warranty_end_day AS warrantyEndDay,
    f.symptom_zh AS faultZh, f.symptom_en AS faultEn, m.cause, m.measure,
    (SELECT count(DISTINCT o.work_order_id) FROM machine_line o WHERE o.work_order_id <> m.work_order_id AND (
      (m.indoor_code IS NOT NULL AND o.indoor_code = m.indoor_code) OR (m.outdoor_code IS NOT NULL AND o.outdoor_code = m.outdoor_code))) AS earlier
    FROM machine_line m LEFT JOIN brand b ON b.id = m.brand_id LEFT JOIN service_item i ON i.id = m.service_item_id
    LEFT JOIN device d ON d.id = m.device_id LEFT JOIN fault f ON f.id = m.fault_id WHERE m.work_order_id = ? ORDER BY m.line_no`,
  photos: `SELECT a.id, a.machine_line_id AS machineLineId, a.name, a.taken_at AS takenAt, a.at, a.at_desk AS atDesk,
    b.mime GLOB 'image/*' AS isPicture, b.missing_since IS NULL AS hasFile FROM attachment a JOIN blob b ON b.id = a.blob_id
    WHERE a.entity = 'work_order' AND a.entity_id = ? ORDER BY a.seq`,
  used: `SELECT u.id, p.name_zh AS nameZh, p.name_en AS nameEn, u.quantity_milli AS quantityMilli, p.unit, o.state AS oldPartState
    FROM part_use u JOIN part p ON p.id = u.part_id LEFT JOIN old_part o ON o.id = u.old_part_id
    WHERE u.work_order_id = ? AND u.reversed_at IS NULL ORDER BY u.seq`,
} as const;

const quoteLinesSql =
  'SELECT name, quantity_milli AS quantityMilli, unit_fen AS unitFen, amount_fen AS amountFen FROM quote_line WHERE quote_id = ? ORDER BY line_no';

const headSql = `SELECT w.rank, w.accept_due_at AS acceptDueAt, t.name_zh AS teamNameZh, t.name_en AS teamNameEn,
  a.county, a.town, a.detail, a.floor, a.elevator AS lift, e.name AS estate
  FROM work_order w JOIN address a ON a.id = w.address_id LEFT JOIN team t ON t.id = w.team_id LEFT JOIN estate e ON e.id = a.estate_id WHERE w.id = ?`;

const yes = (rows: Raw[], ...columns: string[]): Raw[] =>
  rows.map((row) => ({ ...row, ...Object.fromEntries(columns.map((name) => [name, row[name] === 1])) }));

/** What an order's document shows beside its first page. Personal fields are whole: the router masks them. */
export function readOrderMore(db: Db, id: string): Raw {
  const head = statement(db, headSql).get(id) as Raw;
  const all = (sql: string) => statement(db, sql).all(id) as Raw[];
  const { county, town, detail, floor, lift, estate, ...rest } = head;
  return {
    ...rest,
    place: { county, town, detail, floor, lift: lift === null ? null : lift === 1, estate },
    tags: all(rowsOf.tags).map((row) => row['tag']),
    watchers: all(rowsOf.watchers),
    escalations: all(rowsOf.escalations),
    quotes: all(rowsOf.quotes).map((quote) => ({
      ...quote,
      lines: statement(db, quoteLinesSql).all(quote['id']),
    })),
    urges: yes(all(rowsOf.urges), 'upstream'),
    machines: all(rowsOf.machines),
    photos: yes(all(rowsOf.photos), 'atDesk', 'isPicture', 'hasFile'),
    used: all(rowsOf.used),
  };
}

export const incomingSql =
  "SELECT m.id, m.kind, m.text_sealed AS sealed, m.at, m.answer_due_at AS answerDueAt, m.answered_at AS answeredAt, s.name AS answeredBy FROM platform_message m LEFT JOIN staff s ON s.id = m.answered_by WHERE m.work_order_id = ? AND m.direction = 'in' ORDER BY m.at DESC, m.seq DESC LIMIT 100";

export const deviceHistorySql = `SELECT m.id AS machineId, w.id AS orderId, w.number, w.title, coalesce(w.side_state, w.state) AS state, w.received_at AS receivedAt,
  w.finished_at AS finishedAt, o.result_code AS resultCode, f.symptom_zh AS faultZh, f.symptom_en AS faultEn, s.name AS staffName
  FROM machine_line m JOIN machine_line o ON o.work_order_id <> m.work_order_id AND (
    (m.indoor_code IS NOT NULL AND o.indoor_code = m.indoor_code) OR (m.outdoor_code IS NOT NULL AND o.outdoor_code = m.outdoor_code))
  JOIN work_order w ON w.id = o.work_order_id LEFT JOIN fault f ON f.id = o.fault_id LEFT JOIN staff s ON s.id = w.staff_id
  WHERE m.work_order_id = ? ORDER BY w.received_at DESC, w.seq DESC LIMIT 50`;

/** Events of an order by what they are about: first words of their kinds. */
export const timelineGroups = {
  all: '1',
  state:
    "json_extract(e.params, '$.to') IS NOT NULL OR e.kind IN ('order.received', 'order.undone', 'order.opened_as_rework')",
  call: "e.kind IN ('order.called', 'order.booked', 'order.rebooked', 'order.noted', 'order.urged', 'order.urge_answered', 'order.revealed', 'order.user_message', 'order.evidence_added', 'order.suspicion_decided')",
  visit:
    "e.kind GLOB 'visit.*' OR e.kind GLOB 'slip.*' OR e.kind GLOB 'proof.*' OR e.kind GLOB 'order.proof*'",
  money:
    "e.kind GLOB 'money.*' OR e.kind GLOB 'parts.*' OR e.kind GLOB 'old_part.*' OR e.kind GLOB 'statement.*' OR e.kind GLOB 'difference.*' OR e.kind GLOB 'order.quote_*'",
  platform:
    "e.kind GLOB 'upstream.*' OR e.kind GLOB 'source.*' OR e.kind GLOB 'outbox.*' OR e.kind IN ('order.changed_upstream', 'order.updated_by_platform', 'order.verdict', 'order.intercept', 'order.platform_wrote')",
} as const;

/** A page of what happened, newest first, before event number `before`. */
export function readTimeline(
  db: Db,
  page: { id: string; before: number | null; group: keyof typeof timelineGroups; limit: number },
): { entries: Raw[]; more: boolean } {
  const rows = statement(
    db,
    `SELECT e.seq, e.at, e.kind, e.params, s.name AS staffName FROM event e LEFT JOIN staff s ON s.id = e.staff_id
     WHERE e.work_order_id = @id AND (@before IS NULL OR e.seq < @before) AND (${timelineGroups[page.group]}) ORDER BY e.seq DESC LIMIT @limit + 1`,
  ).all({ id: page.id, before: page.before, limit: page.limit }) as Raw[];
  return {
    entries: rows
      .slice(0, page.limit)
      .map((row) => ({ ...row, params: JSON.parse(String(row['params'])) as unknown })),
    more: rows.length > page.limit,
  };
}
