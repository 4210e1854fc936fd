import type { Tx } from '../../../db/tx.ts';
import {
  getStanding,
  toKeyRow,
  toStockKey,
  writeMovePair,
  type StockKeyRow,
} from '../../../db/stock-balance.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { freeMilli } from '../../../domain/stock/balance.ts';
import type { LocationKind, StockKey } from '../../../domain/stock/key.ts';
import { checkMove, type MoveKindCode } from '../../../domain/stock/moves.ts';
import { fitsSerialPattern } from '../../../domain/stock/part-check.ts';
import { isValued } from '../../../domain/stock/valuation.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { assertPeriodOpen } from '../money/post-entry.ts';
import { moveValue } from './valuation.ts';

/** A thousand base units more than any outlet holds of one part; larger is a slip of the finger or a wrong unit. */
export const largestMoveMilli = 100_000_000;

export interface MoveInput {
  kind: MoveKindCode;
  from: StockKey;
  to: StockKey;
  /** Positive thousandths of the part's base unit. */
  quantityMilli: number;
  documentId?: string | null;
  lineId?: string | null;
  workOrderId?: string | null;
  visitId?: string | null;
  /** Fen per whole base unit; the part's own cost where left out. */
  unitCostFen?: number;
  /** Pair that this one takes back. */
  reversalOf?: string | null;
  /** Joins this move to others of one business fact. */
  pairId?: string;
}

/**
 * The one writer of the stock ledger: checks the move by itself (domain/stock/moves), writes both sides, keeps both
 * sums. Where stock is real, what is promised to an order may not be taken and nothing falls below zero: whoever
 * takes a promised part ends its reservation first. A month that is closed takes no move, its counter-moves included:
 * they are dated on the day they are made. Answers the pair's id.
 * Faults: `period_closed` {period}, `stock_quantity` {partId}, `stock_move_wrong` {partId, problem}, `stock_short` {partId, location, freeMilli},
 * `stock_serial_elsewhere` {serial, partId, location}, `stock_serial_pattern` {serial, pattern}.
 */
export function moveStock(tx: Tx, input: MoveInput): string {
  const { from, to, quantityMilli } = input;
  if (!Number.isSafeInteger(quantityMilli) || quantityMilli <= 0 || quantityMilli > largestMoveMilli)
    throw new Fault('stock_quantity', { ...partParams(tx, from.partId), quantityMilli });
  const kindOf = (locationId: string) => getLocation(tx, locationId).kind;
  const [problem] = checkMove(
    { kind: input.kind, from, to, qtyMilli: quantityMilli, orderId: input.workOrderId ?? null },
    kindOf,
  );
  if (problem !== undefined)
    throw new Fault('stock_move_wrong', { ...partParams(tx, from.partId), problem, kind: input.kind });
  return write(tx, input);
}

/**
 * Takes a pair back by counter-moves: the same keys, the other way. Nothing is deleted; the pair can be taken back
 * once. Faults: `not_found`, `stock_reversed` {partId}, `stock_short`.
 */
export function reverseMoves(
  tx: Tx,
  pairId: string,
  as: { kind?: MoveKindCode; documentId?: string } = {},
): string {
  const sides = tx.all<
    StockKeyRow & {
      kind: MoveKindCode;
      quantity_milli: number;
      unit_cost_fen: number;
      work_order_id: string | null;
      visit_id: string | null;
    }
  >('SELECT * FROM stock_move WHERE pair_id = ? ORDER BY seq', pairId);
  const first = sides[0];
  if (first === undefined) throw new Fault('not_found', { entity: 'stock_move', id: pairId });
  const taken = tx.value<number>(
    'SELECT count(*) FROM stock_move WHERE part_id = ? AND reversal_of = ?',
    first.part_id,
    pairId,
  );
  if (taken) throw new Fault('stock_reversed', partParams(tx, first.part_id));
  let back: string | undefined;
  // Both sides of a move are written one after the other: giver, then taker.
  for (let at = 0; at < sides.length; at += 2) {
    const [giver, taker] = [sides[at], sides[at + 1]];
    if (giver === undefined || taker === undefined) throw new Error(`pair ${pairId} has a lone side`);
    back = write(tx, {
      kind: as.kind ?? giver.kind,
      from: toStockKey(taker),
      to: toStockKey(giver),
      quantityMilli: taker.quantity_milli,
      unitCostFen: giver.unit_cost_fen,
      workOrderId: giver.work_order_id,
      visitId: giver.visit_id,
      documentId: as.documentId ?? null,
      reversalOf: pairId,
      ...(back === undefined ? {} : { pairId: back }),
    });
  }
  return back as string;
}

