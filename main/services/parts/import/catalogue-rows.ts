import type { Db } from '../../../../db/connection.ts';
import { statement } from '../../../../db/queries/statements.ts';
import { formatFen, formatMilli } from '../../../../domain/money/fen.ts';
import type { PartKind, Tracking } from '../../../../domain/stock/part-check.ts';
import type { SheetColumn } from '../../../../domain/stock/part-sheet.ts';
import { type SheetLanguage, sheetWords } from './columns.ts';

/** A part as its row in the sheet says it. */
export interface SheetPart {
  id: string;
  version: number;
  code: string;
  nameZh: string;
  nameEn: string;
  kind: PartKind;
  category: string;
  unit: string;
  ownerKind: 'payer' | 'own' | 'custody';
  payerId: string | null;
  barcodes: string[];
  models: string[];
  units: { unit: string; perMilli: number; lossMilli: number }[];
  minMilli: number;
  maxMilli: number;
  bin: string;
  tracking: Tracking;
  serialPattern: string;
  oldPartReturn: boolean;
  oldPartDays: number | null;
  warrantyAfterDays: number | null;
  costFen: number;
  customerPriceFen: number;
  retired: boolean;
}

export interface Payer {
  id: string;
  nameZh: string;
  nameEn: string;
}

export interface Catalogue {
  parts: Map<string, SheetPart>;
  /** Code of the part that carries it. */
  barcodes: Map<string, string>;
  models: Set<string>;
  payers: Payer[];
  /** Parts of which something lies in a place of ours: unit, owner and way of keeping stand. */
  stocked: Set<string>;
}

const columns = `p.seq, p.id, p.version, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.kind, p.category, p.unit, p.owner_kind AS ownerKind, p.payer_id AS payerId,
  p.min_milli AS minMilli, p.max_milli AS maxMilli, coalesce(p.bin_id, '') AS bin, p.tracking, coalesce(p.serial_pattern, '') AS serialPattern,
  p.old_part_return AS oldPartReturn, p.old_part_days AS oldPartDays, p.warranty_after_replace_days AS warrantyAfterDays,
  p.cost_fen AS costFen, p.customer_price_fen AS customerPriceFen, p.retired_at IS NOT NULL AS retired,
  (SELECT json_group_array(b.barcode) FROM (SELECT barcode FROM part_barcode WHERE part_id = p.id ORDER BY seq) b) AS barcodes,
  (SELECT json_group_array(m.model) FROM (SELECT model FROM part_model WHERE part_id = p.id ORDER BY model) m) AS models,
  (SELECT json_group_array(json_object('unit', u.unit, 'perMilli', u.per_milli, 'lossMilli', u.loss_milli))
    FROM (SELECT unit, per_milli, loss_milli FROM part_unit WHERE part_id = p.id ORDER BY seq) u) AS units`;

type Raw = Omit<SheetPart, 'barcodes' | 'models' | 'units' | 'oldPartReturn' | 'retired'> & {
  seq: number;
  barcodes: string;
  models: string;
  units: string;
  oldPartReturn: number;
  retired: number;
};

const toPart = ({ seq: _seq, ...raw }: Raw): SheetPart => ({
  ...raw,
  barcodes: JSON.parse(raw.barcodes) as string[],
  models: JSON.parse(raw.models) as string[],
  units: JSON.parse(raw.units) as SheetPart['units'],
  oldPartReturn: raw.oldPartReturn === 1,
  retired: raw.retired === 1,
});

const readPayers = (db: Db): Payer[] =>
  statement(db, 'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM payer ORDER BY seq').all() as Payer[];

/** All parts by code, retired ones too, with what a row of a sheet is judged by. */
export function readCatalogue(db: Db): Catalogue {
  const rows = statement(db, `SELECT ${columns} FROM part p`).all() as Raw[];
  const parts = new Map(rows.map((row) => [row.code, toPart(row)]));
  const barcodes = new Map<string, string>();
  for (const part of parts.values()) for (const barcode of part.barcodes) barcodes.set(barcode, part.code);
  const models = statement(db, 'SELECT model FROM product_model').pluck().all() as string[];
  const stocked = statement(
    db,
    'SELECT DISTINCT b.part_id FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE l.is_real = 1 AND b.quantity_milli <> 0',
  )
    .pluck()
    .all() as string[];
  return {
    parts,
    barcodes,
    models: new Set(models),
    payers: readPayers(db),
    stocked: new Set(stocked),
  };
}

/** Parts of a list by its row numbers, in their order. */
export function readSheetParts(db: Db, numbers: readonly number[]): { parts: SheetPart[]; payers: Payer[] } {
  const rows = statement(
    db,
    `SELECT ${columns} FROM part p WHERE p.seq IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(numbers)) as Raw[];
  const bySeq = new Map(rows.map((row) => [row.seq, toPart(row)]));
  const parts = numbers.flatMap((seq) => bySeq.get(seq) ?? []);
  return { parts, payers: readPayers(db) };
}

/** What a cell of the part says, as people read it; numbers plain, so that a sheet reads them as numbers. */
export function cellOf(
  part: SheetPart,
  column: SheetColumn,
  language: SheetLanguage,
  payers: readonly Payer[],
): string {
  const words = sheetWords[language];
  const days = (value: number | null) => (value === null ? '' : String(value));
  switch (column) {
    case 'kind':
      return words.kinds[part.kind];
    case 'owner': {
      const payer = payers.find((one) => one.id === part.payerId);
      if (part.ownerKind !== 'payer' || payer === undefined) return words.own;
      return (language === 'en' && payer.nameEn) || payer.nameZh;
    }
    case 'barcodes':
    case 'models':
      return part[column].join('; ');
    case 'packs':
      return part.units
        .map(({ unit, perMilli, lossMilli }) =>
          [unit, '=', formatMilli(perMilli), lossMilli > 0 ? `-${formatMilli(lossMilli)}` : ''].join(''),
        )
        .join('; ');
    case 'min':
      return formatMilli(part.minMilli);
    case 'max':
      return formatMilli(part.maxMilli);
    case 'tracking':
      return words.trackings[part.tracking];
    case 'oldPartReturn':
      return part.oldPartReturn ? words.yes : words.no;
    case 'oldPartDays':
      return days(part.oldPartDays);
    case 'warrantyDays':
      return days(part.warrantyAfterDays);
    case 'cost':
      return formatFen(part.costFen, { grouped: false });
    case 'price':
      return formatFen(part.customerPriceFen, { grouped: false });
    case 'state':
      return part.retired ? words.retired : words.live;
    default:
      return part[column];
  }
}
