import type { Db } from '../connection.ts';
import { statement } from './statements.ts';

/** What lies on a shelf (or in a whole place), a row per key; null for an unknown place. */
export function readLies(db: Db, params: { locationId: string; bin: string | null }) {
  const place = statement(db, 'SELECT name_zh AS nameZh, name_en AS nameEn FROM location WHERE id = ?').get(
    params.locationId,
  ) as { nameZh: string; nameEn: string } | undefined;
  if (place === undefined) return null;
  const lines = statement(
    db,
    `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, b.bin, b.condition, b.lot, b.serial,
       b.quantity_milli AS onHandMilli, b.reserved_milli AS reservedMilli
     FROM stock_balance b JOIN part p ON p.id = b.part_id
     WHERE b.location_id = @locationId AND (@bin IS NULL OR b.bin = @bin) AND b.quantity_milli > 0 ORDER BY b.bin, p.code, b.lot, b.serial LIMIT 500`,
  ).all(params);
  return { ...place, lines };
}
