import { owedOf, type RequestLine } from '../../domain/stock/request.ts';
import { type OpenSupply, spreadReceipts } from '../../domain/stock/replenish.ts';
import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import { listIdle } from './stock-idle.ts';
import { statement } from './statements.ts';
import type { ReaderQuery } from './index.ts';

export interface SupplyParams {
  today: string;
  locationId: string;
  /** First days of the spans that are counted: use till yesterday, and the same days a year ago. */
  usedFrom: string;
  yearBefore: string;
  yearToday: string;
  yearAfter: string;
  /** Orders of goods before this day are no longer waited for. */
  ordersFrom: string;
}

export interface SupplyRow {
  partId: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  ownerKind: string;
  payerId: string | null;
  payerNameZh: string | null;
  payerNameEn: string | null;
  unitFen: number;
  minMilli: number;
  maxMilli: number;
  levelLeadDays: number | null;
  upperLeadDays: number | null;
  packUnit: string | null;
  packMilli: number | null;
  usedMilli: number;
  beforeMilli: number;
  afterMilli: number;
  freeMilli: number;
  transitMilli: number;
  waitingMilli: number;
  placesMilli: number;
  untilDay: string | null;
  reason: string | null;
}

/** Use as the ledger says it: what went to users, less what came back. */
const useSql = `SELECT m.part_id, sum(CASE WHEN m.business_day >= @usedFrom AND m.business_day < @today THEN m.quantity_milli ELSE 0 END) AS used,
    sum(CASE WHEN m.business_day >= @yearBefore AND m.business_day < @yearToday THEN m.quantity_milli ELSE 0 END) AS before,
    sum(CASE WHEN m.business_day >= @yearToday AND m.business_day < @yearAfter THEN m.quantity_milli ELSE 0 END) AS after
  FROM stock_move m JOIN location l ON l.id = m.location_id
  WHERE l.kind = 'user' AND m.kind IN ('use', 'unuse') AND m.business_day >= @yearBefore GROUP BY m.part_id`;

const store = `(SELECT coalesce(sum(b.quantity_milli - b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
    LEFT JOIN lot t ON t.part_id = b.part_id AND t.code = b.lot
    WHERE b.part_id = p.id AND b.condition = 'good' AND b.owner_kind <> 'custody' AND l.kind IN ('main', 'sub_shop')
    AND (t.expires_day IS NULL OR t.expires_day >= @today))`;

const factsSql = `WITH uses AS (${useSql})
  SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, p.owner_kind AS ownerKind, p.payer_id AS payerId,
    y.name_zh AS payerNameZh, y.name_en AS payerNameEn, p.cost_fen AS unitFen,
    coalesce(v.min_milli, p.min_milli) AS minMilli, coalesce(v.max_milli, p.max_milli) AS maxMilli, v.lead_days AS levelLeadDays,
    (SELECT u.lead_days FROM upper_store u WHERE u.payer_id IS CASE WHEN p.owner_kind = 'payer' THEN p.payer_id END ORDER BY u.seq LIMIT 1) AS upperLeadDays,
    k.unit AS packUnit, k.per_milli AS packMilli,
    coalesce(s.used, 0) AS usedMilli, coalesce(s.before, 0) AS beforeMilli, coalesce(s.after, 0) AS afterMilli,
    ${store} AS freeMilli,
    (SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
      WHERE b.part_id = p.id AND b.condition = 'good' AND b.owner_kind <> 'custody' AND l.kind = 'transit') AS transitMilli,
    (SELECT coalesce(sum(r.quantity_milli), 0) FROM reservation r WHERE r.part_id = p.id AND r.state = 'short') AS waitingMilli,
    (SELECT coalesce(sum(max(0, o.min_milli - (SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b
      WHERE b.part_id = p.id AND b.location_id = o.location_id AND b.condition = 'good'))), 0)
      FROM part_level o JOIN location l ON l.id = o.location_id
      WHERE o.part_id = p.id AND o.location_id <> @locationId AND l.retired_at IS NULL) AS placesMilli,
    n.until_day AS untilDay, n.reason
  FROM part p LEFT JOIN uses s ON s.part_id = p.id LEFT JOIN payer y ON y.id = p.payer_id
  LEFT JOIN part_level v ON v.part_id = p.id AND v.location_id = @locationId
  LEFT JOIN part_unit k ON k.id = (SELECT x.id FROM part_unit x WHERE x.part_id = p.id AND x.per_milli > 1000 ORDER BY x.per_milli, x.seq LIMIT 1)
  LEFT JOIN replenish_skip n ON n.part_id = p.id AND n.location_id = @locationId AND n.until_day >= @today
  WHERE p.retired_at IS NULL ORDER BY p.code`;

