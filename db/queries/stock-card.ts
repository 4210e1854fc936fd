import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

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

export const stockCardQueries = {
  'parts.card': readCard,
};
