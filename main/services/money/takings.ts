import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { JournalLine } from '../../../domain/money/journal.ts';
import { postHandIn } from '../../../domain/money/posting.ts';
import { nextNumber } from '../numbers.ts';
import { postEntry, today } from './post-entry.ts';
import { applyPrepaid } from './prepaid.ts';
import { refreshOrder } from './refresh-order.ts';
import { settleUser } from './settle-user.ts';
import { searchThing } from '../search/index-thing.ts';

export interface TakingInput {
  orderId: string;
  visitId?: string | null;
  /** Who took it at the door; null: at the counter, straight into the drawer. */
  staffId: string | null;
  method: 'cash' | 'qr' | 'transfer';
  /** Only `fee` meets what the user owes; the others are money of somebody else and never income. */
  purpose: 'fee' | 'deposit' | 'goods_for_others' | 'prepayment';
  amountFen: number;
  merchantRef?: string;
}

export interface Taken {
  paymentId: string;
  number: string;
  receiptNumber: string;
  /** What the user still owes on this order, fen. */
  leftFen: number;
}

function whereFrom(input: TakingInput): Pick<JournalLine, 'account' | 'holderId'> {
  if (input.method === 'qr') return { account: 'merchant_qr', holderId: null };
  if (input.method === 'transfer') return { account: 'bank', holderId: null };
  return input.staffId === null
    ? { account: 'cash', holderId: null }
    : { account: 'cash_with_staff', holderId: input.staffId };
}

function whatFor(
  input: TakingInput,
  order: { customer_id: string; payer_id: string | null },
): Pick<JournalLine, 'account' | 'holderId'> {
  switch (input.purpose) {
    case 'fee':
      return { account: 'receivable_user', holderId: order.customer_id };
    case 'prepayment':
      return { account: 'prepaid_user', holderId: order.customer_id };
    case 'deposit':
      return { account: 'deposit_user', holderId: order.customer_id };
    case 'goods_for_others':
      return { account: 'goods_money', holderId: order.payer_id ?? 'PY-USER' };
  }
}

/**
 * Money taken from a user: payment, receipt number and journal entry together; the user's lines are settled as far as
 * it reaches. Cash stays with the man until it is handed in. Faults: `not_found`, `period_closed`.
 */
export function recordTaking(tx: Tx, input: TakingInput): Taken {
  const order = tx.get<{ customer_id: string; payer_id: string | null; number: string }>(
    'SELECT customer_id, payer_id, number FROM work_order WHERE id = ?',
    input.orderId,
  );
  if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
  if (!Number.isSafeInteger(input.amountFen) || input.amountFen <= 0)
    throw new Error('a taking is a positive sum');
  const day = today(tx);
  const number = nextNumber(tx, 'SK', day);
  const receiptNumber = nextNumber(tx, 'SJ', day);
  const paymentId = tx.newId();
  const entry = postEntry(tx, {
    kind: `taken_${input.purpose}`,
    documentKind: 'payment',
    documentId: paymentId,
    orderId: input.orderId,
    lines: [
      { ...whereFrom(input), amountFen: input.amountFen, sourceId: paymentId },
      { ...whatFor(input, order), amountFen: -input.amountFen, sourceId: paymentId },
    ],
  });
  tx.insert('payment', {
    id: paymentId,
    number,
    work_order_id: input.orderId,
    visit_id: input.visitId ?? null,
    staff_id: input.staffId,
    method: input.method,
    purpose: input.purpose,
    amount_fen: input.amountFen,
    receipt_number: receiptNumber,
    merchant_ref: input.merchantRef ?? '',
    entry_id: entry?.id ?? null,
    at: tx.at,
    day,
  });
  searchThing(tx, 'receipt', paymentId, [number, receiptNumber]);
  const params = {
    paymentId,
    number,
    method: input.method,
    purpose: input.purpose,
    amountFen: input.amountFen,
  };
  tx.note({
    entity: 'payment',
    entityId: paymentId,
    workOrderId: input.orderId,
    kind: 'money.taken',
    params,
  });
  if (input.purpose === 'prepayment') applyPrepaid(tx, input.orderId);
  const leftFen = settleUser(tx, input.orderId);
  refreshOrder(tx, input.orderId);
  return { paymentId, number, receiptNumber, leftFen };
}

export interface HandIn {
  handoverId: string;
  number: string;
  dueFen: number;
  qrFen: number;
  /** cash − due: below zero stays owed by the person. */
  differenceFen: number;
}

/**
 * 交款: everything a person took up to a day and has not handed in, against the cash on the table. A shortfall stays on
 * the person's account; nothing is forgiven here. Faults: `cash_none` {staffId}.
 */
export function recordHandIn(tx: Tx, input: { staffId: string; day: string; cashFen: number }): HandIn {
  const open = tx.all<{ id: string; method: string; amount_fen: number; work_order_id: string | null }>(
    "SELECT id, method, amount_fen, work_order_id FROM payment WHERE staff_id = ? AND day <= ? AND handover_id IS NULL AND method IN ('cash', 'qr')",
    input.staffId,
    input.day,
  );
  const owed = cashOwed(tx, input.staffId);
  if (open.length === 0 && owed === 0) throw new Fault('cash_none', { staffId: input.staffId });
  const sum = (method: string) =>
    open.filter((row) => row.method === method).reduce((total, row) => total + row.amount_fen, 0);
  const qrFen = sum('qr');
  // What he owes is his account, so an earlier shortfall is asked for again; later days stay with him
  const later =
    tx.value<number>(
      "SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE staff_id = ? AND day > ? AND handover_id IS NULL AND method = 'cash'",
      input.staffId,
      input.day,
    ) ?? 0;
  const dueFen = owed - later;
  const handoverId = tx.newId();
  const number = nextNumber(tx, 'JK', today(tx));
  const entry = postEntry(tx, {
    kind: 'hand_in',
    documentKind: 'cash_handover',
    documentId: handoverId,
    lines: postHandIn(input.staffId, input.cashFen, handoverId),
  });
  tx.insert('cash_handover', {
    id: handoverId,
    number,
    staff_id: input.staffId,
    day: input.day,
    due_fen: dueFen,
    cash_fen: input.cashFen,
    qr_fen: qrFen,
    difference_fen: input.cashFen - dueFen,
    received_by: tx.staffId,
    entry_id: entry?.id ?? null,
    at: tx.at,
  });
  for (const row of open) tx.update('payment', row.id, { handover_id: handoverId });
  const params = { number, dueFen, cashFen: input.cashFen, qrFen, differenceFen: input.cashFen - dueFen };
  tx.note({ entity: 'cash_handover', entityId: handoverId, kind: 'money.handed_in', params });
  return { handoverId, number, dueFen, qrFen, differenceFen: input.cashFen - dueFen };
}

/** Cash a person holds that belongs to the outlet, by the journal. */
export function cashOwed(tx: Pick<Tx, 'value'>, staffId: string): number {
  return (
    tx.value<number>(
      "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM journal_line WHERE account_code = 'cash_with_staff' AND party_id = ?",
      staffId,
    ) ?? 0
  );
}
