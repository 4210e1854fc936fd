import type { Tx } from '../../../db/tx.ts';
import type { ClaimOutcome } from '../../../domain/stock/claim.ts';
import type { Condition } from '../../../domain/stock/key.ts';
import { owedOf } from '../../../domain/stock/request.ts';
import { applyAction } from '../orders/core/apply-action.ts';
import type { ClaimRow } from './claims.ts';
import { takeAt } from './documents.ts';
import { fillShorts, resumeFilled } from './fill.ts';
import { storesOf } from './issue.ts';
import { getLocationOf, getUpperStore, moveStock } from './ledger.ts';
import { linesOf } from './request-rows.ts';
import { receiveRequest } from './requests.ts';
import { getPart } from './reservations.ts';
import { scrapParts } from './scrap.ts';
import { transferParts } from './transfer.ts';

/**
 * Where the goods of a claim go when it ends: back to the sender by parcel, into the good stock (waiting orders get
 * theirs), or to the scrap. What never came moves nothing. Answers the paper that carries it.
 * Faults: `stock_short`, `stock_serial_elsewhere`.
 */
export function endGoodsOf(
  tx: Tx,
  claim: ClaimRow,
  outcome: ClaimOutcome,
  parcelNumber: string,
): string | null {
  if (claim.kind === 'short' || claim.location_id === null) return null;
  const partId = claim.other_part_id ?? claim.part_id;
  const condition: Condition = claim.kind === 'broken' ? 'doa' : 'inspect';
  const { lot, serial } = claim;
  const line = {
    partId,
    quantityMilli: claim.quantity_milli,
    condition,
    bin: '',
    lot,
    serial,
    note: claim.number,
  };
  if (outcome === 'sent_back')
    return transferParts(tx, {
      fromLocationId: claim.location_id,
      toLocationId: getUpperStore(tx, claim.payer_id),
      byParcel: true,
      parcelNumber,
      lines: [line],
    }).documentId;
  if (outcome !== 'kept')
    return scrapParts(tx, { fromLocationId: claim.location_id, reason: claim.number, lines: [line] })
      .documentId;
  keep(tx, claim, line);
  return null;
}

/** It is good enough, or useful: from now on it is stock like any other. */
function keep(
  tx: Tx,
  claim: ClaimRow,
  line: { partId: string; quantityMilli: number; condition: Condition; lot: string; serial: string },
): void {
  const part = getPart(tx, line.partId);
  const store = storesOf(tx)[0] ?? getLocationOf(tx, 'main');
  for (const take of takeAt(tx, claim.location_id ?? '', line, { expired: true }))
    moveStock(tx, {
      kind: 'inspect_result',
      from: take.key,
      to: { ...take.key, condition: 'good', locationId: store, bin: part.bin_id ?? '' },
      quantityMilli: take.quantityMilli,
    });
  if (claim.kind === 'broken' && claim.request_id !== null) {
    const lines = linesOf(tx, claim.request_id);
    const owed = owedOf(lines);
    const open = lines.reduce((sum, one, at) => sum + (one.partId === part.id ? (owed[at] ?? 0) : 0), 0);
    if (open > 0) receiveRequest(tx, claim.request_id, part.id, Math.min(open, line.quantityMilli));
  }
  resumeFilled(tx, fillShorts(tx, [part.id]), applyAction);
}
