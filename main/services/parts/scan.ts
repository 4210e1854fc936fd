import {
  cleanScan,
  distinctHits,
  scanKinds,
  type ScanHit,
  type ScanKind,
} from '../../../domain/stock/scan.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { RowReader } from '../masters.ts';

type Scanned = OutputOf<'parts.scan'>;

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

/** What each look-up answers, left out: nothing. */
const columns = [
  'id',
  'text',
  'name',
  'partId',
  'staffId',
  'workOrderId',
  'locationId',
  'bin',
  'paper',
  'state',
] as const;
type Look = {
  of: Partial<Record<(typeof columns)[number], string>> & { id: string; text: string };
  from: string;
};

/** One indexed look-up per kind of code; each answers a few rows at most, so that a doubled code is seen and not guessed. */
const lookups: Readonly<Record<ScanKind, Look>> = {
  part: {
    of: { id: 'p.id', text: 'p.code', name: 'p.name_zh', partId: 'p.id' },
    from: 'part p WHERE p.id IN (SELECT id FROM part WHERE code = @code UNION SELECT part_id FROM part_barcode WHERE barcode = @code)',
  },
  serial: {
    of: {
      id: 'b.serial',
      text: 'b.serial',
      name: 'p.name_zh',
      partId: 'b.part_id',
      locationId: 'b.location_id',
      bin: 'b.bin',
    },
    from: `stock_balance b JOIN part p ON p.id = b.part_id JOIN location l ON l.id = b.location_id
      WHERE b.serial = @code AND b.serial <> '' AND b.owner_kind <> 'custody' AND b.quantity_milli > 0 ORDER BY l.is_real DESC LIMIT 3`,
  },
  staff: {
    of: { id: 's.id', text: 's.code', name: 's.name', staffId: 's.id' },
    from: 'staff s WHERE s.id IN (SELECT id FROM staff WHERE code = @code UNION SELECT id FROM staff WHERE id = @code) AND s.left_day IS NULL',
  },
  order: {
    of: { id: 'w.id', text: 'w.number', staffId: 'w.staff_id', workOrderId: 'w.id' },
    from: `work_order w WHERE w.id IN (SELECT work_order_id FROM slip WHERE number = @code UNION SELECT work_order_id FROM slip WHERE id = @code
      UNION SELECT id FROM work_order WHERE number = @code UNION SELECT id FROM work_order WHERE upstream_number = @code) LIMIT 2`,
  },
  old_part: {
    of: {
      id: 'o.id',
      text: 'o.label_number',
      name: 'p.name_zh',
      partId: 'o.part_id',
      staffId: 'o.holder_staff_id',
      state: 'o.state',
    },
    from: 'old_part o JOIN part p ON p.id = o.part_id WHERE o.label_number = @code AND o.label_number IS NOT NULL LIMIT 2',
  },
  document: {
    of: { id: 'd.id', text: 'd.number', staffId: 'd.staff_id', paper: 'd.kind', state: 'd.state' },
    // A thing of a user bears the number of the paper it came in with: the thing is meant
    from: 'document d WHERE d.number = @code AND NOT EXISTS (SELECT 1 FROM custody_item i WHERE i.number = @code)',
  },
  request: {
    of: { id: 'r.id', text: 'r.number', workOrderId: 'r.work_order_id', state: 'r.state' },
    from: `parts_request r WHERE r.id IN (SELECT id FROM parts_request WHERE number = @code
      UNION SELECT id FROM parts_request WHERE parcel_number = @code AND parcel_number <> ''
        AND NOT EXISTS (SELECT 1 FROM parcel WHERE tracking = @code AND tracking <> '')) LIMIT 2`,
  },
  parcel: {
    of: { id: 'c.id', text: 'c.number', name: 'c.carrier', state: 'c.state' },
    from: `parcel c WHERE c.id IN (SELECT id FROM parcel WHERE number = @code
      UNION SELECT id FROM parcel WHERE tracking = @code AND tracking <> '') LIMIT 2`,
  },
  bin: {
    of: { id: 'b.id', text: 'b.code', name: 'l.name_zh', locationId: 'b.location_id', bin: 'b.code' },
    from: 'bin b JOIN location l ON l.id = b.location_id WHERE b.code = @code AND l.retired_at IS NULL LIMIT 2',
  },
  place: {
    of: { id: 'l.id', text: 'l.code', name: 'l.name_zh', locationId: 'l.id', staffId: 'l.staff_id' },
    from: 'location l WHERE l.code = @code AND l.is_real = 1 AND l.retired_at IS NULL',
  },
  custody: {
    of: { id: 'i.id', text: 'i.number', state: 'i.state' },
    from: 'custody_item i WHERE i.number = @code',
  },
  count: {
    of: { id: 'c.id', text: 'c.number', name: 'c.title', state: 'c.state' },
    from: 'stock_count c WHERE c.number = @code',
  },
};

/** All of them in one statement: the counter asks it at every scan. */
const lookUpSql = scanKinds
  .map((kind) => {
    const { of, from } = lookups[kind];
    const named = columns.map((column) => `${of[column] ?? 'NULL'} AS ${column}`);
    return `SELECT * FROM (SELECT '${kind}' AS kind, ${named.join(', ')} FROM ${from})`;
  })
  .join('\nUNION ALL ');

/**
 * What a scanned or typed code is. A code that means one thing answers it; one that means several (a barcode that is a
 * colleague's number, a serial two makers gave) names them all and chooses none; one nobody knows is `unknown`.
 */
export function readScan(read: RowReader, raw: string): Scanned {
  const code = cleanScan(raw);
  const hits = distinctHits(
    read.all<ScanHit & { name: string | null }>(lookUpSql, { code }).map((row) => ({
      ...row,
      name: row.name ?? '',
    })),
  );
  const [first] = hits;
  if (first === undefined) return { ...nothing, kind: 'unknown', id: null, text: code, matches: [] };
  if (hits.length > 1) return { ...nothing, kind: 'several', id: null, text: code, matches: hits };
  return { ...first, matches: [] };
}
