import type { Tx } from '../../../db/tx.ts';
import { numberPrefix } from '../../../domain/paper/series.ts';
import { postEntry, postReversal, today } from '../money/post-entry.ts';
import { nextNumber } from '../numbers.ts';
import type { OldPartRow } from './old-parts.ts';

/**
 * A technician bears an old part: he owes its price from now on, as a fine with its number, and the outlet's own cost
 * falls by it. What the maker deducts is booked once, when its statement says so. Faults: `period_closed`.
 */
export function chargeHolder(tx: Tx, old: OldPartRow, amountFen: number, reason: string): void {
  const staffId = old.holder_staff_id;
  if (staffId === null || amountFen === 0) return;
  const fineId = tx.insert('fine', {
    number: nextNumber(tx, numberPrefix('fine'), today(tx)),
    work_order_id: old.work_order_id,
    payer_id: old.payer_id,
    staff_id: staffId,
    reason_code: 'old_part',
    reason,
    amount_fen: amountFen,
    bearer: 'technician',
    state: 'confirmed',
    at: tx.at,
  });
  postEntry(tx, {
    kind: 'old_part_charge',
    documentKind: 'old_part',
    documentId: old.id,
    orderId: old.work_order_id,
    lines: [
      { account: 'recoverable_staff', holderId: staffId, amountFen, sourceId: null },
      { account: 'cost_old_parts', holderId: null, amountFen: -amountFen, sourceId: null },
    ],
    params: { fineId },
  });
}

/** The part came back or was accepted after all: what the man owed for it he owes no more. Faults: `period_closed`. */
export function takeBackCharge(tx: Tx, old: Pick<OldPartRow, 'id'>): void {
  for (const entry of tx.all<{ id: string; params: string }>(
    `SELECT e.id, e.params FROM journal_entry e WHERE e.document_kind = 'old_part' AND e.document_id = ? AND e.reversal_of IS NULL
     AND NOT EXISTS (SELECT 1 FROM journal_entry r WHERE r.reversal_of = e.id)`,
    old.id,
  )) {
    postReversal(tx, entry.id);
    const { fineId } = JSON.parse(entry.params) as { fineId?: string };
    if (fineId !== undefined) tx.update('fine', fineId, { state: 'waived' });
  }
}
