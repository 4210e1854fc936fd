import type { Tx } from '../../../../db/tx.ts';
import { toStockKey, type StockKeyRow } from '../../../../db/stock-balance.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { countableConditions, countableOwners, isMeasured } from '../../../../domain/stock/count.ts';
import type { StockKey } from '../../../../domain/stock/key.ts';
import { partParams } from '../ledger.ts';
import { getPart, ownerIdOf, type PartRow } from '../reservations.ts';
import { readScan } from '../scan.ts';
import { addLine } from './open.ts';
import { filterOf, getLine, keyOf, linesOf, type CountLineRow, type CountRow } from './rows.ts';
import { addScan, foldLine } from './scan.ts';

export interface CodeInput {
  code: string;
  /** The shelf in front of which this desk stands; null: it walks by part. */
  bin: string | null;
  quantityMilli: number | null;
  lot: string | null;
}

/** What a scanned code did, or what has to be said before it can be counted. */
export type CodeAnswer =
  | { what: 'counted'; lineId: string; scanId: string; countedMilli: number | null }
  | { what: 'bin'; bin: string }
  /** Several keys of the part lie here: which one. */
  | { what: 'choose'; partId: string; lineIds: string[] }
  | { what: 'lot'; partId: string }
  /** Metres, kilograms: how much of it. */
  | { what: 'measure'; partId: string };

/**
 * Counts one scanned code: a shelf becomes the one this desk stands at, a part or serial is counted there, what nobody
 * knows is kept by its code. Faults: `count_not_a_part`, `count_outside`, `count_bin_outside`, `count_bin_needed`,
 * `stock_serial_needed`, and those of `addScan` and `addLine`.
 */
export function countCode(tx: Tx, count: CountRow, input: CodeInput): CodeAnswer {
  const code = input.code.trim();
  const bin = findBin(tx, count, code);
  if (bin !== null) return { what: 'bin', bin };
  const standing = tx.all<StockKeyRow>(
    "SELECT * FROM stock_balance WHERE serial = ? AND serial <> '' AND quantity_milli > 0 ORDER BY location_id = ? DESC, updated_at DESC",
    code,
    count.location_id,
  );
  const serial = standing[0];
  if (serial !== undefined)
    return add(tx, count, serialLine(tx, count, toStockKey(serial), input.bin), input);
  const part = tx.get<{ id: string }>(
    'SELECT id FROM part WHERE code = ? UNION SELECT part_id FROM part_barcode WHERE barcode = ? LIMIT 1',
    code,
    code,
  );
  if (part !== undefined) return countPart(tx, count, getPart(tx, part.id), input);
  if (readScan(tx, code).kind !== 'unknown') throw new Fault('count_not_a_part', { code });
  return add(tx, count, unknownLine(tx, count, code, input.bin), input);
}

/** A shelf of the place, known by the list of shelves or by what lies on it. Faults: `count_bin_outside`. */
function findBin(tx: Tx, count: CountRow, code: string): string | null {
  const known = tx.get<{ code: string }>(
    `SELECT code FROM bin WHERE location_id = ? AND code = ? COLLATE NOCASE
     UNION SELECT bin FROM stock_balance WHERE location_id = ? AND bin = ? COLLATE NOCASE AND bin <> '' LIMIT 1`,
    count.location_id,
    code,
    count.location_id,
    code,
  );
  if (known === undefined) return null;
  checkBin(count, known.code);
  return known.code;
}

function checkBin(count: CountRow, bin: string): void {
  const { bins } = filterOf(count);
  if (bins !== undefined && !bins.includes(bin))
    throw new Fault('count_bin_outside', { bin, bins: bins.join(' ') });
}

/** Where something lies that has no line yet: the shelf this desk stands at, else the only one, else its own. */
function placeOf(count: CountRow, bin: string | null, home: string): string {
  const { bins } = filterOf(count);
  const at = bin ?? (bins === undefined ? home : bins.length === 1 ? (bins[0] ?? '') : null);
  if (at === null) throw new Fault('count_bin_needed', { bins: bins?.join(' ') ?? '' });
  if (at !== '') checkBin(count, at);
  return at;
}

/** A stocktake of a sample asks for its own parts only. Faults: `count_outside`. */
function checkPart(tx: Tx, count: CountRow, partId: string): void {
  const { partIds } = filterOf(count);
  if (partIds !== undefined && !partIds.includes(partId))
    throw new Fault('count_outside', partParams(tx, partId));
}

/** One piece, wherever the book has it: it is counted where it was found. */
function serialLine(tx: Tx, count: CountRow, book: StockKey, bin: string | null): CountLineRow {
  checkPart(tx, count, book.partId);
  const here = linesOf(tx, count.id).find(
    (line) =>
      line.part_id === book.partId && line.serial === book.serial && (bin === null || line.bin === bin),
  );
  if (here !== undefined) return here;
  const home =
    book.locationId === count.location_id ? book.bin : homeBin(tx, count, getPart(tx, book.partId));
  const key: StockKey = {
    ...book,
    locationId: count.location_id,
    bin: placeOf(count, bin, home),
    condition: countableConditions.includes(book.condition) ? book.condition : 'good',
    ...(countableOwners.includes(book.ownerKind) ? {} : ownerOf(getPart(tx, book.partId))),
  };
  return getLine(tx, addLine(tx, count.id, key, count.round));
}

