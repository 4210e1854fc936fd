import type { Tx } from '../../../db/tx.ts';
import type { Condition } from '../../../domain/stock/key.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import { PaperWriter, takeAt, type OpenPaper } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { getLocation, getLocationOf, moveStock } from './ledger.ts';
import { getPart, type PartRow } from './reservations.ts';

export interface MoveLine {
  partId: string;
  quantityMilli: number;
  condition: Condition;
  bin: string;
  lot: string;
  serial: string;
  note: string;
}

/**
 * 调拨 between two places of ours, at once or by parcel: then the goods stand in transit until they arrive.
 * Faults: `stock_short`, `stock_lot_expired`, `stock_move_wrong`.
 */
export function transferParts(
  tx: Tx,
  input: {
    fromLocationId: string;
    toLocationId: string;
    byParcel: boolean;
    parcelNumber: string;
    lines: readonly MoveLine[];
    /** Who said yes to what leaves another's bag. */
    approvedBy?: string | null;
  },
  /** A paper that waited for that yes: it is carried out instead of a new one. */
  waiting: { documentId: string; number: string } | null = null,
): OpenPaper {
  const to = getLocation(tx, input.toLocationId);
  const state = input.byParcel ? 'staged' : 'posted';
  const paper = new PaperWriter(
    tx,
    input.byParcel ? 'parcel' : 'transfer',
    {
      fromLocationId: input.fromLocationId,
      toLocationId: to.id,
      staffId: to.staffId,
      approvedBy: input.approvedBy ?? null,
      state,
      head: { parcelNumber: input.parcelNumber },
    },
    waiting,
  );
  // To those who build it in nothing goes that is over; it may be put elsewhere or sent back
  const forUse = to.kind === 'bag' || to.kind === 'sub_shop';
  const transit = input.byParcel ? getLocationOf(tx, 'transit') : '';
  for (const line of input.lines) {
    const part = getPart(tx, line.partId);
    for (const take of takeAt(tx, input.fromLocationId, line, { expired: !forUse })) {
      const lineId = paper.line({
        ...take,
        doneMilli: input.byParcel ? 0 : take.quantityMilli,
        unitFen: part.cost_fen,
        note: line.note,
      });
      moveStock(tx, {
        kind: input.byParcel ? 'send' : 'transfer',
        from: take.key,
        to: {
          ...take.key,
          ...(input.byParcel ? { locationId: transit, bin: '' } : arriveAt(part, to, line.bin)),
        },
        quantityMilli: take.quantityMilli,
        documentId: paper.documentId,
        lineId,
      });
    }
  }
  const done = paper.close(state);
  if (!input.byParcel)
    resumeFilled(
      tx,
      fillShorts(
        tx,
        input.lines.map((line) => line.partId),
      ),
      applyAction,
    );
  return done;
}

/** Where goods come to lie in a place: the named bin, in a main store the part's own. */
export const arriveAt = (part: PartRow, to: { id: string; kind: string }, bin: string) => ({
  locationId: to.id,
  bin: bin !== '' ? bin : to.kind === 'main' ? (part.bin_id ?? '') : '',
});
