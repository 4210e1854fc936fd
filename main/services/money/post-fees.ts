import type { Tx } from '../../../db/tx.ts';
import { postFees, type PostedFee } from '../../../domain/money/posting.ts';
import type { Party } from '../../../domain/money/settlement.ts';
import { postEntry, postReversal } from './post-entry.ts';
import { applyPrepaid } from './prepaid.ts';
import { settleUser } from './settle-user.ts';
import { releaseHeld } from './hold-fees.ts';

interface Line {
  id: string;
  party: Party;
  party_id: string;
  fee_kind: string;
  amount_fen: number;
  state: string;
}

/** Books every line of the order that is not booked yet, in one entry. Held lines are free again: somebody audited them. */
export function postOrderFees(tx: Tx, orderId: string): void {
  releaseHeld(tx, orderId);
  const lines = tx.all<Line>(
    "SELECT id, party, party_id, fee_kind, amount_fen, state FROM fee_line WHERE work_order_id = ? AND entry_id IS NULL AND state NOT IN ('void', 'waived', 'lost') AND amount_fen <> 0 ORDER BY seq",
    orderId,
  );
  const fees: PostedFee[] = lines.map((line) => ({
    id: line.id,
    party: line.party,
    kind: line.fee_kind,
    amountFen: line.amount_fen,
    holderId: line.party_id,
  }));
  const entry = postEntry(tx, {
    kind: 'fees',
    documentKind: 'work_order',
    documentId: orderId,
    orderId,
    lines: postFees(fees),
    feeIds: new Set(lines.map((line) => line.id)),
  });
  if (entry === null) return;
  for (const line of lines) tx.update('fee_line', line.id, { entry_id: entry.id });
  applyPrepaid(tx, orderId);
  settleUser(tx, orderId);
}

/** Takes back what was booked for the order: one reversal per entry, each pointing at what it corrects. */
export function reverseOrderFees(tx: Tx, orderId: string): void {
  const entries = tx.all<{ id: string }>(
    "SELECT DISTINCT entry_id AS id FROM fee_line WHERE work_order_id = ? AND entry_id IS NOT NULL AND state <> 'void'",
    orderId,
  );
  for (const entry of entries) postReversal(tx, entry.id);
  const lines = tx.all<{ id: string }>(
    "SELECT id FROM fee_line WHERE work_order_id = ? AND entry_id IS NOT NULL AND state <> 'void'",
    orderId,
  );
  for (const line of lines) tx.update('fee_line', line.id, { entry_id: null });
}