/** Everything a proposal is made of, one row for each part in use; sums in thousandths of the base unit. */
export function readSupplyFacts(db: Db, params: SupplyParams) {
  const { ordersFrom, ...bound } = params;
  const began = statement(
    db,
    "SELECT min(m.business_day) FROM stock_move m JOIN location l ON l.id = m.location_id WHERE l.kind = 'user' AND m.kind = 'use'",
  )
    .pluck()
    .get() as string | null;
  return {
    /** Use is written since before the span of a year ago began: only then does it say anything about a season. */
    yearKnown: began !== null && began <= params.yearBefore,
    rows: statement(db, factsSql).all(bound) as SupplyRow[],
    requested: readRequested(db),
    ordered: readOrdered(db, ordersFrom),
  };
}

/** Owed by makers on requests they have in hand, by part. */
function readRequested(db: Db): Record<string, number> {
  const lines = statement(
    db,
    `SELECT l.request_id AS requestId, l.part_id AS partId, l.asked_milli AS askedMilli, l.approved_milli AS approvedMilli, l.received_milli AS receivedMilli
     FROM parts_request_line l JOIN parts_request q ON q.id = l.request_id WHERE q.state IN ('asked', 'approved', 'shipped', 'short') ORDER BY l.request_id, l.line_no`,
  ).all() as (RequestLine & { requestId: string; partId: string })[];
  const out: Record<string, number> = {};
  for (const own of Map.groupBy(lines, (line) => line.requestId).values())
    owedOf(own).forEach((owed, at) => {
      const { partId } = own[at] as { partId: string };
      out[partId] = (out[partId] ?? 0) + owed;
    });
  return out;
}

/** Still to come of goods that were ordered, by part. */
function readOrdered(db: Db, since: string): Record<string, number> {
  const out: Record<string, number> = {};
  for (const line of readSupplyLines(db, since)) {
    if (line.closed || line.state === 'void') continue;
    out[line.partId] = (out[line.partId] ?? 0) + line.askedMilli - line.cameMilli;
  }
  return out;
}

export interface SupplyLine {
  id: string;
  documentId: string;
  state: string;
  closed: boolean;
  at: number;
  lineNo: number;
  partId: string;
  askedMilli: number;
  cameMilli: number;
}

