import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { StockKey } from '../../../domain/stock/key.ts';
import { openPack } from '../../../domain/stock/units.ts';
import { getLocationOf, moveStock, partParams } from './ledger.ts';
import { getPart, ownerIdOf } from './reservations.ts';

/** More than this much of what the pack should hold is a wrong unit, not a generous maker. */
const mostTimes = 2;

/**
 * 开卷, 开瓶: what a pack really held is measured, and the difference to what it should hold is posted with its reason.
 * Answers the loss in thousandths of the base unit; a gain is negative. Faults: `stock_unit_unknown`, `pack_measure`
 * {nominalMilli}, `stock_short`, `not_found`.
 */
export function openPackOf(
  tx: Tx,
  input: {
    partId: string;
    locationId: string;
    bin: string;
    lot: string;
    unit: string;
    packs: number;
    actualMilli: number;
    note: string;
  },
): { lossMilli: number; expectedMilli: number; pairId: string | null } {
  const part = getPart(tx, input.partId);
  const unit = tx.get<{ per_milli: number; loss_milli: number }>(
    'SELECT per_milli, loss_milli FROM part_unit WHERE part_id = ? AND unit = ?',
    part.id,
    input.unit,
  );
  if (unit === undefined)
    throw new Fault('stock_unit_unknown', { ...partParams(tx, part.id), unit: input.unit });
  const nominalMilli = input.packs * unit.per_milli;
  if (input.actualMilli > nominalMilli * mostTimes)
    throw new Fault('pack_measure', {
      ...partParams(tx, part.id),
      quantityMilli: input.actualMilli,
      nominalMilli,
    });
  const opened = openPack(input.packs, input.actualMilli, { unit: input.unit, baseMilli: unit.per_milli });
  const here: StockKey = {
    partId: part.id,
    locationId: input.locationId,
    bin: input.bin,
    condition: 'good',
    ownerKind: part.owner_kind,
    ownerId: ownerIdOf(part),
    lot: input.lot,
    serial: '',
  };
  const lost: StockKey = { ...here, locationId: getLocationOf(tx, 'loss'), bin: '' };
  let pairId: string | null = null;
  if (opened.lossMilli > 0)
    pairId = moveStock(tx, { kind: 'cut_loss', from: here, to: lost, quantityMilli: opened.lossMilli });
  else if (opened.lossMilli < 0)
    pairId = moveStock(tx, { kind: 'cut_gain', from: lost, to: here, quantityMilli: -opened.lossMilli });
  tx.note({
    entity: 'part',
    entityId: part.id,
    kind: 'part.opened',
    params: {
      unit: input.unit,
      packs: input.packs,
      lossMilli: opened.lossMilli,
      note: input.note,
    },
  });
  return { lossMilli: opened.lossMilli, expectedMilli: unit.loss_milli * input.packs, pairId };
}
