import type { Tx } from '../../../../db/tx.ts';
import {
  countingStates,
  type CountDecision,
  type CountOutcome,
  type CountScope,
  type CountState,
} from '../../../../domain/stock/count.ts';
import type { StockKey } from '../../../../domain/stock/key.ts';
import { Fault } from '../../../../domain/kernel/fault.ts';

export interface CountRow {
  id: string;
  version: number;
  number: string;
  scope: CountScope;
  state: CountState;
  location_id: string;
  /** JSON of `CountFilter`. */
  filter: string;
  blind: number;
  round: number;
  base_seq: number;
  gain_fen: number;
  loss_fen: number;
  document_id: string | null;
}

/** What the scope needs besides the place. */
export interface CountFilter {
  bins?: string[];
  /** Parts of a sample: what is not among them is not asked for. */
  partIds?: string[];
  size?: number;
}

export interface CountLineRow {
  id: string;
  version: number;
  count_id: string;
  part_id: string | null;
  code: string;
  location_id: string;
  bin: string;
  condition: StockKey['condition'];
  owner_kind: StockKey['ownerKind'] | null;
  owner_id: string;
  lot: string;
  serial: string;
  book_milli: number | null;
  book_seq: number | null;
  counted_milli: number | null;
  first_milli: number | null;
  round: number;
  outcome: CountOutcome | null;
  decision: CountDecision | null;
  other_location_id: string | null;
  other_bin: string;
  unit_fen: number;
  difference_fen: number;
  reason: string;
  pair_id: string | null;
  counted_by: string | null;
}

export const filterOf = (count: Pick<CountRow, 'filter'>): CountFilter =>
  JSON.parse(count.filter) as CountFilter;

/** Faults: `not_found`; `conflict` where another desk was first; `count_step` where it is not in one of the states. */
export function getCount(
  tx: Tx,
  id: string,
  states: readonly CountState[],
  version?: number,
): CountRow & { location_id: string } {
  const row = tx.get<CountRow>('SELECT * FROM stock_count WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'stock_count', id });
  if (!states.includes(row.state))
    throw new Fault('count_step', { number: row.number, countState: row.state });
  if (version !== undefined && version !== row.version)
    throw new Fault('conflict', { entity: 'stock_count', id });
  return row;
}

/** A stocktake in which somebody may scan. Faults: as `getCount`. */
export const getCounting = (tx: Tx, id: string): CountRow => getCount(tx, id, countingStates);

/** Faults: `not_found`. */
export function getLine(tx: Tx, id: string): CountLineRow {
  const row = tx.get<CountLineRow>('SELECT * FROM stock_count_line WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'stock_count_line', id });
  return row;
}

export const linesOf = (tx: Tx, countId: string): CountLineRow[] =>
  tx.all<CountLineRow>('SELECT * FROM stock_count_line WHERE count_id = ? ORDER BY seq', countId);

/** The key a line stands for; null for a code nobody knows. */
export function keyOf(line: CountLineRow): StockKey | null {
  if (line.part_id === null || line.owner_kind === null) return null;
  return {
    partId: line.part_id,
    locationId: line.location_id,
    bin: line.bin,
    condition: line.condition,
    ownerKind: line.owner_kind,
    ownerId: line.owner_id,
    lot: line.lot,
    serial: line.serial,
  };
}

/** Keys written beside a line's own columns. */
export const keyColumns = (key: StockKey) => ({
  part_id: key.partId,
  location_id: key.locationId,
  bin: key.bin,
  condition: key.condition,
  owner_kind: key.ownerKind,
  owner_id: key.ownerId,
  lot: key.lot,
  serial: key.serial,
});
