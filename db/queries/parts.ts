import type { Db } from '../connection.ts';
import type { SnapshotQuery } from '../snapshots.ts';
import { statement } from './statements.ts';

export interface StockListParams {
  filter: {
    text: string;
    ownerKind: string | null;
    payerId: string | null;
    kind: string | null;
    locationId: string | null;
    view: 'all' | 'low' | 'short' | 'out';
  };
  sort: 'code' | 'name' | 'store' | 'short';
  descending: boolean;
}

/** Good stock of a part in places of some kinds. */
const sumIn = (kinds: string) =>
  `(SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
    WHERE b.part_id = p.id AND b.condition = 'good' AND l.kind IN (${kinds}))`;
const storeSql = sumIn("'main', 'sub_shop'");
const shortSql =
  "(SELECT coalesce(sum(quantity_milli), 0) FROM reservation r WHERE r.part_id = p.id AND r.state = 'short')";
const reservedSql = `(SELECT coalesce(sum(b.reserved_milli), 0) FROM stock_balance b WHERE b.part_id = p.id)`;

export const stockRowColumns = `p.seq, p.id, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.kind, p.category, p.unit, p.owner_kind AS ownerKind,
  p.payer_id AS payerId, p.tracking, coalesce(p.bin_id, '') AS bin, p.cost_fen AS costFen, p.customer_price_fen AS customerPriceFen,
  ${storeSql} AS storeMilli, ${sumIn("'bag'")} AS bagMilli, ${sumIn("'transit'")} AS transitMilli, ${reservedSql} AS reservedMilli, ${shortSql} AS shortMilli,
  p.min_milli AS minMilli, p.max_milli AS maxMilli`;

const sortColumns: Record<StockListParams['sort'], string> = {
  code: 'p.code',
  name: 'p.name_zh',
  store: storeSql,
  short: shortSql,
};

const viewSql: Record<StockListParams['filter']['view'], string | null> = {
  all: null,
  low: `p.min_milli > 0 AND ${storeSql} < p.min_milli`,
  short: `${shortSql} > 0`,
  out: `${storeSql} <= (SELECT coalesce(sum(b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = p.id AND l.kind IN ('main', 'sub_shop'))`,
};

function stockListSql({ filter, sort, descending }: StockListParams): { sql: string; bindings: unknown[] } {
  const where = ['p.retired_at IS NULL'];
  const bindings: unknown[] = [];
  const add = (condition: string, ...values: unknown[]) => {
    where.push(condition);
    bindings.push(...values);
  };
  if (filter.ownerKind !== null) add('p.owner_kind = ?', filter.ownerKind);
  if (filter.payerId !== null) add('p.payer_id = ?', filter.payerId);
  if (filter.kind !== null) add('p.kind = ?', filter.kind);
  if (filter.locationId !== null)
    add(
      'EXISTS (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id AND b.location_id = ? AND b.quantity_milli > 0)',
      filter.locationId,
    );
  if (filter.text.trim() !== '') {
    const { sql, values } = textSql(filter.text);
    add(sql, ...values);
  }
  const view = viewSql[filter.view];
  if (view !== null) add(view);
  const direction = descending ? 'DESC' : 'ASC';
  const sql = `SELECT p.seq FROM part p WHERE ${where.join(' AND ')} ORDER BY ${sortColumns[sort]} ${direction}, p.seq`;
  return { sql, bindings };
}

/** Code, name, initials or barcode contain the text; wildcards of LIKE stand for themselves. */
function textSql(text: string): { sql: string; values: string[] } {
  const like = `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return {
    sql: `(p.code LIKE ? ESCAPE '\\' OR p.name_zh LIKE ? ESCAPE '\\' OR p.name_en LIKE ? ESCAPE '\\' OR p.name_initials LIKE ? ESCAPE '\\'
      OR EXISTS (SELECT 1 FROM part_barcode c WHERE c.part_id = p.id AND c.barcode LIKE ? ESCAPE '\\'))`,
    values: [like, like, like, like, like],
  };
}

export const partSnapshots = {
  'parts.list': {
    numbers: (db: Db, params: StockListParams) => {
      const { sql, bindings } = stockListSql(params);
      return statement(db, sql)
        .pluck()
        .all(...bindings) as number[];
    },
    rows: (db: Db, numbers: readonly number[]) =>
      statement(
        db,
        `SELECT ${stockRowColumns} FROM part p WHERE p.seq IN (SELECT value FROM json_each(?))`,
      ).all(JSON.stringify(numbers)) as { seq: number }[],
  },
} satisfies Record<string, SnapshotQuery>;

export interface CardParams {
  partId: string;
  locationId: string | null;
  until: number | null;
  offset: number;
  limit: number;
}

const cardWhere =
  'm.part_id = @partId AND l.is_real = 1 AND (@locationId IS NULL OR m.location_id = @locationId) AND (@until IS NULL OR m.at <= @until)';

/**
 * The stock card: what came and went in the chosen places, newest first, each line with what stood there after it.
 * `until` looks back: the first figure is what stood there at that moment, whatever was entered later.
 */
export function readCard(db: Db, params: CardParams) {
  const sums = statement(
    db,
    `SELECT coalesce(sum(m.quantity_milli), 0) AS onHandMilli, count(*) AS total FROM stock_move m JOIN location l ON l.id = m.location_id WHERE ${cardWhere}`,
  ).get({ partId: params.partId, locationId: params.locationId, until: params.until }) as {
    onHandMilli: number;
    total: number;
  };
  const rows = statement(
    db,
    `SELECT * FROM (SELECT m.seq, m.at, m.business_day AS day, m.kind, m.quantity_milli AS quantityMilli,
       sum(m.quantity_milli) OVER (ORDER BY m.seq) AS afterMilli, l.name_zh AS locationNameZh, l.name_en AS locationNameEn,
       coalesce(o.name_zh, '') AS otherNameZh, coalesce(o.name_en, '') AS otherNameEn, m.condition, m.lot, m.serial, d.number AS documentNumber,
       w.number AS orderNumber, m.work_order_id AS workOrderId, s.name AS staffName, m.reversal_of IS NOT NULL AS reversal
     FROM stock_move m JOIN location l ON l.id = m.location_id
     LEFT JOIN stock_move x ON x.seq = CASE WHEN m.quantity_milli < 0 THEN m.seq + 1 ELSE m.seq - 1 END AND x.pair_id = m.pair_id
     LEFT JOIN location o ON o.id = x.location_id LEFT JOIN document d ON d.id = m.document_id LEFT JOIN work_order w ON w.id = m.work_order_id
     LEFT JOIN staff s ON s.id = m.staff_id WHERE ${cardWhere}) ORDER BY seq DESC LIMIT @limit OFFSET @offset`,
  ).all(params) as (Record<string, unknown> & { reversal: number })[];
  return { rows: rows.map((row) => ({ ...row, reversal: row.reversal === 1 })), ...sums };
}

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

export const partQueries = {
  'parts.card': readCard,
  'parts.oldParts': listOldParts,
};