/** A move back that no kind allows by itself, because the thing lies elsewhere by now. Balances are judged as ever. */
export function counterMove(tx: Tx, input: MoveInput & { reversalOf: string }): string {
  return write(tx, input);
}

function write(tx: Tx, input: MoveInput): string {
  const { from, to, quantityMilli } = input;
  const giver = getLocation(tx, from.locationId);
  const taker = getLocation(tx, to.locationId);
  if (giver.isReal) {
    const standing = getStanding(tx, toKeyRow(from));
    const free = freeMilli(standing.onHandMilli, standing.reservedMilli);
    if (free < quantityMilli) throw shortOf(tx, from, giver, free);
  } else if (taker.isReal && from.serial !== '' && from.condition !== 'old') {
    refuseStrangeSerial(tx, from);
    refuseSecondSerial(tx, from);
  }
  const pairId = input.pairId ?? tx.newId();
  const day = businessDay(tx.at, getZone(tx));
  assertPeriodOpen(tx, day);
  keepValue(tx, input, {
    pairId,
    day,
    valuedFrom: isValued(from, giver.kind),
    valuedTo: isValued(to, taker.kind),
    giver,
    taker,
  });
  writeMovePair(tx, {
    kind: input.kind,
    from: toKeyRow(from),
    to: toKeyRow(to),
    quantityMilli,
    day,
    unitCostFen: input.unitCostFen ?? costOf(tx, from.partId),
    documentId: input.documentId ?? null,
    lineId: input.lineId ?? null,
    workOrderId: input.workOrderId ?? null,
    visitId: input.visitId ?? null,
    reversalOf: input.reversalOf ?? null,
    pairId,
  });
  return pairId;
}

/** Kinds of moves that bring goods at a price somebody pays. */
const bought: readonly MoveKindCode[] = ['receive', 'opening'];

/** Own goods that come in or leave change what our stock is worth; on the way between our places they do not. */
function keepValue(
  tx: Tx,
  input: MoveInput,
  at: { pairId: string; day: string; valuedFrom: boolean; valuedTo: boolean; giver: Place; taker: Place },
): void {
  if (at.valuedFrom === at.valuedTo) return;
  moveValue(tx, {
    kind: input.kind,
    key: at.valuedTo ? input.to : input.from,
    other: at.valuedTo ? at.giver : at.taker,
    direction: at.valuedTo ? 'in' : 'out',
    quantityMilli: input.quantityMilli,
    pairId: at.pairId,
    day: at.day,
    unitCostFen:
      bought.includes(input.kind) && input.reversalOf == null
        ? (input.unitCostFen ?? costOf(tx, input.from.partId))
        : null,
    documentId: input.documentId ?? null,
    workOrderId: input.workOrderId ?? null,
    reversalOf: input.reversalOf ?? null,
  });
}

/** A serial that is not where it is taken from stands somewhere else: say where, that is the way out. */
function shortOf(tx: Tx, from: StockKey, place: Place, free: number): Fault {
  if (from.serial !== '') refuseSerialElsewhere(tx, from.partId, from.serial, from.locationId);
  return new Fault('stock_short', {
    ...partParams(tx, from.partId),
    location: place.name,
    freeMilli: free,
  });
}

/** What comes in from outside must be written as the part's own serials are. */
function refuseStrangeSerial(tx: Tx, key: StockKey): void {
  const pattern = tx.value<string | null>('SELECT serial_pattern FROM part WHERE id = ?', key.partId);
  if (pattern == null || fitsSerialPattern(pattern, key.serial)) return;
  throw new Fault('stock_serial_pattern', { ...partParams(tx, key.partId), serial: key.serial, pattern });
}

