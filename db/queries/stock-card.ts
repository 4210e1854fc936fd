import type { StockKey } from '../../domain/stock/key.ts';
import type { Db } from '../connection.ts';
import { keyValues, sameKeySql, toKeyRow } from '../stock-balance.ts';
import { statement } from './statements.ts';

/** What a card is of: a part, narrowed by any of the rest of its key. Null is any; empty text is the empty one. */
export interface CardOf {
  partId: string;
  locationId: string | null;
  bin: string | null;
  condition: string | null;
  ownerKind: string | null;
  ownerId: string | null;
  lot: string | null;
  serial: string | null;
}

export interface CardParams extends CardOf {
  until: number | null;
  offset: number;
  limit: number;
}

/** What one key holds: now by its kept sum, at a moment in the past by its moves up to then. */
export function onHandOf(db: Db, key: StockKey, until: number | null = null): number {
  const values = keyValues(toKeyRow(key));
  const found =
    until === null
      ? statement(db, `SELECT quantity_milli FROM stock_balance WHERE ${sameKeySql}`)
          .pluck()
          .get(...values)
      : statement(db, `SELECT sum(quantity_milli) FROM stock_move WHERE ${sameKeySql} AND at <= ?`)
          .pluck()
          .get(...values, until);
  return (found as number | null | undefined) ?? 0;
}

/** The whole key where every piece of it is named. */
function wholeKey(of: CardOf): StockKey | null {
  const { partId, locationId, bin, condition, ownerKind, ownerId, lot, serial } = of;
  if (locationId === null || bin === null || condition === null || ownerKind === null) return null;
  if (ownerId === null || lot === null || serial === null) return null;
  return {
    partId,
    locationId,
    bin,
    condition: condition as StockKey['condition'],
    ownerKind: ownerKind as StockKey['ownerKind'],
    ownerId,
    lot,
    serial,
  };
}

const columns = {
  locationId: 'location_id',
  bin: 'bin',
  condition: 'condition',
  ownerKind: 'owner_kind',
  ownerId: 'owner_id',
  lot: 'lot',
  serial: 'serial',
} as const;

/** Conditions over `stock_move m` joined with `location l`; only what is asked stands in the statement. */
function whereOf(params: CardParams): { sql: string; values: unknown[] } {
  const where = ['m.part_id = ?', 'l.is_real = 1'];
  const values: unknown[] = [params.partId];
  for (const [name, column] of Object.entries(columns)) {
    const value = params[name as keyof typeof columns];
    if (value === null) continue;
    where.push(`m.${column} = ?`);
    values.push(value);
  }
  if (params.until !== null) {
    where.push('m.at <= ?');
    values.push(params.until);
  }
  return { sql: where.join(' AND '), values };
}

/**
 * The stock card: what came and went in the chosen places, newest first, each line with what stood there after it.
 * `until` looks back: the first figure is what stood there at that moment, whatever was entered later. With a serial it
 * is the life of that one piece, up to the machine it went into.
 */
export function readCard(db: Db, params: CardParams) {
  const { sql, values } = whereOf(params);
  const sums = statement(
    db,
    `SELECT coalesce(sum(m.quantity_milli), 0) AS onHandMilli, count(*) AS total FROM stock_move m JOIN location l ON l.id = m.location_id WHERE ${sql}`,
  ).get(...values) as { onHandMilli: number; total: number };
  const key = wholeKey(params);
  const onHandMilli = key === null ? sums.onHandMilli : onHandOf(db, key, params.until);
  const rows = statement(
    db,
    `SELECT * FROM (SELECT m.seq, m.at, m.business_day AS day, m.kind, m.quantity_milli AS quantityMilli,
       sum(m.quantity_milli) OVER (ORDER BY m.seq) AS afterMilli, l.name_zh AS locationNameZh, l.name_en AS locationNameEn, m.bin,
       coalesce(o.name_zh, '') AS otherNameZh, coalesce(o.name_en, '') AS otherNameEn, m.condition, m.lot, m.serial, d.number AS documentNumber,
       w.number AS orderNumber, m.work_order_id AS workOrderId, s.name AS staffName, m.reversal_of IS NOT NULL AS reversal,
       (SELECT ml.model FROM part_use u JOIN machine_line ml ON ml.id = u.machine_line_id WHERE u.work_order_id = m.work_order_id AND u.pair_id = m.pair_id LIMIT 1) AS model
     FROM stock_move m JOIN location l ON l.id = m.location_id
     LEFT JOIN stock_move x ON x.seq = CASE WHEN m.quantity_milli < 0 THEN m.seq + 1 ELSE m.seq - 1 END AND x.pair_id = m.pair_id
     LEFT JOIN location o ON o.id = x.location_id LEFT JOIN document d ON d.id = m.document_id LEFT JOIN work_order w ON w.id = m.work_order_id
     LEFT JOIN staff s ON s.id = m.staff_id WHERE ${sql}) ORDER BY seq DESC LIMIT ? OFFSET ?`,
  ).all(...values, params.limit, params.offset) as (Record<string, unknown> & { reversal: number })[];
  return {
    rows: rows.map((row) => ({ ...row, reversal: row.reversal === 1 })),
    total: sums.total,
    onHandMilli,
  };
}

export const stockCardQueries = {
  'parts.card': readCard,
};
