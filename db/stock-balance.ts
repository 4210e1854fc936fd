import type { StockKey } from '../domain/stock/key.ts';
import type { Tx } from './tx.ts';

/** Columns of a stock key, in the order of its unique index. */
export const stockKeyColumns = [
  'part_id',
  'location_id',
  'bin',
  'condition',
  'owner_kind',
  'owner_id',
  'lot',
  'serial',
] as const;
export type StockKeyRow = Record<(typeof stockKeyColumns)[number], string>;

/** SQL that finds one key; bind with `keyValues`. */
export const sameKeySql = stockKeyColumns.map((column) => `${column} = ?`).join(' AND ');
export const keyValues = (row: StockKeyRow): string[] => stockKeyColumns.map((column) => row[column]);

export function toKeyRow(key: StockKey): StockKeyRow {
  return {
    part_id: key.partId,
    location_id: key.locationId,
    bin: key.bin,
    condition: key.condition,
    owner_kind: key.ownerKind,
    owner_id: key.ownerId,
    lot: key.lot,
    serial: key.serial,
  };
}

export function toStockKey(row: StockKeyRow): StockKey {
  return {
    partId: row.part_id,
    locationId: row.location_id,
    bin: row.bin,
    condition: row.condition as StockKey['condition'],
    ownerKind: row.owner_kind as StockKey['ownerKind'],
    ownerId: row.owner_id,
    lot: row.lot,
    serial: row.serial,
  };
}

/** What a key holds, thousandths of the base unit. */
export interface Standing {
  onHandMilli: number;
  reservedMilli: number;
}

interface BalanceRow {
  id: string;
  quantity_milli: number;
  reserved_milli: number;
}

const findBalance = (tx: Tx, key: StockKeyRow) =>
  tx.get<BalanceRow>(
    `SELECT id, quantity_milli, reserved_milli FROM stock_balance WHERE ${sameKeySql}`,
    ...keyValues(key),
  );

export function getStanding(tx: Tx, key: StockKeyRow): Standing {
  const row = findBalance(tx, key);
  return { onHandMilli: row?.quantity_milli ?? 0, reservedMilli: row?.reserved_milli ?? 0 };
}

/**
 * Adds to the kept sums of a key and answers what stands there now. It judges nothing: whoever moves stock checks
 * first (main/services/parts/ledger.ts), and `verify` recomputes every sum from the moves.
 */
export function changeBalance(tx: Tx, key: StockKeyRow, change: Partial<Standing>): Standing {
  const row = findBalance(tx, key);
  const next: Standing = {
    onHandMilli: (row?.quantity_milli ?? 0) + (change.onHandMilli ?? 0),
    reservedMilli: (row?.reserved_milli ?? 0) + (change.reservedMilli ?? 0),
  };
  const columns = {
    quantity_milli: next.onHandMilli,
    reserved_milli: next.reservedMilli,
    updated_at: tx.at,
  };
  if (row === undefined) tx.insert('stock_balance', { ...key, ...columns });
  else tx.update('stock_balance', row.id, columns);
  return next;
}

export interface MovePair {
  kind: string;
  from: StockKeyRow;
  to: StockKeyRow;
  /** Positive thousandths of the base unit. */
  quantityMilli: number;
  day: string;
  /** Several moves may share one pair id: lots of one use. Each of them sums to zero by itself. */
  pairId?: string;
  unitCostFen?: number;
  documentId?: string | null;
  lineId?: string | null;
  workOrderId?: string | null;
  visitId?: string | null;
  reversalOf?: string | null;
}

/** Writes both sides of a move and keeps both sums. Answers the pair's id and what stands on each side now. */
export function writeMovePair(tx: Tx, move: MovePair): { pairId: string; from: Standing; to: Standing } {
  const pairId = move.pairId ?? tx.newId();
  const side = (key: StockKeyRow, quantityMilli: number): Standing => {
    tx.insert('stock_move', {
      ...key,
      quantity_milli: quantityMilli,
      kind: move.kind,
      pair_id: pairId,
      document_id: move.documentId ?? null,
      document_line_id: move.lineId ?? null,
      work_order_id: move.workOrderId ?? null,
      visit_id: move.visitId ?? null,
      unit_cost_fen: move.unitCostFen ?? 0,
      reversal_of: move.reversalOf ?? null,
      staff_id: tx.staffId,
      business_day: move.day,
      at: tx.at,
    });
    return changeBalance(tx, key, { onHandMilli: quantityMilli });
  };
  return { pairId, from: side(move.from, -move.quantityMilli), to: side(move.to, move.quantityMilli) };
}
