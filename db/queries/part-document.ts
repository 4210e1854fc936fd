import type { Db } from '../connection.ts';
import { stockRowColumns } from './parts.ts';
import { statement } from './statements.ts';

/** What our own stock of it is worth: as it is kept, or at cost where none of it moved since values are kept. */
const valueSql = `CASE WHEN p.owner_kind <> 'own' THEN NULL ELSE coalesce((SELECT v.value_fen FROM stock_value v WHERE v.part_id = p.id AND v.owner_kind = 'own' AND v.owner_id = ''),
  (SELECT (coalesce(sum(b.quantity_milli), 0) * p.cost_fen + 500) / 1000 FROM stock_balance b JOIN location l ON l.id = b.location_id
   WHERE b.part_id = p.id AND b.owner_kind = 'own' AND l.is_real = 1 AND b.condition NOT IN ('old', 'scrap'))) END`;

/** A part as its document shows it: masters, balances by key, promises. Null for an unknown id. */
export function readPartDocument(db: Db, id: string) {
  const row = statement(
    db,
    `SELECT ${stockRowColumns}, p.version, p.old_part_return AS oldPartReturn, p.old_part_days AS oldPartDays, ${valueSql} AS valueFen, y.name_zh AS payerNameZh, y.name_en AS payerNameEn
     FROM part p LEFT JOIN payer y ON y.id = p.payer_id WHERE p.id = ?`,
  ).get(id) as (Record<string, unknown> & { oldPartReturn: number }) | undefined;
  if (row === undefined) return null;
  const texts = (sql: string) => statement(db, sql).pluck().all(id) as string[];
  const free = `(SELECT coalesce(sum(b.quantity_milli - b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
    WHERE b.part_id = p.id AND b.condition = 'good' AND l.kind IN ('main', 'sub_shop'))`;
  return {
    part: {
      ...row,
      oldPartReturn: row.oldPartReturn === 1,
      barcodes: texts('SELECT barcode FROM part_barcode WHERE part_id = ? ORDER BY seq'),
      models: texts('SELECT model FROM part_model WHERE part_id = ? ORDER BY model'),
      units: statement(
        db,
        'SELECT unit, per_milli AS perMilli, loss_milli AS lossMilli FROM part_unit WHERE part_id = ? ORDER BY seq',
      ).all(id),
      substitutes: statement(
        db,
        `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, x.note, ${free} AS freeMilli
         FROM part_substitute x JOIN part p ON p.id = x.other_part_id WHERE x.part_id = ? ORDER BY p.code`,
      ).all(id),
    },
    balances: statement(
      db,
      `SELECT b.location_id AS locationId, l.name_zh AS locationNameZh, l.name_en AS locationNameEn, l.kind AS locationKind, b.bin, b.condition,
         b.owner_kind AS ownerKind, b.owner_id AS ownerId, b.lot, t.expires_day AS expiresDay, b.serial, b.quantity_milli AS quantityMilli,
         b.reserved_milli AS reservedMilli
       FROM stock_balance b JOIN location l ON l.id = b.location_id LEFT JOIN lot t ON t.part_id = b.part_id AND t.code = b.lot
       WHERE b.part_id = ? AND l.is_real = 1 AND b.quantity_milli <> 0 ORDER BY l.kind <> 'main', l.code, t.expires_day, b.serial`,
    ).all(id),
    reservations: statement(
      db,
      `SELECT r.id, r.work_order_id AS workOrderId, w.number AS orderNumber, c.name AS customerName, s.name AS staffName, w.appointment_day AS day, r.state,
         r.quantity_milli AS quantityMilli, l.name_zh AS locationNameZh, l.name_en AS locationNameEn
       FROM reservation r JOIN work_order w ON w.id = r.work_order_id JOIN customer c ON c.id = w.customer_id LEFT JOIN staff s ON s.id = w.staff_id
       JOIN location l ON l.id = r.location_id WHERE r.part_id = ? AND r.state IN ('held', 'short', 'issued') ORDER BY r.state, w.appointment_day, r.seq LIMIT 200`,
    ).all(id),
  };
}

/** Lines of one bag, and what should come back from it. */
export function readBag(db: Db, locationId: string, toReturnSql: string) {
  return {
    lines: statement(
      db,
      `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, b.condition, b.lot, b.serial, b.owner_kind AS ownerKind,
         b.quantity_milli AS onHandMilli, b.reserved_milli AS reservedMilli, p.cost_fen AS unitFen, p.customer_price_fen AS customerPriceFen, p.tracking
       FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.location_id = ? AND b.quantity_milli > 0 ORDER BY b.condition <> 'good', p.code, b.lot`,
    ).all(locationId),
    toReturn: statement(
      db,
      `SELECT r.id, r.work_order_id AS workOrderId, w.number AS orderNumber, c.name AS customerName, s.name AS staffName, w.appointment_day AS day, r.state,
         r.quantity_milli AS quantityMilli, l.name_zh AS locationNameZh, l.name_en AS locationNameEn, r.part_id AS partId, p.name_zh AS partNameZh,
         p.name_en AS partNameEn, p.code AS partCode
       FROM reservation r JOIN work_order w ON w.id = r.work_order_id JOIN customer c ON c.id = w.customer_id LEFT JOIN staff s ON s.id = w.staff_id
       JOIN location l ON l.id = r.location_id JOIN part p ON p.id = r.part_id WHERE r.location_id = ? AND ${toReturnSql} ORDER BY r.seq`,
    ).all(locationId),
  };
}

/** Parts whose code, name, initials or barcode fit, those made for the model first. */
export function findParts(db: Db, params: { text: string; model: string | null; limit: number }) {
  const like = `%${params.text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const rows = statement(
    db,
    `SELECT p.id AS partId, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, (SELECT barcode FROM part_barcode c WHERE c.part_id = p.id ORDER BY seq LIMIT 1) AS barcode,
       p.tracking, (SELECT coalesce(sum(b.quantity_milli - b.reserved_milli), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
         WHERE b.part_id = p.id AND b.condition = 'good' AND l.kind IN ('main', 'sub_shop')) AS freeMilli, p.cost_fen AS costFen,
       p.customer_price_fen AS customerPriceFen, EXISTS (SELECT 1 FROM part_model m WHERE m.part_id = p.id AND m.model = @model) AS fits
     FROM part p WHERE p.retired_at IS NULL AND (p.code LIKE @like ESCAPE '\\' OR p.name_zh LIKE @like ESCAPE '\\' OR p.name_en LIKE @like ESCAPE '\\'
       OR p.name_initials LIKE @like ESCAPE '\\' OR EXISTS (SELECT 1 FROM part_barcode c WHERE c.part_id = p.id AND c.barcode LIKE @like ESCAPE '\\'))
     ORDER BY fits DESC, p.code LIMIT @limit`,
  ).all({ like, model: params.model, limit: params.limit }) as (Record<string, unknown> & { fits: number })[];
  return rows.map((row) => ({ ...row, fits: row.fits === 1 }));
}
