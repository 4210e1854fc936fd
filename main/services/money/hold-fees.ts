import type { Tx } from '../../../db/tx.ts';
import { postPayHold } from '../../../domain/money/posting.ts';
import type { JournalLine } from '../../../domain/money/journal.ts';
import { postEntry } from './post-entry.ts';

/** A hold remembers where the line stood, in the line's own explanation. */
interface Explain {
  held?: { from: string; why: string };
  [key: string]: unknown;
}

interface Line {
  id: string;
  party: string;
  party_id: string;
  amount_fen: number;
  paid_fen: number;
  state: string;
  explain: string;
  entry_id: string | null;
}

const columns = 'id, party, party_id, amount_fen, paid_fen, state, explain, entry_id';

/** Pay that is booked moves to the account of held pay, so that the sum on hold is one look at one account. */
function postHolds(tx: Tx, orderId: string, lines: readonly Line[], sign: 1 | -1): void {
  const moves: JournalLine[] = lines
    .filter((line) => line.party === 'technician' && line.entry_id !== null)
    .flatMap((line) => postPayHold(line.party_id, sign * (line.amount_fen - line.paid_fen), line.id));
  postEntry(tx, {
    kind: sign === 1 ? 'pay_held' : 'pay_released',
    documentKind: 'work_order',
    documentId: orderId,
    orderId,
    lines: moves,
    feeIds: new Set(lines.map((line) => line.id)),
  });
}

/** Holds every line that is not settled; what a slip paid is, before its lines say so. `book: false` where the booked lines are about to be reversed anyway. */
export function holdFees(tx: Tx, orderId: string, why: string, book = true): number {
  const lines = tx.all<Line>(
    `SELECT ${columns} FROM fee_line WHERE work_order_id = ? AND state IN ('open', 'in_statement', 'agreed')
     AND NOT EXISTS (SELECT 1 FROM pay_slip_line l JOIN pay_slip s ON s.id = l.pay_slip_id WHERE l.fee_line_id = fee_line.id AND s.state = 'paid')`,
    orderId,
  );
  if (book) postHolds(tx, orderId, lines, 1);
  for (const line of lines) {
    const explain: Explain = { ...(JSON.parse(line.explain) as Explain), held: { from: line.state, why } };
    tx.update('fee_line', line.id, { state: 'held', explain });
  }
  return lines.length;
}

/** Lets held lines go back to where they stood. `why` limits it to holds of one cause. */
export function releaseHeld(tx: Tx, orderId: string, why: string | null = null): number {
  const lines = tx
    .all<Line>(`SELECT ${columns} FROM fee_line WHERE work_order_id = ? AND state = 'held'`, orderId)
    .filter((line) => why === null || (JSON.parse(line.explain) as Explain).held?.why === why);
  const booked = lines.filter((line) => isHoldBooked(tx, line.id));
  postHolds(tx, orderId, booked, -1);
  for (const line of lines) {
    const { held, ...explain } = JSON.parse(line.explain) as Explain;
    tx.update('fee_line', line.id, { state: held?.from ?? 'open', explain });
  }
  return lines.length;
}

function isHoldBooked(tx: Tx, feeId: string): boolean {
  const held = tx.value<number>(
    "SELECT coalesce(sum(credit_fen - debit_fen), 0) FROM journal_line WHERE fee_line_id = ? AND account_code = 'payable_staff_held'",
    feeId,
  );
  return (held ?? 0) !== 0;
}

/**
 * Takes a line a step on from where it stands. A held line keeps its hold and takes the step in what it remembers, so
 * that a hold and a payment come to the same in either order. Lines that stand elsewhere stay as they are.
 */
export function moveFee(
  tx: Tx,
  feeId: string,
  step: { from: readonly string[]; to: string; paidFen?: number },
): void {
  const fee = tx.get<{ state: string; explain: string }>(
    'SELECT state, explain FROM fee_line WHERE id = ?',
    feeId,
  );
  if (fee === undefined) return;
  const paid = step.paidFen === undefined ? {} : { paid_fen: step.paidFen };
  if (step.from.includes(fee.state)) tx.update('fee_line', feeId, { state: step.to, ...paid });
  if (fee.state !== 'held') return;
  const explain = JSON.parse(fee.explain) as Explain;
  const { held } = explain;
  if (held === undefined || !step.from.includes(held.from)) return;
  tx.update('fee_line', feeId, { explain: { ...explain, held: { ...held, from: step.to } }, ...paid });
}
