import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

export const idleViews = ['expiring', 'slow', 'unused'] as const;
export type IdleView = (typeof idleViews)[number];

export interface IdleParams {
  view: IdleView;
  today: string;
  /** Lots that are over by this day count as expiring. */
  soonDay: string;
  /** Parts last used before this day are slow. */
  slowDay: string;
}

const head = `p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, p.owner_kind AS ownerKind`;
/** The last use that was not taken back. */
const lastUse = `(SELECT max(m.business_day) FROM stock_move m JOIN location l ON l.id = m.location_id WHERE m.part_id = p.id AND m.kind = 'use' AND l.kind = 'user'
    AND m.quantity_milli > 0 AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reversal_of = m.pair_id))`;
const since = `(SELECT min(m.business_day) FROM stock_move m JOIN location l ON l.id = m.location_id WHERE m.part_id = p.id AND l.is_real = 1 AND m.quantity_milli > 0)`;
/** Good stock in places of ours, whoever it belongs to but users. */
const lying = `FROM stock_balance b JOIN location l ON l.id = b.location_id
    WHERE b.part_id = p.id AND l.is_real = 1 AND b.condition = 'good' AND b.owner_kind <> 'custody'`;
const valueOf = (milli: string) => `(${milli} * p.cost_fen + 500) / 1000`;

/** By lot and place: what is over, or will be soon, the earliest first. */
const expiringSql = `SELECT ${head}, b.lot, t.expires_day AS expiresDay, CAST(julianday(t.expires_day) - julianday(@today) AS INTEGER) AS daysLeft,
    l.name_zh AS placeNameZh, l.name_en AS placeNameEn, sum(b.quantity_milli) AS quantityMilli, ${valueOf('sum(b.quantity_milli)')} AS valueFen,
    ${lastUse} AS lastUseDay, NULL AS sinceDay
  FROM stock_balance b JOIN lot t ON t.part_id = b.part_id AND t.code = b.lot JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
  WHERE t.expires_day <= @soonDay AND b.quantity_milli > 0 AND l.is_real = 1 AND b.condition = 'good' AND b.owner_kind <> 'custody'
  GROUP BY p.id, b.lot, l.id ORDER BY t.expires_day, valueFen DESC, p.code`;

/** By part, what most money lies in first; our own at its kept value, others' at their price. */
const idleSql = `SELECT q.partId, q.code, q.nameZh, q.nameEn, q.unit, q.ownerKind, '' AS lot, NULL AS expiresDay, NULL AS daysLeft, '' AS placeNameZh, '' AS placeNameEn,
    q.quantityMilli, q.valueFen, q.lastUseDay, q.sinceDay
  FROM (SELECT ${head}, (SELECT coalesce(sum(b.quantity_milli), 0) ${lying}) AS quantityMilli,
      coalesce((SELECT v.value_fen FROM stock_value v WHERE v.part_id = p.id AND v.owner_kind = 'own' AND p.owner_kind = 'own' LIMIT 1),
        ${valueOf(`(SELECT coalesce(sum(b.quantity_milli), 0) ${lying})`)}) AS valueFen,
      ${lastUse} AS lastUseDay, ${since} AS sinceDay
    FROM part p WHERE p.retired_at IS NULL) q
  WHERE q.quantityMilli > 0 AND CASE WHEN @view = 'slow' THEN q.lastUseDay < @slowDay ELSE q.lastUseDay IS NULL END
  ORDER BY q.valueFen DESC, q.code`;

/** Goods that lie: lots near their end, parts long not used, parts never used; with the money that lies in them. */
export function listIdle(db: Db, params: IdleParams) {
  const { view, today, soonDay, slowDay } = params;
  const rows = (
    view === 'expiring'
      ? statement(db, expiringSql).all({ today, soonDay })
      : statement(db, idleSql).all({ view, slowDay })
  ) as { valueFen: number }[];
  return {
    rows: rows.slice(0, 1000),
    total: rows.length,
    valueFen: rows.reduce((sum, row) => sum + row.valueFen, 0),
  };
}
