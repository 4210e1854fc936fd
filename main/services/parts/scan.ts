import { cleanScan, distinctHits, type ScanHit, type ScanKind } from '../../../domain/stock/scan.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { RowReader } from '../masters.ts';

type Scanned = OutputOf<'parts.scan'>;
type Found = Partial<ScanHit> & { id: string };

const nothing: ScanHit = {
  kind: 'part',
  id: '',
  text: '',
  name: '',
  partId: null,
  staffId: null,
  workOrderId: null,
  locationId: null,
  bin: null,
  paper: null,
  state: null,
};

/** One indexed look-up per kind of code; each answers two rows at most, so that a doubled code is seen and not guessed. */
const lookups: readonly { kind: ScanKind; sql: string }[] = [
  {
    kind: 'part',
    sql: `SELECT id, code AS text, name_zh AS name, id AS partId FROM part WHERE code = @code
      UNION SELECT p.id, p.code, p.name_zh, p.id FROM part_barcode b JOIN part p ON p.id = b.part_id WHERE b.barcode = @code`,
  },
  {
    kind: 'serial',
    sql: `SELECT b.serial AS id, b.serial AS text, p.name_zh AS name, b.part_id AS partId, b.location_id AS locationId, b.bin
      FROM stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
      WHERE b.serial = @code AND b.serial <> '' AND b.quantity_milli > 0 ORDER BY l.is_real DESC LIMIT 3`,
  },
  {
    kind: 'staff',
    sql: 'SELECT id, code AS text, name, id AS staffId FROM staff WHERE (code = @code OR id = @code) AND left_day IS NULL LIMIT 2',
  },
  {
    kind: 'order',
    sql: `SELECT w.id, w.number AS text, w.staff_id AS staffId, w.id AS workOrderId FROM work_order w
        WHERE w.id IN (SELECT work_order_id FROM slip WHERE number = @code UNION SELECT work_order_id FROM slip WHERE id = @code
          UNION SELECT id FROM work_order WHERE number = @code UNION SELECT id FROM work_order WHERE upstream_number = @code) LIMIT 2`,
  },
  {
    kind: 'old_part',
    sql: `SELECT o.id, o.label_number AS text, p.name_zh AS name, o.part_id AS partId, o.holder_staff_id AS staffId, o.state
      FROM old_part o JOIN part p ON p.id = o.part_id WHERE o.label_number = @code AND o.label_number IS NOT NULL LIMIT 2`,
  },
  {
    kind: 'document',
    sql: 'SELECT id, number AS text, staff_id AS staffId, kind AS paper, state FROM document WHERE number = @code',
  },
  {
    kind: 'request',
    sql: `SELECT id, number AS text, work_order_id AS workOrderId, state FROM parts_request
      WHERE number = @code OR (parcel_number = @code AND parcel_number <> '') LIMIT 2`,
  },
  {
    kind: 'parcel',
    sql: `SELECT id, number AS text, carrier AS name, state FROM parcel WHERE number = @code OR (tracking = @code AND tracking <> '') LIMIT 2`,
  },
  {
    kind: 'bin',
    sql: `SELECT b.id, b.code AS text, l.name_zh AS name, b.location_id AS locationId, b.code AS bin
      FROM bin b JOIN location l ON l.id = b.location_id WHERE b.code = @code AND l.retired_at IS NULL LIMIT 2`,
  },
  {
    kind: 'place',
    sql: 'SELECT id, code AS text, name_zh AS name, id AS locationId, staff_id AS staffId FROM location WHERE code = @code AND is_real = 1 AND retired_at IS NULL',
  },
  { kind: 'custody', sql: 'SELECT id, number AS text, state FROM custody_item WHERE number = @code' },
  {
    kind: 'count',
    sql: 'SELECT id, number AS text, title AS name, state FROM stock_count WHERE number = @code',
  },
];

/**
 * What a scanned or typed code is. A code that means one thing answers it; one that means several (a barcode that is a
 * colleague's number, a serial two makers gave) names them all and chooses none; one nobody knows is `unknown`.
 */
export function readScan(read: RowReader, raw: string): Scanned {
  const code = cleanScan(raw);
  const hits = distinctHits(
    lookups.flatMap(({ kind, sql }) =>
      read.all<Found>(sql, { code }).map((row): ScanHit => ({ ...nothing, ...row, kind })),
    ),
  );
  const [first] = hits;
  if (first === undefined) return { ...nothing, kind: 'unknown', id: null, text: code, matches: [] };
  if (hits.length > 1) return { ...nothing, kind: 'several', id: null, text: code, matches: hits };
  return { ...first, matches: [] };
}