/** Lines of orders since a day with what came of each: receipts outside any request, the oldest order first. */
export function readSupplyLines(db: Db, since: string): SupplyLine[] {
  const lines = statement(
    db,
    `SELECT l.id, l.document_id AS documentId, d.state, json_extract(d.head, '$.closedAt') IS NOT NULL AS closed, coalesce(d.posted_at, d.at) AS at,
       l.line_no AS lineNo, l.part_id AS partId, l.asked_milli AS askedMilli
     FROM document d JOIN document_line l ON l.document_id = d.id WHERE d.kind = 'supply' AND d.business_day >= ? ORDER BY d.seq, l.line_no`,
  ).all(since) as (Omit<SupplyLine, 'cameMilli' | 'closed'> & { closed: number })[];
  const receipts = statement(
    db,
    `SELECT m.quantity_milli AS milli, m.at FROM stock_move m JOIN location l ON l.id = m.location_id LEFT JOIN document d ON d.id = m.document_id
     WHERE m.part_id = ? AND m.business_day >= ? AND m.kind = 'receive' AND l.is_real = 1 AND m.quantity_milli > 0 AND m.reversal_of IS NULL
     AND json_extract(d.head, '$.requestId') IS NULL AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reversal_of = m.pair_id) ORDER BY m.seq`,
  );
  const came = new Map<string, number>();
  const sent = lines.filter((line) => line.state === 'posted');
  for (const [partId, own] of Map.groupBy(sent, (line) => line.partId)) {
    const orders: OpenSupply[] = own.map((line) => ({
      id: line.id,
      partId,
      orderedMilli: line.askedMilli,
      at: line.at,
    }));
    const got = receipts.all(partId, since) as { milli: number; at: number }[];
    for (const [id, milli] of spreadReceipts(orders, got)) came.set(id, milli);
  }
  return lines.map((line) => ({ ...line, closed: line.closed === 1, cameMilli: came.get(line.id) ?? 0 }));
}

/** Orders of goods, newest first, with their lines and what came of each. */
export function listSupplyOrders(db: Db, params: { since: string; openOnly: boolean }) {
  const byOrder = Map.groupBy(readSupplyLines(db, params.since), (line) => line.documentId);
  const heads = statement(
    db,
    `SELECT d.id, d.version, d.number, d.state, d.business_day AS day, d.at, d.posted_at AS sentAt, d.total_fen AS totalFen, m.name AS madeByName,
       f.name_zh AS fromNameZh, f.name_en AS fromNameEn, y.name_zh AS payerNameZh, y.name_en AS payerNameEn,
       json_extract(d.head, '$.closedAt') IS NOT NULL AS closed, coalesce(json_extract(d.head, '$.reason'), d.void_reason, '') AS reason
     FROM document d LEFT JOIN location f ON f.id = d.from_location_id LEFT JOIN staff m ON m.id = d.made_by
     LEFT JOIN payer y ON y.id = json_extract(d.head, '$.payerId')
     WHERE d.kind = 'supply' AND d.business_day >= ? ORDER BY d.seq DESC`,
  ).all(params.since) as { id: string; state: string; closed: number }[];
  const texts = statement(
    db,
    `SELECT l.id, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, l.unit_fen AS unitFen, l.amount_fen AS amountFen, l.note
     FROM document_line l JOIN part p ON p.id = l.part_id WHERE l.document_id = ? ORDER BY l.line_no`,
  );
  const rows = heads.flatMap((head) => {
    const own = byOrder.get(head.id) ?? [];
    const here = own.length > 0 && own.every((line) => line.cameMilli >= line.askedMilli);
    const state =
      head.state === 'void'
        ? 'void'
        : head.state === 'staged'
          ? 'collecting'
          : head.closed === 1
            ? 'closed'
            : here
              ? 'come'
              : 'sent';
    if (params.openOnly && state !== 'collecting' && state !== 'sent') return [];
    const { state: _state, closed: _closed, ...rest } = head;
    const words = new Map((texts.all(head.id) as { id: string }[]).map((row) => [row.id, row]));
    return [
      {
        ...rest,
        state,
        lines: own.map(({ id, lineNo, partId, askedMilli, cameMilli }) => ({
          ...words.get(id),
          lineNo,
          partId,
          askedMilli,
          cameMilli,
        })),
      },
    ];
  });
  return { rows };
}

/** Reads of what should be ordered, of orders of goods, and of goods that lie. */
export const supplyQueries = {
  'parts.supplyFacts': readSupplyFacts,
  'parts.supplyOrders': listSupplyOrders,
  'parts.supplyIdle': listIdle,
} satisfies Record<string, ReaderQuery>;
export const supplySnapshots = {} satisfies Record<string, SnapshotQuery>;
