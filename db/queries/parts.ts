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
    view: 'all' | 'low' | 'short' | 'out' | 'retired';
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
  low: `(p.min_milli > 0 AND ${storeSql} < p.min_milli OR EXISTS (SELECT 1 FROM part_level v WHERE v.part_id = p.id AND v.min_milli >
    (SELECT coalesce(sum(b.quantity_milli), 0) FROM stock_balance b WHERE b.part_id = p.id AND b.location_id = v.location_id AND b.condition = 'good')))`,
  retired: null,
  short: `${shortSql} > 0`,
  out: `${storeSql} <= (SELECT coalesce(sum(b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = p.id AND l.kind IN ('main', 'sub_shop'))`,
};

export function stockListSql({ filter, sort, descending }: StockListParams): {
  sql: string;
  bindings: unknown[];
} {
  const where = [`p.retired_at IS ${filter.view === 'retired' ? 'NOT ' : ''}NULL`];
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
