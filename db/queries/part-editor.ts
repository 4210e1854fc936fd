import { priceOn } from '../../domain/stock/part-check.ts';
import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

interface PriceRow {
  fromDay: string;
  costFen: number;
  customerPriceFen: number;
  note: string;
  staffName: string | null;
}

/** All a part says, as the editor changes it, and its prices by day with what orders paid. Null for an unknown id. */
export function readPartEditor(db: Db, id: string) {
  const row = statement(
    db,
    `SELECT p.id, p.version, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.kind, p.category, p.unit, p.owner_kind AS ownerKind, p.payer_id AS payerId,
       p.cost_fen AS costFen, p.customer_price_fen AS customerPriceFen, p.old_part_return AS oldPartReturn, p.old_part_days AS oldPartDays, p.tracking,
       coalesce(p.serial_pattern, '') AS serialPattern, p.min_milli AS minMilli, p.max_milli AS maxMilli, coalesce(p.bin_id, '') AS bin,
       p.warranty_after_replace_days AS warrantyAfterDays, p.retired_at AS retiredAt,
       coalesce((SELECT sum(b.quantity_milli) FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = p.id AND l.is_real = 1), 0) AS onHandMilli
     FROM part p WHERE p.id = ?`,
  ).get(id) as (Record<string, unknown> & { oldPartReturn: number }) | undefined;
  if (row === undefined) return null;
  const all = <T>(sql: string) => statement(db, sql).all(id) as T[];
  const texts = (sql: string) => statement(db, sql).pluck().all(id) as string[];
  const prices = all<PriceRow>(
    `SELECT x.from_day AS fromDay, x.cost_fen AS costFen, x.customer_price_fen AS customerPriceFen, x.note, s.name AS staffName
     FROM part_price x LEFT JOIN staff s ON s.id = x.staff_id WHERE x.part_id = ? ORDER BY x.from_day DESC`,
  );
  const uses = all<{ day: string }>(
    `SELECT u.work_order_id AS workOrderId, w.number AS orderNumber, coalesce(v.day, w.received_day) AS day, u.payer, u.quantity_milli AS quantityMilli,
       u.unit_fen AS unitFen, u.reversed_at IS NOT NULL AS reversed
     FROM part_use u JOIN work_order w ON w.id = u.work_order_id LEFT JOIN visit v ON v.id = u.visit_id WHERE u.part_id = ? ORDER BY u.seq DESC LIMIT 30`,
  );
  return {
    part: { ...row, oldPartReturn: row.oldPartReturn === 1 },
    barcodes: texts('SELECT barcode FROM part_barcode WHERE part_id = ? ORDER BY seq'),
    models: texts('SELECT model FROM part_model WHERE part_id = ? ORDER BY model'),
    units: all(
      'SELECT unit, per_milli AS perMilli, loss_milli AS lossMilli FROM part_unit WHERE part_id = ? ORDER BY seq',
    ),
    substitutes: all(
      `SELECT x.other_part_id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, x.note,
         coalesce(r.rule, CASE WHEN x.note LIKE '%不可代%' THEN 'forbidden' ELSE 'allowed' END) AS rule
       FROM part_substitute x JOIN part p ON p.id = x.other_part_id
       LEFT JOIN part_substitute_rule r ON r.part_id = x.part_id AND r.other_part_id = x.other_part_id WHERE x.part_id = ? ORDER BY p.code`,
    ),
    levels: all(
      `SELECT v.location_id AS locationId, l.name_zh AS nameZh, l.name_en AS nameEn, v.min_milli AS minMilli, v.max_milli AS maxMilli, v.lead_days AS leadDays,
         v.bin, v.note, coalesce((SELECT sum(b.quantity_milli) FROM stock_balance b WHERE b.part_id = v.part_id AND b.location_id = v.location_id AND b.condition = 'good'), 0) AS onHandMilli
       FROM part_level v JOIN location l ON l.id = v.location_id WHERE v.part_id = ? ORDER BY l.code`,
    ),
    prices,
    uses: uses.map((use) => ({
      ...use,
      reversed: (use as { reversed?: number }).reversed === 1,
      listFen: priceOn(prices, use.day)?.customerPriceFen ?? null,
    })),
  };
}