const ownerOf = (part: PartRow) => ({ ownerKind: part.owner_kind, ownerId: ownerIdOf(part) });

const homeBin = (tx: Tx, count: CountRow, part: PartRow): string =>
  part.bin_id !== null &&
  tx.get('SELECT 1 AS yes FROM bin WHERE location_id = ? AND code = ?', count.location_id, part.bin_id) !==
    undefined
    ? part.bin_id
    : '';

function countPart(tx: Tx, count: CountRow, part: PartRow, input: CodeInput): CodeAnswer {
  checkPart(tx, count, part.id);
  if (part.tracking === 'serial') throw new Fault('stock_serial_needed', partParams(tx, part.id));
  const lines = linesOf(tx, count.id).filter(
    (line) =>
      line.part_id === part.id &&
      (input.bin === null || line.bin === input.bin) &&
      (input.lot === null || line.lot === input.lot),
  );
  const [only, another] = lines;
  if (another !== undefined)
    return { what: 'choose', partId: part.id, lineIds: lines.map((line) => line.id) };
  if (only === undefined && part.tracking === 'lot' && input.lot === null)
    return { what: 'lot', partId: part.id };
  if (input.quantityMilli === null && isMeasured(part.unit)) return { what: 'measure', partId: part.id };
  return add(tx, count, only ?? newLine(tx, count, part, input), input);
}

function newLine(tx: Tx, count: CountRow, part: PartRow, input: CodeInput): CountLineRow {
  const key: StockKey = {
    partId: part.id,
    locationId: count.location_id,
    bin: placeOf(count, input.bin, homeBin(tx, count, part)),
    condition: 'good',
    ...ownerOf(part),
    lot: input.lot ?? '',
    serial: '',
  };
  return getLine(tx, addLine(tx, count.id, key, count.round));
}

function unknownLine(tx: Tx, count: CountRow, code: string, bin: string | null): CountLineRow {
  const at = bin ?? '';
  const known = linesOf(tx, count.id).find((line) => line.part_id === null && line.code === code);
  if (known !== undefined) return known;
  return getLine(
    tx,
    tx.insert('stock_count_line', {
      count_id: count.id,
      code,
      location_id: count.location_id,
      bin: at,
      round: count.round,
    }),
  );
}

function add(tx: Tx, count: CountRow, line: CountLineRow, input: CodeInput): CodeAnswer {
  const quantityMilli = line.serial === '' ? (input.quantityMilli ?? 1000) : 1000;
  const done = addScan(tx, count, line, { kind: 'add', quantityMilli, code: input.code.trim() });
  return { what: 'counted', lineId: line.id, ...done };
}

/**
 * Says what an unknown code is: what was counted of it counts for the part from now on. For a part kept by serial the
 * code is the serial of one piece. Faults: `count_step` for a line that is known; those of `addLine` and `addScan`.
 */
export function identify(
  tx: Tx,
  count: CountRow,
  input: { lineId: string; partId: string; lot: string },
): CodeAnswer {
  const unknown = getLine(tx, input.lineId);
  if (unknown.count_id !== count.id || unknown.part_id !== null || unknown.counted_milli === null)
    throw new Fault('not_found', { entity: 'stock_count_line', id: input.lineId });
  const part = getPart(tx, input.partId);
  checkPart(tx, count, part.id);
  if (part.tracking === 'lot' && input.lot === '') return { what: 'lot', partId: part.id };
  const serial = part.tracking === 'serial' ? unknown.code : '';
  const key: StockKey = {
    partId: part.id,
    locationId: count.location_id,
    bin: placeOf(count, unknown.bin === '' ? null : unknown.bin, homeBin(tx, count, part)),
    condition: 'good',
    ...ownerOf(part),
    lot: part.tracking === 'lot' ? input.lot : '',
    serial,
  };
  const same = linesOf(tx, count.id).find((line) => sameKey(keyOf(line), key));
  const line = same ?? getLine(tx, addLine(tx, count.id, key, count.round));
  const counted = foldLine(tx, unknown.id, unknown.round);
  for (const scanId of standingScans(tx, unknown))
    addScan(
      tx,
      count,
      unknown,
      { kind: 'back', quantityMilli: 0, code: unknown.code, takesBack: scanId },
      'any',
    );
  const done = addScan(
    tx,
    count,
    line,
    {
      kind: 'add',
      quantityMilli: unknown.counted_milli,
      code: unknown.code,
      moveSeq: counted?.lastSeq ?? count.base_seq,
    },
    'any',
  );
  return { what: 'counted', lineId: line.id, ...done };
}

const standingScans = (tx: Tx, line: CountLineRow): string[] =>
  tx
    .all<{ id: string }>(
      `SELECT s.id FROM stock_count_scan s WHERE s.line_id = ? AND s.round = ? AND s.kind <> 'back'
       AND NOT EXISTS (SELECT 1 FROM stock_count_scan b WHERE b.takes_back = s.id) ORDER BY s.seq`,
      line.id,
      line.round,
    )
    .map((row) => row.id);

const sameKey = (a: StockKey | null, b: StockKey): boolean =>
  a !== null && (Object.keys(b) as (keyof StockKey)[]).every((column) => a[column] === b[column]);
