import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import type { MoveKindCode } from '../../../domain/stock/moves.ts';
import { canStep, type OldPartState } from '../../../domain/stock/old-part.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { getLocation, getLocationOf, moveStock } from './ledger.ts';
import { takeBackCharge } from './old-money.ts';
import { getPart, ownerIdOf } from './reservations.ts';

export interface OldPartRow {
  id: string;
  version: number;
  part_id: string;
  work_order_id: string | null;
  payer_id: string | null;
  holder_staff_id: string | null;
  state: OldPartState;
  quantity_milli: number;
  location_id: string | null;
  label_number: string | null;
  box_document_id: string | null;
  amount_fen: number;
}

/** Faults: `not_found`. */
export function getOldPart(tx: Tx, id: string): OldPartRow {
  const row = tx.get<OldPartRow>('SELECT * FROM old_part WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'old_part', id });
  return row;
}

/** Where it stands, where it was wanted; said in the words of old parts. */
export const oldStepFault = (from: OldPartState, to: OldPartState): Fault =>
  new Fault('old_part_step', { from, to, oldState: from, oldNext: to });

/** Faults: `old_part_step` {from, to}. */
export function assertStep(old: OldPartRow, to: OldPartState): void {
  if (!canStep(old.state, to)) throw oldStepFault(old.state, to);
}

/** An old part as stock in a place: the piece taken off has no lot or serial of its own. */
export function oldKeyOf(tx: Tx, old: OldPartRow, locationId: string): StockKey {
  const part = getPart(tx, old.part_id);
  return {
    partId: part.id,
    locationId,
    bin: '',
    condition: 'old',
    ownerKind: part.owner_kind,
    ownerId: ownerIdOf(part),
    lot: '',
    serial: '',
  };
}

/** Its step in the life line of order and part. */
export function recordOldStep(
  tx: Tx,
  old: OldPartRow,
  to: OldPartState,
  params: Record<string, unknown>,
): void {
  const what = { partId: old.part_id, from: old.state, to, ...params };
  tx.note({
    entity: 'old_part',
    entityId: old.id,
    workOrderId: old.work_order_id,
    kind: 'old_part.step',
    params: what,
  });
}

/** How it comes to the store from where it was: found again, back from the maker or the way, or from a bag. */
function backKind(tx: Tx, old: OldPartRow, from: string): MoveKindCode {
  if (old.location_id === null) return 'count_gain';
  return ['transit', 'maker', 'upper'].includes(getLocation(tx, from).kind) ? 'old_refused' : 'old_to_store';
}

/**
 * 旧件交库: from the man's bag to the old-part store, or back from the maker who refused it; each gets its label. What
 * somebody was charged for it is given back. Faults: `old_part_step`, `conflict`.
 */
export function handInOldPart(
  tx: Tx,
  item: { id: string; version: number },
): { id: string; version: number; labelNumber: string } {
  const old = getOldPart(tx, item.id);
  assertStep(old, 'in_store');
  const store = getLocationOf(tx, 'old_parts');
  // One that was lost left our places for the loss: found again it comes back from there
  const from = old.location_id ?? getLocationOf(tx, 'loss');
  if (from !== store)
    moveStock(tx, {
      kind: backKind(tx, old, from),
      from: oldKeyOf(tx, old, from),
      to: oldKeyOf(tx, old, store),
      quantityMilli: old.quantity_milli,
      workOrderId: old.work_order_id,
    });
  const labelNumber =
    old.label_number ?? nextNumber(tx, numberPrefix('old_label'), businessDay(tx.at, getZone(tx)));
  const version = tx.update(
    'old_part',
    old.id,
    { state: 'in_store', location_id: store, label_number: labelNumber, bearer: null, box_document_id: null },
    { version: item.version },
  );
  if (old.state === 'charged') takeBackCharge(tx, old);
  recordOldStep(tx, old, 'in_store', { labelNumber });
  return { id: old.id, version, labelNumber };
}

/**
 * Steps that need no parcel and cost nobody anything yet: scrapped with the maker's consent, lost. The piece leaves the
 * place it lay in. Faults: `old_part_step`, `conflict`, `not_found`.
 */
export function stepOldPart(
  tx: Tx,
  input: {
    id: string;
    version: number;
    to: 'scrapped' | 'lost';
    bearer: string | null;
    reason: string;
  },
): { id: string; version: number; state: OldPartState } {
  const old = getOldPart(tx, input.id);
  assertStep(old, input.to);
  if (old.location_id !== null) {
    const from = oldKeyOf(tx, old, old.location_id);
    const target = getLocationOf(tx, input.to === 'lost' ? 'loss' : 'scrap');
    moveStock(tx, {
      kind: input.to === 'lost' ? 'count_loss' : 'scrap',
      from,
      to: { ...from, locationId: target, condition: input.to === 'lost' ? 'old' : 'scrap' },
      quantityMilli: old.quantity_milli,
      workOrderId: old.work_order_id,
    });
  }
  const version = tx.update(
    'old_part',
    old.id,
    { state: input.to, location_id: null, bearer: input.bearer, reason: input.reason },
    { version: input.version },
  );
  recordOldStep(tx, old, input.to, { bearer: input.bearer });
  return { id: old.id, version, state: input.to };
}
