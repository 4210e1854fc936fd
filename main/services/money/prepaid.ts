import type { Tx } from '../../../db/tx.ts';
import { postEntry } from './post-entry.ts';

/** What a user paid beforehand meets what he owes once the fees are booked: out of the liability, into the receivable. */
export function applyPrepaid(tx: Tx, orderId: string): void {
  const held =
    tx.value<number>(
      "SELECT coalesce(sum(l.credit_fen - l.debit_fen), 0) FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id WHERE e.work_order_id = ? AND l.account_code = 'prepaid_user'",
      orderId,
    ) ?? 0;
  if (held <= 0) return;
  const owed =
    tx.value<number>(
      "SELECT coalesce(sum(l.debit_fen - l.credit_fen), 0) FROM journal_entry e JOIN journal_line l ON l.entry_id = e.id WHERE e.work_order_id = ? AND l.account_code = 'receivable_user'",
      orderId,
    ) ?? 0;
  const fen = Math.min(held, owed);
  if (fen <= 0) return;
  const userId = tx.value<string>('SELECT customer_id FROM work_order WHERE id = ?', orderId) ?? '';
  postEntry(tx, {
    kind: 'prepaid_used',
    documentKind: 'work_order',
    documentId: orderId,
    orderId,
    lines: [
      { account: 'prepaid_user', holderId: userId, amountFen: fen },
      { account: 'receivable_user', holderId: userId, amountFen: -fen },
    ],
  });
}
