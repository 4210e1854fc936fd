import type { LocationKind } from '../../domain/stock/key.ts';
import type { OldPartState } from '../../domain/stock/old-part.ts';
import { sumOldParts } from '../../domain/stock/old-part-sum.ts';
import type { Db } from '../connection.ts';
import { first } from './report.ts';

/** What L4 asks of the stock room beyond the ledger itself; one finder a rule, each names its first broken row. */
export function stockRoomLaws(db: Db): (() => string | null)[] {
  return [
    first(
      db,
      'old_part',
      `SELECT max(o.id) AS id, 'papers say ' || sum(o.quantity_milli) || ' old of ' || o.part_id || ' in ' || o.location_id || ', moves say less' AS problem
       FROM old_part o WHERE o.location_id IS NOT NULL AND o.state IN ('with_technician', 'in_store', 'boxed', 'in_transit', 'refused', 'appealed')
       GROUP BY o.part_id, o.location_id HAVING sum(o.quantity_milli) > coalesce((SELECT sum(b.quantity_milli) FROM stock_balance b
         WHERE b.part_id = o.part_id AND b.location_id = o.location_id AND b.condition = 'old'), 0)`,
    ),
    () => oldPartsAddUp(db),
    first(
      db,
      'journal_line',
      `SELECT 'stock_own' AS id, 'own stock is worth ' || v.fen || ', its account says ' || j.fen AS problem
       FROM (SELECT coalesce(sum(value_fen), 0) AS fen FROM stock_value WHERE owner_kind = 'own') v,
         (SELECT coalesce(sum(debit_fen - credit_fen), 0) AS fen, count(*) AS booked FROM journal_line WHERE account_code = 'stock_own') j
       WHERE j.booked > 0 AND j.fen <> v.fen`,
    ),
    first(
      db,
      'custody_item',
      `SELECT i.id, i.number || ' is ' || i.state || ', the ledger does not have it there' AS problem FROM custody_item i
       WHERE i.state IN ('held', 'in_repair', 'ready', 'on_way') AND i.part_id IS NOT NULL AND i.quantity_milli <> coalesce((SELECT b.quantity_milli FROM stock_balance b
         WHERE b.part_id = i.part_id AND b.location_id = i.location_id AND b.bin = i.bin AND b.owner_kind = 'custody' AND b.condition = 'good' AND b.serial = i.number), 0)
       UNION ALL SELECT b.id, b.serial || ' lies in ' || b.location_id || ', no thing of a user says so' FROM stock_balance b JOIN location l ON l.id = b.location_id
       WHERE b.owner_kind = 'custody' AND b.quantity_milli <> 0 AND l.is_real = 1 AND b.condition <> 'scrap' AND NOT EXISTS (SELECT 1 FROM custody_item i
         WHERE i.number = b.serial AND i.location_id = b.location_id AND i.bin = b.bin AND i.state IN ('held', 'in_repair', 'ready', 'on_way'))`,
    ),
    first(
      db,
      'stock_value',
      `SELECT v.id, v.part_id || ' is worth ' || v.value_fen || ' for ' || v.quantity_milli || ', its moves of value say otherwise' AS problem
       FROM stock_value v LEFT JOIN (SELECT part_id, owner_kind, owner_id, sum(quantity_milli) AS milli, sum(value_fen) AS fen FROM stock_value_move
         GROUP BY part_id, owner_kind, owner_id) m ON m.part_id = v.part_id AND m.owner_kind = v.owner_kind AND m.owner_id = v.owner_id
       WHERE v.value_fen <> coalesce(m.fen, 0) OR v.quantity_milli <> coalesce(m.milli, 0) OR v.value_fen < 0 OR (v.quantity_milli = 0 AND v.value_fen <> 0)`,
    ),
    first(
      db,
      'stock_value',
      `SELECT v.id, v.part_id || ' is valued for ' || v.quantity_milli || ', the ledger has another quantity' AS problem
       FROM stock_value v WHERE v.quantity_milli <> coalesce((SELECT sum(b.quantity_milli) FROM stock_balance b JOIN location l ON l.id = b.location_id
         WHERE b.part_id = v.part_id AND b.owner_kind = v.owner_kind AND b.owner_id = v.owner_id AND l.is_real = 1 AND b.condition NOT IN ('old', 'scrap')), 0)`,
    ),
  ];
}

/**
 * used = returned + scrapped + held + lost. Uses are what the ledger says came off machines (and what the outlet opened
 * with), the rest is what the old parts say became of them; what went back to makers agrees with the ledger by itself.
 */
function oldPartsAddUp(db: Db): string | null {
  const uses = db
    .prepare(
      `SELECT m.part_id AS "of", -sum(m.quantity_milli) AS quantityMilli FROM stock_move m JOIN location l ON l.id = m.location_id
       WHERE m.condition = 'old' AND (l.kind = 'user' OR (m.kind = 'opening' AND l.is_real = 0)) GROUP BY m.part_id`,
    )
    .all() as { of: string; quantityMilli: number }[];
  const parts = db
    .prepare(
      `SELECT o.part_id AS "of", o.state, l.kind AS place, o.quantity_milli AS quantityMilli FROM old_part o LEFT JOIN location l ON l.id = o.location_id`,
    )
    .all() as { of: string; state: OldPartState; place: LocationKind | null; quantityMilli: number }[];
  const returned = new Map(
    (
      db
        .prepare(
          `SELECT m.part_id AS partId, sum(m.quantity_milli) AS milli FROM stock_move m JOIN location l ON l.id = m.location_id
           WHERE m.condition = 'old' AND m.kind IN ('old_accepted', 'old_refused') AND l.kind IN ('maker', 'upper') GROUP BY m.part_id`,
        )
        .all() as { partId: string; milli: number }[]
    ).map((row) => [row.partId, row.milli]),
  );
  for (const [partId, sum] of sumOldParts(uses, parts)) {
    if (sum.differs !== 0)
      return `part ${partId}: ${sum.used} taken off, ${sum.used - sum.differs} accounted for among old parts`;
    if (sum.returned !== (returned.get(partId) ?? 0))
      return `part ${partId}: ${sum.returned} returned by their papers, ${returned.get(partId) ?? 0} by moves`;
  }
  return null;
}