function refuseSecondSerial(tx: Tx, key: StockKey): void {
  const there = tx.get<{ location_id: string }>(
    'SELECT b.location_id FROM stock_balance b JOIN location l ON l.id = b.location_id WHERE b.part_id = ? AND b.serial = ? AND b.quantity_milli > 0 AND l.is_real = 1',
    key.partId,
    key.serial,
  );
  if (there !== undefined)
    throw new Fault('stock_serial_elsewhere', {
      ...partParams(tx, key.partId),
      serial: key.serial,
      location: getLocation(tx, there.location_id).name,
    });
}

/** Where a serial stands now, used ones included; undefined for one that was never here. */
export function findSerial(tx: Tx, partId: string, serial: string): StockKeyRow | undefined {
  return tx.get<StockKeyRow>(
    'SELECT part_id, location_id, bin, condition, owner_kind, owner_id, lot, serial FROM stock_balance WHERE part_id = ? AND serial = ? AND quantity_milli > 0 ORDER BY updated_at DESC LIMIT 1',
    partId,
    serial,
  );
}

/** A serial that is wanted from a place where it is not: says where it is. Faults: `stock_serial_elsewhere`. */
export function refuseSerialElsewhere(tx: Tx, partId: string, serial: string, locationId: string): void {
  const there = findSerial(tx, partId, serial);
  if (there === undefined || there.location_id === locationId) return;
  const location = getLocation(tx, there.location_id).name;
  throw new Fault('stock_serial_elsewhere', { ...partParams(tx, partId), serial, location });
}

export interface Place {
  id: string;
  name: string;
  kind: LocationKind;
  isReal: boolean;
  staffId: string | null;
}

/** Faults: `not_found`. */
export function getLocation(tx: Pick<Tx, 'get'>, id: string): Place {
  const row = tx.get<{
    id: string;
    name_zh: string;
    kind: LocationKind;
    is_real: number;
    staff_id: string | null;
  }>('SELECT id, name_zh, kind, is_real, staff_id FROM location WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'location', id });
  return { id: row.id, name: row.name_zh, kind: row.kind, isReal: row.is_real === 1, staffId: row.staff_id };
}

/** The one place of a kind: the user, the old-part store, the way … Faults: `not_found`. */
export function getLocationOf(tx: Pick<Tx, 'get'>, kind: LocationKind): string {
  const row = tx.get<{ id: string }>(
    'SELECT id FROM location WHERE kind = ? AND retired_at IS NULL ORDER BY code LIMIT 1',
    kind,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'location', id: kind });
  return row.id;
}

/** Where parts of this payer come from (null: what we buy ourselves), else the first upper store that is nobody's. */
export function getUpperStore(tx: Pick<Tx, 'get'>, payerId: string | null): string {
  const own = tx.get<{ id: string }>(
    'SELECT l.id FROM upper_store u JOIN location l ON l.id = u.location_id WHERE u.payer_id IS ? AND l.retired_at IS NULL',
    payerId,
  );
  const free = tx.get<{ id: string }>(
    `SELECT id FROM location l WHERE kind = 'upper' AND retired_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM upper_store u WHERE u.location_id = l.id) ORDER BY code LIMIT 1`,
  );
  return own?.id ?? free?.id ?? getLocationOf(tx, 'upper');
}

/** The bag of a person. Faults: `stock_no_bag` {staffId}. */
export function getBag(tx: Pick<Tx, 'get'>, staffId: string): string {
  const row = tx.get<{ id: string }>(
    "SELECT id FROM location WHERE kind = 'bag' AND staff_id = ? AND retired_at IS NULL ORDER BY code LIMIT 1",
    staffId,
  );
  if (row === undefined) throw new Fault('stock_no_bag', { staffId });
  return row.id;
}

/** Id for programs, code and name for people. */
export function partParams(tx: Pick<Tx, 'get'>, partId: string): { partId: string; part: string } {
  const row = tx.get<{ code: string; name_zh: string }>(
    'SELECT code, name_zh FROM part WHERE id = ?',
    partId,
  );
  return { partId, part: row === undefined ? partId : `${row.code} ${row.name_zh}` };
}

const costOf = (tx: Tx, partId: string): number =>
  tx.value<number>('SELECT cost_fen FROM part WHERE id = ?', partId) ?? 0;
