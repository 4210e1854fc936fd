import type { Tx } from '../../../../db/tx.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';
import { foldScans, isMeasured, type CountScan, type CountScanKind } from '../../../../domain/stock/count.ts';
import { largestMoveMilli, partParams } from '../ledger.ts';
import { keyOf, type CountLineRow, type CountRow } from './rows.ts';
import { bookAt, lastSeq } from './what-lies.ts';

interface ScanRow {
  id: string;
  kind: CountScanKind;
  desk_id: string;
  quantity_milli: number;
  takes_back: string | null;
  move_seq: number;
}

/** What a line's scans of one round come to. */
export function foldLine(tx: Pick<Tx, 'all'>, lineId: string, round: number) {
  const scans = tx.all<ScanRow>(
    'SELECT id, kind, desk_id, quantity_milli, takes_back, move_seq FROM stock_count_scan WHERE line_id = ? AND round = ? ORDER BY seq',
    lineId,
    round,
  );
  return foldScans(
    scans.map(
      (row): CountScan => ({
        id: row.id,
        kind: row.kind,
        deskId: row.desk_id,
        quantityMilli: row.quantity_milli,
        takesBack: row.takes_back,
        moveSeq: row.move_seq,
      }),
    ),
  );
}

/**
 * One scan or one typed figure of a line, by this desk. The book of the line is what stood when it was last counted:
 * whatever is entered later is no difference. Faults: `count_quantity`, `count_not_asked` (equal in an earlier
 * round), `count_serial_twice`.
 */
export function addScan(
  tx: Tx,
  count: CountRow,
  line: CountLineRow,
  scan: {
    kind: CountScanKind;
    quantityMilli: number;
    code: string;
    takesBack?: string;
    /** The last move when it was counted, where that is longer ago than now. */
    moveSeq?: number;
  },
  rounds: 'this' | 'any' = 'this',
): { scanId: string; countedMilli: number | null } {
  const { round } = line;
  if (rounds === 'this' && round !== count.round)
    throw new Fault('count_not_asked', { what: whatOf(tx, line) });
  if (scan.kind !== 'back') checkQuantity(tx, line, scan);
  const scanId = tx.insert('stock_count_scan', {
    count_id: count.id,
    line_id: line.id,
    kind: scan.kind,
    round,
    code: scan.code,
    quantity_milli: scan.quantityMilli,
    takes_back: scan.takesBack ?? null,
    move_seq: scan.moveSeq ?? lastSeq(tx),
    staff_id: tx.staffId,
    desk_id: tx.deskId,
    at: tx.at,
  });
  const counted = foldLine(tx, line.id, round);
  if (line.serial !== '' && (counted?.countedMilli ?? 0) > 1000)
    throw new Fault('count_serial_twice', { serial: line.serial });
  if ((counted?.countedMilli ?? 0) > largestMoveMilli)
    throw badQuantity(tx, line, counted?.countedMilli ?? 0);
  const key = keyOf(line);
  tx.update('stock_count_line', line.id, {
    counted_milli: counted?.countedMilli ?? null,
    ...(key === null || counted === null
      ? {}
      : { book_milli: bookAt(tx, key, counted.lastSeq), book_seq: counted.lastSeq }),
    counted_by: counted === null ? null : tx.staffId,
    counted_at: counted === null ? null : tx.at,
  });
  return { scanId, countedMilli: counted?.countedMilli ?? null };
}

/** Takes back one scan of this desk. Faults: `not_found`; `count_scan_gone` (taken back or replaced already). */
export function takeBack(
  tx: Tx,
  count: CountRow,
  wanted: string | null,
  getLine: (id: string) => CountLineRow,
) {
  const scanId = wanted ?? lastOfDesk(tx, count);
  const scan = tx.get<{ line_id: string; kind: CountScanKind; desk_id: string; round: number; code: string }>(
    'SELECT line_id, kind, desk_id, round, code FROM stock_count_scan WHERE id = ? AND count_id = ?',
    scanId,
    count.id,
  );
  if (scan === undefined) throw new Fault('not_found', { entity: 'stock_count_scan', id: scanId });
  const gone = tx.get('SELECT 1 AS yes FROM stock_count_scan WHERE takes_back = ?', scanId);
  if (scan.kind === 'back' || scan.desk_id !== tx.deskId || scan.round !== count.round || gone !== undefined)
    throw new Fault('count_scan_gone', { code: scan.code });
  const line = getLine(scan.line_id);
  return addScan(tx, count, line, { kind: 'back', quantityMilli: 0, code: scan.code, takesBack: scanId });
}

/** Scans come faster than a window reads what was scanned: which is the last is known here only. */
function lastOfDesk(tx: Tx, count: CountRow): string {
  const id = tx.value<string>(
    `SELECT s.id FROM stock_count_scan s WHERE s.count_id = ? AND s.desk_id = ? AND s.round = ? AND s.kind <> 'back'
       AND NOT EXISTS (SELECT 1 FROM stock_count_scan b WHERE b.takes_back = s.id) ORDER BY s.seq DESC LIMIT 1`,
    count.id,
    tx.deskId,
    count.round,
  );
  if (id === undefined) throw new Fault('count_scan_gone', { code: '' });
  return id;
}

const whatOf = (tx: Tx, line: CountLineRow): string =>
  line.part_id === null ? line.code : partParams(tx, line.part_id).part;

const badQuantity = (tx: Tx, line: CountLineRow, countedMilli: number): Fault =>
  new Fault('count_quantity', { what: whatOf(tx, line), countedMilli });

/** Things are counted whole; metres, kilograms and litres are measured. Zero may be typed, not scanned. */
function checkQuantity(
  tx: Tx,
  line: CountLineRow,
  scan: { kind: CountScanKind; quantityMilli: number },
): void {
  const { quantityMilli } = scan;
  const unit =
    line.part_id === null ? '' : (tx.value<string>('SELECT unit FROM part WHERE id = ?', line.part_id) ?? '');
  const least = scan.kind === 'set' ? 0 : 1;
  const whole = isMeasured(unit) || quantityMilli % 1000 === 0;
  if (
    !Number.isSafeInteger(quantityMilli) ||
    quantityMilli < least ||
    quantityMilli > largestMoveMilli ||
    !whole
  )
    throw badQuantity(tx, line, quantityMilli);
}
