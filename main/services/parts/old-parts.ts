import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import { canStep, type OldPartState } from '../../../domain/stock/old-part.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import { nextNumber } from '../numbers.ts';
import { getLocationOf, moveStock } from './ledger.ts';
import { getPart, ownerIdOf } from './reservations.ts';

interface OldPartRow {
  id: string;
  version: number;
  part_id: string;
  work_order_id: string | null;
  state: OldPartState;
  quantity_milli: number;
  location_id: string | null;
  label_number: string | null;
}

function getOldPart(tx: Tx, id: string): OldPartRow {
  const row = tx.get<OldPartRow>('SELECT * FROM old_part WHERE id = ?', id);
  if (row === undefined) throw new Fault('not_found', { entity: 'old_part', id });
  return row;
}

function assertStep(old: OldPartRow, to: OldPartState): void {
  if (!canStep(old.state, to)) throw new Fault('old_part_step', { from: old.state, to });
}

function keyOf(tx: Tx, old: OldPartRow, locationId: string): StockKey {
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

function record(tx: Tx, old: OldPartRow, to: OldPartState, params: Record<string, unknown>): void {
  const what = { partId: old.part_id, from: old.state, to, ...params };
  tx.note({
    entity: 'old_part',
    entityId: old.id,
    workOrderId: old.work_order_id,
    kind: 'old_part.step',
    params: what,
  });
}

/** 旧件交库: from the man's bag to the old-part store; each gets its label. Faults: `old_part_step`, `conflict`. */
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
      kind: old.location_id === null ? 'count_gain' : 'old_to_store',
      from: keyOf(tx, old, from),
      to: keyOf(tx, old, store),
      quantityMilli: old.quantity_milli,
      workOrderId: old.work_order_id,
    });
  const labelNumber =
    old.label_number ?? nextNumber(tx, numberPrefix('old_label'), businessDay(tx.at, getZone(tx)));
  const version = tx.update(
    'old_part',
    old.id,
    { state: 'in_store', location_id: store, label_number: labelNumber, bearer: null },
    { version: item.version },
  );
  record(tx, old, 'in_store', { labelNumber });
  return { id: old.id, version, labelNumber };
}

/**
 * Steps that need no parcel: charged to somebody, scrapped with the maker's consent, lost. What is lost or scrapped
 * leaves the place it lay in. Faults: `old_part_step`, `conflict`, `not_found`.
 */
export function stepOldPart(
  tx: Tx,
  input: {
    id: string;
    version: number;
    to: 'charged' | 'scrapped' | 'lost';
    bearer: string | null;
    reason: string;
  },
): { id: string; version: number; state: OldPartState } {
  const old = getOldPart(tx, input.id);
  assertStep(old, input.to);
  let locationId = old.location_id;
  if (locationId !== null && input.to !== 'charged') {
    const from = keyOf(tx, old, locationId);
    const target = getLocationOf(tx, input.to === 'lost' ? 'loss' : 'scrap');
    moveStock(tx, {
      kind: input.to === 'lost' ? 'count_loss' : 'scrap',
      from,
      to: { ...from, locationId: target, condition: input.to === 'lost' ? 'old' : 'scrap' },
      quantityMilli: old.quantity_milli,
      workOrderId: old.work_order_id,
    });
    locationId = null;
  }
  const version = tx.update(
    'old_part',
    old.id,
    { state: input.to, location_id: locationId, bearer: input.bearer, reason: input.reason },
    { version: input.version },
  );
  record(tx, old, input.to, { bearer: input.bearer });
  return { id: old.id, version, state: input.to };
}
