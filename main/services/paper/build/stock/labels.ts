import { Fault } from '../../../../../domain/kernel/fault.ts';
import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, type BuiltPaper, type Printing } from '../common.ts';

interface PartRow {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  bin: string | null;
  lot: string | null;
  expires_day: string | null;
  barcode: string | null;
}

/** The part a label is for, by its own id or by one of its lots. */
export const findLabelPart = (read: RowReader, id: string): PartRow | undefined =>
  read.get<PartRow>(
    `SELECT p.id, p.code, p.name_zh, p.name_en, p.bin_id AS bin, l.code AS lot, l.expires_day,
       (SELECT barcode FROM part_barcode b WHERE b.part_id = p.id ORDER BY b.seq LIMIT 1) AS barcode
     FROM part p LEFT JOIN lot l ON l.part_id = p.id AND l.id = ? WHERE p.id = ? OR l.id IS NOT NULL LIMIT 1`,
    id,
    id,
  );

/** 配件标签. Its code is the first bar code of the part, else its own code: a scan leads to it. Faults: `not_found`. */
export function buildPartLabel(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const part = findLabelPart(read, id);
  if (part === undefined) throw new Fault('not_found', { entity: 'part', id });
  const number = part.barcode ?? part.code;
  const data: DocumentData['part_label'] = {
    ...baseOf(read, printing),
    number,
    partCode: part.code,
    name: inLanguage(printing.language, part.name_zh, part.name_en),
    bin: part.bin,
    lot: part.lot,
    expiresDay: part.expires_day,
  };
  return { kind: 'part_label', documentId: id, number, orderId: null, keyId: null, staffId: null, data };
}

/** 货位标签. Faults: `not_found`. */
export function buildBinLabel(read: RowReader, id: string, printing: Printing): BuiltPaper {
  const bin = read.get<{ code: string; name_zh: string; name_en: string }>(
    'SELECT b.code, l.name_zh, l.name_en FROM bin b JOIN location l ON l.id = b.location_id WHERE b.id = ?',
    id,
  );
  if (bin === undefined) throw new Fault('not_found', { entity: 'bin', id });
  const data: DocumentData['bin_label'] = {
    ...baseOf(read, printing),
    number: bin.code,
    bin: bin.code,
    place: inLanguage(printing.language, bin.name_zh, bin.name_en),
  };
  return {
    kind: 'bin_label',
    documentId: id,
    number: bin.code,
    orderId: null,
    keyId: null,
    staffId: null,
    data,
  };
}
